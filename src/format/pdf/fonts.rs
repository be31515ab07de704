//! The fonts a page is set in.
//!
//! Every face comes as two subsets (see `fonts/subset.py`). The narrow one is
//! addressed by the single bytes of WinAnsiEncoding, whose five free codes stand
//! for signs that clinical papers are full of; the wide one has those characters
//! and many more and is addressed by glyph numbers. Both advance alike. A
//! document that shows nothing in a narrow font but what is plain gets a program
//! of these characters only: the fonts are most of a file.

mod encoding;
mod face;

use std::sync::LazyLock;

pub use self::encoding::{DIFFERENCES, is_plain, narrow_character};
pub use self::face::{Face, parse, thousandths};
use crate::document::{Style, Typeface};

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
