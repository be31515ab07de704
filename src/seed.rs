//! Randomness that belongs to a purpose, not to a thread.
//!
//! A [`Seed`] is the one number a user gives. Every decision draws from a
//! [`Stream`] that is named after what is decided, such as
//! `patient/17/name` or `case/positive/17/labs`: the key of its ChaCha8
//! generator is the seed, spread over 256 bits by SplitMix64, one half of it
//! changed by the 128-bit FNV-1a hash of the name. Streams are therefore
//! independent of each other, of the order in which they are opened and of the
//! worker that opens them, and one more draw in one stream moves no other.
//!
//! A document opens some thirty streams, so opening one has to be cheap. Seeds
//! and names need only be told apart, for it is ChaCha that mixes: a handful of
//! instructions a letter does it. What many names begin with is hashed once, as
//! a [`Stem`].
//!
//! What a document has of things that many documents share is drawn as a
//! [`Point`] of a [`Sequence`] instead, so that classes and formats have them
//! equally often.
//!
//! The samplers are our own. The distributions of `rand` may change with a
//! minor release; a published corpus may not.

mod even;
mod permutation;
mod weights;

use std::fmt::{self, Write as _};

pub use self::even::{Aspect, Point, Sequence};
pub use self::permutation::Permutation;
pub use self::weights::Weights;

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::fact::numbered;

/// The number that, together with a recipe, fixes every byte.
///
/// At most 2^63 - 1, so that TOML, JSON and SQLite hold it without loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seed(u64);

impl Seed {
    /// The largest seed that every place which stores one can hold.
    pub const MAX: u64 = i64::MAX as u64;

    /// `None` if `number` is above [`Seed::MAX`].
    pub fn new(number: u64) -> Option<Self> {
        (number <= Self::MAX).then_some(Self(number))
    }

    /// The number as the user gave it.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The stream of this name: `seed.stream(format_args!("patient/{n}/name"))`.
    pub fn stream(self, name: fmt::Arguments<'_>) -> Stream {
        let mut hash = NameHash::EMPTY;
        // A name has no failing `Display`, and hashing can't fail.
        let _ = hash.write_fmt(name);
        hash.stream(self)
    }

    /// What the names that begin with this word have in common.
    pub fn stem(self, word: &str) -> Stem {
        Stem {
            seed: self,
            name: NameHash::EMPTY.and(word.as_bytes()),
        }
    }
}

/// The beginning of the names of streams, such as `patient/17`.
#[derive(Clone, Copy, Debug)]
pub struct Stem {
    seed: Seed,
    name: NameHash,
}

impl Stem {
    /// The stem with a slash and a further word.
    #[must_use]
    pub fn of(self, word: &str) -> Self {
        Self {
            name: self.name.and(b"/").and(word.as_bytes()),
            ..self
        }
    }

    /// The stem with a slash and a number.
    #[must_use]
    pub fn at(self, number: u64) -> Self {
        let mut digits = itoa::Buffer::new();
        Self {
            name: self.name.and(b"/").and(digits.format(number).as_bytes()),
            ..self
        }
    }

    /// The stream of the name that is the stem, a slash and the purpose.
    pub fn stream(self, purpose: &str) -> Stream {
        self.of(purpose).name.stream(self.seed)
    }
}

/// The 128-bit FNV-1a hash (RFC 9923) of a name, as far as it has been read.
#[derive(Clone, Copy, Debug)]
struct NameHash(u128);

impl NameHash {
    const EMPTY: Self = Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);

    fn and(self, text: &[u8]) -> Self {
        const PRIME: u128 = (1 << 88) + 0x13b;
        let step = |hash: u128, byte: &u8| (hash ^ u128::from(*byte)).wrapping_mul(PRIME);
        Self(text.iter().fold(self.0, step))
    }

    fn stream(self, seed: Seed) -> Stream {
        let [low, high] = [self.0 as u64, (self.0 >> 64) as u64];
        let mut state = seed.0;
        let mut key = [0; 32];
        for (bytes, name) in key.chunks_exact_mut(8).zip([low, high, 0, 0]) {
            bytes.copy_from_slice(&(mix(state) ^ name).to_le_bytes());
            state = state.wrapping_add(GOLDEN);
        }
        Stream(ChaCha8Rng::from_seed(key))
    }
}

impl fmt::Write for NameHash {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        *self = self.and(text.as_bytes());
        Ok(())
    }
}

/// A named sequence of random draws.
#[derive(Clone, Debug)]
pub struct Stream(ChaCha8Rng);

impl Stream {
    /// 64 uniform bits.
    pub fn bits(&mut self) -> u64 {
        self.0.next_u64()
    }

    /// Uniform in `0..bound`, without bias (Lemire 2019). `bound` must not be 0.
    pub fn below(&mut self, bound: u64) -> u64 {
        assert!(bound > 0, "a draw below zero");
        loop {
            let wide = u128::from(self.bits()) * u128::from(bound);
            let low = wide as u64;
            if low >= bound || low >= bound.wrapping_neg() % bound {
                return (wide >> 64) as u64;
            }
        }
    }

    /// Uniform in `low..=high`. `low` must not be above `high`.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + self.below((high - low) as u64 + 1) as i64
    }

    /// Uniform in `0..length`, for indexing.
    pub fn index(&mut self, length: usize) -> usize {
        self.below(length as u64) as usize
    }

    /// True in `percent` of the draws; 0 never, 100 always.
    pub fn chance(&mut self, percent: f64) -> bool {
        self.unit() * 100.0 < percent
    }

    /// Uniform in [0, 1), a multiple of 2^-53.
    pub fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// About normal with mean 0 and standard deviation 1: the sum of twelve
    /// uniform draws of 16 bits less six (Irwin-Hall), so within -6..6.
    /// Additions only, which every machine rounds alike; `ln` and `cos` it
    /// would not.
    pub fn normal(&mut self) -> f64 {
        let mut sum = 0;
        for _ in 0..3 {
            let bits = self.bits();
            sum +=
                (bits & 0xffff) + ((bits >> 16) & 0xffff) + ((bits >> 32) & 0xffff) + (bits >> 48);
        }
        // Each draw stands for the middle of its 65,536th.
        (sum + 6) as f64 * (1.0 / 65_536.0) - 6.0
    }

    /// One of the items. The slice must not be empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    /// The index of one of the weights, drawn in proportion to them. At least
    /// one must be above zero, none below.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        of_weights(self.unit(), weights)
    }

    /// Puts the items in a random order (Fisher-Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            let other = self.index(end + 1);
            items.swap(end, other);
        }
    }

    /// A prefix and `count` decimal digits, at most 19, of which the first may
    /// be 0.
    pub fn numbered(&mut self, prefix: &str, count: usize) -> String {
        numbered(prefix, self.below(10_u64.pow(count as u32)), count)
    }
}

/// In whose part of the whole, cut up by weight, a point of the unit interval lies.
fn of_weights(point: f64, weights: impl Iterator<Item = f64> + Clone) -> usize {
    let total: f64 = weights.clone().sum();
    let mut rest = point * total;
    let mut last = 0;
    for (index, weight) in weights.enumerate() {
        if weight > 0.0 {
            if rest < weight {
                return index;
            }
            rest -= weight;
            last = index;
        }
    }
    // Rounding can leave a sliver past the end; it belongs to the last weight.
    last
}

/// By how much the state of SplitMix64 grows with every number.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// The number that SplitMix64 gives in this state.
fn mix(mut value: u64) -> u64 {
    value = value.wrapping_add(GOLDEN);
    value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(name: &str) -> Stream {
        Seed::new(42).unwrap().stream(format_args!("{name}"))
    }

    #[test]
    fn a_stream_is_its_seed_and_name() {
        assert_eq!(stream("a").bits(), stream("a").bits());
        assert_ne!(stream("a").bits(), stream("b").bits());
        assert_ne!(
            stream("a").bits(),
            Seed::new(43).unwrap().stream(format_args!("a")).bits()
        );
        // Bytes of published corpora hang on this very number.
        assert_eq!(stream("patient/17/name").bits(), 1_198_473_568_907_309_067);
    }

    #[test]
    fn a_stem_is_the_beginning_of_a_name() {
        let stem = Seed::new(42).unwrap().stem("patient");
        for (number, name) in [(0, "patient/0/name"), (17, "patient/17/name")] {
            assert_eq!(stem.at(number).stream("name").bits(), stream(name).bits());
        }
        let most = format!("patient/of/{}/name", u64::MAX);
        assert_eq!(
            stem.of("of").at(u64::MAX).stream("name").bits(),
            stream(&most).bits()
        );
    }

    #[test]
    fn names_that_are_alike_have_different_streams() {
        let mut first: Vec<u64> = (0..20_000)
            .flat_map(|n| ["a", "b"].map(|purpose| stream(&format!("{n}/{purpose}")).bits()))
            .collect();
        first.sort_unstable();
        first.dedup();
        assert_eq!(first.len(), 40_000);
    }

    #[test]
    fn draws_stay_in_range_and_reach_both_ends() {
        let mut stream = stream("range");
        let draws: Vec<i64> = (0..1_000).map(|_| stream.between(-3, 3)).collect();
        assert_eq!(draws.iter().min(), Some(&-3));
        assert_eq!(draws.iter().max(), Some(&3));
        assert!((0..1_000).all(|_| (0.0..1.0).contains(&stream.unit())));
    }

    #[test]
    fn normal_draws_have_mean_0_and_deviation_1() {
        let mut stream = stream("normal");
        let draws: Vec<f64> = (0..40_000).map(|_| stream.normal()).collect();
        let mean = draws.iter().sum::<f64>() / 40_000.0;
        let variance = draws.iter().map(|draw| draw * draw).sum::<f64>() / 40_000.0;
        assert!(mean.abs() < 0.02, "{mean}");
        assert!((variance - 1.0).abs() < 0.03, "{variance}");
        let beyond = draws.iter().filter(|draw| draw.abs() > 2.0).count();
        assert!((1_600..2_000).contains(&beyond), "{beyond}");
    }

    #[test]
    fn numbers_have_their_prefix_and_leading_zeros() {
        let mut stream = stream("numbers");
        let numbers: Vec<String> = (0..300).map(|_| stream.numbered("N-", 2)).collect();
        assert!(numbers.iter().all(|number| number.len() == 4));
        for number in ["N-00", "N-07", "N-42", "N-99"] {
            assert!(numbers.iter().any(|other| other == number), "{number}");
        }
        assert_eq!(stream.numbered("", 19).len(), 19);
    }

    #[test]
    fn weights_of_zero_are_never_drawn() {
        let mut stream = stream("weights");
        let weights = [0.0, 3.0, 0.0, 1.0, 0.0];
        let table = Weights::new(weights.into_iter());
        let mut counts = [0_u32; 5];
        for _ in 0..4_000 {
            counts[stream.weighted(weights.into_iter())] += 1;
            counts[table.draw(&mut stream)] += 1;
        }
        assert_eq!([counts[0], counts[2], counts[4]], [0, 0, 0]);
        assert!((5_600..6_400).contains(&counts[1]), "{counts:?}");
    }
}
