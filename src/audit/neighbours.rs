//! Texts that are nearly the same: MinHash (Broder 1997) finds the candidates,
//! and what they have in common is then counted.

use rayon::prelude::*;

use super::words::{join, mix};

/// Bands of the signature; documents that agree in one are candidates.
const BANDS: usize = 42;
/// Rows of a band. With 42 bands of 3, of the pairs with half of their
/// shingles in common 99.6 % are found, of those with a third 80 %.
const ROWS: usize = 3;
/// Below that estimate a candidate is not looked at again.
const LEAST: f64 = 0.3;

/// The set of a text's shingles.
#[derive(Clone, Debug)]
pub(super) struct Shingles {
    /// In order, each once.
    set: Vec<u64>,
    signature: [u32; BANDS * ROWS],
}

impl Shingles {
    pub(super) fn new(mut set: Vec<u64>) -> Self {
        set.sort_unstable();
        set.dedup();
        let mut signature = [u32::MAX; BANDS * ROWS];
        for shingle in &set {
            for (row, least) in (1_u64..).zip(&mut signature) {
                // A hash function a row: the high half of a multiply-add.
                let (multiplier, offset) = (mix(2 * row) | 1, mix(2 * row + 1));
                let hashed = shingle.wrapping_mul(multiplier).wrapping_add(offset) >> 32;
                *least = (*least).min(hashed as u32);
            }
        }
        Self { set, signature }
    }

    /// The share of shingles in common, as the signatures tell it.
    fn estimate(&self, other: &Self) -> f64 {
        let same = self
            .signature
            .iter()
            .zip(&other.signature)
            .filter(|(a, b)| a == b);
        same.count() as f64 / self.signature.len() as f64
    }

    /// The share of shingles in common (Jaccard 1901).
    fn jaccard(&self, other: &Self) -> f64 {
        let (mut mine, mut theirs) = (self.set.iter().peekable(), other.set.iter().peekable());
        let mut common = 0;
        while let (Some(a), Some(b)) = (mine.peek(), theirs.peek()) {
            let order = a.cmp(b);
            common += usize::from(order.is_eq());
            if order.is_le() {
                mine.next();
            }
            if order.is_ge() {
                theirs.next();
            }
        }
        common as f64 / (self.set.len() + other.set.len() - common).max(1) as f64
    }
}

/// The nearest other document of each, and how much they have in common;
/// `(index itself, 0.0)` if none was found.
pub(super) fn nearest(documents: &[Shingles]) -> Vec<(usize, f64)> {
    let mut pairs: Vec<(u32, u32)> = (0..BANDS)
        .into_par_iter()
        .flat_map_iter(|band| candidates(documents, band))
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    let found: Vec<(usize, usize, f64)> = pairs
        .into_par_iter()
        .filter_map(|(first, second)| {
            let (first, second) = (first as usize, second as usize);
            let (a, b) = (&documents[first], &documents[second]);
            (a.estimate(b) >= LEAST).then(|| (first, second, a.jaccard(b)))
        })
        .collect();
    let mut nearest: Vec<(usize, f64)> = (0..documents.len()).map(|at| (at, 0.0)).collect();
    for (first, second, share) in found {
        for (one, other) in [(first, second), (second, first)] {
            if share > nearest[one].1 {
                nearest[one] = (other, share);
            }
        }
    }
    nearest
}

/// How many documents that agree in one band are paired each with each; of
/// more, each is paired with the next ones only. Whole copies are found so too.
const CROWD: usize = 64;

fn candidates(documents: &[Shingles], band: usize) -> Vec<(u32, u32)> {
    let mut keys: Vec<(u64, u32)> = documents
        .iter()
        .enumerate()
        .filter(|(_, document)| !document.set.is_empty())
        .map(|(at, document)| {
            let rows = &document.signature[band * ROWS..(band + 1) * ROWS];
            let key = rows.iter().fold(0, |key, row| join(key, u64::from(*row)));
            (key, at as u32)
        })
        .collect();
    keys.sort_unstable();
    let mut pairs = Vec::new();
    for same in keys.chunk_by(|a, b| a.0 == b.0) {
        for (at, (_, first)) in same.iter().enumerate() {
            let others = same[at + 1..].iter().take(CROWD);
            pairs.extend(others.map(|(_, second)| (*first, *second)));
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sets of which a given share is common.
    fn sets(common: u64, own: u64) -> [Shingles; 2] {
        [1, 2].map(|side| {
            let shared = (0..common).map(mix);
            let apart = (0..own).map(move |n| mix(n + side * 1_000_000));
            Shingles::new(shared.chain(apart).collect())
        })
    }

    #[test]
    fn the_estimate_is_near_the_truth() {
        for (common, own) in [(400, 50), (300, 150), (200, 200), (100, 400), (0, 300)] {
            let [a, b] = sets(common, own);
            let truth = common as f64 / (common + 2 * own) as f64;
            assert!((a.jaccard(&b) - truth).abs() < 1e-12);
            // Three standard errors of 126 rows.
            let error = (truth * (1.0 - truth) / 126.0).sqrt() * 3.0 + 0.01;
            assert!(
                (a.estimate(&b) - truth).abs() <= error,
                "{} for {truth}",
                a.estimate(&b)
            );
        }
    }

    #[test]
    fn copies_and_near_copies_find_each_other() {
        let [a, b] = sets(300, 100);
        let [far, _] = sets(0, 250);
        let found = nearest(&[a.clone(), far, b, a]);
        assert_eq!(found[0], (3, 1.0));
        assert_eq!(found[1], (1, 0.0));
        assert_eq!(found[2].1, 0.6);
        assert_eq!(found[3], (0, 1.0));
        assert_eq!(nearest(&[]).len(), 0);
    }
}
