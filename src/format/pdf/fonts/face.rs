//! A face's metrics, and which characters it has.
//!
//! Advances are rounded to thousandths of the em, as the `/Widths` of a PDF
//! usually are, and nothing here or in the file knows any other, so that what is
//! measured is what a reader sees.

use super::encoding::narrow_code;
use super::{FaceId, Program};

/// What a face does for one character.
#[derive(Clone, Copy, Default)]
pub struct Glyph {
    /// How far it moves on, in thousandths of the em.
    pub advance: u16,
    /// Its number in the wide subset; 0 if the face lacks it.
    pub wide: u16,
    /// Its code in the narrow subset; 0 if that lacks it.
    pub narrow: u8,
}

/// A face: a family in one weight and slant.
pub struct Face {
    /// Its place among the faces.
    pub id: FaceId,
    /// Its PostScript name, without a subset's tag.
    pub name: &'static str,
    /// The top of its box above the baseline, in thousandths of the em.
    pub ascent: i32,
    /// The bottom of its box below the baseline, as a negative number.
    pub descent: i32,
    /// The font program of each subset.
    pub(super) programs: [Program; 2],
    /// That of the narrow subset's plain characters.
    pub(super) plain: Program,
    /// The advances of ASCII, which is most of what is measured.
    ascii: [u16; 128],
    latin: [Glyph; 256],
    pages: [u8; PAGES],
    beyond: Vec<[Glyph; 256]>,
}

/// Characters are looked up by pages of 256; the subsets end below U+2800.
const PAGES: usize = 0x28;

impl Face {
    /// What the face does for a character; `None` if it lacks it.
    pub fn glyph(&self, character: char) -> Option<Glyph> {
        let code = character as usize;
        let glyph = if code < 256 {
            self.latin[code]
        } else {
            match self.pages.get(code >> 8) {
                Some(&page) if page > 0 => self.beyond[usize::from(page) - 1][code & 255],
                _ => return None,
            }
        };
        (glyph.wide > 0).then_some(glyph)
    }

    /// How far words move on, in thousandths of the em. A character that the face
    /// lacks does not.
    pub fn advance(&self, words: &str) -> i32 {
        if words.is_ascii() {
            let advances = words
                .bytes()
                .map(|byte| self.ascii[usize::from(byte & 127)]);
            return advances.map(i32::from).sum();
        }
        let glyphs = words.chars().filter_map(|character| self.glyph(character));
        glyphs.map(|glyph| i32::from(glyph.advance)).sum()
    }

    /// How many bytes there are before the first blank or line break, and how far
    /// they move on.
    pub fn word(&self, words: &str) -> (usize, i32) {
        let (mut length, mut advance, mut highest) = (0, 0, 0);
        for &byte in words.as_bytes() {
            if matches!(byte, b' ' | b'\n') {
                break;
            }
            length += 1;
            highest |= byte;
            advance += i32::from(self.ascii[usize::from(byte & 127)]);
        }
        match highest.is_ascii() {
            true => (length, advance),
            false => (length, self.advance(&words[..length])),
        }
    }

    /// All characters it has, with their glyphs.
    pub fn glyphs(&self) -> impl Iterator<Item = (char, Glyph)> + '_ {
        (0..PAGES << 8)
            .filter_map(|code| char::from_u32(code as u32))
            .filter_map(|character| Some((character, self.glyph(character)?)))
    }

    pub(super) fn new(
        number: u8,
        name: &'static str,
        programs: [Program; 2],
        plain: Program,
    ) -> Self {
        let font = parse(programs[1]);
        let units = i32::from(font.units_per_em());
        let mut face = Self {
            id: FaceId(number),
            name,
            ascent: thousandths(font.ascender().into(), units),
            descent: thousandths(font.descender().into(), units),
            programs,
            plain,
            ascii: [0; 128],
            latin: [Glyph::default(); 256],
            pages: [0; PAGES],
            beyond: Vec::new(),
        };
        for character in characters(&font) {
            let Some(id) = font.glyph_index(character) else {
                continue;
            };
            let advance = font.glyph_hor_advance(id).unwrap_or_default();
            *face.slot(character as usize) = Glyph {
                advance: thousandths(advance.into(), units) as u16,
                wide: id.0,
                narrow: narrow_code(character),
            };
        }
        for (advance, glyph) in face.ascii.iter_mut().zip(&face.latin) {
            *advance = glyph.advance;
        }
        face
    }

    fn slot(&mut self, code: usize) -> &mut Glyph {
        if code < 256 {
            return &mut self.latin[code];
        }
        let page = &mut self.pages[code >> 8];
        if *page == 0 {
            self.beyond.push([Glyph::default(); 256]);
            *page = self.beyond.len() as u8;
        }
        &mut self.beyond[usize::from(*page) - 1][code & 255]
    }
}

/// The characters that a font may have.
fn characters(font: &ttf_parser::Face<'_>) -> Vec<char> {
    let mut characters = Vec::new();
    let subtables = font.tables().cmap.map(|cmap| cmap.subtables);
    for subtable in subtables.into_iter().flatten() {
        if subtable.is_unicode() {
            subtable.codepoints(|code| characters.extend(char::from_u32(code)));
        }
    }
    characters.retain(|&character| (0x20..PAGES << 8).contains(&(character as usize)));
    characters
}

/// Reads one of our own font programs.
pub fn parse(program: Program) -> ttf_parser::Face<'static> {
    ttf_parser::Face::parse(program.plain, 0).expect("the fonts in the binary are whole")
}

/// Font units as thousandths of the em, rounded half up.
pub fn thousandths(units: i32, units_per_em: i32) -> i32 {
    (units * 1000 + units_per_em / 2).div_euclid(units_per_em)
}
