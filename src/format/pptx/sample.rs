//! A deck with every kind of block, for the tests of this room.

use std::sync::Arc;

use crate::document::{Block, Document, Field, Head, Letterhead, Look, Moment, Style, Table, Text};
use crate::fact::{Class, Entity, Fact, Label, Mark, Owner, Role};

/// Texts are written with their facts in brackets: `Seen by [Ana Lee]`; what
/// stands between asterisks is bold.
struct Writer {
    marks: Vec<Mark>,
}

impl Writer {
    fn text(&mut self, source: &str) -> Text {
        let mut text = Text::default();
        let (mut bold, mut open) = (false, 0);
        for piece in source.split_inclusive(['[', ']', '*']) {
            let words = piece.trim_end_matches(['[', ']', '*']);
            let style = Style {
                bold,
                italic: false,
            };
            text.push(words, style);
            match piece.as_bytes().last() {
                Some(b'[') => open = text.len(),
                Some(b']') => {
                    text.mark(open, self.marks.len());
                    self.mark(&text.as_str()[open..]);
                }
                Some(b'*') => bold = !bold,
                _ => {}
            }
        }
        text
    }

    fn mark(&mut self, text: &str) {
        let entity = Entity {
            owner: Owner::Patient(17),
            facet: "name",
        };
        let fact = Fact::plain(Label::Person, Role::Patient, entity, text);
        self.marks.push(Mark::Fact(Arc::new(fact)));
    }

    fn texts(&mut self, sources: &[&str]) -> Vec<Text> {
        sources.iter().map(|source| self.text(source)).collect()
    }

    fn heading(&mut self, level: u8, source: &str) -> Block {
        Block::Heading {
            level,
            text: self.text(source),
        }
    }

    fn paragraph(&mut self, source: &str) -> Block {
        Block::Paragraph(self.text(source))
    }

    fn list(&mut self, ordered: bool, sources: &[&str]) -> Block {
        Block::List {
            ordered,
            items: self.texts(sources),
        }
    }

    fn fields(&mut self, pairs: &[(&str, &str)]) -> Block {
        let field = |(name, value): &(&str, &str)| Field {
            name: self.text(name),
            value: self.text(value),
        };
        Block::Fields(pairs.iter().map(field).collect())
    }

    fn table(&mut self, header: &[&str], rows: &[&[&str]], right: &[bool]) -> Block {
        Block::Table(Table {
            header: self.texts(header),
            rows: rows.iter().map(|row| self.texts(row)).collect(),
            right: right.to_vec(),
        })
    }
}

/// The deck in a look.
pub(super) fn deck(look: &'static Look) -> Document {
    let mut writer = Writer { marks: Vec::new() };
    let head = Head {
        title: writer.text("Morbidity & Mortality Conference: [José Muñoz-Ortega]"),
        author: writer.text("[Nguyễn Văn Anh], MD"),
        subject: writer.text("Case of [José Muñoz-Ortega]"),
        written: Moment::default(),
        ..Head::default()
    };
    let letterhead = Letterhead {
        name: writer.text("[Harbor Bay Regional Medical Center]"),
        department: writer.text("[Department of Internal Medicine]"),
        lines: writer.texts(&[
            "[480 Quay Street], [Harbor Bay], MA [02199]",
            "Telephone [(617) 555-0142]",
        ]),
        footer: writer.text("[Harbor Bay Regional Medical Center] · Confidential peer review"),
    };
    let mut blocks = opening(&mut writer);
    blocks.extend(patient(&mut writer));
    blocks.extend(course(&mut writer));
    blocks.extend(tables(&mut writer));
    blocks.extend(closing(&mut writer));
    Document {
        class: Class::Positive,
        number: 17,
        head,
        letterhead,
        blocks,
        asides: Vec::new(),
        marks: writer.marks,
        look,
    }
}

fn opening(writer: &mut Writer) -> Vec<Block> {
    vec![
        writer.heading(1, "Morbidity & Mortality Conference"),
        writer.paragraph("Case of [José Muñoz-Ortega], presented by [Nguyễn Văn Anh], MD"),
        writer.paragraph("[March 14, 2024]"),
    ]
}

fn patient(writer: &mut Writer) -> Vec<Block> {
    vec![
        writer.heading(2, "Patient"),
        writer.fields(&[
            ("Name", "[José Muñoz-Ortega]"),
            ("Date of birth", "[03/14/1957]"),
            ("Medical record number", "[00483-7719]"),
            ("Admitted", "[02/27/2024]"),
            ("Discharged", "[03/05/2024]"),
            ("Consent reviewed", ""),
        ]),
        writer.paragraph(
            "[José Muñoz-Ortega], a retired welder from [Harbor Bay], was brought in by his \
             daughter [Lucía Muñoz] with two days of fever and confusion.",
        ),
        writer.paragraph("Allergies: *penicillin* (rash), <none> other & \"none\" reported 😀."),
        Block::Quote(writer.texts(&[
            "Open with the family's question. [Lucía Muñoz] asked for this review.",
            "Do not name the referring office, only [Łukasz Wójcik].",
        ])),
    ]
}

fn course(writer: &mut Writer) -> Vec<Block> {
    vec![
        writer.heading(2, "Hospital course of [Mr. Muñoz-Ortega]"),
        writer.heading(3, "Emergency department"),
        writer.list(
            false,
            &[
                "Triage at 04:10: temperature 39.4, pulse 118, pressure 92/54, saturation 93% on air",
                "Lactate *4.1*; cultures drawn before antibiotics, which were given 74 minutes after arrival",
                "Dr. [Sinéad O'Brien] called the intensive care unit at 05:25; no bed until 09:40",
            ],
        ),
        writer.heading(3, "Ward"),
        writer.list(
            false,
            &[
                "Blood cultures grew *Escherichia coli* in both bottles, susceptible to ceftriaxone",
                "Renal ultrasound showed a dilated left collecting system with a stone of 9 mm at the junction",
                "Urology placed a stent on [02/28/2024] under general anesthesia without event",
                "Pressors were weaned within 18 hours and the patient left intensive care on [03/01/2024]",
                "Delirium resolved by the fourth day; the daughter stayed at the bedside every night",
            ],
        ),
        writer.heading(3, "Follow-up"),
        writer.list(
            false,
            &[
                "Lithotripsy planned at the stone clinic within six weeks of discharge",
                "Repeat creatinine and urine culture one week after the last dose of antibiotics",
                "Letter to [Łukasz Wójcik], MD, with the discharge medication list and stent reminder",
            ],
        ),
        writer.paragraph("The stent is to be removed no later than [05/28/2024]."),
        Block::Rule,
    ]
}

fn tables(writer: &mut Writer) -> Vec<Block> {
    let labs: &[&[&str]] = &[
        &["Sodium", "131", "135-145", "mmol/L", "low"],
        &["Potassium", "4.9", "3.5-5.1", "mmol/L", ""],
        &["Creatinine", "2.3", "0.7-1.3", "mg/dL", "high"],
        &["Lactate", "4.1", "0.5-2.0", "mmol/L", "high"],
        &["White cells", "21.4", "4.0-11.0", "10^9/L", "high"],
        &["Hemoglobin", "12.9", "13.5-17.5", "g/dL", "low"],
        &["Platelets", "98", "150-400", "10^9/L", "low"],
        &["Bilirubin, total", "1.9", "0.2-1.2", "mg/dL", "high"],
        &["Glucose", "188", "70-99", "mg/dL", "high"],
        &["C-reactive protein", "287", "0-5", "mg/L", "high"],
        &["Procalcitonin", "38.2", "0.0-0.1", "ng/mL", "high"],
        &["Troponin I", "0.04", "0.00-0.04", "ng/mL", ""],
    ];
    let medications: &[&[&str]] = &[
        &[
            "Ceftriaxone",
            "2 g IV every 24 hours",
            "Susceptible Gram-negative bacteremia; day 7 of 14 at discharge, then cefpodoxime by mouth",
        ],
        &[
            "Norepinephrine",
            "0.02-0.18 mcg/kg/min",
            "Stopped [02/28/2024]",
        ],
        &[
            "Tamsulosin",
            "0.4 mg at bedtime",
            "Stent discomfort; to be continued until removal",
        ],
    ];
    vec![
        writer.heading(2, "Laboratory results"),
        writer.table(
            &["Test", "Result", "Reference", "Unit", "Flag"],
            &labs.repeat(2),
            &[false, true, false, false, false],
        ),
        writer.heading(2, "Medications"),
        writer.paragraph("As reconciled by [R. Okonkwo], PharmD, on [03/05/2024]."),
        writer.table(&["Drug", "Dose", "Remarks"], medications, &[false; 3]),
        writer.paragraph("No interaction was found."),
    ]
}

fn closing(writer: &mut Writer) -> Vec<Block> {
    vec![
        writer.heading(
            2,
            "Questions for the panel on timing of source control in obstructive pyelonephritis with shock",
        ),
        writer.list(
            true,
            &[
                "Could the stent have been placed before the transfer to intensive care?",
                "Who tells the family, and when?",
            ],
        ),
        Block::Signature(writer.texts(&[
            "[Nguyễn Văn Anh], MD",
            "Attending physician",
            "[nva@harborbay.example.org]",
        ])),
    ]
}
