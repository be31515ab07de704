//! Why somebody is seen at a visit.

use super::health::{Health, Known};
use super::illness::{Code, ILLNESSES, Illness};
use super::rules::has_needed;
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
}

impl<'a> Occasion<'a> {
    /// Age in completed years.
    pub fn age(&self) -> u16 {
        self.life.age(self.visit.day)
    }

    /// The chronic illnesses of the day.
    pub fn known(&self) -> impl Iterator<Item = &'a Known> + Clone + use<'a> {
        let day = self.visit.day;
        self.health
            .known
            .iter()
            .filter(move |known| known.is_active(day))
    }

    fn is_last(&self) -> bool {
        self.life.visits.last().map(|visit| visit.day) == Some(self.visit.day)
    }

    /// Draws why somebody is seen.
    pub fn complaint(&self, stream: &mut Stream) -> Complaint<'a> {
        if days(self.life.born, self.visit.day) <= NEWBORN_DAYS {
            return self.plain(Illness::named("newborn"));
        }
        let weights: Vec<f64> = ILLNESSES
            .iter()
            .map(|illness| self.weight(illness))
            .collect();
        if weights.iter().all(|weight| *weight == 0.0) {
            let check = if self.age() < 18 {
                "well_child"
            } else {
                "well_adult"
            };
            return self.plain(Illness::named(check));
        }
        self.plain(&ILLNESSES[stream.weighted(weights.iter().copied())])
    }

    fn plain(&self, illness: &'static Illness) -> Complaint<'a> {
        let known = self.known().find(|known| known.illness.id == illness.id);
        let filed = known.map(|known| known.code);
        Complaint {
            illness,
            code: filed
                .filter(|code| code.is_used(self.visit.kind.letter()))
                .or_else(|| self.codes(illness).next())
                .unwrap_or(filed.unwrap_or(illness.codes[0])),
            known,
        }
    }

    fn codes(&self, illness: &'static Illness) -> impl Iterator<Item = &'static Code> + use<> {
        let (letter, sex, age) = (self.visit.kind.letter(), self.life.sex, self.age());
        illness
            .codes
            .iter()
            .copied()
            .filter(move |code| code.is_used(letter) && code.suits(sex, age))
    }

    fn weight(&self, illness: &'static Illness) -> f64 {
        if self.codes(illness).next().is_none() || !illness.suits(self.life.sex, self.age()) {
            return 0.0;
        }
        let in_focus = self
            .focus
            .specialties()
            .is_none_or(|specialties| specialties.contains(&illness.specialty));
        let base = if illness.is_chronic {
            if !self.known().any(|known| known.illness.id == illness.id) {
                return 0.0;
            }
            match self.visit.kind {
                Kind::Office => 9.0,
                Kind::Emergency => 2.0,
                Kind::Inpatient => 4.0,
            }
        } else {
            self.acute_weight(illness)
        };
        match (in_focus, illness.is_chronic) {
            (true, _) => base,
            (false, true) => base * 0.02,
            (false, false) => base * 0.002,
        }
    }

    fn acute_weight(&self, illness: &'static Illness) -> f64 {
        let ids = self.known().map(|known| known.illness.id);
        if illness.id == "newborn" || !has_needed(illness.id, ids.clone()) {
            return 0.0;
        }
        if let Some(pregnancy) = self.known().find(|known| known.illness.id == "pregnancy") {
            let gone = days(pregnancy.since, self.visit.day);
            match illness.id {
                "delivery" if gone > 252 && self.is_last() => return 60.0,
                "preeclampsia" if gone > 180 => return 8.0,
                "gdm" if gone > 150 && !self.health.has("dm2", self.visit.day) => return 8.0,
                "delivery" | "preeclampsia" | "gdm" => return 0.0,
                _ => {}
            }
        }
        // Rare illnesses are worth more documents than people.
        let often = illness.percent(self.age()).min(3.0) + 0.25;
        let related = ids.clone().any(|id| illness.comorbid.contains(&id));
        match illness.percent(self.age()) {
            0.0 => 0.0,
            _ if related => often * 2.5,
            _ => often,
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
