//! A text without what is labelled in it.

use std::ops::Range;

use crate::labels::read::Record;

/// A record's text, every span and look-alike replaced by the name of its
/// label: `Seen by <PERSON> on <DATE>.`
#[derive(Clone, Debug, Default)]
pub(super) struct Masked {
    /// The text with the names.
    pub text: String,
    /// Where the names stand in it, in bytes.
    names: Vec<Range<usize>>,
    /// What may stand in the file's properties: the values that are known to,
    /// and every look-alike of the text, for records don't list look-alikes
    /// outside of it. The longest first.
    asides: Vec<(String, String)>,
}

impl Masked {
    pub(super) fn new(record: &Record<'_>) -> Self {
        let mut stretches: Vec<(usize, usize, &str)> = record
            .spans
            .iter()
            .filter_map(|span| Some((span.start?, span.end?, span.label.as_ref())))
            .chain(
                record
                    .decoys
                    .iter()
                    .map(|decoy| (decoy.start, decoy.end, decoy.looks_like.as_ref())),
            )
            .collect();
        stretches.sort_unstable();
        let mut asides: Vec<(String, String)> = record
            .spans
            .iter()
            .filter(|span| span.start.is_none() && !span.text.is_empty())
            .map(|span| (span.text.to_string(), span.label.to_string()))
            .collect();
        let decoys = record.decoys.iter();
        asides.extend(
            decoys
                .filter(|decoy| !decoy.text.is_empty())
                .map(|decoy| (decoy.text.to_string(), decoy.looks_like.to_string())),
        );
        asides.sort_unstable_by(|one, other| {
            other.0.len().cmp(&one.0.len()).then_with(|| one.cmp(other))
        });
        asides.dedup();
        let mut masked = Self {
            text: String::with_capacity(record.text.len()),
            names: Vec::with_capacity(stretches.len()),
            asides,
        };
        let mut points = Points::new(&record.text);
        let (mut point, mut byte) = (0, 0);
        for (start, end, label) in stretches {
            if start < point || end < start {
                continue;
            }
            // A place behind the end of the text is `verify`'s to find.
            let (Some(from), Some(to)) = (points.byte(start), points.byte(end)) else {
                break;
            };
            masked.text.push_str(&record.text[byte..from]);
            let name = masked.text.len();
            masked.text.push('<');
            masked.text.push_str(label);
            masked.text.push('>');
            masked.names.push(name..masked.text.len());
            (point, byte) = (end, to);
        }
        masked.text.push_str(&record.text[byte..]);
        masked
    }

    /// The pieces of the text between the names.
    pub(super) fn outside(&self) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(0).chain(self.names.iter().map(|name| name.end));
        let ends = self.names.iter().map(|name| name.start);
        starts
            .zip(ends.chain(std::iter::once(self.text.len())))
            .map(|(start, end)| &self.text[start..end])
    }

    /// A property of the file without the values that it is known to hold.
    pub(super) fn property(&self, value: &str) -> String {
        let mut masked = value.to_owned();
        for (text, label) in &self.asides {
            masked = masked.replace(text, &format!("<{label}>"));
        }
        without_dates(&masked)
    }
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A property without its dates. Where a text has a look-alike in another form,
/// the record does not tell what of the property is one; a date that is
/// labelled in a positive document would tell the classes apart by its digits.
fn without_dates(value: &str) -> String {
    let mut words = value.split(' ');
    let mut kept: Vec<&str> = Vec::new();
    while let Some(word) = words.next() {
        let mut rest = words.clone();
        let is_long = is_month(word)
            && rest.next().is_some_and(|day| is_number(day, 2))
            && rest.next().is_some_and(|year| is_number(year, 4));
        if is_long {
            words = rest;
        }
        let is_date = is_long || is_short_date(word);
        kept.push(if is_date { "<DATE>" } else { word });
    }
    kept.join(" ")
}

/// `01/31/2000`, `2000-01-31`, `31-Jan-00`
fn is_short_date(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['/', '-']).collect();
    let [first, second, third] = parts[..] else {
        return false;
    };
    let is_middle = is_number(second, 2) || is_month(second);
    is_number(first, 4) && is_middle && is_number(third, 4)
}

fn is_month(word: &str) -> bool {
    let word = word.to_lowercase();
    word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&word))
}

fn is_number(word: &str, digits: usize) -> bool {
    let word = word.trim_end_matches([',', '.', ';']);
    (1..=digits).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of a masked property, but for the names of labels.
pub(super) fn property_words(masked: &str) -> Vec<String> {
    let mut words = Vec::new();
    for piece in masked.split('>') {
        let before = piece.split('<').next().unwrap_or_default();
        words.extend(super::words::tokens(before));
    }
    words
}

/// The byte offsets of code points, asked for in ascending order.
struct Points<'a> {
    text: &'a str,
    point: usize,
    byte: usize,
}

impl<'a> Points<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            point: 0,
            byte: 0,
        }
    }

    fn byte(&mut self, point: usize) -> Option<usize> {
        let mut rest = self.text[self.byte..].chars();
        while self.point < point {
            self.byte += rest.next()?.len_utf8();
            self.point += 1;
        }
        (self.point == point).then_some(self.byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str, spans: &[(usize, usize, &str)], decoys: &[(usize, usize)]) -> Masked {
        let spans: Vec<_> = spans
            .iter()
            .map(|(start, end, label)| {
                serde_json::json!({
                    "id": "s1", "start": start, "end": end, "text": "", "label": label,
                    "role": "patient", "safe_harbor": null, "entity": "x",
                })
            })
            .collect();
        let decoys: Vec<_> = decoys
            .iter()
            .map(|(start, end)| {
                serde_json::json!({
                    "start": start, "end": end, "text": "", "looks_like": "MRN", "why": "",
                })
            })
            .collect();
        let json = serde_json::json!({
            "id": "positive-1", "path": "a", "bytes": 0, "sha256": "", "format": "eml",
            "doc_type": "x", "class": "positive", "text": text, "spans": spans, "decoys": decoys,
        })
        .to_string();
        Masked::new(&serde_json::from_str(&json).unwrap())
    }

    #[test]
    fn places_are_counted_in_code_points() {
        // The face takes four bytes and, in UTF-16, two units.
        let masked = masked(
            "😀 José 𝔐uñoz, 12",
            &[(2, 12, "PERSON"), (14, 16, "AGE")],
            &[],
        );
        assert_eq!(masked.text, "😀 <PERSON>, <AGE>");
        assert_eq!(masked.outside().collect::<Vec<_>>(), ["😀 ", ", ", ""]);
    }

    #[test]
    fn what_overlaps_is_masked_once_and_what_is_nowhere_not_at_all() {
        let text = "id 12345 end";
        let twice = masked(text, &[(3, 8, "MRN"), (4, 6, "AGE")], &[(3, 8)]);
        assert_eq!(twice.text, "id <MRN> end");
        assert_eq!(masked(text, &[(9, 99, "MRN")], &[]).text, text);
        assert_eq!(masked(text, &[], &[(3, 8)]).text, "id <MRN> end");
    }

    #[test]
    fn dates_of_properties_are_dates_however_they_are_written() {
        for date in ["1/31/00,", "2000-01-31", "31-Jan-2000", "January 31, 2000"] {
            let masked = without_dates(&format!("Results to {date} of may 5 units"));
            assert_eq!(masked, "Results to <DATE> of may 5 units");
        }
        assert_eq!(without_dates("Policy 2000-01"), "Policy 2000-01");
    }

    #[test]
    fn words_of_a_property_are_those_between_the_names() {
        assert_eq!(
            property_words("Visit of <PERSON>, <DATE>: notes"),
            ["visit", "of", "notes"]
        );
    }
}
