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

use self::bits::{Bits, SLACK};
pub use self::code::{Code, MARKUP, OPERATORS};

/// The table has a slot for so many bits of a hash: it takes a quarter of the
/// fastest cache, which it shares with the content and what is made of it.
const SLOT_BITS: u32 = 12;
/// A match is looked for by so many bytes, and it takes one less to use it:
/// shorter ones would hardly be shorter than the literals they stand for.
const HASHED: u32 = 6;
/// How long a match may be.
const LONGEST: usize = 258;
/// What is read at once.
const STRIDE: usize = 8;
/// Content is cut into stretches of this length, beyond which nothing is
/// looked for. It is as far as a match may reach back, so all may be used.
const STRETCH: usize = 32_768;
/// The first place there is; what an unused slot holds lies before all places.
const FIRST: u32 = 1;

/// Makes streams, one after the other.
#[derive(Debug)]
pub struct Deflater {
    /// Where in the stretch at hand bytes of that hash stood last, counted from `base`.
    places: Box<[u16; 1 << SLOT_BITS]>,
    /// The place of the stretch's first byte. It rises from stretch to stretch,
    /// so that what others left in the table lies before it.
    base: u32,
    /// Where a stream is made before it is appended to others.
    room: Vec<u8>,
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
    /// Streams in that code whose content begins with `plain`, 32 KiB at most.
    pub fn new(code: &'static Code, plain: &[u8]) -> Self {
        assert!(plain.len() <= STRETCH, "openings are short");
        let mut written = vec![0; room(plain)];
        let mut bits = Bits::after((0, 0), &mut written);
        code.begin(&mut bits);
        let mut deflater = Deflater::default();
        deflater.compress(code, plain, 0, &mut bits);
        let (length, rest) = bits.rest();
        written.truncate(length);
        let places = (0..)
            .zip(&*deflater.places)
            .filter(|(_, place)| u32::from(**place) >= FIRST)
            .map(|(slot, place)| (slot, place - FIRST as u16))
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
            places: Box::new([0; 1 << SLOT_BITS]),
            base: FIRST,
            room: Vec::new(),
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
        let mut written = std::mem::take(&mut self.room);
        if written.len() < room(content) {
            written.resize(room(content), 0);
        }
        let mut bits = Bits::after(opening.rest, &mut written);
        let mut at = opening.plain.len();
        for stretch in content.chunks(STRETCH) {
            self.begin(stretch.len());
            if at > 0 {
                for &(slot, place) in &opening.places {
                    self.places[usize::from(slot)] = self.base as u16 + place;
                }
            }
            self.compress(opening.code, stretch, at, &mut bits);
            self.base += stretch.len() as u32;
            at = 0;
        }
        opening.code.end(&mut bits);
        let length = bits.finish();
        out.extend_from_slice(&opening.written);
        out.extend_from_slice(&written[..length]);
        self.room = written;
    }

    /// Sees to it that there are places for so many bytes.
    fn begin(&mut self, length: usize) {
        if self.base + length as u32 > u32::from(u16::MAX) {
            self.places.fill(0);
            self.base = FIRST;
        }
    }

    /// Writes a stretch from `at` on as literals and matches.
    ///
    /// A match is looked for where one has just ended, and behind every byte that
    /// is no letter: there words and elements begin, and what is repeated is
    /// words and elements. It is looked for where bytes of that hash stood last,
    /// and nowhere else. To look behind every byte would save a few percent of the
    /// stream, for twice as many questions.
    fn compress(&mut self, code: &Code, content: &[u8], mut at: usize, bits: &mut Bits<'_>) {
        let base = self.base;
        // Nothing stands before the first byte.
        if at == 0 && !content.is_empty() {
            code.literals(content[0].into(), 1, bits);
            at = 1;
        }
        while at + STRIDE <= content.len() {
            let mut here = stride(content, at);
            let slot = &mut self.places[slot(here)];
            let place = std::mem::replace(slot, (base + at as u32) as u16);
            // What lies before all places becomes the first one, which is as good
            // as any: whether the bytes are the same is yet to be seen.
            let from = u32::from(place).saturating_sub(base) as usize;
            let length = common(content, from, at, here);
            if length >= HASHED as usize - 1 {
                code.again(length, at - from, bits);
                at += length;
                continue;
            }
            let mut count = to_boundary(here);
            while count > STRIDE {
                code.literals(here, STRIDE, bits);
                at += STRIDE;
                if at + STRIDE > content.len() {
                    break;
                }
                here = stride(content, at);
                count = to_boundary(here);
            }
            if count <= STRIDE {
                code.literals(here, count, bits);
                at += count;
            }
        }
        for &byte in &content[at..] {
            code.literals(byte.into(), 1, bits);
        }
    }
}

/// How much room a stream may take: a code word has 12 bits, and a match, which
/// has 42, stands for five bytes at least.
fn room(content: &[u8]) -> usize {
    const CODE: usize = 200;
    content.len() + content.len() / 2 + CODE + SLACK
}

/// The bytes from there on.
#[inline]
fn stride(content: &[u8], at: usize) -> u64 {
    let bytes = content[at..at + STRIDE].try_into();
    u64::from_le_bytes(bytes.expect("a stride is as long as it is"))
}

/// The slot for the first bytes of a stride (Fibonacci hashing).
#[inline]
fn slot(stride: u64) -> usize {
    let hashed = (stride << (64 - 8 * HASHED)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hashed >> (64 - SLOT_BITS)) as usize
}

/// How many bytes of a stride there are up to the first that is no letter, that
/// one included; more than a stride if all are. Letters and what continues them
/// in UTF-8 are from 64 on.
#[inline]
fn to_boundary(stride: u64) -> usize {
    let letters = stride | stride >> 1;
    let others = !letters & 0x4040_4040_4040_4040;
    others.trailing_zeros() as usize / 8 + 1
}

/// How many bytes are the same from both places on, the second of which has
/// `here` as its first stride.
#[inline]
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
