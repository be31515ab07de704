//! The objects that bring a font into a file (ISO 32000-1, 9.6 to 9.10).
//!
//! What is the same in every file is made once: the deflated font program, the
//! widths, the map back to Unicode.

use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::LazyLock;

use flate2::{Compression, write::ZlibEncoder};

use super::file::{File, Object};
use super::fonts::{
    DIFFERENCES, FaceId, Font, Program, is_plain, narrow_character, parse, thousandths,
};

/// The parts of a font's objects that no file changes.
struct Parts {
    /// The name with a subset's tag, as a PDF name.
    name: String,
    descriptor: String,
    widths: String,
    to_unicode: Vec<u8>,
}

static PARTS: [LazyLock<Parts>; Font::COUNT] = {
    macro_rules! parts {
        ($($number:literal)*) => {
            [$(LazyLock::new(|| Parts::of(Font::numbered($number)))),*]
        };
    }
    parts!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15)
};

/// The same of the narrow fonts with nothing but their plain characters.
static PLAIN_PARTS: [LazyLock<Parts>; FaceId::COUNT] = {
    macro_rules! parts {
        ($($number:literal)*) => {
            [$(LazyLock::new(|| Parts::plain(Font::numbered(2 * $number)))),*]
        };
    }
    parts!(0 1 2 3 4 5 6 7)
};

/// Writes a font and all that belongs to it; of a narrow one only what is
/// plain if that is all that is shown in it.
pub fn embed(file: &mut File<'_>, font: Font, object: Object, is_plain: bool) {
    let (parts, program_of_font) = match is_plain {
        true => (&*PLAIN_PARTS[font.number() / 2], font.plain()),
        false => (&*PARTS[font.number()], font.program()),
    };
    let [descriptor, program, to_unicode] = [(); 3].map(|()| file.reserve());
    if font.is_wide() {
        let descendant = file.reserve();
        file.dictionary(object, |entries| {
            entries.raw("/Type/Font/Subtype/Type0/Encoding/Identity-H/BaseFont");
            entries.raw(&parts.name);
            entries.reference("/DescendantFonts[", descendant);
            entries.reference("]/ToUnicode ", to_unicode);
        });
        file.dictionary(descendant, |entries| {
            entries.raw("/Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity/BaseFont");
            entries.raw(&parts.name);
            entries.raw("/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
            entries.raw(&parts.widths);
            entries.reference("/FontDescriptor ", descriptor);
        });
    } else {
        file.dictionary(object, |entries| {
            entries.raw("/Type/Font/Subtype/TrueType/BaseFont");
            entries.raw(&parts.name);
            entries.raw("/Encoding<</BaseEncoding/WinAnsiEncoding/Differences[");
            entries.raw(DIFFERENCES);
            entries.raw("]>>");
            entries.raw(&parts.widths);
            entries.reference("/FontDescriptor ", descriptor);
            entries.reference("/ToUnicode ", to_unicode);
        });
    }
    file.dictionary(descriptor, |entries| {
        entries.raw("/Type/FontDescriptor/FontName");
        entries.raw(&parts.name);
        entries.raw(&parts.descriptor);
        entries.reference("/FontFile2 ", program);
    });
    let Program { plain, deflated } = program_of_font;
    file.stream(program, deflated, |entries| {
        entries.integer("/Length1 ", plain.len() as u64);
    });
    file.stream(to_unicode, &parts.to_unicode, |_| ());
}

impl Parts {
    fn of(font: Font) -> Self {
        let name = if font.is_wide() {
            format!("/SYNTHB+{}", font.face().name.replacen('-', "Wide-", 1))
        } else {
            format!("/SYNTHA+{}", font.face().name)
        };
        Self {
            name,
            descriptor: descriptor(font, font.program()),
            widths: if font.is_wide() {
                wide_widths(font)
            } else {
                narrow_widths(font)
            },
            to_unicode: deflated(to_unicode(font, |_| true).as_bytes()),
        }
    }

    fn plain(font: Font) -> Self {
        Self {
            name: format!("/SYNTHC+{}", font.face().name.replacen('-', "Plain-", 1)),
            descriptor: descriptor(font, font.plain()),
            widths: narrow_widths(font),
            to_unicode: deflated(to_unicode(font, is_plain).as_bytes()),
        }
    }
}

fn deflated(data: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    let written = encoder.write_all(data).and_then(|()| encoder.finish());
    written.expect("nothing fails in memory")
}

fn descriptor(font: Font, program: Program) -> String {
    let face = font.face();
    let program = parse(program);
    let units = i32::from(program.units_per_em());
    let scaled = |length: i16| thousandths(length.into(), units);
    let bounds = program.global_bounding_box();
    let (bold, italic, serif) = face.id.traits();
    // Bit 2 serif, bit 3 symbolic, bit 6 nonsymbolic, bit 7 italic.
    let flags = u32::from(serif) << 1
        | if font.is_wide() { 1 << 2 } else { 1 << 5 }
        | u32::from(italic) << 6;
    format!(
        "/Flags {flags}/FontBBox[{} {} {} {}]/ItalicAngle {}/Ascent {}/Descent {}/CapHeight {}/StemV {}",
        scaled(bounds.x_min),
        scaled(bounds.y_min),
        scaled(bounds.x_max),
        scaled(bounds.y_max),
        match (italic, serif) {
            (false, _) => "0",
            (true, false) => "-12",
            (true, true) => "-16",
        },
        face.ascent,
        face.descent,
        program.capital_height().map_or(700, scaled),
        if bold { 140 } else { 80 },
    )
}

fn narrow_widths(font: Font) -> String {
    let mut widths = String::from("/FirstChar 32/LastChar 255/Widths[");
    for code in 32..=255 {
        let glyph = narrow_character(code).and_then(|character| font.face().glyph(character));
        let advance = glyph.map_or(0, |glyph| glyph.advance);
        // Writing to a string can't fail.
        let _ = write!(widths, "{advance} ");
    }
    widths.pop();
    widths.push(']');
    widths
}

fn wide_widths(font: Font) -> String {
    let mut widths = String::from("/DW 0/W[0[");
    for advance in advances(font) {
        let _ = write!(widths, "{advance} ");
    }
    widths.pop();
    widths.push_str("]]");
    widths
}

/// The advance of every glyph of the wide subset, by its number.
fn advances(font: Font) -> Vec<u16> {
    let mut advances = vec![0; usize::from(parse(font.program()).number_of_glyphs())];
    for (_, glyph) in font.face().glyphs() {
        advances[usize::from(glyph.wide)] = glyph.advance;
    }
    advances
}

/// The CMap that leads from codes to characters (ISO 32000-1, 9.10.3).
fn to_unicode(font: Font, has: impl Fn(char) -> bool) -> String {
    let mut pairs: Vec<(u16, char)> = font
        .face()
        .glyphs()
        .filter(|(character, _)| has(*character))
        .filter_map(|(character, glyph)| match (font.is_wide(), glyph) {
            (true, glyph) => Some((glyph.wide, character)),
            (false, glyph) if glyph.narrow > 0 => Some((glyph.narrow.into(), character)),
            (false, _) => None,
        })
        .collect();
    pairs.sort_unstable();
    let digits = if font.is_wide() { 4 } else { 2 };
    let (low, high) = if font.is_wide() {
        ("0000", "FFFF")
    } else {
        ("00", "FF")
    };
    let mut map = format!(
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n\
         /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
         /CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n\
         1 begincodespacerange\n<{low}> <{high}>\nendcodespacerange\n"
    );
    // A block holds at most 100 pairs.
    for block in pairs.chunks(100) {
        let _ = writeln!(map, "{} beginbfchar", block.len());
        for &(code, character) in block {
            let _ = writeln!(map, "<{code:0digits$X}> <{:04X}>", u32::from(character));
        }
        map.push_str("endbfchar\n");
    }
    map.push_str("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
    map
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_leads_back_to_its_character() {
        let wide = to_unicode(Font::numbered(1), |_| true);
        assert!(wide.contains("<1EC5>\n"), "Nguyễn has none");
        let narrow = to_unicode(Font::numbered(0), |_| true);
        assert!(narrow.contains("<F1> <00F1>\n"));
        assert!(narrow.contains("<95> <2022>\n"));
        assert!(narrow.contains("<81> <2265>\n"));
        assert!(!narrow.contains("<1EC5>"));
        let plain = to_unicode(Font::numbered(0), is_plain);
        assert!(plain.contains("<95> <2022>\n") && !plain.contains("<F1>"));
    }

    #[test]
    fn the_box_of_a_font_is_the_box_of_its_marks() {
        for font in Font::all() {
            let face = font.face();
            let declared = format!("/Ascent {}/Descent {}/", face.ascent, face.descent);
            assert!(descriptor(font, font.program()).contains(&declared));
        }
    }

    #[test]
    fn widths_are_those_that_lines_are_measured_with() {
        let font = Font::numbered(0);
        let widths = narrow_widths(font);
        let (_, list) = widths.split_once('[').unwrap();
        let list: Vec<u16> = list
            .trim_end_matches(']')
            .split(' ')
            .map(|width| width.parse().unwrap())
            .collect();
        assert_eq!(list.len(), 224);
        let m = font.face().glyph('m').unwrap().advance;
        assert_eq!(list[usize::from(b'm') - 32], m);
        assert_eq!(m, 833);
    }
}
