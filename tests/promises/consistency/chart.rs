//! Finished documents, read back from their records and put into one chart for
//! each patient. Nothing here asks the clinic what is true.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use serde_json::Value;
use synthphi::fact::Date;

/// A labelled stretch of a document.
#[derive(Clone, Debug, Default)]
pub struct Span {
    /// Bytes of the document's text; empty if it stands beside the text.
    pub range: Range<usize>,
    pub text: String,
    pub label: String,
    /// Whose it is: `pat-000017-enc-03`.
    pub owner: String,
    /// Which of its things: `admitted`.
    pub facet: String,
    pub norm: String,
}

impl Span {
    /// The day that a date means, if it says which.
    pub fn day(&self) -> Option<Date> {
        (self.label == "DATE").then(|| self.norm.parse().ok())?
    }

    /// What it says, however it is written.
    pub fn value(&self) -> &str {
        if self.norm.is_empty() {
            &self.text
        } else {
            &self.norm
        }
    }
}

/// One document.
#[derive(Clone, Debug, Default)]
pub struct Record {
    pub id: String,
    pub kind: String,
    pub format: String,
    pub text: String,
    pub spans: Vec<Span>,
    /// Everybody whom it is about, the first mainly.
    pub patients: Vec<String>,
}

impl Record {
    pub fn read(line: &[u8]) -> Self {
        let value: Value = serde_json::from_slice(line).unwrap();
        let word = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let text = word(&value["text"]);
        let mut points: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        points.push(text.len());
        let at = |value: &Value| value.as_u64().map_or(0, |point| points[point as usize]);
        let spans = value["spans"].as_array().unwrap();
        let spans = spans.iter().map(|span| {
            let entity = word(&span["entity"]);
            let (owner, facet) = entity.split_once('/').unwrap();
            Span {
                range: at(&span["start"])..at(&span["end"]),
                text: word(&span["text"]),
                label: word(&span["label"]),
                owner: owner.to_owned(),
                facet: facet.to_owned(),
                norm: word(&span["norm"]),
            }
        });
        Self {
            id: word(&value["id"]),
            kind: word(&value["doc_type"]),
            format: word(&value["format"]),
            spans: spans.collect(),
            patients: value["patients"]
                .as_array()
                .unwrap()
                .iter()
                .map(word)
                .collect(),
            text,
        }
    }

    /// The text with blanks in the place of what is labelled, in lower case: what
    /// is left says something of the patient and names nobody.
    pub fn plain(&self) -> String {
        let mut bytes = self.text.to_ascii_lowercase().into_bytes();
        for span in &self.spans {
            bytes[span.range.clone()].fill(b' ');
        }
        in_full(&String::from_utf8_lossy(&bytes))
    }

    /// The day on which it was written, if it says so.
    pub fn written(&self) -> Option<Date> {
        let written = self.spans.iter().filter(|span| span.facet == "written");
        written.filter_map(Span::day).next()
    }
}

/// All documents of one patient.
#[derive(Debug, Default)]
pub struct Chart<'a> {
    pub patient: String,
    pub records: Vec<&'a Record>,
    /// Every date that any of them gives, by owner and facet.
    pub days: BTreeMap<(&'a str, &'a str), BTreeSet<Date>>,
}

impl<'a> Chart<'a> {
    /// The charts of all patients. A list of many patients is in none but that
    /// of the first.
    pub fn all(records: &'a [Record]) -> Vec<Self> {
        let mut charts: BTreeMap<&str, Self> = BTreeMap::new();
        for record in records {
            let Some(patient) = record.patients.first() else {
                continue;
            };
            let chart = charts.entry(patient).or_default();
            chart.patient.clone_from(patient);
            chart.records.push(record);
            for span in &record.spans {
                if let Some(day) = span.day() {
                    let days = chart.days.entry((&span.owner, &span.facet)).or_default();
                    days.insert(day);
                }
            }
        }
        charts.into_values().collect()
    }

    /// A day of something that has one.
    pub fn day(&self, owner: &str, facet: &str) -> Option<Date> {
        self.days.get(&(owner, facet))?.first().copied()
    }

    /// The day of birth.
    pub fn birth(&self) -> Option<Date> {
        self.day(&self.patient, "birth")
    }

    /// The visits that any document dates, from the first, with their days.
    pub fn visits(&self) -> Vec<(&'a str, Date)> {
        let admitted = self
            .days
            .iter()
            .filter(|((_, facet), _)| *facet == "admitted");
        admitted
            .filter(|((owner, _), _)| owner.starts_with(&self.patient))
            .filter_map(|((owner, _), days)| Some((*owner, *days.first()?)))
            .collect()
    }

    /// What of a record is the patient's own.
    pub fn own<'r>(&self, record: &'r Record) -> impl Iterator<Item = &'r Span> {
        let own = self.patient.clone();
        record.spans.iter().filter(move |span| span.owner == own)
    }

    /// Whether it is a woman or girl, if any document says.
    pub fn is_female(&self) -> Option<bool> {
        let spans = self.records.iter().flat_map(|record| self.own(record));
        let mut sexes = spans.filter(|span| span.label == "SEX");
        sexes.next().map(|span| span.text.starts_with(['F', 'f']))
    }

    /// The visit that a record is about: the latest whose facts stand in it.
    pub fn visit(&self, record: &Record) -> Option<String> {
        let visits = record.spans.iter().filter_map(|span| {
            let rest = span
                .owner
                .strip_prefix(&self.patient)?
                .strip_prefix("-enc-")?;
            Some(format!("{}-enc-{}", self.patient, &rest[..2]))
        });
        visits.max()
    }

    /// The day of that visit.
    pub fn visited(&self, record: &Record) -> Option<Date> {
        let visit = self.visit(record)?;
        let day = |facet| self.day(&visit, facet);
        day("admitted").or_else(|| day("collected"))
    }

    /// Age in completed years at the visit that a record is about; when it was
    /// written if it names an earlier visit only.
    pub fn age(&self, record: &Record) -> Option<i16> {
        let visited = self.visited(record);
        let written = record.written();
        let day = match (visited, written) {
            (Some(visited), Some(written)) if days(visited, written) > 90 => written,
            (Some(visited), _) => visited,
            (None, written) => written?,
        };
        Some(years(self.birth()?, day))
    }

    /// A contradiction, with the document in which it stands.
    pub fn says(&self, record: &Record, what: impl std::fmt::Display) -> String {
        format!("{} {} ({}): {what}", self.patient, record.id, record.kind)
    }
}

/// Completed years between two days.
pub fn years(from: Date, to: Date) -> i16 {
    let is_before = (to.month(), to.day()) < (from.month(), from.day());
    to.year() - from.year() - i16::from(is_before)
}

/// Days from one to another; below zero if the second is earlier.
pub fn days(from: Date, to: Date) -> i32 {
    (to - from).get_days()
}

/// The rows of a table of the clinic, without its head.
pub fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    table.lines().skip(1).map(|line| line.split('\t').collect())
}

/// The words of a text with the byte at which each begins.
pub fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
        .filter(|word| !word.is_empty())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}

/// What clinicians write for short, and what a rule knows it as.
const SHORT: [(&str, &str); 19] = [
    ("t2dm", "type 2 diabetes mellitus"),
    ("t1dm", "type 1 diabetes mellitus"),
    ("type 2 dm", "type 2 diabetes mellitus"),
    ("ckd", "chronic kidney disease"),
    ("esrd", "end stage renal disease"),
    ("hfref", "heart failure with reduced ejection fraction"),
    ("cad", "coronary artery disease"),
    ("coronary disease", "coronary artery disease"),
    ("pad", "peripheral artery disease"),
    ("peripheral arterial disease", "peripheral artery disease"),
    ("copd", "chronic obstructive pulmonary disease"),
    ("bph", "benign prostatic hyperplasia"),
    ("afib", "atrial fibrillation"),
    ("adhd", "attention-deficit hyperactivity disorder"),
    ("nicotine dependence", "tobacco use disorder"),
    // A record's number, no man.
    ("mr #", "record no."),
    ("mr no", "record no"),
    ("mr:", "record no.:"),
    ("mr num", "record num"),
];

/// The heads of a table of allergies, in all their combinations.
const COLUMNS: [&[&str]; 3] = [
    &["allergen", "substance", "agent"],
    &["reaction", "what happened"],
    &["severity", "degree"],
];

/// A text without short forms; a table of allergies begins with one word.
fn in_full(text: &str) -> String {
    let mut full = text.to_owned();
    for (short, long) in SHORT {
        for at in find(&full, short).into_iter().rev() {
            full.replace_range(at..at + short.len(), long);
        }
    }
    for substance in COLUMNS[0] {
        for reaction in COLUMNS[1] {
            for degree in COLUMNS[2] {
                let heads = format!("{substance}\n{reaction}\n{degree}\n");
                full = full.replace(&heads, "allergen\n");
            }
        }
    }
    full
}

/// Where words stand in a text, as whole words.
pub fn find(text: &str, wanted: &str) -> Vec<usize> {
    let is_word = |c: char| c.is_alphanumeric();
    text.match_indices(wanted)
        .map(|(at, _)| at)
        .filter(|at| {
            !text[..*at].ends_with(is_word) && !text[at + wanted.len()..].starts_with(is_word)
        })
        .collect()
}

/// The sentence, line or cell around a place in a text.
pub fn sentence(text: &str, at: usize) -> &str {
    let start = text[..at]
        .rfind(['\n', '.', ';'])
        .map_or(0, |start| start + 1);
    let end = text[at..]
        .find(['\n', '.', ';'])
        .map_or(text.len(), |end| at + end);
    text[start..end].trim()
}

#[cfg(test)]
pub mod sketches {
    //! Small charts for showing that a rule can fail.

    use super::{Record, Span};

    /// The patient of all sketches.
    pub const PATIENT: &str = "pat-000001";

    /// A document with this text and a date of birth, sex and visit.
    pub fn record(number: usize, text: &str) -> Record {
        let mut record = Record {
            id: format!("positive-{number}"),
            kind: "sketch".into(),
            format: "docx".into(),
            text: text.into(),
            spans: Vec::new(),
            patients: vec![PATIENT.into()],
        };
        label(&mut record, PATIENT, "birth", "DATE", "1960-05-02");
        label(
            &mut record,
            &visit(number),
            "admitted",
            "DATE",
            &format!("2025-0{number}-10"),
        );
        record
    }

    /// The visit of that number.
    pub fn visit(number: usize) -> String {
        format!("{PATIENT}-enc-{number:02}")
    }

    /// A label beside the text.
    pub fn label(record: &mut Record, owner: &str, facet: &str, label: &str, value: &str) {
        record.spans.push(Span {
            text: value.into(),
            label: label.into(),
            owner: owner.into(),
            facet: facet.into(),
            norm: value.into(),
            ..Span::default()
        });
    }

    /// Documents of a woman or man.
    pub fn of(sex: &str, texts: &[&str]) -> Vec<Record> {
        let records = texts.iter().enumerate().map(|(at, text)| {
            let mut record = record(at + 1, text);
            label(&mut record, PATIENT, "sex", "SEX", sex);
            record
        });
        records.collect()
    }
}
