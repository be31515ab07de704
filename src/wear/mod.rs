//! What happens to a document between a careful writer and the reader: haste,
//! dictation, copies of copies.
//!
//! A messy document has slips of the keyboard, words a dictation got wrong,
//! uneven abbreviations, run-on sentences and paragraphs that were pasted
//! twice. A poor one looks like the text of a scan: letters taken for others,
//! lines broken where the paper ended, a section that got lost.
//!
//! Labels stay exact: a value that was hit is a fact of its own form (`typo`,
//! `dictated`, `ocr`) whose normal form is still the true value. A digit never
//! becomes another digit, for the number might then be somebody's.

mod pages;
mod slips;
mod values;
mod words;

use self::pages::{break_lines, lose_section, paste_twice};
use self::words::Habits;
use crate::document::{Block, Document, Text};
use crate::fact::Mark;
use crate::recipe::Quality;
use crate::seed::Stream;

/// Wears a document as its quality says. `is_paper` if documents of its format
/// are printed and scanned.
pub fn wear(document: &mut Document, quality: Quality, is_paper: bool, stream: &mut Stream) {
    let habits = match quality {
        Quality::Clean => return,
        Quality::Messy => Habits::hasty(stream),
        Quality::Poor if is_paper => Habits::scanned(stream),
        Quality::Poor => Habits::careless(stream),
    };
    if quality == Quality::Poor {
        lose_section(document, stream);
    } else if stream.chance(25.0) {
        paste_twice(document, stream);
    }
    let Document { blocks, marks, .. } = document;
    let mut hand = Hand {
        habits,
        stream,
        marks,
    };
    for block in blocks.iter_mut() {
        hand.block(block);
    }
    if quality == Quality::Poor && is_paper {
        break_lines(blocks, stream);
    }
}

/// Whoever writes, types or scans.
struct Hand<'a> {
    habits: Habits,
    stream: &'a mut Stream,
    marks: &'a mut Vec<Mark>,
}

impl Hand<'_> {
    fn block(&mut self, block: &mut Block) {
        match block {
            Block::Heading { text, .. } => self.label(text),
            Block::Paragraph(text) => self.prose(text),
            Block::List { items, .. } | Block::Quote(items) => {
                items.iter_mut().for_each(|item| self.prose(item));
            }
            Block::Fields(fields) => {
                for field in fields {
                    self.label(&mut field.name);
                    self.label(&mut field.value);
                }
            }
            Block::Table(table) => {
                let cells = table
                    .header
                    .iter_mut()
                    .chain(table.rows.iter_mut().flatten());
                cells.for_each(|cell| self.label(cell));
            }
            Block::Signature(lines) => lines.iter_mut().for_each(|line| self.label(line)),
            Block::Rule => {}
        }
    }

    /// Free text: everything can happen to it.
    fn prose(&mut self, text: &mut Text) {
        self.rewrite(text, true);
    }

    /// Words of a form, cells, headings: what comes from the system. They are
    /// hit by what hits the paper, not by who types.
    fn label(&mut self, text: &mut Text) {
        self.rewrite(text, false);
    }

    fn rewrite(&mut self, text: &mut Text, is_free: bool) {
        let worn = text.rewritten(|stretch, mark| match mark {
            None => {
                let worn = self.habits.wear(stretch, is_free, self.stream);
                (worn, None)
            }
            Some(mark) => match self.value(mark, is_free) {
                Some((worn, mark)) => (Some(worn), Some(mark)),
                None => (None, Some(mark)),
            },
        });
        if let Some(worn) = worn {
            *text = worn;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::{Head, Letterhead, Look, Style};
    use crate::fact::{Class, Date, Entity, Fact, Label, Name, Owner, Role, Value};
    use crate::seed::Seed;

    fn fact(label: Label, value: Value, text: &str) -> Mark {
        let entity = Entity {
            owner: Owner::Patient(1),
            facet: "x",
        };
        let fact = match value {
            Value::Plain => Fact::plain(label, Role::Patient, entity, text),
            value => Fact::of(label, Role::Patient, entity, value),
        };
        Mark::Fact(Arc::new(fact))
    }

    fn document() -> Document {
        let marks = vec![
            fact(
                Label::Person,
                Value::Name(Arc::new(Name {
                    given: "Ana Maria",
                    family: "Muñoz-Ortega".into(),
                    ..Name::default()
                })),
                "",
            ),
            fact(Label::Ssn, Value::Plain, "912-34-5678"),
            fact(Label::Date, Value::Date(Date::constant(1957, 3, 14)), ""),
            fact(Label::Email, Value::Plain, "ana.munoz@mail.example.com"),
        ];
        let mut blocks = Vec::new();
        for section in 0..6 {
            blocks.push(Block::Heading {
                level: 2,
                text: Text::from("History of Present Illness"),
            });
            let mut text = Text::default();
            for (number, mark) in marks.iter().enumerate() {
                text.push(
                    "The patient was seen with a history of chest pain, without fever. Medications were continued. ",
                    Style::default(),
                );
                let start = text.len();
                let Mark::Fact(fact) = mark else { continue };
                text.push(&fact.text, Style::default());
                text.mark(start, number);
            }
            text.push(
                " and more.",
                Style {
                    bold: section == 1,
                    italic: false,
                },
            );
            blocks.push(Block::Paragraph(text));
        }
        Document {
            class: Class::Positive,
            number: 1,
            head: Head::default(),
            letterhead: Letterhead::default(),
            blocks,
            asides: Vec::new(),
            marks,
            look: Look::ALL.first().expect("a look"),
        }
    }

    fn texts(document: &Document) -> Vec<&Text> {
        let mut texts = Vec::new();
        for block in &document.blocks {
            match block {
                Block::Heading { text, .. } | Block::Paragraph(text) => texts.push(text),
                _ => {}
            }
        }
        texts
    }

    fn worn(quality: Quality, is_paper: bool, number: u64) -> Document {
        let mut document = document();
        let mut stream = Seed::new(3).unwrap().stream(format_args!("wear/{number}"));
        wear(&mut document, quality, is_paper, &mut stream);
        document
    }

    #[test]
    fn labels_stay_exact_and_true() {
        let mut hit = 0;
        let original = document();
        for number in 0..300 {
            let quality = [Quality::Messy, Quality::Poor][number as usize % 2];
            let document = worn(quality, number % 3 != 0, number);
            for text in texts(&document) {
                for span in text.spans() {
                    let Mark::Fact(fact) = &document.marks[span.mark] else {
                        panic!("a fact that is none");
                    };
                    assert_eq!(&text.as_str()[span.start..span.end], fact.text);
                    let same = original.marks.iter().find_map(|mark| match mark {
                        Mark::Fact(one) if one.label == fact.label => Some(one),
                        _ => None,
                    });
                    let first = same.expect("a label of the original");
                    let norm = first.norm();
                    let truth = if norm.is_empty() { &first.text } else { &norm };
                    if fact.text != first.text {
                        hit += 1;
                        assert_eq!(&fact.norm(), truth, "{}", fact.text);
                        assert!(["typo", "ocr"].contains(&fact.form), "{}", fact.form);
                    }
                    assert_eq!(fact.safe_harbor(), first.safe_harbor());
                }
            }
        }
        assert!(hit > 200, "{hit}");
    }

    #[test]
    fn nothing_is_pasted_where_another_day_is_told_of() {
        let heading = |text: &str| Block::Heading {
            level: 2,
            text: Text::from(text),
        };
        let mut dated = Text::from("Seen on ");
        let start = dated.len();
        dated.push("03/14/1957", Style::default());
        dated.mark(start, 2);
        let exam = Block::Paragraph(Text::from(
            "The lungs are clear to the bases. ".repeat(4).as_str(),
        ));
        let mut pasted = 0;
        for number in 0..40 {
            let mut document = document();
            document.blocks = vec![
                heading("Examination"),
                exam.clone(),
                heading("Earlier Visit"),
                Block::Paragraph(dated.clone()),
                heading("Plan"),
                Block::Paragraph(Text::from("Rest.")),
            ];
            let mut stream = Seed::new(3).unwrap().stream(format_args!("paste/{number}"));
            paste_twice(&mut document, &mut stream);
            assert_ne!(document.blocks.get(4), Some(&exam));
            pasted += usize::from(document.blocks.get(6) == Some(&exam));
        }
        assert_eq!(pasted, 40);
    }

    #[test]
    fn no_digit_becomes_another_and_no_domain_changes() {
        for number in 0..400 {
            let document = worn(Quality::Poor, true, number);
            for mark in &document.marks {
                let Mark::Fact(fact) = mark else { continue };
                match fact.label {
                    Label::Ssn => {
                        let digits: String =
                            fact.text.chars().filter(char::is_ascii_digit).collect();
                        let mut truth = "912345678".chars();
                        assert!(digits.chars().all(|digit| truth.any(|one| one == digit)));
                    }
                    Label::Email => assert!(fact.text.ends_with("@mail.example.com")),
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn a_worn_document_reads_otherwise_and_a_clean_one_the_same() {
        let clean = worn(Quality::Clean, true, 1);
        assert_eq!(texts(&clean), texts(&document()));
        let changed = (0..60)
            .filter(|number| texts(&worn(Quality::Messy, true, *number)) != texts(&document()))
            .count();
        assert!(changed > 55, "{changed}");
        let broken = worn(Quality::Poor, true, 2);
        assert!(
            texts(&broken)
                .iter()
                .any(|text| text.as_str().contains('\n'))
        );
        let mail = worn(Quality::Poor, false, 2);
        assert!(
            texts(&mail)
                .iter()
                .all(|text| !text.as_str().contains('\n'))
        );
    }
}
