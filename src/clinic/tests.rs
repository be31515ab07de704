//! What has to hold of the pools and of every case told from them.

mod visits;

use std::sync::Arc;

use super::*;
use crate::fact::{Date, Fact, Item, Key, Label, Node, Value};
use crate::recipe::Profile;
use crate::seed::Seed;

const AS_OF: Date = Date::constant(2025, 6, 30);

fn settings(patients: u32) -> PoolSettings {
    PoolSettings {
        seed: Seed::new(42).unwrap(),
        as_of: AS_OF,
        patients,
        providers: 90,
        facilities: 9,
        identifiers: Profile::Safe,
    }
}

/// Every fact of a node and of those in it.
fn facts(node: &dyn Node) -> Vec<Arc<Fact>> {
    fn gather(item: Item, facts: &mut Vec<Arc<Fact>>) {
        match item {
            Item::Fact(fact) => facts.push(fact),
            Item::Node(node) => facts.extend(self::facts(&*node)),
            Item::List(items) => items.iter().for_each(|item| gather(item.clone(), facts)),
            Item::Text(_) | Item::Number(_) | Item::Flag(_) | Item::Nothing => {}
        }
    }
    let mut facts = Vec::new();
    for name in node.names() {
        gather(node.get(Key::of(name)).unwrap(), &mut facts);
    }
    facts
}

#[test]
fn numbers_of_a_hundred_thousand_patients_are_unique() {
    let pools = Pools::new(&settings(100_000));
    let mut columns: [Vec<String>; 5] = Default::default();
    for number in 0..100_000 {
        let patient = pools.patient(number);
        columns[0].push(patient.mrn.norm());
        columns[1].push(patient.ssn.text.clone());
        columns[2].push(patient.account.text.clone());
        columns[3].push(patient.insurance.member_id.text[3..].to_owned());
        columns[4].extend(patient.insurance.mbi.iter().map(|mbi| mbi.norm()));
    }
    for (at, column) in columns.iter_mut().enumerate() {
        column.sort_unstable();
        let twice = column.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(twice, None, "column {at}");
    }
    assert!(columns[4].len() > 5_000, "Medicare is for the old");
}

#[test]
fn a_patient_is_a_pure_function_of_the_number() {
    let (kept, derived) = (Pools::new(&settings(10_000)), Pools::new(&settings(10_001)));
    for number in (0..10_000).step_by(397) {
        let texts = |pools: &Pools| -> Vec<String> {
            facts(&*pools.patient(number))
                .iter()
                .map(|fact| format!("{fact:?}"))
                .collect()
        };
        let once = texts(&kept);
        assert!(once.len() > 25);
        assert_eq!(once, texts(&kept));
        assert_eq!(once, texts(&derived));
    }
    let told = |pools: &Pools| {
        format!(
            "{:?} {:?}",
            pools.case(17, Wanted::Inpatient),
            pools.setting(4)
        )
    };
    assert_eq!(told(&kept), told(&Pools::new(&settings(10_000))));
}

#[test]
fn documents_about_one_encounter_agree() {
    let pools = Pools::new(&settings(3));
    let cases: Vec<Case> = (1..60)
        .map(|number| pools.case(number, Wanted::Any))
        .collect();
    let mut pairs = 0;
    for one in &cases {
        for other in &cases {
            if one.encounter.csn == other.encounter.csn {
                let told = |case: &Case| {
                    format!(
                        "{:?} {:?} {:?} {:?}",
                        case.setting.picture, case.encounter, case.resulted, case.accession
                    )
                };
                assert_eq!(told(one), told(other));
                pairs += 1;
            }
        }
    }
    assert!(pairs > cases.len());
}

#[test]
fn no_identifying_fact_is_forgotten() {
    let pools = Pools::new(&settings(300));
    for number in 1..300 {
        let case = pools.case(number, Wanted::Any);
        let mut there = facts(&*case.patient);
        there.extend(facts(&*case.encounter));
        there.extend(case.prior.iter().flat_map(|prior| facts(&**prior)));
        there.retain(|fact| fact.role.is_individual());
        let known = case.identifying_facts();
        assert!(there.iter().all(|fact| known.contains(&&**fact)));
        assert_eq!(known.len(), there.len() + 14);
    }
}

#[test]
fn addresses_belong_together() {
    let pools = Pools::new(&settings(3_000));
    for number in 0..3_000 {
        let patient = pools.patient(number);
        let home = pools.facility(patient.facility);
        assert!(
            patient.state.text == home.state.text || patient.zip.text[..3] == home.zip.text[..3]
        );
        let line = format!(
            "{}\t{}\t{}\t{}\t",
            patient.zip.text, patient.city.text, patient.state.text, patient.county.text
        );
        let row = include_str!("data/zips.tsv")
            .lines()
            .find(|row| row.starts_with(&line))
            .unwrap_or_else(|| panic!("{line}"));
        let codes = row.rsplit('\t').next().unwrap();
        let Value::Phone(phone) = patient.phone.value else {
            panic!("a telephone that is none");
        };
        assert!(codes.contains(&phone.area.to_string()) && phone.exchange == 555);
        assert_eq!(patient.pcp.facility, patient.facility);
    }
}

#[test]
fn nothing_is_dated_after_the_present_day_but_what_is_to_come() {
    let pools = Pools::new(&settings(2_000));
    for number in 1..2_000 {
        let case = pools.case(number, Wanted::Any);
        let setting = pools.setting(number);
        let written = case.setting.moment.local.date();
        assert!(written <= AS_OF && setting.moment.local.date() <= AS_OF);
        for fact in facts(&case).iter().chain(&facts(&setting)) {
            let Value::Date(date) = fact.value else {
                continue;
            };
            let is_to_come = ["follow-up", "excused-until", "due", "meeting", "review-due"]
                .contains(&fact.entity.facet);
            assert!(date <= AS_OF || is_to_come, "{fact:?}");
            assert!(date >= case.patient.born || fact.entity.owner != case.age.entity.owner);
        }
        let day = |fact: &Fact| match fact.value {
            Value::Date(date) => date,
            _ => panic!("a date that is none"),
        };
        let admitted = day(&case.encounter.admitted);
        let end = case
            .encounter
            .discharged
            .as_ref()
            .map_or(admitted, |fact| day(fact));
        assert!(admitted <= end && end <= written, "{number}");
        assert!(day(&case.follow_up) > end && day(&case.resulted) <= end.max(admitted));
        if let Some(prior) = &case.prior {
            assert!(day(&prior.admitted) < admitted);
        }
    }
}

#[test]
fn what_is_written_has_its_time() {
    let pools = Pools::new(&settings(2_000));
    let day = |fact: &Fact| match fact.value {
        Value::Date(day) => day,
        _ => panic!("a date that is none"),
    };
    let after = |one: &Fact, other: Date| day(one).until(other).unwrap().get_days();
    let mut waits = [0; 8];
    for number in 1..300 {
        let seen = pools.case(number, Wanted::Examined);
        let written = seen.setting.moment.local.date();
        assert_eq!(day(&seen.resulted), written);
        let wait = after(&seen.collected, written);
        assert!(
            (1..=7).contains(&wait),
            "{number}: signed after {wait} days"
        );
        waits[wait as usize] += 1;
        let admitted = pools.case(number, Wanted::Admission);
        let written = admitted.setting.moment.local.date();
        let wait = after(&admitted.encounter.admitted, written);
        assert!((0..=1).contains(&wait), "{number}: seen after {wait} days");
        assert!(admitted.encounter.discharged.is_some());
    }
    // Whatever falls on a weekend waits for it to end.
    assert!(waits[1..6].iter().all(|seen| *seen > 0), "{waits:?}");
}

#[test]
fn who_writes_of_something_knows_it() {
    let pools = Pools::new(&settings(10));
    let knows = |number: &u64| {
        let setting = pools.setting(*number);
        let staff = &pools.house(setting.author.facility).staff;
        let mut author = staff.iter().map(|it| (it.number, it.specialty));
        let author = author.find(|(number, _)| *number == setting.author.number);
        let (_, specialty) = author.expect("an author of the staff");
        specialty.treats(setting.topic.field) || specialty.is_general()
    };
    // Some houses have nobody who does.
    let knowing = (1..=600).filter(knows).count();
    assert!(knowing > 570, "{knowing}");
}

#[test]
fn facts_are_whole() {
    let pools = Pools::new(&settings(1_500));
    for number in 1..1_500 {
        let case = pools.case(number, Wanted::Any);
        for fact in facts(&case).iter().chain(&facts(&pools.setting(number))) {
            assert!(
                !fact.text.is_empty() && !fact.text.contains("  "),
                "{fact:?}"
            );
            assert!(!fact.text.chars().any(char::is_control), "{fact:?}");
            assert_eq!(fact.text.trim(), fact.text, "{fact:?}");
        }
    }
}

#[test]
fn a_setting_holds_nothing_of_a_patient() {
    let pools = Pools::new(&settings(100));
    for number in 1..500 {
        let setting = pools.setting(number);
        assert!(
            facts(&setting)
                .iter()
                .all(|fact| fact.safe_harbor().is_none())
        );
        assert!(
            setting.get(Key::of("patient")).is_none()
                && setting.get(Key::of("encounter")).is_none()
        );
        assert!(setting.providers.len() >= 6);
        assert_ne!(setting.author.number, setting.colleague.number);
    }
}

#[test]
fn a_case_has_all_names_of_its_setting() {
    let pools = Pools::new(&settings(10));
    let case = pools.case(1, Wanted::Any);
    for name in case.setting.names() {
        assert!(case.names().contains(name));
    }
    assert!(
        case.names()
            .iter()
            .all(|name| case.get(Key::of(name)).is_some())
    );
    let own = case.identifying_facts();
    assert!(own.iter().any(|fact| fact.label == Label::Ssn));
    assert!(own.iter().all(|fact| fact.role.is_individual()));
}
