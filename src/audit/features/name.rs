//! What a file is called. Its folder is left out: where the layout puts the
//! classes into folders of their own, that is said to the user and no leak.

use super::{Subject, Traits};

pub(super) fn traits(path: &str, traits: &mut Traits) {
    let file = path.rsplit('/').next().unwrap_or(path);
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    traits.word(Subject::FileName, "extension", extension);
    traits.number(Subject::FileName, "length", stem.chars().count() as f64);
    let digits = stem.bytes().filter(u8::is_ascii_digit).count();
    traits.number(Subject::FileName, "digits", digits as f64);
    let capitals = stem.chars().filter(|c| c.is_uppercase()).count();
    traits.number(Subject::FileName, "capitals", capitals as f64);
    let form: String = stem.chars().filter(|c| !c.is_ascii_digit()).collect();
    traits.word(Subject::FileName, "all but the digits", &form);
    let signs: String = stem.chars().filter(|c| !c.is_alphanumeric()).collect();
    traits.word(Subject::FileName, "signs between the words", &signs);
    let mut words = words(stem);
    traits.number(Subject::FileName, "words", words.len() as f64);
    words.sort_unstable();
    words.dedup();
    for word in words {
        traits.has(Subject::FileName, format!("says {word:?}"));
    }
    if let Some(number) = number(stem) {
        traits.number(Subject::Order, "number in the file's name", number as f64);
        let end = (number % 10) as f64;
        traits.number(Subject::Order, "last digit of that number", end);
    }
}

/// The words of a name in lower case: `PHI_POS_ProgressNote` has four.
fn words(stem: &str) -> Vec<String> {
    let mut words = Vec::new();
    for run in stem.split(|c: char| !c.is_alphabetic()) {
        let mut word = String::new();
        let mut before = 'A';
        for c in run.chars() {
            if c.is_uppercase() && before.is_lowercase() && !word.is_empty() {
                words.push(std::mem::take(&mut word));
            }
            word.extend(c.to_lowercase());
            before = c;
        }
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// The longest run of digits, if it is a number that could count something.
fn number(stem: &str) -> Option<u64> {
    let runs = stem.split(|c: char| !c.is_ascii_digit());
    let longest = runs.rev().max_by_key(|run| run.len())?;
    longest.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(
            words("PHI_POS_ProgressNote_000017"),
            ["phi", "pos", "progress", "note"]
        );
        assert_eq!(number("progress-note-000017"), Some(17));
        assert_eq!(number("scan 3 of 12"), Some(12));
        assert_eq!(number("note"), None);
    }
}
