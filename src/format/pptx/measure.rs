//! How much room text takes: advance widths and greedy line breaking.
//!
//! A slide names its fonts and doesn't embed them, so this is an estimate: it
//! follows the metrics that Arial and Times New Roman share with their
//! metric-compatible replacements and errs to the wide side elsewhere.

use std::ops::Range;

use crate::document::{Text, Typeface};

/// EMU in a hundredth of a point.
const EMU: u64 = 127;

/// What a letter of other alphabets advances, in thousandths of an em.
const OTHER: u16 = 650;

/// The advance widths of a face in ASCII, in thousandths of an em.
pub(super) struct Face([u16; 128]);

impl Face {
    /// The face of a family.
    pub(super) fn of(typeface: Typeface, bold: bool) -> &'static Self {
        match (typeface, bold) {
            (Typeface::Sans, false) => &SANS,
            (Typeface::Sans, true) => &SANS_BOLD,
            (Typeface::Serif, false) => &SERIF,
            (Typeface::Serif, true) => &SERIF_BOLD,
        }
    }

    /// The face whose printable characters of ASCII advance so; others of ASCII
    /// advance as what no table has.
    const fn new(printable: [u16; 95]) -> Self {
        let mut advances = [OTHER; 128];
        let mut at = 0;
        while at < printable.len() {
            advances[at + 0x20] = printable[at];
            at += 1;
        }
        Self(advances)
    }

    #[inline]
    fn advance(&self, c: char) -> u32 {
        match u32::from(c) {
            code @ 0..0x80 => u32::from(self.0[code as usize]),
            0x0300..0x0370 | 0x200b..0x2010 | 0xfe00..0xfe10 => 0,
            0x2014 | 0x2026 => 1000,
            code if code < 0x1100 => OTHER.into(),
            0x1e00..0x2100 => OTHER.into(),
            code if code < 0x1_0000 => 1000,
            _ => 1300,
        }
    }

    /// How many bytes there are before the first blank or line break, and how far
    /// they move on.
    fn word(&self, text: &str) -> (usize, u32) {
        let (mut length, mut width, mut highest) = (0, 0, 0);
        for &byte in text.as_bytes() {
            if matches!(byte, b' ' | b'\n') {
                break;
            }
            length += 1;
            highest |= byte;
            width += self.advance(char::from(byte & 127));
        }
        if !highest.is_ascii() {
            width = text[..length].chars().map(|c| self.advance(c)).sum();
        }
        (length, width)
    }

    /// How wide a text is if nothing breaks it but its own line breaks, and
    /// its longest word, in thousandths of an em.
    pub(super) fn extent(&self, text: &str) -> Extent {
        let mut extent = Extent::default();
        let (mut line, mut at) = (0, 0);
        loop {
            let (length, width) = self.word(&text[at..]);
            line += width;
            extent.word = extent.word.max(width);
            at += length;
            match text.as_bytes().get(at) {
                None => break,
                Some(b'\n') => {
                    extent.line = extent.line.max(line);
                    extent.lines += 1;
                    line = 0;
                }
                Some(_) => line += self.advance(' '),
            }
            at += 1;
        }
        extent.line = extent.line.max(line);
        extent
    }

    /// Breaks a stretch of text into lines no wider than `limit` thousandths of
    /// an em, says where each line but the first starts and returns how many
    /// there are. A word that is too long for a line of its own is broken.
    pub(super) fn wrap(
        &self,
        text: &str,
        stretch: Range<usize>,
        limit: u32,
        mut line_start: impl FnMut(usize),
    ) -> u32 {
        let (mut lines, mut before) = (1, 0);
        let mut start_line = |at| {
            lines += 1;
            line_start(at);
        };
        let (text, mut at) = (&text[..stretch.end], stretch.start);
        loop {
            let (length, mut width) = self.word(&text[at..]);
            if before + width > limit && before > 0 && length > 0 {
                start_line(at);
                before = 0;
            }
            if width > limit {
                // Where its last piece starts, and how wide that is.
                let mut from = at;
                width = 0;
                for (offset, c) in text[at..at + length].char_indices() {
                    let advance = self.advance(c);
                    width += advance;
                    if width > limit && at + offset > from {
                        from = at + offset;
                        start_line(from);
                        width = advance;
                    }
                }
            }
            at += length;
            match text.as_bytes().get(at) {
                None => return lines,
                Some(b'\n') => {
                    start_line(at + 1);
                    before = 0;
                }
                Some(_) => before += width + self.advance(' '),
            }
            at += 1;
        }
    }
}

/// The extent of a text without line breaking.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    /// The widest line, in thousandths of an em.
    pub(super) line: u32,
    /// The widest word, in thousandths of an em.
    pub(super) word: u32,
    /// Its own line breaks.
    pub(super) lines: u32,
}

/// The width in EMU of thousandths of an em at a size in hundredths of a point.
pub(super) fn emu(advance: u32, size: u32) -> i64 {
    (u64::from(advance) * u64::from(size) * EMU / 1000) as i64
}

/// How many thousandths of an em at that size fit into a width in EMU, less
/// three in a hundred for fonts that run wider than expected.
pub(super) fn limit(width: i64, size: u32) -> u32 {
    (width.max(0) as u64 * 970 / (u64::from(size) * EMU)) as u32
}

/// The height of a line in EMU at a size in hundredths of a point.
pub(super) fn line_height(size: u32) -> i64 {
    i64::from(size) * EMU as i64 * 6 / 5
}

/// Whether so much of a text is bold that it has to be measured as such.
pub(super) fn mostly_bold(text: &Text) -> bool {
    let bold = text.runs().filter(|run| run.style.bold);
    3 * bold.map(|run| run.range.len()).sum::<usize>() > text.len()
}

static SANS: Face = Face::new([
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
]);
static SANS_BOLD: Face = Face::new([
    278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667,
    611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 333, 278, 333, 584, 556, 333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556,
    278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
]);
static SERIF: Face = Face::new([
    250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444, 921, 722, 667, 667, 722, 611,
    556, 722, 722, 333, 389, 722, 611, 889, 722, 722, 556, 722, 667, 556, 611, 722, 722, 944, 722,
    722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500,
    278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
]);
static SERIF_BOLD: Face = Face::new([
    250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500,
    500, 500, 500, 500, 500, 500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667,
    611, 778, 778, 389, 500, 778, 667, 944, 722, 778, 611, 778, 722, 556, 667, 722, 722, 1000, 722,
    722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500, 556, 278, 333, 556,
    278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
]);

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, limit: u32) -> Vec<&str> {
        let mut starts = vec![0];
        let count = SANS.wrap(text, 0..text.len(), limit, |at| starts.push(at));
        assert_eq!(count as usize, starts.len());
        starts.push(text.len());
        starts.windows(2).map(|w| text[w[0]..w[1]].trim()).collect()
    }

    #[test]
    fn lines_break_at_blanks_and_line_breaks() {
        assert_eq!(lines("ab cd ef", 2600), ["ab cd", "ef"]);
        assert_eq!(lines("ab cd\nef", 9000), ["ab cd", "ef"]);
        assert_eq!(lines("", 9000), [""]);
    }

    #[test]
    fn a_word_too_long_for_a_line_is_broken() {
        assert_eq!(lines("a bbbbbb c", 1200), ["a", "bb", "bb", "bb", "c"]);
        assert_eq!(lines("ễễ", 100), ["ễ", "ễ"]);
    }

    #[test]
    fn the_extent_is_of_the_widest_line_and_word() {
        assert_eq!(
            SANS.extent("ab cd\nabc"),
            Extent {
                line: 556 * 3 + 500 + 278,
                word: 556 * 2 + 500,
                lines: 1,
            }
        );
    }
}
