//! The best of many features, by what they promised where they were learnt.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::columns::{Column, Histogram};
use super::document::Document;
use super::report::Table;
use super::trial::{Comparison, ENOUGH, FOLDS, Ground, Trial};

/// Words of fewer documents tell nothing of a corpus.
const RARE: usize = 5;
/// How many words and features are named for each comparison.
const NAMED: usize = 6;

/// The best of something in one comparison.
pub(super) struct Row {
    pub what: &'static str,
    pub comparison: Comparison,
    /// The negatives and the positives.
    pub sizes: [u64; 2],
    /// The area under the curve.
    pub area: f64,
    /// The accuracy.
    pub right: f64,
    /// What it is that is the best.
    pub by: String,
}

impl Row {
    pub(super) fn against(&self, ground: &Ground) -> String {
        ground.against(self.comparison).to_owned()
    }

    pub(super) fn within(&self, ground: &Ground) -> String {
        ground.within(self.comparison).to_owned()
    }

    pub(super) fn is_judged(&self) -> bool {
        self.sizes.iter().all(|size| *size >= ENOUGH)
    }
}

/// The best feature of each comparison and fold, and the best over all folds.
#[derive(Clone)]
pub(super) struct Best {
    /// By comparison: in each fold, the promise that was the greatest, whose
    /// it was, and what came of it.
    folds: Vec<Vec<Option<(f64, u64, Trial)>>>,
    /// By comparison: the greatest areas over all folds, and whose they are.
    top: Vec<Vec<(f64, u64)>>,
}

impl Best {
    fn none(ground: &Ground) -> Self {
        Self {
            folds: vec![vec![None; FOLDS]; ground.comparisons.len()],
            top: vec![Vec::new(); ground.comparisons.len()],
        }
    }

    fn see(&mut self, ground: &Ground, whose: u64, histogram: &Histogram) {
        for (at, comparison) in ground.comparisons.iter().enumerate() {
            let trials = ground.trials(histogram, *comparison);
            let areas: Vec<f64> = trials
                .iter()
                .filter_map(|trial| Some(trial.outcome?.0))
                .collect();
            if areas.is_empty() {
                continue;
            }
            let mean = areas.iter().sum::<f64>() / areas.len() as f64;
            self.top[at].push((mean, whose));
            keep(&mut self.top[at]);
            for (best, trial) in self.folds[at].iter_mut().zip(trials) {
                better(best, Some((trial.promise, whose, trial)));
            }
        }
    }

    fn with(mut self, other: Self) -> Self {
        for (mine, theirs) in self.folds.iter_mut().zip(other.folds) {
            for (best, candidate) in mine.iter_mut().zip(theirs) {
                better(best, candidate);
            }
        }
        for (mine, theirs) in self.top.iter_mut().zip(other.top) {
            mine.extend(theirs);
            keep(mine);
        }
        self
    }

    /// All that may have to be named.
    pub(super) fn named(&self) -> impl Iterator<Item = u64> {
        let tops = self.top.iter().flatten().map(|(_, whose)| *whose);
        let folds = self.folds.iter().flatten().flatten();
        tops.chain(folds.map(|(_, whose, _)| *whose))
    }

    /// Names those that tell the most, wherever they tell more than chance:
    /// against all negatives, and words against each kind in all formats too.
    pub(super) fn tell(
        &self,
        ground: &Ground,
        what: &str,
        name: impl Fn(u64) -> String,
        table: &mut Table,
    ) {
        for (comparison, top) in ground.comparisons.iter().zip(&self.top) {
            let is_named = match what {
                "single word" => comparison.format.is_none() || comparison.kind.is_none(),
                _ => comparison.kind.is_none(),
            };
            if !is_named || !ground.is_measurable(*comparison) {
                continue;
            }
            let telling = top.iter().filter(|(area, _)| *area >= 0.55);
            table.rows.extend(telling.map(|(area, whose)| {
                vec![
                    what.to_owned(),
                    ground.within(*comparison).to_owned(),
                    ground.against(*comparison).to_owned(),
                    format!("{area:.3}"),
                    name(*whose),
                ]
            }));
        }
    }

    pub(super) fn rows(
        &self,
        what: &'static str,
        ground: &Ground,
        name: impl Fn(u64) -> String,
    ) -> Vec<Row> {
        let each = ground.comparisons.iter().zip(&self.folds);
        each.filter_map(|(comparison, folds)| {
            let held: Vec<(u64, (f64, f64))> = folds
                .iter()
                .flatten()
                .filter_map(|(_, whose, trial)| Some((*whose, trial.outcome?)))
                .collect();
            if held.is_empty() || !ground.is_measurable(*comparison) {
                return None;
            }
            let mean = |part: fn(&(f64, f64)) -> f64| {
                held.iter().map(|(_, outcome)| part(outcome)).sum::<f64>() / held.len() as f64
            };
            let mut votes: BTreeMap<u64, usize> = BTreeMap::new();
            for (whose, _) in &held {
                *votes.entry(*whose).or_default() += 1;
            }
            let winner = votes
                .iter()
                .max_by_key(|(whose, votes)| (**votes, u64::MAX - **whose))?;
            Some(Row {
                what,
                comparison: *comparison,
                sizes: ground.sizes(*comparison),
                area: mean(|outcome| outcome.0),
                right: mean(|outcome| outcome.1),
                by: name(*winner.0),
            })
        })
        .collect()
    }
}

/// Takes the greater promise; of equal ones the lower name, whatever came first.
fn better(best: &mut Option<(f64, u64, Trial)>, candidate: Option<(f64, u64, Trial)>) {
    let Some(new) = candidate else { return };
    let is_better = best.is_none_or(|old| new.0 > old.0 || new.0 == old.0 && new.1 < old.1);
    if is_better {
        *best = Some(new);
    }
}

fn keep(top: &mut Vec<(f64, u64)>) {
    top.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    top.truncate(NAMED);
}

pub(super) fn features(ground: &Ground, columns: &[&Column]) -> Best {
    let none = || Best::none(ground);
    columns
        .par_iter()
        .enumerate()
        .fold(none, |mut best, (at, column)| {
            let histogram = Histogram::of(column, &ground.cells, ground.totals.len());
            best.see(ground, at as u64, &histogram);
            best
        })
        .reduce(none, Best::with)
}

/// Every word by whether it occurs.
pub(super) fn words(ground: &Ground, documents: &[Document]) -> Best {
    let mut having: Vec<(u64, u32)> = (0..)
        .zip(documents)
        .flat_map(|(at, document)| document.words.iter().map(move |word| (*word, at)))
        .collect();
    having.par_sort_unstable();
    let words: Vec<&[(u64, u32)]> = having
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|word| (RARE..documents.len()).contains(&word.len()))
        .collect();
    let none = || Best::none(ground);
    words
        .par_iter()
        .fold(none, |mut best, word| {
            let at = word.iter().map(|(_, at)| *at as usize);
            let histogram = Histogram::presence(at, &ground.cells, &ground.totals);
            best.see(ground, word[0].0, &histogram);
            best
        })
        .reduce(none, Best::with)
}
