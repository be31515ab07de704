//! Why somebody is seen at a visit.

use super::eligible;
use super::health::{Health, Known};
use super::illness::{Code, Illness};
use super::manner::Manner;
use super::rules::is_deadly;
use super::set::Set;
use crate::clinic::life::{Focus, Kind, Life, NEWBORN_DAYS, Visit, days};
use crate::seed::Stream;

/// The main problem of a visit.
#[derive(Clone, Copy, Debug)]
pub struct Complaint<'a> {
    /// Which illness.
    pub illness: &'static Illness,
    /// The code by which this visit files it.
    pub code: &'static Code,
    /// The chronic illness that it is, if it is one.
    pub known: Option<&'a Known>,
}

/// A visit of somebody.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    /// Whose.
    pub life: &'a Life,
    /// How he or she is.
    pub health: &'a Health,
    /// Which visit.
    pub visit: Visit,
    /// Where.
    pub focus: Focus,
    /// Age in completed years.
    pub age: u16,
    /// How the laboratory there prints.
    pub manner: Manner,
    ids: Set,
}

impl<'a> Occasion<'a> {
    /// The visit of that number.
    pub fn new(
        life: &'a Life,
        health: &'a Health,
        number: usize,
        (focus, manner): (Focus, Manner),
    ) -> Self {
        let visit = life.visits[number];
        let active = health
            .known
            .iter()
            .filter(|known| known.is_active(visit.day));
        Self {
            life,
            health,
            visit,
            focus,
            age: life.age(visit.day),
            manner,
            ids: active.map(|known| known.illness.number).collect(),
        }
    }

    /// The chronic illnesses of the day.
    pub fn known(&self) -> impl Iterator<Item = &'a Known> + Clone + use<'a> {
        let day = self.visit.day;
        self.health
            .known
            .iter()
            .filter(move |known| known.is_active(day))
    }

    /// Whether a chronic illness is there on the day.
    pub fn has(&self, id: &str) -> bool {
        self.known().any(|known| known.illness.id == id)
    }

    /// Whether the visit may have ended in death.
    pub fn may_end(&self) -> bool {
        self.life.may_end && self.is_last()
    }

    fn is_last(&self) -> bool {
        self.life.visits.last().map(|visit| visit.day) == Some(self.visit.day)
    }

    /// Draws why somebody is seen.
    pub fn complaint(&self, stream: &mut Stream) -> Complaint<'a> {
        if days(self.life.born, self.visit.day) <= NEWBORN_DAYS {
            return self.plain(Illness::named("newborn"));
        }
        let possible = eligible::seen(self.visit.kind, self.life.sex, self.age);
        let mut weights: Vec<f64> = possible
            .iter()
            .map(|illness| self.weight(illness))
            .collect();
        let deadly = possible.iter().map(|illness| is_deadly(illness.id));
        let can_end = |(weight, is_deadly): (&f64, bool)| *weight > 0.0 && is_deadly;
        if self.may_end() && weights.iter().zip(deadly.clone()).any(can_end) {
            for (weight, is_deadly) in weights.iter_mut().zip(deadly) {
                *weight *= f64::from(u8::from(is_deadly));
            }
        }
        if weights.iter().all(|weight| *weight == 0.0) {
            let check = if self.age < 18 {
                "well_child"
            } else {
                "well_adult"
            };
            return self.plain(Illness::named(check));
        }
        self.plain(possible[stream.weighted(weights.iter().copied())])
    }

    fn plain(&self, illness: &'static Illness) -> Complaint<'a> {
        let known = self.known().find(|known| known.illness.id == illness.id);
        let filed = known.map(|known| known.code);
        Complaint {
            illness,
            code: filed
                .filter(|code| code.settings.has(self.visit.kind))
                .or_else(|| {
                    let mut codes = illness.codes(self.visit.kind, self.life.sex, self.age);
                    codes.next()
                })
                .unwrap_or(filed.unwrap_or(illness.codes[0])),
            known,
        }
    }

    /// The weight of an illness that comes into question.
    fn weight(&self, illness: &'static Illness) -> f64 {
        if illness.is_chronic && !self.ids.contains(illness.number) {
            return 0.0;
        }
        let in_focus = self
            .focus
            .specialties()
            .is_none_or(|specialties| specialties.contains(&illness.specialty));
        match (illness.is_chronic, in_focus) {
            (true, true) => self.chronic_weight(),
            (true, false) => self.chronic_weight() * 0.02,
            (false, true) => self.acute_weight(illness),
            (false, false) => self.acute_weight(illness) * 0.002,
        }
    }

    fn chronic_weight(&self) -> f64 {
        match self.visit.kind {
            Kind::Office => 9.0,
            Kind::Emergency => 2.0,
            Kind::Inpatient => 4.0,
        }
    }

    fn acute_weight(&self, illness: &'static Illness) -> f64 {
        if !illness.needed.is_empty() {
            if !illness.needed.meets(&self.ids) {
                return 0.0;
            }
            let mut pregnancies = self.known().filter(|known| known.illness.id == "pregnancy");
            if let Some(pregnancy) = pregnancies.next() {
                return self.pregnant_weight(illness, days(pregnancy.since, self.visit.day));
            }
        }
        let percent = illness.percent(self.age);
        if percent == 0.0 || illness.id == "newborn" {
            return 0.0;
        }
        // Rare illnesses are worth more documents than people.
        let often = percent.min(3.0) + 0.25;
        if illness.comorbid.meets(&self.ids) {
            often * 2.5
        } else {
            often
        }
    }

    /// The weight of what only the pregnant have, so many days gone.
    fn pregnant_weight(&self, illness: &Illness, gone: i64) -> f64 {
        match illness.id {
            "delivery" if gone > 252 && self.is_last() => 60.0,
            "preeclampsia" if gone > 180 => 8.0,
            "gdm" if gone > 150 && !self.has("dm2") => 8.0,
            _ => 0.0,
        }
    }

    /// Other chronic illnesses that are looked at in passing, at most three.
    pub fn besides(&self, stream: &mut Stream, main: &Complaint<'_>) -> Vec<&'a Known> {
        let mut others: Vec<&Known> = self
            .known()
            .filter(|known| known.illness.id != main.illness.id)
            .filter(|known| !main.illness.name.ends_with(known.illness.name))
            .collect();
        stream.shuffle(&mut others);
        others.truncate(stream.weighted([25.0, 35.0, 25.0, 15.0].into_iter()));
        others
    }
}
