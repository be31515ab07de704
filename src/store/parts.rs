//! The labels in parts, one after the other.

use std::path::PathBuf;

use super::hashed::Hashed;
use crate::digest::Hash;
use crate::error::Result;

/// How many records a part of the labels holds.
pub(super) const PART: usize = 250;

/// The parts of the labels, in order. A record is hashed and written while it
/// is at hand.
pub(super) struct Parts {
    folder: PathBuf,
    /// The part that records are added to, and how many it has.
    last: Option<(Hashed, usize)>,
    done: Vec<(String, Hash)>,
}

impl Parts {
    /// Parts that will be written into a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            last: None,
            done: Vec::new(),
        }
    }

    /// Adds a record to the last part, or begins the next one with it.
    pub fn add(&mut self, record: &[u8]) -> Result<()> {
        let (mut part, records) = match self.last.take() {
            Some(last) => last,
            None => (Hashed::create(self.folder.join(self.name()))?, 0),
        };
        part.write(record)?;
        if records + 1 == PART {
            self.end(part)
        } else {
            self.last = Some((part, records + 1));
            Ok(())
        }
    }

    /// Ends the last part and gives the names and hashes of all.
    pub fn finish(mut self) -> Result<Vec<(String, Hash)>> {
        if let Some((part, _)) = self.last.take() {
            self.end(part)?;
        }
        Ok(self.done)
    }

    fn name(&self) -> String {
        format!("part-{:05}.jsonl", self.done.len())
    }

    fn end(&mut self, part: Hashed) -> Result<()> {
        self.done.push((self.name(), part.finish()?));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sha256;

    fn written(records: &[String]) -> Vec<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let mut parts = Parts::new(folder.path().to_owned());
        for record in records {
            parts.add(record.as_bytes()).unwrap();
        }
        let read = |(name, hash): (String, Hash)| {
            let content = std::fs::read_to_string(folder.path().join(&name)).unwrap();
            assert_eq!(hash, Sha256::digest(&content), "{name}");
            (name, content)
        };
        parts.finish().unwrap().into_iter().map(read).collect()
    }

    #[test]
    fn every_part_but_the_last_is_full_and_none_is_empty() {
        for count in [0, 1, PART - 1, PART, PART + 1, PART * 3, PART * 5 + 7] {
            let records: Vec<String> = (0..count).map(|n| format!("{{\"n\":{n}}}\n")).collect();
            let expected: Vec<String> = records.chunks(PART).map(<[String]>::concat).collect();
            let parts = written(&records);
            let name = |at| format!("part-{at:05}.jsonl");
            assert!(
                parts
                    .iter()
                    .enumerate()
                    .all(|(at, part)| part.0 == name(at))
            );
            assert!(
                parts.into_iter().map(|part| part.1).eq(expected),
                "{count} records"
            );
        }
    }
}
