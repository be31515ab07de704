//! Everything that is wrong with a corpus.

use std::path::Path;

use rayon::prelude::*;

use super::document::{Care, Examined, examine};
use super::manifest::Manifest;
use crate::digest::{Sha256, hex};
use crate::error::Result;
use crate::fact::Class;
use crate::store::{Entry, Evidence, Roots, Tree, corpus_digest};

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
    let mut manifest = evidence.sealed.then(|| Manifest::open(folder));
    let mut next = evidence.chunk()?;
    while let Some(entries) = next {
        // What comes next is read while this is looked at.
        let (examined, following) = rayon::join(
            || look(folder, &entries, care, options.sample),
            || evidence.chunk(),
        );
        report.documents += entries.len() as u64;
        for (was_chosen, document) in examined {
            report.checked += u64::from(was_chosen);
            found.0.extend(document.found);
            // A record that can't be read has been found already; without its
            // leaf the root will not fit either.
            let Some(listed) = document.listed else {
                continue;
            };
            trees[listed.class as usize].push(listed.leaf);
            if let Some(manifest) = &mut manifest {
                manifest.expect(&listed);
            }
        }
        progress(report.documents, report.planned);
        next = following?;
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
    }
    if let Some(manifest) = manifest {
        found.0.extend(manifest.finish(evidence.parts())?);
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

/// Looks at documents side by side; says of each whether it was chosen.
fn look(folder: &Path, entries: &[Entry], care: Care, sample: f64) -> Vec<(bool, Examined)> {
    let look = |entry: &Entry| {
        let chosen = is_chosen(&entry.record, sample);
        (chosen, examine(folder, entry, care, chosen))
    };
    entries.par_iter().map(look).collect()
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
