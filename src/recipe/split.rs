//! Train, dev and test: how much each side gets, and what never crosses.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::error::{Error, Result};

/// A side of the split.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// To learn from.
    Train,
    /// To choose settings by.
    Dev,
    /// To measure with, once.
    Test,
}

impl Side {
    /// All, in the order in which they are listed everywhere.
    pub const ALL: [Self; 3] = [Self::Train, Self::Dev, Self::Test];

    /// The name in recipes and records.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Train => "train",
            Self::Dev => "dev",
            Self::Test => "test",
        }
    }
}

/// What is on one side of the split only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Apart {
    /// Patients, with their relatives.
    Patient,
    /// Facilities, with their providers and employees.
    Facility,
    /// Document types, each with its samples.
    Template,
}

/// How documents are split.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Split {
    /// The share of [`Side::Train`], relative to the others.
    pub train: f64,
    /// The share of [`Side::Dev`].
    pub dev: f64,
    /// The share of [`Side::Test`].
    pub test: f64,
    /// What is kept apart; patients and facilities always are.
    pub by: BTreeSet<Apart>,
}

impl Default for Split {
    fn default() -> Self {
        Self {
            train: 8.0,
            dev: 1.0,
            test: 1.0,
            by: BTreeSet::from([Apart::Patient, Apart::Facility]),
        }
    }
}

impl Split {
    /// Whether it is the one of a recipe that says nothing of it, and is left
    /// out of the canonical form: a recipe from before there was a choice is
    /// the same recipe.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a document type has a side too.
    pub fn keeps_types_apart(&self) -> bool {
        self.by.contains(&Apart::Template)
    }

    /// The share of a side, relative to the others.
    pub fn share(&self, side: Side) -> f64 {
        match side {
            Side::Train => self.train,
            Side::Dev => self.dev,
            Side::Test => self.test,
        }
    }

    /// The side of whatever is at `place` of `size` in a row that is cut by the
    /// shares. The middle of its place decides, so that of one, one trains.
    pub fn at(&self, place: u64, size: u64) -> Side {
        let total: f64 = Side::ALL.iter().map(|side| self.share(*side)).sum();
        let mut cut = 0.0;
        for side in Side::ALL {
            cut += self.share(side);
            if (2 * place + 1) as f64 * total < 2.0 * size as f64 * cut {
                return side;
            }
        }
        // Rounding can leave a sliver past the end.
        let given = Side::ALL.into_iter().rev();
        given
            .clone()
            .find(|side| self.share(*side) > 0.0)
            .unwrap_or(Side::Train)
    }

    /// The sides that have a share.
    pub fn sides(&self) -> impl Iterator<Item = Side> + '_ {
        let sides = Side::ALL.into_iter();
        sides.filter(|side| self.share(*side) > 0.0)
    }
}

/// The split of a draft.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SplitDraft {
    /// See [`Split::train`].
    pub train: Option<f64>,
    /// See [`Split::dev`].
    pub dev: Option<f64>,
    /// See [`Split::test`].
    pub test: Option<f64>,
    /// See [`Split::by`].
    pub by: Option<BTreeSet<Apart>>,
}

impl SplitDraft {
    /// A draft with shares by the names of sides.
    ///
    /// # Errors
    /// [`Error::Recipe`] if there is no side of a name.
    pub fn of(shares: &[(String, f64)]) -> Result<Self> {
        let mut draft = Self::default();
        for (name, share) in shares {
            let side = match name.as_str() {
                "train" => &mut draft.train,
                "dev" => &mut draft.dev,
                "test" => &mut draft.test,
                _ => {
                    return Err(Error::Recipe {
                        key: format!("split.{name}"),
                        value: share.to_string(),
                        problem: "is no side of the split".into(),
                        fix: "one of train, dev, test".into(),
                    });
                }
            };
            *side = Some(*share);
        }
        Ok(draft)
    }

    fn has_shares(&self) -> bool {
        [self.train, self.dev, self.test]
            .iter()
            .any(Option::is_some)
    }

    /// This draft with its open settings taken from another. Shares are
    /// relative to each other, so they are taken together.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let shares = if self.has_shares() { &self } else { &other };
        Self {
            train: shares.train,
            dev: shares.dev,
            test: shares.test,
            by: self.by.or(other.by),
        }
    }

    /// The split, of which a side that is not named among others has nothing.
    pub fn close(self) -> Split {
        let usual = Split::default();
        let of = |share: Option<f64>, usual: f64| match self.has_shares() {
            true => share.unwrap_or(0.0),
            false => usual,
        };
        Split {
            train: of(self.train, usual.train),
            dev: of(self.dev, usual.dev),
            test: of(self.test, usual.test),
            by: self.by.unwrap_or(usual.by),
        }
    }
}
