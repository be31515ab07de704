//! What happens to words that are nobody's.

use super::slips;
use crate::seed::Stream;

/// How somebody writes, or what a scanner does, in percent of the words.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Habits {
    /// Keys hit wrongly.
    typos: f64,
    /// Letters taken for others.
    misread: f64,
    /// Words that are abbreviated where they can be.
    abbreviates: f64,
    /// Words taken for others that sound alike.
    misheard: f64,
    /// Commas that are written as the word.
    spoken_commas: f64,
    /// Full stops that are passed over.
    runs_on: f64,
    /// Blanks left out behind a stop.
    crowds: f64,
    /// Values that are hit, in percent of them.
    pub(super) values: f64,
}

/// Long words and what hurried people write for them.
const ABBREVIATIONS: [(&str, &str); 30] = [
    ("appointment", "appt"),
    ("approximately", "approx"),
    ("bilateral", "bilat"),
    ("blood", "bld"),
    ("continue", "cont"),
    ("continued", "cont'd"),
    ("department", "dept"),
    ("diagnosis", "dx"),
    ("discharge", "d/c"),
    ("evaluation", "eval"),
    ("every", "q"),
    ("examination", "exam"),
    ("follow-up", "f/u"),
    ("history", "hx"),
    ("hospital", "hosp"),
    ("increase", "incr"),
    ("laboratory", "lab"),
    ("medication", "med"),
    ("medications", "meds"),
    ("month", "mo"),
    ("months", "mos"),
    ("negative", "neg"),
    ("patient", "pt"),
    ("patients", "pts"),
    ("positive", "pos"),
    ("regarding", "re"),
    ("symptoms", "sx"),
    ("treatment", "tx"),
    ("with", "w/"),
    ("without", "w/o"),
];

/// Words and what a dictation makes of them.
const MISHEARD: [(&str, &str); 20] = [
    ("accept", "except"),
    ("affect", "effect"),
    ("breathing", "breeding"),
    ("discrete", "discreet"),
    ("effect", "affect"),
    ("ileum", "ilium"),
    ("its", "it's"),
    ("lose", "loose"),
    ("loss", "lost"),
    ("mucous", "mucus"),
    ("palpable", "palatable"),
    ("principal", "principle"),
    ("reviewed", "reviewed it"),
    ("site", "sight"),
    ("than", "then"),
    ("their", "there"),
    ("then", "than"),
    ("there", "their"),
    ("weak", "week"),
    ("whether", "weather"),
];

impl Habits {
    /// Somebody in a hurry, in one of several ways.
    pub(super) fn hasty(stream: &mut Stream) -> Self {
        let slight = Self {
            typos: 1.2,
            values: 3.0,
            ..Self::default()
        };
        match stream.below(4) {
            0 => Self {
                typos: 3.0,
                crowds: 3.0,
                values: 6.0,
                ..slight
            },
            1 => Self {
                misheard: 45.0,
                spoken_commas: 5.0,
                runs_on: 10.0,
                ..slight
            },
            2 => Self {
                abbreviates: 55.0,
                runs_on: 8.0,
                ..slight
            },
            _ => Self {
                typos: 2.0,
                abbreviates: 25.0,
                misheard: 15.0,
                crowds: 2.0,
                ..slight
            },
        }
    }

    /// A scan read by a machine.
    pub(super) fn scanned(stream: &mut Stream) -> Self {
        Self {
            misread: 2.0 + stream.unit() * 6.0,
            crowds: 3.0,
            values: 10.0 + stream.unit() * 12.0,
            ..Self::default()
        }
    }

    /// Somebody who does not look at what is typed.
    pub(super) fn careless(stream: &mut Stream) -> Self {
        Self {
            typos: 4.0 + stream.unit() * 3.0,
            abbreviates: 30.0,
            runs_on: 20.0,
            crowds: 5.0,
            values: 8.0,
            ..Self::default()
        }
    }

    /// Whether a machine misreads what is written.
    pub(super) fn misreads(&self) -> bool {
        self.misread > 0.0
    }

    /// A stretch of text as it comes out; `None` if nothing happened to it.
    pub(super) fn wear(&self, text: &str, is_free: bool, stream: &mut Stream) -> Option<String> {
        if !is_free && !self.misreads() {
            return None;
        }
        let mut worn = String::with_capacity(text.len() + 8);
        let mut rest = text;
        let mut runs_on = false;
        while let Some(start) = rest.find(|c: char| !c.is_whitespace()) {
            let (blank, from) = rest.split_at(start);
            let end = from.find(char::is_whitespace).unwrap_or(from.len());
            let (word, behind) = from.split_at(end);
            worn.push_str(blank);
            let is_last = behind.trim_start().is_empty();
            if self.misreads() {
                self.misread(word, &mut worn, stream);
            } else {
                runs_on = self.mistype(word, runs_on, is_last, &mut worn, stream);
            }
            rest = behind;
            let ends = word.ends_with([',', ';']) || word.ends_with('.') && word.len() > 3;
            let is_crowded = ends && !is_last && is_free && stream.chance(self.crowds);
            if is_crowded && behind.starts_with(' ') {
                rest = &behind[1..];
            }
        }
        worn.push_str(rest);
        (worn != text).then_some(worn)
    }

    fn misread(&self, word: &str, worn: &mut String, stream: &mut Stream) {
        match stream.chance(self.misread) {
            true => worn.push_str(&slips::misread(word, stream).unwrap_or_else(|| word.into())),
            false => worn.push_str(word),
        }
    }

    /// Writes a word and says whether its sentence runs on into the next one.
    fn mistype(
        &self,
        word: &str,
        runs_on: bool,
        is_last: bool,
        worn: &mut String,
        stream: &mut Stream,
    ) -> bool {
        let core = word.trim_end_matches(['.', ',', ';', ':']);
        let stops = &word[core.len()..];
        let lower = core
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        if lower
            && let Some(short) = known(&ABBREVIATIONS, core)
            && stream.chance(self.abbreviates)
        {
            worn.push_str(short);
        } else if lower
            && let Some(other) = known(&MISHEARD, core)
            && stream.chance(self.misheard)
        {
            worn.push_str(other);
        } else if lower && core.len() > 3 && stream.chance(self.typos) {
            worn.push_str(&slips::mistype(core, stream));
        } else if runs_on {
            worn.push_str(&lowered(core));
        } else {
            worn.push_str(core);
        }
        if stops == "," && stream.chance(self.spoken_commas) {
            worn.push_str(" comma");
        } else if stops == "." && !is_last && core.len() > 3 && stream.chance(self.runs_on) {
            return true;
        } else {
            worn.push_str(stops);
        }
        false
    }
}

fn known<'a>(table: &[(&str, &'a str)], word: &str) -> Option<&'a str> {
    let at = table.binary_search_by_key(&word, |(long, _)| long).ok()?;
    Some(table[at].1)
}

/// The word with a small first letter, unless it is an abbreviation.
fn lowered(word: &str) -> String {
    let mut letters = word.chars();
    match letters.next() {
        Some(first) if letters.clone().all(char::is_lowercase) => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn tables_are_sorted() {
        for table in [ABBREVIATIONS.as_slice(), &MISHEARD] {
            for (word, other) in table {
                assert_eq!(known(table, word), Some(*other));
            }
        }
    }

    #[test]
    fn blanks_at_the_ends_stay() {
        let mut stream = Seed::new(1).unwrap().stream(format_args!("w"));
        let habits = Habits {
            abbreviates: 100.0,
            ..Habits::default()
        };
        let worn = habits.wear(" with the patient, ", true, &mut stream);
        assert_eq!(worn.as_deref(), Some(" w/ the pt, "));
        assert_eq!(habits.wear(" with ", false, &mut stream), None);
    }
}
