//! Sets of illnesses and of drugs.

/// A set of rows of a table, by their numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbers<const WORDS: usize>([u64; WORDS]);

/// A set of illnesses.
pub type Set = Numbers<3>;

/// A set of drugs.
pub type DrugSet = Numbers<4>;

impl<const WORDS: usize> Numbers<WORDS> {
    /// No row.
    pub const EMPTY: Self = Self([0; WORDS]);

    /// How long the table can be.
    pub const CAPACITY: usize = WORDS * 64;

    /// Whether a row is in it.
    pub fn contains(&self, number: usize) -> bool {
        self.0[number / 64] >> (number % 64) & 1 == 1
    }

    /// Whether any row is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.0
            .iter()
            .zip(other.0)
            .any(|(one, other)| one & other != 0)
    }

    /// Whether none is in it.
    pub fn is_empty(&self) -> bool {
        *self == Self::EMPTY
    }

    /// Puts a row in.
    pub fn insert(&mut self, number: usize) {
        self.0[number / 64] |= 1 << (number % 64);
    }

    /// Puts all of another in.
    pub fn add(&mut self, other: &Self) {
        for (one, other) in self.0.iter_mut().zip(other.0) {
            *one |= other;
        }
    }

    /// Takes a row out.
    pub fn remove(&mut self, number: usize) {
        self.0[number / 64] &= !(1 << (number % 64));
    }

    /// What is in both.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] & other.0[at]))
    }

    /// What is in this one only.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] & !other.0[at]))
    }

    /// What is in either.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self(std::array::from_fn(|at| self.0[at] | other.0[at]))
    }

    /// The numbers in it, in their order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + use<WORDS> {
        self.0.into_iter().enumerate().flat_map(|(at, word)| {
            let mut rest = word;
            std::iter::from_fn(move || {
                let number = rest.trailing_zeros() as usize;
                rest &= rest.wrapping_sub(1);
                (number < 64).then_some(at * 64 + number)
            })
        })
    }
}

impl<const WORDS: usize> Default for Numbers<WORDS> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<const WORDS: usize> FromIterator<usize> for Numbers<WORDS> {
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
        assert_eq!(set.iter().collect::<Vec<_>>(), [0, 5, 63, 70, 191]);
        let other: Set = [5, 64].into_iter().collect();
        assert!(set.and(&other).iter().eq([5]) && set.or(&other).contains(64));
    }
}
