//! Who is to be operated on, imaged and biopsied, and for what.

use super::illness::Illness;
use super::scribe::Scribe;
use super::set::Set;
use crate::clinic::life::{Kind, Settings};
use crate::clinic::people::Sex;
use crate::clinic::source::Source;
use crate::clinic::table::{count, list};

/// An illness as one person has it.
#[derive(Clone, Copy, Debug)]
pub struct Ailment {
    /// Which.
    pub illness: &'static Illness,
    /// The title of its code, which may name a side.
    pub title: &'static str,
}

/// One visit, as far as procedures, studies and pathology depend on it.
#[derive(Debug)]
pub struct Workup {
    /// Whose randomness.
    pub source: Source,
    /// The number of the encounter.
    pub number: usize,
    /// Sex.
    pub sex: Sex,
    /// Age in completed years.
    pub age: u16,
    /// How somebody is seen.
    pub kind: Kind,
    /// Whether contrast with iodine is not tolerated.
    pub shuns_contrast: bool,
    /// The main problem first; at least one.
    pub ailments: Vec<Ailment>,
}

/// What every row of the three tables says of whom it is for.
#[derive(Debug)]
pub struct Fit {
    sex: Option<Sex>,
    ages: (u16, u16),
    /// The illnesses for which it is done.
    pub conditions: Set,
    /// Whether it is done although no illness of the visit asks for it.
    pub is_for_any: bool,
}

impl Fit {
    /// Of a row's fields.
    pub fn new(
        conditions: &'static str,
        sex: &'static str,
        from: &'static str,
        to: &'static str,
    ) -> Self {
        Self {
            sex: Sex::of(sex),
            ages: (count(from), count(to)),
            conditions: list(conditions)
                .filter(|id| *id != ANY)
                .map(|id| Illness::named(id).number)
                .collect(),
            is_for_any: list(conditions).any(|id| id == ANY),
        }
    }

    /// Whether it names an illness.
    pub fn names(&self, illness: &Illness) -> bool {
        self.conditions.contains(illness.number)
    }

    /// Whether it can be of somebody of that sex and age.
    pub fn suits(&self, sex: Sex, age: u16) -> bool {
        self.sex.is_none_or(|only| only == sex) && (self.ages.0..=self.ages.1).contains(&age)
    }
}

/// What a row that is done although no illness asks for it has in their place.
const ANY: &str = "any";

const OF_PREGNANCY: [&str; 4] = ["pregnancy", "gdm", "preeclampsia", "delivery"];

impl Workup {
    /// What it is all about.
    pub fn main(&self) -> Ailment {
        self.ailments[0]
    }

    /// Whether something is done for the main problem, by its indication.
    pub fn is_for_main(&self, indication: &str) -> bool {
        self.main().illness.name == indication
    }

    /// Whether a child is on its way or was just born to her.
    pub fn is_pregnant(&self) -> bool {
        let mut ids = self.ailments.iter().map(|ailment| ailment.illness.id);
        ids.any(|id| OF_PREGNANCY.contains(&id))
    }

    /// Whether a row can be of this person at this kind of visit.
    pub fn suits(&self, fit: &Fit, kinds: Settings) -> bool {
        kinds.has(self.kind) && fit.suits(self.sex, self.age)
    }

    /// The side of a paired organ: the one that the diagnosis names, or else the
    /// signs of the illness; the same for all that is done at one visit.
    pub fn side(&self, ailment: Ailment) -> &'static str {
        let course = ailment.illness.course();
        let signs = course.findings.iter().map(|finding| finding.text);
        [ailment.title]
            .into_iter()
            .chain(signs)
            .chain(course.symptoms.iter().copied())
            .find_map(side_named)
            .unwrap_or_else(|| {
                let mut stream = self.source.encounter(self.number, "side");
                *stream.pick(&["left", "right"])
            })
    }

    /// Who writes a row with these terms; `is_sided` if its organ is paired.
    pub fn scribe(
        &self,
        purpose: &str,
        terms: &'static str,
        ailment: Ailment,
        is_sided: bool,
    ) -> Scribe {
        let side = if is_sided { self.side(ailment) } else { "" };
        Scribe::new(self.source, self.number, purpose, terms, side)
    }
}

fn side_named(text: &str) -> Option<&'static str> {
    text.split(|c: char| !c.is_ascii_alphabetic())
        .find_map(|word| match word {
            "left" | "Left" => Some("left"),
            "right" | "Right" => Some("right"),
            _ => None,
        })
}
