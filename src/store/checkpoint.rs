//! The run's state, in SQLite.
//!
//! WAL: readers such as `status` look on while a run commits, and a commit is
//! one append. A batch is one transaction; its files were durable before it
//! began. Each document's row carries a checksum of its own, since SQLite's
//! integrity check looks at the structure and not at what a cell says.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::digest::{Hash, Sha256};
use rusqlite::{Connection, OpenFlags, OptionalExtension as _, Transaction, params};

use super::place::Durability;
use super::tally::Tally;
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::plan::{BatchTask, DocumentId, Done, Numbers};
use crate::recipe::{EDITION, Recipe};
use crate::template::Source;

/// The version of the tables.
///
/// - 1: the first.
const FORMAT: u32 = 1;

const TABLES: &str = "
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE template (file TEXT PRIMARY KEY, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE run (
    id INTEGER PRIMARY KEY, started INTEGER NOT NULL, ended INTEGER,
    workers INTEGER NOT NULL, batch_size INTEGER NOT NULL);
CREATE TABLE batch (
    id INTEGER PRIMARY KEY, run INTEGER NOT NULL, class INTEGER NOT NULL,
    first INTEGER NOT NULL, last INTEGER NOT NULL, made INTEGER NOT NULL,
    worker INTEGER NOT NULL, nanoseconds INTEGER NOT NULL, committed INTEGER NOT NULL,
    records_end INTEGER NOT NULL);
CREATE TABLE document (
    class INTEGER NOT NULL, number INTEGER NOT NULL, bytes INTEGER NOT NULL,
    digest BLOB NOT NULL, record_start INTEGER NOT NULL, record_bytes INTEGER NOT NULL,
    record_digest BLOB NOT NULL, record_crc INTEGER NOT NULL, checksum BLOB NOT NULL,
    PRIMARY KEY (class, number)) WITHOUT ROWID;
CREATE TABLE failure (
    class INTEGER NOT NULL, number INTEGER NOT NULL, doc_type TEXT NOT NULL,
    format TEXT NOT NULL, cause TEXT NOT NULL, run INTEGER NOT NULL,
    PRIMARY KEY (class, number)) WITHOUT ROWID;
CREATE TABLE tally (
    kind TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,
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
    /// Where its record starts: within its batch's records until it is
    /// committed, in the spool from then on.
    pub record_start: u64,
    /// How long the record is.
    pub record_bytes: u64,
    /// The record's SHA-256.
    pub record_digest: Hash,
    /// The record's CRC-32, by which sealing holds the spool against it.
    pub record_crc: u32,
}

impl Row {
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
    /// The records of it, one after the other.
    pub records: Vec<u8>,
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
        let open = || {
            let database = Connection::open_with_flags(path, flags)?;
            database.busy_timeout(Duration::from_secs(10))?;
            Ok(database)
        };
        let database = open().map_err(failed(path))?;
        Ok(Self {
            path: path.to_owned(),
            database,
        })
    }

    /// Opens a checkpoint to write in it, and makes it if there is none.
    pub(super) fn open(path: &Path, durability: Durability) -> Result<Self> {
        let this = Self::connect(path, OpenFlags::default())?;
        let synchronous = match durability {
            Durability::Power => "FULL",
            Durability::Process => "OFF",
        };
        let prepare = || {
            this.database.pragma_update(None, "journal_mode", "WAL")?;
            this.database
                .pragma_update(None, "synchronous", synchronous)?;
            this.database
                .query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))
        };
        match prepare().map_err(failed(path))? {
            0 => this.create()?,
            FORMAT => {}
            other => return Err(foreign_format(path, other)),
        }
        Ok(this)
    }

    /// Opens a checkpoint to look at, also while a run writes in it.
    ///
    /// # Errors
    /// If there is none, or it can't be read.
    pub fn read(path: &Path) -> Result<Self> {
        if !path.is_file() {
            return Err(Error::Missing {
                what: format!("{} is not there", path.display()),
                fix: "name the folder of a corpus that `synthphi generate` made".into(),
            });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let this = match Self::connect(path, flags) {
            Ok(this) if !this.database.is_readonly("main").unwrap_or(true) => this,
            _ => Self::connect(
                path,
                OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX,
            )?,
        };
        let format = this
            .database
            .query_row("PRAGMA user_version", [], |row| row.get::<_, u32>(0))
            .map_err(failed(path))?;
        if format != FORMAT {
            return Err(foreign_format(path, format));
        }
        Ok(this)
    }

    fn create(&self) -> Result<()> {
        self.database
            .execute_batch(&format!(
                "BEGIN IMMEDIATE; {TABLES} PRAGMA user_version = {FORMAT}; COMMIT;"
            ))
            .map_err(failed(&self.path))
    }

    fn meta(&self, name: &str) -> Result<Option<String>> {
        self.database
            .prepare_cached("SELECT value FROM meta WHERE name = ?1")
            .and_then(|mut query| query.query_row([name], |row| row.get(0)).optional())
            .map_err(failed(&self.path))
    }

    /// The recipe that is stored; none in a checkpoint that has just been made.
    pub fn recipe(&self) -> Result<Option<Recipe>> {
        let Some(text) = self.meta("recipe")? else {
            return Ok(None);
        };
        let edition = self.meta("edition")?.unwrap_or_default();
        if edition != EDITION.to_string() {
            return Err(Error::OtherCorpus {
                path: self.path.clone(),
                problem: format!("made by edition {edition}; this program is edition {EDITION}"),
                fix: "go on with the version that made it, or choose another --out".into(),
            });
        }
        Recipe::from_canonical(&self.path.display().to_string(), &text).map(Some)
    }

    /// Stores the recipe, and that the corpus is not (or no longer) sealed.
    pub(super) fn set_recipe(&self, recipe: &Recipe, templates: &[Source]) -> Result<()> {
        self.transaction(|transaction| {
            let mut set = transaction.prepare("INSERT OR REPLACE INTO meta VALUES (?1, ?2)")?;
            set.execute(["edition", &EDITION.to_string()])?;
            set.execute(["recipe", &recipe.canonical()])?;
            set.execute(["sealed", ""])?;
            let mut add = transaction.prepare("INSERT OR REPLACE INTO template VALUES (?1, ?2)")?;
            for source in templates {
                add.execute([&source.file, &source.text])?;
            }
            Ok(())
        })
    }

    /// The user's templates that the corpus was begun with.
    pub fn templates(&self) -> Result<Vec<Source>> {
        self.rows("SELECT file, text FROM template ORDER BY file", |row| {
            Ok(Source {
                file: row.get(0)?,
                text: row.get(1)?,
            })
        })
    }

    /// The corpus digest, if the corpus is complete and sealed.
    pub fn sealed(&self) -> Result<Option<String>> {
        Ok(self.meta("sealed")?.filter(|digest| !digest.is_empty()))
    }

    pub(super) fn set_sealed(&self, digest: &str) -> Result<()> {
        self.transaction(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO meta VALUES ('sealed', ?1)",
                [digest],
            )?;
            Ok(())
        })
    }

    /// Begins a run and gives its number.
    pub(super) fn begin_run(&self, now: i64, workers: u32, batch_size: u64) -> Result<i64> {
        self.transaction(|transaction| {
            transaction.execute(
                "INSERT INTO run (started, workers, batch_size) VALUES (?1, ?2, ?3)",
                params![now, workers, batch_size as i64],
            )?;
            Ok(transaction.last_insert_rowid())
        })
    }

    pub(super) fn end_run(&self, run: i64, now: i64) -> Result<()> {
        self.transaction(|transaction| {
            transaction.execute("UPDATE run SET ended = ?2 WHERE id = ?1", [run, now])?;
            Ok(())
        })
    }

    /// Commits a batch whose files and records are durable. `records_start` is
    /// where the spool holds the first of its records.
    pub(super) fn commit(
        &self,
        run: i64,
        now: i64,
        batch: &BatchMade,
        records_start: u64,
    ) -> Result<()> {
        self.transaction(|transaction| {
            let mut forget = transaction
                .prepare_cached("DELETE FROM failure WHERE class = ?1 AND number = ?2")?;
            let mut add = transaction.prepare_cached(
                "INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?;
            for row in &batch.rows {
                let mut row = row.clone();
                row.record_start += records_start;
                let key = (row.id.class as u8, row.id.number as i64);
                forget.execute(key)?;
                add.execute(params![
                    key.0,
                    key.1,
                    row.bytes as i64,
                    row.digest,
                    row.record_start as i64,
                    row.record_bytes as i64,
                    row.record_digest,
                    row.record_crc,
                    row.checksum(),
                ])?;
            }
            let mut fail = transaction
                .prepare_cached("INSERT OR REPLACE INTO failure VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?;
            for failure in &batch.failures {
                fail.execute(params![
                    failure.id.class as u8,
                    failure.id.number as i64,
                    failure.kind,
                    failure.format,
                    failure.cause,
                    run,
                ])?;
            }
            let mut count = transaction.prepare_cached(
                "INSERT INTO tally VALUES (?1, ?2, ?3)
                 ON CONFLICT (kind, name) DO UPDATE SET count = count + excluded.count",
            )?;
            for (group, name, number) in batch.tally.iter() {
                count.execute(params![group, name, number as i64])?;
            }
            transaction
                .prepare_cached(
                    "INSERT INTO batch (run, class, first, last, made, worker, nanoseconds,
                                        committed, records_end)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                )?
                .execute(params![
                    run,
                    batch.task.class as u8,
                    *batch.task.numbers.start() as i64,
                    *batch.task.numbers.end() as i64,
                    batch.rows.len() as i64,
                    batch.worker as i64,
                    batch.time.as_nanos() as i64,
                    now,
                    (records_start + batch.records.len() as u64) as i64,
                ])?;
            Ok(())
        })
    }

    /// Where the committed records end in the spool.
    pub(super) fn records_end(&self) -> Result<u64> {
        self.database
            .query_row(
                "SELECT coalesce(max(records_end), 0) FROM batch",
                [],
                |row| row.get::<_, i64>(0),
            )
            .map(|end| end as u64)
            .map_err(failed(&self.path))
    }

    /// What has been made, read as ranges and not as rows.
    pub fn done(&self) -> Result<Done> {
        let of = |class: Class| {
            let ranges = self.rows_of(
                class,
                "SELECT first, last FROM batch WHERE class = ?1",
                |row| Ok(row.get::<_, i64>(0)? as u64..=row.get::<_, i64>(1)? as u64),
            )?;
            let failed = self.rows_of(
                class,
                "SELECT number FROM failure WHERE class = ?1 ORDER BY number",
                |row| Ok(row.get::<_, i64>(0)? as u64),
            )?;
            Ok::<_, Error>(Numbers::new(ranges).without(&failed))
        };
        Ok(Done {
            positive: of(Class::Positive)?,
            negative: of(Class::Negative)?,
        })
    }

    /// The counts of what has been made.
    pub fn tally(&self) -> Result<Tally> {
        let mut tally = Tally::default();
        let rows = self.rows("SELECT kind, name, count FROM tally", |row| {
            let (group, name): (String, String) = (row.get(0)?, row.get(1)?);
            Ok((group, name, row.get::<_, i64>(2)? as u64))
        })?;
        for (group, name, count) in rows {
            tally.add(&group, &name, count);
        }
        Ok(tally)
    }

    /// What could not be made, in the order of the corpus.
    pub fn failures(&self) -> Result<Vec<Failure>> {
        self.rows(
            "SELECT class, number, doc_type, format, cause FROM failure ORDER BY class, number",
            |row| {
                let format: String = row.get(3)?;
                Ok(Failure {
                    id: DocumentId {
                        class: class(row.get(0)?),
                        number: row.get::<_, i64>(1)? as u64,
                    },
                    kind: row.get(2)?,
                    format: crate::format::named(&format).map_or("", |format| format.name()),
                    cause: row.get(4)?,
                })
            },
        )
    }

    /// All runs, the first one first.
    pub fn runs(&self) -> Result<Vec<Run>> {
        self.rows(
            "SELECT started, ended, workers, batch_size, coalesce(sum(made), 0), max(committed)
             FROM run LEFT JOIN batch ON batch.run = run.id GROUP BY run.id ORDER BY run.id",
            |row| {
                Ok(Run {
                    started: row.get(0)?,
                    ended: row.get(1)?,
                    workers: row.get(2)?,
                    batch_size: row.get::<_, i64>(3)? as u64,
                    made: row.get::<_, i64>(4)? as u64,
                    last_commit: row.get(5)?,
                })
            },
        )
    }

    /// What each worker did, in all runs together.
    pub fn workers(&self) -> Result<Vec<Worker>> {
        self.rows(
            "SELECT worker, sum(made), sum(nanoseconds) FROM batch GROUP BY worker ORDER BY worker",
            |row| {
                Ok(Worker {
                    number: row.get(0)?,
                    documents: row.get::<_, i64>(1)? as u64,
                    time: Duration::from_nanos(row.get::<_, i64>(2)? as u64),
                })
            },
        )
    }

    /// One document's row; none if it has not been made.
    ///
    /// # Errors
    /// [`Error::Damaged`] if the row is not what was written.
    pub fn row(&self, id: DocumentId) -> Result<Option<Row>> {
        let mut found = None;
        self.scan(id.class, id.number, id.number, |row| {
            found = Some(row);
            Ok(())
        })?;
        Ok(found)
    }

    /// Goes through the documents of a class with numbers from `first` to
    /// `last`, in order.
    ///
    /// # Errors
    /// [`Error::Damaged`] if a row is not what was written; what `each` says.
    pub fn scan(
        &self,
        of: Class,
        first: u64,
        last: u64,
        mut each: impl FnMut(Row) -> Result<()>,
    ) -> Result<()> {
        let mut query = self
            .database
            .prepare_cached(
                "SELECT number, bytes, digest, record_start, record_bytes, record_digest, record_crc,
                        checksum
                 FROM document WHERE class = ?1 AND number BETWEEN ?2 AND ?3 ORDER BY number",
            )
            .map_err(failed(&self.path))?;
        let last = i64::try_from(last).unwrap_or(i64::MAX);
        let mut rows = query
            .query(params![of as u8, first as i64, last])
            .map_err(failed(&self.path))?;
        while let Some(row) = rows.next().map_err(failed(&self.path))? {
            let read = || {
                let row_read = Row {
                    id: DocumentId {
                        class: of,
                        number: row.get::<_, i64>(0)? as u64,
                    },
                    bytes: row.get::<_, i64>(1)? as u64,
                    digest: row.get(2)?,
                    record_start: row.get::<_, i64>(3)? as u64,
                    record_bytes: row.get::<_, i64>(4)? as u64,
                    record_digest: row.get(5)?,
                    record_crc: row.get(6)?,
                };
                Ok((row_read, row.get::<_, [u8; 8]>(7)?))
            };
            let (found, checksum) = read().map_err(failed(&self.path))?;
            if found.checksum() != checksum {
                return Err(Error::Damaged {
                    path: self.path.clone(),
                    problem: format!("the row of {} is not what was written", found.id),
                    fix: "`synthphi repair` makes the checkpoint again from the documents".into(),
                });
            }
            each(found)?;
        }
        Ok(())
    }

    /// Empties the log into the database, so that the folder is one file less.
    pub(super) fn close(&self) -> Result<()> {
        self.database
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(failed(&self.path))
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

fn failed(path: &Path) -> impl Fn(rusqlite::Error) -> Error {
    let path = path.to_owned();
    move |source| Error::Checkpoint {
        path: path.clone(),
        source,
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

fn class(number: u8) -> Class {
    if number == Class::Positive as u8 {
        Class::Positive
    } else {
        Class::Negative
    }
}
