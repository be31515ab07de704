//! What a run writes into its checkpoint.

use rusqlite::params;

use super::{BatchMade, Checkpoint, Row, failed};
use crate::error::Result;
use crate::recipe::{EDITION, Recipe};
use crate::template::Source;

/// Gives the row of a run its checksum.
const SEAL_RUN: &str = "UPDATE run SET checksum =
    checksum('run', id, started, ended, workers, batch_size) WHERE id = ?1";

impl Checkpoint {
    /// Stores the recipe, and that the corpus is not (or no longer) sealed.
    pub(in crate::store) fn set_recipe(&self, recipe: &Recipe, templates: &[Source]) -> Result<()> {
        self.transaction(|transaction| {
            let mut set = transaction
                .prepare("INSERT OR REPLACE INTO meta VALUES (?1, ?2, checksum('meta', ?1, ?2))")?;
            set.execute(["edition", &EDITION.to_string()])?;
            set.execute(["recipe", &recipe.canonical()])?;
            set.execute(["sealed", ""])?;
            let mut add = transaction.prepare(
                "INSERT OR REPLACE INTO template VALUES (?1, ?2, checksum('template', ?1, ?2))",
            )?;
            for source in templates {
                add.execute([&source.file, &source.text])?;
            }
            Ok(())
        })
    }

    pub(in crate::store) fn set_sealed(&self, digest: &str) -> Result<()> {
        self.transaction(|transaction| {
            transaction.execute(
                "INSERT OR REPLACE INTO meta VALUES ('sealed', ?1, checksum('meta', 'sealed', ?1))",
                [digest],
            )?;
            Ok(())
        })
    }

    /// Begins a run and gives its number.
    pub(in crate::store) fn begin_run(
        &self,
        now: i64,
        workers: u32,
        batch_size: u64,
    ) -> Result<i64> {
        self.transaction(|transaction| {
            transaction.execute(
                "INSERT INTO run SELECT 1 + coalesce(max(id), 0), ?1, NULL, ?2, ?3, x'' FROM run",
                params![now, workers, batch_size as i64],
            )?;
            let run = transaction.last_insert_rowid();
            transaction.execute(SEAL_RUN, [run])?;
            Ok(run)
        })
    }

    pub(in crate::store) fn end_run(&self, run: i64, now: i64) -> Result<()> {
        self.transaction(|transaction| {
            transaction.execute("UPDATE run SET ended = ?2 WHERE id = ?1", [run, now])?;
            transaction.execute(SEAL_RUN, [run])?;
            Ok(())
        })
    }

    /// Commits a batch whose files and records are durable.
    pub(in crate::store) fn commit(&self, run: i64, now: i64, batch: &BatchMade) -> Result<()> {
        self.transaction(|transaction| {
            let mut forget = transaction
                .prepare_cached("DELETE FROM failure WHERE class = ?1 AND number = ?2")?;
            let mut add = transaction.prepare_cached(
                "INSERT INTO document VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?;
            for row in &batch.rows {
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
            let mut fail = transaction.prepare_cached(
                "INSERT OR REPLACE INTO failure VALUES (?1, ?2, ?3, ?4, ?5, ?6,
                         checksum('failure', ?1, ?2, ?3, ?4, ?5, ?6))",
            )?;
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
                "INSERT INTO tally VALUES (?1, ?2, ?3, checksum('tally', ?1, ?2, ?3))
                 ON CONFLICT (kind, name) DO UPDATE SET count = count + excluded.count,
                     checksum = checksum('tally', kind, name, count + excluded.count)",
            )?;
            let counts = batch.tally.sorted();
            let ends = batch.rows.iter().map(Row::record_end);
            for (group, name, number) in &counts {
                count.execute(params![group, name, *number as i64])?;
            }
            transaction
                .prepare_cached(
                    "INSERT INTO batch (run, class, first, last, made, worker, nanoseconds,
                                        committed, records_end, counted, checksum)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10,
                             checksum('batch', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10))",
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
                    ends.max().unwrap_or_default() as i64,
                    counts.iter().map(|(.., count)| *count as i64).sum::<i64>(),
                ])?;
            Ok(())
        })
    }

    /// Empties the log into the database, so that the folder is one file less.
    pub(in crate::store) fn close(&self) -> Result<()> {
        self.database
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(failed(&self.path))
    }
}
