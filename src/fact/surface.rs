//! How one value is written in different places.

mod date;
mod pieces;

use std::borrow::Cow;
use std::sync::Arc;

pub use self::date::Date;
use self::date::{date_pieces, iso};
use self::pieces::{Pieces, Places};

/// A person's name, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// The given name; may be of several words.
    pub given: &'static str,
    /// The middle name or initial without its dot; may be empty.
    pub middle: &'static str,
    /// The family name; may be hyphenated or of several words.
    pub family: Cow<'static, str>,
    /// `Jr.`, `III`; may be empty.
    pub suffix: &'static str,
    /// What friends say; may be empty.
    pub nickname: &'static str,
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
    Name(Arc<Name>),
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

impl Value {
    /// Every form that a template may ask for by name.
    ///
    /// Names: `full` (José A. Muñoz Jr.), `given_family` (José Muñoz), `given`,
    /// `family`, `last_first` (Muñoz, José A.), `nickname`, `initials` (JM),
    /// `initials_dotted` (J.M.), `initial_family` (J. Muñoz).
    /// Dates: `us` (03/14/1957), `short` (3/14/57), `iso`, `long` (March 14, 1957),
    /// `dmy` (14-Mar-1957), `dmy_short` (14-Mar-57), `day` (3/14), `month_year`
    /// (March 1957), `month_of` (March of 1957), `year`.
    /// Telephone numbers: `paren` ((617) 555-0123), `tight` ((617)555-0123), `dash`,
    /// `dot`, `space`, `plus` (+1 617-555-0123); with ` ext. 214` or ` x214` behind
    /// them if there is an extension.
    /// Ages: `years` (67).
    pub const FORMS: &[&'static str] = &[
        "full",
        "given_family",
        "given",
        "family",
        "last_first",
        "nickname",
        "initials",
        "initials_dotted",
        "initial_family",
        "us",
        "short",
        "iso",
        "long",
        "dmy",
        "dmy_short",
        "day",
        "month_year",
        "month_of",
        "year",
        "paren",
        "tight",
        "dash",
        "dot",
        "space",
        "plus",
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

    /// Appends the normal form, as exact as a form is; nothing if the text is its
    /// own. A day without its year is that of the year that is meant.
    pub(super) fn write_norm(&self, form: &str, to: &mut String) {
        match self {
            Self::Plain => to,
            Self::Name(name) => to.text(name.given).text(" ").text(&name.family),
            Self::Date(date) => {
                let exact = to.len();
                iso(*date, &mut *to);
                let length = match form {
                    "month_year" | "month_of" => "1957-03".len(),
                    "year" => "1957".len(),
                    _ => "1957-03-14".len(),
                };
                to.truncate(exact + length);
                to
            }
            // RFC 3966 writes extensions so.
            Self::Phone(phone) => {
                let to = to
                    .text("+1")
                    .number("", phone.area, 3)
                    .number("", phone.exchange, 3)
                    .number("", phone.line, 4);
                match phone.extension {
                    0 => to,
                    extension => to.text(";ext=").number("", extension, 1),
                }
            }
            Self::Age(years) => to.number("", *years, 1),
        };
    }

    pub(super) fn written(&self, form: &str) -> Option<String> {
        // The longest form of a date is `September 30, 2025`.
        let mut text = String::with_capacity(20);
        self.pieces(form, &mut text)?;
        (!text.is_empty()).then_some(text)
    }

    pub(super) fn write_parts(&self, form: &str, parts: &mut Vec<Part>) {
        self.pieces(form, Places { length: 0, parts });
    }

    fn pieces<P: Pieces>(&self, form: &str, pieces: P) -> Option<P> {
        match self {
            Self::Plain => None,
            Self::Name(name) => name.pieces(form, pieces),
            Self::Date(date) => date_pieces(*date, form, pieces),
            Self::Phone(phone) => phone.pieces(form, pieces),
            Self::Age(years) => match form {
                "years" => Some(pieces.digits(*years, 1)),
                _ => None,
            },
        }
    }
}

impl Name {
    /// The initial of the middle name, if there is one.
    fn middle_initial<P: Pieces>(&self, pieces: P) -> P {
        if self.middle.is_empty() {
            return pieces;
        }
        pieces.text(" ").initial("middle", self.middle, ".")
    }

    fn pieces<P: Pieces>(&self, form: &str, pieces: P) -> Option<P> {
        Some(match form {
            "full" => self
                .middle_initial(pieces.part("given", self.given))
                .text(" ")
                .part("family", &self.family)
                .after(" ", "suffix", self.suffix),
            "given_family" => pieces
                .part("given", self.given)
                .text(" ")
                .part("family", &self.family),
            "given" => pieces.part("given", self.given),
            "family" => pieces.part("family", &self.family),
            "last_first" => self.middle_initial(
                pieces
                    .part("family", &self.family)
                    .after(" ", "suffix", self.suffix)
                    .text(", ")
                    .part("given", self.given),
            ),
            "nickname" if !self.nickname.is_empty() => pieces.part("given", self.nickname),
            "nickname" => pieces.part("given", self.given),
            "initials" => {
                pieces
                    .initial("given", self.given, "")
                    .initial("family", &self.family, "")
            }
            "initials_dotted" => {
                pieces
                    .initial("given", self.given, ".")
                    .initial("family", &self.family, ".")
            }
            "initial_family" => pieces
                .initial("given", self.given, ".")
                .text(" ")
                .part("family", &self.family),
            _ => return None,
        })
    }
}

impl Phone {
    fn pieces<P: Pieces>(&self, form: &str, pieces: P) -> Option<P> {
        let (before, behind, between) = match form {
            "paren" => ("(", ") ", "-"),
            "tight" => ("(", ")", "-"),
            "dash" => ("", "-", "-"),
            "dot" => ("", ".", "."),
            "space" => ("", " ", " "),
            "plus" => ("+1 ", "-", "-"),
            _ => return None,
        };
        let pieces = pieces
            .text(before)
            .number("area", self.area, 3)
            .text(behind)
            .digits(self.exchange, 3)
            .text(between)
            .digits(self.line, 4);
        Some(match self.extension {
            0 => pieces,
            extension => pieces
                .text(match form {
                    "paren" | "plus" => " ext. ",
                    "space" => " ext ",
                    _ => " x",
                })
                .digits(extension, 1),
        })
    }
}
