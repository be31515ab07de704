//! Illnesses: whom they befall, what they show and how they are treated.

use std::sync::{Arc, LazyLock, OnceLock};

use super::assay::{Direction, assay};
use super::drug::{Drug, of_classes};
use super::pertinent::{Finding, Spoken};
use super::rules;
use super::set::{DrugSet, Set};
use super::specialty::{Specialty, specialty};
use crate::clinic::life::{Kind, Settings};
use crate::clinic::people::Sex;
use crate::clinic::picture::Condition;
use crate::clinic::table::{self, count, list, rows};

/// A diagnosis code.
#[derive(Debug)]
pub struct Code {
    /// The ICD-10-CM code.
    pub code: &'static str,
    /// Its official title.
    pub title: &'static str,
    /// The ids of the illnesses that it speaks of besides its own, all of which
    /// have to be there.
    pub speaks_of: &'static [&'static str],
    sex: Option<Sex>,
    ages: (u16, u16),
    /// For which visits it is used.
    pub settings: Settings,
}

impl Code {
    /// From which age on anybody can have it.
    pub fn from(&self) -> u16 {
        self.ages.0
    }

    /// Whether it can be that of somebody of this sex and age.
    pub fn suits(&self, sex: Sex, age: u16) -> bool {
        self.sex.is_none_or(|only| only == sex) && (self.ages.0..=self.ages.1).contains(&age)
    }
}

/// What a test shows in an illness.
#[derive(Clone, Copy, Debug)]
pub struct Hint {
    /// The number of the test.
    pub assay: usize,
    /// Which way it goes.
    pub direction: Direction,
    /// Whether it only sometimes does.
    pub is_seldom: bool,
}

/// An illness, or another reason to see a doctor.
#[derive(Debug)]
pub struct Illness {
    /// Its number in the table.
    pub number: usize,
    /// Its id in the table.
    pub id: &'static str,
    /// As it stands within a sentence.
    pub name: &'static str,
    /// Codes for it.
    pub codes: Vec<&'static Code>,
    /// Chronic rather than acute.
    pub is_chronic: bool,
    /// Whether it is a check-up or the like.
    pub is_check: bool,
    sex: Option<Sex>,
    /// From and to which age, in years.
    pub ages: (u16, u16),
    /// How many in a hundred have it, or have it in a year, by bands of age.
    pub percent: [f64; BANDS],
    /// The specialty whose field it is.
    pub specialty: &'static Specialty,
    /// A cancer.
    pub is_cancer: bool,
    /// People in hospital die of it.
    pub is_deadly: bool,
    /// What often comes with it.
    pub comorbid: Set,
    /// What it often comes with: the other way round.
    pub comorbid_of: Set,
    /// What it needs to be there before, any of them; nothing if empty.
    pub needed: Set,
    /// What nobody has who has it.
    pub excluded: Set,
    /// The drugs that it rules out.
    pub avoided: DrugSet,
    /// The fields of its course in the table.
    course_fields: [&'static str; 4],
    course: OnceLock<Course>,
    condition: OnceLock<Arc<Condition>>,
}

/// What an illness shows and how it is treated. Most of an illness's row, so
/// it is read when somebody has it.
#[derive(Debug)]
pub struct Course {
    /// What tests show.
    pub hints: Vec<Hint>,
    /// What is given, the usual first.
    pub drugs: Vec<&'static Drug>,
    /// What people complain of.
    pub symptoms: Vec<&'static str>,
    /// What they typically don't, without "no".
    pub denied: Vec<&'static str>,
    /// What the examination shows.
    pub findings: Vec<Finding>,
    /// Complaints that can't be denied by those who have it.
    pub spoken: Spoken,
}

static CODES: LazyLock<Vec<Code>> = LazyLock::new(|| {
    rows(include_str!("../data/icd10cm.tsv"))
        .map(|[code, title, sex, from, to, settings]| Code {
            code,
            title,
            speaks_of: rules::spoken_of(code),
            sex: Sex::of(sex),
            ages: (count(from), count(to)),
            settings: Settings::of(settings),
        })
        .collect()
});

const TABLE: &str = include_str!("../data/conditions.tsv");

/// All illnesses.
pub static ILLNESSES: LazyLock<Vec<Illness>> = LazyLock::new(|| {
    let ids: Vec<&'static str> = rows::<17>(TABLE).map(|row| row[0]).collect();
    assert!(
        ids.len() <= Set::CAPACITY,
        "more illnesses than a set holds"
    );
    let mut illnesses: Vec<Illness> = rows::<17>(TABLE)
        .enumerate()
        .map(|(number, row)| Illness::new(number, row, &ids))
        .collect();
    for one in 0..illnesses.len() {
        for other in illnesses[one].comorbid.iter() {
            illnesses[other].comorbid_of.insert(one);
        }
    }
    illnesses
});

/// How many bands of age the table has.
pub const BANDS: usize = 4;

/// The band of an age.
pub fn band(age: u16) -> usize {
    match age {
        0..18 => 0,
        18..45 => 1,
        45..65 => 2,
        _ => 3,
    }
}

/// Complaints that are none.
const QUIET: [&str; 3] = ["asymptomatic", "no complaints", "no concerns"];

/// Visits for other reasons than an illness.
const CHECKS: [&str; 5] = [
    "well_adult",
    "well_child",
    "newborn",
    "pregnancy",
    "postop_dvt_ppx",
];

impl Illness {
    fn new(number: usize, fields: [&'static str; 17], ids: &[&'static str]) -> Self {
        let [id, name, codes, acuity, sex, from, to, rest @ ..] = fields;
        let [p0, p18, p45, p65, field, labs, drugs, rest @ ..] = rest;
        let [symptoms, findings, comorbid] = rest;
        let code = |code| {
            let at = CODES.binary_search_by_key(&code, |row| row.code);
            &CODES[at.expect("a row for every code in use")]
        };
        let set = |wanted: &mut dyn Iterator<Item = &'static str>| -> Set {
            wanted.map(|id| number_of(id, ids)).collect()
        };
        let mut excluded = set(&mut rules::excluded(id));
        excluded.remove(number);
        Self {
            number,
            id,
            name,
            codes: list(codes).map(code).collect(),
            is_chronic: acuity == "chronic",
            is_check: CHECKS.contains(&id),
            sex: Sex::of(sex),
            ages: (count(from), count(to)),
            percent: [p0, p18, p45, p65].map(table::number),
            specialty: specialty(field),
            is_cancer: rules::is_cancer(id),
            is_deadly: rules::is_deadly(id),
            comorbid: set(&mut list(comorbid)),
            comorbid_of: Set::default(),
            needed: set(&mut rules::needed(id)),
            excluded,
            avoided: match rules::avoided(id) {
                [] => DrugSet::default(),
                classes => of_classes(classes),
            },
            course_fields: [labs, drugs, symptoms, findings],
            course: OnceLock::new(),
            condition: OnceLock::new(),
        }
    }

    /// What it shows and how it is treated.
    pub fn course(&self) -> &Course {
        self.course.get_or_init(|| Course::of(self.course_fields))
    }

    /// The illness of an id of the table.
    pub fn named(id: &str) -> &'static Self {
        ILLNESSES
            .iter()
            .find(|illness| illness.id == id)
            .expect("an illness of the table")
    }

    /// Whether somebody of this sex and age can have it.
    pub fn suits(&self, sex: Sex, age: u16) -> bool {
        self.sex.is_none_or(|only| only == sex) && (self.ages.0..=self.ages.1).contains(&age)
    }

    /// Those of its codes that a visit of this kind of somebody of this sex and
    /// age is filed by.
    pub fn codes(
        &self,
        kind: Kind,
        sex: Sex,
        age: u16,
    ) -> impl Iterator<Item = &'static Code> + use<'_> {
        self.codes
            .iter()
            .copied()
            .filter(move |code| code.settings.has(kind) && code.suits(sex, age))
    }

    /// How many in a hundred of that age have it, or have it in a year.
    pub fn percent(&self, age: u16) -> f64 {
        self.percent[band(age)]
    }

    /// What is known of it in general.
    pub fn condition(&self) -> &Arc<Condition> {
        self.condition.get_or_init(|| Arc::new(self.described()))
    }

    fn described(&self) -> Condition {
        let course = self.course();
        Condition {
            name: self.name,
            icd: self.codes[0].code,
            description: self.codes[0].title,
            symptoms: course.symptoms.clone(),
            findings: course.findings.iter().map(|finding| finding.text).collect(),
            medications: course.drugs.iter().map(|drug| drug.name).collect(),
            labs: course
                .hints
                .iter()
                .map(|hint| super::assay::name(hint.assay))
                .collect(),
            specialty: self.specialty.name,
            field: self.specialty,
        }
    }
}

impl Course {
    fn of([labs, drugs, symptoms, findings]: [&'static str; 4]) -> Self {
        let (denied, symptoms) = list(symptoms)
            .filter(|symptom| !QUIET.contains(symptom))
            .partition::<Vec<_>, _>(|symptom| symptom.starts_with("no "));
        let findings: Vec<Finding> = list(findings).map(Finding::new).collect();
        let texts = findings.iter().map(|finding| finding.text);
        Self {
            spoken: Spoken::of(symptoms.iter().copied().chain(texts)),
            hints: list(labs).map(hint).collect(),
            drugs: list(drugs).map(Drug::named).collect(),
            symptoms,
            denied: denied.into_iter().map(|denied| &denied[3..]).collect(),
            findings,
        }
    }
}

fn number_of(id: &str, ids: &[&str]) -> usize {
    ids.iter()
        .position(|known| *known == id)
        .expect("an illness of the table")
}

fn hint(text: &'static str) -> Hint {
    let (id, direction) = text.split_once(':').expect("a test and a direction");
    let is_seldom = direction.ends_with('?');
    Hint {
        assay: assay(id),
        direction: Direction::named(direction.trim_end_matches('?')),
        is_seldom,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_illness_is_whole() {
        assert!(CODES.is_sorted_by_key(|row| row.code));
        for illness in ILLNESSES.iter() {
            assert!(!illness.codes.is_empty() && !illness.course().findings.is_empty());
            assert!(!illness.excluded.contains(illness.number));
            assert!(!illness.condition().specialty.is_empty());
        }
        assert_eq!(
            Illness::named("htn").course().denied,
            ["chest pain", "visual changes"]
        );
        for check in CHECKS {
            assert!(Illness::named(check).is_check);
        }
    }
}
