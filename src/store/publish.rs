//! What is made from a corpus for others: a folder or a file that appears
//! whole, or not at all.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::corpus::is_there;
use super::lock::Lock;
use crate::error::{Error, Result};

/// The name of the lock in a room.
const LOCK: &str = "lock";

/// A folder under construction, beside the place where it will appear.
///
/// What an interrupted one left is cleared away by the next one that is to
/// appear in the same place; one that is dropped unfinished leaves nothing.
#[derive(Debug)]
pub struct Publication {
    target: PathBuf,
    room: PathBuf,
    open: BTreeMap<String, BufWriter<File>>,
    last_folder: String,
    is_done: bool,
    _lock: Lock,
}

impl Publication {
    /// Begins what is to appear at a path.
    ///
    /// # Errors
    /// [`Error::OtherCorpus`] if something is there, except for an empty
    /// folder; [`Error::Locked`] if another process is at it.
    pub fn begin(target: &Path) -> Result<Self> {
        refuse_existing(target)?;
        let name = target.file_name().ok_or_else(|| Error::Missing {
            what: format!("{} is no name for something new", target.display()),
            fix: "name a folder or file that does not exist yet".into(),
        })?;
        let room = target.with_file_name(format!(".{}.partial", name.to_string_lossy()));
        fs::create_dir_all(&room).map_err(Error::io("create", &room))?;
        let lock = Lock::take(target, &room)?;
        for entry in fs::read_dir(&room).map_err(Error::io("read", &room))? {
            let entry = entry.map_err(Error::io("read", &room))?;
            if entry.file_name() == LOCK {
                continue;
            }
            let path = entry.path();
            match path.is_dir() {
                true => fs::remove_dir_all(&path),
                false => fs::remove_file(&path),
            }
            .map_err(Error::io("clear", &path))?;
        }
        Ok(Self {
            target: target.to_owned(),
            room,
            open: BTreeMap::new(),
            last_folder: String::new(),
            is_done: false,
            _lock: lock,
        })
    }

    /// Writes a file that is all there.
    ///
    /// # Errors
    /// If the file system refuses, or there is one of that name.
    pub fn whole(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        let path = self.path(name)?;
        let mut file = create(&path)?;
        file.write_all(bytes).map_err(Error::io("write", &path))
    }

    /// Adds to a file that grows.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn append(&mut self, name: &str, bytes: &[u8]) -> Result<()> {
        if !self.open.contains_key(name) {
            let file = create(&self.path(name)?)?;
            let file = BufWriter::with_capacity(1 << 18, file);
            self.open.insert(name.to_owned(), file);
        }
        let Some(file) = self.open.get_mut(name) else {
            return Ok(());
        };
        file.write_all(bytes)
            .map_err(Error::io("write", self.room.join(name)))
    }

    /// Adds one growing file to the end of another, and lets go of it.
    ///
    /// # Errors
    /// If the file system refuses.
    pub fn join(&mut self, name: &str, tail: &str) -> Result<()> {
        let Some(file) = self.open.remove(tail) else {
            return Ok(());
        };
        let path = self.room.join(tail);
        let written = file.into_inner().map_err(io::IntoInnerError::into_error);
        drop(written.map_err(Error::io("write", &path))?);
        let mut from = File::open(&path).map_err(Error::io("read", &path))?;
        self.append(name, b"")?;
        if let Some(file) = self.open.get_mut(name) {
            io::copy(&mut from, file).map_err(Error::io("write", self.room.join(name)))?;
        }
        fs::remove_file(&path).map_err(Error::io("clear", &path))
    }

    /// Lets the folder appear.
    ///
    /// # Errors
    /// If something can't be written, or appeared there meanwhile.
    pub fn finish(mut self) -> Result<()> {
        self.settle()?;
        refuse_existing(&self.target)?;
        let lock = self.room.join(LOCK);
        fs::remove_file(&lock).map_err(Error::io("clear", &lock))?;
        fs::rename(&self.room, &self.target).map_err(Error::io("write", &self.target))?;
        self.is_done = true;
        Ok(())
    }

    /// Lets one of its files appear in its place.
    ///
    /// # Errors
    /// As [`Self::finish`].
    pub fn finish_file(mut self, name: &str) -> Result<()> {
        self.settle()?;
        refuse_existing(&self.target)?;
        let file = self.room.join(name);
        fs::rename(&file, &self.target).map_err(Error::io("write", &self.target))
    }

    /// Everything to the disk.
    fn settle(&mut self) -> Result<()> {
        for (name, file) in std::mem::take(&mut self.open) {
            let path = self.room.join(name);
            let file = file.into_inner().map_err(io::IntoInnerError::into_error);
            drop(file.map_err(Error::io("write", &path))?);
        }
        super::place::Syncer::open(&self.room)?.sync()
    }

    fn path(&mut self, name: &str) -> Result<PathBuf> {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        if folder != self.last_folder {
            let path = self.room.join(folder);
            fs::create_dir_all(&path).map_err(Error::io("create", &path))?;
            folder.clone_into(&mut self.last_folder);
        }
        Ok(self.room.join(name))
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        if !self.is_done {
            // What can't be removed now, the next one clears.
            let _ = fs::remove_dir_all(&self.room);
        }
    }
}

fn create(path: &Path) -> Result<File> {
    OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path)
        .map_err(Error::io("create", path))
}

fn refuse_existing(target: &Path) -> Result<()> {
    let is_empty = || fs::read_dir(target).is_ok_and(|mut entries| entries.next().is_none());
    if !is_there(target)? || is_empty() {
        return Ok(());
    }
    Err(Error::OtherCorpus {
        path: target.to_owned(),
        problem: "is there already".into(),
        fix: "name another place with --out, or remove it: nothing is overwritten".into(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let name = |entry: io::Result<fs::DirEntry>| entry.unwrap().file_name().into_string();
        let mut names: Vec<String> = entries.map(name).map(Result::unwrap).collect();
        names.sort();
        names
    }

    #[test]
    fn a_folder_appears_whole_and_leaves_nothing_beside() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out");
        let mut made = Publication::begin(&target).unwrap();
        made.whole("a/one.txt", b"1").unwrap();
        made.append("all", b"x").unwrap();
        made.append("tail", b"z").unwrap();
        made.append("all", b"y").unwrap();
        made.join("all", "tail").unwrap();
        assert!(!target.exists());
        made.finish().unwrap();
        assert_eq!(names(folder.path()), ["out"]);
        assert_eq!(names(&target), ["a", "all"]);
        assert_eq!(fs::read_to_string(target.join("all")).unwrap(), "xyz");
    }

    #[test]
    fn what_is_there_is_refused_and_what_was_left_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out");
        fs::create_dir_all(folder.path().join(".out.partial/old")).unwrap();
        fs::create_dir(&target).unwrap();
        let mut made = Publication::begin(&target).unwrap();
        made.whole("new", b"").unwrap();
        made.finish().unwrap();
        assert_eq!(names(&target), ["new"]);
        let error = Publication::begin(&target).unwrap_err();
        assert!(matches!(error, Error::OtherCorpus { .. }), "{error}");
        let mut dropped = Publication::begin(&folder.path().join("other")).unwrap();
        dropped.append("x", b"x").unwrap();
        drop(dropped);
        assert_eq!(names(folder.path()), ["out"]);
        let mut file = Publication::begin(&folder.path().join("a.jsonl")).unwrap();
        file.append("x", b"x").unwrap();
        file.finish_file("x").unwrap();
        assert_eq!(names(folder.path()), ["a.jsonl", "out"]);
    }
}
