//! What the pages of a finished file show: their operators read back.
//!
//! It knows the operators that `content` writes and the fonts that we embed, and
//! no others, so it reads files of ours and refuses all else. What it gives is
//! what is in the file, wherever the file came from.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::ops::Range;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use super::fonts::{Font, narrow_character};
use crate::document::Rgb;

/// A length in thousandths of a point, as `content` writes them.
type Length = i64;

/// No content of a page that anybody reads is longer.
const LONGEST: u64 = 64 << 20;

/// A page of a file. Lengths are thousandths of a point from its top left corner.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Its width.
    pub width: i64,
    /// Its height.
    pub height: i64,
    /// What is on it, the lowest first.
    pub items: Vec<Item>,
}

/// Something on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Item {
    /// A filled shape.
    Fill(Vec<Step>, Rgb),
    /// The outline of a shape, half a point wide.
    Stroke(Vec<Step>, Rgb),
    /// Words in a row, in one font.
    Words(Words),
}

/// A step of a shape's outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To a point.
    Move([i64; 2]),
    /// In a straight line to a point.
    Line([i64; 2]),
    /// By two points of control to a third one.
    Curve([i64; 6]),
}

/// Words in a row, in one font.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Words {
    /// What they say.
    pub text: String,
    /// Their left edge.
    pub x: i64,
    /// Their baseline.
    pub y: i64,
    /// The number of the font: see [`program`].
    pub font: u8,
    /// Its size.
    pub size: i64,
    /// Their colour.
    pub color: Rgb,
    /// Whether they are there and not seen.
    pub is_hidden: bool,
}

impl Words {
    /// How far some of their characters reach to the right of the left edge.
    pub fn width(&self, characters: usize) -> i64 {
        let end = self.text.char_indices().nth(characters);
        let part = &self.text[..end.map_or(self.text.len(), |(at, _)| at)];
        let face = Font::numbered(self.font).face();
        i64::from(face.advance(part)) * self.size / 1000
    }

    /// The top and the bottom of the box of each of their characters.
    pub fn edges(&self) -> [i64; 2] {
        let face = Font::numbered(self.font).face();
        [face.ascent, face.descent].map(|reach| self.y - i64::from(reach) * self.size / 1000)
    }
}

/// Where each character of a text is on pages.
pub struct Index<'p> {
    /// The first character of each run of words, its page from 0, and the run.
    runs: Vec<(usize, usize, &'p Words)>,
}

impl<'p> Index<'p> {
    /// The places of a text whose lines were drawn one after the other; `None`
    /// if the pages say something else.
    pub fn of(pages: &'p [Page], text: &str) -> Option<Self> {
        let mut runs = Vec::new();
        let mut rest = text.chars().enumerate().filter(|(_, c)| *c != '\n');
        for (page, drawn) in pages.iter().enumerate() {
            for item in &drawn.items {
                let Item::Words(words) = item else { continue };
                for (place, character) in words.text.chars().enumerate() {
                    let (at, expected) = rest.next()?;
                    if character != expected {
                        return None;
                    }
                    if place == 0 {
                        runs.push((at, page, words));
                    }
                }
            }
        }
        rest.next().is_none().then_some(Self { runs })
    }

    /// The boxes of some of the characters, one a line, each with its page from 0:
    /// left, top, right, bottom.
    pub fn boxes(&self, range: Range<usize>) -> Vec<(usize, [i64; 4])> {
        let mut boxes: Vec<(usize, [i64; 4])> = Vec::new();
        for &(start, page, words) in &self.runs {
            let end = start + words.text.chars().count();
            let (from, to) = (range.start.max(start), range.end.min(end));
            if from >= to {
                continue;
            }
            let [top, bottom] = words.edges();
            let [left, right] = [from, to].map(|at| words.x + words.width(at - start));
            match boxes.last_mut() {
                // The line goes on in another font.
                Some((on, last)) if *on == page && last[1] == top && last[2] == left => {
                    last[2] = right;
                }
                _ => boxes.push((page, [left, top, right, bottom])),
            }
        }
        boxes
    }
}

/// The font of that number, as TrueType.
pub fn program(font: u8) -> &'static [u8] {
    Font::numbered(font).program().plain
}

/// The pages of a file.
///
/// # Errors
/// What is wrong, if it is no file of ours.
pub fn pages(bytes: &[u8]) -> Result<Vec<Page>, String> {
    if !bytes.starts_with(b"%PDF-") {
        return Err("it is no PDF".into());
    }
    let (width, height) = media_box(bytes).ok_or("it does not say how large its pages are")?;
    contents(bytes)
        .map(|content| {
            let mut pen = Pen {
                page: Page {
                    width,
                    height,
                    ..Page::default()
                },
                ..Pen::default()
            };
            pen.replay(&content)?;
            Ok(pen.page)
        })
        .collect()
}

/// The inflated streams that could be the contents of pages: not those of typefaces.
pub fn contents(bytes: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    memmem::find_iter(bytes, "stream\n").filter_map(move |at| {
        let before = &bytes[..at];
        if before.ends_with(b"end") {
            return None;
        }
        let entries = &before[memmem::rfind(before, b" obj")?..];
        if !contains(entries, "/FlateDecode") || contains(entries, "/Length1") {
            return None;
        }
        let mut content = Vec::new();
        let data = &bytes[at + "stream\n".len()..];
        let read = ZlibDecoder::new(data)
            .take(LONGEST)
            .read_to_end(&mut content);
        (read.is_ok() && !contains(&content, "begincmap")).then_some(content)
    })
}

fn contains(bytes: &[u8], what: &str) -> bool {
    memmem::find(bytes, what.as_bytes()).is_some()
}

fn media_box(bytes: &[u8]) -> Option<(Length, Length)> {
    const START: &[u8] = b"/MediaBox[0 0 ";
    let rest = &bytes[memmem::find(bytes, START)? + START.len()..];
    let end = rest.iter().position(|byte| *byte == b']')?;
    let numbers = std::str::from_utf8(&rest[..end]).ok()?;
    let (width, height) = numbers.split_once(' ')?;
    Some((thousandths(width)?, thousandths(height)?))
}

/// A decimal fraction of at most three places, as thousandths.
fn thousandths(number: &str) -> Option<Length> {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, number),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    // Nothing on a page is so far away that a seventh digit would be needed.
    if whole.len() > 6 || part.len() > 3 || whole.len() + part.len() == 0 {
        return None;
    }
    let all = format!("{whole}{part:0<3}");
    let is_number = all.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| all.parse::<Length>().ok().map(|size| sign * size))?
}

/// The state that operators work on.
struct Pen {
    page: Page,
    operands: Vec<Length>,
    /// The font that is named, and the string that is to be shown.
    name: String,
    string: Vec<u8>,
    outline: Vec<Step>,
    fill: Rgb,
    stroke: Rgb,
    font: u8,
    size: Length,
    is_hidden: bool,
    /// Where the line starts, and how far the words have come, in thousandths
    /// of a thousandth, so that nothing is lost from one font to the next.
    line: [Length; 2],
    come: Length,
}

impl Default for Pen {
    fn default() -> Self {
        Self {
            page: Page::default(),
            operands: Vec::new(),
            name: String::new(),
            string: Vec::new(),
            outline: Vec::new(),
            fill: Rgb(0, 0, 0),
            stroke: Rgb(0, 0, 0),
            font: 0,
            size: 0,
            is_hidden: false,
            line: [0; 2],
            come: 0,
        }
    }
}

impl Pen {
    fn replay(&mut self, content: &[u8]) -> Result<(), String> {
        let mut at = 0;
        while let Some(&byte) = content.get(at) {
            let rest = &content[at..];
            at += match byte {
                b' ' | b'\n' => 1,
                b'(' => self.literal(rest),
                b'<' => self.hexadecimal(rest)?,
                b'/' => {
                    let length = word(&rest[1..]);
                    self.name = String::from_utf8_lossy(&rest[1..=length]).into_owned();
                    1 + length
                }
                _ => {
                    let length = word(rest).max(1);
                    let text = String::from_utf8_lossy(&rest[..length]);
                    match thousandths(&text) {
                        Some(number) => self.operands.push(number),
                        None => {
                            self.operator(&text)
                                .ok_or_else(|| format!("{text:?} is no operator of ours"))?;
                            self.operands.clear();
                        }
                    }
                    length
                }
            };
        }
        Ok(())
    }

    /// Reads a string in brackets; gives its length with them.
    fn literal(&mut self, bytes: &[u8]) -> usize {
        self.string.clear();
        let mut at = 1;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b')' => break,
                b'\\' => {
                    let escaped = bytes.get(at).copied();
                    self.string.extend(escaped.map(|byte| match byte {
                        b'r' => b'\r',
                        other => other,
                    }));
                    at += 1;
                }
                _ => self.string.push(byte),
            }
        }
        at
    }

    /// The same of a string in hexadecimal digits.
    fn hexadecimal(&mut self, bytes: &[u8]) -> Result<usize, String> {
        let end = bytes.iter().position(|byte| *byte == b'>');
        let end = end.ok_or("a string does not end")?;
        let digits = std::str::from_utf8(&bytes[1..end]).unwrap_or_default();
        self.string.clear();
        for at in (0..digits.len()).step_by(2) {
            let pair = digits.get(at..at + 2).unwrap_or_default();
            let byte =
                u8::from_str_radix(pair, 16).map_err(|_| "a string is no hexadecimal one")?;
            self.string.push(byte);
        }
        Ok(end + 1)
    }

    /// Does what an operator says; `None` if it is none, or lacks operands.
    fn operator(&mut self, name: &str) -> Option<()> {
        let numbers = std::mem::take(&mut self.operands);
        match (name, numbers.as_slice()) {
            ("BT", []) => (self.line, self.come) = ([0; 2], 0),
            // There is one width of lines only.
            ("ET", []) | ("w", [_]) => {}
            ("rg", &[red, green, blue]) => self.fill = rgb([red, green, blue]),
            ("RG", &[red, green, blue]) => self.stroke = rgb([red, green, blue]),
            ("Tr", [mode]) => self.is_hidden = *mode == 3_000,
            ("Td", &[x, y]) => {
                self.line = [self.line[0] + x, self.line[1] + y];
                self.come = 0;
            }
            ("Tf", &[size]) => {
                let number = self.name.strip_prefix('F')?.parse().ok()?;
                (self.font, self.size) = (number, size);
                (usize::from(number) < Font::COUNT).then_some(())?;
            }
            ("Tj", []) => self.show()?,
            ("re", &[x, y, width, height]) => {
                let (right, top) = (x + width, y + height);
                let corners = [[x, y], [right, y], [right, top], [x, top], [x, y]];
                let corners = corners.map(|corner| self.point(corner));
                self.outline.push(Step::Move(corners[0]));
                self.outline
                    .extend(corners[1..].iter().map(|to| Step::Line(*to)));
            }
            ("m", &[x, y]) => self.outline.push(Step::Move(self.point([x, y]))),
            ("l", &[x, y]) => self.outline.push(Step::Line(self.point([x, y]))),
            ("c", &[ax, ay, bx, by, x, y]) => {
                let [[ax, ay], [bx, by], [x, y]] =
                    [[ax, ay], [bx, by], [x, y]].map(|point| self.point(point));
                self.outline.push(Step::Curve([ax, ay, bx, by, x, y]));
            }
            ("f", []) => {
                let outline = std::mem::take(&mut self.outline);
                self.page.items.push(Item::Fill(outline, self.fill));
            }
            ("S", []) => {
                let outline = std::mem::take(&mut self.outline);
                self.page.items.push(Item::Stroke(outline, self.stroke));
            }
            _ => return None,
        }
        Some(())
    }

    /// A point from the top, which files give from the bottom.
    fn point(&self, [x, y]: [Length; 2]) -> [Length; 2] {
        [x, self.page.height - y]
    }

    fn show(&mut self) -> Option<()> {
        let font = Font::numbered(self.font);
        let text: String = if font.is_wide() {
            let glyphs: BTreeMap<u16, char> = font
                .face()
                .glyphs()
                .map(|(character, glyph)| (glyph.wide, character))
                .collect();
            let number = |pair: &[u8]| u16::from_be_bytes([pair[0], pair[1]]);
            let numbers = self.string.chunks_exact(2).map(number);
            numbers
                .map(|number| glyphs.get(&number).copied())
                .collect::<Option<_>>()?
        } else {
            let codes = self.string.iter();
            codes
                .map(|code| narrow_character(*code))
                .collect::<Option<_>>()?
        };
        let [x, y] = self.point(self.line);
        let words = Words {
            text,
            x: x + self.come / 1000,
            y,
            font: self.font,
            size: self.size,
            color: self.fill,
            is_hidden: self.is_hidden,
        };
        self.come += i64::from(font.face().advance(&words.text)) * self.size;
        self.page.items.push(Item::Words(words));
        Some(())
    }
}

/// How many bytes there are before the next blank or bracket.
fn word(bytes: &[u8]) -> usize {
    let ends = |byte: &u8| b" \n()<>/".contains(byte);
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

/// The colour of parts between 0 and 1000.
fn rgb(parts: [Length; 3]) -> Rgb {
    let [red, green, blue] = parts.map(|part| (part.clamp(0, 1000) * 255 + 500) / 1000);
    Rgb(red as u8, green as u8, blue as u8)
}
