//! Randomness that belongs to a purpose, not to a thread.
//!
//! A [`Seed`] is the one number a user gives. Every decision draws from a
//! [`Stream`] that is named after what is decided, such as
//! `patient/17/name` or `case/positive/17/labs`: the key of its ChaCha8
//! generator is the SHA-256 of seed and name. Streams are therefore
//! independent of each other, of the order in which they are opened and of the
//! worker that opens them, and one more draw in one stream moves no other.
//!
//! The samplers are our own. The distributions of `rand` may change with a
//! minor release; a published corpus may not.

use std::fmt::{self, Write as _};

use crate::digest::Sha256;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

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
        let mut key = Key(Sha256::new());
        key.0.update(b"synthphi stream 1\0");
        key.0.update(self.0.to_le_bytes());
        // A name has no failing `Display`, and hashing can't fail.
        let _ = key.write_fmt(name);
        Stream(ChaCha8Rng::from_seed(key.0.finalize()))
    }
}

struct Key(Sha256);

impl fmt::Write for Key {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.update(text.as_bytes());
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
    /// uniform draws less six (Irwin-Hall), so within -6..6. Additions only,
    /// which every machine rounds alike; `ln` and `cos` it would not.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.unit()).sum::<f64>() - 6.0
    }

    /// One of the items. The slice must not be empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.index(items.len())]
    }

    /// The index of one of the weights, drawn in proportion to them. At least
    /// one must be above zero, none below.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let total: f64 = weights.clone().sum();
        let mut rest = self.unit() * total;
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

    /// Puts the items in a random order (Fisher-Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for end in (1..items.len()).rev() {
            let other = self.index(end + 1);
            items.swap(end, other);
        }
    }

    /// `count` decimal digits, the first of which may be 0.
    pub fn digits(&mut self, count: usize) -> String {
        (0..count)
            .map(|_| char::from(b'0' + self.below(10) as u8))
            .collect()
    }
}

/// Running totals of weights, for many draws from one long table.
#[derive(Clone, Debug)]
pub struct Weights(Vec<f64>);

impl Weights {
    /// At least one weight must be above zero, none below.
    pub fn new(weights: impl Iterator<Item = f64>) -> Self {
        let mut total = 0.0;
        let totals = weights
            .map(|weight| {
                total += weight;
                total
            })
            .collect();
        assert!(total > 0.0, "weights that sum to nothing");
        Self(totals)
    }

    /// The index of a weight, drawn in proportion to them.
    pub fn draw(&self, stream: &mut Stream) -> usize {
        let total = self.0.last().copied().unwrap_or_default();
        let point = stream.unit() * total;
        self.0
            .partition_point(|&end| end <= point)
            .min(self.0.len() - 1)
    }
}

/// A secret-looking but exact renumbering of `0..size`: different numbers stay
/// different. Identifiers that must be unique are the image of a plain count,
/// so uniqueness needs neither memory nor a second draw.
///
/// A four-round Feistel network over the next even power of two, walked until
/// it falls inside (Black and Rogaway 2002).
#[derive(Clone, Debug)]
pub struct Permutation {
    size: u64,
    half: u32,
    keys: [u64; 4],
}

impl Permutation {
    /// `size` must be between 1 and 2^62.
    pub fn new(mut stream: Stream, size: u64) -> Self {
        assert!((1..=1 << 62).contains(&size), "a permutation of nothing");
        let bits = (64 - (size - 1).leading_zeros()).max(2);
        let keys = std::array::from_fn(|_| stream.bits());
        Self {
            size,
            half: bits.div_ceil(2),
            keys,
        }
    }

    /// How many numbers it renumbers.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The image of `number`, which must be below the size.
    pub fn of(&self, number: u64) -> u64 {
        assert!(number < self.size, "a number outside the permutation");
        let mask = (1 << self.half) - 1;
        let mut value = number;
        loop {
            let (mut left, mut right) = (value >> self.half, value & mask);
            for key in self.keys {
                (left, right) = (right, left ^ (mix(right ^ key) & mask));
            }
            value = left << self.half | right;
            if value < self.size {
                return value;
            }
        }
    }
}

/// The finaliser of SplitMix64.
fn mix(mut value: u64) -> u64 {
    value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    value = (value ^ value >> 30).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    value = (value ^ value >> 27).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ value >> 31
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stream(name: &str) -> Stream {
        Seed(42).stream(format_args!("{name}"))
    }

    #[test]
    fn a_stream_is_its_seed_and_name() {
        assert_eq!(stream("a").bits(), stream("a").bits());
        assert_ne!(stream("a").bits(), stream("b").bits());
        assert_ne!(
            stream("a").bits(),
            Seed(43).stream(format_args!("a")).bits()
        );
        // Bytes of published corpora hang on this very number.
        assert_eq!(stream("patient/17/name").bits(), 16_450_663_398_229_767_142);
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

    #[test]
    fn a_permutation_loses_and_doubles_nothing() {
        for size in [1, 2, 3, 10, 255, 1_000, 4_097] {
            let permutation = Permutation::new(stream("permutation"), size);
            let mut images: Vec<u64> = (0..size).map(|n| permutation.of(n)).collect();
            images.sort_unstable();
            assert!(images.iter().copied().eq(0..size), "size {size}");
        }
    }
}
