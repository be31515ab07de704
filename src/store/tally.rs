//! Counts of what was made, kept as it is committed.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

/// Counts by group and name, such as `format` and `docx`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(FxHashMap<String, FxHashMap<String, u64>>);

impl Tally {
    /// Adds to a count.
    pub fn add(&mut self, group: &str, name: &str, count: u64) {
        // Looked up first: the names are few and the documents many.
        if let Some(mine) = self.0.get_mut(group).and_then(|names| names.get_mut(name)) {
            *mine += count;
            return;
        }
        let names = self.0.entry(group.to_owned()).or_default();
        *names.entry(name.to_owned()).or_default() += count;
    }

    /// All counts, as (group, name, count), in the order of the alphabet.
    pub fn sorted(&self) -> Vec<(&str, &str, u64)> {
        let groups = self.0.iter().flat_map(|(group, names)| {
            let counts = names.iter();
            counts.map(move |(name, count)| (group.as_str(), name.as_str(), *count))
        });
        let mut all: Vec<_> = groups.collect();
        all.sort_unstable();
        all
    }

    /// One count.
    pub fn get(&self, group: &str, name: &str) -> u64 {
        let names = self.0.get(group);
        names
            .and_then(|names| names.get(name))
            .copied()
            .unwrap_or_default()
    }

    /// The counts of a group, by name.
    pub fn group(&self, group: &str) -> BTreeMap<&str, u64> {
        self.0
            .get(group)
            .into_iter()
            .flatten()
            .map(|(name, count)| (name.as_str(), *count))
            .collect()
    }
}
