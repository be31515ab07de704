//! What settings can be, as far as it can be told without the catalogue.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Apart, Layout, Placement, Quality, Recipe, Side, Split};
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::seed::Seed;

/// Documents of one class at most: ids stay short and arithmetic exact.
const MOST_DOCUMENTS: u64 = 1_000_000_000;

const MOST_FACILITIES: u32 = 1_000;

impl Recipe {
    pub(super) fn check(&self) -> Result<()> {
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
            ("pools.facilities", self.pools.facilities, MOST_FACILITIES),
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
        check_names("quality", &self.quality, &Quality::ALL.map(Quality::name))?;
        if self.quality.values().sum::<f64>() <= 0.0 {
            return refuse(
                "quality",
                format!("{:?}", self.quality),
                "sums to nothing",
                "give at least one quality a weight above 0, such as quality = { clean = 1 }"
                    .into(),
            );
        }
        check_names(
            "placement",
            &self.placement,
            &Placement::ALL.map(Placement::name),
        )?;
        for (name, &share) in &self.placement {
            if !(0.0..=1.0).contains(&share) {
                return refuse(
                    &format!("placement.{name}"),
                    share,
                    "is no share",
                    "a number from 0 to 1: 0.1 is one document in ten".into(),
                );
            }
        }
        self.check_split()
    }

    fn check_split(&self) -> Result<()> {
        let shares = Side::ALL.map(|side| (side.name().to_owned(), self.split.share(side)));
        let shares = BTreeMap::from(shares);
        check_weights("split", &shares)?;
        if shares.values().sum::<f64>() <= 0.0 {
            return refuse(
                "split",
                format!("{shares:?}"),
                "sums to nothing",
                "give at least one side a share above 0, such as split = { train = 1 }".into(),
            );
        }
        let by = &self.split.by;
        if !by.is_superset(&BTreeSet::from([Apart::Patient, Apart::Facility])) {
            return refuse(
                "split.by",
                serde_json::to_string(by).unwrap_or_default(),
                "would let people and places cross",
                "by = [\"patient\", \"facility\"], or [\"patient\", \"facility\", \"template\"]"
                    .into(),
            );
        }
        // With few facilities the usual split goes as far as they do; one that
        // was asked for is to be had.
        if self.split.is_default() {
            return Ok(());
        }
        let facilities = self.pools.facilities;
        let empty = |size: u32| {
            let mut sides = self.split.sides();
            sides.find(|side| !has_one(&self.split, *side, size))
        };
        match empty(facilities) {
            None => Ok(()),
            Some(side) => refuse(
                &format!("split.{}", side.name()),
                self.split.share(side),
                &format!("gets none of {facilities} facilities"),
                match (facilities..=MOST_FACILITIES).find(|more| empty(*more).is_none()) {
                    Some(more) => {
                        format!("pools.facilities = {more} or more, a larger share, or none")
                    }
                    None => "a larger share, or none".into(),
                },
            ),
        }
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
}

/// Whether a side gets one of so many facilities.
fn has_one(split: &Split, side: Side, facilities: u32) -> bool {
    let size = u64::from(facilities);
    (0..size).any(|place| split.at(place, size) == side)
}

pub(super) fn parse_date(text: &str) -> Result<Date> {
    let fix = "a date from 1990-01-01 to 2099-12-31, written YYYY-MM-DD";
    match text.parse::<Date>() {
        Ok(date) if (1990..=2099).contains(&date.year()) => Ok(date),
        Ok(_) => refuse("as_of", text, "is out of range", fix.into()),
        Err(_) => refuse("as_of", text, "is no date", fix.into()),
    }
}

fn check_names(section: &str, settings: &BTreeMap<String, f64>, known: &[&str]) -> Result<()> {
    match settings
        .iter()
        .find(|(name, _)| !known.contains(&name.as_str()))
    {
        None => Ok(()),
        Some((name, value)) => refuse(
            &format!("{section}.{name}"),
            value,
            &format!("is no {section}"),
            format!("one of {}", known.join(", ")),
        ),
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
