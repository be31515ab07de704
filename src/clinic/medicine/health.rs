//! What somebody has had for long, takes for it and must not be given.

use jiff::ToSpan as _;

use super::drug::{Drug, Order};
use super::eligible;
use super::illness::{Code, ILLNESSES, Illness};
use super::intolerance::{self, Intolerance};
use super::set::{DrugSet, Set};
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
    /// The drugs that these and the illnesses rule out.
    ruled_out: DrugSet,
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
        let mut known: Vec<Known> = illnesses
            .iter()
            .map(|illness| begun(&mut stream, illness, &illnesses, life, age))
            .collect();
        // What an illness needs, or its code speaks of, is there as early.
        for at in 0..known.len() {
            let (speaks_of, since) = (known[at].code.speaks_of, known[at].since);
            let needed = known[at].illness.needed;
            if speaks_of.is_empty() && needed.is_empty() {
                continue;
            }
            for other in &mut known {
                let is_needed = needed.contains(other.illness.number);
                if is_needed || speaks_of.contains(&other.illness.id) {
                    other.since = other.since.min(since);
                }
            }
        }
        let intolerances = intolerance::draw(&mut source.stream("allergies"), (first, age));
        let mut ruled_out = DrugSet::default();
        for (intolerance, _) in &intolerances {
            ruled_out.add(intolerance.ruled_out());
        }
        for known in &known {
            ruled_out.add(&known.illness.avoided);
        }
        let mut this = Self {
            known: Vec::new(),
            intolerances,
            ruled_out,
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
        !self.ruled_out.contains(drug.number) && !taken.any(|order| order.drug.excludes(drug))
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
        let mut orders: Vec<Order> = Vec::with_capacity(wanted);
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
    let mut chosen: Vec<&'static Illness> = Vec::with_capacity(MOST_KNOWN);
    if let Some(specialties) = focus.specialties() {
        let weight = |illness: &Illness| {
            let fits = illness.is_chronic
                && illness.suits(sex, age)
                && specialties.contains(&illness.specialty.id)
                && illness
                    .codes
                    .iter()
                    .any(|code| code.settings.has(Kind::Office));
            if fits {
                illness.percent(age) + 0.01
            } else {
                0.0
            }
        };
        let weights: Vec<f64> = ILLNESSES.iter().map(weight).collect();
        if weights.iter().any(|weight| *weight > 0.0) {
            chosen.push(&ILLNESSES[stream.weighted(weights.iter().copied())]);
        }
    }
    let mut ids: Set = chosen.iter().map(|illness| illness.number).collect();
    let mut related = Set::default();
    for illness in &chosen {
        related.add(&illness.comorbid);
    }
    let percents = eligible::percents(age);
    for number in eligible::chronic(sex, age).iter() {
        let draw = stream.unit() * 100.0;
        let often = if related.contains(number) { 1.5 } else { 0.7 };
        if draw >= percents[number] * often || ids.contains(number) {
            continue;
        }
        let illness = &ILLNESSES[number];
        let is_missing = !illness.needed.is_empty() && !illness.needed.meets(&ids);
        if !illness.excluded.meets(&ids) && !is_missing {
            chosen.push(illness);
            ids.insert(number);
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
    others: &[&Illness],
    life: &Life,
    age: u16,
) -> Known {
    let last = life.visits[life.visits.len() - 1].day;
    let is_there = |id: &&str| others.iter().any(|other| other.id == *id);
    let codes = illness
        .codes
        .iter()
        .filter(|code| code.suits(life.sex, age) && code.speaks_of.iter().all(is_there));
    let drawn = stream.index(codes.clone().count().max(1));
    let code = codes.clone().nth(drawn).unwrap_or(&illness.codes[0]);
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
