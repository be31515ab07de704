//! The visits that documents ask for, and who is at them.

use super::*;

#[test]
fn the_kind_of_encounter_follows_the_document() {
    let pools = Pools::new(&settings(500));
    for number in 1..100 {
        let stay = pools.case(number, Wanted::Inpatient).encounter;
        assert!(stay.kind == "inpatient" && stay.discharged.is_some() && stay.room.is_some());
        assert_eq!(
            pools.case(number, Wanted::Emergency).encounter.kind,
            "emergency"
        );
        assert_eq!(pools.case(number, Wanted::Office).encounter.kind, "office");
    }
}

#[test]
fn ages_and_cover_fit() {
    let pools = Pools::new(&settings(4_000));
    let mut over_89 = 0;
    for number in 1..4_000 {
        let case = pools.case(number, Wanted::Any);
        let Value::Age(age) = case.age.value else {
            panic!("an age that is none");
        };
        over_89 += u32::from(age > 89);
        let patient = &case.patient;
        if patient.is_minor {
            assert!(patient.employer.is_none() && patient.insurance.mbi.is_none());
            assert!(["mother", "father"].contains(&patient.contact.relation));
        }
        assert_eq!(case.setting.picture.is_child, age < 18);
        assert!(patient.license.is_none() || age >= 10);
    }
    assert!((20..200).contains(&over_89), "{over_89}");
}

#[test]
fn nobody_lives_on_after_a_stay_that_ended_in_death() {
    let pools = Pools::new(&settings(1_500));
    let mut ends: Vec<(u32, Date)> = Vec::new();
    for number in 1..40 {
        let case = pools.case(number, Wanted::Fatal);
        let died = case.died.as_ref().expect("a day of death");
        let Value::Date(day) = died.value else {
            panic!("a date that is none");
        };
        assert_eq!(case.encounter.kind, "inpatient");
        assert!(case.died_time.is_some());
        ends.push((case.patient.number, day));
    }
    for number in 1..3_000 {
        let case = pools.case(number, Wanted::Any);
        assert!(case.died.is_none());
        let Value::Date(admitted) = case.encounter.admitted.value else {
            panic!("a date that is none");
        };
        let end = ends.iter().find(|(who, _)| *who == case.patient.number);
        assert!(end.is_none_or(|(_, died)| admitted < *died), "{number}");
    }
}

#[test]
fn a_document_about_a_cancer_gets_one() {
    let pools = Pools::new(&settings(2_000));
    for number in 1..60 {
        let case = pools.case(number, Wanted::Cancer);
        let code = case.setting.picture.problems[0].icd;
        assert!(code.starts_with('C'), "{code}");
    }
}

#[test]
fn images_are_of_what_the_visit_is_about() {
    let pools = Pools::new(&settings(2_000));
    let mut others = 0;
    for number in 1..400 {
        let case = pools.case(number, Wanted::Imaged);
        let study = &case.setting.picture.study;
        if !study.is_main {
            // Contrast that is not tolerated, rays that a child in the womb is spared.
            assert!(
                ["chest", "pelvis"].contains(&study.region),
                "{}",
                study.name
            );
            others += 1;
        }
    }
    assert!(others < 12, "{others}");
}

#[test]
fn author_colleague_and_referrer_are_three_people() {
    let pools = Pools::new(&settings(500));
    for number in 1..400 {
        let case = pools.case(number, Wanted::Any);
        let (author, colleague) = (&case.setting.author, &case.setting.colleague);
        assert_ne!(author.number, case.referring.number);
        assert_ne!(author.number, colleague.number);
        assert_ne!(colleague.number, case.referring.number);
    }
}

#[test]
fn bills_are_sent_and_reminders_written_when_it_is_time() {
    let pools = Pools::new(&settings(500));
    let day = |fact: &Fact| match fact.value {
        Value::Date(date) => date,
        _ => panic!("a date that is none"),
    };
    for number in 1..200 {
        let billed = pools.case(number, Wanted::Billed);
        let written = billed.setting.moment.local.date();
        assert_eq!(written, day(&billed.bill.sent));
        let reminded = pools.case(number, Wanted::Reminded);
        let written = reminded.setting.moment.local.date();
        assert!(written < day(&reminded.follow_up) && written <= AS_OF);
    }
}

#[test]
fn bills_add_up() {
    let cents = |text: &str| -> i64 {
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        digits.parse().unwrap()
    };
    let pools = Pools::new(&settings(600));
    for number in 1..600 {
        let case = pools.case(number, Wanted::Any);
        let bill = &**case.bill;
        let lines: i64 = bill.lines.iter().map(|line| cents(&line.amount)).sum();
        let allowed: i64 = bill.lines.iter().map(|line| cents(&line.allowed)).sum();
        assert_eq!(lines, cents(&bill.charges));
        assert_eq!(allowed, cents(&bill.allowed));
        assert_eq!(lines - allowed, cents(&bill.adjustment));
        let shares = [&bill.paid, &bill.copay, &bill.deductible, &bill.coinsurance];
        assert_eq!(
            allowed,
            shares.into_iter().map(|share| cents(share)).sum::<i64>()
        );
        let owed = cents(&bill.deductible) + cents(&bill.coinsurance);
        assert_eq!(owed, cents(&bill.balance));
        assert!(bill.lines.iter().all(|line| line.units > 0), "{bill:?}");
    }
}

#[test]
fn results_over_time_end_with_those_of_the_visit() {
    let pools = Pools::new(&settings(800));
    let mut longest = 0;
    for number in 1..300 {
        let case = pools.case(number, Wanted::Repeated);
        assert!(case.prior.is_some());
        let Some(trends) = &*case.trends else {
            assert!(case.setting.picture.labs.is_empty());
            continue;
        };
        longest = longest.max(trends.dates.len());
        for row in &trends.rows {
            assert_eq!(row.values.len(), trends.dates.len());
            assert!(row.values.iter().any(|value| !value.is_empty()));
        }
        for result in case.setting.picture.labs.iter().flat_map(|it| &it.results) {
            let mut rows = trends.rows.iter();
            let row = rows.find(|row| row.name == result.name()).unwrap();
            assert!(row.values.last().unwrap().starts_with(&*result.value));
            assert_eq!(trends.dates.last(), Some(&case.collected));
        }
    }
    assert!(longest >= 3);
}

#[test]
fn a_list_holds_stays_at_one_facility() {
    let pools = Pools::new(&settings(2_000));
    let mut listed = 0;
    for number in 1..40 {
        let case = pools.case(number, Wanted::Ward);
        let own = case.patient.number;
        assert!(case.ward.iter().any(|it| it.patient.number == own));
        assert_eq!(case.patients().len(), case.ward.len());
        for other in &case.ward {
            assert_eq!(other.patient.facility, case.patient.facility);
            assert_eq!(other.encounter.kind, "inpatient");
            let Value::Date(admitted) = other.encounter.admitted.value else {
                panic!("a date that is none");
            };
            assert!(admitted <= case.setting.moment.local.date());
        }
        listed += case.ward.len();
    }
    assert!(listed > 5 * 39, "{listed}");
}

#[test]
fn what_somebody_looked_at_is_known_to_identify() {
    let pools = Pools::new(&settings(300));
    for number in 1..100 {
        let case = pools.case(number, Wanted::Any);
        let before = case.identifying_facts().len();
        let shown = facts(&**case.bill).len() + case.vaccinations.len();
        let trends = case.trends.as_ref().map_or(0, |trends| trends.dates.len());
        assert_eq!(case.identifying_facts().len(), before + shown + trends);
    }
}
