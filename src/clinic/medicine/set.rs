//! Sets of illnesses.

/// A set of illnesses, by their numbers in the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Set([u64; 3]);

impl Set {
    /// How many illnesses there can be.
    pub const CAPACITY: usize = 192;

    /// Whether an illness is in it.
    pub fn contains(&self, number: usize) -> bool {
        self.0[number / 64] >> (number % 64) & 1 == 1
    }

    /// Whether any illness is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(other.0)
            .any(|(one, other)| one & other != 0)
    }

    /// Whether none is in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Puts an illness in.
    pub fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    /// Puts all of another in.
    pub fn add(&mut self, other: &Self) {
        for (one, other) in self.0.iter_mut().zip(other.0) {
            *one |= other;
        }
    }

    /// Takes an illness out.
    pub fn remove(&mut self, number: usize) {
        self.0[number / 64] &= !(1 << (number % 64));
    }
}

impl FromIterator<usize> for Set {
    fn from_iter<I: IntoIterator<Item = usize>>(numbers: I) -> Self {
        let mut set = Self::default();
        for number in numbers {
            set.insert(number);
        }
        set
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_holds_what_was_put_in() {
        let mut set: Set = [0, 63, 64, 191].into_iter().collect();
        assert!(set.contains(63) && set.contains(64) && !set.contains(65));
        set.remove(64);
        set.add(&[5, 70].into_iter().collect());
        assert!(set.contains(5) && set.contains(70) && set.contains(191));
        assert!(!set.contains(64) && set.meets(&[191].into_iter().collect()));
        assert!(!set.meets(&Set::default()) && Set::default().is_empty());
    }
}
