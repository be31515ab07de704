//! Vaccines and when they are given.

use std::sync::LazyLock;

use crate::clinic::calendar::workday;
use crate::clinic::life::{Life, days, later};
use crate::clinic::table::{count, list, rows};
use crate::fact::Date;
use crate::seed::Stream;

/// A vaccine.
#[derive(Debug)]
pub struct Vaccine {
    /// `measles, mumps and rubella`
    pub name: &'static str,
    /// `MMR`
    pub abbrev: &'static str,
    /// Its number in the CDC's code set CVX.
    pub cvx: &'static str,
    schedule: Schedule,
    since: i16,
    /// `IM`
    pub route: &'static str,
    site: &'static str,
}

#[derive(Debug)]
enum Schedule {
    /// Ages in months, a dose each.
    Ages(Vec<i64>),
    /// Every autumn from that age in months on.
    Autumns(i64),
}

/// A dose that somebody had.
#[derive(Debug)]
pub struct Given {
    /// Of what.
    pub vaccine: &'static Vaccine,
    /// Which of the series, from 1.
    pub dose: u32,
    /// When.
    pub day: Date,
    /// Where: `left deltoid`.
    pub site: &'static str,
}

static VACCINES: LazyLock<Vec<Vaccine>> = LazyLock::new(|| {
    rows(include_str!("../data/vaccines.tsv"))
        .map(|[name, abbrev, cvx, months, since, route, site]| Vaccine {
            name,
            abbrev,
            cvx,
            schedule: match months.strip_prefix("yearly:") {
                Some(from) => Schedule::Autumns(count(from)),
                None => Schedule::Ages(list(months).map(count).collect()),
            },
            since: count(since),
            route,
            site,
        })
        .collect()
});

/// The ages in months at which something is due, each once.
static AGES: LazyLock<Vec<i64>> = LazyLock::new(|| {
    let mut ages: Vec<i64> = VACCINES
        .iter()
        .flat_map(|vaccine| match &vaccine.schedule {
            Schedule::Ages(months) => months.as_slice(),
            Schedule::Autumns(_) => &[],
        })
        .copied()
        .collect();
    ages.sort_unstable();
    ages.dedup();
    ages
});

/// From this age in months on, a vaccine that came later is caught up on.
const ADULT: i64 = 240;

/// What somebody has been given up to a day, in the order of time.
pub fn vaccinations(stream: &mut Stream, life: &Life, day: Date) -> Vec<Given> {
    // Some have nearly everything, some hardly anything.
    let uptake = *stream.pick(&[97.0, 95.0, 92.0, 88.0, 70.0]);
    // What is due at one age is given at one visit.
    let late: Vec<i64> = AGES.iter().map(|_| stream.between(0, 20)).collect();
    let mut all = Vec::new();
    for vaccine in VACCINES.iter() {
        let mut dose = 0;
        for due in vaccine.due(stream, life, day, &late) {
            if due <= day && stream.chance(uptake) {
                dose += 1;
                all.push(Given {
                    vaccine,
                    dose,
                    day: due,
                    site: vaccine.side(stream),
                });
            }
        }
    }
    all.sort_by_key(|given| given.day);
    all
}

impl Vaccine {
    /// When its doses are due, as far as it was there by then.
    fn due(&self, stream: &mut Stream, life: &Life, day: Date, late: &[i64]) -> Vec<Date> {
        match &self.schedule {
            Schedule::Ages(months) => {
                let mut earliest = life.born;
                let mut dues = Vec::with_capacity(months.len());
                for &month in months {
                    let visit = AGES.binary_search(&month).unwrap_or_default();
                    let planned = later(life.born, month * 761 / 25 + late[visit]);
                    let caught_up =
                        later(Date::constant(self.since, 9, 1), stream.between(30, 900));
                    let due = if month >= ADULT {
                        planned.max(caught_up)
                    } else {
                        planned
                    };
                    let due = due.max(earliest);
                    if due.year() >= self.since {
                        let is_at_birth = month == 0;
                        dues.push(if is_at_birth { due } else { workday(due, 1) });
                        earliest = later(due, 56);
                    }
                }
                dues
            }
            Schedule::Autumns(from) => {
                let last = day.year();
                let mut dues = Vec::with_capacity(6);
                for year in (last - 5..=last).filter(|year| *year >= self.since) {
                    let first = Date::constant(year, 9, 8);
                    let due = workday(later(first, stream.between(0, 75)), 1);
                    let is_old_enough = days(life.born, due) * 25 / 761 >= *from;
                    if stream.chance(62.0) && is_old_enough {
                        dues.push(due);
                    }
                }
                dues
            }
        }
    }

    fn side(&self, stream: &mut Stream) -> &'static str {
        let is_left = stream.chance(60.0);
        match (self.site, is_left) {
            ("thigh", true) => "left thigh",
            ("thigh", false) => "right thigh",
            ("deltoid", true) => "left deltoid",
            ("deltoid", false) => "right deltoid",
            ("upper arm", true) => "left upper arm",
            ("upper arm", false) => "right upper arm",
            (site, _) => site,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clinic::life::Focus;
    use crate::seed::Seed;

    #[test]
    fn doses_are_in_order_apart_and_not_before_the_vaccine() {
        let as_of = Date::constant(2025, 6, 30);
        let seed = Seed::new(9).unwrap();
        let (mut children, mut seniors) = (0, 0);
        for number in 0..800 {
            let mut stream = seed.stream(format_args!("life/{number}"));
            let life = Life::draw(&mut stream, Focus::Hospital, as_of);
            let given = vaccinations(&mut stream, &life, as_of);
            assert!(given.is_sorted_by_key(|it| it.day));
            for it in &given {
                assert!(it.day >= life.born && it.day <= as_of, "{it:?}");
                assert!(it.day.year() >= it.vaccine.since, "{it:?}");
                let next = given
                    .iter()
                    .find(|other| other.vaccine.cvx == it.vaccine.cvx && other.dose == it.dose + 1);
                assert!(
                    next.is_none_or(|next| days(it.day, next.day) >= 28),
                    "{it:?}"
                );
            }
            let has = |abbrev| given.iter().any(|it| it.vaccine.abbrev == abbrev);
            match life.age(as_of) {
                3..12 => children += u32::from(has("MMR")),
                70.. => seniors += u32::from(has("RZV")),
                _ => {}
            }
        }
        assert!(children > 20 && seniors > 50, "{children} {seniors}");
    }
}
