//! Letters go to and come from specialists in whose field one of the patient's
//! problems is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::chart::{Chart, Record, find, rows};

/// The types of documents that are letters between two providers about a matter
/// of one's field.
const LETTERS: [&str; 2] = ["referral-letter", "consult-letter"];

/// Fields of those who see whatever comes.
const GENERAL: [&str; 6] = [
    "family_medicine",
    "internal_medicine",
    "pediatrics",
    "hospital_medicine",
    "emergency_medicine",
    "geriatrics",
];

/// Fields that look after another one's problems as well.
const ALSO: [(&str, &[&str]); 12] = [
    ("obstetrics", &["gynecology"]),
    ("gynecology", &["obstetrics"]),
    ("cardiology", &["vascular_surgery"]),
    ("surgery", &["vascular_surgery"]),
    ("pulmonology", &["critical_care", "sleep_medicine"]),
    ("critical_care", &["pulmonology"]),
    ("oncology", &["hematology"]),
    ("hematology", &["oncology"]),
    ("radiation_oncology", &["oncology"]),
    ("physiatry", &["orthopedics", "pain_medicine"]),
    ("psychology", &["psychiatry"]),
    ("physical_therapy", &["orthopedics", "pain_medicine"]),
];

/// What letters call some illnesses besides, and the field.
const SYNONYMS: [(&str, &str); 4] = [
    ("fatty liver disease", "gastroenterology"),
    ("gastroesophageal reflux", "gastroenterology"),
    ("gerd", "gastroenterology"),
    ("knee osteoarthritis", "orthopedics"),
];

/// The field of each illness, by its name in lower case and by its codes.
static FIELDS: LazyLock<BTreeMap<String, &str>> = LazyLock::new(|| {
    rows(include_str!("../../../src/clinic/data/conditions.tsv"))
        .flat_map(|row| {
            let names = std::iter::once(row[1]).chain(row[2].split(';'));
            names.map(move |name| (name.to_lowercase(), row[11]))
        })
        .chain(SYNONYMS.map(|(name, field)| (name.to_owned(), field)))
        .collect()
});

/// The fields of each department, and of each specialty by its name.
static DEPARTMENTS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    rows(include_str!("../../../src/clinic/data/specialties.tsv"))
        .flat_map(|row| [(row[3], row[0]), (row[1], row[0])])
        .collect()
});

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let letters = chart
        .records
        .iter()
        .filter(|record| LETTERS.contains(&record.kind.as_str()));
    letters
        .filter_map(|record| {
            let problems = problems(record);
            let asked = specialists(record);
            let fits = |field: &&str| problems.iter().any(|problem| treats(field, problem));
            (!problems.is_empty() && !asked.iter().any(fits))
                .then(|| chart.says(record, format_args!("{asked:?} asked about {problems:?}")))
        })
        .collect()
}

fn treats(field: &str, problem: &str) -> bool {
    let also = ALSO.iter().find(|(of, _)| *of == field);
    field == problem || also.is_some_and(|(_, others)| others.contains(&problem))
}

/// The fields of all problems that a letter names.
fn problems(record: &Record) -> Vec<&'static str> {
    // A name may go on in the next line of a page.
    let plain = record.plain().replace('\n', " ");
    let named = FIELDS
        .iter()
        .filter(|(name, _)| !find(&plain, name).is_empty());
    named.map(|(_, field)| *field).collect()
}

/// The fields of the specialists among whom it goes.
fn specialists(record: &Record) -> Vec<&'static str> {
    let named = DEPARTMENTS.iter().filter(|(name, field)| {
        let is_department = |text: &str| text == *name;
        let mut spans = record.spans.iter();
        !GENERAL.contains(field)
            && (spans.any(|span| span.label == "DEPARTMENT" && is_department(&span.text))
                || !find(&record.text, name).is_empty())
    });
    named.map(|(_, field)| *field).collect()
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::of;
    use super::*;

    #[test]
    fn it_finds_letters_to_the_wrong_specialist() {
        let count = |text: &str| {
            let mut records = of("Male", &[text]);
            records[0].kind = "referral-letter".into();
            contradictions(&Chart::all(&records)[0]).len()
        };
        assert_eq!(count("To Cardiology\nCoronary artery disease"), 0);
        assert_eq!(count("To Neurosurgery\nCoronary artery disease"), 1);
        assert_eq!(count("To Family Medicine\nCoronary artery disease"), 1);
        assert_eq!(count("To Vascular Surgery\nPeripheral artery disease"), 0);
    }
}
