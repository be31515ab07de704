//! How the author of a document writes dates, telephone numbers and initials.
//!
//! Templates and phrases say which fact stands where and, if it matters, how
//! exact it is; whoever writes has habits in the rest, and keeps to them from the
//! first line of a document to the last.

use std::sync::Arc;

use crate::fact::{Date, Fact, Item, Key, Node, Value};
use crate::seed::{Seed, Stream};

/// The habits of one document. Forms that are empty are as they come.
#[derive(Debug)]
pub(super) struct Habit {
    phone: &'static str,
    date: &'static str,
    year_is_short: bool,
    month_of: bool,
    initials_are_dotted: bool,
    /// The day around which prose leaves the year out.
    today: Option<Date>,
}

/// Telephone numbers as they come, or in a way of one's own; in percent.
const PHONES: [(&str, f64); 6] = [
    ("", 46.0),
    ("dash", 14.0),
    ("dot", 15.0),
    ("tight", 11.0),
    ("space", 10.0),
    ("plus", 4.0),
];

/// The same of dates that would be written 03/14/1957.
const DATES: [(&str, f64); 4] = [
    ("", 74.0),
    ("short", 10.0),
    ("dmy", 8.0),
    ("dmy_short", 8.0),
];

/// How far from the day of writing a date is clear without its year, in days.
const CLEAR: i32 = 120;

impl Habit {
    /// The habits of a document's author.
    pub(super) fn draw(seed: Seed, document: &str, story: &dyn Node) -> Self {
        let mut stream = seed.stream(format_args!("habit/{document}"));
        let drops_year = stream.chance(20.0);
        Self {
            phone: one(&mut stream, &PHONES),
            date: one(&mut stream, &DATES),
            year_is_short: stream.chance(40.0),
            month_of: stream.chance(45.0),
            initials_are_dotted: stream.chance(50.0),
            today: day(story.get(Key::of("written")).as_ref()).filter(|_| drops_year),
        }
    }

    /// A fact as the author writes it, if that is not as it comes; `in_prose`
    /// rather than in a form, a table or a heading.
    pub(super) fn worded(&self, fact: &Fact, in_prose: bool) -> Option<Arc<Fact>> {
        let form = match fact.form {
            "initials" if self.initials_are_dotted => "initials_dotted",
            "paren" | "dash" => self.phone,
            "us" | "short" if in_prose && self.is_clear(fact) => "day",
            "us" => self.date,
            "dmy" if self.year_is_short => "dmy_short",
            "month_year" if self.month_of && in_prose => "month_of",
            _ => "",
        };
        if form.is_empty() || form == fact.form {
            return None;
        }
        fact.written(form).map(Arc::new)
    }

    /// Whether a date is so near that nobody asks for its year.
    fn is_clear(&self, fact: &Fact) -> bool {
        match (self.today, &fact.value) {
            (Some(today), Value::Date(date)) => {
                let days = (*date - today).get_days().abs();
                fact.subtype != "birth" && fact.subtype != "death" && days <= CLEAR
            }
            _ => false,
        }
    }
}

fn one(stream: &mut Stream, forms: &[(&'static str, f64)]) -> &'static str {
    forms[stream.weighted(forms.iter().map(|(_, share)| *share))].0
}

fn day(item: Option<&Item>) -> Option<Date> {
    match item {
        Some(Item::Fact(fact)) => match fact.value {
            Value::Date(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Entity, Label, Owner, Role};

    fn date(day: Date, subtype: &'static str) -> Fact {
        let entity = Entity {
            owner: Owner::Patient(1),
            facet: "x",
        };
        Fact::of(Label::Date, Role::Patient, entity, Value::Date(day)).subtype(subtype)
    }

    #[test]
    fn an_author_keeps_to_what_is_exact_enough() {
        let habit = Habit {
            phone: "dot",
            date: "dmy_short",
            year_is_short: true,
            month_of: true,
            initials_are_dotted: true,
            today: Some(Date::constant(2025, 3, 14)),
        };
        let text = |fact: &Fact, in_prose| habit.worded(fact, in_prose).map(|it| it.text.clone());
        let near = date(Date::constant(2025, 2, 3), "visit");
        assert_eq!(text(&near, true).as_deref(), Some("2/3"));
        assert_eq!(text(&near, false).as_deref(), Some("03-Feb-25"));
        assert_eq!(text(&near.written("long").unwrap(), true), None);
        let far = date(Date::constant(2023, 2, 3), "visit");
        assert_eq!(text(&far, true).as_deref(), Some("03-Feb-23"));
        let month = far.written("month_year").unwrap();
        assert_eq!(text(&month, true).as_deref(), Some("February of 2023"));
        assert_eq!(text(&month, false), None);
        let birth = date(Date::constant(2025, 2, 3), "birth");
        assert_eq!(text(&birth, true).as_deref(), Some("03-Feb-25"));
    }
}
