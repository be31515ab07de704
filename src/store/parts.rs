//! The labels in parts, some of them under way together.
//!
//! One SHA-256 after the other was a twelfth of a whole run's time. Side by
//! side they take half of that, so parts are put together in memory and are
//! hashed and written when there are [`ABREAST`] of them.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::digest::{Hash, digest_all};
use crate::error::{Error, Result};
use crate::fact::Class;

/// How many records a part of the labels holds.
pub(super) const PART: u64 = 250;

/// How many parts are hashed together. Twice as many would fill the widest
/// vector units, and take twice the memory, of which this takes about 25 MB.
const ABREAST: usize = 8;

/// About how many bytes a record has: parts are not to be moved while they grow.
const RECORD: usize = 13_000;

/// What the file of a part is called, counted from 0.
pub fn part_name(number: u64) -> String {
    format!("part-{number:05}.jsonl")
}

/// The parts of the labels. Each class's records come in their order, and the
/// classes as they like: where one begins in the midst of a part, what it has
/// of the part waits for the other.
#[derive(Debug)]
pub(super) struct Parts {
    folder: PathBuf,
    /// What is being filled, by part and class.
    open: BTreeMap<(u64, Class), Part>,
    full: Vec<(u64, Vec<u8>)>,
    /// Memory to use again.
    spare: Vec<Vec<u8>>,
    done: BTreeMap<u64, Hash>,
}

#[derive(Debug, Default)]
struct Part {
    records: u64,
    bytes: Vec<u8>,
}

impl Parts {
    /// Parts that will be written into a folder.
    pub fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            open: BTreeMap::new(),
            full: Vec::new(),
            spare: Vec::new(),
            done: BTreeMap::new(),
        }
    }

    /// Adds the record of a document of a class, which has so many documents
    /// before it in the corpus.
    pub fn add(&mut self, class: Class, before: u64, record: &[u8]) -> Result<()> {
        let key = (before / PART, class);
        let spare = &mut self.spare;
        let part = self.open.entry(key).or_insert_with(|| Part {
            records: 0,
            bytes: spare
                .pop()
                .unwrap_or_else(|| Vec::with_capacity(PART as usize * RECORD)),
        });
        part.bytes.extend_from_slice(record);
        part.records += 1;
        if part.records == PART {
            let part = self.open.remove(&key).unwrap_or_default();
            self.full.push((key.0, part.bytes));
        }
        if self.full.len() == ABREAST {
            self.write()?;
        }
        Ok(())
    }

    /// Writes what there is and gives the names and hashes of all parts.
    pub fn finish(mut self) -> Result<Vec<(String, Hash)>> {
        let mut rest: BTreeMap<u64, Vec<u8>> = BTreeMap::new();
        for ((number, _), part) in std::mem::take(&mut self.open) {
            rest.entry(number).or_default().extend(part.bytes);
        }
        self.full.extend(rest);
        self.write()?;
        let done = self.done.into_iter();
        Ok(done
            .map(|(number, hash)| (part_name(number), hash))
            .collect())
    }

    fn write(&mut self) -> Result<()> {
        let messages: Vec<&[u8]> = self.full.iter().map(|(_, part)| &part[..]).collect();
        let hashes = digest_all(&messages);
        for ((number, mut part), hash) in self.full.drain(..).zip(hashes) {
            let path = self.folder.join(part_name(number));
            std::fs::write(&path, &part[..]).map_err(Error::io("write", &path))?;
            part.clear();
            self.spare.push(part);
            self.done.insert(number, hash);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::Sha256;

    /// The parts of records of two classes that come by turns as `turns` says.
    fn written(
        [positive, negative]: [u64; 2],
        turns: impl IntoIterator<Item = Class>,
    ) -> Vec<(String, String)> {
        let folder = tempfile::tempdir().unwrap();
        let mut parts = Parts::new(folder.path().to_owned());
        let mut next = [0, positive];
        let rest = Class::ALL.into_iter().zip([positive, negative]);
        let rest = rest.flat_map(|(class, count)| std::iter::repeat_n(class, count as usize));
        for class in turns.into_iter().chain(rest) {
            let before = &mut next[class as usize];
            if *before < [positive, positive + negative][class as usize] {
                parts.add(class, *before, &record(*before)).unwrap();
                *before += 1;
            }
        }
        let read = |(name, hash): (String, Hash)| {
            let content = std::fs::read_to_string(folder.path().join(&name)).unwrap();
            assert_eq!(hash, Sha256::digest(&content), "{name}");
            (name, content)
        };
        parts.finish().unwrap().into_iter().map(read).collect()
    }

    fn record(number: u64) -> Vec<u8> {
        format!("{{\"n\":{number}}}\n").into_bytes()
    }

    fn expected(count: u64) -> Vec<(String, String)> {
        let records: Vec<u64> = (0..count).collect();
        let parts = records.chunks(PART as usize).enumerate();
        parts
            .map(|(at, numbers)| {
                let bytes: Vec<u8> = numbers.iter().flat_map(|number| record(*number)).collect();
                (part_name(at as u64), String::from_utf8(bytes).unwrap())
            })
            .collect()
    }

    #[test]
    fn every_part_but_the_last_is_full_and_none_is_empty() {
        let eight = PART * ABREAST as u64;
        for count in [0, 1, PART - 1, PART, PART + 1, eight, eight * 2 + 7] {
            assert!(written([count, 0], []) == expected(count), "{count}");
            assert!(written([0, count], []) == expected(count), "{count}");
        }
    }

    #[test]
    fn it_does_not_matter_which_class_comes_first() {
        use Class::{Negative, Positive};
        let eight = PART * ABREAST as u64;
        for counts in [[3, 4], [PART, 1], [PART + 9, 2 * PART], [eight + 1, eight]] {
            let total = counts.iter().sum::<u64>();
            let negative_first = vec![Negative; counts[1] as usize];
            let by_turns = [Positive, Negative].repeat(total as usize);
            for turns in [negative_first, by_turns] {
                assert!(written(counts, turns) == expected(total), "{counts:?}");
            }
        }
    }
}
