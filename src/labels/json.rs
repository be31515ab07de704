//! JSON written straight to memory.
//!
//! A record is some 1,500 little pieces, so it is the pieces that cost: a call
//! of `memcpy` with another length each time, which no branch predictor
//! follows. Here a piece is stored in a fixed number of bytes, mostly more
//! than it has, and the next one begins where it ends.

use std::ops::Range;

/// One line of JSON under construction, at the beginning of some memory.
pub(super) struct Json<'a> {
    out: &'a mut Vec<u8>,
    end: usize,
}

/// A constant piece, to be stored in `N` bytes.
#[derive(Clone, Copy)]
pub(super) struct Piece<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Piece<N> {
    /// Some strings that hold nothing to escape, one after the other.
    pub const fn of(strings: &[&str]) -> Self {
        let (mut bytes, mut length, mut string) = ([0; N], 0, 0);
        while string < strings.len() {
            let from = strings[string].as_bytes();
            let mut at = 0;
            while at < from.len() {
                bytes[length] = from[at];
                (at, length) = (at + 1, length + 1);
            }
            string += 1;
        }
        Self { bytes, length }
    }
}

const DIGITS: &[u8; 16] = b"0123456789abcdef";

/// Every byte of a word the same.
const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

/// How many bytes at the start of a word need no escape (RFC 8259, 7).
fn plain(word: u64) -> usize {
    // The highest bit of a byte is set where the byte is below another, and
    // perhaps in bytes behind the first such, which do not matter.
    let below = |word: u64, bound: u8| word.wrapping_sub(all(bound)) & !word & all(0x80);
    let is = |byte: u8| below(word ^ all(byte), 1);
    let escaped = below(word, b' ') | is(b'"') | is(b'\\');
    escaped.trailing_zeros() as usize / 8
}

/// The four decimal digits of a number below 10,000, the first one lowest.
fn four_digits(number: u32) -> u32 {
    let pairs = (number / 100) | ((number % 100) << 16);
    // A division by ten of both: 103/1024 is near enough below 100.
    let tens = ((pairs * 103) >> 10) & 0x000f_000f;
    tens | ((pairs - tens * 10) << 8)
}

impl<'a> Json<'a> {
    /// A line in this memory, which grows as it has to.
    pub fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, end: 0 }
    }

    /// How long the line is. What is behind it means nothing.
    pub fn length(&self) -> usize {
        self.end
    }

    /// Stores some bytes, of which the line grows by only so many.
    #[inline(always)]
    fn store<const N: usize>(&mut self, bytes: [u8; N], length: usize) {
        if self.out.len() - self.end < N {
            self.grow(N);
        }
        // An assignment, for copying a slice can be a call.
        if let Some(place) = self.out[self.end..].first_chunk_mut() {
            *place = bytes;
        }
        self.end += length;
    }

    #[cold]
    fn grow(&mut self, by: usize) {
        let room = (self.end + by).max(2 * self.out.len()).max(1 << 14);
        self.out.resize(room, 0);
    }

    /// JSON as it stands: brackets, keys, `null`.
    #[inline(always)]
    pub fn raw<const N: usize>(&mut self, json: &[u8; N]) {
        self.store(*json, N);
    }

    /// A constant piece.
    #[inline(always)]
    pub fn piece<const N: usize>(&mut self, piece: &Piece<N>) {
        self.store(piece.bytes, piece.length);
    }

    /// What holds nothing to escape: a name of ours.
    pub fn name(&mut self, name: &str) {
        let bytes = name.as_bytes();
        let length = bytes.len();
        debug_assert!(std::str::from_utf8(bytes).is_ok_and(|name| !name.contains(['"', '\\'])));
        // Two halves that overlap are any length.
        if length > 16 {
            bytes.chunks(16).for_each(|chunk| self.name_up_to_16(chunk));
        } else {
            self.name_up_to_16(bytes);
        }
        debug_assert_eq!(self.out[self.end - length..self.end], *bytes);
    }

    #[inline]
    fn name_up_to_16(&mut self, bytes: &[u8]) {
        let length = bytes.len();
        match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
            (Some(first), Some(last)) => {
                self.store(*first, length - 8);
                self.store(*last, 8);
            }
            _ => match (bytes.first_chunk::<4>(), bytes.last_chunk::<4>()) {
                (Some(first), Some(last)) => {
                    self.store(*first, length - 4);
                    self.store(*last, 4);
                }
                _ => bytes.iter().for_each(|byte| self.store([*byte], 1)),
            },
        }
    }

    /// The inside of a string.
    pub fn text(&mut self, text: &str) {
        self.text_within(text, 0..text.len());
    }

    /// The inside of a string that is a part of a longer text.
    pub fn text_within(&mut self, text: &str, part: Range<usize>) {
        let bytes = text.as_bytes();
        let Range { mut start, end } = part;
        debug_assert!(end <= bytes.len());
        while start < end {
            let word = match bytes[start..].first_chunk::<8>() {
                Some(word) => u64::from_le_bytes(*word),
                None => last_word(bytes, start),
            };
            let kept = plain(word).min(end - start);
            self.store(word.to_le_bytes(), kept);
            start += kept;
            if kept < 8 && start < end {
                self.escaped(bytes[start]);
                start += 1;
            }
        }
    }

    fn escaped(&mut self, byte: u8) {
        match byte {
            b'\n' => self.raw(b"\\n"),
            b'\t' => self.raw(b"\\t"),
            b'\r' => self.raw(b"\\r"),
            b'"' | b'\\' => self.raw(&[b'\\', byte]),
            byte => {
                self.raw(b"\\u00");
                self.hex(byte);
            }
        }
    }

    /// A count.
    pub fn number(&mut self, number: u64) {
        if number >= 10_000 {
            return self.name(itoa::Buffer::new().format(number));
        }
        let digits = four_digits(number as u32);
        // A zero is the last digit, too.
        let zeros = (digits | (1 << 24)).trailing_zeros() / 8;
        let text = (digits | 0x3030_3030) >> (zeros * 8);
        self.store(text.to_le_bytes(), 4 - zeros as usize);
    }

    /// A number of thousandths, without the zeros at its end.
    pub fn thousandths(&mut self, number: i32) {
        if number < 0 {
            self.raw(b"-");
        }
        let (whole, part) = (number.unsigned_abs() / 1000, number.unsigned_abs() % 1000);
        self.number(u64::from(whole));
        let digits = four_digits(part);
        let text = digits | u32::from_le_bytes(*b".000");
        let kept = 4 - digits.leading_zeros() as usize / 8;
        self.store(text.to_le_bytes(), if part > 0 { kept } else { 0 });
    }

    /// A byte in hexadecimal.
    fn hex(&mut self, byte: u8) {
        let [high, low] = [byte >> 4, byte & 15];
        self.store([DIGITS[usize::from(high)], DIGITS[usize::from(low)]], 2);
    }
}

/// The fewer than eight bytes from `start` on, and something behind them.
fn last_word(bytes: &[u8], start: usize) -> u64 {
    match bytes.last_chunk::<8>() {
        Some(last) => u64::from_le_bytes(*last) >> (8 * (8 - (bytes.len() - start))),
        None => {
            let mut word = [0; 8];
            word[..bytes.len() - start].copy_from_slice(&bytes[start..]);
            u64::from_le_bytes(word)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Json<'_>)) -> String {
        let mut out = b"whatever was here before".to_vec();
        let mut json = Json::new(&mut out);
        write(&mut json);
        let length = json.length();
        out.truncate(length);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn strings_are_what_serde_json_makes_of_them() {
        for text in [
            "",
            "plain",
            "a\nb\"c\\d\te\r",
            "\"",
            "José · Nguyễn",
            "\u{1}\u{1f}\u{7f}",
            "exactly8",
            "exactly8exactly8",
            "1234567\n",
            "!\" #[\\]^\u{80}\u{ff}\u{22}",
        ] {
            for shift in 0..9 {
                let text = format!("{}{text}", &"........"[..shift.min(8)]);
                let ours = written(|json| json.text(&text));
                assert_eq!(format!("\"{ours}\""), serde_json::to_string(&text).unwrap());
                let longer = format!("before{text}\n\"and behind");
                let ours = written(|json| json.text_within(&longer, 6..6 + text.len()));
                assert_eq!(format!("\"{ours}\""), serde_json::to_string(&text).unwrap());
            }
        }
        let long = "0123456789 äöü\n".repeat(3_000);
        let ours = written(|json| json.text(&long));
        assert_eq!(ours, long.replace('\n', "\\n"));
    }

    #[test]
    fn names_of_any_length_are_copied() {
        for length in 0..70 {
            let name: String = ('a'..='z').cycle().take(length).collect();
            assert_eq!(written(|json| json.name(&name)), name);
        }
        let piece = Piece::<16>::of(&["\"kind\":", "\"body\""]);
        assert_eq!(written(|json| json.piece(&piece)), "\"kind\":\"body\"");
    }

    #[test]
    fn numbers_are_written_as_they_are_everywhere() {
        for number in (0..12_000).chain([99_999, 123_456_789, u64::MAX]) {
            assert_eq!(written(|json| json.number(number)), number.to_string());
        }
    }

    #[test]
    fn thousandths_have_no_zeros_at_their_end() {
        for (number, expected) in [
            (0, "0"),
            (1, "0.001"),
            (-1_500, "-1.5"),
            (72_070, "72.07"),
            (612_000, "612"),
            (10_000_001, "10000.001"),
            (i32::MIN, "-2147483.648"),
        ] {
            assert_eq!(written(|json| json.thousandths(number)), expected);
        }
    }
}
