//! How a command ended: one table of exit codes, for the program, its help and
//! the README alike.

use std::process::ExitCode;

use crate::error::Error;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// It did what it was asked to.
    Done,
    /// It looked, and something is wrong.
    Found,
    /// A flag, a recipe, a template or a name can't be followed.
    Usage,
    /// A file of the corpus is not what it was.
    Damaged,
    /// Another process works on the folder.
    Locked,
    /// The folder holds another corpus than the one asked for.
    OtherCorpus,
    /// The operating system refused, or the disk did.
    Io,
    /// The run is over and some documents could not be made.
    Incomplete,
    /// Stopped; the same command goes on.
    Stopped,
}

impl Exit {
    /// All of them, with the number that the shell sees and what it means.
    pub const TABLE: &[(Self, u8, &str)] = &[
        (Self::Done, 0, "done"),
        (
            Self::Found,
            1,
            "`verify` found something, or a bound of `audit` is exceeded",
        ),
        (
            Self::Usage,
            2,
            "a flag, recipe, template or name that can't be followed; nothing was written",
        ),
        (Self::Damaged, 3, "a file of the corpus is damaged"),
        (Self::Locked, 4, "another process works on the folder"),
        (
            Self::OtherCorpus,
            5,
            "the folder holds something else: other files, another recipe, edition or checkpoint format, more documents",
        ),
        (
            Self::Io,
            6,
            "the disk or the operating system refused: no space, no memory, no permission, a failing device",
        ),
        (
            Self::Incomplete,
            7,
            "some documents could not be made; the same command tries them again",
        ),
        // EX_TEMPFAIL of sysexits.h: try again later.
        (
            Self::Stopped,
            75,
            "stopped by a signal; the same command goes on",
        ),
    ];

    /// The number that the shell sees.
    pub fn code(self) -> u8 {
        let row = Self::TABLE.iter().find(|row| row.0 == self);
        row.map_or(u8::MAX, |row| row.1)
    }

    /// The table as lines of help.
    pub(super) fn help() -> String {
        let lines = Self::TABLE
            .iter()
            .map(|(_, code, meaning)| format!("  {code:<3} {}\n", meaning.replace('`', "")));
        format!("Exit codes:\n{}", lines.collect::<String>())
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

impl From<&Error> for Exit {
    fn from(error: &Error) -> Self {
        use rusqlite::ErrorCode::{
            CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, FileLockingProtocolFailed,
            OutOfMemory, PermissionDenied, ReadOnly, SystemIoFailure,
        };
        match error {
            Error::Recipe { .. } | Error::Source { .. } | Error::Missing { .. } => Self::Usage,
            Error::OtherCorpus { .. } => Self::OtherCorpus,
            Error::Locked { .. } => Self::Locked,
            Error::Damaged { .. } => Self::Damaged,
            Error::Document { .. } => Self::Incomplete,
            Error::Io { .. } => Self::Io,
            Error::Checkpoint { source, .. } => match source.sqlite_error_code() {
                Some(
                    CannotOpen
                    | DatabaseBusy
                    | DatabaseLocked
                    | DiskFull
                    | FileLockingProtocolFailed
                    | OutOfMemory
                    | PermissionDenied
                    | ReadOnly
                    | SystemIoFailure,
                ) => Self::Io,
                // No database, or not one with the tables of ours.
                _ => Self::Damaged,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_readme_has_the_same_table() {
        let readme = include_str!("../../README.md");
        for (_, code, meaning) in Exit::TABLE {
            let row = format!("| {code} | {meaning} |");
            assert!(readme.contains(&row), "no {row:?}");
        }
    }

    #[test]
    fn every_way_to_end_has_a_number_of_its_own() {
        for (index, (exit, code, _)) in Exit::TABLE.iter().enumerate() {
            assert_eq!(exit.code(), *code);
            assert!(Exit::TABLE[..index].iter().all(|row| row.1 != *code));
        }
    }

    #[test]
    fn a_disk_that_fails_is_no_damage_and_a_strange_table_is() {
        for (code, expected) in [
            (rusqlite::ffi::SQLITE_IOERR, Exit::Io),
            (rusqlite::ffi::SQLITE_FULL, Exit::Io),
            (rusqlite::ffi::SQLITE_ERROR, Exit::Damaged),
            (rusqlite::ffi::SQLITE_CORRUPT, Exit::Damaged),
        ] {
            let error = Error::Checkpoint {
                path: "checkpoint.sqlite".into(),
                source: rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None),
            };
            assert_eq!(Exit::from(&error), expected, "{code}");
        }
    }
}
