//! Names whose parts fit together: sex, decade of birth and heritage.

use std::sync::{LazyLock, OnceLock};

use crate::clinic::table::{list, number, rows};
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

struct Written {
    plain: &'static str,
    accented: &'static str,
}

impl Written {
    fn text(&self, accents: bool) -> &'static str {
        if accents && !self.accented.is_empty() {
            self.accented
        } else {
            self.plain
        }
    }
}

/// A family name, and what it is in a log-in name.
#[derive(Clone, Debug)]
pub struct Family {
    /// As it is written.
    pub text: String,
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
    names: Vec<Written>,
    /// Births per 100,000 by decade.
    rates: Vec<[f64; DECADES]>,
    /// How much more often a group has the name than everybody.
    leaning: Vec<[f64; HERITAGES]>,
    tables: [[OnceLock<Weights>; HERITAGES]; DECADES],
}

impl Given {
    fn new(table: &'static str, leanings: &[(&'static str, [f64; HERITAGES])]) -> Self {
        let mut this = Self {
            names: Vec::new(),
            rates: Vec::new(),
            leaning: Vec::new(),
            tables: Default::default(),
        };
        for [name, accented, rates @ ..] in rows::<{ DECADES + 2 }>(table) {
            this.names.push(Written {
                plain: name,
                accented,
            });
            this.rates.push(rates.map(number));
            let leaning = leanings.binary_search_by_key(&name, |(name, _)| name);
            this.leaning
                .push(leaning.map_or([UNKNOWN_LEANING; HERITAGES], |at| leanings[at].1));
        }
        this
    }

    fn draw(&self, stream: &mut Stream, bearer: Bearer) -> &Written {
        let decade = ((bearer.year - FIRST_DECADE) / 10).clamp(0, DECADES as i16 - 1) as usize;
        let table = self.tables[decade][bearer.heritage].get_or_init(|| {
            Weights::new(
                self.rates
                    .iter()
                    .zip(&self.leaning)
                    .map(|(rate, leaning)| rate[decade] * leaning[bearer.heritage]),
            )
        });
        &self.names[table.draw(stream)]
    }
}

/// The weight of a name of which no shares are known.
const UNKNOWN_LEANING: f64 = 0.5;

/// The tables of names.
pub struct Names {
    surnames: Vec<Written>,
    by_heritage: [Weights; HERITAGES],
    female: Given,
    male: Given,
    nicknames: Vec<(&'static str, &'static str)>,
}

/// All names.
pub static NAMES: LazyLock<Names> = LazyLock::new(Names::new);

impl Names {
    fn new() -> Self {
        let mut surnames = Vec::with_capacity(5_000);
        let mut weights: [Vec<f64>; HERITAGES] = Default::default();
        for [plain, accented, per_100k, shares @ ..] in
            rows::<{ HERITAGES + 3 }>(include_str!("../data/surnames.tsv"))
        {
            surnames.push(Written { plain, accented });
            let frequency = number(per_100k);
            for (weights, share) in weights.iter_mut().zip(shares) {
                weights.push(frequency * number(share));
            }
        }
        let leanings = leanings();
        Self {
            surnames,
            by_heritage: weights.map(|weights| Weights::new(weights.into_iter())),
            female: Given::new(include_str!("../data/given_names_f.tsv"), &leanings),
            male: Given::new(include_str!("../data/given_names_m.tsv"), &leanings),
            nicknames: rows::<2>(include_str!("../data/nicknames.tsv"))
                .map(|[name, nicknames]| (name, nicknames))
                .collect(),
        }
    }

    /// A family name, now and then a double one.
    pub fn family(&self, stream: &mut Stream, bearer: Bearer) -> Family {
        let accents = uses_accents(stream, bearer.heritage);
        let mut one = || &self.surnames[self.by_heritage[bearer.heritage].draw(stream)];
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
        let mut text = first.text(accents).to_owned();
        if form < hyphenated + spaced && first.plain != second.plain {
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
                given: given.text(accents).to_owned(),
                middle: middle.to_owned(),
                family: family.text,
                suffix: suffix(stream, bearer.sex).to_owned(),
                nickname: self.nickname(stream, given.plain).to_owned(),
            },
            given: given.plain,
            family: family.plain,
        }
    }

    fn nickname(&self, stream: &mut Stream, given: &str) -> &'static str {
        let known = self
            .nicknames
            .binary_search_by_key(&given, |(name, _)| name)
            .map(|at| self.nicknames[at].1);
        match known {
            Ok(nicknames) if stream.chance(60.0) => {
                let count = list(nicknames).count();
                list(nicknames).nth(stream.index(count)).unwrap_or_default()
            }
            _ => "",
        }
    }
}

/// By given name, sorted: how much more often each group has it than all.
fn leanings() -> Vec<(&'static str, [f64; HERITAGES])> {
    let shares: Vec<(&'static str, f64, [f64; HERITAGES])> =
        rows::<{ HERITAGES + 2 }>(include_str!("../data/given_names_race.tsv"))
            .map(|[name, observed, shares @ ..]| (name, number(observed), shares.map(number)))
            .collect();
    let mut overall = [0.0; HERITAGES];
    let mut total = 0.0;
    for (_, observed, shares) in &shares {
        total += observed;
        for (sum, share) in overall.iter_mut().zip(shares) {
            *sum += observed * share;
        }
    }
    shares
        .into_iter()
        .map(|(name, _, shares)| {
            let leaning = std::array::from_fn(|group| shares[group] * total / overall[group]);
            (name, leaning)
        })
        .collect()
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
