//! The manifest against the documents, the labels and the folder, both ways.
//!
//! It lists the documents in the order of the corpus, and so it is read beside
//! them: a line that says of a document what its record says needs no second
//! look at the file. Whatever is listed otherwise is read and hashed.

#![expect(clippy::disallowed_methods, reason = "verifying is reading")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::document::Listed;
use crate::digest::{Hash, Sha256, hex};
use crate::error::{Error, Result};
use crate::store::{FOLDER, MANIFEST, part_name};

/// How many lines are looked at together.
const CHUNK: usize = 1_000;

type Found = Vec<(String, String)>;

/// A manifest that is being read beside its corpus.
pub(super) struct Manifest {
    folder: PathBuf,
    /// None when it has ended or can't be read.
    lines: Option<BufReader<File>>,
    /// The first line that was not what the records say; from it on they and
    /// the manifest are no longer read in step.
    odd: Option<String>,
    /// A number for each name that is listed, eight bytes a file.
    names: Vec<u64>,
    /// Whether it can't be read, or not to its end.
    is_broken: bool,
    found: Found,
}

impl Manifest {
    pub(super) fn open(folder: &Path) -> Self {
        let mut this = Self {
            folder: folder.to_owned(),
            lines: None,
            odd: None,
            names: Vec::new(),
            is_broken: false,
            found: Vec::new(),
        };
        match File::open(folder.join(MANIFEST)) {
            Ok(file) => this.lines = Some(BufReader::new(file)),
            Err(error) => this.unreadable(&error),
        }
        this
    }

    /// Takes the next document of the corpus.
    pub(super) fn expect(&mut self, listed: &Listed) {
        if self.odd.is_some() {
            return;
        }
        let Some(line) = self.line() else { return };
        match line.split_once("  ") {
            Some((digest, name)) if digest == listed.sha256 && name == listed.path => {
                self.names.push(number(name));
            }
            _ => self.odd = Some(line),
        }
    }

    /// Looks at what is listed besides, of which parts of the labels with these
    /// digests have been read already, and for what is not listed.
    ///
    /// # Errors
    /// If a folder can't be read.
    pub(super) fn finish(mut self, parts: &[Hash]) -> Result<Found> {
        let parts: BTreeMap<String, Hash> = (0..)
            .zip(parts)
            .map(|(number, digest)| (format!("labels/{}", part_name(number)), *digest))
            .collect();
        loop {
            let odd = self.odd.take().into_iter();
            let rest = std::iter::from_fn(|| self.line());
            let lines: Vec<String> = odd.chain(rest).take(CHUNK).collect();
            if lines.is_empty() {
                break;
            }
            let names = lines.iter().filter_map(|line| line.split_once("  "));
            self.names.extend(names.map(|(_, name)| number(name)));
            let folder = &self.folder;
            self.found.par_extend(
                lines
                    .par_iter()
                    .filter_map(|line| look(folder, line, &parts)),
            );
        }
        if self.is_broken {
            return Ok(self.found);
        }
        self.names.sort_unstable();
        if !self.lists("corpus.json") {
            self.say("does not list all files");
        }
        let strays = self.strays("")?;
        self.found.extend(strays);
        Ok(self.found)
    }

    fn line(&mut self) -> Option<String> {
        let mut line = String::new();
        match self.lines.as_mut()?.read_line(&mut line) {
            Ok(0) => {
                self.lines = None;
                None
            }
            Ok(_) => {
                line.truncate(line.trim_end_matches(['\n', '\r']).len());
                Some(line)
            }
            // It is a folder, or no text: then it lists nothing.
            Err(error) => {
                self.unreadable(&error);
                None
            }
        }
    }

    fn unreadable(&mut self, error: &io::Error) {
        self.lines = None;
        self.is_broken = true;
        self.say(&format!("can't be read: {error}"));
    }

    fn say(&mut self, problem: &str) {
        self.found.push((MANIFEST.to_owned(), problem.to_owned()));
    }

    fn lists(&self, name: &str) -> bool {
        self.names.binary_search(&number(name)).is_ok()
    }

    /// What is in the folder and not listed.
    fn strays(&self, below: &str) -> Result<Found> {
        let path = self.folder.join(below);
        let (mut folders, mut found) = (Vec::new(), Vec::new());
        for entry in std::fs::read_dir(&path).map_err(Error::io("read", &path))? {
            let entry = entry.map_err(Error::io("read", &path))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let name = match below {
                "" => name,
                _ => format!("{below}/{name}"),
            };
            let kind = entry.file_type().map_err(Error::io("read", &path))?;
            if kind.is_dir() {
                if name != FOLDER {
                    folders.push(name);
                }
            } else if name != MANIFEST && !self.lists(&name) {
                found.push((name, "is in the folder and not in the manifest".to_owned()));
            }
        }
        let below = folders.par_iter().map(|folder| self.strays(folder));
        for more in below.collect::<Result<Vec<Found>>>()? {
            found.extend(more);
        }
        Ok(found)
    }
}

/// What is wrong with the file that a line lists.
fn look(folder: &Path, line: &str, parts: &BTreeMap<String, Hash>) -> Option<(String, String)> {
    let Some((digest, name)) = line.split_once("  ") else {
        let problem = format!("the line {line:?} is none of a manifest");
        return Some((MANIFEST.to_owned(), problem));
    };
    let actual = match parts.get(name) {
        Some(part) => Ok(*part),
        None => hash_file(&folder.join(name)),
    };
    match actual {
        Ok(actual) if hex(&actual) == digest => None,
        Ok(_) => Some((name.to_owned(), "is not what the manifest lists".to_owned())),
        Err(error) => Some((name.to_owned(), format!("can't be read: {error}"))),
    }
}

/// The first eight bytes of a name's SHA-256: names differ where these do.
fn number(name: &str) -> u64 {
    let hash = Sha256::digest(name);
    u64::from_be_bytes(std::array::from_fn(|at| hash[at]))
}

fn hash_file(path: &Path) -> io::Result<Hash> {
    let mut file = File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hash.finalize()),
            count => hash.update(&buffer[..count]),
        }
    }
}
