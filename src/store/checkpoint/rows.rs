//! What stands in the tables, as the rest of the program knows it.

use std::time::Duration;

use crate::digest::{Hash, Sha256};
use crate::plan::{BatchTask, DocumentId};
use crate::store::tally::Tally;

/// What was recorded of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which one.
    pub id: DocumentId,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256.
    pub digest: Hash,
    /// Where its record starts in the spool.
    pub record_start: u64,
    /// How long the record is.
    pub record_bytes: u64,
    /// The record's SHA-256.
    pub record_digest: Hash,
    /// The record's CRC-32, by which sealing holds the spool against it.
    pub record_crc: u32,
}

impl Row {
    /// Where its record ends in the spool.
    pub(super) fn record_end(&self) -> u64 {
        self.record_start + self.record_bytes
    }

    pub(super) fn checksum(&self) -> [u8; 8] {
        let mut hash = Sha256::new();
        hash.update([self.id.class as u8]);
        for number in [
            self.id.number,
            self.bytes,
            self.record_start,
            self.record_bytes,
        ] {
            hash.update(number.to_le_bytes());
        }
        hash.update(self.digest);
        hash.update(self.record_digest);
        hash.update(self.record_crc.to_le_bytes());
        let hash = hash.finalize();
        std::array::from_fn(|at| hash[at])
    }
}

/// A document that could not be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Which one.
    pub id: DocumentId,
    /// Its type.
    pub kind: String,
    /// Its format.
    pub format: &'static str,
    /// Why.
    pub cause: String,
}

/// A batch whose files are placed and that waits to be committed.
#[derive(Debug)]
pub struct BatchMade {
    /// What was asked for.
    pub task: BatchTask,
    /// Which worker made it, from 0.
    pub worker: usize,
    /// How long that took.
    pub time: Duration,
    /// What was made.
    pub rows: Vec<Row>,
    /// What was not.
    pub failures: Vec<Failure>,
    /// The counts to add.
    pub tally: Tally,
    /// How many files stood in a document's place and had to be replaced.
    pub replaced: u64,
}

/// One run of the program on a corpus.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// When it started, in milliseconds since 1970.
    pub started: i64,
    /// When it ended, if it ended by itself.
    pub ended: Option<i64>,
    /// How many workers it had.
    pub workers: u32,
    /// Documents to a batch.
    pub batch_size: u64,
    /// Documents it committed.
    pub made: u64,
    /// When it last committed, if it did.
    pub last_commit: Option<i64>,
}

/// What one worker of a run did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Its number, from 0.
    pub number: u32,
    /// Documents made.
    pub documents: u64,
    /// Time spent making them.
    pub time: Duration,
}
