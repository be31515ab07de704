//! What a corpus is to be: everything that decides a byte, and nothing else.
//!
//! A [`Recipe`] is put together from [`Draft`]s (a TOML or JSON file, flags,
//! the defaults), checked once and from then on taken as it is. Its canonical
//! form is stored with the corpus; its digest, which leaves the two counts
//! out so that a corpus can be extended, says which corpus a folder holds.

use std::collections::BTreeMap;

use crate::digest::Sha256;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};
use crate::fact::Class;
use crate::seed::Seed;

/// The version of everything that turns a recipe into bytes. It goes up
/// whenever the same recipe gives other bytes; a folder of another edition is
/// refused, not mixed.
///
/// - 1: the first.
pub const EDITION: u32 = 1;

/// How far identifiers may go to be found by detectors.
///
/// | identifier | safe | purview | strict |
/// |---|---|---|---|
/// | social security number | area 900-999 outside of taxpayers' groups: never assigned (SSA POMS RM 10201.035) | one of 20 publicly retired ones, so not unique | as safe |
/// | Medicare Beneficiary Identifier | first digit 0; real ones have 1 to 9 | first digit 1 to 9, as its detector demands; meets a real one in 8 of a million | as safe |
/// | DEA registration | type A, B, F, G or M, check digit right: a licence number, about one in a hundred may have been issued | as safe | a type of registrant that there is not: N, O, Q, V, W, Y, Z |
/// | health plan member | three letters of an invented payer and nine digits | as safe | `SYN` and nine digits |
/// | driver's licence | the state's form with leading zeros; a convention, no guarantee | as safe | none |
/// | National Provider Identifier | first digit 2, check digit right: none issued | as safe | as safe |
/// | state licence | `SYN` and six digits | as safe | as safe |
/// | telephone, fax | 555-0100 to 555-0199 in the area code of the address (NANPA: for fiction) | as safe | as safe |
/// | e-mail, web address | below example.com, .org or .net (RFC 2606) | as safe | as safe |
/// | street | a real ZIP code, a street name that is nowhere | as safe | as safe |
/// | medical record, account, encounter, claim, referral, authorization, prescription, accession | any digits: no namespace beyond the invented facility or payer | as safe | as safe |
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Profile {
    /// Nobody's, yet as detectable as that allows.
    #[default]
    Safe,
    /// Shaped as Microsoft Purview's built-in types demand.
    Purview,
    /// Only what can never be issued to anybody.
    Strict,
}

/// What files are called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// `phi_positive/kq72m/Scan_8vd2k7m.pdf`: names that tell no more than the
    /// folder.
    #[default]
    Classes,
    /// `phi_positive/Scan_8vd2k7m.pdf`: two folders as Microsoft Purview's
    /// trainable classifiers ask for them, with nothing else in them.
    Purview,
    /// `documents/0a/0a3f9c1e7d240b77.docx`: names that tell nothing, for blind tests.
    Flat,
    /// `phi_positive/0000/PHI_POS_ProgressNote_000017.docx`
    Labelled,
}

/// How careful the writers of documents are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quality {
    /// As templates tell it.
    #[default]
    Clean,
    /// Slips, dictation errors, uneven abbreviations, pasted paragraphs.
    Messy,
    /// As a bad scan: letters taken for others, broken lines, a section lost.
    Poor,
}

impl Quality {
    /// All, from the best to the worst.
    pub const ALL: [Self; 3] = [Self::Clean, Self::Messy, Self::Poor];

    /// The name in recipes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clean => "clean",
            Self::Messy => "messy",
            Self::Poor => "poor",
        }
    }
}

/// How many people and places the stories draw from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pools {
    /// Patients, 1 to 50,000,000.
    pub patients: u32,
    /// Providers, 1 to 1,000,000.
    pub providers: u32,
    /// Facilities, 1 to 1,000.
    pub facilities: u32,
}

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
    /// The sizes of the pools.
    pub pools: Pools,
    /// SHA-256 over the user's own templates; empty if there are none.
    pub templates: String,
}

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
    /// See [`Recipe::pools`].
    pub pools: Option<PoolsDraft>,
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
            pools,
            templates: self.templates.or(other.templates),
        }
    }
}

/// The recipe of `synthphi generate` without any setting, but for the seed,
/// which only the demonstration corpus has by default.
fn defaults() -> Draft {
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
        pools: Some(PoolsDraft {
            patients: Some(5_000),
            providers: Some(400),
            facilities: Some(40),
        }),
        templates: Some(String::new()),
    }
}

/// Documents of one class at most: ids stay short and arithmetic exact.
const MOST_DOCUMENTS: u64 = 1_000_000_000;

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
            pools: Pools {
                patients: pools.patients.unwrap_or_default(),
                providers: pools.providers.unwrap_or_default(),
                facilities: pools.facilities.unwrap_or_default(),
            },
            templates: draft.templates.unwrap_or_default(),
        };
        recipe.check()?;
        Ok(recipe)
    }

    fn check(&self) -> Result<()> {
        if Seed::new(self.seed).is_none() {
            return refuse(
                "seed",
                self.seed,
                "does not fit",
                format!("a whole number from 0 to {}", Seed::MAX),
            );
        }
        for class in Class::ALL {
            if self.count(class) > MOST_DOCUMENTS {
                return refuse(
                    class.name(),
                    self.count(class),
                    "is too many",
                    format!("at most {MOST_DOCUMENTS} documents of a class"),
                );
            }
        }
        if self.layout == Layout::Purview {
            self.check_samples()?;
        }
        if self.positive + self.negative == 0 {
            return refuse(
                "positive",
                0,
                "and negative = 0: there is nothing to make",
                "ask for at least one document with --positive or --negative".into(),
            );
        }
        let pools = [
            ("pools.patients", self.pools.patients, 50_000_000),
            ("pools.providers", self.pools.providers, 1_000_000),
            ("pools.facilities", self.pools.facilities, 1_000),
        ];
        for (key, value, most) in pools {
            if !(1..=most).contains(&value) {
                return refuse(
                    key,
                    value,
                    "is out of range",
                    format!("a whole number from 1 to {most}"),
                );
            }
        }
        if self.pools.providers < self.pools.facilities {
            return refuse(
                "pools.providers",
                self.pools.providers,
                "leaves facilities without a provider",
                format!("at least pools.facilities = {}", self.pools.facilities),
            );
        }
        check_weights("formats", &self.formats)?;
        if self.formats.values().sum::<f64>() <= 0.0 {
            return refuse(
                "formats",
                format!("{:?}", self.formats),
                "sums to nothing",
                "give at least one format a weight above 0, such as formats = { docx = 1 }".into(),
            );
        }
        check_weights("documents", &self.documents)?;
        check_weights("quality", &self.quality)?;
        let known = |name: &String| Quality::ALL.iter().any(|quality| quality.name() == name);
        if let Some(name) = self.quality.keys().find(|name| !known(name)) {
            return refuse(
                &format!("quality.{name}"),
                self.quality[name],
                "is no quality",
                format!("one of {}", Quality::ALL.map(Quality::name).join(", ")),
            );
        }
        if self.quality.values().sum::<f64>() <= 0.0 {
            return refuse(
                "quality",
                format!("{:?}", self.quality),
                "sums to nothing",
                "give at least one quality a weight above 0, such as quality = { clean = 1 }"
                    .into(),
            );
        }
        Ok(())
    }

    /// Purview takes 50 to 500 positive samples and as many to three times as
    /// many negative ones, at most 1,500 (Microsoft Learn, "Get started with
    /// trainable classifiers").
    fn check_samples(&self) -> Result<()> {
        let fix = "Purview is taught with 50 to 500 positive documents and one to three times \
                   as many negative ones; or choose another layout";
        if !(50..=500).contains(&self.positive) {
            return refuse(
                "positive",
                self.positive,
                "does not fit layout = \"purview\"",
                fix.into(),
            );
        }
        if !(self.positive..=3 * self.positive).contains(&self.negative) {
            return refuse(
                "negative",
                self.negative,
                "does not fit layout = \"purview\"",
                fix.into(),
            );
        }
        Ok(())
    }

    /// The share of a quality, relative to the others.
    pub fn share(&self, quality: Quality) -> f64 {
        self.quality
            .get(quality.name())
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

    fn settings(&self) -> serde_json::Map<String, serde_json::Value> {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(settings)) => settings,
            _ => unreachable!("a recipe is a struct of plain values"),
        }
    }
}

fn parse_date(text: &str) -> Result<Date> {
    let fix = "a date from 1990-01-01 to 2099-12-31, written YYYY-MM-DD";
    match text.parse::<Date>() {
        Ok(date) if (1990..=2099).contains(&date.year()) => Ok(date),
        Ok(_) => refuse("as_of", text, "is out of range", fix.into()),
        Err(_) => refuse("as_of", text, "is no date", fix.into()),
    }
}

fn check_weights(section: &str, weights: &BTreeMap<String, f64>) -> Result<()> {
    for (name, &weight) in weights {
        if !(weight.is_finite() && (0.0..=1e6).contains(&weight)) {
            return refuse(
                &format!("{section}.{name}"),
                weight,
                "is no weight",
                "a number from 0 to 1000000; weights are relative to each other".into(),
            );
        }
    }
    Ok(())
}

fn refuse<T>(key: &str, value: impl ToString, problem: &str, fix: String) -> Result<T> {
    Err(Error::Recipe {
        key: key.to_owned(),
        value: value.to_string(),
        problem: problem.to_owned(),
        fix,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> String {
        let error = Draft::parse("recipe.toml", text)
            .and_then(|draft| Recipe::new(draft, 1))
            .unwrap_err();
        format!("{error} | {}", error.hint().unwrap_or_default())
    }

    #[test]
    fn what_is_wrong_is_named_with_its_fix() {
        for (text, expected) in [
            ("sed = 1", "recipe.toml:1: unknown field `sed`"),
            ("\nseed = -1", "recipe.toml:2: invalid value"),
            ("seed = 1.5", "recipe.toml:1: invalid type"),
            ("positive = 0\nnegative = 0", "nothing to make"),
            (
                "positive = 2000000000",
                "positive = 2000000000: is too many",
            ),
            ("as_of = \"2026-02-30\"", "as_of = 2026-02-30: is no date"),
            (
                "as_of = \"1066-10-14\"",
                "as_of = 1066-10-14: is out of range",
            ),
            (
                "[pools]\npatients = 0",
                "pools.patients = 0: is out of range",
            ),
            ("[formats]\ndocx = 0.0", "sums to nothing"),
            ("[formats]\ndocx = -1", "formats.docx = -1: is no weight"),
            ("[formats]\ndocx = nan", "formats.docx = NaN: is no weight"),
            (
                "layout = \"pretty\"",
                "recipe.toml:1: unknown variant `pretty`",
            ),
            (
                "[pools]\nproviders = 3",
                "leaves facilities without a provider",
            ),
        ] {
            let message = refused(text);
            assert!(message.contains(expected), "{text:?} gave {message:?}");
        }
        let error = Recipe::new(
            Draft {
                seed: Some(u64::MAX),
                ..Draft::default()
            },
            1,
        );
        assert!(error.unwrap_err().to_string().starts_with("seed = 1844"));
    }

    #[test]
    fn flags_go_before_the_file_and_the_file_before_the_defaults() {
        let flags = Draft {
            positive: Some(7),
            ..Draft::default()
        };
        let file = Draft::parse(
            "r.toml",
            "positive = 9\nnegative = 3\n[pools]\npatients = 50",
        )
        .unwrap();
        let recipe = Recipe::new(flags.or(file), 5).unwrap();
        assert_eq!((recipe.positive, recipe.negative, recipe.seed), (7, 3, 5));
        assert_eq!((recipe.pools.patients, recipe.pools.providers), (50, 400));
    }

    #[test]
    fn json_and_toml_say_the_same() {
        let toml = Draft::parse("r.toml", "seed = 3\n[formats]\npdf = 1").unwrap();
        let json = Draft::parse("r.json", r#"{"seed": 3, "formats": {"pdf": 1}}"#).unwrap();
        assert_eq!(toml, json);
    }

    #[test]
    fn the_digest_leaves_the_counts_out_and_nothing_else() {
        let recipe = Recipe::new(Draft::default(), 42).unwrap();
        let more = Recipe {
            positive: 9_999,
            ..recipe.clone()
        };
        assert_eq!(recipe.digest(), more.digest());
        assert!(recipe.differences(&more).is_empty());
        let other = Recipe {
            seed: 43,
            ..recipe.clone()
        };
        assert_ne!(recipe.digest(), other.digest());
        assert_eq!(recipe.differences(&other), ["seed: 42 -> 43"]);
        let again = Recipe::from_canonical("stored", &recipe.canonical()).unwrap();
        assert_eq!(again, recipe);
    }
}
