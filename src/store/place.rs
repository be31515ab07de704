//! Putting documents where they belong: whole, or not at all.

use std::fs::File;
use std::io::{self, Write as _};
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::path::{Path, PathBuf};
use std::sync::Arc;

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
/// written in a [`Spare`] folder and moved.
///
/// All of it goes from the folder as it was opened, not from its path: if it
/// is removed and another corpus begun in its place, nothing lands in that.
#[derive(Debug)]
pub struct Placer {
    path: PathBuf,
    root: Arc<File>,
    /// The path of spare folders, but for their number, and the one in use.
    spares: String,
    spare: Option<Spare>,
    /// How many of them there were.
    spent: u32,
    folder: Option<(String, OwnedFd)>,
    nameless: bool,
    /// Whether documents lie on another file system than the state.
    apart: bool,
    /// Whether an open file can be given a name as it is, which spares the way
    /// through /proc. Linux grants it since 6.10, and to privileged processes.
    directly: bool,
    keep: bool,
}

impl Placer {
    /// A placer for a corpus's folder, `path`, open as `root`, that may make
    /// folders within it whose path begins with `spares`, which nobody else's
    /// do. With `keep`, a file that is already what is to be placed stays as it is.
    pub(super) fn new(path: &Path, root: Arc<File>, spares: String, keep: bool) -> Self {
        Self {
            path: path.to_owned(),
            root,
            spares,
            spare: None,
            spent: 0,
            folder: None,
            nameless: cfg!(target_os = "linux"),
            apart: false,
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
            && let Ok(found) = std::fs::read(self.path.join(path))
            && found == bytes
        {
            return Ok(false);
        }
        let (folder, name) = path.rsplit_once('/').unwrap_or((".", path));
        self.enter(folder)
            .and_then(|()| self.write(name, bytes))
            .map_err(Error::io("write", self.path.join(path)))
    }

    fn enter(&mut self, folder: &str) -> io::Result<()> {
        if self.folder.as_ref().is_some_and(|(name, _)| name == folder) {
            return Ok(());
        }
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC;
        let open = || retry_on_intr(|| fs::openat(&self.root, folder, flags, Mode::empty()));
        let opened = match open() {
            Err(Errno::NOENT) => {
                self.create(folder)?;
                open()
            }
            opened => opened,
        };
        self.folder = Some((folder.to_owned(), opened?));
        Ok(())
    }

    fn create(&self, folder: &str) -> io::Result<()> {
        let ends = folder.match_indices('/').map(|(end, _)| end);
        for end in ends.chain([folder.len()]) {
            match fs::mkdirat(&self.root, &folder[..end], Mode::from_raw_mode(0o777)) {
                Ok(()) | Err(Errno::EXIST) => {}
                Err(errno) => return Err(errno.into()),
            }
        }
        Ok(())
    }

    fn write(&mut self, name: &str, bytes: &[u8]) -> io::Result<bool> {
        if self.nameless {
            let mut written = self.write_nameless(name, bytes);
            if matches!(&written, Err(error) if error.kind() == io::ErrorKind::CrossesDevices) {
                (self.apart, self.spare) = (true, None);
                written = self.write_nameless(name, bytes);
            }
            match written {
                Err(error) if lacks_nameless(&error) => self.nameless = false,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                done => return done.map(|()| false),
            }
        }
        self.open_spare()?;
        let (_, folder) = self.folder.as_ref().ok_or(Errno::BADF)?;
        let spare = &self.spare.as_ref().ok_or(Errno::BADF)?.folder;
        let flags = OFlags::CREATE | OFlags::TRUNC | OFlags::WRONLY | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(0o666);
        let open = || fs::openat(spare, DRAFT, flags, mode);
        File::from(retry_on_intr(open)?).write_all(bytes)?;
        let replaces = fs::statat(folder, name, AtFlags::empty()).is_ok();
        fs::renameat(spare, DRAFT, folder, name)?;
        Ok(replaces)
    }

    /// Sees to it that there is a spare folder for another file.
    fn open_spare(&mut self) -> io::Result<()> {
        match &mut self.spare {
            Some(spare) if spare.left > 0 => spare.left -= 1,
            _ => {
                let path = format!("{}{}", self.spares, self.spent);
                self.spent += 1;
                self.spare = Some(Spare::make(&self.root, path)?);
            }
        }
        Ok(())
    }

    #[cfg(target_os = "linux")]
    fn write_nameless(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if !self.apart {
            self.open_spare()?;
        }
        let (_, folder) = self.folder.as_ref().ok_or(Errno::BADF)?;
        let spare = self.spare.as_ref().filter(|_| !self.apart);
        let nursery = spare.map_or(folder, |spare| &spare.folder);
        let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
        let mode = Mode::from_raw_mode(0o666);
        let mut file = File::from(retry_on_intr(|| fs::openat(nursery, ".", flags, mode))?);
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

/// A folder in which some files are begun, before they have their names.
///
/// ext4 looks for room for a file from the folder on in which it is begun, and
/// passes over what was deleted in the last seconds piece by piece: next to a
/// corpus that was just removed, a file takes ten times as long. Spare folders
/// lie apart from each other, as far as [`spread`] is heard, so only some of
/// them can lie so badly, and workers don't look for room in the same place.
#[derive(Debug)]
struct Spare {
    root: Arc<File>,
    path: String,
    folder: OwnedFd,
    /// How many more files are to be begun in it.
    left: u32,
}

/// How many files are begun in one spare folder.
const FILES: u32 = 1_000;

/// What a file that has a name already is called until it is whole.
const DRAFT: &str = "draft";

impl Spare {
    fn make(root: &Arc<File>, path: String) -> io::Result<Self> {
        fs::mkdirat(root, &path, Mode::from_raw_mode(0o777))?;
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = retry_on_intr(|| fs::openat(root, &path, flags, Mode::empty()))?;
        Ok(Self {
            root: Arc::clone(root),
            path,
            folder,
            left: FILES - 1,
        })
    }
}

impl Drop for Spare {
    fn drop(&mut self) {
        // What stays is cleared away when the corpus is opened again.
        let _ = fs::unlinkat(&self.root, &self.path, AtFlags::REMOVEDIR);
    }
}

/// Asks the file system to put the folders within this one apart from each
/// other (`chattr +T`). It may not know how, or refuse.
#[cfg(target_os = "linux")]
pub(super) fn spread(folder: &Path) {
    if let Ok(folder) = File::open(folder)
        && let Ok(flags) = fs::ioctl_getflags(&folder)
    {
        let _ = fs::ioctl_setflags(&folder, flags | fs::IFlags::TOPDIR);
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn spread(_: &Path) {}

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
    folder: Arc<File>,
}

impl Syncer {
    /// A syncer of the file system of a folder.
    pub(super) fn open(path: &Path) -> Result<Self> {
        let folder = File::open(path).map_err(Error::io("open", path))?;
        Ok(Self {
            path: path.to_owned(),
            folder: Arc::new(folder),
        })
    }

    /// The folder as it was opened.
    pub(super) fn folder(&self) -> Arc<File> {
        Arc::clone(&self.folder)
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

    fn placer(folder: &Path) -> Placer {
        let root = Arc::new(File::open(folder).unwrap());
        Placer::new(folder, root, "spare-".into(), false)
    }

    #[test]
    fn a_file_is_placed_whole_and_replaced_whole() {
        let folder = tempfile::tempdir().unwrap();
        for (nameless, directly) in [(true, true), (true, false), (false, false)] {
            let mut placer = placer(folder.path());
            (placer.nameless, placer.directly) = (nameless, directly);
            let path = format!("a/{nameless}-{directly}/x.txt");
            for content in ["first", "second and longer", ""] {
                placer.place(&path, content.as_bytes()).unwrap();
                let found = std::fs::read_to_string(folder.path().join(&path)).unwrap();
                assert_eq!(found, content);
            }
            drop(placer);
            assert!(!folder.path().join("spare-0").exists());
        }
    }

    /// Another file system, where Linux has one in memory.
    #[cfg(target_os = "linux")]
    #[test]
    fn documents_may_lie_on_another_file_system_than_the_state() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir_in("/dev/shm").unwrap();
        std::os::unix::fs::symlink(elsewhere.path(), folder.path().join("a")).unwrap();
        let mut placer = placer(folder.path());
        for path in ["a/x.txt", "b/x.txt", "a/y.txt"] {
            placer.place(path, path.as_bytes()).unwrap();
            let found = std::fs::read_to_string(folder.path().join(path)).unwrap();
            assert_eq!(found, path);
        }
    }

    #[test]
    fn a_file_where_a_folder_should_be_is_an_error_with_its_path() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a"), "").unwrap();
        let error = placer(folder.path()).place("a/x.txt", b"x").unwrap_err();
        assert!(error.to_string().contains("a/x.txt"), "{error}");
        assert!(error.hint().is_some());
    }

    #[test]
    fn what_is_begun_anew_in_a_removed_folder_is_left_alone() {
        let here = tempfile::tempdir().unwrap();
        let folder = here.path().join("corpus");
        std::fs::create_dir(&folder).unwrap();
        let mut placer = placer(&folder);
        placer.place("a/b/x.txt", b"x").unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        std::fs::create_dir_all(folder.join("a/b")).unwrap();
        for path in ["a/b/y.txt", "a/c/z.txt", "z.txt"] {
            assert!(placer.place(path, b"x").is_err(), "{path}");
        }
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1);
        assert_eq!(std::fs::read_dir(folder.join("a/b")).unwrap().count(), 0);
    }
}
