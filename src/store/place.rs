//! Putting documents where they belong: whole, or not at all.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::path::{Path, PathBuf};

use rustix::fs::{self, AtFlags, CWD, Mode, OFlags};
use rustix::io::{Errno, retry_on_intr};

use crate::error::{Error, Result};

/// What a commit outlives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Durability {
    /// The loss of power: files and checkpoint are on the disk before a batch
    /// counts as done.
    #[default]
    Power,
    /// The end of the process: the operating system has them.
    Process,
}

/// Places files below a corpus's folder. Every worker has one of its own.
///
/// A file is written without a name (`O_TMPFILE`) and gets its name when it
/// is whole, so nobody ever sees half a document, and nothing is left behind
/// if the process ends in between. Where a file system can't do that, it is
/// written in the state folder and moved.
#[derive(Debug)]
pub struct Placer {
    root: PathBuf,
    spare: PathBuf,
    folder: Option<(String, OwnedFd)>,
    nameless: bool,
    /// Whether an open file can be given a name as it is, which spares the way
    /// through /proc. Linux grants it since 6.10, and to privileged processes.
    directly: bool,
    keep: bool,
}

impl Placer {
    /// A placer for a corpus's folder that may use `spare`, a path nobody
    /// else uses on the same file system. With `keep`, a file that is already
    /// what is to be placed stays as it is.
    pub(super) fn new(root: &Path, spare: PathBuf, keep: bool) -> Self {
        Self {
            root: root.to_owned(),
            spare,
            folder: None,
            nameless: cfg!(target_os = "linux"),
            directly: true,
            keep,
        }
    }

    /// Puts `bytes` at `path`, from the corpus's folder with `/` between. What
    /// an interrupted run left there unrecorded is replaced; says whether
    /// something else stood there.
    ///
    /// # Errors
    /// [`Error::Io`] if the file system refuses.
    pub fn place(&mut self, path: &str, bytes: &[u8]) -> Result<bool> {
        if self.keep
            && let Ok(found) = std::fs::read(self.root.join(path))
            && found == bytes
        {
            return Ok(false);
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        self.enter(folder)
            .and_then(|()| self.write(folder, name, bytes))
            .map_err(Error::io("write", self.root.join(path)))
    }

    fn enter(&mut self, folder: &str) -> io::Result<()> {
        if self.folder.as_ref().is_some_and(|(name, _)| name == folder) {
            return Ok(());
        }
        let path = self.root.join(folder);
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC;
        let open = || retry_on_intr(|| fs::open(&path, flags, Mode::empty()));
        let opened = match open() {
            Err(Errno::NOENT) => {
                std::fs::create_dir_all(&path)?;
                open()
            }
            opened => opened,
        };
        self.folder = Some((folder.to_owned(), opened?));
        Ok(())
    }

    fn write(&mut self, folder: &str, name: &str, bytes: &[u8]) -> io::Result<bool> {
        if self.nameless {
            match self.write_nameless(name, bytes) {
                Err(error) if lacks_nameless(&error) => self.nameless = false,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                done => return done.map(|()| false),
            }
        }
        let mut file = File::create(&self.spare)?;
        file.write_all(bytes)?;
        drop(file);
        let target = self.root.join(folder).join(name);
        let replaces = target.exists();
        std::fs::rename(&self.spare, target)?;
        Ok(replaces)
    }

    #[cfg(target_os = "linux")]
    fn write_nameless(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        let (_, folder) = self.folder.as_ref().ok_or(Errno::BADF)?;
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(0o666);
        let mut file = File::from(retry_on_intr(|| fs::openat(folder, ".", flags, mode))?);
        file.write_all(bytes)?;
        if self.directly {
            match fs::linkat(&file, "", folder, name, AtFlags::EMPTY_PATH) {
                Err(Errno::NOENT | Errno::PERM | Errno::INVAL) => self.directly = false,
                done => return Ok(done?),
            }
        }
        let source = format!("/proc/self/fd/{}", file.as_raw_fd());
        fs::linkat(CWD, source, folder, name, AtFlags::SYMLINK_FOLLOW)?;
        Ok(())
    }

    #[cfg(not(target_os = "linux"))]
    fn write_nameless(&mut self, _: &str, _: &[u8]) -> io::Result<()> {
        Err(Errno::OPNOTSUPP.into())
    }
}

/// Whether an answer means that the file system has no files without a name
/// (or that /proc is not there to give them one).
fn lacks_nameless(error: &io::Error) -> bool {
    let errno = Errno::from_io_error(error);
    matches!(
        errno,
        Some(Errno::OPNOTSUPP | Errno::ISDIR | Errno::NOENT | Errno::INVAL)
    )
}

/// Makes what is written to a file system durable.
///
/// Linux tells a failed write-back to every descriptor that was open when it
/// failed, and to those opened later only until one of them has heard of it.
/// So this one is open before anything is written: an error that another
/// program's sync has met is not lost on us.
#[derive(Debug)]
pub(super) struct Syncer {
    path: PathBuf,
    folder: File,
}

impl Syncer {
    /// A syncer of the file system of a folder.
    pub(super) fn open(path: &Path) -> Result<Self> {
        Ok(Self {
            path: path.to_owned(),
            folder: File::open(path).map_err(Error::io("open", path))?,
        })
    }

    /// Makes everything written so far durable.
    pub(super) fn sync(&self) -> Result<()> {
        sync_filesystem(&self.folder).map_err(Error::io("sync", &self.path))
    }
}

#[cfg(target_os = "linux")]
fn sync_filesystem(folder: &File) -> io::Result<()> {
    Ok(fs::syncfs(folder)?)
}

/// Elsewhere only all file systems together can be synced.
#[cfg(not(target_os = "linux"))]
fn sync_filesystem(_: &File) -> io::Result<()> {
    fs::sync();
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_placed_whole_and_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        for (nameless, directly) in [(true, true), (true, false), (false, false)] {
            let mut placer = Placer::new(folder.path(), folder.path().join("spare"), false);
            (placer.nameless, placer.directly) = (nameless, directly);
            let path = format!("a/{nameless}-{directly}/x.txt");
            for content in ["first", "second and longer", ""] {
                placer.place(&path, content.as_bytes()).unwrap();
                let found = std::fs::read_to_string(folder.path().join(&path)).unwrap();
                assert_eq!(found, content);
            }
            assert!(!folder.path().join("spare").exists());
        }
    }

    #[test]
    fn a_file_where_a_folder_should_be_is_an_error_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "").unwrap();
        let mut placer = Placer::new(folder.path(), folder.path().join("spare"), false);
        let error = placer.place("a/x.txt", b"x").unwrap_err();
        assert!(error.to_string().contains("a/x.txt"), "{error}");
        assert!(error.hint().is_some());
    }
}
