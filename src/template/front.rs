//! The front matter of a template: what kind of document it is.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, Result};

/// What stands between the two lines `+++` at the top of a template.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Front {
    /// `Progress Note`
    pub title: String,
    /// What it is, in one line.
    pub description: String,
    /// `positive` or `negative`.
    pub class: String,
    /// Of negatives: `routine`, `hard` or `pii`; of positives `clinical`,
    /// `administrative` or `message`.
    pub kind: String,
    /// The formats in which such a document exists.
    pub formats: Vec<String>,
    /// How common it is, relative to the others.
    #[serde(default = "usual_weight")]
    pub weight: f64,
    /// Why a hard negative looks positive: `blank-form`.
    #[serde(default)]
    pub hard_negative: Option<String>,
    /// The visit that it is about: `inpatient`; any if left out.
    #[serde(default)]
    pub encounter: Option<String>,
    /// Of which type of positive documents it is a sample: told as that one is,
    /// with placeholders or a sample person where a patient would stand. File
    /// properties and addresses are that type's unless they are given.
    #[serde(default)]
    pub sample_of: Option<String>,
    /// File properties and what the pages repeat.
    #[serde(default)]
    pub head: Head,
    /// Who it goes between, if it can be an e-mail.
    #[serde(default)]
    pub mail: Option<Mail>,
}

impl Front {
    /// Takes from the type of which it is a sample what it does not have itself.
    pub(super) fn follow(&mut self, model: Self) {
        let title = model.head.title.unwrap_or(model.title);
        let head = &mut self.head;
        head.title.get_or_insert(title);
        head.author = head.author.take().or(model.head.author);
        head.subject = head.subject.take().or(model.head.subject);
        head.running = head.running.take().or(model.head.running);
        head.footer = head.footer.take().or(model.head.footer);
        self.encounter = self.encounter.take().or(model.encounter);
        self.mail = self.mail.take().or(model.mail);
    }
}

fn usual_weight() -> f64 {
    10.0
}

/// Lines of template text.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    /// The title property; the front matter's title if left out.
    pub title: Option<String>,
    /// The author property; the author's name and credentials if left out.
    pub author: Option<String>,
    /// The subject property, and the subject line of an e-mail.
    pub subject: Option<String>,
    /// What later pages repeat at the top.
    pub running: Option<String>,
    /// What stands at the foot of each page.
    pub footer: Option<String>,
}

/// The addresses of an e-mail.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mail {
    pub from: Address,
    pub to: Vec<Address>,
    #[serde(default)]
    pub cc: Vec<Address>,
}

/// A display name and an address, both template text.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Address {
    #[serde(default)]
    pub name: String,
    pub address: String,
}

/// Templates by the names of their types: file and content.
pub(super) type Sources = BTreeMap<String, (String, String)>;

const FENCE: &str = "+++";

/// Takes a template's source apart: front matter, body, and the number of lines above the body.
pub(super) fn split<'a>(file: &str, source: &'a str) -> Result<(Front, &'a str, usize)> {
    let failed = |line: usize, problem: String| Error::Source {
        file: file.to_owned(),
        line,
        problem,
        fix: "a template starts with a line +++, its settings (title, description, class, kind, \
              formats) and another line +++"
            .into(),
    };
    let rest = source
        .strip_prefix(FENCE)
        .and_then(|rest| rest.strip_prefix('\n'))
        .ok_or_else(|| failed(1, "has no front matter".into()))?;
    let end = rest
        .find("\n+++\n")
        .ok_or_else(|| failed(1, "the front matter does not end".into()))?;
    let (text, body) = (&rest[..=end], &rest[end + "\n+++\n".len()..]);
    let front = toml::from_str(text).map_err(|error| {
        let start = error.span().map_or(0, |span| span.start.min(text.len()));
        let line = 2 + text[..start].matches('\n').count();
        failed(line, error.message().to_owned())
    })?;
    Ok((front, body, text.matches('\n').count() + 2))
}

/// The front matter of the type of which another is a sample.
pub(super) fn model(file: &str, of: &str, is_negative: bool, sources: &Sources) -> Result<Front> {
    if let Some((other, text)) = sources.get(of).filter(|_| is_negative) {
        let (front, ..) = split(other, text)?;
        if front.class == "positive" {
            return Ok(front);
        }
    }
    Err(Error::Source {
        file: file.to_owned(),
        line: 1,
        problem: format!("can't be a sample of {of:?}"),
        fix: "a negative template can be a sample of a type of positive documents".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_found_on_their_line() {
        for (source, expected) in [
            ("# Hello", "t.md:1: has no front matter"),
            (
                "+++\ntitle = \"x\"\n",
                "t.md:1: the front matter does not end",
            ),
            (
                "+++\ntitle = \"x\"\ncolour = 1\n+++\n",
                "t.md:3: unknown field `colour`",
            ),
            ("+++\ntitle = \"x\"\n+++\n", "missing field"),
        ] {
            let message = split("t.md", source).unwrap_err().to_string();
            assert!(message.contains(expected), "{source:?} gave {message:?}");
        }
    }
}
