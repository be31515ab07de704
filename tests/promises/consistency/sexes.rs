//! Pronouns, nouns and organs that only one sex has.

use super::chart::{Chart, find, sentence, words};

const FEMALE: [&str; 10] = [
    "she",
    "her",
    "hers",
    "herself",
    "woman",
    "girl",
    "lady",
    "ms",
    "mrs",
    "daughter of",
];
const MALE: [&str; 8] = [
    "he",
    "his",
    "him",
    "himself",
    "man",
    "boy",
    "mr",
    "gentleman",
];

/// Beginnings of words about what only women have.
const OF_WOMEN: [&str; 19] = [
    "pregnan",
    "prenatal",
    "uterus",
    "uterine",
    "ovar",
    "hysterectomy",
    "menstru",
    "menopaus",
    "vagin",
    "cervix",
    "gravida",
    "mammogra",
    "lactating",
    "fibroid",
    "obstetric",
    "fetal",
    "lmp",
    "postpartum",
    "menorrhagia",
];
/// Beginnings of words about what only men have.
const OF_MEN: [&str; 9] = [
    "prostat",
    "psa",
    "testic",
    "testes",
    "scrot",
    "penile",
    "penis",
    "circumcis",
    "erectile",
];

/// Somebody else in the same sentence, whom a pronoun may mean.
const OTHERS: [&str; 14] = [
    "mother",
    "father",
    "wife",
    "husband",
    "sister",
    "brother",
    "daughter",
    "son",
    "friend",
    "parent",
    "spouse",
    "grandmother",
    "neighbor",
    "partner",
];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let Some(is_female) = chart.is_female() else {
        return Vec::new();
    };
    let (pronouns, organs): (&[&str], &[&str]) = if is_female {
        (&MALE, &OF_MEN)
    } else {
        (&FEMALE, &OF_WOMEN)
    };
    let mut found = Vec::new();
    for record in &chart.records {
        // A list of patients is about all of them.
        if record.patients.len() > 1 {
            continue;
        }
        let plain = record.plain();
        for word in pronouns {
            for at in find(&plain, word) {
                let around = sentence(&plain, at);
                let is_others = OTHERS.iter().any(|other| !find(around, other).is_empty());
                if !is_others {
                    found.push(chart.says(record, format_args!("{word:?} in {around:?}")));
                }
            }
        }
        // A newborn's record speaks of how it was born.
        if chart.age(record) == Some(0) {
            continue;
        }
        found.extend(of_others(&plain, organs).map(|what| chart.says(record, what)));
    }
    found
}

/// Words about organs that the patient has not.
fn of_others<'a>(plain: &'a str, organs: &'a [&str]) -> impl Iterator<Item = String> {
    let hits = words(plain).filter(|(_, word)| {
        organs.iter().any(|stem| match *stem {
            "psa" | "lmp" => word == stem,
            _ => word.starts_with(stem),
        })
    });
    hits.filter_map(|(at, word)| {
        let around = sentence(plain, at);
        let is_others = OTHERS.iter().any(|other| !find(around, other).is_empty());
        (!is_others).then(|| format!("{word:?} in {around:?}"))
    })
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::of;
    use super::*;

    fn count(sex: &str, text: &str) -> usize {
        contradictions(&Chart::all(&of(sex, &[text]))[0]).len()
    }

    #[test]
    fn it_finds_the_words_of_the_other_sex() {
        assert_eq!(count("Male", "She was seen for prenatal care."), 2);
        assert_eq!(count("Female", "His prostate is enlarged."), 2);
        assert_eq!(count("F", "Her uterus is normal; lungs clear."), 0);
        assert_eq!(count("Female", "Her father had cancer of his prostate."), 0);
    }
}
