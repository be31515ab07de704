//! How the database is reached, and what its errors mean.

use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction};

use super::{Checkpoint, sound};
use crate::error::{Error, Result};
use crate::fact::Class;

/// How many bytes SQLite takes for a path, less what it appends.
const LONGEST: usize = 500;

impl Checkpoint {
    pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Self> {
        Self::connect_by(path, path, flags)
    }

    /// Connects to a database by another name than the one that it goes by.
    pub(super) fn connect_by(name: &Path, path: &Path, flags: OpenFlags) -> Result<Self> {
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

    pub(super) fn transaction<T>(
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

    pub(super) fn rows<T>(
        &self,
        query: &str,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.database
            .prepare_cached(query)
            .and_then(|mut query| query.query_map([], read)?.collect())
            .map_err(failed(&self.path))
    }

    pub(super) fn rows_of<T>(
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
pub(super) fn has_log(path: &Path) -> bool {
    std::fs::metadata(beside(path, "-wal")).is_ok_and(|log| log.len() > 0)
}

/// The path of a file that SQLite keeps beside a database.
pub(super) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// The URI of a database that nobody writes to, for which SQLite needs no
/// files beside it (<https://sqlite.org/uri.html>).
pub(super) fn immutable(path: &Path) -> PathBuf {
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

pub(super) fn failed(path: &Path) -> impl Fn(rusqlite::Error) -> Error {
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
            .and_then(|mut opened| io::copy(&mut opened, &mut io::sink()));
        match read {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(Error::io("read", &file)(error));
            }
            _ => {}
        }
    }
    Ok(())
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
