//! What can be known of a document without reading what it says.
//!
//! [`of`] asks the file's name, its size, its properties, its make-up and its
//! style; none of the answers holds a labelled value. Every answer has a
//! name, and whatever tells the classes apart by itself is a shortcut.

mod mail;
mod name;
mod office;
mod pdf;
mod text;
mod xml;

use super::mask::{Masked, property_words};
use super::words::hash;
use crate::labels::read::Record;

/// What a feature is about. Wording is of the text itself, in figures: how
/// many digits, how many questions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    FileName,
    Order,
    Size,
    Metadata,
    Structure,
    Style,
    Wording,
}

impl Subject {
    pub(super) const ALL: [Self; 7] = [
        Self::FileName,
        Self::Order,
        Self::Size,
        Self::Metadata,
        Self::Structure,
        Self::Style,
        Self::Wording,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::FileName => "file name",
            Self::Order => "order",
            Self::Size => "size",
            Self::Metadata => "metadata",
            Self::Structure => "structure",
            Self::Style => "style",
            Self::Wording => "wording",
        }
    }
}

/// What a feature says of one document.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Value {
    /// More or less of something.
    Number(f64),
    /// One of several words, by its hash.
    Word(u64),
}

/// A feature of one document.
#[derive(Clone, Debug)]
pub(super) struct Trait {
    pub subject: Subject,
    pub name: String,
    pub value: Value,
}

/// Everything known of one document.
#[derive(Debug, Default)]
pub(super) struct Traits {
    pub list: Vec<Trait>,
    /// The look: paper, typefaces, colours. None if the file could not be read.
    pub layout: Option<String>,
    /// What the file says it was made with.
    pub producers: Vec<String>,
}

impl Traits {
    fn number(&mut self, subject: Subject, name: impl Into<String>, number: f64) {
        self.list.push(Trait {
            subject,
            name: name.into(),
            value: Value::Number(number),
        });
    }

    fn word(&mut self, subject: Subject, name: impl Into<String>, word: &str) {
        self.list.push(Trait {
            subject,
            name: name.into(),
            value: Value::Word(hash(word.as_bytes())),
        });
    }

    fn has(&mut self, subject: Subject, name: impl Into<String>) {
        self.number(subject, name, 1.0);
    }

    /// A property in words: that it is there, how long it is, and each of its
    /// words. What is labelled in it does not count.
    fn property(&mut self, name: &str, value: &str, masked: &Masked) {
        let value = masked.property(value);
        let mut words = property_words(&value);
        self.has(Subject::Metadata, format!("has {name}"));
        self.number(
            Subject::Metadata,
            format!("words of {name}"),
            words.len() as f64,
        );
        words.sort_unstable();
        words.dedup();
        for word in words {
            self.has(Subject::Metadata, format!("{name} says {word:?}"));
        }
    }

    /// A time: `2025-03-09T17:51:27Z` or `20250309175127-07'00'`, both by their digits.
    fn time(&mut self, name: &str, value: &str) {
        let digits: Vec<u32> = value.chars().filter_map(|c| c.to_digit(10)).collect();
        let Some(&[a, b, c, d, e, f, g, h, i, j, k, l, m, n, ..]) = digits.get(..14) else {
            self.word(Subject::Metadata, format!("form of {name}"), value);
            return;
        };
        let year = ((a * 10 + b) * 10 + c) * 10 + d;
        let parts = [
            ("year", year),
            ("month", e * 10 + f),
            ("day of month", g * 10 + h),
            ("hour", i * 10 + j),
            ("minute", k * 10 + l),
            ("second", m * 10 + n),
        ];
        for (part, number) in parts {
            self.number(
                Subject::Metadata,
                format!("{part} of {name}"),
                f64::from(number),
            );
        }
        let date = jiff::civil::Date::new(year as i16, (e * 10 + f) as i8, (g * 10 + h) as i8);
        if let Ok(date) = date {
            let weekday = f64::from(date.weekday().to_monday_zero_offset());
            self.number(Subject::Metadata, format!("weekday of {name}"), weekday);
        }
        let zone = value.get(value.len().saturating_sub(7)..).unwrap_or(value);
        let zone = zone.split(['+', '-', 'Z', ' ']).next_back().unwrap_or("");
        self.word(Subject::Metadata, format!("zone of {name}"), zone);
    }

    /// Things counted by their names.
    fn counts(&mut self, subject: Subject, counts: std::collections::BTreeMap<String, u32>) {
        for (name, count) in counts {
            self.number(subject, name, f64::from(count));
        }
    }
}

/// Everything known of a document whose file has these bytes.
///
/// # Errors
/// What is wrong with the file, if it can't be taken apart.
pub(super) fn of(
    record: &Record<'_>,
    masked: &Masked,
    bytes: &[u8],
) -> (Traits, Result<(), String>) {
    let mut traits = Traits::default();
    name::traits(&record.path, &mut traits);
    traits.number(Subject::Size, "bytes", bytes.len() as f64);
    traits.word(Subject::Structure, "format", &record.format);
    text::traits(masked, &mut traits);
    let taken_apart = match record.format.as_ref() {
        "docx" | "pptx" => office::traits(bytes, masked, &mut traits),
        "pdf" => pdf::traits(bytes, masked, &mut traits),
        "eml" => mail::traits(bytes, &mut traits),
        other => Err(format!("nobody here can take {other} apart")),
    };
    (traits, taken_apart)
}

/// The names in a list, each once and in order, with commas.
fn listed(mut names: Vec<String>) -> String {
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// Whether a colour of six hexadecimal digits is neither black nor grey nor white.
fn is_colour(hex: &str) -> bool {
    hex.len() == 6
        && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
        && (hex[..2] != hex[2..4] || hex[2..4] != hex[4..])
}

/// Whether a colour could be a house's own: no grey, and no tint behind a table.
fn is_accent(hex: &str) -> bool {
    let part = |at: usize| u32::from_str_radix(&hex[at..at + 2], 16).unwrap_or(255);
    // As bright as it seems (ITU-R BT.601), of 255.
    is_colour(hex) && (299 * part(0) + 587 * part(2) + 114 * part(4)) / 1_000 < 160
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_taken_apart_however_it_is_written() {
        for value in ["2025-03-09T17:51:27Z", "D:20250309175127-07'00'"] {
            let mut traits = Traits::default();
            traits.time("x", value);
            let number = |name: &str| {
                let found = traits.list.iter().find(|it| it.name == name);
                found.map(|it| it.value)
            };
            assert_eq!(number("hour of x"), Some(Value::Number(17.0)), "{value}");
            assert_eq!(number("weekday of x"), Some(Value::Number(6.0)), "{value}");
        }
        let mut traits = Traits::default();
        traits.time("x", "yesterday");
        assert_eq!(traits.list.len(), 1);
    }

    #[test]
    fn greys_are_no_colours_and_tints_no_accents() {
        assert!(is_colour("1F4E79"));
        for grey in ["000000", "FFFFFF", "7f7f7f", "auto", "ÄÖÜ"] {
            assert!(!is_colour(grey), "{grey}");
        }
        assert!(is_accent("1F4E79") && !is_accent("DEEAF6") && !is_accent("404040"));
    }
}
