//! Why somebody is seen at a visit.

use super::eligible;
use super::health::{Health, Known};
use super::illness::{Code, ILLNESSES, Illness};
use super::manner::Manner;
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
        let mut weights = self.weights();
        if self.may_end() {
            let is_deadly = |illness: usize| ILLNESSES[illness].is_deadly;
            if weights.iter().any(|(illness, _)| is_deadly(*illness)) {
                weights.retain(|(illness, _)| is_deadly(*illness));
            }
        }
        if weights.is_empty() {
            let check = if self.age < 18 {
                "well_child"
            } else {
                "well_adult"
            };
            return self.plain(Illness::named(check));
        }
        let drawn = stream.weighted(weights.iter().map(|(_, weight)| *weight));
        self.plain(&ILLNESSES[weights[drawn].0])
    }

    fn plain(&self, illness: &'static Illness) -> Complaint<'a> {
        let known = self
            .known()
            .find(|known| known.illness.number == illness.number);
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

    /// The illnesses that come into question, by their numbers, and their weights
    /// above zero.
    fn weights(&self) -> Vec<(usize, f64)> {
        let seen = eligible::seen(self.visit.kind, self.life.sex, self.age);
        let alone = eligible::weights(self.age);
        let chronic = seen.chronic.and(&self.ids);
        let field = self.focus.specialties();
        let mut company = Set::default();
        for known in self.ids.iter() {
            company.add(&ILLNESSES[known].comorbid_of);
        }
        let mut weights = Vec::with_capacity(64);
        for illness in chronic.or(&seen.acute).iter() {
            let is_chronic = chronic.contains(illness);
            let weight = if is_chronic {
                self.chronic_weight()
            } else if seen.needy.contains(illness)
                && let Some(weight) = self.needy_weight(&ILLNESSES[illness])
            {
                weight
            } else if company.contains(illness) {
                alone[illness] * 2.5
            } else {
                alone[illness]
            };
            let in_field =
                field.is_none_or(|field| field.contains(&ILLNESSES[illness].specialty.id));
            let weight = match (in_field, is_chronic) {
                (true, _) => weight,
                (false, true) => weight * 0.02,
                (false, false) => weight * 0.002,
            };
            if weight > 0.0 {
                weights.push((illness, weight));
            }
        }
        weights
    }

    fn chronic_weight(&self) -> f64 {
        match self.visit.kind {
            Kind::Office => 9.0,
            Kind::Emergency => 2.0,
            Kind::Inpatient => 4.0,
        }
    }

    /// The weight of what comes with other illnesses only; `None` if it befalls
    /// people of that age once one of these is there.
    fn needy_weight(&self, illness: &Illness) -> Option<f64> {
        if !illness.needed.meets(&self.ids) {
            return Some(0.0);
        }
        let mut pregnancies = self.known().filter(|known| known.illness.id == "pregnancy");
        let pregnancy = pregnancies.next()?;
        Some(self.pregnant_weight(illness, days(pregnancy.since, self.visit.day)))
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
            .filter(|known| known.illness.number != main.illness.number)
            .filter(|known| !main.illness.name.ends_with(known.illness.name))
            .collect();
        stream.shuffle(&mut others);
        others.truncate(stream.weighted([25.0, 35.0, 25.0, 15.0].into_iter()));
        others
    }
}
