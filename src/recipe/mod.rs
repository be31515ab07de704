//! What a corpus is to be: everything that decides a byte, and nothing else.
//!
//! A [`Recipe`] is put together from [`Draft`]s (a TOML or JSON file, flags,
//! the defaults), checked once and from then on taken as it is. Its canonical
//! form is stored with the corpus; its digest, which leaves the two counts
//! out so that a corpus can be extended, says which corpus a folder holds.

mod check;
mod draft;
mod settings;
mod split;

#[cfg(test)]
mod tests;

pub use draft::{Draft, PoolsDraft};
pub use settings::{Layout, Placement, Pools, Profile, Quality};
pub use split::{Apart, Side, Split, SplitDraft};

use std::collections::BTreeMap;

use check::parse_date;
use draft::defaults;

use crate::digest::Sha256;
use jiff::civil::Date;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::fact::Class;
use crate::seed::Seed;

/// The version of everything that turns a recipe into bytes. It goes up
/// whenever the same recipe gives other bytes; a folder of another edition is
/// refused, not mixed.
///
/// - 1: the first.
pub const EDITION: u32 = 1;

/// A checked recipe.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Recipe {
    /// Fixes every draw.
    pub seed: u64,
    /// How many documents with protected health information.
    pub positive: u64,
    /// How many without.
    pub negative: u64,
    /// "Today" in the stories: nothing has happened after it.
    pub as_of: Date,
    /// What files are called.
    pub layout: Layout,
    /// Which numbers identifiers may be.
    pub identifiers: Profile,
    /// Share of each format, relative to each other.
    pub formats: BTreeMap<String, f64>,
    /// Weight of document types that are not to have their usual one.
    pub documents: BTreeMap<String, f64>,
    /// Share of each [`Quality`], relative to each other.
    pub quality: BTreeMap<String, f64>,
    /// The share of documents, 0 to 1, that have something in a [`Placement`],
    /// of those whose format has room for it; 0 for what is not named.
    pub placement: BTreeMap<String, f64>,
    /// The sizes of the pools.
    pub pools: Pools,
    /// Train, dev and test.
    #[serde(skip_serializing_if = "Split::is_default")]
    pub split: Split,
    /// SHA-256 over the user's own templates; empty if there are none.
    pub templates: String,
}

impl Recipe {
    /// Closes a draft with the defaults and `seed` if it has none of its own,
    /// and checks every setting that can be checked without the catalogue.
    ///
    /// # Errors
    /// [`Error::Recipe`] naming the key, its value and what it can be.
    pub fn new(draft: Draft, seed: u64) -> Result<Self> {
        let draft = draft.or(defaults());
        let pools = draft.pools.unwrap_or_default();
        let recipe = Self {
            seed: draft.seed.unwrap_or(seed),
            positive: draft.positive.unwrap_or_default(),
            negative: draft.negative.unwrap_or_default(),
            as_of: parse_date(&draft.as_of.unwrap_or_default())?,
            layout: draft.layout.unwrap_or_default(),
            identifiers: draft.identifiers.unwrap_or_default(),
            formats: draft.formats.unwrap_or_default(),
            documents: draft.documents.unwrap_or_default(),
            quality: draft.quality.unwrap_or_default(),
            placement: draft.placement.unwrap_or_default(),
            pools: Pools {
                patients: pools.patients.unwrap_or_default(),
                providers: pools.providers.unwrap_or_default(),
                facilities: pools.facilities.unwrap_or_default(),
            },
            split: draft.split.unwrap_or_default().close(),
            templates: draft.templates.unwrap_or_default(),
        };
        recipe.check()?;
        Ok(recipe)
    }

    /// The share of a quality, relative to the others.
    pub fn share(&self, quality: Quality) -> f64 {
        self.quality
            .get(quality.name())
            .copied()
            .unwrap_or_default()
    }

    /// The share of documents that have something in a placement, 0 to 1.
    pub fn places(&self, placement: Placement) -> f64 {
        self.placement
            .get(placement.name())
            .copied()
            .unwrap_or_default()
    }

    /// How many documents of a class.
    pub fn count(&self, class: Class) -> u64 {
        match class {
            Class::Positive => self.positive,
            Class::Negative => self.negative,
        }
    }

    /// The seed, ready to draw from.
    pub fn seed(&self) -> Seed {
        Seed::new(self.seed).expect("checked when the recipe was made")
    }

    /// The canonical form: one line of JSON with all keys in a fixed order.
    pub fn canonical(&self) -> String {
        serde_json::to_string(self).expect("a recipe has only strings, numbers and maps of strings")
    }

    /// Reads a canonical form back.
    ///
    /// # Errors
    /// As [`Draft::parse`] and [`Recipe::new`].
    pub fn from_canonical(file: &str, text: &str) -> Result<Self> {
        let draft = serde_json::from_str::<Draft>(text).map_err(|error| Error::Source {
            file: file.to_owned(),
            line: error.line().max(1),
            problem: error.to_string(),
            fix: "`synthphi repair` rebuilds the checkpoint from the documents".into(),
        })?;
        Self::new(draft, 0)
    }

    /// SHA-256 over the canonical form without the counts.
    pub fn digest(&self) -> [u8; 32] {
        let uncounted = Self {
            positive: 0,
            negative: 0,
            ..self.clone()
        };
        Sha256::digest(uncounted.canonical())
    }

    /// The settings in which another recipe differs, as `key: this -> other`;
    /// the counts are no difference.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let (mine, theirs) = (self.settings(), other.settings());
        mine.iter()
            .filter(|(key, _)| !matches!(key.as_str(), "positive" | "negative"))
            .filter_map(|(key, value)| {
                let new = &theirs[key];
                (value != new).then(|| format!("{key}: {value} -> {new}"))
            })
            .collect()
    }

    /// All settings by their names, those too that the canonical form leaves out.
    fn settings(&self) -> serde_json::Map<String, serde_json::Value> {
        match (
            serde_json::to_value(self),
            serde_json::to_value(&self.split),
        ) {
            (Ok(serde_json::Value::Object(mut settings)), Ok(split)) => {
                settings.insert("split".into(), split);
                settings
            }
            _ => unreachable!("a recipe is a struct of plain values"),
        }
    }
}
