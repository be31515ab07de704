//! The labels in parts.
//!
//! A record is hashed and written while it is at hand. Eight parts hashed side
//! by side took half the time on a processor without instructions for SHA-256,
//! and 25 MB, which are needed elsewhere since documents are made meanwhile.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::hashed::Hashed;
use crate::digest::Hash;
use crate::error::Result;
use crate::fact::Class;

/// How many records a part of the labels holds.
pub(super) const PART: u64 = 250;

/// What the file of a part is called, counted from 0.
pub fn part_name(number: u64) -> String {
    format!("part-{number:05}.jsonl")
}

/// The parts of the labels. Each class's records come in their order, and the
/// classes as they like.
#[derive(Debug)]
pub(super) struct Parts {
    folder: PathBuf,
    /// How many positive documents there are, which come first.
    positive: u64,
    /// The part that each class is at.
    open: [Option<(u64, Hashed)>; 2],
    /// The negative records of the part in which the positive ones end.
    waiting: Vec<u8>,
    done: BTreeMap<u64, Hash>,
}

impl Parts {
    /// Parts that will be written into a folder, of a corpus of so many
    /// positive documents.
    pub fn new(folder: PathBuf, positive: u64) -> Self {
        Self {
            folder,
            positive,
            open: [None, None],
            waiting: Vec::new(),
            done: BTreeMap::new(),
        }
    }

    /// Adds the record of a document of a class, which has so many documents
    /// before it in the corpus.
    pub fn add(&mut self, class: Class, before: u64, record: &[u8]) -> Result<()> {
        let number = before / PART;
        if class == Class::Negative && number * PART < self.positive {
            self.waiting.extend_from_slice(record);
            return Ok(());
        }
        let open = &mut self.open[class as usize];
        let (_, part) = match open {
            Some(part) => part,
            None => {
                let path = self.folder.join(part_name(number));
                open.insert((number, Hashed::create(path)?))
            }
        };
        part.write(record)?;
        if (before + 1).is_multiple_of(PART) {
            let part = open.take();
            self.end(part)?;
        }
        Ok(())
    }

    /// Writes what is left and gives the names and hashes of all parts.
    pub fn finish(mut self) -> Result<Vec<(String, Hash)>> {
        let [mut positive, negative] = std::mem::take(&mut self.open);
        if let Some((_, part)) = &mut positive {
            part.write(&self.waiting)?;
        }
        self.end(positive)?;
        self.end(negative)?;
        let done = self.done.into_iter();
        Ok(done
            .map(|(number, hash)| (part_name(number), hash))
            .collect())
    }

    fn end(&mut self, part: Option<(u64, Hashed)>) -> Result<()> {
        if let Some((number, part)) = part {
            self.done.insert(number, part.finish()?);
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
        let mut parts = Parts::new(folder.path().to_owned(), positive);
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
        let eight = 8 * PART;
        for count in [0, 1, PART - 1, PART, PART + 1, eight, eight * 2 + 7] {
            assert!(written([count, 0], []) == expected(count), "{count}");
            assert!(written([0, count], []) == expected(count), "{count}");
        }
    }

    #[test]
    fn it_does_not_matter_which_class_comes_first() {
        use Class::{Negative, Positive};
        let eight = 8 * PART;
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
