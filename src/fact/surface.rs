//! How one value is written in different places.

use std::fmt::Write as _;

pub use jiff::civil::Date as CivilDate;
/// A day of the Gregorian calendar, without a clock or zone.
pub type Date = CivilDate;

/// A person's name, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The given name; may be of several words.
    pub given: String,
    /// The middle name or initial without its dot; may be empty.
    pub middle: String,
    /// The family name; may be hyphenated or of several words.
    pub family: String,
    /// `Jr.`, `III`; may be empty.
    pub suffix: String,
    /// What friends say; may be empty.
    pub nickname: String,
}

/// A telephone number of the North American plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Phone {
    /// Area code, 200 to 999.
    pub area: u16,
    /// Exchange, 200 to 999.
    pub exchange: u16,
    /// Line, 0 to 9999.
    pub line: u16,
    /// Extension; 0 for none.
    pub extension: u16,
}

/// What a fact's surface forms are made from.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// It has one form only.
    Plain,
    /// A person's name.
    Name(Box<Name>),
    /// A day.
    Date(Date),
    /// A telephone or fax number.
    Phone(Phone),
    /// An age in completed years.
    Age(u16),
}

/// A piece of a fact's text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// Byte offset of its first character in the fact's text.
    pub start: usize,
    /// Byte offset behind its last.
    pub end: usize,
    /// What it is, by the names of the record's schema: `given`, `month`, `area`.
    pub part: &'static str,
}

/// Writes a text and remembers its pieces.
#[derive(Default)]
struct Pieces {
    text: String,
    parts: Vec<Part>,
}

impl Pieces {
    fn text(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    fn part(mut self, part: &'static str, text: &str) -> Self {
        let start = self.text.len();
        self.text.push_str(text);
        self.parts.push(Part {
            start,
            end: self.text.len(),
            part,
        });
        self
    }

    fn number(self, part: &'static str, number: i64, width: usize) -> Self {
        let mut text = String::with_capacity(4);
        // Writing to a string can't fail.
        let _ = write!(text, "{number:0width$}");
        self.part(part, &text)
    }

    /// A piece preceded by a separator, or nothing at all if it is empty.
    fn after(self, separator: &str, part: &'static str, text: &str) -> Self {
        if text.is_empty() {
            return self;
        }
        self.text(separator).part(part, text)
    }

    fn done(self) -> Option<(String, Vec<Part>)> {
        (!self.text.is_empty()).then_some((self.text, self.parts))
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Value {
    /// Every form that a template may ask for by name.
    ///
    /// Names: `full` (José A. Muñoz Jr.), `given_family` (José Muñoz), `given`,
    /// `family`, `last_first` (Muñoz, José A.), `nickname`, `initials` (JM),
    /// `initial_family` (J. Muñoz).
    /// Dates: `us` (03/14/1957), `short` (3/14/57), `iso`, `long` (March 14, 1957),
    /// `dmy` (14-Mar-1957), `day` (3/14), `month_year` (March 1957), `year`.
    /// Telephone numbers: `paren` ((617) 555-0123), `dash`, `dot`.
    /// Ages: `years` (67).
    pub const FORMS: &[&'static str] = &[
        "full",
        "given_family",
        "given",
        "family",
        "last_first",
        "nickname",
        "initials",
        "initial_family",
        "us",
        "short",
        "iso",
        "long",
        "dmy",
        "day",
        "month_year",
        "year",
        "paren",
        "dash",
        "dot",
        "years",
    ];

    pub(super) fn usual_form(&self) -> &'static str {
        match self {
            Self::Plain | Self::Name(_) => "full",
            Self::Date(_) => "us",
            Self::Phone(_) => "paren",
            Self::Age(_) => "years",
        }
    }

    pub(super) fn norm(&self) -> String {
        match self {
            Self::Plain => String::new(),
            Self::Name(name) => format!("{} {}", name.given, name.family),
            Self::Date(date) => date.to_string(),
            Self::Phone(phone) => {
                format!("+1{:03}{:03}{:04}", phone.area, phone.exchange, phone.line)
            }
            Self::Age(years) => years.to_string(),
        }
    }

    pub(super) fn written(&self, form: &str) -> Option<(String, Vec<Part>)> {
        match self {
            Self::Plain => None,
            Self::Name(name) => name.written(form),
            Self::Date(date) => written_date(*date, form),
            Self::Phone(phone) => phone.written(form),
            Self::Age(years) => match form {
                "years" => Some((years.to_string(), Vec::new())),
                _ => None,
            },
        }
    }
}

impl Name {
    fn middle_initial(&self) -> String {
        self.middle
            .chars()
            .next()
            .map_or(String::new(), |initial| format!("{initial}."))
    }

    fn written(&self, form: &str) -> Option<(String, Vec<Part>)> {
        let pieces = Pieces::default();
        let initial = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
        match form {
            "full" => pieces
                .part("given", &self.given)
                .after(" ", "middle", &self.middle_initial())
                .text(" ")
                .part("family", &self.family)
                .after(" ", "suffix", &self.suffix),
            "given_family" => pieces
                .part("given", &self.given)
                .text(" ")
                .part("family", &self.family),
            "given" => pieces.part("given", &self.given),
            "family" => pieces.part("family", &self.family),
            "last_first" => pieces
                .part("family", &self.family)
                .after(" ", "suffix", &self.suffix)
                .text(", ")
                .part("given", &self.given)
                .after(" ", "middle", &self.middle_initial()),
            "nickname" if !self.nickname.is_empty() => pieces.part("given", &self.nickname),
            "nickname" => pieces.part("given", &self.given),
            "initials" => pieces
                .part("given", &initial(&self.given))
                .part("family", &initial(&self.family)),
            "initial_family" => pieces
                .part("given", &format!("{}.", initial(&self.given)))
                .text(" ")
                .part("family", &self.family),
            _ => return None,
        }
        .done()
    }
}

fn written_date(date: Date, form: &str) -> Option<(String, Vec<Part>)> {
    let (year, month, day) = (
        i64::from(date.year()),
        i64::from(date.month()),
        i64::from(date.day()),
    );
    let name = MONTHS[date.month() as usize - 1];
    let pieces = Pieces::default();
    match form {
        "us" => pieces
            .number("month", month, 2)
            .text("/")
            .number("day", day, 2)
            .text("/")
            .number("year", year, 4),
        "short" => pieces
            .number("month", month, 1)
            .text("/")
            .number("day", day, 1)
            .text("/")
            .number("year", year % 100, 2),
        "iso" => pieces
            .number("year", year, 4)
            .text("-")
            .number("month", month, 2)
            .text("-")
            .number("day", day, 2),
        "long" => pieces
            .part("month", name)
            .text(" ")
            .number("day", day, 1)
            .text(", ")
            .number("year", year, 4),
        "dmy" => pieces
            .number("day", day, 2)
            .text("-")
            .part("month", &name[..3])
            .text("-")
            .number("year", year, 4),
        "day" => pieces
            .number("month", month, 1)
            .text("/")
            .number("day", day, 1),
        "month_year" => pieces.part("month", name).text(" ").number("year", year, 4),
        "year" => pieces.number("year", year, 4),
        _ => return None,
    }
    .done()
}

impl Phone {
    fn written(&self, form: &str) -> Option<(String, Vec<Part>)> {
        let area = format!("{:03}", self.area);
        let (exchange, line) = (format!("{:03}", self.exchange), format!("{:04}", self.line));
        let pieces = Pieces::default();
        let pieces = match form {
            "paren" => pieces
                .text("(")
                .part("area", &area)
                .text(") ")
                .text(&exchange)
                .text("-"),
            "dash" => pieces
                .part("area", &area)
                .text("-")
                .text(&exchange)
                .text("-"),
            "dot" => pieces
                .part("area", &area)
                .text(".")
                .text(&exchange)
                .text("."),
            _ => return None,
        }
        .text(&line);
        match self.extension {
            0 => pieces,
            extension => pieces.text(&format!(" ext. {extension}")),
        }
        .done()
    }
}
