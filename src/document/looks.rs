//! The looks that there are, a row each.

use super::look::{
    FieldsStyle, HeadingStyle, LetterheadStyle, Look, Page, Rgb, TableStyle, Typeface,
};

impl Look {
    /// Every look there is.
    pub const ALL: &[Self] = &[
        look(
            "harbor",
            Page::Letter,
            54,
            (Typeface::Sans, Typeface::Sans, 20),
            (Rgb(31, 78, 121), Rgb(222, 234, 246)),
            (
                LetterheadStyle::Left,
                HeadingStyle::Ruled,
                TableStyle::Grid,
                FieldsStyle::TwoColumns,
            ),
        ),
        look(
            "chapel",
            Page::Letter,
            72,
            (Typeface::Serif, Typeface::Serif, 22),
            (Rgb(89, 39, 32), Rgb(245, 235, 230)),
            (
                LetterheadStyle::Centered,
                HeadingStyle::Plain,
                TableStyle::Lines,
                FieldsStyle::OneColumn,
            ),
        ),
        look(
            "meadow",
            Page::Letter,
            60,
            (Typeface::Sans, Typeface::Serif, 20),
            (Rgb(39, 94, 55), Rgb(228, 240, 230)),
            (
                LetterheadStyle::Split,
                HeadingStyle::Bar,
                TableStyle::Banded,
                FieldsStyle::Boxed,
            ),
        ),
        look(
            "slate",
            Page::Letter,
            50,
            (Typeface::Sans, Typeface::Sans, 19),
            (Rgb(64, 64, 64), Rgb(236, 236, 236)),
            (
                LetterheadStyle::Left,
                HeadingStyle::Bar,
                TableStyle::Lines,
                FieldsStyle::Boxed,
            ),
        ),
        look(
            "cobalt",
            Page::Letter,
            58,
            (Typeface::Sans, Typeface::Sans, 21),
            (Rgb(0, 71, 171), Rgb(226, 235, 250)),
            (
                LetterheadStyle::Band,
                HeadingStyle::Plain,
                TableStyle::Banded,
                FieldsStyle::TwoColumns,
            ),
        ),
        look(
            "plum",
            Page::Letter,
            64,
            (Typeface::Serif, Typeface::Sans, 21),
            (Rgb(84, 39, 98), Rgb(239, 230, 243)),
            (
                LetterheadStyle::Split,
                HeadingStyle::Ruled,
                TableStyle::Lines,
                FieldsStyle::TwoColumns,
            ),
        ),
        look(
            "linen",
            Page::A4,
            62,
            (Typeface::Serif, Typeface::Serif, 21),
            (Rgb(70, 60, 45), Rgb(243, 239, 230)),
            (
                LetterheadStyle::Centered,
                HeadingStyle::Ruled,
                TableStyle::Grid,
                FieldsStyle::OneColumn,
            ),
        ),
        look(
            "teal",
            Page::Letter,
            56,
            (Typeface::Sans, Typeface::Sans, 20),
            (Rgb(0, 98, 102), Rgb(224, 242, 241)),
            (
                LetterheadStyle::Band,
                HeadingStyle::Bar,
                TableStyle::Grid,
                FieldsStyle::TwoColumns,
            ),
        ),
        look(
            "granite",
            Page::Letter,
            46,
            (Typeface::Sans, Typeface::Serif, 20),
            (Rgb(48, 56, 65), Rgb(231, 234, 237)),
            (
                LetterheadStyle::Centered,
                HeadingStyle::Bar,
                TableStyle::Grid,
                FieldsStyle::OneColumn,
            ),
        ),
        look(
            "ember",
            Page::Letter,
            66,
            (Typeface::Serif, Typeface::Sans, 22),
            (Rgb(150, 60, 20), Rgb(250, 233, 223)),
            (
                LetterheadStyle::Band,
                HeadingStyle::Ruled,
                TableStyle::Lines,
                FieldsStyle::OneColumn,
            ),
        ),
        look(
            "forest",
            Page::Letter,
            52,
            (Typeface::Sans, Typeface::Sans, 18),
            (Rgb(22, 72, 52), Rgb(225, 238, 231)),
            (
                LetterheadStyle::Left,
                HeadingStyle::Plain,
                TableStyle::Banded,
                FieldsStyle::Boxed,
            ),
        ),
        look(
            "dune",
            Page::A4,
            57,
            (Typeface::Sans, Typeface::Sans, 20),
            (Rgb(120, 88, 30), Rgb(246, 239, 222)),
            (
                LetterheadStyle::Split,
                HeadingStyle::Plain,
                TableStyle::Grid,
                FieldsStyle::TwoColumns,
            ),
        ),
        look(
            "violet",
            Page::Letter,
            70,
            (Typeface::Serif, Typeface::Serif, 21),
            (Rgb(68, 50, 120), Rgb(234, 231, 246)),
            (
                LetterheadStyle::Left,
                HeadingStyle::Bar,
                TableStyle::Banded,
                FieldsStyle::OneColumn,
            ),
        ),
        look(
            "harvest",
            Page::Letter,
            60,
            (Typeface::Sans, Typeface::Serif, 21),
            (Rgb(140, 40, 55), Rgb(249, 229, 232)),
            (
                LetterheadStyle::Centered,
                HeadingStyle::Plain,
                TableStyle::Lines,
                FieldsStyle::Boxed,
            ),
        ),
        look(
            "steel",
            Page::Letter,
            48,
            (Typeface::Sans, Typeface::Sans, 19),
            (Rgb(40, 90, 130), Rgb(224, 235, 243)),
            (
                LetterheadStyle::Split,
                HeadingStyle::Bar,
                TableStyle::Lines,
                FieldsStyle::OneColumn,
            ),
        ),
        look(
            "ivory",
            Page::Letter,
            76,
            (Typeface::Serif, Typeface::Serif, 23),
            (Rgb(30, 30, 30), Rgb(240, 240, 236)),
            (
                LetterheadStyle::Band,
                HeadingStyle::Plain,
                TableStyle::Grid,
                FieldsStyle::Boxed,
            ),
        ),
    ];
}

const fn look(
    name: &'static str,
    page: Page,
    margin: u32,
    (body, heading, half_points): (Typeface, Typeface, u32),
    (accent, tint): (Rgb, Rgb),
    (letterhead, headings, tables, fields): (
        LetterheadStyle,
        HeadingStyle,
        TableStyle,
        FieldsStyle,
    ),
) -> Look {
    Look {
        name,
        page,
        margin,
        body,
        heading,
        half_points,
        accent,
        tint,
        letterhead,
        headings,
        tables,
        fields,
    }
}
