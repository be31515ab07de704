//! Features as columns: what each says of every document, in few levels.

use std::collections::BTreeMap;

use super::auc::Counts;
use super::document::Document;
use super::features::{Subject, Trait, Value};
use super::words::hash;

/// Levels of a column: numbers by their quantile, words by how common they
/// are. Level 0 is said of documents that lack the feature.
const LEVELS: usize = 64;

/// The names of features by their hash: a document keeps only the hash.
pub(super) type Names = BTreeMap<u64, (Subject, String)>;

/// A feature's name by its hash, and what it says.
pub(super) type Said = (u64, Value);

/// Keeps the hashes of a document's features and remembers their names.
pub(super) fn intern(names: &mut Names, traits: Vec<Trait>) -> Vec<Said> {
    let mut said: Vec<Said> = traits
        .into_iter()
        .map(|it| {
            let key = hash(format!("{}/{}", it.subject.name(), it.name).as_bytes());
            names.entry(key).or_insert((it.subject, it.name));
            (key, it.value)
        })
        .collect();
    said.sort_by_key(|(key, _)| *key);
    said.dedup_by_key(|(key, _)| *key);
    said
}

/// One feature over all documents.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub subject: Subject,
    pub name: String,
    /// Whether a higher level says more of something.
    pub is_ordered: bool,
    /// A level for each document.
    pub levels: Vec<u8>,
}

/// The columns of all features that do not say the same of every document.
pub(super) fn columns(documents: &[Document], names: &Names) -> Vec<Column> {
    let mut said: BTreeMap<u64, Vec<(u32, Value)>> = BTreeMap::new();
    for (at, document) in (0..).zip(documents) {
        for (key, value) in &document.said {
            said.entry(*key).or_default().push((at, *value));
        }
    }
    said.into_iter()
        .filter_map(|(key, said)| {
            let (subject, name) = names.get(&key)?;
            let is_ordered = matches!(said.first()?.1, Value::Number(_));
            let levels = match is_ordered {
                true => by_quantile(documents.len(), &said),
                false => by_word(documents.len(), &said),
            };
            let tells = levels.iter().any(|level| *level != levels[0]);
            tells.then(|| Column {
                subject: *subject,
                name: name.clone(),
                is_ordered,
                levels,
            })
        })
        .collect()
}

fn by_quantile(documents: usize, said: &[(u32, Value)]) -> Vec<u8> {
    let mut levels = vec![0; documents];
    let mut numbers: Vec<(f64, u32)> = said
        .iter()
        .filter_map(|(at, value)| match value {
            Value::Number(number) => Some((*number, *at)),
            Value::Word(_) => None,
        })
        .collect();
    numbers.sort_by(|a, b| a.0.total_cmp(&b.0));
    let groups: Vec<&[(f64, u32)]> = numbers.chunk_by(|a, b| a.0 == b.0).collect();
    let many = groups.len() >= LEVELS;
    let mut before = 0;
    for (rank, group) in groups.into_iter().enumerate() {
        let level = match many {
            true => before * (LEVELS - 1) / numbers.len(),
            false => rank,
        };
        for (_, at) in group {
            levels[*at as usize] = level as u8 + 1;
        }
        before += group.len();
    }
    levels
}

fn by_word(documents: usize, said: &[(u32, Value)]) -> Vec<u8> {
    let mut levels = vec![0; documents];
    let mut words: BTreeMap<u64, Vec<u32>> = BTreeMap::new();
    for (at, value) in said {
        if let Value::Word(word) = value {
            words.entry(*word).or_default().push(*at);
        }
    }
    let mut words: Vec<(u64, Vec<u32>)> = words.into_iter().collect();
    words.sort_by_key(|(word, at)| (std::cmp::Reverse(at.len()), *word));
    for (rank, (_, at)) in words.into_iter().enumerate() {
        let level = (rank + 1).min(LEVELS - 1) as u8;
        for at in at {
            levels[at as usize] = level;
        }
    }
    levels
}

/// How many documents of each cell have each level.
pub(super) struct Histogram {
    pub levels: usize,
    pub is_ordered: bool,
    counts: Vec<u32>,
}

impl Histogram {
    /// Of a column, where `cells` says in which cell each document is.
    pub(super) fn of(column: &Column, cells: &[usize], cell_count: usize) -> Self {
        let levels = column
            .levels
            .iter()
            .max()
            .map_or(1, |most| usize::from(*most) + 1);
        let mut counts = vec![0; cell_count * levels];
        for (cell, level) in cells.iter().zip(&column.levels) {
            counts[cell * levels + usize::from(*level)] += 1;
        }
        Self {
            levels,
            is_ordered: column.is_ordered,
            counts,
        }
    }

    /// Of something that some documents have and the others lack.
    pub(super) fn presence(
        having: impl Iterator<Item = usize>,
        cells: &[usize],
        totals: &[u32],
    ) -> Self {
        let mut counts: Vec<u32> = totals.iter().flat_map(|total| [*total, 0]).collect();
        for document in having {
            let cell = cells[document] * 2;
            counts[cell] -= 1;
            counts[cell + 1] += 1;
        }
        Self {
            levels: 2,
            is_ordered: true,
            counts,
        }
    }

    /// Adds a cell's counts by level to one of the two sides.
    pub(super) fn add(&self, cell: usize, side: usize, sums: &mut [Counts]) {
        let counts = &self.counts[cell * self.levels..(cell + 1) * self.levels];
        for (sum, count) in sums.iter_mut().zip(counts) {
            sum[side] += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_keep_the_order_of_numbers_and_the_rank_of_words() {
        let number = |at: u32| (at, Value::Number(f64::from(at * at % 101)));
        let said: Vec<(u32, Value)> = (1..300).map(number).collect();
        let levels = by_quantile(300, &said);
        assert_eq!(levels[0], 0, "it says nothing");
        let mut pairs: Vec<(u32, u8)> = (1..300)
            .map(|at| (at * at % 101, levels[at as usize]))
            .collect();
        pairs.sort_unstable();
        assert!(pairs.windows(2).all(|two| two[0].1 <= two[1].1));

        let word = |at: u32| (at, Value::Word(u64::from(at % 4 / 2 + at % 4 % 2)));
        let said: Vec<(u32, Value)> = (0..40).map(word).collect();
        assert_eq!(by_word(40, &said)[..4], [2, 1, 1, 3]);
    }
}
