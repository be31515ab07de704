//! Imaging: which study is done, and what it shows.

use std::sync::{Arc, LazyLock};

use super::illness::Illness;
use super::scribe::Scribe;
use super::set::Set;
use super::workup::{Fit, Workup};
use crate::clinic::later::Later;
use crate::clinic::life::Settings;
use crate::clinic::people::Sex;
use crate::clinic::source::Source;
use crate::clinic::surgery::{Normal, Study, SystemFinding};
use crate::clinic::table::{list, rows};

/// An examination with what it shows when nothing is found.
#[derive(Debug)]
struct Examination {
    id: &'static str,
    fit: Fit,
    kinds: Settings,
    flags: &'static str,
    name: &'static str,
    modality: &'static str,
    region: &'static str,
    contrast: &'static str,
    dose: &'static str,
    technique: &'static str,
    /// Organ by organ, `Lungs=…`.
    findings: &'static str,
    impression: &'static str,
}

/// What an examination shows in some illnesses.
#[derive(Debug)]
struct Reading {
    examination: &'static Examination,
    fit: Fit,
    shown: Shown,
}

/// What is written of it.
#[derive(Debug)]
struct Shown {
    urgency: &'static str,
    terms: &'static str,
    /// Of the organs in which something is found.
    findings: &'static str,
    impression: &'static str,
}

static EXAMINATIONS: LazyLock<Vec<Examination>> = LazyLock::new(|| {
    rows(include_str!("../data/studies.tsv"))
        .map(
            |[
                id,
                sex,
                from,
                to,
                kinds,
                flags,
                name,
                modality,
                region,
                contrast,
                dose,
                technique,
                findings,
                impression,
            ]| Examination {
                id,
                fit: Fit::new("", sex, from, to),
                kinds: Settings::of(kinds),
                flags,
                name,
                modality,
                region,
                contrast,
                dose,
                technique,
                findings,
                impression,
            },
        )
        .collect()
});

static READINGS: LazyLock<Vec<Reading>> = LazyLock::new(|| {
    rows(include_str!("../data/readings.tsv"))
        .map(
            |[
                examination,
                conditions,
                sex,
                from,
                to,
                urgency,
                terms,
                findings,
                impression,
            ]| Reading {
                examination: named(examination),
                fit: Fit::new(conditions, sex, from, to),
                shown: Shown {
                    urgency,
                    terms,
                    findings,
                    impression,
                },
            },
        )
        .collect()
});

/// The illnesses that a reading is about.
static IMAGED: LazyLock<Set> = LazyLock::new(|| {
    let readings = READINGS.iter();
    readings.fold(Set::EMPTY, |all, reading| all.or(&reading.fit.conditions))
});

/// What is written of an examination in which nothing is looked for.
static NOTHING: Shown = Shown {
    urgency: "routine",
    terms: "",
    findings: "",
    impression: "",
};

/// What chests are looked at for if nothing else asks for it.
const REASONS: [&str; 4] = [
    "evaluation before a planned procedure",
    "screening before a new treatment",
    "evaluation of the heart and lungs",
    "baseline examination",
];

fn named(id: &str) -> &'static Examination {
    EXAMINATIONS
        .iter()
        .find(|examination| examination.id == id)
        .expect("an examination of the table")
}

/// Whether images of somebody of that sex and age show something of an illness.
pub fn is_imaged(illness: &Illness, (sex, age): (Sex, u16)) -> bool {
    IMAGED.contains(illness.number)
        && READINGS.iter().any(|reading| {
            let fits = [&reading.fit, &reading.examination.fit];
            reading.fit.names(illness) && fits.iter().all(|fit| fit.suits(sex, age))
        })
}

impl Examination {
    /// Whether it can be done to this person.
    fn suits(&self, workup: &Workup) -> bool {
        let is_harmful = self.flags.contains('x') && workup.is_pregnant();
        let is_shunned = workup.shuns_contrast && self.contrast.contains("iodinated");
        self.fit.suits(workup.sex, workup.age) && !is_harmful && !is_shunned
    }

    /// What is seen, the abnormal in place of the normal.
    fn findings(&self, abnormal: &'static str, scribe: &mut Scribe) -> Vec<Arc<SystemFinding>> {
        let mut found: Vec<(String, &'static str)> = list(abnormal)
            .filter_map(|item| item.split_once('='))
            .map(|(system, text)| (scribe.words(system), text))
            .collect();
        let normal = list(self.findings).filter_map(|item| item.split_once('='));
        let mut seen: Vec<Arc<SystemFinding>> = normal
            .map(|(system, text)| {
                let at = found.iter().position(|(known, _)| known == system);
                let abnormal = at.map(|at| found.remove(at).1);
                Arc::new(SystemFinding {
                    system: system.to_owned(),
                    text: scribe.sentence(abnormal.unwrap_or(text)),
                    is_abnormal: abnormal.is_some(),
                })
            })
            .collect();
        let rest = found.into_iter().map(|(system, text)| {
            Arc::new(SystemFinding {
                system,
                text: scribe.sentence(text),
                is_abnormal: true,
            })
        });
        let rest: Vec<_> = rest.collect();
        seen.splice(0..0, rest);
        seen
    }
}

/// A study of the visit: what the main problem asks for, for nobody's foot is
/// looked at because of an eye; else of the chest, or of the child in pregnancy.
pub fn study(workup: &Workup) -> Study {
    let mut stream = workup.source.encounter(workup.number, "examination");
    let main = workup.main();
    let fitting = |has_kind: bool| -> Vec<&'static Reading> {
        READINGS
            .iter()
            .filter(|reading| {
                let examination = reading.examination;
                reading.fit.names(main.illness)
                    && reading.fit.suits(workup.sex, workup.age)
                    && examination.suits(workup)
                    && (has_kind || examination.kinds.has(workup.kind))
            })
            .collect()
    };
    let mut readings = fitting(false);
    if readings.is_empty() {
        readings = fitting(true);
    }
    if !readings.is_empty() {
        let reading = *stream.pick(&readings);
        return read(
            workup,
            reading.examination,
            &reading.shown,
            main.illness.name,
        );
    }
    let (examination, indication) = match workup.age {
        _ if workup.is_pregnant() => ("us_obstetric", main.illness.name),
        0..2 => ("chest_infant", *stream.pick(&REASONS[2..])),
        _ => ("chest", *stream.pick(&REASONS)),
    };
    read(workup, named(examination), &NOTHING, indication)
}

fn read(
    workup: &Workup,
    examination: &'static Examination,
    shown: &'static Shown,
    indication: &'static str,
) -> Study {
    let is_sided = examination.flags.contains('s');
    let mut scribe = workup.scribe("study", shown.terms, workup.main(), is_sided);
    let findings = examination.findings(shown.findings, &mut scribe);
    let mut impression = scribe.sentences(shown.impression);
    if impression.is_empty() {
        impression = scribe.sentences(examination.impression);
    }
    for line in &mut impression {
        if line.ends_with('.') {
            line.pop();
        }
    }
    let is_normal = shown.findings.is_empty();
    let (source, number) = (workup.source, workup.number);
    Study {
        name: scribe.words(examination.name),
        modality: examination.modality,
        region: examination.region,
        side: scribe.side,
        indication,
        is_main: workup.is_for_main(indication),
        technique: scribe.sentences(examination.technique),
        findings,
        impression,
        is_normal,
        contrast: scribe.words(examination.contrast),
        dose: scribe.words(examination.dose),
        urgency: if is_normal { "routine" } else { shown.urgency },
        normals: Later::new(move || normals(source, number)),
    }
}

/// How all examinations read when nothing is found, in some order.
fn normals(source: Source, number: usize) -> Vec<Arc<Normal>> {
    let mut order: Vec<&'static Examination> = EXAMINATIONS.iter().collect();
    source
        .encounter(number, "normals/order")
        .shuffle(&mut order);
    order
        .into_iter()
        .map(|examination| {
            let side = if examination.flags.contains('s') {
                "right"
            } else {
                ""
            };
            let purpose = format!("normals/{}", examination.id);
            let mut scribe = Scribe::new(source, number, &purpose, "", side);
            Arc::new(Normal {
                name: scribe.words(examination.name),
                modality: examination.modality,
                region: examination.region,
                technique: scribe.sentences(examination.technique),
                findings: examination.findings("", &mut scribe),
                impression: scribe.sentence(examination.impression),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_of_organs_that_the_examination_shows() {
        // Some find something where the normal report says nothing.
        const EXTRA: [&str; 2] = ["Right lower quadrant", "Vessels"];
        for reading in READINGS.iter() {
            let normal: Vec<&str> = list(reading.examination.findings)
                .filter_map(|item| item.split_once('='))
                .map(|(system, _)| system)
                .collect();
            for (system, _) in list(reading.shown.findings).filter_map(|item| item.split_once('='))
            {
                let is_known = normal.contains(&system) || EXTRA.contains(&system);
                assert!(is_known || system.starts_with('{'), "{system}");
            }
        }
    }
}
