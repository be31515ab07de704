//! Words that can be said in several ways wherever they stand.

use rustc_hash::FxHashMap;

use super::grammar::{Grammar, Op, PassageId};

/// The idioms of a grammar, by their first words.
#[derive(Debug, Default)]
pub(super) struct Idioms(FxHashMap<String, Vec<(String, PassageId)>>);

impl Idioms {
    /// What stands between the quotes of `"because of"`, if a passage is named so.
    pub(super) fn words(name: &str) -> Option<&str> {
        let words = name.strip_prefix('"')?.strip_suffix('"')?;
        (!words.is_empty() && words.trim() == words).then_some(words)
    }

    pub(super) fn add(&mut self, words: &str, passage: PassageId) {
        let first = words.split(' ').next().unwrap_or_default();
        let known = self.0.entry(first.to_owned()).or_default();
        known.push((words.to_owned(), passage));
        // The longest are tried first.
        known.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
    }

    /// Puts words of a grammar down, with a call where an idiom stands in them.
    pub(super) fn put(&self, text: &str, grammar: &mut Grammar, ops: &mut Vec<Op>) {
        let mut done = 0;
        let mut at = 0;
        while at < text.len() {
            let end = text[at..]
                .find(|c| !is_part_of_word(c))
                .map_or(text.len(), |end| at + end);
            if let Some((words, passage)) = self.at(text, at, end) {
                if done < at {
                    ops.push(Op::Text(grammar.keep_words(&text[done..at])));
                }
                ops.push(Op::Call(passage));
                at += words.len();
                done = at;
                continue;
            }
            // To the start of the next word.
            let rest = &text[end..];
            at = rest
                .find(is_part_of_word)
                .map_or(text.len(), |next| end + next);
        }
        if done < text.len() {
            ops.push(Op::Text(grammar.keep_words(&text[done..])));
        }
    }

    /// The idiom that begins with the word from `at` to `end`.
    fn at(&self, text: &str, at: usize, end: usize) -> Option<(&str, PassageId)> {
        let known = self.0.get(&text[at..end])?;
        let (words, passage) = known.iter().find(|(words, _)| {
            text[at..]
                .strip_prefix(words.as_str())
                .is_some_and(|rest| !rest.starts_with(is_part_of_word))
        })?;
        Some((words, *passage))
    }
}

fn is_part_of_word(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c, '-' | '\'' | '/')
        || !c.is_ascii() && c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idioms_are_found_as_whole_words_the_longest_first() {
        let mut idioms = Idioms::default();
        for (passage, words) in (0..).zip(["a day", "a day or two", "on"]) {
            idioms.add(words, passage);
        }
        let mut grammar = Grammar::default();
        let mut ops = Vec::new();
        let text = "twice a day, on a day or two-day, on";
        idioms.put(text, &mut grammar, &mut ops);
        let told: Vec<String> = ops
            .iter()
            .map(|op| match op {
                Op::Text(words) => grammar.words(*words).to_owned(),
                Op::Call(passage) => format!("[{passage}]"),
                _ => unreachable!("only words were put down"),
            })
            .collect();
        assert_eq!(
            told,
            [
                "twice ",
                "[0]",
                ", ",
                "[2]",
                " ",
                "[0]",
                " or two-day, ",
                "[2]"
            ]
        );
        assert_eq!(Idioms::words("\"a day\""), Some("a day"));
        assert_eq!(Idioms::words("\"\""), None);
        assert_eq!(Idioms::words("plan"), None);
    }
}
