"""Makes the fonts in this folder from Liberation 2.1.5.

    pip install fonttools==4.68.0
    python subset.py /usr/share/fonts/truetype/liberation2

Each face gives three files. `<Name>.ttf` holds what WinAnsiEncoding can name and
a few signs that clinical papers are full of; `<Name>-Plain.ttf` of that what
nearly all papers make do with, for half the size; `<Name>-Wide.ttf` holds the
letters and signs beyond it too, so that a word with one such letter can be set
in one font. Beside each stands the same, deflated. Check marks and ballot boxes
are drawn here, because Liberation has none. The same input gives the same
bytes. "Liberation" is a reserved font name, hence the new one.
"""

import sys
import zlib
from pathlib import Path

from fontTools import subset
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

FACES = {
    "LiberationSans-Regular": ("Synthphi Sans", "Regular"),
    "LiberationSans-Bold": ("Synthphi Sans", "Bold"),
    "LiberationSans-Italic": ("Synthphi Sans", "Italic"),
    "LiberationSans-BoldItalic": ("Synthphi Sans", "Bold Italic"),
    "LiberationSerif-Regular": ("Synthphi Serif", "Regular"),
    "LiberationSerif-Bold": ("Synthphi Serif", "Bold"),
    "LiberationSerif-Italic": ("Synthphi Serif", "Italic"),
    "LiberationSerif-BoldItalic": ("Synthphi Serif", "Bold Italic"),
}

# What code page 1252 holds, without control characters and the soft hyphen.
WIN_ANSI = [
    ord(bytes([code]).decode("cp1252"))
    for code in [*range(0x20, 0x7F), *range(0x80, 0x100)]
    if code not in (0x81, 0x8D, 0x8F, 0x90, 0x9D, 0xAD)
]

# At the codes that WinAnsiEncoding leaves free: comparisons, an arrow, boxes.
NARROW = [*WIN_ANSI, 0x2265, 0x2264, 0x2192, 0x2610, 0x2611]

# Of these, what English papers are written with: `is_plain` in encoding.rs.
PLAIN = [
    *range(0x20, 0x7F),
    *map(ord, "\N{NO-BREAK SPACE}°±·‘’“”•–—…≥≤→☐☑"),
]

WIDE = [
    *NARROW,
    *range(0x0100, 0x0180),  # Latin Extended-A
    0x01A0, 0x01A1, 0x01AF, 0x01B0,  # horned O and U
    *range(0x01CD, 0x01DD),  # Pinyin
    *range(0x0218, 0x021C),  # Romanian
    0x02BB, 0x02BC,  # Hawaiian and Ukrainian apostrophes
    0x0300, 0x0301, 0x0303, 0x0309, 0x0323,  # Vietnamese, decomposed
    *range(0x0391, 0x03A2), *range(0x03A3, 0x03AA), *range(0x03B1, 0x03CA),  # Greek
    *range(0x1E80, 0x1E86),  # Welsh
    *range(0x1EA0, 0x1EFA),  # Vietnamese
    0x2009, 0x2010, 0x2012, 0x2015, 0x202F,
    0x2032, 0x2033, 0x2044,
    *range(0x2074, 0x207A), *range(0x2080, 0x208A),
    0x2116, 0x2126, 0x215B, 0x215C, 0x215D, 0x215E, 0x2153, 0x2154,
    *range(0x2190, 0x2196),  # arrows
    0x2206, 0x2211, 0x2212, 0x2219, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265,
    0x25A0, 0x25A1, 0x25AA, 0x25AB, 0x25B2, 0x25BA, 0x25BC, 0x25CA, 0x25CB, 0x25CF,
    0x2640, 0x2642,
]

BOX = [(170, -40), (170, 1320), (1530, 1320), (1530, -40)]
BOX_INSIDE = [(290, 80), (1410, 80), (1410, 1200), (290, 1200)]
TICK = [(420, 640), (520, 760), (760, 480), (1190, 1090), (1300, 1010), (770, 250)]
CROSS = [
    (450, 1060), (530, 1140), (850, 820), (1170, 1140), (1250, 1060), (930, 740),
    (930, 540), (1250, 220), (1170, 140), (850, 460), (530, 140), (450, 220),
    (770, 540), (770, 740),
]

# Signs that Liberation lacks: contours in font units, or the glyph they equal.
DRAWN = {
    0x2610: [BOX, BOX_INSIDE],
    0x2611: [BOX, BOX_INSIDE, TICK],
    0x2612: [BOX, BOX_INSIDE, CROSS],
    0x2713: [TICK],
    0x2717: [CROSS],
}
DRAWN_ADVANCE = 1700


def add_drawn(font):
    """Adds the signs that Liberation lacks."""
    order = font.getGlyphOrder()
    for code, contours in DRAWN.items():
        pen = TTGlyphPen(None)
        for contour in contours:
            pen.moveTo(contour[0])
            for point in contour[1:]:
                pen.lineTo(point)
            pen.closePath()
        add(font, order, code, pen.glyph(), DRAWN_ADVANCE)
    pen = TTGlyphPen(font.getGlyphSet())
    pen.addComponent("hyphen", (1, 0, 0, 1, 0, 0))
    add(font, order, 0x2011, pen.glyph(), font["hmtx"]["hyphen"][0])
    font.setGlyphOrder(order)


def add(font, order, code, glyph, advance):
    name = f"uni{code:04X}"
    order.append(name)
    glyph.recalcBounds(font["glyf"])
    font["glyf"].glyphs[name] = glyph
    font["hmtx"][name] = (advance, getattr(glyph, "xMin", 0))
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def rename(font, family, style):
    """Leaves the names that the licence and the file format ask for."""
    names = font["name"]
    kept = {number: names.getDebugName(number) for number in (0, 13, 14)}
    names.names = []
    full = family if style == "Regular" else f"{family} {style}"
    kept |= {
        1: family,
        2: style,
        3: f"{full} 1.0",
        4: full,
        5: "Version 1.0",
        6: f"{family.replace(' ', '')}-{style.replace(' ', '')}",
    }
    for number in sorted(kept):
        names.setName(kept[number], number, 3, 1, 0x409)


def write(source, codes, family, style, path):
    font = TTFont(source, recalcTimestamp=False)
    add_drawn(font)
    options = subset.Options(
        hinting=False,
        layout_features=[],
        glyph_names=False,
        notdef_outline=True,
        name_IDs=["*"],
        name_languages=["*"],
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "DSIG", "FFTM"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    rename(font, family, style)
    for table in list(font["cmap"].tables):
        if (table.platformID, table.platEncID) != (3, 1):
            font["cmap"].tables.remove(table)
    font.save(path)
    # As a PDF holds it: the program need not be deflated by every run.
    path.with_suffix(".ttf.z").write_bytes(zlib.compress(path.read_bytes(), 9))
    missing = sorted(set(codes) - set(font.getBestCmap()))
    for code in missing:
        print(f"{source.stem} has no U+{code:04X}", file=sys.stderr)
    return path.stat().st_size


def main(folder):
    here = Path(__file__).parent
    for stem, (family, style) in FACES.items():
        source = Path(folder) / f"{stem}.ttf"
        name = f"{family.replace(' ', '')}-{style.replace(' ', '')}"
        narrow = write(source, NARROW, family, style, here / f"{name}.ttf")
        plain = write(source, PLAIN, f"{family} Plain", style, here / f"{name}-Plain.ttf")
        wide_codes = [*WIDE, *DRAWN, 0x2011]
        wide = write(source, wide_codes, f"{family} Wide", style, here / f"{name}-Wide.ttf")
        print(name, narrow, plain, wide)


if __name__ == "__main__":
    main(sys.argv[1])
