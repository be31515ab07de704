//! The operators of a content stream (ISO 32000-1, annex A).
//!
//! Lengths are thousandths of a point, `y` runs down from the page's top; the
//! turn to the coordinates of a PDF, which start at the bottom, happens here.

use std::sync::LazyLock;

use super::fonts::{Font, is_plain, narrow_character};
use super::layout::{Area, Length};
use crate::document::Rgb;
use crate::format::emblem::Step;

/// The operators of one page, and which fonts the document has used so far.
#[derive(Default)]
pub struct Content {
    operators: Vec<u8>,
    height: Length,
    fill: Option<Rgb>,
    stroke: Option<Rgb>,
    font: Option<(Font, u16)>,
    /// Where the line at hand starts, while a text object is open.
    line: Option<(Length, Length)>,
    used: u16,
    /// Of the narrow fonts, those that show more than what is plain.
    beyond_plain: u16,
}

/// The codes of the narrow subsets that stand for plain characters.
static PLAIN: LazyLock<[bool; 256]> = LazyLock::new(|| {
    std::array::from_fn(|code| narrow_character(code as u8).is_some_and(is_plain))
});

impl Content {
    /// Forgets the fonts of the last document.
    pub fn start_document(&mut self) {
        (self.used, self.beyond_plain) = (0, 0);
    }

    /// Starts an empty page of that height.
    pub fn start_page(&mut self, height: Length) {
        self.operators.clear();
        self.height = height;
        (self.fill, self.stroke, self.font) = (None, None, None);
        self.line = None;
    }

    /// Ends the page.
    pub fn end_page(&mut self) {
        self.end_text();
    }

    /// What has been written for the page.
    pub fn operators(&self) -> &[u8] {
        &self.operators
    }

    /// Whether the document uses a font.
    pub fn uses(&self, font: Font) -> bool {
        self.used & 1 << font.number() != 0
    }

    /// Whether the document shows nothing but plain characters in a narrow font.
    pub fn is_plain(&self, font: Font) -> bool {
        !font.is_wide() && self.beyond_plain & 1 << font.number() == 0
    }

    /// Fills a rectangle.
    pub fn fill(&mut self, area: Area, color: Rgb) {
        self.end_text();
        self.fill_color(color);
        self.rectangle(area);
        self.operators.extend_from_slice(b"f\n");
    }

    /// Draws a thin frame.
    pub fn frame(&mut self, area: Area, color: Rgb) {
        self.end_text();
        if self.stroke != Some(color) {
            self.color(color);
            // The width is set along with the colour: there is one width only.
            self.operators.extend_from_slice(b"RG .5 w\n");
            self.stroke = Some(color);
        }
        self.rectangle(area);
        self.operators.extend_from_slice(b"S\n");
    }

    /// Fills a shape given on a grid of 1000 by 1000, put at a point in a size.
    pub fn shape(&mut self, steps: &[Step], (x, y): (Length, Length), size: Length, color: Rgb) {
        self.end_text();
        self.fill_color(color);
        let at = |this: &mut Self, dx: i32, dy: i32| {
            this.number(x + dx * (size / 1000));
            this.number(this.height - y - dy * (size / 1000));
        };
        for step in steps {
            match *step {
                Step::Move(dx, dy) => {
                    at(self, dx, dy);
                    self.operators.extend_from_slice(b"m\n");
                }
                Step::Line(dx, dy) => {
                    at(self, dx, dy);
                    self.operators.extend_from_slice(b"l\n");
                }
                Step::Curve([ax, ay, bx, by, dx, dy]) => {
                    at(self, ax, ay);
                    at(self, bx, by);
                    at(self, dx, dy);
                    self.operators.extend_from_slice(b"c\n");
                }
            }
        }
        self.operators.extend_from_slice(b"f\n");
    }

    /// Starts a line of text at a point of its baseline. Lines that follow each
    /// other share a text object, in which each starts relative to the last.
    pub fn start_line(&mut self, x: Length, baseline: Length, color: Rgb) {
        self.fill_color(color);
        let y = self.height - baseline;
        let (from_x, from_y) = self.line.unwrap_or_else(|| {
            self.operators.extend_from_slice(b"BT\n");
            (0, 0)
        });
        self.number(x - from_x);
        self.number(y - from_y);
        self.operators.extend_from_slice(b"Td\n");
        self.line = Some((x, y));
    }

    /// Goes on to the right of where the line, or the last such step, started.
    pub fn step_right(&mut self, by: Length) {
        self.number(by);
        self.operators.extend_from_slice(b"0 Td\n");
        self.line = self.line.map(|(x, y)| (x + by, y));
    }

    /// What is shown from here on is there and not seen (ISO 32000-1, 9.3.6).
    pub fn hide(&mut self) {
        self.operators.extend_from_slice(b"3 Tr\n");
    }

    /// What is shown from here on is seen again.
    pub fn unhide(&mut self) {
        self.operators.extend_from_slice(b"0 Tr\n");
    }

    /// Shows characters that have a code in WinAnsiEncoding.
    pub fn show(&mut self, font: Font, half_points: u16, codes: impl Iterator<Item = u8>) {
        self.set_font(font, half_points);
        self.operators.push(b'(');
        for code in codes {
            if !PLAIN[usize::from(code)] {
                self.beyond_plain |= 1 << font.number();
            }
            escape(code, &mut self.operators);
        }
        self.operators.extend_from_slice(b")Tj\n");
    }

    /// Shows words of ASCII.
    pub fn show_ascii(&mut self, font: Font, half_points: u16, words: &str) {
        self.set_font(font, half_points);
        self.operators.push(b'(');
        let mut rest = words.as_bytes();
        while let Some(place) = rest
            .iter()
            .position(|byte| matches!(byte, b'(' | b')' | b'\\'))
        {
            self.operators.extend_from_slice(&rest[..place]);
            escape(rest[place], &mut self.operators);
            rest = &rest[place + 1..];
        }
        self.operators.extend_from_slice(rest);
        self.operators.extend_from_slice(b")Tj\n");
    }

    /// Shows characters by their glyph numbers.
    pub fn show_wide(&mut self, font: Font, half_points: u16, glyphs: impl Iterator<Item = u16>) {
        self.set_font(font, half_points);
        self.operators.push(b'<');
        glyphs.for_each(|glyph| hex(glyph, &mut self.operators));
        self.operators.extend_from_slice(b">Tj\n");
    }

    fn end_text(&mut self) {
        if self.line.take().is_some() {
            self.operators.extend_from_slice(b"ET\n");
        }
    }

    fn set_font(&mut self, font: Font, half_points: u16) {
        if self.font == Some((font, half_points)) {
            return;
        }
        self.font = Some((font, half_points));
        self.used |= 1 << font.number();
        self.operators.extend_from_slice(b"/F");
        integer(font.number() as u64, &mut self.operators);
        self.operators.push(b' ');
        self.number(Length::from(half_points) * 500);
        self.operators.extend_from_slice(b"Tf\n");
    }

    fn fill_color(&mut self, color: Rgb) {
        if self.fill != Some(color) {
            self.color(color);
            self.operators.extend_from_slice(b"rg\n");
            self.fill = Some(color);
        }
    }

    fn color(&mut self, Rgb(red, green, blue): Rgb) {
        for part in [red, green, blue] {
            self.number((i32::from(part) * 1000 + 127) / 255);
        }
    }

    fn rectangle(&mut self, area: Area) {
        self.number(area.x);
        self.number(self.height - area.y - area.height);
        self.number(area.width);
        self.number(area.height);
        self.operators.extend_from_slice(b"re\n");
    }

    fn number(&mut self, thousandths: i32) {
        decimal(thousandths, &mut self.operators);
    }
}

/// Three digits of every number below 1000, the first one lowest, and above
/// them how many of them there are without zeros at the end.
static THREE: [u32; 1000] = {
    let mut all = [0; 1000];
    let mut number = 0;
    while number < 1000 {
        let digits = [number / 100, number / 10 % 10, number % 10];
        let shown = match digits {
            [0, 0, 0] => 0,
            [_, 0, 0] => 1,
            [_, _, 0] => 2,
            _ => 3,
        };
        let [a, b, c] = digits;
        let zero = b'0' as u32;
        all[number as usize] = (zero + a) | (zero + b) << 8 | (zero + c) << 16 | shown << 24;
        number += 1;
    }
    all
};

/// Writes a number of thousandths as a decimal fraction without needless zeros,
/// and a blank.
///
/// A page is full of them, as long as chance will have it. So all digits come
/// from a table, each has its place, and what is written is a stretch of them:
/// nothing here has to be foreseen. To write digit by digit as far as there are
/// any cost 579 mispredicted branches a document; this costs three.
pub fn decimal(thousandths: i32, out: &mut Vec<u8>) {
    let mut minus = thousandths < 0;
    let size = thousandths.unsigned_abs();
    let (mut whole, part) = (size / 1000, (size % 1000) as usize);
    // No zero before the point, unless nothing is behind it.
    let is = usize::from;
    let mut first = 3 - is(size == 0 || whole > 0) - is(whole >= 10) - is(whole >= 100);
    if whole >= 1000 {
        // No page is so large.
        out.extend_from_slice(if minus { b"-" } else { b"" });
        integer((whole / 1000).into(), out);
        (minus, first, whole) = (false, 0, whole % 1000);
    }
    let (whole, part) = (u64::from(THREE[whole as usize]), u64::from(THREE[part]));
    let shown = (part >> 24) as usize;
    let digits = whole & 0x00ff_ffff | u64::from(b'.') << 24 | (part & 0x00ff_ffff) << 32;
    let end = 3 + is(shown > 0) + shown;
    let blank = u64::from(b' ') << (8 * end);
    let digits = (digits & ((1 << (8 * end)) - 1) | blank) >> (8 * first);
    let [low, high] = match minus {
        true => [digits << 8 | u64::from(b'-'), digits >> 56],
        false => [digits, 0],
    };
    let start = out.len();
    let written = u128::from(high) << 64 | u128::from(low);
    out.extend_from_slice(&written.to_le_bytes());
    out.truncate(start + is(minus) + end + 1 - first);
}

/// Writes a whole number.
pub fn integer(number: u64, out: &mut Vec<u8>) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

/// Writes a byte of a literal string (ISO 32000-1, 7.3.4.2).
pub fn escape(byte: u8, out: &mut Vec<u8>) {
    match byte {
        b'(' | b')' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
        // A bare carriage return would be read as a line feed.
        b'\r' => out.extend_from_slice(b"\\r"),
        _ => out.push(byte),
    }
}

/// Writes four hexadecimal digits.
pub fn hex(number: u16, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    out.extend([12, 8, 4, 0].map(|shift| DIGITS[usize::from(number >> shift & 15)]));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl Fn(&mut Vec<u8>)) -> String {
        let mut out = Vec::new();
        write(&mut out);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn numbers_are_as_short_as_they_can_be() {
        for (thousandths, text) in [
            (0, "0 "),
            (500, ".5 "),
            (-20, "-.02 "),
            (12_000, "12 "),
            (612_340, "612.34 "),
            (-1_001, "-1.001 "),
            (99_090, "99.09 "),
            (100_100, "100.1 "),
            (999, ".999 "),
            (1_234_000, "1234 "),
            (i32::MIN, "-2147483.648 "),
        ] {
            assert_eq!(written(|out| decimal(thousandths, out)), text);
        }
        assert_eq!(written(|out| integer(1_234_567_890, out)), "1234567890");
        assert_eq!(written(|out| hex(0x1eaf, out)), "1EAF");
    }

    #[test]
    fn strings_keep_their_brackets_and_backslashes() {
        let text = written(|out| br"a\(b)".iter().for_each(|&byte| escape(byte, out)));
        assert_eq!(text, r"a\\\(b\)");
    }

    #[test]
    fn a_font_or_colour_is_set_once() {
        let mut content = Content::default();
        let font = Font::all().next().unwrap();
        content.start_page(100_000);
        for (line, word) in (1..).zip(["a", "b"]) {
            content.start_line(1_000, line * 10_000, Rgb(0, 0, 0));
            content.show(font, 20, word.bytes());
        }
        content.end_page();
        assert_eq!(
            String::from_utf8_lossy(content.operators()),
            "0 0 0 rg\nBT\n1 90 Td\n/F0 10 Tf\n(a)Tj\n0 -10 Td\n(b)Tj\nET\n"
        );
        assert!(content.uses(font));
    }
}
