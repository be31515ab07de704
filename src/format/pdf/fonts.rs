//! The faces a page is set in: their metrics, and which characters they have.
//!
//! Every face comes as two subsets (see `fonts/subset.py`). The narrow one is
//! addressed by the single bytes of WinAnsiEncoding, whose five free codes stand
//! for signs that clinical papers are full of; the wide one has those characters
//! and many more and is addressed by glyph numbers. Both advance alike. A
//! document that shows nothing in a narrow font but what is plain gets a program
//! of these characters only: the fonts are most of a file. Advances
//! are rounded to thousandths of the em, as the `/Widths` of a PDF usually are,
//! and nothing here or in the file knows any other, so that what is measured is
//! what a reader sees.

use std::sync::LazyLock;

use crate::document::{Style, Typeface};

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
    programs: [Program; 2],
    /// That of the narrow subset's plain characters.
    plain: Program,
    /// The advances of ASCII, which is most of what is measured.
    ascii: [u16; 128],
    latin: [Glyph; 256],
    pages: [u8; PAGES],
    beyond: Vec<[Glyph; 256]>,
}

/// A font program, and how it goes into a file.
#[derive(Clone, Copy)]
pub struct Program {
    /// Its bytes.
    pub plain: &'static [u8],
    /// The same as `/FlateDecode` wants it.
    pub deflated: &'static [u8],
}

/// Which of the faces.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FaceId(u8);

/// A subset of a face, as a document refers to it: `/F0` to `/F15`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Font(u8);

/// Characters are looked up by pages of 256; the subsets end below U+2800.
const PAGES: usize = 0x28;

impl FaceId {
    /// How many there are.
    pub const COUNT: usize = 8;

    /// The face of that family in that style.
    pub fn of(typeface: Typeface, style: Style) -> Self {
        let family = match typeface {
            Typeface::Sans => 0,
            Typeface::Serif => 4,
        };
        Self(family + u8::from(style.bold) + 2 * u8::from(style.italic))
    }

    /// The face itself.
    pub fn face(self) -> &'static Face {
        &FACES[usize::from(self.0)]
    }

    /// Its narrow or wide subset.
    pub fn font(self, wide: bool) -> Font {
        Font(self.0 * 2 + u8::from(wide))
    }

    /// Heavy, slanted, with serifs.
    pub fn traits(self) -> (bool, bool, bool) {
        (self.0 & 1 != 0, self.0 & 2 != 0, self.0 & 4 != 0)
    }
}

impl Font {
    /// How many there are.
    pub const COUNT: usize = 2 * FaceId::COUNT;

    /// The font of that number, below [`Font::COUNT`].
    pub const fn numbered(number: u8) -> Self {
        Self(number)
    }

    /// All of them.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..Self::COUNT as u8).map(Self)
    }

    /// Its number in resource names.
    pub fn number(self) -> usize {
        usize::from(self.0)
    }

    /// The face it is a subset of.
    pub fn face(self) -> &'static Face {
        FaceId(self.0 / 2).face()
    }

    /// Whether it is the wide subset, addressed by glyph numbers.
    pub fn is_wide(self) -> bool {
        self.0 & 1 != 0
    }

    /// Its font program.
    pub fn program(self) -> Program {
        self.face().programs[usize::from(self.is_wide())]
    }

    /// The font program of the narrow subset's plain characters.
    pub fn plain(self) -> Program {
        self.face().plain
    }
}

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

    fn new(number: u8, name: &'static str, programs: [Program; 2], plain: Program) -> Self {
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

/// The characters at 0x80 to 0x9F: those of WinAnsiEncoding and, at the codes
/// of [`DIFFERENCES`], our own.
const HIGH: [char; 32] = [
    '€', '≥', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '≤', 'Ž', '→', '☐', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '☑', 'ž', 'Ÿ',
];

/// What the narrow subsets have beyond WinAnsiEncoding, as the array of a PDF's
/// encoding dictionary.
pub const DIFFERENCES: &str =
    "129/greaterequal 141/lessequal 143/arrowright 144/uni2610 157/uni2611";

/// The character of that code in the narrow subsets: WinAnsiEncoding (ISO
/// 32000-1, annex D.2) without the soft hyphen, and the differences.
pub fn narrow_character(code: u8) -> Option<char> {
    match code {
        0x20..=0x7e | 0xa0..=0xac | 0xae..=0xff => Some(char::from(code)),
        0x80..=0x9f => Some(HIGH[usize::from(code) - 0x80]),
        _ => None,
    }
}

/// Whether a character of the narrow subset is one that nearly all papers make
/// do with: `PLAIN` in `fonts/subset.py`.
pub fn is_plain(character: char) -> bool {
    matches!(character, ' '..='~') || "\u{a0}°±·‘’“”•–—…≥≤→☐☑".contains(character)
}

fn narrow_code(character: char) -> u8 {
    match u8::try_from(character) {
        Ok(code) if !(0x80..0xa0).contains(&code) => narrow_character(code).map_or(0, |_| code),
        _ => HIGH
            .iter()
            .position(|&high| high == character)
            .map_or(0, |place| 0x80 + place as u8),
    }
}

macro_rules! program {
    ($file:expr) => {
        Program {
            plain: include_bytes!(concat!("fonts/", $file, ".ttf")),
            deflated: include_bytes!(concat!("fonts/", $file, ".ttf.z")),
        }
    };
}

macro_rules! face {
    ($number:literal, $name:literal) => {
        LazyLock::new(|| {
            Face::new(
                $number,
                $name,
                [program!($name), program!(concat!($name, "-Wide"))],
                program!(concat!($name, "-Plain")),
            )
        })
    };
}

/// In the order of [`FaceId`].
static FACES: [LazyLock<Face>; FaceId::COUNT] = [
    face!(0, "SynthphiSans-Regular"),
    face!(1, "SynthphiSans-Bold"),
    face!(2, "SynthphiSans-Italic"),
    face!(3, "SynthphiSans-BoldItalic"),
    face!(4, "SynthphiSerif-Regular"),
    face!(5, "SynthphiSerif-Bold"),
    face!(6, "SynthphiSerif-Italic"),
    face!(7, "SynthphiSerif-BoldItalic"),
];

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn both_subsets_of_a_face_have_the_same_metrics() {
        for font in Font::all().filter(|font| !font.is_wide()) {
            let (face, narrow) = (font.face(), parse(font.program()));
            let units = i32::from(narrow.units_per_em());
            for code in 0x20..=0xff {
                let Some(character) = narrow_character(code) else {
                    continue;
                };
                let glyph = face.glyph(character).expect("wide holds what narrow holds");
                let id = narrow.glyph_index(character).expect("it has a code");
                let advance = narrow.glyph_hor_advance(id).expect("every glyph advances");
                assert_eq!(i32::from(glyph.advance), thousandths(advance.into(), units));
                assert_eq!(glyph.narrow, code);
            }
            assert_eq!(face.ascent, thousandths(narrow.ascender().into(), units));
        }
    }

    #[test]
    fn every_face_has_the_letters_of_names_and_the_signs_of_forms() {
        for font in Font::all() {
            for character in "AzñÑüßŁłğşőčřžễạẠươĐđȘ☐☑☒✓≥≤µμ→←↑↓−≈±°²½αβγΔΩ♀♂\u{a0}•–—’".chars()
            {
                assert!(font.face().glyph(character).is_some(), "{character}");
            }
            assert!(font.face().glyph('字').is_none());
            assert!(font.face().glyph('\u{ad}').is_none());
        }
    }

    #[test]
    fn plain_programs_have_the_plain_characters_and_no_others() {
        for font in Font::all().filter(|font| !font.is_wide()) {
            let (narrow, plain) = (parse(font.program()), parse(font.plain()));
            for character in (0x20..=0xff).filter_map(narrow_character) {
                let glyph = plain.glyph_index(character);
                assert_eq!(glyph.is_some(), is_plain(character), "{character}");
                let Some(glyph) = glyph else { continue };
                let same = narrow.glyph_index(character).unwrap();
                assert_eq!(
                    plain.glyph_hor_advance(glyph),
                    narrow.glyph_hor_advance(same)
                );
            }
        }
    }

    #[test]
    fn programs_are_deflated_as_they_are() {
        let programs = Font::all().flat_map(|font| [font.program(), font.plain()]);
        for Program { plain, deflated } in programs {
            let mut inflated = Vec::new();
            let mut reader = flate2::read::ZlibDecoder::new(deflated);
            reader.read_to_end(&mut inflated).unwrap();
            assert!(inflated == plain, "run fonts/subset.py");
        }
    }

    #[test]
    fn no_two_characters_share_a_glyph() {
        for font in Font::all() {
            let mut numbers: Vec<u16> = font.face().glyphs().map(|(_, glyph)| glyph.wide).collect();
            numbers.sort_unstable();
            numbers
                .windows(2)
                .for_each(|pair| assert!(pair[0] < pair[1]));
        }
    }
}
