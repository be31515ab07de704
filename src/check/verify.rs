//! Everything that is wrong with a corpus.

#![expect(clippy::disallowed_methods, reason = "verifying is reading")]

use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, BufRead as _, BufReader, Read as _};
use std::path::Path;

use crate::digest::{Sha256, hex};
use rayon::prelude::*;

use super::document::{Care, examine};
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::labels::read::Record;
use crate::plan::DocumentId;
use crate::store::{Entry, Evidence, FOLDER, MANIFEST, Roots, Tree, corpus_digest, leaf};

/// How to look.
#[derive(Clone, Copy, Debug)]
pub struct VerifyOptions {
    /// Whether to read the documents back with code that did not write them.
    pub deep: bool,
    /// How many of a hundred documents to look at; 100 looks at all.
    pub sample: f64,
}

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// With which file, from the corpus's folder.
    pub path: String,
    /// What.
    pub problem: String,
}

/// What was looked at and what was found.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Documents looked at.
    pub checked: u64,
    /// Documents there are.
    pub documents: u64,
    /// Documents there should be.
    pub planned: u64,
    /// Whether the corpus is complete and sealed.
    pub sealed: bool,
    /// Everything wrong, by path.
    pub findings: Vec<Finding>,
}

/// Holds the corpus in a folder against what it says of itself. `progress`
/// hears how many documents are through, and of how many.
///
/// # Errors
/// If the folder holds no corpus, or what it says of itself can't be read at all.
pub fn verify(
    folder: &Path,
    options: VerifyOptions,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Report> {
    let mut evidence = Evidence::open(folder)?;
    let recorded = evidence.recorded()?;
    let mut report = Report {
        planned: evidence.recipe.positive + evidence.recipe.negative,
        sealed: evidence.sealed,
        ..Report::default()
    };
    let care = Care {
        identifiers: evidence.recipe.identifiers,
        deep: options.deep,
    };
    let mut found = Found::default();
    if evidence.sealed && evidence.corpus.is_none() {
        found.say("corpus.json", "can't be read");
    }
    let mut trees = [Tree::default(), Tree::default()];
    while let Some(entries) = evidence.chunk()? {
        let chosen: Vec<&Entry> = entries
            .iter()
            .filter(|entry| is_chosen(&entry.record, options.sample))
            .collect();
        report.documents += entries.len() as u64;
        report.checked += chosen.len() as u64;
        found.0.par_extend(
            chosen
                .into_par_iter()
                .flat_map_iter(|entry| examine(folder, entry, care)),
        );
        for entry in &entries {
            grow(&mut trees, entry);
        }
        progress(report.documents, report.planned);
    }
    if report.documents < recorded {
        let lost = recorded - report.documents;
        found.say(
            ".synthphi/checkpoint.sqlite",
            format!("lacks {lost} documents that were recorded"),
        );
    }
    if report.sealed {
        let extra = evidence.left_over()?;
        if extra > 0 {
            found.say("labels", format!("hold {extra} records too many"));
        }
        if report.documents < report.planned {
            let missing = report.planned - report.documents;
            found.say("labels", format!("lack {missing} records"));
        }
        digest(&evidence, &trees, &mut found);
        manifest(folder, &mut found)?;
    }
    report.findings = found
        .0
        .into_iter()
        .map(|(path, problem)| Finding { path, problem })
        .collect();
    report.findings.sort();
    report.findings.dedup();
    Ok(report)
}

/// What is wrong, as (path, problem).
#[derive(Default)]
struct Found(Vec<(String, String)>);

impl Found {
    fn say(&mut self, path: &str, problem: impl Into<String>) {
        self.0.push((path.to_owned(), problem.into()));
    }
}

/// A choice by the record's bytes: the same each time, without a pattern.
fn is_chosen(record: &[u8], percent: f64) -> bool {
    if percent >= 100.0 {
        return true;
    }
    let hash = Sha256::digest(record);
    let point = u32::from_be_bytes([hash[0], hash[1], hash[2], hash[3]]);
    f64::from(point) / f64::from(u32::MAX) * 100.0 < percent
}

fn grow(trees: &mut [Tree; 2], entry: &Entry) {
    // A record that can't be read has been found already; without its leaf
    // the root will not fit either.
    let Ok(record) = serde_json::from_slice::<Record<'_>>(&entry.record) else {
        return;
    };
    let (Ok(id), Some(digest)) = (record.id.parse::<DocumentId>(), unhex(&record.sha256)) else {
        return;
    };
    let record_digest = Sha256::digest(&entry.record);
    trees[id.class as usize].push(leaf(id, &record.path, &digest, &record_digest));
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut digest = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (at, byte) in digest.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    Some(digest)
}

/// The corpus digest, built from the records again.
fn digest(evidence: &Evidence, trees: &[Tree; 2], found: &mut Found) {
    let Some(corpus) = &evidence.corpus else {
        return;
    };
    let roots = [trees[0].root(), trees[1].root()];
    let expected = Roots {
        positive: hex(&roots[Class::Positive as usize]),
        negative: hex(&roots[Class::Negative as usize]),
    };
    if corpus.roots != expected {
        found.say("corpus.json", "its roots are not those of the records");
    }
    if corpus.digest != corpus_digest(&evidence.recipe, &roots) {
        found.say("corpus.json", "its digest is not that of the records");
    }
    let committed = evidence
        .checkpoint
        .as_ref()
        .and_then(|checkpoint| checkpoint.sealed().ok().flatten());
    if committed.is_some_and(|committed| committed != corpus.digest) {
        found.say("corpus.json", "its digest is not the one that was sealed");
    }
}

/// The manifest against the folder, both ways.
fn manifest(folder: &Path, found: &mut Found) -> Result<()> {
    let path = folder.join(MANIFEST);
    let file = match File::open(&path) {
        Ok(file) => file,
        Err(error) => {
            found.say(MANIFEST, format!("can't be read: {error}"));
            return Ok(());
        }
    };
    let mut listed = BTreeSet::new();
    for line in BufReader::new(file).lines() {
        let line = match line {
            Ok(line) => line,
            // It is a folder, or no text: then it lists nothing.
            Err(error) => {
                found.say(MANIFEST, format!("can't be read: {error}"));
                return Ok(());
            }
        };
        let Some((digest, name)) = line.split_once("  ") else {
            found.say(MANIFEST, format!("the line {line:?} is none of a manifest"));
            continue;
        };
        match hash_file(&folder.join(name)) {
            Ok(actual) if hex(&actual) == digest => {}
            Ok(_) => found.say(name, "is not what the manifest lists"),
            Err(error) => found.say(name, format!("can't be read: {error}")),
        }
        listed.insert(name.to_owned());
    }
    if !listed.contains("corpus.json") {
        found.say(MANIFEST, "does not list all files");
    }
    strays(folder, "", &listed, found)
}

fn hash_file(path: &Path) -> io::Result<[u8; 32]> {
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

fn strays(folder: &Path, below: &str, listed: &BTreeSet<String>, found: &mut Found) -> Result<()> {
    let path = folder.join(below);
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
                strays(folder, &name, listed, found)?;
            }
        } else if name != MANIFEST && !listed.contains(&name) {
            found.say(&name, "is in the folder and not in the manifest");
        }
    }
    Ok(())
}
