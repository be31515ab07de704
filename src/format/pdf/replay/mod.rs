//! What the pages of a finished file show: their operators read back.
//!
//! It knows the operators that `content` writes and the fonts that we embed, and
//! no others, so it reads files of ours and refuses all else. What it gives is
//! what is in the file, wherever the file came from.

mod pen;

use std::io::Read as _;
use std::ops::Range;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use super::fonts::Font;
use crate::document::Rgb;
use pen::thousandths;

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
            let items = Vec::new();
            pen::replay(
                &content,
                Page {
                    width,
                    height,
                    items,
                },
            )
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
