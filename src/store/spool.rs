//! Records on their way to the sealed labels.
//!
//! Workers append records here as they make them, so that no batch has to be
//! held in memory; when a batch is committed, the checkpoint says where each of
//! its records is. What stands behind the last committed record is what an
//! interrupted run left, and is cut off; what such a run left before it belongs
//! to nobody and is gone with the spool.

use std::fs::{File, OpenOptions};
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use crate::error::{Error, Result};

pub(super) const NAME: &str = "records.jsonl";

/// The file of records.
#[derive(Debug)]
pub struct Spool {
    path: PathBuf,
    file: File,
    /// Where the next record will start.
    end: AtomicU64,
}

impl Spool {
    /// Opens the spool whose committed records end at `end`.
    pub(super) fn open(state: &Path, end: u64) -> Result<Self> {
        let path = state.join(NAME);
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(Error::io("open", &path))?;
        let length = file.metadata().map_err(Error::io("read", &path))?.len();
        if length < end {
            return Err(Error::Damaged {
                path,
                problem: format!("has {length} bytes, {end} were recorded"),
                fix: "`synthphi repair` makes the records again".into(),
            });
        }
        file.set_len(end).map_err(Error::io("write", &path))?;
        Ok(Self {
            path,
            file,
            end: end.into(),
        })
    }

    /// Appends records, beside others who do, and says where they start.
    ///
    /// # Errors
    /// If they can't be written.
    pub fn append(&self, records: &[u8]) -> Result<u64> {
        let start = self.end.fetch_add(records.len() as u64, Ordering::Relaxed);
        self.file
            .write_all_at(records, start)
            .map_err(Error::io("write", &self.path))?;
        Ok(start)
    }
}

/// Reads committed records.
#[derive(Debug)]
pub struct Records {
    path: PathBuf,
    file: File,
    record: Vec<u8>,
}

impl Records {
    fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(Error::io("read", path))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            record: Vec::new(),
        })
    }

    /// The committed records of the corpus in a folder.
    ///
    /// # Errors
    /// If there are none.
    pub fn of(folder: &Path) -> Result<Self> {
        Self::open(&folder.join(super::FOLDER).join(NAME))
    }

    /// The bytes of a record, a line with its end.
    ///
    /// # Errors
    /// If the file ends before it.
    pub fn read(&mut self, offset: u64, length: usize) -> Result<&[u8]> {
        self.record.resize(length, 0);
        self.file
            .read_exact_at(&mut self.record, offset)
            .map_err(Error::io("read", &self.path))?;
        Ok(&self.record)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_stand_where_it_was_said_whoever_appends_beside() {
        let state = tempfile::tempdir().unwrap();
        let spool = Spool::open(state.path(), 0).unwrap();
        let append = |who: u8| {
            let append = |length: usize| (spool.append(&vec![who; length]).unwrap(), length);
            (1..100).map(append).collect::<Vec<_>>()
        };
        let said: Vec<Vec<(u64, usize)>> = std::thread::scope(|scope| {
            let others = [1, 2, 3].map(|who| scope.spawn(move || append(who)));
            others.map(|other| other.join().unwrap()).into()
        });
        let mut records = Records::open(&state.path().join(NAME)).unwrap();
        for (who, said) in (1..).zip(said) {
            for (start, length) in said {
                assert_eq!(records.read(start, length).unwrap(), vec![who; length]);
            }
        }
    }

    #[test]
    fn what_was_not_committed_is_cut_off_and_what_is_missing_is_damage() {
        let state = tempfile::tempdir().unwrap();
        let spool = Spool::open(state.path(), 0).unwrap();
        spool.append(b"committed, not committed").unwrap();
        let spool = Spool::open(state.path(), 9).unwrap();
        assert_eq!(spool.append(b" again").unwrap(), 9);
        let found = std::fs::read(state.path().join(NAME)).unwrap();
        assert_eq!(found, b"committed again");
        let error = Spool::open(state.path(), 16).unwrap_err();
        assert!(matches!(error, Error::Damaged { .. }), "{error}");
    }
}
