//! Prose reads as a careful person writes it: no word stands twice, number and
//! noun agree, a sentence begins in upper case. Of documents of both classes.

use super::chart::Record;

/// Nouns that are counted, by the singular.
const COUNTED: [&str; 22] = [
    "day", "week", "month", "year", "hour", "minute", "time", "page", "night", "glass", "cup",
    "dose", "visit", "step", "question", "refill", "meal", "spell", "session", "pillow", "call",
    "reader",
];

/// Plurals among complaints, of which nobody says `is`.
const SEVERAL: [&str; 9] = [
    "stools",
    "hives",
    "cramps",
    "sweats",
    "palpitations",
    "chills",
    "aches",
    "plaques",
    "nightmares",
];

const SINGULAR: [&str; 10] = [
    "is", "has", "was", "comes", "keeps", "gets", "bothers", "persists", "lasts", "returns",
];

/// Words of which the verb speaks in place of the plural behind them.
const ONE: [&str; 3] = ["combination of", "trouble with", "problem with"];

/// Words behind whose stop a sentence goes on.
const SHORT: [&str; 17] = [
    "dr", "soc", "sec", "vs", "no", "st", "mr", "mrs", "ms", "ext", "jr", "sr", "med", "acct",
    "natl", "adm", "temp",
];

/// What is wrong with the words of a document, whoever it is about.
pub fn slips(record: &Record) -> Vec<String> {
    let text = unnamed(record);
    let mut found = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        let is_of_one = ONE.iter().any(|words| line.contains(words));
        for (at, pair) in words.windows(2).enumerate() {
            let before = if at == 0 { "" } else { words[at - 1] };
            let clause = words[at..].iter().take(3).copied();
            let around = || clause.clone().collect::<Vec<_>>().join(" ");
            for (wrong, rule) in [
                (is_twice(pair[0], pair[1]), "a word twice"),
                (is_miscounted(before, pair[0], pair[1]), "number and noun"),
                (is_misjoined(pair[0], pair[1]), "article"),
                (
                    !is_of_one && is_discordant(pair[0], pair[1]),
                    "noun and verb",
                ),
                (is_small(pair[0], pair[1]), "small after a stop"),
            ] {
                if wrong {
                    found.push(format!("{rule}: {:?}", around()));
                }
            }
        }
        found.extend(repeated(&words));
        for mark in [" ,", ",,", ", ,", ",.", ";.", ":.", ";;", "()", "{{", "}}"] {
            if line.contains(mark) {
                found.push(format!("{mark:?} in {line:?}"));
            }
        }
        // `...` and what leads to a number are no two stops.
        if line.contains("..") && !line.contains("...") {
            found.push(format!("two stops in {line:?}"));
        }
        if record.format != "eml" && line.trim_end().contains("  ") {
            found.push(format!("two blanks in {line:?}"));
        }
    }
    found
}

/// The text with a sign in the place of each character of what is labelled.
pub fn unnamed(record: &Record) -> String {
    let mut bytes = record.text.clone().into_bytes();
    for span in &record.spans {
        bytes[span.range.clone()].fill(b'#');
    }
    String::from_utf8(bytes).unwrap()
}

fn is_plain(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase())
}

fn is_twice(one: &str, other: &str) -> bool {
    is_plain(one) && one == bare(other) && !["had", "that"].contains(&one)
}

/// A word without what stands behind it.
pub fn bare(word: &str) -> &str {
    word.trim_end_matches(|c: char| !c.is_alphanumeric())
}

fn is_miscounted(before: &str, number: &str, noun: &str) -> bool {
    let noun = bare(noun);
    let singular = COUNTED.contains(&noun);
    let plural = ["s", "es"]
        .iter()
        .filter_map(|end| noun.strip_suffix(end))
        .any(|stem| COUNTED.contains(&stem));
    // `at least 5 times`, but `in a 5 day course` and `level 5 visit`.
    let counts = number.parse::<u32>().is_ok_and(|number| number < 100)
        && !before.ends_with(['#', '/', '-', ',', '.'])
        && !["level", "room", "Room", "Level", "day", "Day"].contains(&before);
    (plural && (number == "1" && counts || number == "one" && before != "no"))
        || (singular && counts && !["0", "1"].contains(&number) && !before.ends_with("in a"))
}

fn is_misjoined(article: &str, word: &str) -> bool {
    let first = word.chars().next().unwrap_or_default();
    let sounds = ["uni", "use", "usu", "eu", "one", "uri", "uro", "ure", "ute"];
    let is_vowel = "aeiou".contains(first) && !sounds.iter().any(|s| word.starts_with(s));
    let is_eight = word.starts_with('8') || ["11", "18"].contains(&bare(word));
    let is_eight = is_eight || word.starts_with("18-") || word.starts_with("11-");
    match article {
        "a" => is_vowel || is_eight,
        "A" => is_eight,
        "an" | "An" => {
            first.is_ascii_lowercase() && !"aeiou".contains(first) && !word.starts_with("ho")
        }
        _ => false,
    }
}

fn is_discordant(noun: &str, verb: &str) -> bool {
    SEVERAL.contains(&noun) && SINGULAR.contains(&bare(verb))
}

fn is_small(before: &str, word: &str) -> bool {
    let Some(last) = before.strip_suffix('.') else {
        return false;
    };
    is_plain(last) && last.len() > 2 && is_plain(bare(word)) && !SHORT.contains(&last)
}

/// `the patient is asleep or the patient is asleep`.
fn repeated(words: &[&str]) -> Option<String> {
    let joints =
        (3..words.len().saturating_sub(3)).filter(|at| ["or", "and"].contains(&words[*at]));
    for at in joints {
        for count in 3..=at.min(words.len() - at - 1).min(6) {
            let (one, other) = (&words[at - count..at], &words[at + 1..=at + count]);
            if one == other
                || one[..count - 1] == other[..count - 1]
                    && one[count - 1] == bare(other[count - 1])
            {
                return Some(format!(
                    "the same twice: {:?}",
                    words[at - count..=at + count].join(" ")
                ));
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::of;
    use super::*;

    #[test]
    fn it_finds_what_nobody_writes_with_care() {
        let found = |text: &str| slips(&of("Male", &[text])[0]).len();
        for wrong in [
            "The sample was logged in in good condition.",
            "Recheck in 1 weeks.",
            "Recheck in 2 week.",
            "Retroactive pay for one visits.",
            "A lesion with a evenly pigmented border.",
            "A 18-gauge needle was advanced.",
            "He tried an nonprescription remedy.",
            "The hives is worse.",
            "Seen today. the plan was discussed.",
            "If the card is lost or the card is lost, call.",
            "Seen today , then discharged.",
            "Seen today.. Then discharged.",
            "Two  blanks.",
        ] {
            assert_eq!(found(wrong), 1, "{wrong}");
        }
        for right in [
            "Seen at 1 of 2 visits, in 3 weeks; a unit and an hour of rest.",
            "He had had hives, an 18-gauge line and a 5-day course.",
            "Dr. Lee saw Natl. provider 1 and said so.",
            "97 mmol/L L (98-107)",
        ] {
            assert_eq!(slips(&of("Male", &[right])[0]), [""; 0], "{right}");
        }
    }
}
