//! Every template, told many times and read with an editor's eye.

use std::sync::Arc;

use super::{Catalogue, DocumentType};
use crate::clinic::{PoolSettings, Pools, Story};
use crate::document::{Block, Document, Text};
use crate::fact::{Class, Date, Mark};
use crate::narrate::Grammar;
use crate::recipe::Profile;
use crate::seed::Seed;

/// What no finished text holds.
const SLIPS: &[&str] = &[
    "  ",
    " ,",
    " .",
    " ;",
    " :",
    "..",
    ",,",
    ",.",
    "( ",
    " )",
    "()",
    "{{",
    "{%",
    "}}",
    "[",
    "]",
    " ::",
    "##",
    "**",
    "undefined",
    "none none",
    "no no ",
    " a a ",
    " the the ",
    " an an ",
    " of of ",
];

/// Every text of a document's body, and whether it is a heading.
fn texts(document: &Document) -> Vec<(&Text, bool)> {
    let mut texts = vec![
        (&document.head.title, false),
        (&document.head.subject, false),
        (&document.head.running, false),
        (&document.letterhead.footer, false),
    ];
    if let Some(mail) = &document.head.mail {
        for mailbox in mail.to.iter().chain(&mail.cc).chain([&mail.from]) {
            texts.extend([(&mailbox.name, false), (&mailbox.address, false)]);
        }
    }
    for block in &document.blocks {
        match block {
            Block::Heading { text, .. } => texts.push((text, true)),
            Block::Paragraph(text) => texts.push((text, false)),
            Block::List { items, .. } => texts.extend(items.iter().map(|item| (item, false))),
            Block::Fields(fields) => texts.extend(
                fields
                    .iter()
                    .flat_map(|field| [(&field.name, false), (&field.value, false)]),
            ),
            Block::Table(table) => texts.extend(
                table
                    .header
                    .iter()
                    .chain(table.rows.iter().flatten())
                    .map(|cell| (cell, false)),
            ),
            Block::Quote(lines) | Block::Signature(lines) => {
                texts.extend(lines.iter().map(|line| (line, false)));
            }
            Block::Rule => {}
        }
    }
    texts
}

/// The text with the placeholders of templates made plain words.
fn blanked(text: &Text) -> String {
    let mut words = text.as_str().to_owned();
    for span in text.spans() {
        let marked = &text.as_str()[span.start..span.end];
        if marked == "***" || (marked.starts_with('[') && marked.ends_with(']')) {
            words.replace_range(span.start..span.end, &"x".repeat(marked.len()));
        }
    }
    words
}

/// What is wrong with one text.
fn slips(text: &Text, is_heading: bool) -> Vec<String> {
    // Dictation templates put brackets or three stars where a name goes: marked,
    // they are no slip.
    let words = &blanked(text);
    let mut found: Vec<String> = SLIPS
        .iter()
        .filter(|slip| words.contains(**slip))
        .map(|slip| format!("holds {slip:?}"))
        .collect();
    if is_heading && words.is_empty() {
        found.push("an empty heading".into());
    }
    if words != words.trim() {
        found.push("blanks at an end".into());
    }
    let count = |c: char| words.matches(c).count();
    if count('(') != count(')') {
        found.push("unbalanced parentheses".into());
    }
    found
}

/// Sections without content: a heading before another that is not below it.
fn empty_sections(blocks: &[Block]) -> Vec<String> {
    let level = |block: Option<&Block>| match block {
        Some(Block::Heading { level, .. }) => *level,
        Some(_) => u8::MAX,
        None => 0,
    };
    blocks
        .iter()
        .enumerate()
        .filter_map(|(at, block)| match block {
            Block::Heading { level: own, text } if level(blocks.get(at + 1)) <= *own => {
                Some(format!("nothing under {:?}", text.as_str()))
            }
            _ => None,
        })
        .collect()
}

/// The words outside of all marks, which identify nobody.
fn unmarked(text: &Text) -> String {
    let (mut words, mut at) = (String::new(), 0);
    for span in text.spans() {
        words.push_str(&text.as_str()[at..span.start]);
        words.push(' ');
        at = span.end;
    }
    words + &text.as_str()[at..]
}

/// Whether a word looks like a number that is somebody's: seven digits in a row
/// but for hyphens, or a date. Blood pressures, doses and codes are shorter.
fn looks_like_identifier(word: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let numbers = word
        .split(['/', '-'])
        .filter(|part| matches!(part.len(), 1 | 2 | 4) && digits(part) == part.len());
    word.split(['.', ',']).any(|part| digits(part) >= 7) || numbers.count() >= 3
}

fn faults(document: &Document) -> Vec<String> {
    let mut faults = empty_sections(&document.blocks);
    for (text, is_heading) in texts(document) {
        let found = slips(text, is_heading);
        faults.extend(
            found
                .into_iter()
                .map(|slip| format!("{slip} in {:?}", text.as_str())),
        );
        faults.extend(
            unmarked(text)
                .split_whitespace()
                .filter(|word| looks_like_identifier(word))
                .map(|word| format!("{word:?} is not marked")),
        );
    }
    let identifying = document
        .marks
        .iter()
        .filter(|mark| matches!(mark, Mark::Fact(fact) if fact.safe_harbor().is_some()))
        .count();
    match (document.class, identifying) {
        (Class::Positive, 0) => faults.push("a positive without an identifier".into()),
        (Class::Negative, 1..) => faults.push("a negative with an identifier".into()),
        _ => {}
    }
    faults
}

/// What identifies the patient and stands outside of its marks.
fn leaks(document: &Document, story: &Story) -> Vec<String> {
    let Story::Positive(case) = story else {
        return Vec::new();
    };
    let facts = case.identifying_facts();
    let words: Vec<String> = texts(document)
        .iter()
        .map(|(text, _)| unmarked(text))
        .collect();
    facts
        .iter()
        // Shorter ones, such as an age, are other things too.
        .filter(|fact| fact.safe_harbor().is_some() && fact.text.len() >= 4)
        .filter(|fact| words.iter().any(|words| words.contains(&fact.text)))
        .map(|fact| format!("{:?} stands unmarked", fact.text))
        .collect()
}

fn catalogue() -> Catalogue {
    let grammar = Grammar::embedded().expect("our own phrases");
    Catalogue::load(Vec::new(), Arc::new(grammar)).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn each_format_has_several_types_of_both_classes() {
    let catalogue = catalogue();
    for format in ["docx", "pdf", "eml", "pptx"] {
        for class in Class::ALL {
            let types = catalogue.types().iter().filter(|kind| {
                kind.class == class && kind.formats.iter().any(|name| name == format)
            });
            assert!(types.count() >= 2, "{class} {format}");
        }
    }
}

#[test]
fn hard_negatives_say_why_they_are() {
    for kind in catalogue().types() {
        let says_why = kind.hard_negative.is_some();
        let is_hard = matches!(kind.kind.as_str(), "hard" | "pii");
        assert_eq!(says_why, is_hard, "{}", kind.name);
    }
}

const NUMBERS: u64 = 25;

fn seed() -> Seed {
    Seed::new(42).expect("a small number")
}

fn pools() -> Pools {
    Pools::new(&PoolSettings {
        seed: seed(),
        as_of: Date::constant(2025, 6, 30),
        patients: 400,
        providers: 40,
        facilities: 4,
        identifiers: Profile::Safe,
    })
}

fn story(pools: &Pools, kind: &DocumentType, number: u64) -> Story {
    match kind.class {
        Class::Positive => Story::Positive(Arc::new(pools.case(number, &kind.name))),
        Class::Negative => Story::Negative(Arc::new(pools.setting(number))),
    }
}

#[test]
fn every_template_reads_well_whatever_the_story() {
    let (catalogue, pools) = (catalogue(), pools());
    let mut faults_found = Vec::new();
    for kind in catalogue.types() {
        for number in 1..=NUMBERS {
            let story = story(&pools, kind, number);
            match catalogue.compose(kind, seed(), number, &story) {
                Ok(document) => faults_found.extend(
                    faults(&document)
                        .into_iter()
                        .chain(leaks(&document, &story))
                        .map(|fault| format!("{} {number}: {fault}", kind.name)),
                ),
                Err(error) => faults_found.push(format!("{} {number}: {error}", kind.name)),
            }
        }
    }
    assert!(faults_found.is_empty(), "{}", faults_found.join("\n"));
}
