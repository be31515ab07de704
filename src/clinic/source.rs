//! Whose randomness it is.

use std::fmt;

use crate::seed::{Seed, Stream};

/// What a sequence of draws decides about.
#[derive(Clone, Copy, Debug)]
pub enum Subject {
    /// A patient of the pool.
    Patient(u32),
    /// The imaginary one of a negative document.
    Nobody(u64),
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Patient(number) => write!(f, "patient/{number}"),
            Self::Nobody(number) => write!(f, "case/negative/{number}/nobody"),
        }
    }
}

/// A seed and what is decided with it.
#[derive(Clone, Copy, Debug)]
pub struct Source {
    /// The corpus's seed.
    pub seed: Seed,
    /// Whom it is about.
    pub subject: Subject,
}

impl Source {
    /// The stream of one of the subject's purposes.
    pub fn stream(&self, purpose: &str) -> Stream {
        self.seed.stream(format_args!("{}/{purpose}", self.subject))
    }

    /// The stream of one purpose of one encounter.
    pub fn encounter(&self, number: usize, purpose: &str) -> Stream {
        self.seed.stream(format_args!(
            "{}/encounter/{number}/{purpose}",
            self.subject
        ))
    }
}
