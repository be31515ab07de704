//! What describes a finished corpus: labels, manifest, digest, card.
//!
//! Everything is written beside, made durable and only then moved to its
//! place, and its bytes depend on the recipe alone.

use std::collections::BTreeMap;
use std::path::Path;

use crate::digest::{Hash, Sha256, hex};
use serde::{Deserialize, Serialize};

use super::card;
use super::corpus::{Corpus, SEAL, clear};
use super::croissant;
use super::datasheet;
use super::sealing::{Described, Sealing};
use super::tally::Tally;
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::labels::map;
use crate::plan::Plan;
use crate::recipe::{EDITION, Recipe, Side};

/// The list of all files with their SHA-256, as `sha256sum -c` reads it.
pub const MANIFEST: &str = "manifest-sha256.txt";

/// `corpus.json`: what a corpus is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CorpusFile {
    /// The program that made it.
    pub generator: String,
    /// The edition that made it: see [`EDITION`].
    pub edition: u32,
    /// The recipe in full.
    pub recipe: serde_json::Value,
    /// SHA-256 over the recipe without its counts.
    pub recipe_digest: String,
    /// How many documents.
    pub documents: u64,
    /// Their length in all.
    pub bytes: u64,
    /// Counts by class, type, format, method, split and label.
    pub counts: serde_json::Value,
    /// The document types on each side of the split, if they are kept apart.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub types_by_split: BTreeMap<String, Vec<String>>,
    /// Roots of the classes' Merkle trees (RFC 6962).
    pub roots: Roots,
    /// SHA-256 over recipe digest, edition, counts and roots: two corpora are
    /// the same exactly when it is.
    pub digest: String,
}

/// The root of each class.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roots {
    /// Of the positive documents.
    pub positive: String,
    /// Of the negative documents.
    pub negative: String,
}

/// What sealing found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seal {
    /// The corpus digest in hexadecimal.
    pub digest: String,
    /// Length of all documents in bytes.
    pub bytes: u64,
}

/// How many documents are taken in before progress is told.
const STEP: u64 = 1_000;

impl Corpus {
    /// Begins what a seal will need, while documents are still being made.
    ///
    /// # Errors
    /// If something can't be written.
    pub fn begin_seal<'a>(&self, plan: &'a Plan) -> Result<Sealing<'a>> {
        Sealing::begin(&self.folder, &self.state, plan)
    }

    /// Gives up what was begun for a seal that will not be.
    ///
    /// # Errors
    /// If it can't be removed.
    pub fn give_up_seal(&self) -> Result<()> {
        clear(&self.state.join(SEAL))
    }

    /// Seals a complete corpus. `progress` hears how many documents are through.
    ///
    /// # Errors
    /// If something can't be written, or a record is not what was committed.
    pub fn seal(
        &mut self,
        plan: &Plan,
        mut sealing: Sealing<'_>,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Seal> {
        for class in Class::ALL {
            let count = plan.recipe().count(class);
            while sealing.advance(&self.checkpoint, class, STEP, count)? {
                progress(sealing.through());
            }
        }
        progress(sealing.through());
        let room = sealing.room.clone();
        let Described {
            list: mut manifest,
            parts,
            roots,
            documents,
            bytes,
        } = sealing.finish()?;
        if documents != plan.total() {
            return Err(Error::Damaged {
                path: self.state.join("checkpoint.sqlite"),
                problem: format!("has {documents} documents of {}", plan.total()),
                fix: "`synthphi repair` makes the checkpoint again from the documents".into(),
            });
        }
        let digest = corpus_digest(plan.recipe(), &roots);
        let tally = self.checkpoint.tally()?;
        let file = describe(plan, &tally, bytes, &roots, &digest);
        let mut names = Vec::new();
        for (name, hash) in parts {
            let name = format!("labels/{name}");
            manifest.line(&hash, &name)?;
            names.push(name);
        }
        let texts = [
            ("README.md", card::write(&file, &tally)),
            ("DATASHEET.md", datasheet::write(&file, &tally)),
            ("croissant.json", croissant::write(&file)),
            ("record.schema.json", crate::labels::SCHEMA.to_owned()),
            ("label_map.tsv", map::TABLE.to_owned()),
            ("corpus.json", pretty(&file)),
        ];
        for (name, text) in texts {
            let path = room.join(name);
            std::fs::write(&path, &text).map_err(Error::io("write", &path))?;
            manifest.line(&Sha256::digest(&text), name)?;
            names.push(name.to_owned());
        }
        manifest.finish()?;
        names.push(MANIFEST.to_owned());
        self.publish(&room, &names)?;
        self.checkpoint.set_sealed(&digest)?;
        self.checkpoint.close()?;
        self.forget_aside()?;
        Ok(Seal { digest, bytes })
    }

    /// Moves what was written beside to its place.
    fn publish(&self, room: &Path, names: &[String]) -> Result<()> {
        self.sync()?;
        let labels = self.folder.join("labels");
        std::fs::create_dir_all(&labels).map_err(Error::io("create", &labels))?;
        for name in names {
            let target = self.folder.join(name);
            std::fs::rename(room.join(name), &target).map_err(Error::io("write", &target))?;
        }
        std::fs::remove_dir_all(room).map_err(Error::io("clear", room))?;
        self.sync()
    }
}

/// The digest of a whole corpus in hexadecimal: recipe, edition, and the size
/// and root of each class's tree.
pub fn corpus_digest(recipe: &Recipe, roots: &[Hash; 2]) -> String {
    let mut hash = Sha256::new();
    hash.update(b"synthphi corpus 1\0");
    hash.update(recipe.digest());
    hash.update(EDITION.to_be_bytes());
    for class in Class::ALL {
        hash.update(recipe.count(class).to_be_bytes());
        hash.update(roots[class as usize]);
    }
    hex(&hash.finalize())
}

fn describe(plan: &Plan, tally: &Tally, bytes: u64, roots: &[Hash; 2], digest: &str) -> CorpusFile {
    let recipe = plan.recipe();
    let types = Side::ALL.into_iter().filter_map(|side| {
        let names = plan.types_of(side)?.into_iter().map(str::to_owned);
        Some((side.name().to_owned(), names.collect()))
    });
    let groups = [
        "class", "type", "format", "method", "split", "label", "decoy",
    ];
    let counts = groups.map(|group| {
        let counts = tally
            .group(group)
            .into_iter()
            .map(|(name, count)| (name.to_owned(), count.into()))
            .collect();
        (group.to_owned(), serde_json::Value::Object(counts))
    });
    CorpusFile {
        generator: "synthphi".into(),
        edition: EDITION,
        recipe: serde_json::to_value(recipe).unwrap_or_default(),
        recipe_digest: hex(&recipe.digest()),
        documents: recipe.positive + recipe.negative,
        bytes,
        counts: serde_json::Value::Object(counts.into_iter().collect()),
        types_by_split: types.collect(),
        roots: Roots {
            positive: hex(&roots[Class::Positive as usize]),
            negative: hex(&roots[Class::Negative as usize]),
        },
        digest: digest.to_owned(),
    }
}

fn pretty(file: &CorpusFile) -> String {
    let mut text =
        serde_json::to_string_pretty(file).expect("strings, numbers and maps of strings");
    text.push('\n');
    text
}

/// CRC-32 as gzip has it: enough to notice a damaged spool, at a hundredth of
/// what a SHA-256 takes.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = flate2::Crc::new();
    crc.update(bytes);
    crc.sum()
}
