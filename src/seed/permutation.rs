//! Renumbering without memory.

use super::{Stream, mix};

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

#[cfg(test)]
mod tests {
    use super::super::Seed;
    use super::*;

    #[test]
    fn a_permutation_loses_and_doubles_nothing() {
        for size in [1, 2, 3, 10, 255, 1_000, 4_097] {
            let permutation = Permutation::new(stream(), size);
            let mut images: Vec<u64> = (0..size).map(|n| permutation.of(n)).collect();
            images.sort_unstable();
            assert!(images.iter().copied().eq(0..size), "size {size}");
        }
    }

    fn stream() -> Stream {
        Seed::new(42).unwrap().stream(format_args!("permutation"))
    }
}
