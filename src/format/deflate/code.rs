//! The Huffman codes that streams are written in (RFC 1951, 3.2).
//!
//! They are fixed, so that a part is written in one pass and its code with it in
//! the same 80 bytes every time. Every symbol has a code word, so they do for
//! any content; how long each is was counted over the parts of 600 documents of
//! the default recipe, no longer than 12 bits.

use super::bits::Bits;

/// Literals, the end of the stream, and lengths of matches.
const SYMBOLS: usize = 286;
/// Distances of matches.
const DISTANCES: usize = 30;
/// The lengths of code words, and "the last one so many times again".
const LENGTHS: usize = 19;
const END: usize = 256;
const AGAIN: u8 = 16;
/// So many literals fit among the bits that wait.
const AT_ONCE: usize = 4;

/// For XML.
pub static MARKUP: Code = Code::new(
    b"ccccccccccaccccccccccccccccccccc4c5cccccabcc877667788888886c6669\
      c888898999cc98897c9889baccccccccc575546765c956555b55577777abcbcc\
      cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\
      ccbcccccccccccccccccccccccccccccccbccccccccccccccccccccccccccccc\
      acc5667888899789a898999ab9abca",
    b"bbbb68765545444434444555566779",
    b"0006633443543000200",
);

/// For the content of a page of a PDF.
pub static OPERATORS: Code = Code::new(
    b"cccccccccc6ccccccccccccccccccccc4ccccbcc87cc77485556655666abcccc\
      c998989a99bb989a8c896bbacccc9cccc5866577758967557c565788a7bccccc\
      cccccccccccccccccccccccccccccccccccccccccccccccccccccccacccccccc\
      cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc\
      bcc5667777888878a8abcccccccccc",
    b"ccc86c76654645343444444569cccc",
    b"0005533444443000200",
);

/// A code, ready to be used.
#[derive(Debug)]
pub struct Code {
    literals: [Word; END],
    end: Word,
    /// By the length of the match, its extra bits included.
    matches: [Word; super::LONGEST + 1],
    distances: [Word; DISTANCES],
    /// The lengths of all code words, as a stream gives them.
    lengths: [u8; SYMBOLS + DISTANCES],
    /// The code for those.
    of_lengths: [Word; LENGTHS],
}

/// A code word: its bits, 24 at most, and above them how many. In one piece so
/// that a code takes half the room in the cache.
#[derive(Clone, Copy, Debug)]
struct Word(u32);

impl Code {
    /// The canonical code whose words have these lengths, a hexadecimal digit
    /// each: of the symbols, of the distances, and of the lengths themselves.
    const fn new(
        symbols: &[u8; SYMBOLS],
        distances: &[u8; DISTANCES],
        of_lengths: &[u8; LENGTHS],
    ) -> Self {
        let words = canonical(symbols);
        let mut code = Self {
            literals: [Word::NONE; END],
            end: words[END],
            matches: [Word::NONE; super::LONGEST + 1],
            distances: canonical(distances),
            lengths: [0; SYMBOLS + DISTANCES],
            of_lengths: canonical(of_lengths),
        };
        let mut at = 0;
        while at < END {
            code.literals[at] = words[at];
            at += 1;
        }
        let mut length = 3;
        while length <= super::LONGEST {
            let (symbol, count, bits) = length_symbol(length as u32);
            code.matches[length] = words[symbol].and(bits, count);
            length += 1;
        }
        at = 0;
        while at < SYMBOLS + DISTANCES {
            let digit = match at < SYMBOLS {
                true => symbols[at],
                false => distances[at - SYMBOLS],
            };
            code.lengths[at] = number(digit);
            at += 1;
        }
        code
    }

    /// Begins a stream that is one block and tells its code (RFC 1951, 3.2.7).
    pub fn begin(&self, bits: &mut Bits<'_>) {
        // The last block, with a code of its own.
        bits.put(0b101, 3);
        bits.put((SYMBOLS - 257) as u64, 5);
        bits.put((DISTANCES - 1) as u64, 5);
        bits.put((LENGTHS - 4) as u64, 4);
        bits.flush();
        for length in [
            16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15,
        ] {
            bits.put(self.of_lengths[length].count().into(), 3);
            bits.flush();
        }
        let mut rest = self.lengths.as_slice();
        while let Some(&length) = rest.first() {
            let run = rest.iter().take_while(|other| **other == length).count();
            bits.word(self.of_lengths[usize::from(length)]);
            bits.flush();
            let mut left = run - 1;
            while left >= 3 {
                let again = left.min(6);
                bits.word(self.of_lengths[usize::from(AGAIN)].and(again as u32 - 3, 2));
                bits.flush();
                left -= again;
            }
            for _ in 0..left {
                bits.word(self.of_lengths[usize::from(length)]);
                bits.flush();
            }
            rest = &rest[run..];
        }
    }

    /// Writes the first bytes of a word of them, the lowest first.
    #[inline]
    pub fn literals(&self, mut bytes: u64, mut count: usize, bits: &mut Bits<'_>) {
        loop {
            for _ in 0..count.min(AT_ONCE) {
                bits.word(self.literals[(bytes & 0xff) as usize]);
                bytes >>= 8;
            }
            bits.flush();
            if count <= AT_ONCE {
                break;
            }
            count -= AT_ONCE;
        }
    }

    /// Writes that so many bytes stand so far before once again.
    #[inline]
    pub fn again(&self, length: usize, distance: usize, bits: &mut Bits<'_>) {
        bits.word(self.matches[length]);
        let from_zero = distance as u32 - 1;
        let (symbol, count) = match from_zero {
            0 | 1 => (from_zero, 0),
            _ => {
                let log = from_zero.ilog2();
                (2 * log + (from_zero >> (log - 1) & 1), log - 1)
            }
        };
        bits.word(self.distances[symbol as usize]);
        bits.put((from_zero & ((1 << count) - 1)).into(), count);
        bits.flush();
    }

    /// Ends the stream.
    pub fn end(&self, bits: &mut Bits<'_>) {
        bits.word(self.end);
        bits.flush();
    }
}

impl Bits<'_> {
    #[inline]
    fn word(&mut self, word: Word) {
        self.put(word.bits(), word.count());
    }
}

impl Word {
    const NONE: Self = Self(0);

    const fn new(bits: u32, count: u32) -> Self {
        Self(bits | count << 24)
    }

    const fn bits(self) -> u64 {
        (self.0 & 0x00ff_ffff) as u64
    }

    const fn count(self) -> u32 {
        self.0 >> 24
    }

    /// The word and behind it other bits.
    const fn and(self, bits: u32, count: u32) -> Self {
        Self::new(
            self.bits() as u32 | bits << self.count(),
            self.count() + count,
        )
    }
}

/// The symbol for the length of a match, and the number and value of the extra
/// bits behind it (RFC 1951, 3.2.5).
const fn length_symbol(length: u32) -> (usize, u32, u32) {
    let from_zero = length - 3;
    if length as usize == super::LONGEST {
        return (285, 0, 0);
    }
    if from_zero < 8 {
        return (257 + from_zero as usize, 0, 0);
    }
    let count = from_zero.ilog2() - 2;
    let step = from_zero >> count;
    let symbol = 257 + 4 * count + step;
    (symbol as usize, count, from_zero - (step << count))
}

/// The code words of these lengths (RFC 1951, 3.2.2), their first bit lowest.
const fn canonical<const N: usize>(lengths: &[u8; N]) -> [Word; N] {
    let mut words = [Word::NONE; N];
    let (mut length, mut next) = (1, 0_u32);
    while length < 16 {
        let mut at = 0;
        while at < N {
            if number(lengths[at]) == length {
                let bits = next.reverse_bits() >> (32 - length as u32);
                words[at] = Word::new(bits, length as u32);
                next += 1;
            }
            at += 1;
        }
        next <<= 1;
        length += 1;
    }
    words
}

const fn number(digit: u8) -> u8 {
    match digit {
        b'0'..=b'9' => digit - b'0',
        _ => digit - b'a' + 10,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each word of that length takes so much of all that there can be.
    fn share(words: &[Word]) -> u32 {
        let used = words.iter().filter(|word| word.count() > 0);
        used.map(|word| 1 << (16 - word.count())).sum()
    }

    #[test]
    fn codes_are_complete_and_lack_no_symbol() {
        for code in [&MARKUP, &OPERATORS] {
            let digits = code.lengths[..SYMBOLS].iter();
            let symbols: u32 = digits.map(|&length| 1 << (16 - u32::from(length))).sum();
            assert_eq!(symbols, 1 << 16);
            assert_eq!(share(&code.distances), 1 << 16);
            assert_eq!(share(&code.of_lengths), 1 << 16);
            assert!(code.lengths.iter().all(|&length| length > 0));
        }
    }
}
