//! What a checkpoint tells.

use std::time::Duration;

use rusqlite::{OptionalExtension as _, params};

use super::{Checkpoint, Failure, Row, Run, Worker, failed};
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::plan::{DocumentId, Done, Numbers};
use crate::recipe::{EDITION, Recipe};
use crate::store::tally::Tally;
use crate::template::Source;

impl Checkpoint {
    fn meta(&self, name: &str) -> Result<Option<String>> {
        self.database
            .prepare_cached("SELECT value FROM meta WHERE name = ?1")
            .and_then(|mut query| query.query_row([name], |row| row.get(0)).optional())
            .map_err(failed(&self.path))
    }

    /// The recipe that is stored.
    ///
    /// # Errors
    /// [`Error::OtherCorpus`] if it is another edition's, [`Error::Damaged`]
    /// if there is none.
    pub fn recipe(&self) -> Result<Recipe> {
        let text = self.meta("recipe")?.ok_or_else(|| Error::Damaged {
            path: self.path.clone(),
            problem: "the checkpoint holds no recipe".into(),
            fix: "`synthphi repair` makes the checkpoint again from the documents".into(),
        })?;
        let edition = self.meta("edition")?.unwrap_or_default();
        if edition != EDITION.to_string() {
            return Err(Error::OtherCorpus {
                path: self.path.clone(),
                problem: format!("made by edition {edition}; this program is edition {EDITION}"),
                fix: "go on with the version that made it, or choose another --out".into(),
            });
        }
        Recipe::from_canonical(&self.path.display().to_string(), &text)
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

    /// Where the committed records end in the spool.
    pub(in crate::store) fn records_end(&self) -> Result<u64> {
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
}

fn class(number: u8) -> Class {
    if number == Class::Positive as u8 {
        Class::Positive
    } else {
        Class::Negative
    }
}
