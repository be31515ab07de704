//! What is not tolerated is the same in all documents, and is not given.

use std::collections::BTreeMap;

use super::chart::{Chart, Record, find, sentence};

/// A substance as lists of allergies have it, and the drugs that it rules out.
const SUBSTANCES: [(&str, &[&str]); 18] = [
    (
        "penicillin",
        &[
            "amoxicillin",
            "amoxicillin-clavulanate",
            "piperacillin-tazobactam",
        ],
    ),
    ("sulfa drugs", &["trimethoprim-sulfamethoxazole"]),
    (
        "codeine",
        &[
            "hydrocodone",
            "oxycodone",
            "tramadol",
            "morphine",
            "hydromorphone",
            "codeine",
        ],
    ),
    (
        "aspirin",
        &[
            "aspirin",
            "ibuprofen",
            "naproxen",
            "ketorolac",
            "meloxicam",
            "celecoxib",
        ],
    ),
    (
        "ibuprofen",
        &[
            "ibuprofen",
            "naproxen",
            "ketorolac",
            "meloxicam",
            "celecoxib",
        ],
    ),
    ("lisinopril", &["lisinopril", "sacubitril-valsartan"]),
    (
        "statins",
        &["atorvastatin", "rosuvastatin", "simvastatin", "pravastatin"],
    ),
    ("levofloxacin", &["levofloxacin", "ciprofloxacin"]),
    ("erythromycin", &["azithromycin", "erythromycin"]),
    (
        "cephalexin",
        &["cephalexin", "ceftriaxone", "cefepime", "cefazolin"],
    ),
    ("doxycycline", &["doxycycline"]),
    ("vancomycin", &["vancomycin"]),
    ("latex", &[]),
    (
        "iodinated contrast",
        &["iodinated contrast", "iv contrast", "intravenous contrast"],
    ),
    ("shellfish", &[]),
    ("peanuts", &[]),
    ("bee stings", &[]),
    ("adhesive tape", &[]),
];

/// What nobody was given before an age, and so nobody can have reacted to.
const ADULTS: [(&str, i16); 5] = [
    ("lisinopril", 18),
    ("statins", 18),
    ("levofloxacin", 18),
    ("doxycycline", 8),
    ("codeine", 12),
];

/// Words for having none.
const NONE: [&str; 9] = [
    "nkda",
    "nka",
    "no known drug allergies",
    "no known allergies",
    "no drug allergies",
    "no allergies known",
    "allergies: none",
    "allergies none known",
    "no known allergy",
];

/// In a sentence with one of these, a drug is named because it is not given.
const SHUNNED: [&str; 25] = [
    "allerg",
    "avoid",
    "intoler",
    "reaction",
    "instead of",
    "without",
    "not given",
    "other than",
    "no known",
    "read back",
    " noted",
    "not tolerate",
    "rash",
    "hives",
    "stomach upset",
    "itching",
    "anaphylaxis",
    "cramping",
    "nausea (",
    ": nausea",
    "swelling",
    "angioedema",
    "bronchospasm",
    "vomiting (",
    "(cough",
];

/// What a list of allergies ends before.
const HEADS: [&str; 19] = [
    "what",
    "vital",
    "exam",
    "medic",
    "objective",
    "assess",
    "physical",
    "review",
    "plan",
    "active",
    "current",
    "orders",
    "rx",
    "drugs",
    "insurance",
    "indication",
    "prescri",
    "home",
    "source",
];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    let mut known: BTreeMap<&str, &Record> = BTreeMap::new();
    let plain: Vec<(&Record, String)> = chart
        .records
        .iter()
        .map(|record| (*record, record.plain()))
        .collect();
    for (record, text) in plain
        .iter()
        .filter(|(record, _)| record.patients.len() == 1)
    {
        for substance in listed(text) {
            known.entry(substance).or_insert(record);
        }
    }
    for (record, text) in plain
        .iter()
        .filter(|(record, _)| record.patients.len() == 1)
    {
        let none = NONE.iter().find(|none| !find(text, none).is_empty());
        if let (Some(none), Some((substance, other))) = (none, known.first_key_value()) {
            let what = format!("{none:?}, but {substance} in {}", other.id);
            found.push(chart.says(record, what));
        }
        let own = listed(text);
        if !own.is_empty() && is_whole(text) {
            for (substance, other) in known.iter().filter(|(known, _)| !own.contains(known)) {
                let what = format!("no {substance} among {own:?}, but in {}", other.id);
                found.push(chart.says(record, what));
            }
        }
        for (substance, from) in ADULTS.iter().filter(|(it, _)| own.contains(it)) {
            if chart.age(record).is_some_and(|age| age < *from) {
                found.push(chart.says(record, format_args!("{substance} below {from}")));
            }
        }
        for (substance, drugs) in SUBSTANCES.iter().filter(|(it, _)| known.contains_key(it)) {
            for drug in *drugs {
                for at in find(text, drug) {
                    if !is_shunned(text, at) {
                        let around = sentence(text, at);
                        let what = format!("{drug} in spite of {substance}: {around:?}");
                        found.push(chart.says(record, what));
                    }
                }
            }
        }
    }
    found
}

/// Whether a drug that stands somewhere is named because it is not tolerated.
pub fn is_shunned(text: &str, at: usize) -> bool {
    let around = sentence(text, at);
    let before = text[..at]
        .trim_end()
        .rsplit('\n')
        .next()
        .unwrap_or_default();
    let is_line = text[at..]
        .find([':', ' ', '\n'])
        .is_some_and(|end| text[at + end..].starts_with(':'));
    // `sulfa drugs` in one line of a page, `and aspirin` in the next.
    let line_before = text[..at].lines().rev().nth(1).unwrap_or_default();
    let goes_on = around.starts_with("and ") && line_before.contains("allerg");
    is_line
        || goes_on
        || text[at..].starts_with("iodinated contrast:")
        || SHUNNED.iter().any(|word| around.contains(word))
        || in_list(text, at)
        || before.contains("allerg")
}

/// The stretches of a text in which allergies are listed: from the word to the
/// end of the line, or the lines up to the next heading.
fn lists(text: &str) -> Vec<&str> {
    let heads = [
        "allergies\n",
        "allergy\n",
        "reactions\n",
        "intolerances\n",
        "allergies:",
        "allergy:",
        "allergen\n",
        "allergic to",
        "allergy to",
    ];
    let mut lists = Vec::new();
    for head in heads {
        for (at, _) in text.match_indices(head) {
            let rest = &text[at + head.len()..];
            let is_line = !head.ends_with('\n') && !rest.starts_with('\n');
            let end = if is_line {
                rest.find(['\n', '.']).unwrap_or(rest.len())
            } else {
                headed(rest)
            };
            let own = rest.trim_start();
            let is_none = ["nk", "no ", "none"]
                .iter()
                .any(|none| own.starts_with(none));
            if !is_none {
                lists.push(&rest[..end]);
            }
        }
    }
    lists
}

/// How far a list of cells and items goes: as long as lines are short.
fn headed(rest: &str) -> usize {
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        let words = line.split_whitespace().count();
        let line_start = line.trim_start();
        let is_head = HEADS.iter().any(|head| line_start.starts_with(head));
        if words > 8 || is_head {
            break;
        }
        end += line.len();
    }
    end
}

fn in_list(text: &str, at: usize) -> bool {
    lists(text).iter().any(|list| {
        let start = list.as_ptr() as usize - text.as_ptr() as usize;
        (start..start + list.len()).contains(&at)
    })
}

/// The substances that a document lists.
fn listed(text: &str) -> Vec<&'static str> {
    let lists = lists(text);
    let is_listed = |name: &str| lists.iter().any(|list| !find(list, name).is_empty());
    let names = SUBSTANCES.iter().map(|(name, _)| *name);
    names.filter(|name| is_listed(name)).collect()
}

/// Whether a document lists all allergies rather than naming one of them.
fn is_whole(text: &str) -> bool {
    text.contains("\nallergies\n") || text.contains("allergies: ")
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::of;
    use super::*;

    fn count(texts: &[&str]) -> usize {
        contradictions(&Chart::all(&of("Male", texts))[0]).len()
    }

    #[test]
    fn it_finds_what_is_not_tolerated_and_given() {
        let listed = "Note\nAllergies\nPenicillin: hives (mild)\nVitals\n";
        assert_eq!(count(&[listed, "Start amoxicillin 500 mg."]), 1);
        assert_eq!(count(&[listed, "Avoid amoxicillin."]), 0);
        assert_eq!(count(&[listed, "Start cephalexin 500 mg."]), 0);
        assert_eq!(count(&[listed, "Allergies\nNKDA\n"]), 1);
        assert_eq!(count(&[listed, "Allergies: latex, codeine."]), 3);
    }
}
