//! Filters that leave the marks of values alone.

use minijinja::Value;
use minijinja::value::Rest;

use crate::document::markup;

/// Capitalises each word and leaves the marks alone; the engine's own filter
/// takes an opening mark for the word's first letter.
pub(super) fn title(text: &str, _: Rest<Value>) -> String {
    titled(text)
}

/// The same, for programs.
pub(super) fn titled(text: &str) -> String {
    let mut start = true;
    text.chars()
        .flat_map(|c| {
            let upper = start && c.is_alphabetic();
            start = markup::is_mark(c) && start || c.is_whitespace() || c == '-';
            let (first, same) = if upper {
                (Some(c.to_uppercase()), None)
            } else {
                (None, Some(c))
            };
            first.into_iter().flatten().chain(same)
        })
        .collect()
}

/// Capitalises the first letter and leaves the rest alone: the engine's own
/// filter makes `Copd` of COPD and takes an opening mark for the first letter.
pub(super) fn capitalize(text: &str, _: Rest<Value>) -> String {
    capitalized(text)
}

/// The same, for programs.
pub(super) fn capitalized(text: &str) -> String {
    let first = text.find(|c| !markup::is_mark(c)).unwrap_or(text.len());
    let (marks, words) = text.split_at(first);
    let mut chars = words.chars();
    let upper = chars.next().into_iter().flat_map(char::to_uppercase);
    marks
        .chars()
        .chain(upper)
        .chain(chars.as_str().chars())
        .collect()
}

/// Makes the first letter small and leaves the rest alone: for prose that goes
/// on where a sentence has begun already.
pub(super) fn small(text: &str, _: Rest<Value>) -> String {
    uncapitalized(text)
}

/// The same, for programs.
pub(super) fn uncapitalized(text: &str) -> String {
    let first = text.find(|c| !markup::is_mark(c)).unwrap_or(text.len());
    let (marks, words) = text.split_at(first);
    let mut chars = words.chars();
    let lower = chars.next().into_iter().flat_map(char::to_lowercase);
    marks
        .chars()
        .chain(lower)
        .chain(chars.as_str().chars())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_come_behind_the_marks() {
        let marked = format!("{}ana lee{}", markup::open(3), markup::CLOSE);
        let first = format!("{}Ana lee{}", markup::open(3), markup::CLOSE);
        let each = format!("{}Ana Lee{}", markup::open(3), markup::CLOSE);
        assert_eq!(capitalize(&marked, Rest(Vec::new())), first);
        assert_eq!(title(&marked, Rest(Vec::new())), each);
        assert_eq!(capitalize("type 2 COPD", Rest(Vec::new())), "Type 2 COPD");
        assert_eq!(
            small("Who came with COPD", Rest(Vec::new())),
            "who came with COPD"
        );
    }
}
