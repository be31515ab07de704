//! The run's state, in SQLite.
//!
//! WAL: readers such as `status` look on while a run commits, and a commit is
//! one append. A batch is one transaction; its files were durable before it
//! began. Every row carries a checksum of its own, since SQLite's integrity
//! check looks at the structure and not at what a cell says: a document's is
//! looked at whenever it is read, the others' when the checkpoint is opened.

mod commit;
mod connection;
mod look;
mod rows;
mod sound;

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use self::connection::{beside, failed, has_log, immutable};
pub use self::rows::{BatchMade, Failure, Row, Run, Worker};
use super::place::Durability;
use crate::error::{Error, Result};
use crate::recipe::Recipe;
use crate::template::Source;

/// The version of the tables.
///
/// - 1: the first.
/// - 2: a checksum in every row, not only in the documents'.
const FORMAT: u32 = 2;

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

/// The database of a corpus.
#[derive(Debug)]
pub struct Checkpoint {
    path: PathBuf,
    database: Connection,
}

impl Checkpoint {
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
