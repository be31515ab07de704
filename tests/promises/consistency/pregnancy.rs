//! What harms the child is not given in pregnancy.

use super::allergies::is_shunned;
use super::chart::{Chart, find, sentence};

/// Words for a pregnancy that goes on.
const SIGNS: [&str; 8] = [
    "normal pregnancy",
    "prenatal visit",
    "gestational diabetes",
    "preeclampsia",
    "pre-eclampsia",
    "z34.90",
    "o24.410",
    "o14.13",
];

/// Words for its end, after which much is allowed again.
const ENDS: [&str; 4] = ["delivery", "o80", "postpartum", "labor"];

/// What nobody gives to the pregnant.
const HARMFUL: [&str; 20] = [
    "lisinopril",
    "losartan",
    "valsartan",
    "atorvastatin",
    "rosuvastatin",
    "simvastatin",
    "pravastatin",
    "warfarin",
    "methotrexate",
    "divalproex",
    "topiramate",
    "doxycycline",
    "mycophenolate",
    "spironolactone",
    "methimazole",
    "semaglutide",
    "levofloxacin",
    "ciprofloxacin",
    "naproxen",
    "ibuprofen",
];

/// In a sentence with one of these, nobody takes the drug.
const ASIDE: [&str; 7] = [
    "avoid",
    "no ",
    "not ",
    "instead of",
    "mother",
    "father",
    "sister",
];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for record in chart
        .records
        .iter()
        .filter(|record| record.patients.len() == 1)
    {
        let plain = record.plain();
        let says = |words: &[&str]| words.iter().any(|word| !find(&plain, word).is_empty());
        if !says(&SIGNS) || says(&ENDS) {
            continue;
        }
        for drug in HARMFUL {
            let is_taken = |at: usize| {
                let around = sentence(&plain, at);
                !ASIDE.iter().any(|word| around.contains(word)) && !is_shunned(&plain, at)
            };
            if find(&plain, drug).into_iter().any(is_taken) {
                found.push(chart.says(record, format_args!("{drug} in pregnancy")));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::of;
    use super::*;

    #[test]
    fn it_finds_drugs_that_harm_the_child() {
        let count = |text: &str| contradictions(&Chart::all(&of("Female", &[text]))[0]).len();
        assert_eq!(
            count("Normal pregnancy, stable.\nLisinopril 10 mg daily"),
            1
        );
        assert_eq!(count("Normal pregnancy, stable.\nAvoid ibuprofen"), 0);
        assert_eq!(count("Seen after delivery.\nIbuprofen 600 mg"), 0);
        assert_eq!(count("Hypertension.\nLisinopril 10 mg daily"), 0);
    }
}
