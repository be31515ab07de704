//! One feature, or many, tried on documents that it was not chosen by.
//!
//! The documents are dealt into folds, whole facilities at a time, so that no
//! place's habits help. For each fold, what is the best feature, which way it
//! points and where its cut lies is learnt from the other folds and then held
//! against this one; the figures are means over the folds. A feature that was
//! best by chance alone has no advantage so.

use super::auc::{Counts, accuracy, auc, cut};
use super::columns::Histogram;
use super::document::Document;

pub(super) const FOLDS: usize = 5;

/// Fewer documents than this on a side are too few to be measured on.
const LEAST: u64 = 20;
/// Fewer than this on a side are too few to be judged by.
pub(super) const ENOUGH: u64 = 50;

/// Which documents are held against which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Comparison {
    /// Of one format only; of all if none is named.
    pub format: Option<usize>,
    /// The kind of the negatives; all of them if none is named.
    pub kind: Option<usize>,
}

/// How the documents fall into cells: by fold, side and kind, and format.
#[derive(Debug)]
pub(super) struct Ground {
    pub formats: Vec<String>,
    pub kinds: Vec<String>,
    pub comparisons: Vec<Comparison>,
    /// The fold of each document.
    pub folds: Vec<usize>,
    /// The cell of each document.
    pub cells: Vec<usize>,
    /// How many documents each cell holds.
    pub totals: Vec<u32>,
}

impl Ground {
    pub(super) fn new(documents: &[Document]) -> Self {
        let sorted = |mut names: Vec<String>| {
            names.sort_unstable();
            names.dedup();
            names
        };
        let all = documents.iter();
        let formats = sorted(all.clone().map(|it| it.format.clone()).collect());
        let kinds = sorted(
            all.filter(|it| !it.is_positive)
                .map(|it| it.kind.clone())
                .collect(),
        );
        let folds = folds(documents);
        let mut ground = Self {
            comparisons: comparisons(formats.len(), kinds.len()),
            cells: Vec::with_capacity(documents.len()),
            totals: vec![0; FOLDS * (kinds.len() + 1) * formats.len()],
            formats,
            kinds,
            folds,
        };
        for (document, fold) in documents.iter().zip(&ground.folds) {
            let place = |names: &[String], name: &String| names.iter().position(|it| it == name);
            let format = place(&ground.formats, &document.format).unwrap_or_default();
            let side = match document.is_positive {
                true => 0,
                false => place(&ground.kinds, &document.kind).unwrap_or_default() + 1,
            };
            let cell = ground.cell(*fold, side, format);
            ground.cells.push(cell);
            ground.totals[cell] += 1;
        }
        ground
    }

    fn cell(&self, fold: usize, side: usize, format: usize) -> usize {
        (fold * (self.kinds.len() + 1) + side) * self.formats.len() + format
    }

    /// Which negatives a comparison is against.
    pub(super) fn against(&self, comparison: Comparison) -> &str {
        comparison
            .kind
            .map_or("all negatives", |kind| &self.kinds[kind])
    }

    /// Within which format.
    pub(super) fn within(&self, comparison: Comparison) -> &str {
        comparison
            .format
            .map_or("all formats", |format| &self.formats[format])
    }

    /// Whether a document belongs to a comparison.
    pub(super) fn includes(&self, comparison: Comparison, document: usize) -> bool {
        let cell = self.cells[document];
        let side = cell / self.formats.len() % (self.kinds.len() + 1);
        let format = cell % self.formats.len();
        comparison.format.is_none_or(|only| only == format)
            && (side == 0 || comparison.kind.is_none_or(|kind| kind + 1 == side))
    }

    /// The negatives and positives of a comparison.
    pub(super) fn sizes(&self, comparison: Comparison) -> [u64; 2] {
        let mut sizes = [0, 0];
        for fold in 0..FOLDS {
            self.each(comparison, fold, |cell, side| {
                sizes[side] += u64::from(self.totals[cell]);
            });
        }
        sizes
    }

    /// Whether there are enough documents to say anything.
    pub(super) fn is_measurable(&self, comparison: Comparison) -> bool {
        self.sizes(comparison).iter().all(|size| *size >= LEAST)
    }

    fn each(&self, comparison: Comparison, fold: usize, mut each: impl FnMut(usize, usize)) {
        for format in 0..self.formats.len() {
            if comparison.format.is_some_and(|only| only != format) {
                continue;
            }
            each(self.cell(fold, 0, format), 1);
            for kind in 0..self.kinds.len() {
                if comparison.kind.is_none_or(|only| only == kind) {
                    each(self.cell(fold, kind + 1, format), 0);
                }
            }
        }
    }

    /// What a feature does in each fold of a comparison.
    pub(super) fn trials(&self, histogram: &Histogram, comparison: Comparison) -> Vec<Trial> {
        let by_fold: Vec<Vec<Counts>> = (0..FOLDS)
            .map(|fold| {
                let mut counts = vec![[0, 0]; histogram.levels];
                self.each(comparison, fold, |cell, side| {
                    histogram.add(cell, side, &mut counts);
                });
                counts
            })
            .collect();
        (0..FOLDS)
            .map(|fold| Trial::of(histogram.is_ordered, &by_fold, fold))
            .collect()
    }
}

/// All, and within each format; against all negatives, and against each kind.
fn comparisons(formats: usize, kinds: usize) -> Vec<Comparison> {
    let mut list = Vec::new();
    for format in std::iter::once(None).chain((0..formats).map(Some)) {
        for kind in std::iter::once(None).chain((0..kinds).map(Some)) {
            list.push(Comparison { format, kind });
        }
    }
    list
}

/// Deals the documents into folds by their facilities, or one by one if there
/// are too few facilities for that.
fn folds(documents: &[Document]) -> Vec<usize> {
    let mut facilities: Vec<u64> = documents.iter().map(|it| it.facility).collect();
    facilities.sort_unstable();
    facilities.dedup();
    let alone = facilities.len() < 2 * FOLDS;
    documents
        .iter()
        .map(|document| match alone {
            true => (document.order % FOLDS as u64) as usize,
            false => facilities.partition_point(|it| *it < document.facility) % FOLDS,
        })
        .collect()
}

/// What a feature does in one fold.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Trial {
    /// How well it tells the sides apart where it was learnt.
    pub promise: f64,
    /// And in the fold itself: the area under the curve, and the mean of the
    /// shares of both sides that are called right. None if the fold has but one side.
    pub outcome: Option<(f64, f64)>,
}

impl Trial {
    fn of(is_ordered: bool, folds: &[Vec<Counts>], fold: usize) -> Self {
        let others = sum(folds, |at| at != fold);
        let (order, promise) = match is_ordered {
            true => by_level(&others),
            false => {
                // What a word promised where it was learnt it may owe to being
                // rare: the promise is what it keeps in yet another fold.
                let kept = (0..folds.len()).filter(|at| *at != fold).filter_map(|at| {
                    let learnt = sum(folds, |other| other != fold && other != at);
                    auc(&ordered(&folds[at], &by_share(&learnt)))
                });
                let kept: Vec<f64> = kept.collect();
                let promise = match kept.len() {
                    0 => 0.5,
                    count => kept.iter().sum::<f64>() / count as f64,
                };
                (by_share(&others), promise)
            }
        };
        let cut = cut(&ordered(&others, &order));
        let held = ordered(&folds[fold], &order);
        Self {
            promise,
            outcome: auc(&held).zip(accuracy(&held, cut)),
        }
    }
}

fn sum(folds: &[Vec<Counts>], takes: impl Fn(usize) -> bool) -> Vec<Counts> {
    let mut sums = vec![[0, 0]; folds.first().map_or(0, Vec::len)];
    for (_, counts) in folds.iter().enumerate().filter(|(at, _)| takes(*at)) {
        for (sum, both) in sums.iter_mut().zip(counts) {
            *sum = [sum[0] + both[0], sum[1] + both[1]];
        }
    }
    sums
}

/// Levels from the least to the most positive, those that say the same together.
type Order = Vec<Vec<usize>>;

/// Up, down, outward from the middle or inward, whatever tells the most, and
/// how much that is.
fn by_level(counts: &[Counts]) -> (Order, f64) {
    let up: Order = (0..counts.len()).map(|level| vec![level]).collect();
    let middle = middle(counts);
    let mut outward: Order = Vec::new();
    for distance in 0..counts.len() {
        let both = [middle.checked_sub(distance), Some(middle + distance)];
        let mut levels: Vec<usize> = both.into_iter().flatten().collect();
        levels.retain(|level| *level < counts.len());
        levels.dedup();
        if !levels.is_empty() {
            outward.push(levels);
        }
    }
    let mut best = (up.clone(), 0.0);
    for order in [up, outward] {
        let area = auc(&ordered(counts, &order)).unwrap_or(0.5);
        let (order, area) = match area < 0.5 {
            true => (order.into_iter().rev().collect(), 1.0 - area),
            false => (order, area),
        };
        if area > best.1 {
            best = (order, area);
        }
    }
    best
}

/// The level of the median document.
fn middle(counts: &[Counts]) -> usize {
    let total: u32 = counts.iter().flatten().sum();
    let mut before = 0;
    counts
        .iter()
        .position(|both| {
            before += both[0] + both[1];
            before * 2 >= total
        })
        .unwrap_or_default()
}

/// Words by the share of positives that have them, drawn a little towards the
/// share among all.
fn by_share(counts: &[Counts]) -> Order {
    const PRIOR: f64 = 2.0;
    let [negatives, positives] = counts.iter().fold([0.0, 0.0], |sum: [f64; 2], both| {
        [sum[0] + f64::from(both[0]), sum[1] + f64::from(both[1])]
    });
    let usual = positives / (negatives + positives).max(1.0);
    let mut shares: Vec<(f64, usize)> = counts
        .iter()
        .map(|both| {
            let [negative, positive] = both.map(f64::from);
            (positive + PRIOR * usual) / (negative + positive + PRIOR)
        })
        .zip(0..)
        .collect();
    shares.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    shares
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| same.iter().map(|(_, level)| *level).collect())
        .collect()
}

fn ordered(counts: &[Counts], order: &Order) -> Vec<Counts> {
    order
        .iter()
        .map(|levels| {
            levels.iter().fold([0, 0], |sum, level| {
                [sum[0] + counts[*level][0], sum[1] + counts[*level][1]]
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_tells_by_its_middle_is_seen_too() {
        let counts = [[9, 1], [1, 9], [1, 9], [1, 9], [9, 1]];
        let (order, area) = by_level(&counts);
        assert!(area > 0.8, "{order:?} {area}");
        let (_, area) = by_level(&[[9, 1], [5, 5], [1, 9]]);
        assert!(area > 0.8);
    }

    #[test]
    fn a_word_of_every_document_its_own_promises_nothing() {
        // Every level occurs once, in one fold.
        let folds: Vec<Vec<Counts>> = (0..FOLDS)
            .map(|fold| {
                let mut counts = vec![[0, 0]; 50];
                for at in 0..10 {
                    counts[fold * 10 + at][at % 2] = 1;
                }
                counts
            })
            .collect();
        let trial = Trial::of(false, &folds, 0);
        assert_eq!(trial.promise, 0.5);
        assert_eq!(trial.outcome, Some((0.5, 0.5)));
    }

    #[test]
    fn a_word_that_tells_does_so_in_every_fold() {
        let folds = vec![vec![[8, 0], [0, 8], [2, 2]]; FOLDS];
        let trial = Trial::of(false, &folds, 2);
        let (area, right) = trial.outcome.unwrap();
        assert!(
            trial.promise > 0.9 && area > 0.9 && right == 0.9,
            "{trial:?}"
        );
    }
}
