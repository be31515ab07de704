//! A document held against its own truth, before a byte of it is placed.
//!
//! Labels are exact by construction; this is the proof that the construction
//! holds, made for every document and not for a sample.

use std::ops::Range;

use super::occurrences::{LEAST, occurrences};
use crate::document::{Aside, Document, Placed, Text, Transcript};
use crate::fact::{Class, Fact, Mark};

/// A word of the text that happens to be one of the patient's names as well:
/// "Graves disease" in the chart of Mr. Graves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    /// Byte range in the transcript's text.
    pub range: Range<usize>,
}

/// Checks a document's transcript and finds the namesakes in it.
///
/// `identifying` are the facts of the patient and of his people; none for a
/// negative document.
///
/// # Errors
/// What is wrong: a mark that stands on nothing, an identifier in a negative
/// document, none in a positive one, or a patient's value outside of its span.
pub fn audit(
    document: &Document,
    transcript: &Transcript,
    identifying: &[&Fact],
) -> Result<Vec<Namesake>, String> {
    let mut identifiers = 0;
    let mut end = 0;
    for placed in &transcript.placed {
        check_place(placed, transcript, &mut end)?;
        if let Some(Mark::Fact(fact)) = document.marks.get(placed.mark)
            && let Some(letter) = fact.safe_harbor()
        {
            if document.class == Class::Negative {
                return Err(format!(
                    "a negative document names {} (Safe Harbor {letter})",
                    fact.entity
                ));
            }
            identifiers += 1;
        }
    }
    if document.class == Class::Positive && identifiers == 0 {
        return Err("a positive document holds no identifier".into());
    }
    let identifying = Identifying::of(identifying);
    let ranges = transcript.placed.iter().filter_map(|it| it.range.clone());
    let mut namesakes = identifying.outside(&transcript.text, ranges)?;
    namesakes.dedup();
    for text in beside(document).filter(|text| !text.is_empty()) {
        let ranges = text.spans().iter().map(|span| span.start..span.end);
        identifying.outside(text.as_str(), ranges)?;
    }
    Ok(namesakes)
}

fn check_place(placed: &Placed, transcript: &Transcript, end: &mut usize) -> Result<(), String> {
    let Some(range) = &placed.range else {
        return if placed.aside.is_empty() {
            Err("a mark outside of the text has no text".into())
        } else {
            Ok(())
        };
    };
    let slice = transcript.text.get(range.clone()).unwrap_or_default();
    if slice.is_empty() {
        return Err(format!("a mark at {range:?} stands on nothing"));
    }
    if range.start < *end {
        return Err(format!("the marks at {range:?} and before overlap"));
    }
    *end = range.end;
    Ok(())
}

/// What a document says besides its text, wherever its format has put it: file
/// properties and placements.
fn beside(document: &Document) -> impl Iterator<Item = &Text> {
    let asides = document.asides.iter().flat_map(|aside| match aside {
        Aside::Link { words, target } => [Some(words), Some(target)],
        Aside::Comment(text)
        | Aside::Textbox(text)
        | Aside::Hidden(text)
        | Aside::Picture(text)
        | Aside::Attachment(text) => [Some(text), None],
    });
    let head = &document.head;
    let properties = [&head.title, &head.subject, &head.author, &head.keywords];
    asides.flatten().chain(properties)
}

/// The values that may stand nowhere without a label.
struct Identifying<'a> {
    facts: Vec<&'a Fact>,
    values: Vec<&'a str>,
}

impl<'a> Identifying<'a> {
    fn of(identifying: &[&'a Fact]) -> Self {
        let telling = |fact: &&Fact| {
            let least = if is_unmistakable(&fact.text) {
                6
            } else {
                LEAST
            };
            fact.text.len() >= least
        };
        let facts: Vec<&Fact> = identifying.iter().copied().filter(telling).collect();
        let values = facts.iter().map(|fact| fact.text.as_str()).collect();
        Self { facts, values }
    }

    /// Finds where values stand outside of every span, in text order. Those
    /// that are unmistakable may not; a single word may, as a namesake.
    fn outside(
        &self,
        text: &str,
        spans: impl Iterator<Item = Range<usize>>,
    ) -> Result<Vec<Namesake>, String> {
        let mut spans = spans.peekable();
        let mut namesakes = Vec::new();
        for (start, number) in occurrences(text, &self.values) {
            let value = self.values[number];
            let range = start..start + value.len();
            // The spans are sorted and disjoint, and the occurrences sorted.
            while spans.next_if(|span| span.end <= range.start).is_some() {}
            let is_covered = spans.peek().is_some_and(|span| span.start < range.end);
            if is_covered || !stands_alone(text, &range) {
                continue;
            }
            if is_unmistakable(value) {
                let entity = &self.facts[number].entity;
                return Err(format!("{entity} stands outside of its label"));
            }
            namesakes.push(Namesake { range });
        }
        Ok(namesakes)
    }
}

/// Whether a value is more than a word that others could have in mind.
fn is_unmistakable(value: &str) -> bool {
    value
        .bytes()
        .any(|byte| byte.is_ascii_digit() || byte == b' ' || byte == b'@')
}

/// Whether a stretch is a whole word or number.
fn stands_alone(text: &str, range: &Range<usize>) -> bool {
    let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !joins(text[..range.start].chars().next_back()) && !joins(text[range.end..].chars().next())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Head, Kind, Letterhead, Look, Source, Text};
    use crate::fact::{Entity, Label, Owner, Role};

    fn fact(label: Label, role: Role, text: &str) -> Arc<Fact> {
        let entity = Entity {
            owner: Owner::Patient(1),
            facet: "x",
        };
        Arc::new(Fact::plain(label, role, entity, text))
    }

    fn told(class: Class, facts: &[Arc<Fact>], tail: &str) -> (Document, Transcript) {
        let mut text = Text::default();
        for (mark, fact) in facts.iter().enumerate() {
            let start = text.len();
            text.push(&fact.text, Default::default());
            text.mark(start, mark);
            text.push(" ", Default::default());
        }
        text.push(tail, Default::default());
        let mut transcript = Transcript::default();
        transcript.line(&text, &Source::of(Kind::Body));
        let document = Document {
            class,
            number: 1,
            head: Head::default(),
            letterhead: Letterhead::default(),
            blocks: Vec::new(),
            asides: Vec::new(),
            marks: facts.iter().cloned().map(Mark::Fact).collect(),
            look: &Look::ALL[0],
        };
        (document, transcript)
    }

    #[test]
    fn a_leak_is_found_and_a_namesake_is_told_apart() {
        let name = fact(Label::Person, Role::Patient, "Graves");
        let ssn = fact(Label::Ssn, Role::Patient, "951-37-1555");
        let facts = [name, ssn];
        let check = |tail: &str| {
            let (document, transcript) = told(Class::Positive, &facts, tail);
            audit(&document, &transcript, &[&facts[0], &facts[1]])
        };
        assert_eq!(check("is well"), Ok(vec![]));
        let found = check("has Graves disease, not engraves").unwrap();
        assert_eq!(found, [Namesake { range: 23..29 }]);
        assert!(check("is 951-37-1555").unwrap_err().contains("outside"));
        assert_eq!(check("is 1951-37-1555"), Ok(vec![]), "another number");
    }

    #[test]
    fn a_leak_beside_the_text_is_found_too() {
        let facts = [fact(Label::Mrn, Role::Patient, "00417290")];
        let (mut document, transcript) = told(Class::Positive, &facts, "");
        let mut labelled = Text::from("chart ");
        labelled.push("00417290", Default::default());
        labelled.mark("chart ".len(), 0);
        let bare = || Text::from("https://chart.example.org/?mrn=00417290");
        let mut check = |aside: Aside| {
            document.asides = vec![aside];
            audit(&document, &transcript, &[&facts[0]])
        };
        assert_eq!(check(Aside::Picture(labelled.clone())), Ok(vec![]));
        for leak in [
            Aside::Comment(bare()),
            Aside::Attachment(bare()),
            Aside::Link {
                words: labelled,
                target: bare(),
            },
        ] {
            assert!(check(leak).unwrap_err().contains("outside"));
        }
        document.asides.clear();
        let properties: [fn(&mut Head) -> &mut Text; 4] = [
            |head| &mut head.title,
            |head| &mut head.subject,
            |head| &mut head.author,
            |head| &mut head.keywords,
        ];
        for property in properties {
            document.head = Head::default();
            *property(&mut document.head) = bare();
            assert!(audit(&document, &transcript, &[&facts[0]]).is_err());
        }
    }

    #[test]
    fn classes_keep_what_they_promise() {
        let patient = [fact(Label::Mrn, Role::Patient, "00417290")];
        let (document, transcript) = told(Class::Negative, &patient, "");
        assert!(audit(&document, &transcript, &[]).is_err());
        let clinic = [fact(Label::Phone, Role::Facility, "(617) 555-0123")];
        let (document, transcript) = told(Class::Negative, &clinic, "");
        assert_eq!(audit(&document, &transcript, &[]), Ok(vec![]));
        let (document, transcript) = told(Class::Positive, &clinic, "");
        assert!(audit(&document, &transcript, &[]).is_err());
    }

    #[test]
    fn a_mark_on_nothing_is_refused() {
        let facts = [fact(Label::Mrn, Role::Patient, "00417290")];
        let (document, mut transcript) = told(Class::Positive, &facts, "");
        transcript.placed[0].range = Some(5..5);
        assert!(audit(&document, &transcript, &[]).is_err());
        transcript.placed[0].range = Some(900..908);
        assert!(audit(&document, &transcript, &[]).is_err());
    }
}
