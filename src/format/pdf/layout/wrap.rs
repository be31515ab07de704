//! Breaking a text into lines.
//!
//! Lines break at blanks and at line breaks, never at a hyphen: readers drop a
//! hyphen at a line's end, and with it a piece of a number. A blank within a
//! span is no place to break either, unless the span is longer than a line.

use std::ops::Range;

use super::Length;
use super::setting::{Setting, advance};
use crate::document::{Span, Text};

/// A place to break: where the line before it ends, where the next one starts,
/// and how wide everything up to there is.
#[derive(Clone, Copy)]
struct Break {
    end: usize,
    next: usize,
    end_width: i32,
    next_width: i32,
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
    let mut within = Within {
        spans: text.spans(),
    };
    // The widths are counted from the start of the text, in thousandths of the em.
    let mut start = Break {
        end: 0,
        next: 0,
        end_width: 0,
        next_width: 0,
    };
    let mut ink = start;
    let mut outer: Option<Break> = None;
    let mut inner: Option<Break> = None;
    let mut width = 0;
    for segment in setting.segments(text, 0..text.len()) {
        for (offset, character) in text.as_str()[segment.range.clone()].char_indices() {
            let at = segment.range.start + offset;
            if character == '\n' {
                line(
                    start.next..ink.end.max(start.next),
                    setting.length((ink.end_width - start.next_width).max(0)),
                );
                start.next = at + 1;
                start.next_width = width;
                (outer, inner) = (None, None);
                continue;
            }
            let before = width;
            width += advance(segment.face, character);
            if character == ' ' {
                if at == start.next {
                    start.next = at + 1;
                    start.next_width = width;
                    continue;
                }
                let place = Break {
                    next: at + 1,
                    next_width: width,
                    ..ink
                };
                if within.is_inside(at) {
                    inner = Some(place);
                } else {
                    outer = Some(place);
                }
                continue;
            }
            while width - start.next_width > limit && at > start.next {
                let place = outer
                    .take()
                    .or_else(|| inner.take().filter(|place| place.next > start.next))
                    .unwrap_or(Break {
                        end: at,
                        next: at,
                        end_width: before,
                        next_width: before,
                    });
                line(
                    start.next..place.end,
                    setting.length(place.end_width - start.next_width),
                );
                start = place;
            }
            ink.end = at + character.len_utf8();
            ink.end_width = width;
        }
    }
    if start.next < text.len() {
        line(
            start.next..ink.end.max(start.next),
            setting.length((ink.end_width - start.next_width).max(0)),
        );
    }
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
        for (offset, character) in text.as_str()[segment.range.clone()].char_indices() {
            let before = width;
            match character {
                '\n' => {}
                _ => width += advance(segment.face, character),
            }
            if character != '\n' && character != ' ' {
                continue;
            }
            widest.word = widest.word.max(before - word);
            word = width;
            if character == '\n' || !within.is_inside(segment.range.start + offset) {
                widest.piece = widest.piece.max(before - piece);
                piece = width;
            }
            if character == '\n' {
                widest.line = widest.line.max(before - line);
                line = width;
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
