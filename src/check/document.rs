//! One document against its row, its record and itself.

#![expect(clippy::disallowed_methods, reason = "verifying is reading")]

use std::path::Path;

use crate::digest::{Hash, Sha256, hex};
use crate::fact::{Class, Label};
use crate::labels::read::{Record, RecordSpan};
use crate::labels::rules;
use crate::plan::DocumentId;
use crate::recipe::Profile;
use crate::store::{Entry, leaf};

/// How closely to look.
#[derive(Clone, Copy, Debug)]
pub(super) struct Care {
    pub identifiers: Profile,
    pub deep: bool,
}

/// What came of looking at one document.
#[derive(Debug, Default)]
pub(super) struct Examined {
    /// Everything wrong with it, as (path, problem).
    pub found: Vec<(String, String)>,
    /// Its place in the corpus; none if its record does not say.
    pub listed: Option<Listed>,
}

/// What the manifest and the corpus's digest have of a document.
#[derive(Debug)]
pub(super) struct Listed {
    pub class: Class,
    pub path: String,
    /// The SHA-256 of its file.
    pub sha256: String,
    /// Its leaf in the tree of its class.
    pub leaf: Hash,
}

/// Reads a document's record and, if it is `chosen`, holds it against everything else.
pub(super) fn examine(folder: &Path, entry: &Entry, care: Care, chosen: bool) -> Examined {
    let record: Record<'_> = match serde_json::from_slice(&entry.record) {
        Ok(record) => record,
        Err(error) => {
            let place = entry
                .row
                .as_ref()
                .map_or_else(|| "labels".to_owned(), |row| row.id.to_string());
            let problem = format!("its record can't be read: {error}");
            return Examined {
                found: chosen.then_some((place, problem)).into_iter().collect(),
                listed: None,
            };
        }
    };
    let record_digest = Sha256::digest(&entry.record);
    Examined {
        found: match chosen {
            true => faults(folder, entry, &record, &record_digest, care),
            false => Vec::new(),
        },
        listed: listed(&record, &record_digest),
    }
}

fn listed(record: &Record<'_>, record_digest: &Hash) -> Option<Listed> {
    let id: DocumentId = record.id.parse().ok()?;
    let digest = unhex(&record.sha256)?;
    Some(Listed {
        class: id.class,
        path: record.path.clone().into_owned(),
        sha256: record.sha256.clone().into_owned(),
        leaf: leaf(id, &record.path, &digest, record_digest),
    })
}

fn unhex(text: &str) -> Option<Hash> {
    let mut digest = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(digest)
}

/// Everything wrong with a document whose record can be read.
fn faults(
    folder: &Path,
    entry: &Entry,
    record: &Record<'_>,
    record_digest: &Hash,
    care: Care,
) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let path = record.path.clone().into_owned();
    let mut say = |problem: String| found.push((path.clone(), problem));
    if let Some(row) = &entry.row {
        if *record_digest != row.record_digest {
            say("its record is not the one that was committed".into());
        }
        if record.id != format!("{}-{}", row.id.class, row.id.number) {
            say(format!("its record is that of {}", record.id));
        }
    }
    truth(record, care.identifiers, &mut say);
    if record.path.starts_with('/') || record.path.split('/').any(|part| part == "..") {
        say("its path leads out of the corpus".into());
        return found;
    }
    match std::fs::read(folder.join(record.path.as_ref())) {
        Err(error) => say(format!("can't be read: {error}")),
        Ok(bytes) => {
            let digest = Sha256::digest(&bytes);
            if bytes.len() as u64 != record.bytes {
                say(format!("has {} bytes, not {}", bytes.len(), record.bytes));
            } else if hex(&digest) != record.sha256 {
                say("is not what was written: its SHA-256 differs".into());
            } else if care.deep {
                let inside = record.spans.iter().filter(|span| span.start.is_some());
                let values = inside.map(|span| span.text.as_ref());
                let outside = record.spans.iter().filter(|span| span.start.is_none());
                let asides = outside.map(|span| span.text.as_ref());
                let text = super::read::differences(&record.format, &bytes, &record.text, values);
                let beside = super::read::missing(&record.format, &bytes, asides);
                for difference in text.into_iter().chain(beside) {
                    say(difference.to_string());
                }
            }
            if entry
                .row
                .as_ref()
                .is_some_and(|row| row.bytes != record.bytes || hex(&row.digest) != record.sha256)
            {
                say("its record and the checkpoint disagree about the file".into());
            }
        }
    }
    found
}

/// A record against itself.
fn truth(record: &Record<'_>, identifiers: Profile, say: &mut impl FnMut(String)) {
    let slices = Slices::new(&record.text);
    let mut last = (0, usize::MAX);
    let mut identified = false;
    for (index, span) in record.spans.iter().enumerate() {
        if span.id != format!("s{}", index + 1) {
            say(format!("span {} is out of turn", span.id));
        }
        if Label::named(&span.label).is_none() {
            say(format!("{} is no label", span.label));
        }
        identified |= span.safe_harbor.is_some();
        if let Some(fault) = rules::fault(span, identifiers) {
            say(format!("{} {:?} {fault}", span.label, span.text));
        }
        place(span, &slices, &mut last, say);
    }
    for decoy in &record.decoys {
        if slices.get(decoy.start, decoy.end) != Some(decoy.text.as_ref()) {
            say(format!(
                "the decoy {:?} does not stand where it says",
                decoy.text
            ));
        }
    }
    match record.class.as_ref() {
        "positive" if !identified => say("is positive and holds no identifier".into()),
        "negative" if identified => say("is negative and holds an identifier".into()),
        _ => {}
    }
}

fn place(
    span: &RecordSpan<'_>,
    slices: &Slices<'_>,
    last: &mut (usize, usize),
    say: &mut impl FnMut(String),
) {
    match (span.start, span.end) {
        (Some(start), Some(end)) => {
            if slices.get(start, end) != Some(span.text.as_ref()) {
                say(format!(
                    "the {} {:?} does not stand where it says",
                    span.label, span.text
                ));
            }
            if (start, usize::MAX - end) < (last.0, usize::MAX - last.1) {
                say(format!("span {} is out of order", span.id));
            }
            *last = (start, end);
        }
        (None, None) => {}
        _ => say(format!("span {} has half a place", span.id)),
    }
}

/// A text that is addressed by code points.
struct Slices<'a> {
    text: &'a str,
    /// The byte offset of every 64th code point.
    marks: Vec<usize>,
}

impl<'a> Slices<'a> {
    fn new(text: &'a str) -> Self {
        let marks = text.char_indices().step_by(64).map(|(at, _)| at).collect();
        Self { text, marks }
    }

    fn byte(&self, point: usize) -> Option<usize> {
        let from = self.marks.get(point / 64).copied().unwrap_or(0);
        let ahead = point - if from == 0 { 0 } else { point / 64 * 64 };
        let rest = &self.text[from..];
        match rest.char_indices().nth(ahead) {
            Some((at, _)) => Some(from + at),
            None => (rest.chars().count() == ahead).then_some(self.text.len()),
        }
    }

    fn get(&self, start: usize, end: usize) -> Option<&'a str> {
        if start >= end {
            return None;
        }
        self.text.get(self.byte(start)?..self.byte(end)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_found_in_any_script() {
        let text = "Nguyễn 😀 José ".repeat(40);
        let chars: Vec<char> = text.chars().collect();
        let slices = Slices::new(&text);
        for start in (0..chars.len()).step_by(7) {
            for end in [start + 1, start + 5, chars.len()] {
                let expected: Option<String> = chars.get(start..end).map(|c| c.iter().collect());
                assert_eq!(
                    slices.get(start, end),
                    expected.as_deref(),
                    "{start}..{end}"
                );
            }
        }
        assert_eq!(slices.get(0, chars.len() + 1), None);
        assert_eq!(slices.get(3, 3), None);
    }
}
