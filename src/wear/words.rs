//! What happens to words that are nobody's.

use std::borrow::Cow;
use std::ops::Range;

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
static ABBREVIATIONS: Table<30> = Table::of([
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
]);

/// Words and what a dictation makes of them.
static MISHEARD: Table<20> = Table::of([
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
]);

/// Words and what stands for them, in the order of the alphabet.
struct Table<const N: usize> {
    words: [(&'static str, &'static str); N],
    /// Where the words of each letter begin.
    starts: [u8; 27],
}

impl<const N: usize> Table<N> {
    const fn of(words: [(&'static str, &'static str); N]) -> Self {
        let (mut starts, mut letter, mut at) = ([0; 27], 0, 0);
        while letter < starts.len() {
            while at < N && words[at].0.as_bytes()[0] < b'a' + letter as u8 {
                at += 1;
            }
            starts[letter] = at as u8;
            letter += 1;
        }
        Self { words, starts }
    }

    fn get(&self, word: &str) -> Option<&'static str> {
        let letter = word.bytes().next()?.checked_sub(b'a')?;
        let start = *self.starts.get(usize::from(letter))?;
        let end = *self.starts.get(usize::from(letter) + 1)?;
        let words = &self.words[usize::from(start)..usize::from(end)];
        let found = words.iter().find(|(long, _)| *long == word)?;
        Some(found.1)
    }
}

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
        let mut worn = Worn {
            text,
            copied: 0,
            worn: String::new(),
        };
        let mut runs_on = false;
        let mut next = word_from(text, 0);
        while let Some(place) = next {
            let word = &text[place.clone()];
            next = word_from(text, place.end);
            let is_last = next.is_none();
            if self.misreads() {
                if stream.chance(self.misread)
                    && let Some(misread) = slips::misread(word, stream)
                {
                    worn.replace(place.clone(), &[&misread]);
                }
            } else {
                runs_on = self.mistype(place.clone(), runs_on, is_last, &mut worn, stream);
            }
            // Where the stop is gone, so would be all that parts two words.
            let written = worn.last(&place);
            let ends = matches!(written.as_bytes(), [.., b',' | b';'] | [_, _, _, .., b'.']);
            let is_crowded = ends && !is_last && is_free && stream.chance(self.crowds);
            if is_crowded && text[place.end..].starts_with(' ') {
                worn.replace(place.end..place.end + 1, &[]);
            }
        }
        worn.finish()
    }

    /// Writes a word and says whether its sentence runs on into the next one.
    fn mistype(
        &self,
        place: Range<usize>,
        runs_on: bool,
        is_last: bool,
        worn: &mut Worn<'_>,
        stream: &mut Stream,
    ) -> bool {
        let word = &worn.text[place.clone()];
        let core = word.trim_end_matches(['.', ',', ';', ':']);
        let stops = &word[core.len()..];
        let lower = core
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let other: Option<Cow<'_, str>> = if lower
            && let Some(short) = ABBREVIATIONS.get(core)
            && stream.chance(self.abbreviates)
        {
            Some(short.into())
        } else if lower
            && let Some(other) = MISHEARD.get(core)
            && stream.chance(self.misheard)
        {
            Some(other.into())
        } else if lower && core.len() > 3 && stream.chance(self.typos) {
            Some(slips::mistype(core, stream).into())
        } else if runs_on {
            Some(lowered(core).into())
        } else {
            None
        };
        let (end, goes_on) = if stops == "," && stream.chance(self.spoken_commas) {
            (" comma", false)
        } else if stops == "." && !is_last && core.len() > 3 && stream.chance(self.runs_on) {
            ("", true)
        } else {
            (stops, false)
        };
        if other.is_some() || end != stops {
            worn.replace(place, &[other.as_deref().unwrap_or(core), end]);
        }
        goes_on
    }
}

/// A text being worn, of which no more is copied than has to be.
struct Worn<'a> {
    text: &'a str,
    /// So much of it is in `worn`, as it came out.
    copied: usize,
    worn: String,
}

impl Worn<'_> {
    /// Puts words in the place of others, behind all that were put before.
    fn replace(&mut self, place: Range<usize>, words: &[&str]) {
        if self.copied == 0 {
            self.worn.reserve(self.text.len() + 8);
        }
        self.worn.push_str(&self.text[self.copied..place.start]);
        self.worn.extend(words.iter().copied());
        self.copied = place.end;
    }

    /// What has come out up to the end of a word, at least the word itself.
    fn last(&self, place: &Range<usize>) -> &str {
        match self.copied == place.end {
            true => &self.worn,
            false => &self.text[place.clone()],
        }
    }

    /// The text as it came out; `None` if that is as it was.
    fn finish(mut self) -> Option<String> {
        if self.copied == 0 {
            return None;
        }
        self.worn.push_str(&self.text[self.copied..]);
        (self.worn != self.text).then_some(self.worn)
    }
}

/// The first word from some byte on: what stands between blanks.
fn word_from(text: &str, from: usize) -> Option<Range<usize>> {
    let blank = |byte: u8| matches!(byte, b' ' | b'\t'..=b'\r');
    let bytes = text.as_bytes();
    let start = from + bytes[from..].iter().position(|byte| !blank(*byte))?;
    let length = bytes[start..]
        .iter()
        .position(|byte| blank(*byte) || !byte.is_ascii());
    let end = length.map_or(text.len(), |length| start + length);
    if bytes.get(end).is_none_or(u8::is_ascii) {
        return Some(start..end);
    }
    // There are blanks beyond ASCII, too.
    let rest = &text[start..];
    let start = start + rest.find(|c: char| !c.is_whitespace())?;
    let length = text[start..].find(char::is_whitespace);
    Some(start..length.map_or(text.len(), |length| start + length))
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
    fn every_word_of_the_tables_is_found() {
        for (word, other) in ABBREVIATIONS.words {
            assert_eq!(ABBREVIATIONS.get(word), Some(other));
        }
        for (word, other) in MISHEARD.words {
            assert_eq!(MISHEARD.get(word), Some(other));
        }
        for word in ["", "-", "a", "zoster", "~", "Patient", "patien"] {
            assert_eq!(ABBREVIATIONS.get(word), None);
        }
    }

    #[test]
    fn words_are_not_glued_where_a_stop_is_gone() {
        let mut stream = Seed::new(1).unwrap().stream(format_args!("w"));
        let habits = Habits {
            spoken_commas: 100.0,
            runs_on: 100.0,
            crowds: 100.0,
            ..Habits::default()
        };
        let worn = habits.wear(
            "Left a message. Called twice, no answer; done.",
            true,
            &mut stream,
        );
        let written = "Left a message called twice comma no answer;done.";
        assert_eq!(worn.as_deref(), Some(written));
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
