//! A seal on its way: what describes a corpus, as far as it is committed.
//!
//! Labels are nearly as many bytes as documents. So they are put together while
//! the documents are made, and the disk takes them with the documents; when
//! the last one is there, little is left to be done. All of it happens beside
//! the corpus and is nothing until [`Corpus::seal`](super::Corpus::seal) moves
//! it to its place.

use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use super::checkpoint::Checkpoint;
use super::corpus::{SEAL, STALE, clear, database};
use super::merkle::{self, Tree};
use super::parts::Parts;
use super::seal::crc32;
use super::spool::{self, Records};
use crate::digest::{Hash, hex};
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::plan::Plan;

/// The labels, lists and trees of a corpus that is being made.
#[derive(Debug)]
pub struct Sealing<'a> {
    plan: &'a Plan,
    corpus: PathBuf,
    state: PathBuf,
    pub(super) room: PathBuf,
    parts: Parts,
    strands: [Strand; 2],
    /// How many documents are in, and their length.
    documents: u64,
    bytes: u64,
}

/// What is kept of one class.
#[derive(Debug)]
struct Strand {
    next: u64,
    records: Records,
    list: List,
    tree: Tree,
}

/// What a finished one has come to.
pub(super) struct Described {
    pub list: List,
    pub parts: Vec<(String, Hash)>,
    pub roots: [Hash; 2],
    pub documents: u64,
    pub bytes: u64,
}

impl<'a> Sealing<'a> {
    pub(super) fn begin(corpus: &Path, state: &Path, plan: &'a Plan) -> Result<Self> {
        let room = state.join(SEAL);
        let labels = room.join("labels");
        std::fs::create_dir_all(&labels).map_err(Error::io("create", &labels))?;
        let strand = |list: &str| -> Result<Strand> {
            Ok(Strand {
                next: 1,
                records: Records::of(corpus)?,
                list: List::create(room.join(list))?,
                tree: Tree::default(),
            })
        };
        Ok(Self {
            plan,
            corpus: corpus.to_owned(),
            state: state.to_owned(),
            parts: Parts::new(labels, plan.recipe().positive),
            strands: [strand(super::seal::MANIFEST)?, strand("negative.txt")?],
            documents: 0,
            bytes: 0,
            room,
        })
    }

    /// Removes what interrupted runs had begun.
    ///
    /// # Errors
    /// If it can't be removed.
    pub fn clear_stale(&self) -> Result<()> {
        clear(&self.state.join(STALE))
    }

    /// The checkpoint, to look at while the run goes on.
    ///
    /// # Errors
    /// If it can't be read.
    pub fn checkpoint(&self) -> Result<Checkpoint> {
        Checkpoint::read(&database(&self.corpus))
    }

    /// Takes in documents of a class, at most so many and none past `reach`;
    /// up to there all are committed. Says whether there are more.
    ///
    /// # Errors
    /// If something can't be written, or a record is not what was committed.
    pub fn advance(
        &mut self,
        checkpoint: &Checkpoint,
        class: Class,
        most: u64,
        reach: u64,
    ) -> Result<bool> {
        let before = match class {
            Class::Positive => 0,
            Class::Negative => self.plan.recipe().positive,
        };
        let Strand {
            next,
            records,
            list,
            tree,
        } = &mut self.strands[class as usize];
        let last = reach.min(*next + most - 1);
        checkpoint.scan(class, *next, last, |row| {
            let path = self.plan.document(row.id).path;
            let record = records.read(row.record_start, row.record_bytes as usize)?;
            if crc32(record) != row.record_crc {
                return Err(Error::Damaged {
                    path: self.state.join(spool::NAME),
                    problem: format!("the record of {} is not what was committed", row.id),
                    fix: "`synthphi repair` makes the records again".into(),
                });
            }
            self.parts.add(class, before + row.id.number - 1, record)?;
            list.line(&row.digest, &path)?;
            tree.push(merkle::leaf(row.id, &path, &row.digest, &row.record_digest));
            self.documents += 1;
            self.bytes += row.bytes;
            *next = row.id.number + 1;
            Ok(())
        })?;
        Ok(*next <= reach && *next > last)
    }

    /// How many documents are in.
    pub fn through(&self) -> u64 {
        self.documents
    }

    /// Writes what is left to write, without the files that stand for themselves.
    pub(super) fn finish(self) -> Result<Described> {
        let [positive, negative] = self.strands;
        let mut list = positive.list;
        list.join(negative.list)?;
        Ok(Described {
            parts: self.parts.finish()?,
            roots: [positive.tree.root(), negative.tree.root()],
            documents: self.documents,
            bytes: self.bytes,
            list,
        })
    }
}

/// Lines of the manifest.
#[derive(Debug)]
pub(super) struct List {
    path: PathBuf,
    out: BufWriter<File>,
}

impl List {
    fn create(path: PathBuf) -> Result<Self> {
        let file = File::create(&path).map_err(Error::io("create", &path))?;
        Ok(Self {
            path,
            out: BufWriter::with_capacity(1 << 18, file),
        })
    }

    /// A line. No path of a corpus has a character that would have to be escaped.
    pub(super) fn line(&mut self, hash: &Hash, path: &str) -> Result<()> {
        writeln!(self.out, "{}  {path}", hex(hash)).map_err(Error::io("write", &self.path))
    }

    /// Adds the lines of another one, which is gone then.
    fn join(&mut self, other: Self) -> Result<()> {
        let path = other.path.clone();
        other.finish()?;
        let mut lines = File::open(&path).map_err(Error::io("read", &path))?;
        io::copy(&mut lines, &mut self.out).map_err(Error::io("write", &self.path))?;
        std::fs::remove_file(&path).map_err(Error::io("clear", &path))
    }

    pub(super) fn finish(mut self) -> Result<()> {
        self.out.flush().map_err(Error::io("write", &self.path))
    }
}
