//! The run's state, in SQLite.
//!
//! WAL: readers such as `status` look on while a run commits, and a commit is
//! one append. A batch is one transaction; its files were durable before it
//! began. Every row carries a checksum of its own, since SQLite's integrity
//! check looks at the structure and not at what a cell says: a document's is
//! looked at whenever it is read, the others' when the checkpoint is opened.

mod commit;
mod look;
mod sound;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction};

use super::place::Durability;
use super::tally::Tally;
use crate::digest::{Hash, Sha256};
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::plan::{BatchTask, DocumentId};
use crate::recipe::Recipe;
use crate::template::Source;

/// The version of the tables.
///
/// - 1: the first.
/// - 2: a checksum in every row, not only in the documents'.
const FORMAT: u32 = 2;

/// How many bytes SQLite takes for a path, less what it appends.
const LONGEST: usize = 500;

const TABLES: &str = "
CREATE TABLE meta (
    name TEXT PRIMARY KEY, value TEXT NOT NULL, checksum BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE template (
    file TEXT PRIMARY KEY, text TEXT NOT NULL, checksum BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE run (
    id INTEGER PRIMARY KEY, started INTEGER NOT NULL, ended INTEGER,
    workers INTEGER NOT NULL, batch_size INTEGER NOT NULL, checksum BLOB NOT NULL);
CREATE TABLE batch (
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL, class INTEGER NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, made INTEGER NOT NULL,
    worker INTEGER NOT NULL, nanoseconds INTEGER NOT NULL, committed INTEGER NOT NULL,
    records_end INTEGER NOT NULL, counted INTEGER NOT NULL, checksum BLOB NOT NULL);
CREATE TABLE document (
    class INTEGER NOT NULL, number INTEGER NOT NULL, bytes INTEGER NOT NULL,
    digest BLOB NOT NULL, record_start INTEGER NOT NULL, record_bytes INTEGER NOT NULL,
    record_digest BLOB NOT NULL, record_crc INTEGER NOT NULL, checksum BLOB NOT NULL,
    PRIMARY KEY (class, number)) WITHOUT ROWID;
CREATE TABLE failure (
    class INTEGER NOT NULL, number INTEGER NOT NULL, doc_type TEXT NOT NULL,
    format TEXT NOT NULL, cause TEXT NOT NULL, run INTEGER NOT NULL, checksum BLOB NOT NULL,
    PRIMARY KEY (class, number)) WITHOUT ROWID;
CREATE TABLE tally (
    kind TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL, checksum BLOB NOT NULL,
    PRIMARY KEY (kind, name)) WITHOUT ROWID;
";

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
    fn record_end(&self) -> u64 {
        self.record_start + self.record_bytes
    }

    fn checksum(&self) -> [u8; 8] {
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

/// The database of a corpus.
#[derive(Debug)]
pub struct Checkpoint {
    path: PathBuf,
    database: Connection,
}

impl Checkpoint {
    fn connect(path: &Path, flags: OpenFlags) -> Result<Self> {
        Self::connect_by(path, path, flags)
    }

    /// Connects to a database by another name than the one that it goes by.
    fn connect_by(name: &Path, path: &Path, flags: OpenFlags) -> Result<Self> {
        if path.as_os_str().len() > LONGEST {
            return Err(Error::io("open", path)(
                io::ErrorKind::InvalidFilename.into(),
            ));
        }
        let open = || {
            let database = Connection::open_with_flags(name, flags)?;
            database.busy_timeout(Duration::from_secs(10))?;
            sound::teach(&database)?;
            Ok(database)
        };
        let database = open().map_err(failed(path))?;
        Ok(Self {
            path: path.to_owned(),
            database,
        })
    }

    /// Makes the checkpoint of a new corpus. It is written under another name
    /// and moved when it is whole: nobody ever sees half of one, not even
    /// after a crash or on a full disk.
    pub(super) fn create(path: &Path, recipe: &Recipe, templates: &[Source]) -> Result<()> {
        let new = path.with_extension("new");
        match std::fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io("clear", &new)(error));
            }
            _ => {}
        }
        // A log that another checkpoint left would be taken for this one's.
        for log in ["-wal", "-shm"] {
            let log = beside(path, log);
            match std::fs::remove_file(&log) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Error::io("clear", &log)(error));
                }
                _ => {}
            }
        }
        let this = Self::connect(&new, OpenFlags::default())?;
        this.database
            .execute_batch(&format!(
                "PRAGMA synchronous = FULL; BEGIN IMMEDIATE; {TABLES}
                 PRAGMA user_version = {FORMAT}; COMMIT;"
            ))
            .map_err(failed(&new))?;
        this.set_recipe(recipe, templates)?;
        drop(this);
        std::fs::rename(&new, path).map_err(Error::io("write", path))
    }

    /// Opens a checkpoint to write in it.
    pub(super) fn open(path: &Path, durability: Durability) -> Result<Self> {
        let this = Self::connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let synchronous = match durability {
            Durability::Power => "FULL",
            Durability::Process => "OFF",
        };
        let prepare = || {
            this.database.pragma_update(None, "journal_mode", "WAL")?;
            this.database
                .pragma_update(None, "synchronous", synchronous)
        };
        this.expect_format()?;
        prepare().map_err(failed(path))?;
        this.expect_sound()?;
        Ok(this)
    }

    /// Opens a checkpoint to look at, also while a run writes in it.
    ///
    /// # Errors
    /// If there is none, or it can't be read.
    pub fn read(path: &Path) -> Result<Self> {
        if !super::is_there(path)? {
            return Err(Error::Missing {
                what: format!("{} is not there", path.display()),
                fix: "name the folder of a corpus that `synthphi generate` made".into(),
            });
        }
        // Who may write can take part in the log of a run that goes on. On a
        // medium that can't be written to nothing goes on, and without a log
        // the database alone is the state.
        let look = |flags| Self::connect(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX);
        let opened = look(OpenFlags::SQLITE_OPEN_READ_WRITE).and_then(Self::of_this_format);
        match opened {
            Err(Error::Checkpoint { .. }) if !has_log(path) => {
                let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
                Self::connect_by(&immutable(path), path, flags).and_then(Self::of_this_format)
            }
            opened => opened,
        }
    }

    fn of_this_format(self) -> Result<Self> {
        self.expect_format()?;
        self.expect_sound()?;
        Ok(self)
    }

    fn expect_format(&self) -> Result<()> {
        let format = self
            .database
            .query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))
            .map_err(failed(&self.path))?;
        if format == FORMAT {
            return Ok(());
        }
        let is_empty = |count: u32| count == 0;
        let tables = "SELECT count(*) FROM sqlite_schema";
        let counted = self.database.query_row(tables, [], |row| row.get(0));
        if counted.map(is_empty).map_err(failed(&self.path))? {
            return Err(Error::Damaged {
                path: self.path.clone(),
                problem: "the checkpoint is empty".into(),
                fix: "`synthphi repair` makes it again from the documents".into(),
            });
        }
        Err(foreign_format(&self.path, format))
    }

    fn transaction<T>(
        &self,
        write: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let transact = || {
            let transaction = self.database.unchecked_transaction()?;
            let value = write(&transaction)?;
            transaction.commit()?;
            Ok(value)
        };
        transact().map_err(failed(&self.path))
    }

    fn rows<T>(
        &self,
        query: &str,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.database
            .prepare_cached(query)
            .and_then(|mut query| query.query_map([], read)?.collect())
            .map_err(failed(&self.path))
    }

    fn rows_of<T>(
        &self,
        class: Class,
        query: &str,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.database
            .prepare_cached(query)
            .and_then(|mut query| query.query_map([class as u8], read)?.collect())
            .map_err(failed(&self.path))
    }
}

/// Whether a run has left, or is writing, a log beside a database.
fn has_log(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// The path of a file that SQLite keeps beside a database.
fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The URI of a database that nobody writes to, for which SQLite needs no
/// files beside it (<https://sqlite.org/uri.html>).
fn immutable(path: &Path) -> PathBuf {
    let mut uri = String::from("file:");
    for &byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => {
                uri.push(char::from(byte));
            }
            other => uri.push_str(&format!("%{other:02x}")),
        }
    }
    uri.push_str("?immutable=1");
    uri.into()
}

fn failed(path: &Path) -> impl Fn(rusqlite::Error) -> Error {
    let path = path.to_owned();
    move |source| {
        // SQLite says of a disk that fails to read that the database is
        // malformed; what the files themselves say decides.
        let corrupt = rusqlite::ErrorCode::DatabaseCorrupt;
        if source.sqlite_error_code() == Some(corrupt)
            && let Err(unread) = read_through(&path)
        {
            return unread;
        }
        Error::Checkpoint {
            path: path.clone(),
            source,
        }
    }
}

/// Reads a database and its log to their ends, to see whether the disk lets it.
///
/// Closing them frees the locks that SQLite holds by this process: to be asked
/// only when the command is about to end.
fn read_through(path: &Path) -> Result<()> {
    for file in [path.to_owned(), beside(path, "-wal")] {
        let read = std::fs::File::open(&file)
            .and_then(|mut opened| std::io::copy(&mut opened, &mut std::io::sink()));
        match read {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(Error::io("read", &file)(error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn foreign_format(path: &Path, format: u32) -> Error {
    Error::OtherCorpus {
        path: path.to_owned(),
        problem: format!("the checkpoint has format {format}; this program has format {FORMAT}"),
        fix: if format > FORMAT {
            "go on with the newer version that made it".into()
        } else {
            "`synthphi repair` makes the checkpoint again from the documents".into()
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(path: &Path) -> Error {
        let code = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_CORRUPT);
        failed(path)(rusqlite::Error::SqliteFailure(code, None))
    }

    #[test]
    fn a_database_that_the_disk_fails_to_read_is_not_called_malformed() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("checkpoint.sqlite");
        std::fs::write(&path, "no database").unwrap();
        assert!(matches!(of(&path), Error::Checkpoint { .. }), "readable");
        let log = beside(&path, "-wal");
        std::fs::create_dir(&log).unwrap();
        let error = of(&path);
        assert!(
            matches!(&error, Error::Io { path, .. } if *path == log),
            "a log that can't be read: {error}"
        );
        assert!(matches!(of(folder.path()), Error::Io { .. }), "unreadable");
    }
}
