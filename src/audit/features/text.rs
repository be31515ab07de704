//! How a text is laid out, and its figures.

use super::{Subject, Traits};
use crate::audit::mask::Masked;
use crate::audit::words::{lines, sentences};

pub(super) fn traits(masked: &Masked, traits: &mut Traits) {
    let text = masked.text.as_str();
    let all: Vec<&str> = lines(text).collect();
    let words: usize = all.iter().map(|line| line.split_whitespace().count()).sum();
    let count = all.len().max(1) as f64;
    for (name, number) in [
        ("lines", all.len()),
        ("words", words),
        ("sentences", sentences(text).count()),
    ] {
        traits.number(Subject::Size, format!("{name} of text"), number as f64);
    }
    let mut share = |subject, name: &str, fits: &dyn Fn(&str) -> bool| {
        let fitting = all.iter().filter(|line| fits(line)).count();
        traits.number(subject, format!("lines {name}"), fitting as f64 / count);
    };
    share(Subject::Structure, "of three words at most", &|line| {
        line.split_whitespace().count() <= 3
    });
    share(Subject::Structure, "that end in a colon", &|line| {
        line.ends_with(':')
    });
    share(Subject::Structure, "with a bullet", &|line| {
        line.starts_with(['•', '-', '*', '–'])
    });
    share(Subject::Structure, "with a number before", &|line| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < line.len() && rest.starts_with(['.', ')'])
    });
    share(Subject::Structure, "in capitals", &|line| {
        without_names(line).any(char::is_uppercase) && !without_names(line).any(char::is_lowercase)
    });
    share(Subject::Wording, "that end in a stop", &|line| {
        line.ends_with(['.', '!', '?'])
    });
    share(Subject::Wording, "that ask", &|line| line.contains('?'));
    traits.number(Subject::Structure, "words a line", words as f64 / count);
    let (mut characters, mut digits, mut capitals) = (0_u32, 0_u32, 0_u32);
    for c in masked.outside().flat_map(str::chars) {
        characters += 1;
        digits += u32::from(c.is_numeric());
        capitals += u32::from(c.is_uppercase());
    }
    for (name, number) in [("digits", digits), ("capitals", capitals)] {
        let share = f64::from(number) / f64::from(characters.max(1));
        traits.number(Subject::Wording, format!("share of {name}"), share);
    }
}

/// What a line has besides the names of its labels, which are in capitals
/// although nobody wrote them.
fn without_names(line: &str) -> impl Iterator<Item = char> + '_ {
    let mut is_in_name = false;
    line.chars().filter(move |c| {
        is_in_name = *c == '<' || is_in_name && *c != '>';
        !is_in_name && *c != '>'
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_labels_are_no_capitals() {
        let rest = |line| without_names(line).collect::<String>();
        assert_eq!(rest("Seen <DATE> by <PERSON>, MD"), "Seen  by , MD");
        assert_eq!(rest("<PERSON>"), "");
    }
}
