//! Deflate (RFC 1951) for what documents are made of: a few kilobytes of markup
//! or operators at a time, thousands of times a second.
//!
//! A general compressor spends more on such a part than the part is worth: it
//! clears its tables before each, and counts and orders the symbols after it.
//! Here the table of places is never cleared, because what it holds counts on
//! from one stream to the next; the [`Code`]s are fixed, fitted to what we
//! write; and an [`Opening`] that many parts share is encoded once for all.
//! What a stream is depends on its opening and its content and on nothing else.

mod bits;
mod code;

use std::sync::LazyLock;

use self::bits::Bits;
pub use self::code::{Code, MARKUP, OPERATORS};

/// The table has a slot for so many bits of a hash.
const SLOT_BITS: u32 = 13;
/// A match is looked for by so many bytes, and it takes one less to use it:
/// shorter ones would hardly be shorter than the literals they stand for.
const HASHED: u32 = 5;
/// How far back a match may lie, and how long it may be.
const REACH: usize = 32_768;
const LONGEST: usize = 258;
/// What is read at once.
const STRIDE: usize = 8;
/// The first place there is; what an unused slot holds lies before all places.
const FIRST: u32 = 1;

/// Makes streams, one after the other.
#[derive(Debug)]
pub struct Deflater {
    /// Where in the content at hand bytes of that hash stood last, counted from `base`.
    places: Box<[u32]>,
    /// The place of the content's first byte. It rises from stream to stream, so
    /// that what other streams left in the table lies before it.
    base: u32,
}

/// What a stream begins with: the code that it is written in and the first
/// bytes of its content, where they are known beforehand.
#[derive(Debug)]
pub struct Opening {
    code: &'static Code,
    plain: Vec<u8>,
    /// It all, but for the last bits.
    written: Vec<u8>,
    /// The bits that don't fill a byte yet, and how many.
    rest: (u64, u32),
    /// Slots of the table, and which place in `plain` they lead to.
    places: Vec<(u16, u16)>,
}

/// Markup of which nothing is known beforehand.
pub static UNKNOWN: LazyLock<Opening> = LazyLock::new(|| Opening::new(&MARKUP, b""));

impl Opening {
    /// Streams in that code whose content begins with `plain`, 64 KiB at most.
    pub fn new(code: &'static Code, plain: &[u8]) -> Self {
        let mut written = Vec::new();
        let mut bits = Bits::after((0, 0), &mut written);
        code.begin(&mut bits);
        let mut deflater = Deflater::default();
        deflater.compress(code, plain, 0, &mut bits);
        let rest = bits.rest();
        let places = (0..)
            .zip(&deflater.places)
            .filter(|(_, place)| **place >= FIRST)
            .map(|(slot, place)| (slot, (place - FIRST) as u16))
            .collect();
        Self {
            code,
            plain: plain.to_owned(),
            written,
            rest,
            places,
        }
    }

    /// The first bytes of the content.
    pub fn plain(&self) -> &[u8] {
        &self.plain
    }
}

impl Default for Deflater {
    fn default() -> Self {
        Self {
            places: vec![0; 1 << SLOT_BITS].into(),
            base: FIRST,
        }
    }
}

impl Deflater {
    /// Appends the stream of that content, which has to begin as the opening does.
    pub fn deflate(&mut self, opening: &Opening, content: &[u8], out: &mut Vec<u8>) {
        assert!(
            content.starts_with(&opening.plain),
            "a part begins with its opening"
        );
        let length = u32::try_from(content.len()).expect("documents stay far below 4 GiB");
        if self.base.checked_add(length).is_none() {
            self.places.fill(0);
            self.base = FIRST;
        }
        out.extend_from_slice(&opening.written);
        for &(slot, place) in &opening.places {
            self.places[usize::from(slot)] = self.base + u32::from(place);
        }
        let mut bits = Bits::after(opening.rest, out);
        self.compress(opening.code, content, opening.plain.len(), &mut bits);
        opening.code.end(&mut bits);
        bits.finish();
        self.base += length;
    }

    /// Writes the content from `at` on as literals and matches. Each match is the
    /// last place whose bytes have the same hash: to look further would take
    /// longer than to hash and store what it saves.
    fn compress(&mut self, code: &Code, content: &[u8], mut at: usize, bits: &mut Bits<'_>) {
        let base = self.base;
        while at + STRIDE <= content.len() {
            let here = stride(content, at);
            let slot = &mut self.places[slot(here)];
            let place = std::mem::replace(slot, base + at as u32);
            if place >= base && base + at as u32 - place <= REACH as u32 {
                let from = (place - base) as usize;
                let length = common(content, from, at, here);
                if length >= HASHED as usize - 1 {
                    code.again(length, at - from, bits);
                    at += length;
                    continue;
                }
            }
            code.literal(content[at], bits);
            at += 1;
        }
        for &byte in &content[at..] {
            code.literal(byte, bits);
        }
    }
}

/// The bytes from there on.
fn stride(content: &[u8], at: usize) -> u64 {
    let bytes = content[at..at + STRIDE].try_into();
    u64::from_le_bytes(bytes.expect("a stride is as long as it is"))
}

/// The slot for the first bytes of a stride (Fibonacci hashing).
fn slot(stride: u64) -> usize {
    let hashed = (stride << (64 - 8 * HASHED)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hashed >> (64 - SLOT_BITS)) as usize
}

/// How many bytes are the same from both places on, the second of which has
/// `here` as its first stride.
fn common(content: &[u8], from: usize, at: usize, here: u64) -> usize {
    let differing = here ^ stride(content, from);
    if differing != 0 {
        return differing.trailing_zeros() as usize / 8;
    }
    let most = LONGEST.min(content.len() - at);
    let (earlier, later) = (&content[from..from + most], &content[at..at + most]);
    let mut length = STRIDE;
    while length + STRIDE <= most {
        let differing = stride(earlier, length) ^ stride(later, length);
        if differing != 0 {
            return length + differing.trailing_zeros() as usize / 8;
        }
        length += STRIDE;
    }
    let rest = earlier[length..].iter().zip(&later[length..]);
    length + rest.take_while(|(one, other)| one == other).count()
}

#[cfg(test)]
mod tests;
