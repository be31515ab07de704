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
