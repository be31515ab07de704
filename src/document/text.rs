//! Text that knows which stretches of it are identifiers and which are bold.

use std::ops::Range;

/// A stretch of text that stands for a mark of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Byte offset of its first character.
    pub start: usize,
    /// Byte offset behind its last.
    pub end: usize,
    /// Index into the document's marks.
    pub mark: usize,
}

/// How a stretch of text is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Style {
    /// Heavy.
    pub bold: bool,
    /// Slanted.
    pub italic: bool,
}

/// A stretch of text of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// Its style.
    pub style: Style,
}

/// A text with its spans and styles.
///
/// Spans are sorted, do not overlap and hold no line break; the styled
/// stretches are sorted and do not overlap, and what is between them is plain.
/// The text holds no control character but `\n`, a line break.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    text: String,
    spans: Vec<Span>,
    styled: Vec<Run>,
}

/// Control characters but the line break, and the two code points that XML
/// forbids besides (XML 1.0, 2.2).
fn has_no_place(c: char) -> bool {
    c.is_control() && c != '\n' || matches!(c, '\u{fffe}' | '\u{ffff}')
}

/// Whether a text can hold such a character, by a look at its bytes that has
/// no branches: most texts can't. C1 control characters begin with C2 in
/// UTF-8, the two code points with EF.
fn may_have_no_place(text: &str) -> bool {
    text.bytes().fold(false, |may, byte| {
        may | (byte < b' ' && byte != b'\n') | matches!(byte, 0x7f | 0xc2 | 0xef)
    })
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        let mut this = Self::default();
        this.push(text, Style::default());
        this
    }
}

impl Text {
    /// The characters.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The stretches that stand for marks, in order.
    pub fn spans(&self) -> &[Span] {
        &self.spans
    }

    /// Makes room for so many bytes more.
    pub fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    /// The length in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Appends plain characters in a style. Control characters other than the
    /// line break, and what XML forbids, become blanks: no format has a place
    /// for them.
    pub fn push(&mut self, text: &str, style: Style) {
        let start = self.text.len();
        if may_have_no_place(text) {
            let kept = |c| if has_no_place(c) { ' ' } else { c };
            self.text.extend(text.chars().map(kept));
        } else {
            self.text.push_str(text);
        }
        if style == Style::default() || start == self.text.len() {
            return;
        }
        match self.styled.last_mut() {
            Some(last) if last.range.end == start && last.style == style => {
                last.range.end = self.text.len();
            }
            _ => self.styled.push(Run {
                range: start..self.text.len(),
                style,
            }),
        }
    }

    /// Says that everything from `start` to the present end stands for a mark.
    /// An empty stretch stands for nothing.
    pub fn mark(&mut self, start: usize, mark: usize) {
        let end = self.text.len();
        if start < end {
            self.spans.push(Span { start, end, mark });
        }
    }

    /// Appends a text with its spans and styles.
    pub fn append(&mut self, other: &Self) {
        let base = self.text.len();
        for run in other.runs() {
            self.push(&other.text[run.range], run.style);
        }
        self.spans.extend(other.spans.iter().map(|span| Span {
            start: base + span.start,
            end: base + span.end,
            mark: span.mark,
        }));
    }

    /// Drops blanks and line breaks at the end, as far as no span holds them.
    pub fn trim_end(&mut self) {
        let kept = self.spans.last().map_or(0, |span| span.end);
        let end = self.text.trim_end().len().max(kept);
        self.text.truncate(end);
        self.styled.retain_mut(|run| {
            run.range.end = run.range.end.min(end);
            run.range.start < run.range.end
        });
    }

    /// A part of the text with the spans and styles in it. Its ends must not cut a span.
    #[must_use]
    pub fn part(&self, part: Range<usize>) -> Self {
        let mut text = Self::default();
        for run in self.runs_in(part.clone()) {
            text.push(&self.text[run.range], run.style);
        }
        text.spans = self
            .spans
            .iter()
            .filter(|span| span.start >= part.start && span.end <= part.end)
            .map(|span| Span {
                start: span.start - part.start,
                end: span.end - part.start,
                ..*span
            })
            .collect();
        text
    }

    /// The text with its stretches written anew; `None` if all stay as they are.
    ///
    /// A stretch is what stands in a span, with the span's mark, or between
    /// spans, as far as it is of one style. It is asked for what it is to say,
    /// `None` being the same as before, and which mark it has then. A span of
    /// several styles is asked for once, and takes its first style if it
    /// changes.
    pub fn rewritten(
        &self,
        mut write: impl FnMut(&str, Option<usize>) -> (Option<String>, Option<usize>),
    ) -> Option<Self> {
        // Begun with the first change: most texts have none.
        let mut anew: Option<Self> = None;
        let so_far = |end: usize| {
            let mut text = self.part(0..end);
            text.reserve(self.text.len() + 8 - end);
            text
        };
        let mut at = 0;
        let end = Span {
            start: self.text.len(),
            end: self.text.len(),
            mark: usize::MAX,
        };
        for span in self.spans.iter().chain([&end]) {
            for run in self.runs_in(at..span.start) {
                let stretch = &self.text[run.range.clone()];
                let (other, _) = write(stretch, None);
                if other.is_some() && anew.is_none() {
                    anew = Some(so_far(run.range.start));
                }
                if let Some(anew) = &mut anew {
                    anew.push(other.as_deref().unwrap_or(stretch), run.style);
                }
            }
            at = span.end;
            if span.start == span.end {
                break;
            }
            let value = &self.text[span.start..span.end];
            let (other, mark) = write(value, Some(span.mark));
            if other.is_some() && anew.is_none() {
                anew = Some(so_far(span.start));
            }
            let Some(anew) = &mut anew else { continue };
            let start = anew.text.len();
            let mut runs = self.runs_in(span.start..span.end);
            match other {
                Some(other) => {
                    let style = runs.next().map(|run| run.style).unwrap_or_default();
                    anew.push(&other, style);
                }
                None => runs.for_each(|run| anew.push(&self.text[run.range], run.style)),
            }
            anew.mark(start, mark.unwrap_or(span.mark));
        }
        anew
    }

    /// The whole text as stretches of one style each, without gaps.
    pub fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        self.runs_in(0..self.text.len())
    }

    /// The same for a part of the text.
    pub fn runs_in(&self, part: Range<usize>) -> impl Iterator<Item = Run> + '_ {
        let mut at = part.start;
        let mut next = self
            .styled
            .partition_point(|run| run.range.end <= part.start);
        std::iter::from_fn(move || {
            if at >= part.end {
                return None;
            }
            let (end, style) = match self.styled.get(next) {
                Some(run) if run.range.start <= at => {
                    next += 1;
                    (run.range.end, run.style)
                }
                Some(run) => (run.range.start, Style::default()),
                None => (part.end, Style::default()),
            };
            let start = at;
            at = end.min(part.end);
            Some(Run {
                range: start..at,
                style,
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOLD: Style = Style {
        bold: true,
        italic: false,
    };

    #[test]
    fn runs_cover_the_text_without_gaps() {
        let mut text = Text::from("Seen by ");
        text.push("Ana", BOLD);
        text.push(" Lee", BOLD);
        text.push(" today", Style::default());
        let runs: Vec<(Range<usize>, bool)> =
            text.runs().map(|run| (run.range, run.style.bold)).collect();
        assert_eq!(runs, [(0..8, false), (8..15, true), (15..21, false)]);
        let part: Vec<Range<usize>> = text.runs_in(10..17).map(|run| run.range).collect();
        assert_eq!(part, [10..15, 15..17]);
    }

    #[test]
    fn stretches_are_written_anew_and_spans_stay_on_their_values() {
        let mut text = Text::from("Seen by ");
        let start = text.len();
        text.push("Ana", BOLD);
        text.push(" Lee", Style::default());
        text.mark(start, 7);
        text.push(" today", BOLD);
        assert_eq!(text.rewritten(|_, mark| (None, mark)), None);
        let anew = text.rewritten(|stretch, mark| match mark {
            Some(_) => (Some("Anna L.".into()), Some(9)),
            None => (Some(stretch.to_uppercase()), None),
        });
        let anew = anew.unwrap();
        assert_eq!(anew.as_str(), "SEEN BY Anna L. TODAY");
        let expected = Span {
            start: 8,
            end: 15,
            mark: 9,
        };
        assert_eq!(anew.spans(), [expected]);
        let mut bold = anew.runs().filter(|run| run.style == BOLD);
        assert_eq!(bold.next().map(|run| run.range), Some(8..21));
        assert!(bold.next().is_none());
    }

    #[test]
    fn control_characters_have_no_place() {
        assert_eq!(Text::from("a\u{1}b\tc\nd\u{7f}").as_str(), "a b c\nd ");
        assert_eq!(Text::from("a\u{85}b\u{ffff}c").as_str(), "a b c");
    }

    #[test]
    fn trimming_stops_at_a_span() {
        let mut text = Text::from("x ");
        text.mark(0, 0);
        text.push("  \n", BOLD);
        text.trim_end();
        assert_eq!(text.as_str(), "x ");
        assert_eq!(text.runs().count(), 1);
    }
}
