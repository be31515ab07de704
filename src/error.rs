//! What can go wrong, said so that the reader knows what to do next.

use std::io;
use std::path::{Path, PathBuf};

/// The result of anything here that can fail.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What failed, where, and (by [`Error::hint`]) what to do about it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A setting that can't be followed; nothing was written.
    #[error("{key} = {value}: {problem}")]
    Recipe {
        /// The setting's name as it is written in a recipe.
        key: String,
        /// What it was set to.
        value: String,
        /// Why that can't be.
        problem: String,
        /// What it can be instead.
        fix: String,
    },
    /// A file of settings, templates or phrases that can't be read as such.
    #[error("{file}:{line}: {problem}")]
    Source {
        /// The file as the user knows it.
        file: String,
        /// The line, counted from 1.
        line: usize,
        /// What is wrong there.
        problem: String,
        /// How to mend it.
        fix: String,
    },
    /// The folder belongs to a corpus of another recipe, edition or layout of its checkpoint.
    #[error("{}: {problem}", path.display())]
    OtherCorpus {
        /// The folder.
        path: PathBuf,
        /// What differs, the old value and the new.
        problem: String,
        /// How to go on.
        fix: String,
    },
    /// Another process works on the folder.
    #[error("{} is in use by {holder}", path.display())]
    Locked {
        /// The folder.
        path: PathBuf,
        /// Process id and host, if known.
        holder: String,
    },
    /// What is on disk is not what was recorded.
    #[error("{}: {problem}", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
        /// What was found.
        problem: String,
        /// How to mend it.
        fix: String,
    },
    /// A document that could not be made.
    #[error("{document}: {problem}")]
    Document {
        /// Its id, such as `positive/17`.
        document: String,
        /// What happened.
        problem: String,
    },
    /// The operating system refused.
    #[error("could not {action} {}: {source}", path.display())]
    Io {
        /// What was being done: a verb, such as "write".
        action: &'static str,
        /// To what.
        path: PathBuf,
        /// Its answer.
        source: io::Error,
    },
    /// The checkpoint's database refused.
    #[error("checkpoint {}: {source}", path.display())]
    Checkpoint {
        /// The database's file.
        path: PathBuf,
        /// Its answer.
        source: rusqlite::Error,
    },
    /// Something asked for that does not exist.
    #[error("{what}")]
    Missing {
        /// What was asked for.
        what: String,
        /// What there is instead.
        fix: String,
    },
}

impl Error {
    /// Wraps an answer of the operating system: `.map_err(Error::io("write", &path))`.
    pub fn io(action: &'static str, path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io {
            action,
            path: path.as_ref().to_owned(),
            source,
        }
    }

    /// Wraps what came of reading something that the user named: what is not
    /// there was misnamed, what is no text is the wrong thing.
    pub fn reading(path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |source| {
            let path = path.as_ref();
            let (what, fix) = match source.kind() {
                io::ErrorKind::NotFound => (
                    format!("there is no {}", path.display()),
                    "mind the name and the folder that it is looked for in",
                ),
                io::ErrorKind::InvalidData => (
                    format!("{} is no text", path.display()),
                    "it has to be text in UTF-8",
                ),
                _ => return Self::io("read", path)(source),
            };
            Self::Missing {
                what,
                fix: fix.into(),
            }
        }
    }

    /// What to do about it, in one sentence; `None` if the message says it all.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Recipe { fix, .. }
            | Self::Source { fix, .. }
            | Self::OtherCorpus { fix, .. }
            | Self::Damaged { fix, .. }
            | Self::Missing { fix, .. } => Some(fix.clone()).filter(|fix| !fix.is_empty()),
            Self::Locked { .. } => Some(
                "wait for it or stop it; its lock ends with the process, there is nothing to delete"
                    .into(),
            ),
            Self::Document { .. } => None,
            Self::Io { source, .. } if lacks_handles(source) => Some(
                "allow more open files (ulimit -n) or take fewer --workers, and run the same \
                 command again"
                    .into(),
            ),
            Self::Io { source, .. } => io_hint(source.kind()),
            Self::Checkpoint { source, .. } => match source.sqlite_error_code() {
                Some(rusqlite::ErrorCode::DiskFull) => io_hint(io::ErrorKind::StorageFull),
                Some(rusqlite::ErrorCode::OutOfMemory) => io_hint(io::ErrorKind::OutOfMemory),
                Some(rusqlite::ErrorCode::SystemIoFailure) => Some(
                    "the disk or a quota is full, or the disk fails; what was committed stays, and the \
                     same command goes on when all is well"
                        .into(),
                ),
                Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                    Some("the documents are untouched: `synthphi repair` rebuilds it from them".into())
                }
                Some(rusqlite::ErrorCode::ReadOnly | rusqlite::ErrorCode::CannotOpen) => {
                    io_hint(io::ErrorKind::PermissionDenied)
                }
                Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Some(
                    "another program holds the checkpoint; run the same command again when it is done"
                        .into(),
                ),
                _ => Some(
                    "it is not what this program writes: `synthphi repair` makes it again from the \
                     documents"
                        .into(),
                ),
            },
        }
    }
}

/// Whether the process or the machine has as many files open as it may.
fn lacks_handles(error: &io::Error) -> bool {
    use rustix::io::Errno;
    matches!(
        Errno::from_io_error(error),
        Some(Errno::MFILE | Errno::NFILE)
    )
}

fn io_hint(kind: io::ErrorKind) -> Option<String> {
    use io::ErrorKind::{
        AlreadyExists, FileTooLarge, InvalidData, InvalidFilename, IsADirectory, NotADirectory,
        NotFound, OutOfMemory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull,
        WouldBlock,
    };
    Some(
        match kind {
            StorageFull => {
                "make room and run the same command again: what is committed stays, the rest is made then"
            }
            QuotaExceeded => {
                "have the quota raised or make room, and run the same command again: what is \
                 committed stays, the rest is made then"
            }
            FileTooLarge => {
                "raise the limit on the length of files (ulimit -f) and run the same command again"
            }
            InvalidData => "it has to be text in UTF-8",
            InvalidFilename => "choose a shorter path with --out",
            IsADirectory | AlreadyExists => {
                "something else stands where this belongs: move it and run the same command again"
            }
            PermissionDenied | ReadOnlyFilesystem => {
                "choose a folder you may write to with --out, or change its permissions"
            }
            NotADirectory => "a file stands where a folder is needed: move it or choose another --out",
            NotFound => "look at the path, or create the folder above it",
            OutOfMemory => {
                "allow more memory (ulimit -v) or take fewer --workers, and run the same command again"
            }
            // What the system says if it gives no thread.
            WouldBlock => {
                "allow more threads (ulimit -u) or memory (ulimit -v), or take fewer --workers, and \
                 run the same command again"
            }
            _ => {
                "run the same command again when its cause is gone: what is committed stays, the \
                 rest is made then"
            }
        }
        .into(),
    )
}
