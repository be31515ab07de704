//! The labels in parts, some of them under way together.
//!
//! One SHA-256 after the other was a twelfth of a whole run's time. Side by
//! side they take half of that, so parts are put together in memory and are
//! hashed and written when there are [`ABREAST`] of them.

use std::path::PathBuf;

use crate::digest::{Hash, digest_all};
use crate::error::{Error, Result};

/// How many records a part of the labels holds.
pub(super) const PART: usize = 250;

/// How many parts are hashed together. Twice as many would fill the widest
/// vector units, and take twice the memory, of which this takes about 25 MB.
const ABREAST: usize = 8;

/// About how many bytes a record has: parts are not to be moved while they grow.
const RECORD: usize = 13_000;

/// The parts of the labels, in order.
pub(super) struct Parts {
    folder: PathBuf,
    /// The first so many are being filled or full, the others memory to use again.
    used: usize,
    parts: Vec<Vec<u8>>,
    /// Records in the last of them.
    records: usize,
    done: Vec<(String, Hash)>,
}

impl Parts {
    /// Parts that will be written into a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            used: 0,
            parts: Vec::new(),
            records: PART,
            done: Vec::new(),
        }
    }

    /// Adds a record to the last part, or begins the next one with it.
    pub fn add(&mut self, record: &[u8]) -> Result<()> {
        if self.records == PART {
            if self.used == ABREAST {
                self.write()?;
            }
            if self.used == self.parts.len() {
                self.parts.push(Vec::with_capacity(PART * RECORD));
            }
            (self.used, self.records) = (self.used + 1, 0);
        }
        self.parts[self.used - 1].extend_from_slice(record);
        self.records += 1;
        Ok(())
    }

    /// Writes what there is and gives the names and hashes of all parts.
    pub fn finish(mut self) -> Result<Vec<(String, Hash)>> {
        self.write()?;
        Ok(self.done)
    }

    fn write(&mut self) -> Result<()> {
        let parts = &mut self.parts[..self.used];
        let messages: Vec<&[u8]> = parts.iter().map(|part| &part[..]).collect();
        let hashes = digest_all(&messages);
        for (part, hash) in parts.iter_mut().zip(hashes) {
            let name = format!("part-{:05}.jsonl", self.done.len());
            let path = self.folder.join(&name);
            std::fs::write(&path, &part[..]).map_err(Error::io("write", &path))?;
            part.clear();
            self.done.push((name, hash));
        }
        self.used = 0;
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
        for count in [
            0,
            1,
            PART - 1,
            PART,
            PART + 1,
            PART * ABREAST,
            PART * ABREAST * 2 + 7,
        ] {
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
