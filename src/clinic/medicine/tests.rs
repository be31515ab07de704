//! What has to hold of every picture, whoever it is of.

use super::drug::DRUGS;
use super::{Health, Manner, Occasion, portrait};
use crate::clinic::life::{Focus, Life};
use crate::clinic::people::Sex;
use crate::clinic::picture::Picture;
use crate::clinic::source::Source;
use crate::fact::Date;
use crate::seed::Seed;

struct Seen {
    sex: Sex,
    age: u16,
    picture: std::sync::Arc<Picture>,
    reason: String,
}

fn see(count: u32, focus: Focus) -> impl Iterator<Item = Seen> {
    (0..count).map(move |n| {
        let source = Source::patient(Seed::new(10).unwrap(), n);
        let as_of = Date::constant(2025, 6, 30);
        let life = Life::draw(&mut source.stream("life"), focus, as_of);
        let health = Health::draw(&source, &life, focus);
        let number = n as usize % life.visits.len();
        let occasion = Occasion::new(&life, &health, number, (focus, Manner::of(0)));
        let portrait = portrait(&source, &occasion, number);
        Seen {
            sex: life.sex,
            age: occasion.age,
            picture: portrait.picture,
            reason: portrait.reason,
        }
    })
}

#[test]
fn problems_fit_sex_and_age() {
    let (mut newborns, mut pregnant) = (0, 0);
    for seen in see(6_000, Focus::Hospital) {
        let is_man = seen.sex == Sex::Male;
        assert!(!seen.picture.problems.is_empty() && !seen.reason.is_empty());
        for problem in seen.picture.problems.iter().chain(&seen.picture.history) {
            let chapter = problem.icd.as_bytes()[0];
            assert!(!(is_man && chapter == b'O'), "{}", problem.name);
            match problem.name {
                "prostate cancer" | "benign prostatic hyperplasia" => assert!(is_man),
                "Alzheimer disease" => assert!(seen.age >= 60),
                "single liveborn infant" => newborns += 1,
                "normal pregnancy" => pregnant += 1,
                _ => {}
            }
            assert!(!problem.findings.iter().any(|text| text.is_empty()));
            let denied = |text: &&str| problem.denied.iter().any(|denied| denied == text);
            assert!(!problem.symptoms.iter().any(denied));
        }
    }
    assert!(newborns > 10 && pregnant > 10, "{newborns} {pregnant}");
}

#[test]
fn medications_are_tolerated_and_not_doubled() {
    let mut allergic = 0;
    for seen in see(4_000, Focus::Hospital) {
        let medications = &seen.picture.medications;
        for (at, one) in medications.iter().enumerate() {
            for other in &medications[at + 1..] {
                assert!(one.class() != other.class() || one.class() == "vitamin");
                let pair = [one.class(), other.class()];
                assert!(!(pair.contains(&"ARB") && pair.contains(&"ACE inhibitor")));
            }
            let row = DRUGS
                .iter()
                .any(|drug| drug.name == one.name() && drug.suits(seen.sex, seen.age));
            assert!(row, "{} at {}", one.name(), seen.age);
        }
        for allergy in &seen.picture.allergies {
            let class = match allergy.substance {
                "penicillin" => "penicillin",
                "sulfa drugs" => "sulfonamide",
                "statins" => "statin",
                _ => continue,
            };
            allergic += 1;
            assert!(medications.iter().all(|given| given.class() != class));
        }
    }
    assert!(allergic > 300);
}

#[test]
fn results_agree_with_each_other() {
    let number = |picture: &Picture, abbrev: &str| -> Option<f64> {
        let mut results = picture.labs.iter().flat_map(|panel| &panel.results);
        let result = results.find(|result| result.abbrev() == abbrev)?;
        result.value.parse().ok()
    };
    let mut differentials = 0;
    for seen in see(3_000, Focus::Hospital) {
        let picture = &seen.picture;
        let all = |names: &[&str]| -> Option<Vec<f64>> {
            names.iter().map(|name| number(picture, name)).collect()
        };
        if let Some(v) = all(&["Na", "Cl", "CO2", "AGap"]) {
            assert!((v[0] - v[1] - v[2] - v[3]).abs() < 0.5, "{v:?}");
        }
        if let Some(v) = all(&["Neut %", "Lymph %", "Mono %", "Eos %", "Baso %"]) {
            differentials += 1;
            assert!((v.iter().sum::<f64>() - 100.0).abs() < 0.3, "{v:?}");
        }
        if let Some(v) = all(&["Chol", "HDL", "LDL", "VLDL"]) {
            assert!((v[0] - v[1] - v[2] - v[3]).abs() < 0.5, "{v:?}");
        }
        for panel in picture.labs.iter() {
            let abnormal = panel.results.iter().any(|result| result.is_abnormal());
            assert_eq!(panel.is_abnormal, abnormal);
            assert!(!panel.results.is_empty() && !panel.specimen.is_empty());
        }
        let mut names: Vec<&str> = picture
            .labs
            .iter()
            .flat_map(|panel| panel.results.iter().map(|result| result.name()))
            .collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count, "a test reported twice");
    }
    assert!(differentials > 500);
}

#[test]
fn vital_signs_fit_the_picture() {
    for seen in see(4_000, Focus::Hospital) {
        let vitals = &seen.picture.vitals;
        assert!(vitals.systolic > vitals.diastolic + 20);
        let findings: Vec<&str> = seen
            .picture
            .problems
            .iter()
            .flat_map(|problem| problem.findings.iter().copied())
            .collect();
        if findings.contains(&"BP elevated") && !findings.contains(&"hypotensive") {
            assert!(vitals.systolic >= 140, "{}", vitals.bp);
        }
        if findings.contains(&"BP at goal") && !findings.contains(&"hypotensive") {
            assert!(vitals.systolic < 140, "{}", vitals.bp);
        }
        let warmth: f64 = vitals.temp.trim_end_matches(" °F").parse().unwrap();
        assert!((95.0..105.0).contains(&warmth));
        assert!(!findings.contains(&"febrile") || warmth > 100.4);
        let weight: f64 = vitals.weight.trim_end_matches(" kg").parse().unwrap();
        let expected = match seen.age {
            0 => 2.0..14.0,
            1..6 => 6.0..40.0,
            6..18 => 13.0..160.0,
            _ => 36.0..210.0,
        };
        assert!(expected.contains(&weight), "{weight} kg at {}", seen.age);
        assert_eq!(vitals.bmi.is_empty(), seen.age < 2);
    }
}

#[test]
fn a_specialty_sees_its_own() {
    let cardiology = Focus::of("clinic", "cardiology");
    let own = see(3_000, cardiology)
        .filter(|seen| seen.picture.problems[0].specialty == "Cardiology")
        .count();
    assert!(own > 2_500, "{own} of 3,000");
}
