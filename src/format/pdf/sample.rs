//! A document with every block in it, for the tests of this room.

use std::sync::Arc;

use crate::document::{Block, Document, Field, Head, Letterhead, Look, Moment, Style, Table, Text};
use crate::fact::{Class, Entity, Fact, Label, Mark, Owner, Role};
use crate::seed::{Seed, Stream};

const BOLD: Style = Style {
    bold: true,
    italic: false,
};
const ITALIC: Style = Style {
    bold: false,
    italic: true,
};

/// Writes texts and collects their marks: `[…]` is an identifier, `*…*` bold,
/// `_…_` italic.
#[derive(Default)]
pub struct Writer {
    /// What has been marked so far.
    pub marks: Vec<Mark>,
}

impl Writer {
    /// A text written so.
    pub fn text(&mut self, source: &str) -> Text {
        let mut text = Text::default();
        let mut style = Style::default();
        let mut start = 0;
        for piece in source.split_inclusive(['[', ']', '*', '_']) {
            let words = piece.trim_end_matches(['[', ']', '*', '_']);
            text.push(words, style);
            match piece.as_bytes().last() {
                Some(b'[') => start = text.len(),
                Some(b']') => {
                    text.mark(start, self.marks.len());
                    let entity = Entity {
                        owner: Owner::Patient(17),
                        facet: "name",
                    };
                    let words = &text.as_str()[start..];
                    let fact = Fact::plain(Label::Person, Role::Patient, entity, words);
                    self.marks.push(Mark::Fact(Arc::new(fact)));
                }
                Some(b'*') => {
                    style = if style == BOLD {
                        Style::default()
                    } else {
                        BOLD
                    }
                }
                Some(b'_') => {
                    style = if style == ITALIC {
                        Style::default()
                    } else {
                        ITALIC
                    }
                }
                _ => {}
            }
        }
        text
    }

    fn texts(&mut self, sources: &[&str]) -> Vec<Text> {
        sources.iter().map(|source| self.text(source)).collect()
    }

    fn paragraph(&mut self, source: &str) -> Block {
        Block::Paragraph(self.text(source))
    }

    fn heading(&mut self, level: u8, source: &str) -> Block {
        let text = self.text(source);
        Block::Heading { level, text }
    }

    fn fields(&mut self, pairs: &[(&str, &str)]) -> Block {
        Block::Fields(
            pairs
                .iter()
                .map(|(name, value)| Field {
                    name: self.text(name),
                    value: self.text(value),
                })
                .collect(),
        )
    }

    fn table(&mut self, right: &[bool], header: &[&str], rows: &[&[&str]]) -> Block {
        Block::Table(Table {
            header: self.texts(header),
            rows: rows.iter().map(|row| self.texts(row)).collect(),
            right: right.to_vec(),
        })
    }
}

/// A progress note of about two pages in a look.
pub fn document(look: &'static Look) -> Document {
    let mut writer = Writer::default();
    let blocks = blocks(&mut writer);
    with_blocks(look, writer, blocks)
}

/// The same paper with other content.
pub fn with_blocks(look: &'static Look, mut writer: Writer, blocks: Vec<Block>) -> Document {
    let letterhead = Letterhead {
        name: writer.text("[Quillhaven Valley Medical Center]"),
        department: writer.text("[Department of Internal Medicine]"),
        lines: writer.texts(&[
            "[4810 Ferndale Parkway], [Quillhaven], [NC] [28799]",
            "Tel [(828) 555-0142] · Fax [(828) 555-0143]",
        ]),
        footer: writer.text("[Quillhaven Valley Medical Center] · Confidential patient record"),
    };
    let head = Head {
        title: writer.text("Progress note – [José A. Muñoz-Ortega]"),
        author: writer.text("[Ann (Annie) O'Brien, MD]"),
        subject: writer.text("Follow-up visit"),
        keywords: Text::default(),
        running: writer.text("[José A. Muñoz-Ortega] · MRN [00483-117] · DOB [03/14/1957]"),
        written: Moment {
            local: jiff::civil::DateTime::constant(2024, 11, 5, 14, 20, 9, 0),
            offset: -300,
        },
        mail: None,
    };
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

fn blocks(writer: &mut Writer) -> Vec<Block> {
    vec![
        writer.heading(1, "Progress note"),
        writer.fields(&[
            ("Patient", "[José A. Muñoz-Ortega]"),
            ("MRN", "[00483-117]"),
            ("Date of birth", "[03/14/1957]"),
            ("Sex", "[Male]"),
            (
                "Address",
                "[12 Elm Hollow Ct], [Apt 4B], [Quillhaven], [NC] [28799]",
            ),
            ("Telephone", "[(828) 555-0177]"),
            ("Emergency contact", "[Łukasz Wójcik] ([828-555-0190])"),
            ("Interpreter", ""),
            ("Insurance ID", r"[XQW (04)\9921]"),
        ]),
        writer.heading(2, "History of present illness"),
        writer.paragraph(
            "Mr. [Muñoz-Ortega] is a [67]-year-old man with type 2 diabetes and hypertension \
             who returns for follow-up after his admission of [October 12, 2024]. He was seen \
             with his daughter-in-law, [Nguyễn Văn Anh], who keeps his pill box. Since the last \
             visit he has had *no chest pain*, no dyspnea on exertion and no orthopnea; ankle \
             swelling is down. Home readings are between 128/74 and 142/86 mmHg. _He denies \
             dizziness_, and walks ≥ 20 minutes a day. He asks that letters be sent to \
             [jose.munoz-ortega@example.org] and not to his former address.",
        ),
        writer.paragraph(
            "The case was discussed with [Dr. Håkan Ångström-O'Brien] by telephone at [10:45 AM]. \
             Plan agreed:",
        ),
        Block::List {
            ordered: true,
            items: writer.texts(&[
                "Continue lisinopril 20 mg daily; potassium and creatinine in two weeks.",
                "Increase metformin to 1,000 mg twice a day with meals, and call [Ms. Thị Hồng \
                 Nhung Trần-Kowalczyk] at the diabetes clinic for the class that starts on \
                 [November 18, 2024].",
                "Eye examination.",
            ]),
        },
        writer.heading(2, "Medications"),
        Block::List {
            ordered: false,
            items: writer.texts(&[
                "*Lisinopril* 20 mg by mouth daily",
                "*Metformin* 1,000 mg by mouth twice a day",
                "*Atorvastatin* 40 mg by mouth at bedtime",
            ]),
        },
        writer.heading(2, "Laboratory"),
        writer.table(
            &[false, true, false, false, true],
            &["Test", "Result", "Unit", "Reference", "Previous"],
            &[
                &["Hemoglobin A1c", "7.9", "%", "< 5.7", "8.6"],
                &["Creatinine", "1.14", "mg/dL", "0.74 – 1.35", "1.09"],
                &["eGFR (CKD-EPI 2021)", "70", "mL/min/1.73 m²", "≥ 60", "74"],
                &["Potassium", "4.6", "mmol/L", "3.5 – 5.1", "4.4"],
                &["Sodium", "139", "mmol/L", "136 – 145", "140"],
                &["LDL cholesterol, calculated", "88", "mg/dL", "< 100", "131"],
                &["TSH", "2.31", "µIU/mL", "0.45 – 4.50", ""],
            ],
        ),
        writer.paragraph("Drawn on [11/04/2024] at [Quillhaven Valley Medical Center]."),
        writer.heading(3, "Appointments"),
        writer.table(
            &[false, false, false],
            &["Date", "With", "Where"],
            &[
                &[
                    "[11/18/2024]",
                    "[Thị Hồng Nhung Trần-Kowalczyk, RN]",
                    "Diabetes clinic, [Room 214]",
                ],
                &[
                    "[12/03/2024]",
                    "[Ann (Annie) O'Brien, MD]",
                    "[Department of Internal Medicine]",
                ],
            ],
        ),
        writer.heading(2, "Patient's words"),
        Block::Quote(writer.texts(&[
            "I can climb the stairs again. My wife says I should tell you that I skip the evening \
             tablet now and then, and that the shoes from [Bright Harbor Outfitters] help.",
            "I would rather not have [Łukasz] called at work.",
        ])),
        writer.heading(2, "Assessment and plan"),
        writer.paragraph(
            "1) Type 2 diabetes, improving: see above. 2) Hypertension, at goal on most days.\n\
             ☑ Medication list reviewed   ☐ Advance directive on file\n\
             Reference: UKPDS 33; path C:\\notes\\(draft).",
        ),
        Block::Rule,
        writer.paragraph(
            "Thirty minutes were spent with the patient, more than half of them in counselling \
             about diet, foot care and when to call. He repeated the instructions correctly and \
             had no further questions. A copy of this note goes to [Dr. Zoë Šimůnek].",
        ),
        Block::Signature(writer.texts(&[
            "Electronically signed by [Ann (Annie) O'Brien, MD]",
            "[Department of Internal Medicine]",
            "[11/05/2024] [2:20 PM]",
        ])),
    ]
}

const WORDS: &[&str] = &[
    "the",
    "patient",
    "was",
    "seen",
    "for",
    "follow-up",
    "without",
    "*new*",
    "complaints;",
    "_no_",
    "fever,",
    "BP 128/74",
    "≥ 60",
    "hydrochlorothiazide",
    "[Łukasz Wójcik]",
    "[03/14/1957]",
    "([Nguyễn Văn Anh])",
    "[(828) 555-0142]'s",
    "*[00483-117]*",
    "[Quillhaven Valley Medical Center of the Lower Counties]",
];

/// A document of random blocks, the same for the same number.
pub fn random(look: &'static Look, number: u64) -> Document {
    let seed = Seed::new(number).expect("a small number");
    let mut stream = seed.stream(format_args!("pdf/sample"));
    let mut writer = Writer::default();
    let blocks = (0..stream.between(1, 45))
        .map(|_| random_block(&mut writer, &mut stream))
        .collect();
    with_blocks(look, writer, blocks)
}

fn random_block(writer: &mut Writer, stream: &mut Stream) -> Block {
    match stream.below(12) {
        0 | 1 => Block::Heading {
            level: stream.between(1, 3) as u8,
            text: words(writer, stream, 1, 6),
        },
        2 => Block::List {
            ordered: stream.chance(50.0),
            items: several(stream, 1, 12, |stream| words(writer, stream, 1, 30)),
        },
        3 => Block::Fields(several(stream, 1, 11, |stream| Field {
            name: words(writer, stream, 1, 3),
            value: words(writer, stream, 0, 6),
        })),
        4 => {
            let columns = stream.between(1, 6);
            let length = columns as usize;
            Block::Table(Table {
                header: several(stream, columns, columns, |stream| {
                    words(writer, stream, 1, 2)
                }),
                rows: several(stream, 1, 25, |stream| {
                    (0..length).map(|_| words(writer, stream, 0, 8)).collect()
                }),
                right: (0..length).map(|_| stream.chance(30.0)).collect(),
            })
        }
        5 => Block::Quote(several(stream, 1, 3, |stream| words(writer, stream, 1, 40))),
        6 => Block::Signature(several(stream, 1, 4, |stream| words(writer, stream, 1, 6))),
        7 => Block::Rule,
        _ => Block::Paragraph(words(writer, stream, 1, 90)),
    }
}

fn several<T>(
    stream: &mut Stream,
    low: i64,
    high: i64,
    mut one: impl FnMut(&mut Stream) -> T,
) -> Vec<T> {
    (0..stream.between(low, high))
        .map(|_| one(stream))
        .collect()
}

fn words(writer: &mut Writer, stream: &mut Stream, low: i64, high: i64) -> Text {
    let words = several(stream, low, high, |stream| *stream.pick(WORDS));
    writer.text(&words.join(" "))
}
