//! Recipes that are not closed yet: what a file or flags say, and the defaults.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::settings::{Layout, Profile, Quality};
use super::split::SplitDraft;
use crate::error::{Error, Result};

/// A recipe of which some settings are still open.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draft {
    /// See [`Recipe::seed`].
    pub seed: Option<u64>,
    /// See [`Recipe::positive`].
    pub positive: Option<u64>,
    /// See [`Recipe::negative`].
    pub negative: Option<u64>,
    /// See [`Recipe::as_of`]; `YYYY-MM-DD`.
    pub as_of: Option<String>,
    /// See [`Recipe::layout`].
    pub layout: Option<Layout>,
    /// See [`Recipe::identifiers`].
    pub identifiers: Option<Profile>,
    /// See [`Recipe::formats`].
    pub formats: Option<BTreeMap<String, f64>>,
    /// See [`Recipe::documents`].
    pub documents: Option<BTreeMap<String, f64>>,
    /// See [`Recipe::quality`].
    pub quality: Option<BTreeMap<String, f64>>,
    /// See [`Recipe::placement`].
    pub placement: Option<BTreeMap<String, f64>>,
    /// See [`Recipe::pools`].
    pub pools: Option<PoolsDraft>,
    /// See [`Recipe::split`].
    pub split: Option<SplitDraft>,
    /// Set by the program, not by hand: see [`Recipe::templates`].
    pub templates: Option<String>,
}

/// The pools of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PoolsDraft {
    /// See [`Pools::patients`].
    pub patients: Option<u32>,
    /// See [`Pools::providers`].
    pub providers: Option<u32>,
    /// See [`Pools::facilities`].
    pub facilities: Option<u32>,
}

impl Draft {
    /// Reads a recipe file: JSON if its name ends in `.json`, TOML otherwise.
    ///
    /// # Errors
    /// [`Error::Source`] with the line if it is neither or has an unknown key.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let failed = |line, problem: String| Error::Source {
            file: file.to_owned(),
            line,
            problem,
            fix: "the README lists every key of a recipe with its values".into(),
        };
        if file.ends_with(".json") {
            serde_json::from_str(text)
                .map_err(|error| failed(error.line().max(1), error.to_string()))
        } else {
            toml::from_str(text).map_err(|error| {
                let start = error.span().map_or(0, |span| span.start.min(text.len()));
                let line = 1 + text.as_bytes()[..start]
                    .iter()
                    .filter(|byte| **byte == b'\n')
                    .count();
                failed(line, error.message().to_owned())
            })
        }
    }

    /// This draft with its open settings taken from another.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let pools = match (self.pools, other.pools) {
            (Some(mine), Some(theirs)) => Some(PoolsDraft {
                patients: mine.patients.or(theirs.patients),
                providers: mine.providers.or(theirs.providers),
                facilities: mine.facilities.or(theirs.facilities),
            }),
            (mine, theirs) => mine.or(theirs),
        };
        let split = match (self.split, other.split) {
            (Some(mine), Some(theirs)) => Some(mine.or(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
        Self {
            seed: self.seed.or(other.seed),
            positive: self.positive.or(other.positive),
            negative: self.negative.or(other.negative),
            as_of: self.as_of.or(other.as_of),
            layout: self.layout.or(other.layout),
            identifiers: self.identifiers.or(other.identifiers),
            formats: self.formats.or(other.formats),
            documents: self.documents.or(other.documents),
            quality: self.quality.or(other.quality),
            placement: self.placement.or(other.placement),
            pools,
            split,
            templates: self.templates.or(other.templates),
        }
    }
}

/// The recipe of `synthphi generate` without any setting, but for the seed,
/// which only the demonstration corpus has by default.
pub(super) fn defaults() -> Draft {
    let formats = [("docx", 0.40), ("pdf", 0.27), ("eml", 0.20), ("pptx", 0.13)];
    let quality = [
        (Quality::Clean, 0.70),
        (Quality::Messy, 0.20),
        (Quality::Poor, 0.10),
    ];
    Draft {
        seed: None,
        positive: Some(200),
        negative: Some(100),
        as_of: Some("2026-06-30".into()),
        layout: Some(Layout::default()),
        identifiers: Some(Profile::default()),
        formats: Some(
            formats
                .into_iter()
                .map(|(name, weight)| (name.into(), weight))
                .collect(),
        ),
        documents: Some(BTreeMap::new()),
        quality: Some(
            quality
                .into_iter()
                .map(|(quality, weight)| (quality.name().into(), weight))
                .collect(),
        ),
        placement: Some(BTreeMap::new()),
        pools: Some(PoolsDraft {
            patients: Some(5_000),
            providers: Some(400),
            facilities: Some(40),
        }),
        split: Some(SplitDraft::default()),
        templates: Some(String::new()),
    }
}
