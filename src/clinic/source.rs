//! Whose randomness it is.

use crate::seed::{Seed, Stem, Stream};

/// What a sequence of draws decides about: a patient of the pool, or the
/// imaginary one of a negative document.
#[derive(Clone, Copy, Debug)]
pub struct Source(Stem);

impl Source {
    /// Of a patient of the pool.
    pub fn patient(seed: Seed, number: u32) -> Self {
        Self(seed.stem("patient").at(u64::from(number)))
    }

    /// Of the imaginary patient of a negative document.
    pub fn nobody(seed: Seed, number: u64) -> Self {
        Self(seed.stem("case/negative").at(number).of("nobody"))
    }

    /// Of the imaginary patient whose chart a sample shows. There are several to choose from.
    pub fn sample(seed: Seed, number: u64, which: u64) -> Self {
        let stem = seed.stem("case/negative").at(number);
        Self(stem.of("sample").at(which))
    }

    /// The stream of one of the subject's purposes.
    pub fn stream(&self, purpose: &str) -> Stream {
        self.0.stream(purpose)
    }

    /// The stream of one purpose of one encounter.
    pub fn encounter(&self, number: usize, purpose: &str) -> Stream {
        self.0.of("encounter").at(number as u64).stream(purpose)
    }
}
