//! What a corpus says of itself, from wherever it says it.

use std::fs::File;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use super::checkpoint::{Checkpoint, Row};
use super::corpus::{FOLDER, database, is_there};
use super::parts::part_name;
use super::seal::CorpusFile;
use super::spool::Records;
use crate::digest::{Hash, Sha256, hex};
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::plan::DocumentId;
use crate::recipe::Recipe;

/// How many documents are looked at together.
const CHUNK: u64 = 1_000;

/// What a corpus says of one document.
#[derive(Debug)]
pub struct Entry {
    /// What the checkpoint has; none if the corpus came without one.
    pub row: Option<Row>,
    /// The record as it stands in the labels.
    pub record: Vec<u8>,
}

/// The rows and records of a corpus, in its order.
///
/// A corpus whose labels are sealed is read from them, with the checkpoint
/// beside it if it is there; one that is still being made, from the
/// checkpoint's own records.
#[derive(Debug)]
pub struct Evidence {
    /// What the corpus is made by.
    pub recipe: Recipe,
    /// The run's state, if it is there.
    pub checkpoint: Option<Checkpoint>,
    /// What `corpus.json` says, if it is sealed and can be read.
    pub corpus: Option<CorpusFile>,
    /// Whether the corpus is complete and described.
    pub sealed: bool,
    labels: Option<Labels>,
    records: Option<Records>,
    next: Option<(Class, u64)>,
}

impl Evidence {
    /// Opens what there is in a folder; nothing in it is changed.
    ///
    /// # Errors
    /// If the folder holds no corpus, or what it says of itself can't be read at all.
    pub fn open(folder: &Path) -> Result<Self> {
        let path = folder.join("corpus.json");
        let mut corpus = match std::fs::read(&path) {
            Ok(text) => Some(parse(&path, &text)?),
            Err(_) => None,
        };
        let database = database(folder);
        let checkpoint = if is_there(&database)? {
            Some(Checkpoint::read(&database)?)
        } else {
            None
        };
        let stored = match &checkpoint {
            Some(checkpoint) => Some(checkpoint.recipe()?),
            None => None,
        };
        let recipe = match (stored, &corpus) {
            (Some(recipe), _) => recipe,
            (None, Some(corpus)) => {
                Recipe::from_canonical(&path.display().to_string(), &corpus.recipe.to_string())?
            }
            (None, None) => {
                return Err(Error::Missing {
                    what: format!("{} holds no corpus", folder.display()),
                    fix: "name the folder of a corpus that `synthphi generate` made".into(),
                });
            }
        };
        let sealed = match &checkpoint {
            Some(checkpoint) => checkpoint.sealed()?.is_some(),
            None => true,
        };
        if !sealed {
            corpus = None;
        }
        Ok(Self {
            recipe,
            labels: sealed.then(|| Labels::new(folder)),
            records: match sealed {
                true => None,
                false => Some(Records::of(folder)?),
            },
            checkpoint,
            corpus,
            sealed,
            next: Some((Class::Positive, 1)),
        })
    }

    /// The next documents, in order; none when there are no more.
    ///
    /// # Errors
    /// If they can't be read.
    pub fn chunk(&mut self) -> Result<Option<Vec<Entry>>> {
        let Some((class, first)) = self.next else {
            return Ok(None);
        };
        let last = self.recipe.count(class).min(first + CHUNK - 1);
        let mut entries = Vec::new();
        let Self {
            checkpoint,
            labels,
            records,
            ..
        } = self;
        match checkpoint {
            Some(checkpoint) => checkpoint.scan(class, first, last, |row| {
                let record = match (&mut *labels, &mut *records) {
                    (Some(labels), _) => labels.line()?.unwrap_or_default(),
                    (None, Some(records)) => records
                        .read(row.record_start, row.record_bytes as usize)?
                        .to_vec(),
                    (None, None) => Vec::new(),
                };
                entries.push(Entry {
                    row: Some(row),
                    record,
                });
                Ok(())
            })?,
            None => {
                for _ in first..=last {
                    let line = match labels {
                        Some(labels) => labels.line()?,
                        None => None,
                    };
                    match line {
                        Some(record) => entries.push(Entry { row: None, record }),
                        None => break,
                    }
                }
            }
        }
        self.next = match class {
            _ if last < self.recipe.count(class) => Some((class, last + 1)),
            Class::Positive => Some((Class::Negative, 1)),
            Class::Negative => None,
        };
        Ok(Some(entries))
    }

    /// How many documents are recorded as made; 0 without a checkpoint.
    ///
    /// # Errors
    /// If the checkpoint can't be read.
    pub fn recorded(&self) -> Result<u64> {
        match &self.checkpoint {
            Some(checkpoint) => Ok(checkpoint.tally()?.group("class").values().sum()),
            None => Ok(0),
        }
    }

    /// The SHA-256 of each part of the labels that has been read to its end,
    /// the first one first.
    pub fn parts(&self) -> &[Hash] {
        self.labels.as_ref().map_or(&[], |labels| &labels.digests)
    }

    /// How many records the labels hold past what was asked for.
    ///
    /// # Errors
    /// If they can't be read.
    pub fn left_over(&mut self) -> Result<u64> {
        let mut count = 0;
        if let Some(labels) = &mut self.labels {
            while labels.line()?.is_some() {
                count += 1;
            }
        }
        Ok(count)
    }
}

/// The recipe that a corpus publishes in its `corpus.json`; none if it can't be read.
pub fn published(folder: &Path) -> Option<Recipe> {
    let path = folder.join("corpus.json");
    let corpus = parse(&path, &std::fs::read(&path).ok()?).ok()?;
    let name = path.display().to_string();
    let recipe = Recipe::from_canonical(&name, &corpus.recipe.to_string()).ok()?;
    // A corpus made again by a changed recipe would be another one.
    (corpus.recipe_digest == hex(&recipe.digest())).then_some(recipe)
}

fn parse(path: &Path, text: &[u8]) -> Result<CorpusFile> {
    serde_json::from_slice(text).map_err(|error| Error::Damaged {
        path: path.to_owned(),
        problem: error.to_string(),
        fix: format!(
            "`synthphi repair` writes it again, from the {FOLDER} folder or with the recipe given"
        ),
    })
}

/// The lines of the label parts, one after the other.
#[derive(Debug)]
struct Labels {
    folder: PathBuf,
    part: u64,
    open: Option<(PathBuf, BufReader<File>)>,
    /// Over what was read of the open part.
    hash: Sha256,
    /// Of the parts that were read to their ends.
    digests: Vec<Hash>,
}

impl Labels {
    fn new(folder: &Path) -> Self {
        Self {
            folder: folder.join("labels"),
            part: 0,
            open: None,
            hash: Sha256::new(),
            digests: Vec::new(),
        }
    }

    /// The next line with its end; none after the last part.
    fn line(&mut self) -> Result<Option<Vec<u8>>> {
        loop {
            let (path, reader) = match &mut self.open {
                Some(open) => open,
                None => {
                    let path = self.folder.join(part_name(self.part));
                    let Ok(file) = File::open(&path) else {
                        return Ok(None);
                    };
                    self.part += 1;
                    self.open
                        .insert((path, BufReader::with_capacity(1 << 18, file)))
                }
            };
            let mut line = Vec::new();
            let count = reader
                .read_until(b'\n', &mut line)
                .map_err(Error::io("read", &*path))?;
            if count > 0 {
                self.hash.update(&line);
                return Ok(Some(line));
            }
            self.open = None;
            let hash = std::mem::replace(&mut self.hash, Sha256::new());
            self.digests.push(hash.finalize());
        }
    }
}

/// The record of one document, a line of JSON; none if it has not been made.
///
/// # Errors
/// If the folder holds no corpus, or it can't be read.
pub fn record(folder: &Path, wanted: DocumentId) -> Result<Option<Vec<u8>>> {
    let evidence = Evidence::open(folder)?;
    if let (Some(checkpoint), Ok(mut records)) = (&evidence.checkpoint, Records::of(folder)) {
        return match checkpoint.row(wanted)? {
            None => Ok(None),
            Some(row) => records
                .read(row.record_start, row.record_bytes as usize)
                .map(|record| Some(record.to_vec())),
        };
    }
    let start = format!("{{\"v\":1,\"id\":\"{}-{}\",", wanted.class, wanted.number);
    let mut labels = Labels::new(folder);
    while let Some(line) = labels.line()? {
        if line.starts_with(start.as_bytes()) {
            return Ok(Some(line));
        }
    }
    Ok(None)
}
