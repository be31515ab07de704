//! Of nobody is said what their age or their illness rules out: no work of
//! children, no infusion for home, no stroke of last week, no operation by those
//! who do not operate.

use super::chart::{Chart, find, sentence};
use super::prose::{bare, unnamed};

/// What nobody says of those below an age in years, and those of whom it is said.
const AGES: [(i16, &[&str]); 4] = [
    (
        1,
        &[
            "speaks in",
            "full sentences",
            "answers questions",
            "walks without",
            "school",
            "sports",
        ],
    ),
    (3, &["school", "homework", "sports", "teacher", "gym class"]),
    (
        14,
        &[
            "works as",
            "employed by",
            "alcohol",
            "beers",
            "pack-years",
            "audit-c",
            "his job",
            "her job",
        ],
    ),
    (
        15,
        &[
            "husband", "wife", "divorced", "widowed", "drives", "retired",
        ],
    ),
];

/// Words of a document that are about others or about nobody.
const OTHERS: [&str; 6] = [
    "mother",
    "father",
    "parent",
    "family",
    "chlorhexidine",
    "bus driver",
];

/// What is done by those who may operate alone.
const OPERATORS: [&str; 5] = [
    "has my permission",
    "may carry out",
    "may perform",
    "has my consent",
    "has explained",
];

/// What strikes on the day itself.
const SUDDEN: [&str; 3] = [
    "sudden right-sided weakness",
    "facial droop",
    "substernal chest pain",
];

/// Drugs that nobody takes home.
const INFUSED: [&str; 5] = [
    "ceftriaxone",
    "piperacillin-tazobactam",
    "ketorolac",
    "iron sucrose",
    "pembrolizumab",
];

/// Words of drugs that are at home.
const AT_HOME: [&str; 7] = [
    "refill",
    "picked up",
    "last filled",
    "keep taking",
    "until then, continue",
    "home tonight",
    "supply for",
];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for record in chart.records.iter().filter(|it| it.patients.len() == 1) {
        let plain = record.plain();
        let about = |words: &str| -> Vec<String> {
            let places = find(&plain, words).into_iter();
            let sentences = places.map(|at| sentence(&plain, at));
            let own = sentences.filter(|it| !OTHERS.iter().any(|other| it.contains(other)));
            own.map(str::to_owned).collect()
        };
        for (below, words) in AGES {
            if chart.age(record).is_none_or(|age| age >= below) {
                continue;
            }
            for said in words.iter().flat_map(|words| about(words)) {
                found.push(chart.says(record, format_args!("below {below}: {said:?}")));
            }
        }
        for said in INFUSED.iter().flat_map(|drug| about(drug)) {
            if AT_HOME.iter().any(|words| said.contains(words)) {
                found.push(chart.says(record, format_args!("not for home: {said:?}")));
            }
        }
        for said in SUDDEN.iter().flat_map(|words| about(words)) {
            let days = said.split("for ").skip(1).any(|rest| {
                let mut words = rest.split(' ');
                words
                    .next()
                    .is_some_and(|number| number.parse::<u32>().is_ok())
                    && words
                        .next()
                        .is_some_and(|unit| bare(unit).starts_with("day"))
            });
            if days {
                found.push(chart.says(record, format_args!("too long ago: {said:?}")));
            }
        }
        if plain.contains("general endotracheal") && record.kind == "consent-form" {
            let text = unnamed(record);
            for at in OPERATORS.iter().flat_map(|words| find(&text, words)) {
                let before = sentence(&text, at.saturating_sub(1));
                if [", NP", ", PA"].iter().any(|who| before.contains(who)) {
                    found.push(chart.says(record, format_args!("operates: {before:?}")));
                }
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::{PATIENT, label, of};
    use super::*;

    #[test]
    fn it_finds_what_age_and_illness_rule_out() {
        let found = |birth: &str, kind: &str, text: &str| {
            let mut records = of("Female", &[text]);
            records[0].kind = kind.into();
            records[0].spans.retain(|span| span.facet != "birth");
            label(&mut records[0], PATIENT, "birth", "DATE", birth);
            Chart::all(&records).iter().flat_map(contradictions).count()
        };
        let grown = "1960-05-02";
        assert_eq!(found("2024-12-01", "", "No sports for 4 days."), 2);
        assert_eq!(found("2023-02-01", "", "The fever affects homework."), 1);
        assert_eq!(found("2014-05-02", "", "AUDIT-C 3."), 1);
        assert_eq!(found("2014-05-02", "", "Father: alcohol."), 0);
        assert_eq!(found("2012-05-02", "", "Lives with the husband."), 1);
        assert_eq!(
            found(grown, "", "Lives with the husband, works as a clerk."),
            0
        );
        assert_eq!(
            found(grown, "", "Ceftriaxone 1 g IV, picked up 5 days ago."),
            1
        );
        assert_eq!(found(grown, "", "Ceftriaxone 1 g IV daily."), 0);
        assert_eq!(found(grown, "", "Facial droop for 3 days."), 1);
        assert_eq!(found(grown, "", "Facial droop for 3 hours."), 0);
        let consent = "Ann Roe, NP, has my permission. General endotracheal anesthesia.";
        assert_eq!(found(grown, "consent-form", consent), 1);
        assert_eq!(
            found(grown, "consent-form", &consent.replace("NP", "MD")),
            0
        );
    }
}
