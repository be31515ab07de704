//! Breaking a text into lines.
//!
//! Lines break at blanks and at line breaks, never at a hyphen: readers drop a
//! hyphen at a line's end, and with it a piece of a number. A blank within a
//! span is no place to break either, unless the span is longer than a line.

use std::ops::Range;

use super::Length;
use super::setting::{Segment, Setting};
use crate::document::{Span, Text};
use crate::format::pdf::fonts::Face;

/// A place to break: where the line before it ends, where the next one starts,
/// and how wide everything up to there is.
#[derive(Clone, Copy, Default)]
struct Break {
    end: usize,
    next: usize,
    end_width: i32,
    next_width: i32,
}

impl Break {
    /// A place with nothing to leave out.
    fn at(place: usize, width: i32) -> Self {
        Self {
            end: place,
            next: place,
            end_width: width,
            next_width: width,
        }
    }
}

/// Tells for rising places of a text whether they are within a span.
struct Within<'t> {
    spans: &'t [Span],
}

impl Within<'_> {
    fn is_inside(&mut self, at: usize) -> bool {
        while let [first, rest @ ..] = self.spans
            && first.end <= at
        {
            self.spans = rest;
        }
        self.spans.first().is_some_and(|span| span.start < at)
    }
}

/// A text in one face, cut behind every blank and line break.
struct Pieces<'t> {
    text: &'t str,
    face: &'static Face,
    at: usize,
    end: usize,
}

/// A piece without the blank or line break behind it, and that.
struct Piece {
    range: Range<usize>,
    advance: i32,
    separator: Option<u8>,
}

impl<'t> Pieces<'t> {
    fn of(text: &'t str, segment: Segment) -> Self {
        Self {
            text,
            face: segment.face,
            at: segment.range.start,
            end: segment.range.end,
        }
    }

    fn next(&mut self) -> Option<Piece> {
        if self.at == self.end {
            return None;
        }
        let start = self.at;
        let (length, advance) = self.face.word(&self.text[start..self.end]);
        let end = start + length;
        let separator = self.text.as_bytes()[..self.end].get(end).copied();
        self.at = end + usize::from(separator.is_some());
        Some(Piece {
            range: start..end,
            advance,
            separator,
        })
    }
}

/// Breaks a text into lines no wider than the limit and hands out each one's
/// range, without the blanks at its ends, and width. One character at least is
/// on every line, so a line can be wider if the limit is absurd.
pub fn wrap(
    text: &Text,
    setting: &Setting,
    limit: Length,
    mut line: impl FnMut(Range<usize>, Length),
) {
    let limit = setting.ems(limit);
    let words = text.as_str();
    let mut within = Within {
        spans: text.spans(),
    };
    // The widths are counted from the start of the text, in thousandths of the em.
    let mut start = Break::default();
    let mut ink = Break::default();
    let (mut outer, mut inner): (Option<Break>, Option<Break>) = (None, None);
    let mut width = 0;
    for segment in setting.segments(text, 0..words.len()) {
        let face = segment.face;
        let mut pieces = Pieces::of(words, segment);
        while let Some(piece) = pieces.next() {
            let mut before = width;
            width += piece.advance;
            let (piece, separator) = (piece.range, piece.separator);
            let mut from = piece.start;
            while width - start.next_width > limit {
                let place = outer
                    .take()
                    .or_else(|| inner.take().filter(|place| place.next > start.next));
                let place = match place {
                    Some(place) => place,
                    None => {
                        let room = limit + start.next_width - before;
                        let is_first = from == start.next;
                        let (end, taken) = cut(face, &words[from..piece.end], room, is_first);
                        if from + end == piece.end {
                            break;
                        }
                        from += end;
                        before += taken;
                        Break::at(from, before)
                    }
                };
                line(
                    start.next..place.end,
                    setting.length(place.end_width - start.next_width),
                );
                start = place;
            }
            if !piece.is_empty() {
                ink = Break::at(piece.end, width);
            }
            match separator {
                Some(b'\n') => {
                    line(
                        start.next..ink.end.max(start.next),
                        setting.length((ink.end_width - start.next_width).max(0)),
                    );
                    start = Break::at(pieces.at, width);
                    (outer, inner) = (None, None);
                }
                Some(_) => {
                    width += face.advance(" ");
                    if piece.end == start.next {
                        start = Break::at(pieces.at, width);
                        continue;
                    }
                    let place = Break {
                        next: pieces.at,
                        next_width: width,
                        ..ink
                    };
                    if within.is_inside(piece.end) {
                        inner = Some(place);
                    } else {
                        outer = Some(place);
                    }
                }
                None => {}
            }
        }
    }
    if start.next < words.len() {
        line(
            start.next..ink.end.max(start.next),
            setting.length((ink.end_width - start.next_width).max(0)),
        );
    }
}

/// How many bytes of words fit into the room, and how wide they are; one
/// character fits anyway if it is the line's first.
fn cut(face: &Face, words: &str, room: i32, is_first: bool) -> (usize, i32) {
    let mut taken = 0;
    for (at, character) in words.char_indices() {
        let advance = face
            .glyph(character)
            .map_or(0, |glyph| i32::from(glyph.advance));
        if taken + advance > room && !(is_first && at == 0) {
            return (at, taken);
        }
        taken += advance;
    }
    (words.len(), taken)
}

/// How much room a text needs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Extent {
    /// The width of the text, or of its widest line if it has line breaks.
    pub line: Length,
    /// The width of the widest piece that [`wrap`] would rather not divide.
    pub piece: Length,
    /// The width of the widest piece without a blank.
    pub word: Length,
}

impl Extent {
    /// The room that both texts need, one below the other.
    pub fn max(self, other: Self) -> Self {
        Self {
            line: self.line.max(other.line),
            piece: self.piece.max(other.piece),
            word: self.word.max(other.word),
        }
    }

    /// The room of a text that stays on one line.
    pub fn whole(self) -> Self {
        Self {
            piece: self.line,
            word: self.line,
            ..self
        }
    }
}

/// Measures a text.
pub fn extent(text: &Text, setting: &Setting) -> Extent {
    let mut within = Within {
        spans: text.spans(),
    };
    // In thousandths of the em; where the line, the piece and the word started.
    let mut widest = Extent::default();
    let (mut width, mut line, mut piece, mut word) = (0, 0, 0, 0);
    for segment in setting.segments(text, 0..text.len()) {
        let face = segment.face;
        let mut pieces = Pieces::of(text.as_str(), segment);
        while let Some(next) = pieces.next() {
            let end = next.range.end;
            width += next.advance;
            let Some(separator) = next.separator else {
                continue;
            };
            let before = width;
            if separator == b'\n' {
                widest.line = widest.line.max(before - line);
                line = width;
            } else {
                width += face.advance(" ");
            }
            widest.word = widest.word.max(before - word);
            word = width;
            if separator == b'\n' || !within.is_inside(end) {
                widest.piece = widest.piece.max(before - piece);
                piece = width;
            }
        }
    }
    Extent {
        line: setting.length(widest.line.max(width - line)),
        piece: setting.length(widest.piece.max(width - piece)),
        word: setting.length(widest.word.max(width - word)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::{POINT, Sheet};
    use super::*;
    use crate::document::{Look, Style};

    fn setting() -> Setting {
        Sheet::of(&Look::ALL[0]).body
    }

    fn lines(text: &Text, limit: Length) -> Vec<&str> {
        let mut lines = Vec::new();
        wrap(text, &setting(), limit, |range, width| {
            let exact = setting().width(text, range.clone());
            assert!((width - exact).abs() <= 1, "{width} {exact}");
            lines.push(&text.as_str()[range]);
        });
        lines
    }

    fn marked(before: &str, span: &str, after: &str) -> Text {
        let mut text = Text::from(before);
        text.push(span, Style::default());
        text.mark(before.len(), 0);
        text.push(after, Style::default());
        text
    }

    #[test]
    fn a_span_moves_to_the_next_line_whole() {
        let text = marked("Dictated by ", "Ana-Lucia Smith", ", who left.");
        assert_eq!(
            lines(&text, 85 * POINT),
            ["Dictated by", "Ana-Lucia Smith,", "who left."]
        );
    }

    #[test]
    fn a_span_longer_than_a_line_breaks_at_its_blanks() {
        let text = marked("of ", "Saint Aurelia Regional Medical Center", " today");
        assert_eq!(
            lines(&text, 90 * POINT),
            ["of", "Saint Aurelia", "Regional Medical", "Center today"]
        );
    }

    #[test]
    fn hyphens_and_slashes_are_no_place_to_break() {
        let text = Text::from("a follow-up/recheck-visit b");
        assert_eq!(
            lines(&text, 105 * POINT),
            ["a", "follow-up/recheck-visit", "b"]
        );
    }

    #[test]
    fn line_breaks_break_and_blanks_at_the_ends_go() {
        let text = Text::from("one \n  two\n\nthree ");
        assert_eq!(lines(&text, 100 * POINT), ["one", "two", "", "three"]);
        assert_eq!(lines(&Text::default(), POINT), [""; 0]);
    }

    #[test]
    fn what_has_no_blank_is_cut_as_a_last_resort() {
        let text = Text::from("aaaaaaaaaa");
        assert_eq!(lines(&text, 23 * POINT), ["aaaa", "aaaa", "aa"]);
        assert_eq!(lines(&text, 1), ["a"; 10]);
    }

    #[test]
    fn the_extent_is_what_wrapping_needs() {
        let text = marked("by ", "Ana Smith", " x\nlonger line of text");
        let extent = extent(&text, &setting());
        assert_eq!(extent.line, setting().width_of("longer line of text"));
        assert_eq!(extent.piece, setting().width_of("Ana Smith"));
        assert_eq!(extent.word, setting().width_of("longer"));
        assert_eq!(
            lines(&text, extent.line),
            ["by Ana Smith x", "longer line of text"]
        );
    }
}
