//! A corpus gone through once.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::balance::{self, Balance};
use super::columns::{Names, columns, intern};
use super::diversity::{self, Texts};
use super::document::{Document, Eye};
use super::identifiers::Identifiers;
use super::report::Report;
use super::{looks, shortcuts};
use crate::error::{Error, Result};
use crate::store::Evidence;

/// How to look.
#[derive(Clone, Debug)]
pub struct AuditOptions {
    /// How many documents to look into; all are counted.
    pub sample: u64,
    /// The kind of each document type, such as `hard`.
    pub kinds: BTreeMap<String, String>,
}

/// Measures what is recorded of the corpus in a folder, which is changed in
/// nothing. `progress` hears how many documents are through, and of how many.
///
/// The same documents give the same report, whoever made them and whenever.
///
/// # Errors
/// If the folder holds no corpus or nothing is recorded yet, or if a record
/// can't be read.
pub fn audit(
    folder: &Path,
    options: &AuditOptions,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Report> {
    let mut evidence = Evidence::open(folder)?;
    let planned = evidence.recipe.positive + evidence.recipe.negative;
    let recorded = match evidence.sealed {
        true => planned,
        false => evidence.recorded()?,
    };
    let profile = evidence.recipe.identifiers;
    let eye = Eye {
        folder,
        kinds: &options.kinds,
        profile,
        below: threshold(options.sample, recorded),
    };
    let mut texts = Texts::default();
    let mut balance = Balance::default();
    let mut identifiers = Identifiers::default();
    let mut names = Names::new();
    let mut documents: Vec<Document> = Vec::new();
    let mut counted = 0;
    while let Some(entries) = evidence.chunk()? {
        let looked: Vec<_> = entries
            .par_iter()
            .map(|entry| eye.look(entry))
            .collect::<Result<_>>()?;
        counted += looked.len() as u64;
        for it in looked {
            let side = usize::from(it.is_positive);
            texts.texts[side].push(it.text);
            texts.skeletons[side].push(it.skeleton);
            balance.add(it.is_positive, it.tally);
            identifiers.add(it.sightings, it.faults);
            if let Some((mut document, traits)) = it.document {
                document.said = intern(&mut names, traits.list);
                documents.push(document);
            }
        }
        progress(counted, recorded.max(counted));
    }
    if counted == 0 {
        return Err(Error::Missing {
            what: format!("{} holds no document yet", folder.display()),
            fix: "audit it when some are committed: `synthphi status` says how many are".into(),
        });
    }
    choose(&mut documents, options.sample);
    let documents = &documents[..];
    // To compress the texts takes one thread the longest of all.
    let (diversity, shortcuts) = rayon::join(
        || diversity::section(&texts, documents),
        || shortcuts::section(documents, &columns(documents, &names)),
    );
    Ok(Report {
        documents: counted,
        planned,
        sealed: evidence.sealed,
        sample: documents.len() as u64,
        sections: vec![
            diversity,
            shortcuts,
            looks::section(documents),
            identifiers.section(profile),
            balance.section(),
            balance::vocabulary(documents),
        ],
    })
}

/// Below which hash somewhat more than so many of all documents are to be
/// expected.
fn threshold(sample: u64, all: u64) -> u64 {
    let room = sample.saturating_add(sample / 10).saturating_add(100);
    match room >= all {
        true => u64::MAX,
        false => u64::MAX / all.max(1) * room,
    }
}

/// Keeps so many documents, the first by their hashes, in the corpus's order.
fn choose(documents: &mut Vec<Document>, sample: u64) {
    let Ok(sample) = usize::try_from(sample) else {
        return;
    };
    if documents.len() > sample {
        let mut orders: Vec<u64> = documents.iter().map(|document| document.order).collect();
        orders.sort_unstable();
        let end = orders[sample];
        documents.retain(|document| document.order < end);
    }
}
