//! Sentences of the tables with something left to be drawn.
//!
//! Between braces stands a choice `{clear|cloudy}`, a range `{3-6}`, `{0.4-0.9}`
//! or `{50-200/25}` (in steps of 25), `{side}`, or a term: a name that the row
//! gives to a choice or range. A term is drawn once for an encounter, so that
//! operation, image and laboratory speak of the same stone. `{state?a|b}` takes
//! the option that stands where the term's own did.

use std::iter;

use crate::clinic::source::Source;
use crate::clinic::table::list;
use crate::seed::Stream;

/// Writes the sentences of one row for one encounter.
#[derive(Debug)]
pub struct Scribe {
    /// `left`, `right` or empty.
    pub side: &'static str,
    source: Source,
    encounter: usize,
    terms: Vec<(&'static str, &'static str)>,
    stream: Stream,
}

/// How many in a hundred of the items that may be left out are kept.
const KEPT: f64 = 60.0;

impl Scribe {
    /// Of a row with these terms: `size=3-6;site=cecum|ascending colon`.
    pub fn new(
        source: Source,
        encounter: usize,
        purpose: &str,
        terms: &'static str,
        side: &'static str,
    ) -> Self {
        Self {
            side,
            source,
            encounter,
            terms: list(terms)
                .filter_map(|term| term.split_once('='))
                .collect(),
            stream: source.encounter(encounter, purpose),
        }
    }

    /// What is drawn beside the sentences.
    pub fn stream(&mut self) -> &mut Stream {
        &mut self.stream
    }

    /// Words as they stand within a sentence.
    pub fn words(&mut self, text: &'static str) -> String {
        // The stream is put aside because terms bring their own.
        let mut stream = self.stream.clone();
        let mut out = String::with_capacity(text.len());
        self.fill(text, &mut stream, &mut out);
        self.stream = stream;
        out
    }

    /// Sentences: capitals at the start and after each stop.
    pub fn sentence(&mut self, text: &'static str) -> String {
        let mut words = self.words(text);
        capitalize(&mut words);
        words
    }

    /// The sentences of a list, of which those with a question mark in front
    /// may be left out.
    pub fn sentences(&mut self, items: &'static str) -> Vec<String> {
        list(items)
            .filter_map(|item| match item.strip_prefix('?') {
                Some(item) => self.stream.chance(KEPT).then(|| self.sentence(item)),
                None => Some(self.sentence(item)),
            })
            .collect()
    }

    fn fill(&self, text: &'static str, stream: &mut Stream, out: &mut String) {
        let mut rest = text;
        while let Some(open) = rest.find('{') {
            out.push_str(&rest[..open]);
            let length = closing(&rest[open + 1..]);
            self.slot(&rest[open + 1..open + 1 + length], stream, out);
            rest = &rest[open + 2 + length..];
        }
        out.push_str(rest);
    }

    fn slot(&self, body: &'static str, stream: &mut Stream, out: &mut String) {
        match body {
            "side" => return out.push_str(self.side),
            "Side" => {
                let start = out.len();
                out.push_str(self.side);
                return capitalize(&mut out[start..]);
            }
            "other" => return out.push_str(other(self.side)),
            _ => {}
        }
        if let Some(term) = self.term(body) {
            self.draw_term(body, term, Some(out));
            return;
        }
        if let Some((name, choices)) = body.split_once('?')
            && let Some(term) = self.term(name)
        {
            let place = self.draw_term(name, term, None);
            return self.fill(options(choices).nth(place).unwrap_or(""), stream, out);
        }
        self.choice(body, stream, out);
    }

    fn term(&self, name: &str) -> Option<&'static str> {
        let found = self.terms.iter().find(|(known, _)| *known == name);
        found.map(|(_, term)| *term)
    }

    /// Writes a term, always the same in one encounter, and tells which of its
    /// options it is.
    fn draw_term(&self, name: &str, term: &'static str, out: Option<&mut String>) -> usize {
        let mut stream = self
            .source
            .encounter(self.encounter, &format!("term/{name}"));
        let mut unread = String::new();
        self.choice(term, &mut stream, out.unwrap_or(&mut unread))
    }

    /// Writes one of the options, or a number of the range; tells which option.
    fn choice(&self, body: &'static str, stream: &mut Stream, out: &mut String) -> usize {
        let place = stream.index(options(body).count());
        let option = options(body).nth(place).unwrap_or("");
        match range(option, stream) {
            Some(number) => out.push_str(&number),
            None => self.fill(option, stream, out),
        }
        place
    }
}

fn other(side: &str) -> &'static str {
    match side {
        "left" => "right",
        "right" => "left",
        _ => "",
    }
}

/// How long it is to the brace that closes one opened before.
fn closing(text: &str) -> usize {
    let mut depth = 0;
    text.find(|c| {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        depth < 0
    })
    .expect("a closing brace for every opening one")
}

/// The options of a choice: what the bars outside of inner braces part.
fn options(body: &'static str) -> impl Iterator<Item = &'static str> {
    let mut rest = Some(body);
    iter::from_fn(move || {
        let text = rest?;
        let mut depth = 0;
        let bar = text.find(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            c == '|' && depth == 0
        });
        rest = bar.map(|at| &text[at + 1..]);
        Some(bar.map_or(text, |at| &text[..at]))
    })
}

/// A number of a range such as `3-6`, `0.4-0.9` or `50-200/25`, written with as
/// many decimals as its start.
fn range(text: &str, stream: &mut Stream) -> Option<String> {
    let (from, to) = text.split_once('-')?;
    let (to, step) = to.split_once('/').unwrap_or((to, "1"));
    let decimals = from.split_once('.').map_or(0, |(_, digits)| digits.len());
    let whole = |number: &str| number.replace('.', "").parse::<i64>().ok();
    let (from, to, step) = (whole(from)?, whole(to)?, whole(step)?);
    // A suture of size 4-0 is no range.
    if to < from {
        return None;
    }
    let number = from + step * stream.between(0, (to - from) / step);
    let digits = format!("{number:0width$}", width = decimals + 1);
    let (whole, decimals) = digits.split_at(digits.len() - decimals);
    Some(match decimals {
        "" => whole.to_owned(),
        _ => format!("{whole}.{decimals}"),
    })
}

/// Puts a capital at the start of each sentence.
fn capitalize(text: &mut str) {
    let mut start = 0;
    loop {
        if let Some(first) = text.get_mut(start..start + 1) {
            first.make_ascii_uppercase();
        }
        let rest = &text.as_bytes()[start..];
        match rest.windows(2).position(|pair| pair == b". ") {
            Some(stop) => start += stop + 2,
            None => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    fn scribe(number: u32, terms: &'static str) -> Scribe {
        let source = Source::patient(Seed::new(3).unwrap(), number);
        Scribe::new(source, 0, "procedure", terms, "left")
    }

    #[test]
    fn braces_are_filled_inside_out() {
        for number in 0..200 {
            let mut scribe = scribe(number, "size=0.4-1.2;kind=flat|raised");
            let size = scribe.words("{size}");
            assert!(size.parse::<f64>().unwrap() >= 0.4 && size.len() == 3);
            assert_eq!(
                scribe.sentence("a {size} cm. it"),
                format!("A {size} cm. It")
            );
            let kind = scribe.words("{kind}");
            let place = scribe.words("{kind?f{0}t|r}");
            assert_eq!(place == "f0t", kind == "flat");
            assert_eq!(scribe.words("{side} or {other}"), "left or right");
            let loss = scribe.words("{{50-200/25} mL|minimal}");
            let loss: u32 = loss.trim_end_matches(" mL").parse().unwrap_or(50);
            assert!((50..=200).contains(&loss) && loss.is_multiple_of(25));
        }
    }

    #[test]
    fn some_sentences_may_be_left_out() {
        let count = |number| scribe(number, "").sentences("one.;?two.").len();
        assert_eq!((0..50).map(count).min(), Some(1));
        assert_eq!((0..50).map(count).max(), Some(2));
    }
}
