//! Bits in the order of deflate: the least significant first.

/// Appends bits to bytes.
pub struct Bits<'o> {
    out: &'o mut Vec<u8>,
    /// Those that wait for a word to be full, less than [`WORD`].
    waiting: u64,
    count: u32,
}

/// So many bits are appended at once.
const WORD: u32 = 32;

impl<'o> Bits<'o> {
    /// Goes on behind bits that wait already.
    pub fn after((waiting, count): (u64, u32), out: &'o mut Vec<u8>) -> Self {
        Self {
            out,
            waiting,
            count,
        }
    }

    /// Those that wait, and how many there are.
    pub fn rest(self) -> (u64, u32) {
        (self.waiting, self.count)
    }

    /// Appends up to 32 bits.
    #[inline]
    pub fn put(&mut self, bits: u32, count: u32) {
        self.waiting |= u64::from(bits) << self.count;
        self.count += count;
        if self.count >= WORD {
            self.out
                .extend_from_slice(&(self.waiting as u32).to_le_bytes());
            self.waiting >>= WORD;
            self.count -= WORD;
        }
    }

    /// Fills the last byte with zeros.
    pub fn finish(self) {
        let bytes = self.count.div_ceil(8) as usize;
        self.out
            .extend_from_slice(&self.waiting.to_le_bytes()[..bytes]);
    }
}
