//! Orders, what they read as and what they cost.

use super::*;
use crate::clinic::life::Kind;
use crate::clinic::medicine::illness::ILLNESSES;
use crate::seed::Seed;

#[test]
fn an_order_reads_as_a_prescription() {
    let day = Date::constant(2025, 3, 4);
    let order = Order {
        drug: Drug::named("lisinopril"),
        since: day,
        strength: 2,
        frequency: 0,
        days: 90,
        refills: 3,
    };
    let medication = order.medication(day);
    assert_eq!(medication.sig(), "Take 1 tablet by mouth once daily");
    assert_eq!(medication.short(), "lisinopril 2.5 mg PO daily");
    assert_eq!(medication.quantity(), "90 tablets");
    assert!(medication.is_new && !medication.is_controlled());
}

#[test]
fn what_is_taken_for_good_is_no_matter_of_days() {
    let mut stream = Seed::new(7).unwrap().stream(format_args!("orders"));
    let day = Date::constant(2025, 3, 4);
    for _ in 0..20 {
        let mut days = |id| Order::draw(&mut stream, Drug::named(id), 60, day, false).days;
        assert!(days("atorvastatin") >= GOOD && days("aspirin81") >= GOOD);
        assert!(days("cephalexin") < GOOD);
    }
}

#[test]
fn charges_are_in_proportion() {
    let charge = |id| Drug::named(id).charge;
    assert!(DRUGS.iter().all(|drug| (2..15_000).contains(&drug.charge)));
    let dear = [
        "acetaminophen",
        "ceftriaxone",
        "nirmatrelvir",
        "adalimumab",
        "pembrolizumab",
    ];
    // None comes near the next, whatever a hospital adds.
    assert!(dear.is_sorted_by(|one, other| charge(one) * 2 < charge(other)));
}

#[test]
fn a_crisis_of_pain_has_a_drug_for_it_at_any_age() {
    let sickle = ILLNESSES
        .iter()
        .find(|illness| illness.id == "sickle")
        .unwrap();
    let (from, to) = sickle.ages;
    for age in from..=to {
        for kind in [Kind::Office, Kind::Emergency, Kind::Inpatient] {
            let eases = |drug: &&&Drug| {
                let class = ["opioid", "NSAID"].contains(&drug.class);
                class && drug.suits_age(age) && drug.settings.has(kind)
            };
            assert!(
                sickle.course().drugs.iter().find(eases).is_some(),
                "{age} {kind:?}"
            );
        }
    }
}

#[test]
fn every_drug_can_be_ordered() {
    let mut stream = Seed::new(7).unwrap().stream(format_args!("orders"));
    let day = Date::constant(2025, 3, 4);
    for drug in DRUGS.iter() {
        assert_eq!(drug.frequencies.len(), drug.frequency_words.len());
        let medication = Order::draw(&mut stream, drug, 40, day, true).medication(day);
        for text in [medication.sig(), medication.short(), medication.dose()] {
            assert!(!text.is_empty() && !text.contains("  ") && !text.contains('{'));
        }
    }
}
