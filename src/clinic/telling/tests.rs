//! Who sees whom because of what.

use crate::clinic::pools::{PoolSettings, Pools};
use crate::clinic::wanted::Wanted;
use crate::fact::Date;
use crate::recipe::Profile;
use crate::seed::Seed;

/// Those who see whatever comes.
const GENERALISTS: [&str; 6] = [
    "Family Medicine",
    "Internal Medicine",
    "Pediatrics",
    "Hospital Medicine",
    "Emergency Medicine",
    "Geriatric Medicine",
];

/// Specialties that treat what is another one's field as well.
const KINDRED: [(&str, &[&str]); 11] = [
    ("Obstetrics", &["Gynecology"]),
    ("Gynecology", &["Obstetrics"]),
    ("Vascular Surgery", &["Cardiology", "General Surgery"]),
    ("Critical Care Medicine", &["Pulmonary Disease"]),
    ("Pulmonary Disease", &["Critical Care Medicine"]),
    ("Sleep Medicine", &["Pulmonary Disease"]),
    ("Hematology", &["Medical Oncology"]),
    ("Medical Oncology", &["Hematology", "Radiation Oncology"]),
    (
        "Orthopedic Surgery",
        &["Physical Medicine and Rehabilitation"],
    ),
    ("Pain Management", &["Physical Medicine and Rehabilitation"]),
    ("Ophthalmology", &[]),
];

fn treats(specialty: &str, field: &str) -> bool {
    let kindred = KINDRED.iter().find(|(of, _)| *of == field);
    specialty == field || kindred.is_some_and(|(_, others)| others.contains(&specialty))
}

fn pools() -> Pools {
    Pools::new(&PoolSettings {
        seed: Seed::new(42).unwrap(),
        as_of: Date::constant(2026, 6, 30),
        patients: 2_000,
        providers: 400,
        facilities: 40,
        identifiers: Profile::Safe,
    })
}

/// Tells stories of one kind and holds them against a rule.
fn hold(wanted: Wanted, breaks: fn(&crate::clinic::Case) -> bool) {
    let pools = pools();
    let wrong: Vec<String> = (1..2_000)
        .map(|number| pools.case(number, wanted))
        .filter(breaks)
        .map(|case| {
            let setting = &case.setting;
            format!(
                "{}: {} writes, {} is asked, {} has sent",
                setting.topic.name,
                setting.author.specialty,
                setting.colleague.specialty,
                case.referring.specialty
            )
        })
        .collect();
    let some: Vec<&String> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} of 1,999: {some:#?}", wrong.len());
}

#[test]
fn a_generalist_refers_to_a_specialist_of_the_matter() {
    hold(Wanted::Referred, |case| {
        let setting = &case.setting;
        !GENERALISTS.contains(&setting.author.specialty)
            || GENERALISTS.contains(&setting.colleague.specialty)
            || !treats(setting.colleague.specialty, setting.topic.specialty)
    });
}

#[test]
fn a_specialist_of_the_matter_is_consulted_by_a_generalist() {
    hold(Wanted::Consulted, |case| {
        let setting = &case.setting;
        GENERALISTS.contains(&setting.author.specialty)
            || !treats(setting.author.specialty, setting.topic.specialty)
            || !GENERALISTS.contains(&case.referring.specialty)
    });
}

#[test]
fn nobody_is_seen_by_a_specialist_of_something_else() {
    hold(Wanted::Any, |case| {
        let provider = &case.encounter.seen.provider;
        !GENERALISTS.contains(&provider.specialty)
            && !treats(provider.specialty, case.setting.topic.specialty)
    });
}
