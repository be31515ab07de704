//! What happens to values, which stay what they are.

use std::sync::Arc;

use super::{Hand, slips};
use crate::fact::{Fact, Label, Mark};

/// Labels whose values people type and machines read. The others are left
/// alone: too short to be told from others, or what letterheads print.
const HIT: [Label; 14] = [
    Label::Person,
    Label::Street,
    Label::City,
    Label::County,
    Label::Zip,
    Label::Date,
    Label::Phone,
    Label::Fax,
    Label::Email,
    Label::Ssn,
    Label::Mrn,
    Label::HealthPlanId,
    Label::Account,
    Label::IdOther,
];

/// Forms on whose being so it hangs whether a value identifies anybody.
const COARSE: [&str; 2] = ["year", "zip3"];

impl Hand<'_> {
    /// A value as it comes out, with the mark that it has then; `None` if
    /// nothing happened to it.
    pub(super) fn value(&mut self, mark: usize, is_free: bool) -> Option<(String, usize)> {
        if !(is_free || self.habits.misreads()) || !self.stream.chance(self.habits.values) {
            return None;
        }
        let Mark::Fact(fact) = self.marks[mark].clone() else {
            return None;
        };
        if !HIT.contains(&fact.label) || COARSE.contains(&fact.form) {
            return None;
        }
        let (worn, form) = self.worn(&fact)?;
        let fact = fact.worn(worn.clone(), form);
        self.marks.push(Mark::Fact(Arc::new(fact)));
        Some((worn, self.marks.len() - 1))
    }

    fn worn(&mut self, fact: &Fact) -> Option<(String, &'static str)> {
        // A domain with a slip in it could be somebody's.
        let (text, fixed) = match fact.text.find('@') {
            Some(at) => fact.text.split_at(at),
            None => (fact.text.as_str(), ""),
        };
        if self.habits.misreads() {
            let worn = slips::misread(text, self.stream)?;
            return Some((worn + fixed, "ocr"));
        }
        // Whoever types numbers gets a digit wrong or right, and a wrong one
        // could be somebody's; so the slips are in letters.
        let words: Vec<(usize, &str)> = text
            .split(|c: char| !c.is_ascii_lowercase())
            .filter(|word| word.len() > 3)
            .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
            .collect();
        if words.is_empty() {
            return None;
        }
        let (at, word) = *self.stream.pick(&words);
        let typed = slips::mistype(word, self.stream);
        if typed == word {
            return None;
        }
        let worn = [&text[..at], &typed, &text[at + word.len()..], fixed].concat();
        Some((worn, "typo"))
    }
}
