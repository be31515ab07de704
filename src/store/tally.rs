//! Counts of what was made, kept as it is committed.

use std::collections::BTreeMap;

/// Named counts, such as `format/docx` or `label/PERSON`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally(BTreeMap<String, u64>);

impl Tally {
    /// Adds to a count.
    pub fn add(&mut self, group: &str, name: &str, count: u64) {
        self.add_named(format!("{group}/{name}"), count);
    }

    /// Adds to a count by its whole name.
    pub(super) fn add_named(&mut self, name: String, count: u64) {
        *self.0.entry(name).or_default() += count;
    }

    /// Adds all counts of another.
    pub fn append(&mut self, other: &Self) {
        for (name, count) in &other.0 {
            match self.0.get_mut(name) {
                Some(mine) => *mine += count,
                None => self.add_named(name.clone(), *count),
            }
        }
    }

    /// All counts, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, u64)> {
        self.0.iter().map(|(name, count)| (name.as_str(), *count))
    }

    /// One count.
    pub fn get(&self, group: &str, name: &str) -> u64 {
        self.0
            .get(&format!("{group}/{name}"))
            .copied()
            .unwrap_or_default()
    }

    /// The counts of a group, by name.
    pub fn group(&self, group: &str) -> BTreeMap<&str, u64> {
        self.iter()
            .filter_map(|(name, count)| {
                let name = name.strip_prefix(group)?.strip_prefix('/')?;
                Some((name, count))
            })
            .collect()
    }
}
