//! Records on their way to the sealed labels.
//!
//! The one writer appends the records of each batch here before it commits
//! the batch; the checkpoint says where each of them is. What stands behind
//! the last committed record is what an interrupted run left, and is cut off.

use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::FileExt as _;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

pub(super) const NAME: &str = "records.jsonl";

/// The file of records.
#[derive(Debug)]
pub(super) struct Spool {
    path: PathBuf,
    file: File,
    end: u64,
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
        Ok(Self { path, file, end })
    }

    /// Where the next record will start.
    pub(super) fn end(&self) -> u64 {
        self.end
    }

    /// Appends records.
    pub(super) fn append(&mut self, records: &[u8]) -> Result<()> {
        self.file
            .write_all_at(records, self.end)
            .map_err(Error::io("write", &self.path))?;
        self.end += records.len() as u64;
        Ok(())
    }
}

/// How much is read at a time: some records, which stay at hand until they are
/// written to their part.
const WINDOW: usize = 1 << 18;

/// Reads committed records, mostly forwards: through a window, so that
/// neighbours cost one read.
#[derive(Debug)]
pub struct Records {
    path: PathBuf,
    file: File,
    window: Vec<u8>,
    start: u64,
}

impl Records {
    fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(Error::io("read", path))?;
        Ok(Self {
            path: path.to_owned(),
            file,
            window: Vec::new(),
            start: 0,
        })
    }

    /// The committed records of the corpus in a folder.
    ///
    /// # Errors
    /// If there are none.
    pub fn of(folder: &Path) -> Result<Self> {
        Self::open(&folder.join(super::FOLDER).join(NAME))
    }

    /// Lets go of what was read ahead, which may have been written since.
    pub(super) fn forget(&mut self) {
        self.window.clear();
    }

    /// The bytes of a record, a line with its end.
    ///
    /// # Errors
    /// If the file ends before it.
    pub fn read(&mut self, offset: u64, length: usize) -> Result<&[u8]> {
        let inside =
            offset >= self.start && offset + length as u64 <= self.start + self.window.len() as u64;
        if !inside {
            self.fill(offset, length)
                .map_err(Error::io("read", &self.path))?;
        }
        let at = (offset - self.start) as usize;
        Ok(&self.window[at..at + length])
    }

    fn fill(&mut self, offset: u64, length: usize) -> io::Result<()> {
        self.window.resize(length.max(WINDOW), 0);
        let mut filled = 0;
        while filled < self.window.len() {
            match self
                .file
                .read_at(&mut self.window[filled..], offset + filled as u64)
            {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        self.window.truncate(filled);
        self.start = offset;
        if filled < length {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}
