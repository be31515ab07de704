//! Diagnosis codes and the names that stand beside them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::chart::{Chart, rows};

/// The title of each code, and the illnesses that are filed by it, in lower case.
static CODES: LazyLock<BTreeMap<&str, BTreeSet<String>>> = LazyLock::new(|| {
    let mut codes: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for row in rows(include_str!("../../../src/clinic/data/icd10cm.tsv")) {
        codes
            .entry(row[0])
            .or_default()
            .insert(row[1].to_lowercase());
    }
    for row in rows(include_str!("../../../src/clinic/data/conditions.tsv")) {
        for code in row[2].split(';') {
            codes.entry(code).or_default().insert(row[1].to_lowercase());
        }
    }
    codes
});

/// Names and titles of all illnesses.
static NAMES: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| CODES.values().flatten().map(String::as_str).collect());

/// Codes that speak of a second illness, and words for it.
const SPOKEN_OF: [(&str, &[&str]); 3] = [
    ("E11.22", &["chronic kidney disease", "ckd"]),
    ("K70.30", &["alcohol use", "alcoholic"]),
    (
        "D63.1",
        &[
            "chronic kidney disease,",
            "3 chronic kidney disease",
            "4 chronic kidney disease",
            "ckd",
            "end stage renal",
            "esrd",
        ],
    ),
];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for record in &chart.records {
        let lines: Vec<&str> = record.text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate() {
            // Name (code)
            if let Some((name, code)) = line.strip_suffix(')').and_then(|it| it.rsplit_once(" ("))
                && CODES.contains_key(code)
            {
                let name =
                    name.trim_start_matches(|c: char| c.is_ascii_digit() || ".• ".contains(c));
                found.extend(unlike(name, code).map(|what| chart.says(record, what)));
            }
            // Code and name in one line or in two cells.
            let (code, rest) = line.split_once(' ').unwrap_or((line, ""));
            if CODES.contains_key(code) {
                let beside = if rest.is_empty() {
                    vec![lines.get(at.wrapping_sub(1)), lines.get(at + 1)]
                } else {
                    vec![Some(&rest)]
                };
                let names = beside.into_iter().flatten().map(|name| name.to_lowercase());
                let names: Vec<String> =
                    names.filter(|name| NAMES.contains(name.as_str())).collect();
                if !names.is_empty() && !names.iter().any(|name| CODES[code].contains(name)) {
                    found.push(chart.says(record, format_args!("{code} beside {names:?}")));
                }
            }
        }
        let plain = record.text.to_lowercase();
        for (code, words) in SPOKEN_OF {
            let is_filed = record.text.contains(code) && record.text.contains("istory\n");
            if is_filed && !words.iter().any(|word| plain.contains(word)) {
                found.push(chart.says(record, format_args!("{code} without any of {words:?}")));
            }
        }
        if let (Some(is_female), Some(age)) = (chart.is_female(), chart.age(record))
            && record.patients.len() == 1
        {
            found.extend(barred(&record.text, is_female, age).map(|what| chart.says(record, what)));
        }
    }
    found
}

fn unlike<'a>(name: &'a str, code: &'a str) -> impl Iterator<Item = String> + 'a {
    let lower = name.to_lowercase();
    let is_known = NAMES.contains(lower.as_str());
    let fits = CODES[code].contains(&lower);
    (is_known && !fits)
        .then(|| format!("{code} beside {name:?}"))
        .into_iter()
}

/// Codes that somebody of this sex and age can't have.
fn barred(text: &str, is_female: bool, age: i16) -> impl Iterator<Item = String> {
    let words: BTreeSet<&str> = text
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '.')
        .map(|word| word.trim_end_matches('.'))
        .collect();
    let other = if is_female { "M" } else { "F" };
    rows(include_str!("../../../src/clinic/data/icd10cm.tsv"))
        .filter(move |row| words.contains(row[0]) && row[0].len() > 3)
        .filter(move |row| {
            let [from, to] = [row[3], row[4]].map(|age| age.parse::<i16>().unwrap());
            row[2] == other || !(from..=to).contains(&age)
        })
        .map(move |row| format!("{} ({}) at {age}", row[0], row[1]))
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::of;
    use super::*;

    fn count(text: &str) -> usize {
        contradictions(&Chart::all(&of("Male", &[text]))[0]).len()
    }

    #[test]
    fn it_finds_codes_of_something_else() {
        assert_eq!(count("Essential hypertension (I10)\nAsthma (J45.909)"), 0);
        assert_eq!(count("Essential hypertension (J45.909)"), 1);
        assert_eq!(count("Asthma\nI10\nStable"), 1);
        assert_eq!(count("I10 Asthma"), 1);
        assert_eq!(count("Menopausal symptoms (N95.1)"), 1);
    }
}
