//! How a facility's documents look. Facilities own their look, so document
//! types, looks and formats multiply by themselves.

/// A colour of the sRGB space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

/// A paper size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// 8.5 by 11 inches: 612 by 792 points.
    Letter,
    /// 210 by 297 mm: 595 by 842 points, rounded.
    A4,
}

impl Page {
    /// Width and height in points.
    pub fn size(self) -> (u32, u32) {
        match self {
            Self::Letter => (612, 792),
            Self::A4 => (595, 842),
        }
    }
}

/// A family of typefaces. `docx` and `pptx` name it and leave the choice of the
/// font to the reader; a PDF embeds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Typeface {
    /// Liberation Sans in a PDF, Arial by name.
    Sans,
    /// Liberation Serif in a PDF, Times New Roman by name.
    Serif,
}

impl Typeface {
    /// The name that office documents use.
    pub fn office_name(self) -> &'static str {
        match self {
            Self::Sans => "Arial",
            Self::Serif => "Times New Roman",
        }
    }
}

/// How the first page names the facility.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LetterheadStyle {
    /// Name and address at the left, above a rule.
    Left,
    /// Both centred, above a rule.
    Centered,
    /// The name at the left, the address at the right.
    Split,
    /// White on a band of the accent colour.
    Band,
}

/// How section headings stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeadingStyle {
    /// Bold in the accent colour.
    Plain,
    /// The same above a thin rule.
    Ruled,
    /// Bold on a tinted bar.
    Bar,
}

/// How tables are ruled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableStyle {
    /// A box around each cell.
    Grid,
    /// Rules between the rows only.
    Lines,
    /// Every other row tinted.
    Banded,
}

/// How names and values are set out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldsStyle {
    /// One pair to a line.
    OneColumn,
    /// Two pairs to a line.
    TwoColumns,
    /// Two pairs to a line, boxed.
    Boxed,
}

/// How pages are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageNumbers {
    /// `Page 1 of 2`
    Words,
    /// `1 / 2`
    Slash,
    /// `1`
    Bare,
}

/// How a letterhead says where the facility is and how it is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Contact {
    /// The address on a line, the numbers on another.
    TwoLines,
    /// The street, the city and the numbers on a line each.
    ThreeLines,
    /// The street, the city, the telephone and the fax on a line each.
    FourLines,
    /// The address alone, on a line.
    Address,
    /// The telephone alone.
    Telephone,
    /// The city and the telephone on a line.
    Town,
}

/// A house style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// What it is called.
    pub name: &'static str,
    /// The paper.
    pub page: Page,
    /// The margin on all sides, in points.
    pub margin: u32,
    /// The typeface of running text.
    pub body: Typeface,
    /// The typeface of headings and the letterhead.
    pub heading: Typeface,
    /// The size of running text, in half points.
    pub half_points: u32,
    /// The colour of headings, rules and bands.
    pub accent: Rgb,
    /// A light tint of it for bars and banded rows.
    pub tint: Rgb,
    /// The first page's top.
    pub letterhead: LetterheadStyle,
    /// Section headings.
    pub headings: HeadingStyle,
    /// Tables.
    pub tables: TableStyle,
    /// Names and values.
    pub fields: FieldsStyle,
}

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

impl Look {
    /// A number that follows from the name, so that a new look has one as well.
    fn mark(&self) -> u32 {
        self.name.bytes().map(u32::from).sum()
    }

    /// How its pages are numbered.
    pub fn page_numbers(&self) -> PageNumbers {
        match self.mark() % 3 {
            0 => PageNumbers::Words,
            1 => PageNumbers::Slash,
            _ => PageNumbers::Bare,
        }
    }

    /// How its letterhead says where the facility is.
    pub fn contact(&self) -> Contact {
        match self.mark() / 3 % 8 {
            0 => Contact::TwoLines,
            1 => Contact::ThreeLines,
            2 => Contact::FourLines,
            3 => Contact::Address,
            4 | 5 => Contact::Telephone,
            _ => Contact::Town,
        }
    }
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
