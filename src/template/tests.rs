//! Every template, told many times and read with an editor's eye.

use std::sync::Arc;

use super::compose::By;
use super::{Catalogue, DocumentType, Source};
use crate::clinic::{PoolSettings, Pools, Story, Wanted};
use crate::document::{Block, Document, Text};
use crate::fact::{Class, Date, Item, Key, Mark};
use crate::narrate::Grammar;
use crate::recipe::{Placement, Profile};
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

fn faults(document: &Document) -> Vec<String> {
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
fn every_type_of_positives_has_a_sample_of_the_same_formats() {
    let catalogue = catalogue();
    let is_positive = |kind: &&DocumentType| kind.class == Class::Positive;
    for kind in catalogue.types().iter().filter(is_positive) {
        let sample = catalogue
            .types()
            .iter()
            .find(|other| other.sample_of.as_ref() == Some(&kind.name))
            .unwrap_or_else(|| panic!("{} has no sample; add one", kind.name));
        assert_eq!(sample.formats, kind.formats, "{}", kind.name);
    }
}

/// A type is known by its file's name, whatever folder it is in.
#[test]
fn no_two_of_our_templates_have_one_name() {
    let types = catalogue().types().len();
    assert_eq!(types, super::catalogue::embedded_types().count());
}

#[test]
fn only_negatives_are_samples_and_only_of_positives() {
    for (class, of) in [
        ("positive", "progress-note"),
        ("negative", "policy"),
        ("negative", "x"),
    ] {
        let source = Source {
            file: "mine.md".into(),
            text: format!(
                "+++\ntitle = \"x\"\ndescription = \"x\"\nclass = \"{class}\"\nkind = \"hard\"\n\
                 formats = [\"pdf\"]\nsample_of = \"{of}\"\n+++\n# X\n"
            ),
        };
        let grammar = Grammar::embedded().expect("our own phrases");
        let error = Catalogue::load(vec![source], Arc::new(grammar))
            .err()
            .unwrap();
        assert!(error.to_string().contains("can't be a sample"), "{error}");
    }
}

#[test]
fn a_sample_goes_with_the_type_that_it_is_of() {
    let source = Source {
        file: "progress-note.md".into(),
        text: "+++\ntitle = \"x\"\ndescription = \"x\"\nclass = \"negative\"\nkind = \"routine\"\n\
               formats = [\"pdf\"]\n+++\n# X\n"
            .into(),
    };
    let grammar = Grammar::embedded().expect("our own phrases");
    let catalogue = Catalogue::load(vec![source], Arc::new(grammar)).unwrap();
    let has = |name: &str| catalogue.types().iter().any(|kind| kind.name == name);
    assert!(has("progress-note") && has("sample-discharge") && !has("note-template"));
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
        Class::Positive => Story::Positive(Arc::new(pools.case(number, kind.wanted))),
        Class::Negative => match &kind.sample_of {
            Some(_) => Story::Sample(Arc::new(pools.sample(number, kind.wanted))),
            None => Story::Negative(Arc::new(pools.setting(number))),
        },
    }
}

#[test]
fn every_template_reads_well_whatever_the_story() {
    let (catalogue, pools) = (catalogue(), pools());
    let mut faults_found = Vec::new();
    for kind in catalogue.types() {
        for number in 1..=NUMBERS {
            let story = story(&pools, kind, number);
            match catalogue.compose(kind, seed(), number, &story, &[]) {
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

/// Our own templates are told by programs, and what programs tell is what the
/// engine tells of the same files.
#[test]
fn programs_tell_what_the_engine_tells() {
    let (catalogue, pools) = (catalogue(), pools());
    let lacking: Vec<&str> = catalogue.without_program().collect();
    assert_eq!(lacking, Vec::<&str>::new());
    let mut found = Vec::new();
    for kind in catalogue.types() {
        for number in 1..=NUMBERS {
            let story = story(&pools, kind, number);
            let places = match number % 5 {
                0 => &Placement::ALL[..],
                _ => &[],
            };
            let told = |by| {
                let told = catalogue.told(kind, seed(), number, &story, places, by);
                told.map(|document| format!("{document:?}"))
            };
            match (told(By::Program), told(By::Engine)) {
                (Ok(program), Ok(engine)) if program == engine => {}
                (Ok(program), Ok(engine)) => {
                    let same = program.bytes().zip(engine.bytes());
                    let at = same.take_while(|(a, b)| a == b).count();
                    let from = program.floor_char_boundary(at.saturating_sub(40));
                    let until = program.ceil_char_boundary(at + 80);
                    let other = engine.ceil_char_boundary(at + 80);
                    found.push(format!(
                        "{} {number}: {:?} and not {:?}",
                        kind.name,
                        &program[from..until],
                        &engine[from..other]
                    ));
                }
                (program, _) => {
                    found.push(format!("{} {number}: {:?}", kind.name, program.map(|_| ())))
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The names that `docs/templates.md` lists are there, in both classes or in
/// positive documents.
#[test]
fn the_guide_names_what_there_is() {
    let guide = include_str!("../../docs/templates.md");
    let pools = pools();
    let case = Story::Positive(Arc::new(pools.case(1, Wanted::Any)));
    let setting = Story::Negative(Arc::new(pools.setting(1)));
    let table = |mark: &str| {
        let from = guide.split(mark).nth(1).expect("a marked table");
        let rows = from.trim_start().lines().skip(2);
        rows.take_while(|line| line.starts_with('|'))
            .map(|line| line.split('|').collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let quoted = |cell: &str| -> Vec<String> {
        let parts = cell.split('`').skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    let mut seen = 0;
    for (mark, stories) in [
        ("<!-- names: both -->", vec![&case, &setting]),
        ("<!-- names: positive -->", vec![&case]),
    ] {
        for row in table(mark) {
            for story in &stories {
                for path in quoted(row[1]) {
                    let mut item = Item::Node(story.root());
                    for name in path.split('.') {
                        let Item::Node(node) = &item else {
                            panic!("{path} leads nowhere");
                        };
                        item = node
                            .get(Key::of(name))
                            .unwrap_or_else(|| panic!("no {path}"));
                    }
                    let within = match item {
                        Item::List(items) => items.first().cloned(),
                        other => Some(other),
                    };
                    if let Some(Item::Node(node)) = within {
                        for name in quoted(row[2]) {
                            assert!(node.names().contains(&name.as_str()), "{path}.{name}");
                            seen += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(seen > 150, "{seen}");
}
