//! Sex, birth and the visits of a lifetime, before anything is known of why.

use std::sync::LazyLock;

use jiff::{SignedDuration, ToSpan as _};

use super::calendar::workday;
use super::people::Sex;
use super::table::{count, number, rows};
use crate::fact::Date;
use crate::seed::Stream;

/// What a facility is for, and so who comes to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// A hospital for everybody.
    Hospital,
    /// A children's hospital.
    ChildrensHospital,
    /// A practice for everybody.
    Practice,
    /// A practice of these specialties.
    Specialty(&'static Branch),
}

/// A practice's field.
#[derive(Debug, PartialEq, Eq)]
pub struct Branch {
    name: &'static str,
    /// Ids of the specialties whose conditions are seen.
    pub specialties: &'static [&'static str],
    /// Ids of the specialties that work there besides.
    pub besides: &'static [&'static str],
    ages: (u16, u16),
    only_women: bool,
}

const BRANCHES: [Branch; 7] = [
    branch("pediatric", &["pediatrics", "family_medicine"], (0, 17)),
    Branch {
        only_women: true,
        ..branch("obgyn", &["obstetrics", "gynecology"], (15, 62))
    },
    Branch {
        besides: &["cardiac_surgery"],
        ..branch("cardiology", &["cardiology"], (45, 95))
    },
    Branch {
        besides: &["physiatry"],
        ..branch("orthopedics", &["orthopedics"], (40, 92))
    },
    Branch {
        besides: &["surgery", "radiation_oncology", "hematology"],
        ..branch("oncology", &["oncology"], (35, 92))
    },
    Branch {
        besides: &["psychology", "social_work"],
        ..branch("psychiatry", &["psychiatry"], (12, 80))
    },
    Branch {
        besides: &["vascular_surgery"],
        ..branch("nephrology", &["nephrology"], (40, 92))
    },
];

const fn branch(
    name: &'static str,
    specialties: &'static [&'static str],
    ages: (u16, u16),
) -> Branch {
    Branch {
        name,
        specialties,
        besides: &[],
        ages,
        only_women: false,
    }
}

impl Focus {
    /// The focus of a row of the table of facilities.
    pub fn of(kind: &str, name: &str) -> Self {
        if kind == "hospital" {
            return match name {
                "pediatric" => Self::ChildrensHospital,
                _ => Self::Hospital,
            };
        }
        BRANCHES
            .iter()
            .find(|branch| branch.name == name)
            .map_or(Self::Practice, Self::Specialty)
    }

    /// Whether people stay overnight.
    pub fn is_hospital(self) -> bool {
        matches!(self, Self::Hospital | Self::ChildrensHospital)
    }

    /// The specialties whose conditions it sees, unless it sees all.
    pub fn specialties(self) -> Option<&'static [&'static str]> {
        match self {
            Self::Specialty(branch) if branch.name != "pediatric" => Some(branch.specialties),
            _ => None,
        }
    }

    fn sees(self, sex: Sex, age: u16) -> bool {
        match self {
            Self::Hospital | Self::Practice => true,
            Self::ChildrensHospital => age < 18,
            Self::Specialty(branch) => {
                (branch.ages.0..=branch.ages.1).contains(&age)
                    && !(branch.only_women && sex == Sex::Male)
            }
        }
    }
}

/// How somebody is seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// At an office, by day.
    Office,
    /// In an emergency department.
    Emergency,
    /// During a stay.
    Inpatient,
}

impl Kind {
    /// The word for it in a story.
    pub fn name(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Emergency => "emergency",
            Self::Inpatient => "inpatient",
        }
    }
}

/// The kinds of visits for which something is used.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    office: bool,
    emergency: bool,
    inpatient: bool,
}

impl Settings {
    /// Reads the letters of a table: O, E and I.
    pub fn of(letters: &str) -> Self {
        Self {
            office: letters.contains('O'),
            emergency: letters.contains('E'),
            inpatient: letters.contains('I'),
        }
    }

    /// Whether a kind is among them.
    pub fn has(self, kind: Kind) -> bool {
        match kind {
            Kind::Office => self.office,
            Kind::Emergency => self.emergency,
            Kind::Inpatient => self.inpatient,
        }
    }
}

/// A visit or stay.
#[derive(Clone, Copy, Debug)]
pub struct Visit {
    /// The day of arrival.
    pub day: Date,
    /// How.
    pub kind: Kind,
    /// Nights; 0 unless it is a stay.
    pub nights: u16,
}

impl Visit {
    /// The last day of it.
    pub fn end(&self) -> Date {
        later(self.day, i64::from(self.nights))
    }
}

/// More visits nobody has.
pub const MOST_VISITS: usize = 6;

/// Sex, birth and visits.
#[derive(Clone, Debug)]
pub struct Life {
    /// Sex.
    pub sex: Sex,
    /// The day of birth.
    pub born: Date,
    /// In the order of time; at least one.
    pub visits: Vec<Visit>,
    /// Whether the last visit may have ended in death. What ailed somebody then
    /// has to be something that people die of as well.
    pub may_end: bool,
}

struct Band {
    ages: (u16, u16),
    weight: f64,
    female: f64,
}

static AGES: LazyLock<Vec<Band>> = LazyLock::new(|| {
    rows(include_str!("data/age_sex.tsv"))
        .map(|[from, to, weight, female]| Band {
            ages: (count(from), count(to)),
            weight: number(weight),
            female: number(female),
        })
        .collect()
});

/// Up to how many days after birth a visit is about being born.
pub const NEWBORN_DAYS: i64 = 5;

impl Life {
    /// A life that ends up in a facility of this focus and has had no visit
    /// after the present day.
    pub fn draw(stream: &mut Stream, focus: Focus, as_of: Date) -> Self {
        let (sex, age) = sex_and_age(stream, focus);
        let is_newborn = age == 0 && stream.chance(35.0);
        let end = later(as_of, -recently(stream));
        let last = visit(stream, focus, is_newborn, end);
        let born = if is_newborn {
            last.day
        } else {
            let birthday = last.day.saturating_sub(i64::from(age).years());
            let days = if age == 0 {
                stream.between(NEWBORN_DAYS + 9, 364)
            } else {
                stream.between(0, 364)
            };
            later(birthday, -days)
        };
        let mut visits = Vec::with_capacity(MOST_VISITS);
        visits.push(last);
        for _ in 0..earlier_visits(stream) {
            let next = visits[visits.len() - 1].day;
            let end = later(next, -stream.between(14, 420));
            let visit = visit(stream, focus, false, end);
            if days(born, visit.day) <= NEWBORN_DAYS + 9 {
                break;
            }
            visits.push(visit);
        }
        visits.reverse();
        let may_end = last.kind == Kind::Inpatient
            && completed_years(born, last.day) >= 50
            && stream.chance(15.0);
        Self {
            sex,
            born,
            visits,
            may_end,
        }
    }

    /// The same life some days earlier, as far as offices were open then.
    #[must_use]
    pub fn earlier(mut self, by: i64) -> Self {
        self.born = later(self.born, -by);
        for visit in &mut self.visits {
            visit.day = later(visit.day, -by);
            if visit.kind == Kind::Office {
                visit.day = workday(visit.day, -1);
            }
        }
        self
    }

    /// Whether a visit may have ended in death.
    pub fn may_end_with(&self, visit: usize) -> bool {
        self.may_end && visit + 1 == self.visits.len()
    }

    /// Age in completed years.
    pub fn age(&self, day: Date) -> u16 {
        completed_years(self.born, day)
    }
}

/// How many days ago something happened, rather in the last weeks than a year ago.
pub fn recently(stream: &mut Stream) -> i64 {
    let root = stream.between(0, 25);
    // Every day from one square to the next.
    root * root + stream.between(0, 2 * root)
}

/// How many visits there were before the last one.
pub fn earlier_visits(stream: &mut Stream) -> usize {
    let weights: [f64; MOST_VISITS] = [25.0, 25.0, 20.0, 14.0, 10.0, 6.0];
    stream.weighted(weights.into_iter())
}

fn sex_and_age(stream: &mut Stream, focus: Focus) -> (Sex, u16) {
    loop {
        let band = &AGES[stream.weighted(AGES.iter().map(|band| band.weight))];
        let age = stream.between(i64::from(band.ages.0), i64::from(band.ages.1)) as u16;
        let sex = if stream.chance(band.female) {
            Sex::Female
        } else {
            Sex::Male
        };
        if focus.sees(sex, age) {
            return (sex, age);
        }
    }
}

fn visit(stream: &mut Stream, focus: Focus, is_newborn: bool, end: Date) -> Visit {
    let kind = match stream.below(100) {
        _ if !focus.is_hospital() => Kind::Office,
        _ if is_newborn => Kind::Inpatient,
        0..42 => Kind::Office,
        42..68 => Kind::Emergency,
        _ => Kind::Inpatient,
    };
    let nights = match kind {
        Kind::Inpatient if is_newborn => 2,
        Kind::Inpatient => *stream.pick(&[2, 2, 3, 3, 3, 4, 4, 5, 5, 6, 7, 9, 12]),
        Kind::Office | Kind::Emergency => 0,
    };
    let day = later(end, -i64::from(nights));
    Visit {
        day: match kind {
            Kind::Office => workday(day, -1),
            Kind::Emergency | Kind::Inpatient => day,
        },
        kind,
        nights,
    }
}

/// A day some days later, or earlier if below zero.
pub fn later(day: Date, days: i64) -> Date {
    day.saturating_add(SignedDuration::from_hours(days * 24))
}

/// How many days the second is after the first.
pub fn days(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// Completed years between two days; 0 if the second is before the first.
pub fn completed_years(from: Date, to: Date) -> u16 {
    let before_birthday = (to.month(), to.day()) < (from.month(), from.day());
    let years = to.year() - from.year() - i16::from(before_birthday);
    years.max(0) as u16
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn visits_lie_between_birth_and_the_present_day() {
        let as_of = Date::constant(2025, 6, 30);
        let mut ages = Vec::new();
        for n in 0..5_000 {
            let mut stream = Seed::new(6).unwrap().stream(format_args!("life/{n}"));
            let life = Life::draw(&mut stream, Focus::Hospital, as_of);
            assert!(life.visits[0].day >= life.born);
            assert!(life.visits.is_sorted_by(|a, b| a.end() < b.day));
            let last = life.visits[life.visits.len() - 1];
            assert!(last.end() <= as_of);
            ages.push(life.age(last.day));
        }
        let share = |from, to| {
            let count = ages.iter().filter(|age| (from..=to).contains(*age)).count();
            count as f64 / ages.len() as f64
        };
        assert!((0.01..0.05).contains(&share(90, 110)));
        assert!((0.08..0.18).contains(&share(0, 17)));
        assert!(ages.contains(&0));
    }

    #[test]
    fn years_are_completed_on_the_birthday() {
        let born = Date::constant(2000, 2, 29);
        let age = |y, m, d| completed_years(born, Date::constant(y, m, d));
        assert_eq!((age(2001, 2, 28), age(2001, 3, 1)), (0, 1));
        assert_eq!((age(2004, 2, 28), age(2004, 2, 29)), (3, 4));
    }
}
