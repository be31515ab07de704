//! A document with one of everything, for tests.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::document::{Block, Document, Field, Head, Letterhead, Look, Moment, Style, Table, Text};
use crate::fact::{Class, Entity, Fact, Label, Mark, Owner, Role};

/// Makes texts from a notation of its own: `{a fact}`, `*bold*`, `_italic_`.
#[derive(Default)]
struct Writer {
    marks: Vec<Mark>,
}

impl Writer {
    fn text(&mut self, notation: &str) -> Text {
        let mut text = Text::default();
        let mut style = Style::default();
        let mut start = 0;
        for piece in notation.split_inclusive(['{', '}', '*', '_']) {
            let content = piece.trim_end_matches(['{', '}', '*', '_']);
            text.push(content, style);
            match &piece[content.len()..] {
                "{" => start = text.len(),
                "}" => {
                    text.mark(start, self.marks.len());
                    self.marks.push(fact(&text.as_str()[start..]));
                }
                "*" => style.bold = !style.bold,
                "_" => style.italic = !style.italic,
                _ => {}
            }
        }
        text
    }

    fn texts(&mut self, notations: &[&str]) -> Vec<Text> {
        notations.iter().map(|text| self.text(text)).collect()
    }
}

fn fact(text: &str) -> Mark {
    let entity = Entity {
        owner: Owner::Patient(17),
        facet: "name",
    };
    Mark::Fact(Arc::new(Fact::plain(
        Label::Person,
        Role::Patient,
        entity,
        text,
    )))
}

/// One of everything, about 3 kB of text.
pub fn document(look: &'static Look) -> Document {
    let mut pen = Writer::default();
    let mut blocks = vec![
        Block::Heading {
            level: 1,
            text: pen.text("Progress note"),
        },
        fields(&mut pen),
        Block::Heading {
            level: 2,
            text: pen.text("History of present illness"),
        },
    ];
    blocks.extend(PROSE.map(|text| Block::Paragraph(pen.text(text))));
    blocks.extend([
        Block::Heading {
            level: 3,
            text: pen.text("Medications & allergies"),
        },
        Block::List {
            ordered: false,
            items: pen.texts(&[
                "Lisinopril 10 mg by mouth once daily",
                "Metformin 500 mg by mouth twice daily with meals; *do not crush*, and hold it on the day of any study with contrast",
                "No known drug allergies",
            ]),
        },
        Block::Heading {
            level: 2,
            text: pen.text("Vital signs"),
        },
        vitals(&mut pen),
        Block::Table(Table {
            header: pen.texts(&["Test", "Comment"]),
            rows: vec![pen.texts(&["<&>\"'", "x < y && y > z, read by {Nguyễn Văn Anh}"])],
            right: vec![false, false],
        }),
        Block::Heading {
            level: 2,
            text: pen.text("Plan"),
        },
        Block::List {
            ordered: true,
            items: pen.texts(&["Repeat the panel.", "See {Łukasz Wójcik}, PharmD."]),
        },
        Block::Paragraph(pen.text("If that does not help:")),
        Block::List {
            ordered: true,
            items: pen.texts(&["Stop the drug.", "Call {(617) 555-0123}."]),
        },
        Block::Quote(pen.texts(&["I feel much better 😀 than last week.", "My knee still hurts."])),
        Block::Rule,
        Block::Signature(pen.texts(&[
            "Electronically signed by {Ana O'Brien}, MD",
            "Internal Medicine",
            "{03/14/2024} 14:05",
        ])),
    ]);
    Document {
        class: Class::Positive,
        number: 1,
        head: Head {
            title: pen.text("Progress note"),
            author: pen.text("{Ana O'Brien}, MD"),
            subject: pen.text("Visit of {03/14/2024}"),
            keywords: Text::default(),
            running: pen.text("{José Muñoz-Ortega}  MRN {00417725}"),
            written: Moment {
                local: DateTime::constant(2024, 3, 14, 14, 5, 0, 0),
                offset: -300,
            },
            mail: None,
        },
        letterhead: Letterhead {
            name: pen.text("{Lakeshore Valley Medical Center}"),
            department: pen.text("{Internal Medicine}"),
            lines: pen.texts(&[
                "{1420 Harbor Street}, {Fairhaven}, {MA} {02719}",
                "Tel. {(617) 555-0100}  Fax {(617) 555-0101}",
            ]),
            footer: pen.text("Confidential. {Lakeshore Valley Medical Center}"),
        },
        blocks,
        asides: Vec::new(),
        marks: pen.marks,
        look,
    }
}

const PROSE: [&str; 4] = [
    "{José Muñoz-Ortega} is a {67}-year-old man who was seen on *{03/14/2024}* for _follow-up_ of his blood pressure. \
     He lives with his wife {Nguyễn Văn Anh} and checks his pressure at home most mornings, with readings that run \
     between 128 and 141 over 76 and 84.",
    "He reports no chest pain, no shortness of breath and no swelling of the legs. He walks two miles on most days. \
     He has cut down on salt since the last visit and has lost four pounds. Sleep is fair; he wakes once to pass urine. \
     He denies dizziness on standing and has had no falls.",
    "Address for letters:\n{12 Elm Court}\n{Fairhaven}, {MA} {02719}",
    "On examination he is well. The heart sounds are normal and the chest is clear. There is no edema. The creatinine was \
     1.1 mg/dL, the potassium 4.4 mmol/L and the hemoglobin A1c 6.9 %, all of which are close to what they were half a \
     year ago. The results were gone through with him, and he had no questions. The findings do not call for a change \
     of treatment now.",
];

fn fields(pen: &mut Writer) -> Block {
    let pairs = [
        ("Patient", "{José Muñoz-Ortega}"),
        ("Date of birth", "{08/02/1956}"),
        ("MRN", "{00417725}"),
        ("Sex", "{M}"),
        ("Address", "{12 Elm Court}, {Fairhaven}, {MA} {02719}"),
        ("Next of kin", ""),
        ("Attending", "{Ana O'Brien}, MD"),
    ];
    Block::Fields(
        pairs
            .map(|(name, value)| Field {
                name: pen.text(name),
                value: pen.text(value),
            })
            .into(),
    )
}

fn vitals(pen: &mut Writer) -> Block {
    Block::Table(Table {
        header: pen.texts(&["Date", "Blood pressure", "Pulse", "Temp (°F)", "Remark"]),
        rows: [
            ["{03/14/2024}", "134/80", "72", "98.4", "Seated, left arm"],
            ["{12/01/2023}", "138/84", "76", "98.6", ""],
            [
                "{09/05/2023}",
                "141/84",
                "70",
                "97.9",
                "After a walk up three flights of stairs, taken twice",
            ],
            ["{06/11/2023}", "136/82", "74", "98.1", "Seated"],
        ]
        .iter()
        .map(|row| pen.texts(row))
        .collect(),
        right: vec![false, true, true, true, false],
    })
}
