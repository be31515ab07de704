//! What somebody has had for long, takes for it and must not be given.

use jiff::ToSpan as _;

use super::drug::{Drug, Order};
use super::eligible;
use super::illness::{Code, ILLNESSES, Illness};
use super::intolerance::{self, Intolerance};
use super::rules;
use super::set::Set;
use crate::clinic::life::{Focus, Kind, Life, later};
use crate::clinic::people::Sex;
use crate::clinic::source::Source;
use crate::fact::Date;
use crate::seed::Stream;

/// A chronic illness of somebody.
#[derive(Debug)]
pub struct Known {
    /// Which.
    pub illness: &'static Illness,
    /// The code by which it is filed.
    pub code: &'static Code,
    /// Since when.
    pub since: Date,
    /// Until when, if it passes.
    until: Date,
    /// What is taken for it.
    pub orders: Vec<Order>,
}

impl Known {
    /// Whether it is there on a day.
    pub fn is_active(&self, day: Date) -> bool {
        (self.since..=self.until).contains(&day)
    }
}

/// Illnesses for which most people take nothing.
const SELDOM_TREATED: [&str; 3] = ["obesity", "prediabetes", "nafld"];

const PREGNANT_DAYS: i64 = 275;
const MOST_KNOWN: usize = 8;

/// Somebody's health, whoever it is.
#[derive(Debug)]
pub struct Health {
    /// Chronic illnesses, in the order of the table.
    pub known: Vec<Known>,
    /// What must not be given, with the number of the reaction.
    pub intolerances: Vec<(&'static Intolerance, usize)>,
    /// Stature in standard deviations from the mean.
    pub stature: f64,
    /// Build in standard deviations from the mean.
    pub build: f64,
    /// Which of the ways to smoke or not.
    pub smoking: &'static str,
    /// Which of the ways to drink or not.
    pub alcohol: &'static str,
}

impl Health {
    /// The health of a life seen at a facility of this focus.
    pub fn draw(source: &Source, life: &Life, focus: Focus) -> Self {
        let last = life.visits[life.visits.len() - 1].day;
        let age = life.age(last);
        let first = life.age(life.visits[0].day);
        let mut stream = source.stream("health");
        let illnesses = illnesses(&mut stream, life.sex, age, focus);
        let ids: Vec<&'static str> = illnesses.iter().map(|illness| illness.id).collect();
        let mut known: Vec<Known> = illnesses
            .into_iter()
            .map(|illness| begun(&mut stream, illness, &ids, life, age))
            .collect();
        // What an illness needs, or its code speaks of, is there as early.
        for at in 0..known.len() {
            let (spoken_of, since) = (rules::spoken_of(known[at].code.code), known[at].since);
            let needed = known[at].illness.needed;
            for other in &mut known {
                let is_needed = needed.contains(other.illness.number);
                if is_needed || spoken_of.contains(&other.illness.id) {
                    other.since = other.since.min(since);
                }
            }
        }
        let mut this = Self {
            known: Vec::new(),
            intolerances: intolerance::draw(&mut source.stream("allergies"), (first, age)),
            stature: stream.normal(),
            build: stream.normal(),
            smoking: "",
            alcohol: "",
        };
        (this.smoking, this.alcohol) = super::habits::draw(&mut stream, age, &known);
        let mut stream = source.stream("medications");
        std::mem::swap(&mut this.known, &mut known);
        for number in 0..this.known.len() {
            let orders = this.ordered(&mut stream, number, life, age);
            this.known[number].orders = orders;
        }
        this
    }

    /// Whether a drug may be given: it is tolerated, no illness rules it out,
    /// and nothing like it is taken already.
    pub fn may_have<'a>(&'a self, drug: &Drug, mut taken: impl Iterator<Item = &'a Order>) -> bool {
        let tolerated = self
            .intolerances
            .iter()
            .all(|(intolerance, _)| !intolerance.classes.contains(&drug.class));
        let ruled_out = self
            .known
            .iter()
            .any(|known| known.illness.avoided.contains(&drug.class));
        tolerated && !ruled_out && !taken.any(|order| order.drug.excludes(drug))
    }

    /// All orders for chronic illnesses.
    pub fn orders(&self) -> impl Iterator<Item = &Order> {
        self.known.iter().flat_map(|known| &known.orders)
    }

    fn ordered(&self, stream: &mut Stream, number: usize, life: &Life, age: u16) -> Vec<Order> {
        let known = &self.known[number];
        let is_left = SELDOM_TREATED.contains(&known.illness.id) && stream.chance(65.0);
        let wanted = match stream.below(6) {
            _ if is_left => 0,
            0 => 0,
            1..4 => 1,
            _ => 2,
        };
        let mut orders: Vec<Order> = Vec::new();
        for drug in &known.illness.course().drugs {
            if orders.len() == wanted {
                break;
            }
            let suits = drug.suits(life.sex, age) && drug.settings.has(Kind::Office);
            let taken = self.orders().chain(&orders);
            if !suits || !self.may_have(drug, taken) || stream.chance(35.0) {
                continue;
            }
            // The first since the illness, a further one perhaps since a visit.
            let visit = stream.pick(&life.visits).day;
            let since = if visit > known.since && (!orders.is_empty() || stream.chance(15.0)) {
                visit
            } else {
                known.since
            };
            orders.push(Order::draw(stream, drug, age, since, true));
        }
        orders
    }
}

fn illnesses(stream: &mut Stream, sex: Sex, age: u16, focus: Focus) -> Vec<&'static Illness> {
    let mut chosen: Vec<&'static Illness> = Vec::new();
    if let Some(specialties) = focus.specialties() {
        let fitting = ILLNESSES.iter().map(|illness| {
            let fits = illness.is_chronic
                && illness.suits(sex, age)
                && specialties.contains(&illness.specialty)
                && illness
                    .codes
                    .iter()
                    .any(|code| code.settings.has(Kind::Office));
            if fits {
                illness.percent(age) + 0.01
            } else {
                0.0
            }
        });
        if fitting.clone().any(|weight| weight > 0.0) {
            chosen.push(&ILLNESSES[stream.weighted(fitting)]);
        }
    }
    let mut ids: Set = chosen.iter().map(|illness| illness.number).collect();
    let mut related = Set::default();
    for illness in &chosen {
        related.add(&illness.comorbid);
    }
    for illness in eligible::chronic(sex, age).iter().copied() {
        let draw = stream.unit() * 100.0;
        let often = if related.contains(illness.number) {
            1.5
        } else {
            0.7
        };
        let percent = illness.percent(age) * often;
        let fits = draw < percent
            && !ids.contains(illness.number)
            && !illness.excluded.meets(&ids)
            && (illness.needed.is_empty() || illness.needed.meets(&ids));
        if fits {
            chosen.push(illness);
            ids.insert(illness.number);
            related.add(&illness.comorbid);
        }
    }
    while chosen.len() > MOST_KNOWN {
        // The first may be what the facility is for.
        let dropped = chosen.remove(1 + stream.index(chosen.len() - 1));
        ids.remove(dropped.number);
    }
    // What was dropped may have been needed.
    chosen.retain(|illness| illness.needed.is_empty() || illness.needed.meets(&ids));
    chosen
}

fn begun(
    stream: &mut Stream,
    illness: &'static Illness,
    others: &[&str],
    life: &Life,
    age: u16,
) -> Known {
    let last = life.visits[life.visits.len() - 1].day;
    let codes: Vec<&'static Code> = illness
        .codes
        .iter()
        .copied()
        .filter(|code| code.suits(life.sex, age))
        .filter(|code| {
            rules::spoken_of(code.code)
                .iter()
                .all(|id| others.contains(id))
        })
        .collect();
    let code = codes
        .get(stream.index(codes.len().max(1)))
        .copied()
        .unwrap_or(illness.codes[0]);
    let visit = stream.pick(&life.visits).day;
    let possible = i64::from(age.saturating_sub(illness.ages.0).clamp(0, 20)) * 365;
    let ago = stream.between(60, possible.max(120));
    let (mut since, mut until) = (later(last, -ago), Date::MAX);
    if illness.id == "pregnancy" {
        since = later(last, -stream.between(60, PREGNANT_DAYS - 5));
        until = later(since, PREGNANT_DAYS);
    } else if stream.chance(12.0) {
        since = visit;
    }
    let least = i64::from(code.from().max(illness.ages.0).min(age));
    let earliest = life.born.saturating_add(least.years());
    Known {
        illness,
        code,
        since: since.max(earliest),
        until,
        orders: Vec::new(),
    }
}
