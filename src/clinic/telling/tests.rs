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

/// How far hundreds of documents are from having half of their days in the
/// later part of the year, on the average and squared. Of independent days it
/// is 25.
fn unevenness(days: &[Date]) -> f64 {
    let mut sorted: Vec<i16> = days.iter().map(|day| day.day_of_year()).collect();
    sorted.sort_unstable();
    let median = sorted[sorted.len() / 2];
    let hundreds = days.chunks_exact(100);
    let count = hundreds.len() as f64;
    let squares = hundreds.map(|days| {
        let late = days.iter().filter(|day| day.day_of_year() >= median);
        let away = late.count() as f64 - 50.0;
        away * away
    });
    squares.sum::<f64>() / count
}

#[test]
fn days_are_evenly_spread_over_documents_of_either_class() {
    let pools = pools();
    let case = |number| pools.case(number, Wanted::Any).setting.moment.local.date();
    let sample = |number| {
        pools
            .sample(number, Wanted::Any)
            .setting
            .moment
            .local
            .date()
    };
    let nobody = |number| pools.setting(number).moment.local.date();
    let numbers = 1..=4_000;
    let positive = unevenness(&numbers.clone().map(case).collect::<Vec<_>>());
    assert!(positive < 16.0, "{positive}");
    for of in [&sample as &dyn Fn(u64) -> Date, &nobody] {
        let negative = unevenness(&numbers.clone().map(of).collect::<Vec<_>>());
        assert!(negative < 16.0, "{negative}");
    }
}

#[test]
fn every_facility_writes_as_many_documents() {
    let pools = pools();
    let case = |number| pools.case(number, Wanted::Any).setting.facility.number;
    let sample = |number| pools.sample(number, Wanted::Any).setting.facility.number;
    let nobody = |number| pools.setting(number).facility.number;
    for of in [&case as &dyn Fn(u64) -> u32, &sample, &nobody] {
        let mut counts = [0_i32; 40];
        for number in 1..=1_000 {
            counts[of(number) as usize] += 1;
        }
        // Of independent draws, some would have had 12, and some 38.
        assert!(
            counts.iter().all(|count| (count - 25).abs() <= 4),
            "{counts:?}"
        );
    }
}

#[test]
fn times_of_day_are_evenly_spread_and_those_of_offices() {
    let pools = pools();
    let mut hours = [0_i32; 24];
    let mut minutes = [0_i32; 4];
    for number in 1..=1_000 {
        let local = pools.setting(number).moment.local;
        hours[local.hour() as usize] += 1;
        minutes[local.minute() as usize / 15] += 1;
    }
    assert!(
        hours[8..17].iter().all(|count| (count - 95).abs() <= 8),
        "{hours:?}"
    );
    assert_eq!(hours[7..18].iter().sum::<i32>(), 1_000);
    assert!(
        minutes.iter().all(|count| (count - 250).abs() <= 5),
        "{minutes:?}"
    );
}

#[test]
fn fewer_documents_are_written_on_weekends() {
    let pools = pools();
    let mut counts = [0_i32; 7];
    for number in 1..=1_000 {
        let day = pools.setting(number).moment.local.date();
        counts[day.weekday().to_monday_zero_offset() as usize] += 1;
    }
    assert!(
        counts[..4].iter().all(|count| (count - 143).abs() <= 20),
        "{counts:?}"
    );
    assert!(
        counts[5..].iter().all(|count| (30..100).contains(count)),
        "{counts:?}"
    );
}
