//! Makes pieces of prose flow into each other: blanks, capitals, articles.
//!
//! Phrases are put together from parts that may be empty, so a blank waits
//! until something follows it, and a full stop swallows another.

use std::sync::Arc;

use super::Pen;
use crate::fact::Fact;

/// A pen that minds the joints.
pub(super) struct Flow<'a> {
    pen: &'a mut dyn Pen,
    /// The last character so far, the waiting blank aside.
    last: Option<char>,
    /// Words have ended a sentence; the stop of a fact such as `Jr.` does not.
    ended: bool,
    blank: bool,
}

impl<'a> Flow<'a> {
    pub(super) fn new(pen: &'a mut dyn Pen) -> Self {
        Self {
            pen,
            last: None,
            ended: true,
            blank: true,
        }
    }

    /// Words; a first letter at the start of a sentence is made a capital.
    pub(super) fn text(&mut self, text: &str) {
        let mut words = text.trim_start_matches(' ');
        self.blank |= words.len() < text.len();
        let Some(first) = words.chars().next() else {
            return;
        };
        if matches!(first, ',' | '.' | ';' | ':' | '!' | '?' | ')') {
            self.blank = false;
            if first == '.' && matches!(self.last, Some('.' | '!' | '?')) {
                words = &words[1..];
                self.ended = true;
            }
        }
        let starts_sentence = self.ended && self.blank;
        self.put_blank();
        let body = words.trim_end_matches(' ');
        if starts_sentence && first.is_lowercase() {
            let mut buffer = [0; 4];
            for capital in first.to_uppercase() {
                self.pen.text(capital.encode_utf8(&mut buffer));
            }
            self.pen.text(&body[first.len_utf8()..]);
        } else {
            self.pen.text(body);
        }
        if let Some(last) = body.chars().next_back() {
            self.last = Some(last);
            self.ended = matches!(last, '.' | '!' | '?');
        }
        self.blank |= body.len() < words.len();
    }

    /// An identifier, exactly as it is; but a telephone number within
    /// parentheses goes without its own.
    pub(super) fn fact(&mut self, fact: &Arc<Fact>) {
        self.put_blank();
        let worded = self.pen.worded(fact);
        let fact = worded.as_ref().unwrap_or(fact);
        let is_doubled = self.last == Some('(') && fact.text.starts_with('(');
        let plainer = is_doubled.then(|| fact.written("dash")).flatten();
        match plainer {
            Some(plainer) => self.pen.fact(&Arc::new(plainer)),
            None => self.pen.fact(fact),
        }
        self.last = fact.text.chars().next_back();
        self.ended = false;
    }

    /// `a` or `an`, as the words that follow want it.
    pub(super) fn article(&mut self, words: &str) {
        self.text(if takes_an(words) { "an " } else { "a " });
    }

    fn put_blank(&mut self) {
        if self.blank && !matches!(self.last, None | Some('(')) {
            self.pen.text(" ");
        }
        self.blank = false;
    }
}

/// Whether the words begin with the sound of a vowel.
fn takes_an(words: &str) -> bool {
    let word = words.split([' ', '-', '/']).next().unwrap_or_default();
    let bytes = word.as_bytes();
    match bytes {
        [] => false,
        // Eight, eighteen, eighty, eleven.
        [b'8', ..] | [b'1', b'1' | b'8'] => true,
        [b'0'..=b'9', ..] => false,
        // Letters that are spelt out: an ECG, an NSAID, a UTI.
        [first, second, ..] if first.is_ascii_uppercase() && second.is_ascii_uppercase() => {
            b"AEFHILMNORSX".contains(first)
        }
        _ => {
            let lower = word.to_ascii_lowercase();
            let starts = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
            if starts(&["hour", "honest", "heir"]) {
                return true;
            }
            let sounds_like_you = starts(&["uni", "uri", "use", "usu", "ute", "eu", "one", "once"]);
            starts(&["a", "e", "i", "o", "u"]) && (!sounds_like_you || starts(&["unin", "unim"]))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Entity, Label, Owner, Phone, Role, Value};

    #[derive(Default)]
    struct Sheet(String);

    impl Pen for Sheet {
        fn text(&mut self, text: &str) {
            self.0.push_str(text);
        }
        fn fact(&mut self, fact: &Arc<Fact>) {
            self.0.push_str(&fact.text);
        }
    }

    fn flow(pieces: &[&str]) -> String {
        let mut sheet = Sheet::default();
        let mut flow = Flow::new(&mut sheet);
        for piece in pieces {
            flow.text(piece);
        }
        sheet.0
    }

    #[test]
    fn blanks_and_stops_stand_once_and_where_they_belong() {
        assert_eq!(
            flow(&["No fever ", "", " ", ", no chills "]),
            "No fever, no chills"
        );
        assert_eq!(
            flow(&["Seen by Ann Lee Jr.", ".", " ", "stable"]),
            "Seen by Ann Lee Jr. Stable"
        );
        assert_eq!(flow(&[" (", " low ", ") ", "again"]), "(low) again");
    }

    #[test]
    fn a_telephone_number_in_parentheses_has_none_of_its_own() {
        let entity = Entity {
            owner: Owner::Facility(1),
            facet: "phone",
        };
        let phone = Phone {
            area: 636,
            exchange: 555,
            line: 147,
            extension: 0,
        };
        let fact = Fact::of(Label::Phone, Role::Facility, entity, Value::Phone(phone));
        let fact = Arc::new(fact);
        let mut sheet = Sheet::default();
        let mut flow = Flow::new(&mut sheet);
        flow.text("Call ");
        flow.fact(&fact);
        flow.text(" (");
        flow.fact(&fact);
        flow.text(").");
        assert_eq!(sheet.0, "Call (636) 555-0147 (636-555-0147).");
    }

    #[test]
    fn sentences_start_with_a_capital() {
        assert_eq!(
            flow(&["she is well.", " ", "he too"]),
            "She is well. He too"
        );
        assert_eq!(flow(&["Dose 2.", "5 mg"]), "Dose 2.5 mg");
    }

    #[test]
    fn the_article_follows_the_sound() {
        for (words, expected) in [
            ("8", true),
            ("18-year-old", true),
            ("80", true),
            ("68", false),
            ("ACE inhibitor", true),
            ("MRI", true),
            ("UTI", false),
            ("urinary tract infection", false),
            ("unilateral rash", false),
            ("uninterrupted course", true),
            ("acute flare", true),
            ("ulcer", true),
            ("hour", true),
            ("headache", false),
            ("eosinophil count", true),
        ] {
            assert_eq!(takes_an(words), expected, "{words}");
        }
    }
}
