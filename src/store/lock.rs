//! One process at a time.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;

use crate::error::{Error, Result};

/// The right to change a folder. The operating system holds it for the
/// process and takes it back when the process ends, however it ends, so there
/// is no stale lock.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: File,
}

/// Whether a process is at work on the corpus in a folder.
///
/// # Errors
/// If the lock can't be looked at.
pub fn is_locked(folder: &Path) -> Result<bool> {
    let path = folder.join(super::FOLDER).join("lock");
    let file = match File::open(&path) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(false),
        file => file.map_err(Error::io("open", &path))?,
    };
    match flock(&file, FlockOperation::NonBlockingLockShared) {
        Ok(()) => Ok(false),
        Err(Errno::WOULDBLOCK) => Ok(true),
        Err(errno) => Err(Error::io("lock", &path)(errno.into())),
    }
}

impl Lock {
    /// Takes the lock of the corpus in `folder`, a file in `state`.
    pub(super) fn take(folder: &Path, state: &Path) -> Result<Self> {
        let path = state.join("lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(Error::io("open", &path))?;
        match flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => {
                let mut holder = String::new();
                // Who it is only helps; not knowing is no other error.
                let _ = file.read_to_string(&mut holder);
                return Err(Error::Locked {
                    path: folder.to_owned(),
                    holder: match holder.trim() {
                        "" => "another process".to_owned(),
                        holder => holder.to_owned(),
                    },
                });
            }
            Err(errno) => return Err(Error::io("lock", &path)(errno.into())),
        }
        let host = rustix::system::uname();
        let holder = format!(
            "process {} on {}\n",
            std::process::id(),
            host.nodename().to_string_lossy()
        );
        file.set_len(0)
            .and_then(|()| file.write_all(holder.as_bytes()))
            .map_err(Error::io("write", &path))?;
        Ok(Self { path, file })
    }

    /// Refuses to go on if the folder was removed or moved away: what is
    /// written then ends up nowhere, or in another one's folder.
    pub(super) fn expect_held(&self) -> Result<()> {
        let held = || {
            let (mine, there) = (self.file.metadata()?, std::fs::metadata(&self.path)?);
            if (mine.dev(), mine.ino()) == (there.dev(), there.ino()) {
                return Ok(());
            }
            Err(std::io::ErrorKind::NotFound.into())
        };
        held().map_err(Error::io("find its own lock", &self.path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_was_removed_is_no_longer_held() {
        let here = tempfile::tempdir().unwrap();
        let state = here.path().join("state");
        std::fs::create_dir(&state).unwrap();
        let lock = Lock::take(here.path(), &state).unwrap();
        lock.expect_held().unwrap();
        std::fs::remove_dir_all(&state).unwrap();
        assert!(lock.expect_held().is_err());
        std::fs::create_dir(&state).unwrap();
        let other = Lock::take(here.path(), &state).unwrap();
        assert!(lock.expect_held().is_err());
        other.expect_held().unwrap();
    }
}
