//! What a type of documents is, and what its front matter may ask for.

use super::front::Front;
use crate::clinic::Wanted;
use crate::error::{Error, Result};
use crate::fact::Class;

/// One type of document.
#[derive(Clone, Debug)]
pub struct DocumentType {
    /// The name in recipes and records: `progress-note`.
    pub name: String,
    /// `Progress Note`
    pub title: String,
    /// What it is, in one line.
    pub description: String,
    /// The class of every document of this type.
    pub class: Class,
    /// `clinical`, `routine`, `hard` …
    pub kind: String,
    /// Why a hard negative looks positive.
    pub hard_negative: Option<String>,
    /// The formats in which such a document exists.
    pub formats: Vec<String>,
    /// How common it is.
    pub weight: f64,
    /// The visit that it is about.
    pub wanted: Wanted,
    /// The type of which it is a sample.
    pub sample_of: Option<String>,
    /// The template of the front matter's lines; see [`head_name`].
    pub(super) head: String,
    pub(super) mail: Option<Recipients>,
}

/// How many addresses an e-mail of a type has.
#[derive(Clone, Copy, Debug)]
pub(super) struct Recipients {
    pub to: usize,
    pub cc: usize,
}

/// Stands between the lines of the front matter, which are one template: to
/// set a template up takes longer than to tell a line.
pub(super) const LINE_END: char = '\u{1e}';

/// What the lines of a type's front matter are called as a template.
pub(super) fn head_name(kind: &str) -> String {
    format!("{kind}#head")
}

/// Whether a type of documents can be called so, and its template's file with `.md` behind it.
pub fn is_type_name(name: &str) -> bool {
    let fits = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !name.is_empty() && name.bytes().all(fits)
}

/// `positive/progress-note.md` -> `progress-note`
pub(super) fn type_name(path: &str) -> String {
    let file = path.rsplit('/').next().unwrap_or(path);
    file.strip_suffix(".md").unwrap_or(file).to_owned()
}

/// What can be wrong with a template before it is told.
pub(super) fn check(file: &str, name: &str, front: &Front) -> Result<Class> {
    let refuse = |problem: String, fix: &str| {
        Err(Error::Source {
            file: file.to_owned(),
            line: 1,
            problem,
            fix: fix.to_owned(),
        })
    };
    if !is_type_name(name) {
        return refuse(
            format!("{name:?} is no name for a document type"),
            "name the file with small letters, digits and hyphens, such as home-visit.md",
        );
    }
    if !(front.weight.is_finite() && front.weight >= 0.0) {
        return refuse(
            format!("weight = {} is no weight", front.weight),
            "a number from 0 up; the usual one is 10",
        );
    }
    if front.formats.is_empty() {
        return refuse(
            "formats names none".into(),
            "such as formats = [\"docx\", \"pdf\"]",
        );
    }
    if front.formats.iter().any(|format| format == "eml")
        && front.mail.as_ref().is_none_or(|mail| mail.to.is_empty())
    {
        return refuse(
            "an e-mail needs addresses".into(),
            "add [mail] with from and to",
        );
    }
    match Class::named(&front.class) {
        Some(class) => Ok(class),
        None => refuse(
            format!("class = {:?} is none", front.class),
            "positive if it holds a patient's data, negative if it holds none",
        ),
    }
}

/// The visit that a template asks for.
pub(super) fn wanted(file: &str, name: Option<&str>) -> Result<Wanted> {
    let Some(name) = name else {
        return Ok(Wanted::Any);
    };
    Wanted::named(name).ok_or_else(|| Error::Source {
        file: file.to_owned(),
        line: 1,
        problem: format!("encounter = {name:?} is none"),
        fix: format!("one of {}", Wanted::ALL.map(Wanted::name).join(", ")),
    })
}
