//! One document as an audit sees it.

#![expect(clippy::disallowed_methods, reason = "to audit is to read")]

use std::collections::BTreeMap;
use std::path::Path;

use super::columns::Said;
use super::features::{self, Traits};
use super::identifiers::Sighting;
use super::mask::Masked;
use super::words::{hash, tokens};
use crate::error::{Error, Result};
use crate::labels::read::Record;
use crate::plan::DocumentId;
use crate::recipe::Profile;
use crate::store::Entry;

/// What is kept of a document of the sample.
#[derive(Debug)]
pub(super) struct Document {
    pub id: String,
    pub is_positive: bool,
    /// The kind of its type: of negatives `routine`, `hard` or `pii`.
    pub kind: String,
    pub kind_of_document: String,
    pub format: String,
    pub facility: u64,
    /// Where it stands in the order by which the sample was chosen.
    pub order: u64,
    pub masked: Masked,
    /// The hashes of its words outside of labels, each once.
    pub words: Vec<u64>,
    pub said: Vec<Said>,
    pub layout: Option<String>,
    pub producers: Vec<String>,
    /// Why its file could not be taken apart.
    pub fault: Option<String>,
}

/// What is counted of every document.
#[derive(Debug)]
pub(super) struct Counted {
    pub is_positive: bool,
    pub text: u64,
    pub skeleton: u64,
    /// How often each thing of a group occurs: the group, its name, how often.
    pub tally: Vec<(&'static str, String, u64)>,
    pub sightings: Vec<Sighting>,
    pub faults: Vec<(String, String)>,
    /// What is looked into further, with the features that are still by name.
    pub document: Option<(Document, Traits)>,
}

/// How to look at documents.
#[derive(Clone, Copy, Debug)]
pub(super) struct Eye<'a> {
    pub folder: &'a Path,
    pub kinds: &'a BTreeMap<String, String>,
    pub profile: Profile,
    /// Documents whose place in the order is below are of the sample.
    pub below: u64,
}

impl Eye<'_> {
    /// Looks at one document.
    ///
    /// # Errors
    /// If its record can't be read.
    pub(super) fn look(&self, entry: &Entry) -> Result<Counted> {
        let record: Record<'_> =
            serde_json::from_slice(&entry.record).map_err(|error| Error::Damaged {
                path: self.folder.to_owned(),
                problem: match &entry.row {
                    Some(row) => format!("the record of {} can't be read: {error}", row.id),
                    None => format!("a record of the labels can't be read: {error}"),
                },
                fix: "`synthphi repair` makes it again".into(),
            })?;
        let is_positive = record.class == "positive";
        let kind = self.kind(&record);
        let masked = Masked::new(&record);
        let mut tally: BTreeMap<(&'static str, String), u64> = BTreeMap::new();
        let mut count =
            |group, name: &str| *tally.entry((group, name.to_owned())).or_default() += 1;
        count("format", &record.format);
        count("kind", &kind);
        count("type", &record.doc_type);
        if let Some(split) = rest(&record, "split") {
            count("split", split);
        }
        for span in &record.spans {
            count("label", &span.label);
        }
        for decoy in &record.decoys {
            count("look-alike", &decoy.looks_like);
        }
        let (sightings, faults) = super::identifiers::sightings(&record, self.profile);
        let order = order(&record.id);
        Ok(Counted {
            is_positive,
            text: hash(record.text.as_bytes()),
            skeleton: hash(masked.text.as_bytes()),
            tally: tally
                .into_iter()
                .map(|((group, name), count)| (group, name, count))
                .collect(),
            sightings,
            faults,
            document: (order < self.below).then(|| self.study(&record, kind, order, masked)),
        })
    }

    fn study(
        &self,
        record: &Record<'_>,
        kind: String,
        order: u64,
        masked: Masked,
    ) -> (Document, Traits) {
        let path = record.path.as_ref();
        let leads_out = path.starts_with('/') || path.split('/').any(|part| part == "..");
        let (mut traits, taken_apart) = match leads_out {
            true => (
                Traits::default(),
                Err("its path leads out of the corpus".into()),
            ),
            false => match std::fs::read(self.folder.join(path)) {
                Ok(bytes) => features::of(record, &masked, &bytes),
                Err(error) => (Traits::default(), Err(error.to_string())),
            },
        };
        let mut words: Vec<u64> = masked
            .outside()
            .flat_map(tokens)
            .map(|word| hash(word.as_bytes()))
            .collect();
        words.sort_unstable();
        words.dedup();
        let document = Document {
            id: record.id.to_string(),
            is_positive: record.class == "positive",
            kind,
            kind_of_document: record.doc_type.to_string(),
            format: record.format.to_string(),
            facility: hash(rest(record, "facility").unwrap_or_default().as_bytes()),
            order,
            masked,
            words,
            said: Vec::new(),
            layout: traits.layout.take(),
            producers: std::mem::take(&mut traits.producers),
            fault: taken_apart.err(),
        };
        (document, traits)
    }

    /// The kind of a document's type, by the record, the catalogue, or what
    /// the record says of how hard it is.
    fn kind(&self, record: &Record<'_>) -> String {
        if let Some(kind) = rest(record, "kind") {
            return kind.to_owned();
        }
        if let Some(kind) = self.kinds.get(record.doc_type.as_ref()) {
            return kind.clone();
        }
        match (record.class.as_ref(), rest(record, "difficulty")) {
            ("negative", Some("hard")) => "hard".into(),
            ("negative", _) => "routine".into(),
            _ => "clinical".into(),
        }
    }
}

fn rest<'a>(record: &'a Record<'_>, key: &str) -> Option<&'a str> {
    record.rest.get(key)?.as_str()
}

/// Where a document stands when a sample is chosen: by its name's hash, so
/// that more documents keep those that were chosen before, and no pattern of
/// numbers shows.
fn order(id: &str) -> u64 {
    let id = id
        .parse::<DocumentId>()
        .map_or(id.to_owned(), |id| id.to_string());
    hash(id.as_bytes())
}
