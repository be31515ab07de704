//! Names whose parts fit together: sex, decade of birth and heritage.

use std::borrow::Cow;
use std::sync::{LazyLock, OnceLock};

use crate::clinic::table::list;
use crate::fact::Name;
use crate::seed::{Stream, Weights};

/// Sex as the record has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sex {
    /// Female.
    Female,
    /// Male.
    Male,
}

impl Sex {
    /// The sex of a letter in a table; `None` for both.
    pub fn of(letter: &str) -> Option<Self> {
        match letter {
            "F" => Some(Self::Female),
            "M" => Some(Self::Male),
            _ => None,
        }
    }

    /// `F` or `M`.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Female => "F",
            Self::Male => "M",
        }
    }
}

/// The census's groups by which names and ZIP codes are counted: white, black,
/// Asian and Pacific, American Indian, two and more, Hispanic.
pub const HERITAGES: usize = 6;
const ASIAN: usize = 2;
const HISPANIC: usize = 5;

const DECADES: usize = 10;
const FIRST_DECADE: i16 = 1920;

/// Names as the build script has digested them: a line each, the accented
/// spelling and the nicknames behind tabs.
struct Written {
    text: &'static str,
    /// Where each line begins, and the end of the last.
    lines: &'static [u32],
}

impl Written {
    fn name(&self, number: usize) -> Spelt {
        let line = self.lines[number] as usize..self.lines[number + 1] as usize - 1;
        let (plain, rest) = self.text[line].split_once('\t').unwrap_or_default();
        let (accented, nicknames) = rest.split_once('\t').unwrap_or_default();
        Spelt {
            plain,
            accented,
            nicknames,
        }
    }
}

/// The ways to spell a name.
#[derive(Clone, Copy)]
struct Spelt {
    plain: &'static str,
    accented: &'static str,
    nicknames: &'static str,
}

impl Spelt {
    fn text(self, accents: bool) -> &'static str {
        if accents && !self.accented.is_empty() {
            self.accented
        } else {
            self.plain
        }
    }
}

/// Family names, and how many bear them by heritage.
mod surnames {
    include!(concat!(env!("OUT_DIR"), "/surnames.rs"));
}

mod given_names_f {
    include!(concat!(env!("OUT_DIR"), "/given_names_f.rs"));
}

mod given_names_m {
    include!(concat!(env!("OUT_DIR"), "/given_names_m.rs"));
}

/// A family name, and what it is in a log-in name.
#[derive(Clone, Debug)]
pub struct Family {
    /// As it is written.
    pub text: Cow<'static, str>,
    /// Without accents; the first of two.
    pub plain: &'static str,
}

/// A full name with the plain spelling of its parts.
#[derive(Clone, Debug)]
pub struct Named {
    /// The name.
    pub name: Name,
    /// The given name without accents.
    pub given: &'static str,
    /// The family name without accents.
    pub family: &'static str,
}

impl Named {
    /// `maria.delacruz`: ASCII letters only.
    pub fn login(&self, separator: &str) -> String {
        let mut login = letters(self.given);
        login.push_str(separator);
        login.push_str(&letters(self.family));
        login
    }

    /// `delacruz`
    pub fn login_family(&self) -> String {
        letters(self.family)
    }

    /// `mdelacruz`
    pub fn short_login(&self) -> String {
        let mut login = letters(self.given);
        login.truncate(1);
        login.push_str(&letters(self.family));
        login
    }
}

fn letters(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

/// Who is to be named.
#[derive(Clone, Copy, Debug)]
pub struct Bearer {
    /// Sex.
    pub sex: Sex,
    /// The year of birth.
    pub year: i16,
    /// One of the six groups.
    pub heritage: usize,
}

struct Given {
    names: Written,
    /// For each decade, how many in 100,000 were given each name.
    rates: [&'static [f64]; DECADES],
    /// How much more often each group has each name than everybody.
    leanings: [&'static [f64]; HERITAGES],
    tables: [[OnceLock<Weights>; HERITAGES]; DECADES],
}

impl Given {
    fn draw(&self, stream: &mut Stream, bearer: Bearer) -> Spelt {
        let decade = ((bearer.year - FIRST_DECADE) / 10).clamp(0, DECADES as i16 - 1) as usize;
        let table = self.tables[decade][bearer.heritage].get_or_init(|| {
            let leanings = self.leanings[bearer.heritage];
            let rates = self.rates[decade].iter().zip(leanings);
            Weights::new(rates.map(|(rate, leaning)| rate * leaning))
        });
        self.names.name(table.draw(stream))
    }
}

/// The tables of names.
pub struct Names {
    surnames: Written,
    by_heritage: [OnceLock<Weights>; HERITAGES],
    female: Given,
    male: Given,
}

/// All names.
pub static NAMES: LazyLock<Names> = LazyLock::new(|| Names {
    surnames: Written {
        text: surnames::TEXT,
        lines: &surnames::LINES,
    },
    by_heritage: Default::default(),
    female: Given {
        names: Written {
            text: given_names_f::TEXT,
            lines: &given_names_f::LINES,
        },
        rates: given_names_f::RATES.each_ref().map(|rates| &rates[..]),
        leanings: given_names_f::LEANINGS.each_ref().map(|rates| &rates[..]),
        tables: Default::default(),
    },
    male: Given {
        names: Written {
            text: given_names_m::TEXT,
            lines: &given_names_m::LINES,
        },
        rates: given_names_m::RATES.each_ref().map(|rates| &rates[..]),
        leanings: given_names_m::LEANINGS.each_ref().map(|rates| &rates[..]),
        tables: Default::default(),
    },
});

impl Names {
    /// A family name, now and then a double one.
    pub fn family(&self, stream: &mut Stream, bearer: Bearer) -> Family {
        let accents = uses_accents(stream, bearer.heritage);
        let table = self.by_heritage[bearer.heritage]
            .get_or_init(|| Weights::of_totals(&surnames::TOTALS[bearer.heritage]));
        let mut one = || self.surnames.name(table.draw(stream));
        let (first, second) = (one(), one());
        let form = stream.unit() * 100.0;
        let hyphenated = match (bearer.heritage, bearer.sex) {
            (HISPANIC, _) => 6.0,
            (_, Sex::Female) => 5.0,
            (_, Sex::Male) => 1.0,
        };
        let spaced = if bearer.heritage == HISPANIC {
            12.0
        } else {
            0.0
        };
        let mut text = Cow::Borrowed(first.text(accents));
        if form < hyphenated + spaced && first.plain != second.plain {
            let text = text.to_mut();
            text.push(if form < hyphenated { '-' } else { ' ' });
            text.push_str(second.text(accents));
        }
        Family {
            text,
            plain: first.plain,
        }
    }

    /// A full name; the family name may be given.
    pub fn draw(&self, stream: &mut Stream, bearer: Bearer, family: Option<&Family>) -> Named {
        let accents = uses_accents(stream, bearer.heritage);
        let table = match bearer.sex {
            Sex::Female => &self.female,
            Sex::Male => &self.male,
        };
        let given = table.draw(stream, bearer);
        let middle = table.draw(stream, bearer);
        let family = family.map_or_else(|| self.family(stream, bearer), Clone::clone);
        let middle = if stream.chance(22.0) || middle.plain == given.plain {
            ""
        } else {
            middle.text(accents)
        };
        Named {
            name: Name {
                given: given.text(accents),
                middle,
                family: family.text,
                suffix: suffix(stream, bearer.sex),
                nickname: nickname(stream, given.nicknames),
            },
            given: given.plain,
            family: family.plain,
        }
    }
}

fn nickname(stream: &mut Stream, nicknames: &'static str) -> &'static str {
    if nicknames.is_empty() || !stream.chance(60.0) {
        return "";
    }
    let count = list(nicknames).count();
    list(nicknames).nth(stream.index(count)).unwrap_or_default()
}

fn uses_accents(stream: &mut Stream, heritage: usize) -> bool {
    stream.chance(match heritage {
        HISPANIC => 35.0,
        ASIAN => 20.0,
        _ => 10.0,
    })
}

fn suffix(stream: &mut Stream, sex: Sex) -> &'static str {
    const SUFFIXES: [(&str, f64); 6] = [
        ("Jr.", 1.6),
        ("Sr.", 0.4),
        ("II", 0.25),
        ("III", 0.5),
        ("IV", 0.05),
        ("", 97.2),
    ];
    let drawn = stream.weighted(SUFFIXES.iter().map(|(_, weight)| *weight));
    match sex {
        Sex::Female => "",
        Sex::Male => SUFFIXES[drawn].0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn names_fit_heritage_and_decade() {
        let mut stream = Seed::new(1).unwrap().stream(format_args!("names"));
        let mut draw = |sex, year, heritage| {
            let bearer = Bearer {
                sex,
                year,
                heritage,
            };
            NAMES.draw(&mut stream, bearer, None)
        };
        let hispanic = (0..400)
            .filter(|_| draw(Sex::Male, 1985, HISPANIC).family.ends_with("ez"))
            .count();
        assert!(hispanic > 60, "{hispanic} of 400");
        let old: Vec<Named> = (0..400).map(|_| draw(Sex::Female, 1932, 0)).collect();
        assert!(old.iter().any(|named| named.given == "Barbara"));
        assert!(old.iter().all(|named| named.given != "Madison"));
        assert!(old.iter().all(|named| named.name.suffix.is_empty()));
    }

    #[test]
    fn log_in_names_are_ascii() {
        let mut stream = Seed::new(2).unwrap().stream(format_args!("names"));
        let bearer = Bearer {
            sex: Sex::Female,
            year: 1990,
            heritage: HISPANIC,
        };
        let accented = (0..200)
            .map(|_| NAMES.draw(&mut stream, bearer, None))
            .inspect(|named| assert!(named.login(".").is_ascii() && named.login("").len() > 2))
            .filter(|named| !named.name.family.is_ascii())
            .count();
        assert!(accented > 5, "{accented}");
    }
}
