//! Bits in the order of deflate: the least significant first.

/// Writes bits to bytes.
pub struct Bits<'o> {
    out: &'o mut [u8],
    /// How many bytes are full.
    at: usize,
    /// The bits behind those.
    waiting: u64,
    count: u32,
}

/// So much room there has to be behind what is written.
pub const SLACK: usize = size_of::<u64>();

impl<'o> Bits<'o> {
    /// Goes on behind bits that wait already, at the start of the room.
    pub fn after((waiting, count): (u64, u32), out: &'o mut [u8]) -> Self {
        Self {
            out,
            at: 0,
            waiting,
            count,
        }
    }

    /// Adds bits to those that wait, which [`Bits::flush`] leaves room for 56 of.
    #[inline]
    pub fn put(&mut self, bits: u64, count: u32) {
        self.waiting |= bits << self.count;
        self.count += count;
    }

    /// Writes all whole bytes. It always stores a word and moves on by what is
    /// full of it: a branch on how much that is could not be foreseen.
    #[inline]
    pub fn flush(&mut self) {
        let room = self.out[self.at..].first_chunk_mut();
        *room.expect("whoever gives room gives enough") = self.waiting.to_le_bytes();
        self.at += (self.count / 8) as usize;
        self.waiting >>= self.count & !7;
        self.count &= 7;
    }

    /// How many bytes have been written, the bits that wait, and how many these are.
    pub fn rest(self) -> (usize, (u64, u32)) {
        (self.at, (self.waiting, self.count))
    }

    /// Fills the last byte with zeros and says how many bytes there are.
    pub fn finish(mut self) -> usize {
        self.count = self.count.next_multiple_of(8);
        self.flush();
        self.at
    }
}
