//! What an editor finds wrong with a document.

use crate::clinic::Story;
use crate::document::{Block, Document, Text};
use crate::fact::{Class, Mark};

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

/// Boxes to tick, and what ICD-10-CM itself has in brackets.
const BRACKETED: [&str; 4] = ["[HIV]", "[E. coli]", "[common cold]", "[ ]"];

/// A text as its author wrote it: with a word for each decoy, since placeholders
/// such as `[PATIENT NAME]` are meant to be there, and for boxes to tick and
/// what names of diseases have in brackets.
fn written(text: &Text, marks: &[Mark]) -> String {
    let (mut words, mut at) = (String::new(), 0);
    let decoys = text
        .spans()
        .iter()
        .filter(|span| matches!(marks[span.mark], Mark::Decoy(_)));
    for span in decoys {
        words.push_str(&text.as_str()[at..span.start]);
        words.push_str("decoy");
        at = span.end;
    }
    words.push_str(&text.as_str()[at..]);
    let bracketed = BRACKETED.iter();
    bracketed.fold(words, |words, it| words.replace(it, "word"))
}

/// What is wrong with one text.
fn slips(words: &str, is_heading: bool) -> Vec<String> {
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
/// but for hyphens, or a date. Blood pressures, doses and codes are shorter; the
/// strengths of three drugs in one tablet have three digits each at most.
fn looks_like_identifier(word: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
    let numbers = word
        .split(['/', '-'])
        .filter(|part| matches!(part.len(), 1 | 2 | 4) && digits(part) == part.len());
    let is_long = |part: &str| digits(part) >= 7 && part.split('-').any(|it| digits(it) > 3);
    word.split(['.', ',']).any(is_long) || numbers.count() >= 3
}

/// What is wrong with a document.
pub(super) fn faults(document: &Document) -> Vec<String> {
    let mut faults = empty_sections(&document.blocks);
    for (text, is_heading) in texts(document) {
        let found = slips(&written(text, &document.marks), is_heading);
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
pub(super) fn leaks(document: &Document, story: &Story) -> Vec<String> {
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
