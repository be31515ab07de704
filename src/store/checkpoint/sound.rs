//! Whether the rows are what was written.

use rusqlite::Connection;
use rusqlite::functions::{Context, FunctionFlags};
use rusqlite::types::ValueRef;

use super::{Checkpoint, failed};
use crate::digest::Sha256;
use crate::error::{Error, Result};

/// The tables whose rows are looked at when a checkpoint is opened: with them
/// begins and ends every run, and they are few beside the documents. Last
/// comes what is written with each batch in two places and so must agree.
const WRONG: [(&str, &str); 7] = [
    ("meta", "checksum IS NOT checksum('meta', name, value)"),
    (
        "template",
        "checksum IS NOT checksum('template', file, text)",
    ),
    (
        "run",
        "checksum IS NOT checksum('run', id, started, ended, workers, batch_size)",
    ),
    (
        "batch",
        "checksum IS NOT checksum('batch', run, class, first, last, made, worker, nanoseconds,
                                  committed, records_end, counted)",
    ),
    (
        "failure",
        "checksum IS NOT checksum('failure', class, number, doc_type, format, cause, run)",
    ),
    (
        "tally",
        "checksum IS NOT checksum('tally', kind, name, count)",
    ),
    (
        "(SELECT 1)",
        "(SELECT coalesce(sum(counted), 0) FROM batch)
         IS NOT (SELECT coalesce(sum(count), 0) FROM tally)",
    ),
];

/// Teaches a connection the function `checksum`: eight bytes over its
/// arguments, each with its type and length.
pub(super) fn teach(database: &Connection) -> rusqlite::Result<()> {
    let flags = FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC;
    database.create_scalar_function("checksum", -1, flags, |context| Ok(checksum(context)))
}

fn checksum(context: &Context<'_>) -> Vec<u8> {
    let mut hash = Sha256::new();
    for at in 0..context.len() {
        let (kind, bytes) = match context.get_raw(at) {
            ValueRef::Null => (0_u8, Vec::new()),
            ValueRef::Integer(number) => (1, number.to_le_bytes().to_vec()),
            ValueRef::Real(number) => (2, number.to_le_bytes().to_vec()),
            ValueRef::Text(text) => (3, text.to_vec()),
            ValueRef::Blob(blob) => (4, blob.to_vec()),
        };
        hash.update([kind]);
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    }
    hash.finalize()[..8].to_vec()
}

impl Checkpoint {
    /// Refuses a checkpoint with a row that is not what was written.
    pub(super) fn expect_sound(&self) -> Result<()> {
        // In one transaction: a run may be committing meanwhile.
        let transaction = self
            .database
            .unchecked_transaction()
            .map_err(failed(&self.path))?;
        for (table, wrong) in WRONG {
            let found = transaction
                .query_row(
                    &format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE {wrong})"),
                    [],
                    |row| row.get::<_, bool>(0),
                )
                .map_err(failed(&self.path))?;
            if found {
                let problem = match table {
                    "(SELECT 1)" => "its batches and its counts disagree".into(),
                    table => format!("a row of the table {table} is not what was written"),
                };
                return Err(Error::Damaged {
                    path: self.path.clone(),
                    problem,
                    fix: "`synthphi repair` makes the checkpoint again from the documents".into(),
                });
            }
        }
        Ok(())
    }
}
