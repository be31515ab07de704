//! Whether two texts of one document are the same.

use std::fmt;

use memchr::memmem;

/// One way in which the text read differs from the text recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The reader could make nothing of the file.
    Unreadable {
        /// Its answer.
        problem: String,
    },
    /// The texts part; only the first place is told.
    Text {
        /// What is recorded there.
        recorded: String,
        /// What was read there.
        read: String,
    },
    /// A value that is recorded beside the text is nowhere in the file.
    Missing {
        /// The value as labelled.
        value: String,
    },
    /// A labelled value does not occur as often as it should.
    Value {
        /// The value as labelled.
        value: String,
        /// How often the record has it.
        recorded: usize,
        /// How often the file has it.
        read: usize,
    },
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable { problem } => write!(f, "can't be read: {problem}"),
            Self::Text { recorded, read } => {
                write!(f, "reads {read:?} where {recorded:?} is recorded")
            }
            Self::Missing { value } => {
                write!(f, "{value:?} is recorded beside the text and is not there")
            }
            Self::Value {
                value,
                recorded,
                read,
            } => write!(f, "{value:?} is recorded {recorded} times and read {read}"),
        }
    }
}

/// Whether a reader gives blanks as they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blanks {
    /// It does.
    Count,
    /// It joins strings that stand apart on the page.
    Ignore,
}

impl Blanks {
    fn fold(self, text: &str) -> String {
        let mut text = normal(text);
        if self == Self::Ignore {
            text.retain(|c| c != ' ');
        }
        text
    }
}

/// Holds what was read against the record: the whole text and, where that
/// differs, how often each of the labelled values occurs in it.
pub fn compare<'a>(
    blanks: Blanks,
    record: &str,
    read: &str,
    values: impl IntoIterator<Item = &'a str>,
) -> Vec<Difference> {
    let (record, read) = (blanks.fold(record), blanks.fold(read));
    if record == read {
        return Vec::new();
    }
    let mut differences = vec![first_difference(&record, &read)];
    differences.extend(counts(blanks, &record, &read, values));
    differences
}

/// Holds only the values against each other: for the other part of a message
/// that says everything twice. Those of one or two characters are left out, as
/// the parts number lists and rule tables in different ways.
pub fn compare_values<'a>(
    record: &str,
    read: &str,
    values: impl IntoIterator<Item = &'a str>,
) -> Vec<Difference> {
    let telling = values.into_iter().filter(|value| value.chars().count() > 2);
    let blanks = Blanks::Count;
    counts(blanks, &blanks.fold(record), &blanks.fold(read), telling)
}

/// The values that occur nowhere in what a file says.
pub fn missing<'a>(said: &str, values: impl IntoIterator<Item = &'a str>) -> Vec<Difference> {
    let said = normal(said);
    values
        .into_iter()
        .filter(|value| !said.contains(&normal(value)))
        .map(|value| Difference::Missing {
            value: value.to_owned(),
        })
        .collect()
}

fn counts<'a>(
    blanks: Blanks,
    record: &str,
    read: &str,
    values: impl IntoIterator<Item = &'a str>,
) -> Vec<Difference> {
    let mut values: Vec<&str> = values.into_iter().collect();
    values.sort_unstable();
    values.dedup();
    values
        .into_iter()
        .filter_map(|value| {
            let needle = blanks.fold(value);
            if needle.is_empty() {
                return None;
            }
            let finder = memmem::Finder::new(&needle);
            let count = |text: &str| finder.find_iter(text.as_bytes()).count();
            let (recorded, read) = (count(record), count(read));
            (recorded != read).then(|| Difference::Value {
                value: value.to_owned(),
                recorded,
                read,
            })
        })
        .collect()
}

/// The text as readers agree on it: line ends, kinds of blanks and hyphens
/// folded, invisible characters dropped, runs of blanks made one.
pub fn normal(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ad}' | '\u{200b}' => {}
            '\u{2011}' => out.push('-'),
            c if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out
}

/// The first place at which two texts part, with some of what is around it.
fn first_difference(record: &str, read: &str) -> Difference {
    let same: usize = record
        .chars()
        .zip(read.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum();
    let before = record[..same]
        .char_indices()
        .rev()
        .nth(15)
        .map_or(0, |(at, _)| at);
    let excerpt = |text: &str| text[before..].chars().take(48).collect();
    Difference::Text {
        recorded: excerpt(record),
        read: excerpt(read),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_readers_fold_is_no_difference() {
        let record = "José\u{a0}Muñoz\nA\u{2011}1 x\u{200b}y";
        let read = " José  Muñoz\r\n\r\nA-1\u{202f}xy\r\n";
        assert_eq!(compare(Blanks::Count, record, read, []), []);
    }

    #[test]
    fn values_are_counted_wherever_they_stand() {
        let record = "Name: Ana Lee, Bo Roe";
        let read = "Bo Roe\n1.\nName Ana  Lee";
        assert_eq!(
            compare_values(record, read, ["Ana Lee", "Bo Roe", "1."]),
            []
        );
        assert_eq!(compare_values(record, "Ana  Lee", ["Bo Roe"]).len(), 1);
    }

    #[test]
    fn a_lost_value_is_named() {
        let record = "Seen by Ana Lee, then by Ana Lee and Bo Roe.";
        let read = "Seen by Ana Lee, then by An? Lee and Bo Roe.";
        let differences = compare(
            Blanks::Count,
            record,
            read,
            ["Ana Lee", "Bo Roe", "Ana Lee"],
        );
        assert_eq!(
            differences,
            [
                Difference::Text {
                    recorded: " Lee, then by Ana Lee and Bo Roe.".into(),
                    read: " Lee, then by An? Lee and Bo Roe.".into(),
                },
                Difference::Value {
                    value: "Ana Lee".into(),
                    recorded: 2,
                    read: 1,
                },
            ]
        );
    }

    #[test]
    fn a_value_beside_the_text_is_looked_for_anywhere() {
        let said = "Muñoz,  Ana.txt\nmrn=17";
        assert_eq!(missing(said, ["Muñoz, Ana", "17"]), []);
        let value = "18".to_owned();
        assert_eq!(missing(said, ["18"]), [Difference::Missing { value }]);
    }

    #[test]
    fn a_text_cut_short_is_a_difference() {
        let differences = compare(Blanks::Count, "all of it", "all", []);
        assert_eq!(differences.len(), 1);
    }
}
