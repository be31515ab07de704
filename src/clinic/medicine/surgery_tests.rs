//! What has to hold of procedures, studies and pathology, whoever they are of.

use std::sync::LazyLock;

use super::illness::{ILLNESSES, Illness};
use super::pathology::pathology;
use super::procedure::{OPERATIONS, is_surgical, procedure};
use super::study::study;
use super::workup::{Ailment, Workup};
use crate::clinic::life::Kind;
use crate::clinic::people::Sex;
use crate::clinic::source::Source;
use crate::clinic::surgery::{Pathology, Procedure, Study};
use crate::seed::Seed;

const KINDS: [Kind; 3] = [Kind::Office, Kind::Emergency, Kind::Inpatient];

/// A visit of everybody who can have an illness, for each illness.
fn everybody() -> impl Iterator<Item = Workup> {
    ILLNESSES.iter().flat_map(|illness| {
        let people = [Sex::Female, Sex::Male].into_iter().flat_map(move |sex| {
            AGES.into_iter()
                .filter(move |age| illness.suits(sex, *age))
                .flat_map(move |age| KINDS.map(move |kind| (sex, age, kind)))
        });
        people
            .enumerate()
            .map(move |(n, (sex, age, kind))| visit(illness, (sex, age, kind), n as u32))
    })
}

fn visit(illness: &'static Illness, (sex, age, kind): (Sex, u16, Kind), n: u32) -> Workup {
    Workup {
        source: Source::patient(Seed::new(8).unwrap(), n),
        number: usize::from(age),
        sex,
        age,
        kind,
        shuns_contrast: false,
        ailments: vec![Ailment {
            illness,
            title: illness.codes[0].title,
        }],
    }
}

const AGES: [u16; 12] = [0, 1, 3, 7, 13, 19, 33, 47, 52, 66, 78, 91];

/// What all of them have.
static TOLD: LazyLock<Vec<(Workup, Procedure, Study, Pathology)>> = LazyLock::new(|| {
    everybody()
        .map(|workup| {
            let told = (procedure(&workup), study(&workup), pathology(&workup));
            (workup, told.0, told.1, told.2)
        })
        .collect()
});

fn texts(procedure: &Procedure, study: &Study, pathology: &Pathology) -> Vec<String> {
    let words = [
        &procedure.name,
        &procedure.anesthesia,
        &procedure.position,
        &procedure.preparation,
        &procedure.blood_loss,
        &procedure.fluids,
        &procedure.specimen,
        &procedure.implant,
        &procedure.closure,
        &study.name,
        &study.contrast,
        &study.dose,
        &pathology.specimen,
        &pathology.site,
        &pathology.stains,
        &pathology.comment,
    ];
    let lists = [
        &procedure.findings,
        &procedure.steps,
        &study.technique,
        &study.impression,
        &pathology.gross,
        &pathology.microscopic,
        &pathology.diagnosis,
    ];
    let seen = study.findings.iter();
    words
        .into_iter()
        .chain(lists.into_iter().flatten())
        .chain(seen.flat_map(|seen| [&seen.system, &seen.text]))
        .cloned()
        .collect()
}

#[test]
fn nothing_is_left_unfilled() {
    for (_, procedure, study, pathology) in TOLD.iter() {
        assert!((4..=7).contains(&procedure.steps.len()), "{procedure:?}");
        assert!(!procedure.findings.is_empty() && !study.findings.is_empty());
        assert!(!study.impression.is_empty() && !pathology.diagnosis.is_empty());
        for text in texts(procedure, study, pathology) {
            let wrong = ["{", "}", "|", "?", "  ", " .", " ,", "..", "=", ",,"]
                .into_iter()
                .find(|wrong| text.contains(wrong));
            assert_eq!(wrong, None, "{text}");
            assert_eq!(text.trim(), text);
        }
        let sentences = procedure.steps.iter().chain(&procedure.findings);
        for text in sentences
            .chain(&pathology.gross)
            .chain(&pathology.microscopic)
        {
            assert!(text.ends_with('.'), "{text}");
            assert!(!text.starts_with(char::is_lowercase), "{text}");
        }
    }
}

#[test]
fn nobody_has_what_is_absurd() {
    for (workup, procedure, study, pathology) in TOLD.iter() {
        let all = texts(procedure, study, pathology).join(" ");
        let who = (workup.main().illness.id, workup.sex, workup.age);
        if workup.sex == Sex::Female {
            assert!(!all.to_lowercase().contains("prostat"), "{who:?}: {all}");
            assert!(!all.contains("circumcision"), "{who:?}");
        } else {
            for wrong in ["uter", "ovar", "placenta", "fetus", "mammogram"] {
                let is_there = all
                    .split(' ')
                    .any(|word| word.to_lowercase().starts_with(wrong));
                assert!(!is_there, "{who:?}: {all}");
            }
        }
        if workup.is_pregnant() {
            assert!(study.dose.is_empty(), "{who:?}: {}", study.name);
        }
        if workup.age < 18 {
            for wrong in [
                "cataract",
                "colonoscopy",
                "hysterectomy",
                "mammogram",
                "arthroplasty",
            ] {
                let is_known = wrong == "colonoscopy" && workup.age > 11;
                assert!(is_known || !all.contains(wrong), "{who:?}: {all}");
            }
        }
        if workup.age < 2 {
            assert!(!procedure.is_operation || workup.age == 1, "{who:?}");
        }
    }
}

#[test]
fn one_side_is_operated_on_imaged_and_examined() {
    let mut sided = 0;
    for (_, procedure, study, pathology) in TOLD.iter() {
        let sides = [procedure.side, study.side, pathology.side];
        let mut named = sides.into_iter().filter(|side| !side.is_empty());
        if let Some(first) = named.next() {
            sided += 1;
            assert!(named.all(|side| side == first), "{sides:?}");
        }
    }
    assert!(sided > 500, "{sided}");
    let fracture = visit(
        Illness::named("hip_fx"),
        (Sex::Female, 80, Kind::Inpatient),
        3,
    );
    let title = fracture.main().title.to_lowercase();
    assert!(title.contains(procedure(&fracture).side) && title.contains(study(&fracture).side));
}

#[test]
fn codes_have_seven_characters_of_the_system() {
    for operation in OPERATIONS.iter() {
        for code in operation.codes.split('/') {
            let is_allowed =
                |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() && !"IO".contains(c);
            assert!(code.len() == 7 && code.chars().all(is_allowed), "{code}");
        }
    }
}

#[test]
fn a_specimen_is_what_the_pathologist_receives() {
    for (_, procedure, _, pathology) in TOLD.iter() {
        if !procedure.specimen.is_empty() {
            assert_eq!(procedure.indication, pathology.indication);
            let stem = |text: &str| -> Vec<String> {
                let words = text.split(|c: char| !c.is_alphabetic());
                words
                    .filter(|word| word.len() > 3)
                    .map(str::to_owned)
                    .collect()
            };
            let received = stem(&pathology.specimen);
            let is_shared = stem(&procedure.specimen)
                .iter()
                .any(|word| received.contains(word));
            assert!(is_shared, "{} / {}", procedure.specimen, pathology.specimen);
        }
    }
}

#[test]
fn two_appendectomies_read_differently() {
    let illness = Illness::named("appendicitis");
    let mut told: Vec<String> = (0..40)
        .map(|n| {
            procedure(&visit(illness, (Sex::Male, 19, Kind::Inpatient), n))
                .steps
                .join(" ")
        })
        .collect();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told.len(), 40);
}

#[test]
fn surgeons_see_some_illnesses_and_not_others() {
    for id in ["appendicitis", "hip_fx", "cholecystitis", "cancer_colon"] {
        assert!(is_surgical(Illness::named(id)), "{id}");
    }
    for id in ["htn", "depression", "well_adult", "pneumonia"] {
        assert!(!is_surgical(Illness::named(id)), "{id}");
    }
}
