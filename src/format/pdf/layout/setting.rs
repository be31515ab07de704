//! How text is set: typeface, size, colour, and what follows from them.

use std::ops::Range;

use super::{Length, POINT};
use crate::document::{Look, Rgb, Style, Text, Typeface};
use crate::format::pdf::fonts::{Face, FaceId};

/// The colour of running text.
const INK: Rgb = Rgb(26, 26, 26);
/// The colour of what is said in passing.
const MUTED: Rgb = Rgb(89, 89, 89);
/// The colour of thin rules.
const HAIRLINE: Rgb = Rgb(176, 176, 176);
/// On the accent colour.
pub(super) const WHITE: Rgb = Rgb(255, 255, 255);

/// How a text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Setting {
    /// The family.
    pub typeface: Typeface,
    /// The size in half points.
    pub half_points: u16,
    /// The style of what the text itself leaves plain.
    pub style: Style,
    /// The colour.
    pub color: Rgb,
}

/// A stretch of a text in one face.
pub struct Segment {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// Its face.
    pub face: &'static Face,
}

impl Setting {
    /// The same in bold.
    pub fn bold(self) -> Self {
        let bold = true;
        let style = Style { bold, ..self.style };
        Self { style, ..self }
    }

    /// The same in another colour.
    pub fn colored(self, color: Rgb) -> Self {
        Self { color, ..self }
    }

    /// The same larger by so many half points, or smaller.
    pub fn sized(self, more: i16) -> Self {
        let half_points = self.half_points.saturating_add_signed(more).max(12);
        Self {
            half_points,
            ..self
        }
    }

    /// The face of what the text itself leaves plain.
    pub fn face(&self) -> &'static Face {
        FaceId::of(self.typeface, self.style).face()
    }

    /// Thousandths of the em as a length.
    pub fn length(&self, ems: i32) -> Length {
        ems * i32::from(self.half_points) / 2
    }

    /// The least thousandths of the em that are no shorter than a length, so that
    /// what has just been measured fits.
    pub fn ems(&self, length: Length) -> i32 {
        let size = i32::from(self.half_points);
        (length * 2 + size - 1) / size
    }

    /// From one line's top to the next one's.
    pub fn leading(&self) -> Length {
        self.length(match self.typeface {
            Typeface::Sans => 1260,
            Typeface::Serif => 1220,
        })
    }

    /// From a line's top to its baseline.
    pub fn baseline(&self) -> Length {
        let face = self.face();
        (self.leading() + self.length(face.ascent) + self.length(face.descent)) / 2
    }

    /// A part of a text as stretches in one face each. A span is never divided:
    /// all of it is set in the style it begins with.
    pub fn segments<'t>(
        &self,
        text: &'t Text,
        part: Range<usize>,
    ) -> impl Iterator<Item = Segment> + use<'t> {
        let (typeface, base) = (self.typeface, self.style);
        let mut at = part.start;
        std::iter::from_fn(move || {
            let run = text.runs_in(at..part.end).next()?;
            let mut range = run.range;
            if range.end < part.end {
                let spans = text.spans();
                let next = spans.partition_point(|span| span.end <= range.end);
                if let Some(span) = spans.get(next).filter(|span| span.start < range.end) {
                    range.end = span.end.min(part.end);
                }
            }
            at = range.end;
            let style = Style {
                bold: base.bold || run.style.bold,
                italic: base.italic || run.style.italic,
            };
            let face = FaceId::of(typeface, style).face();
            Some(Segment { range, face })
        })
    }

    /// The width of a part of a text. A character that the face lacks has none.
    pub fn width(&self, text: &Text, part: Range<usize>) -> Length {
        let ems = self
            .segments(text, part)
            .map(|segment| segment.face.advance(&text.as_str()[segment.range]))
            .sum();
        self.length(ems)
    }

    /// The width of words that are no part of a text.
    pub fn width_of(&self, words: &str) -> Length {
        self.length(self.face().advance(words))
    }
}

/// The measures and settings of a look.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The look.
    pub look: &'static Look,
    /// The page's width.
    pub page_width: Length,
    /// The page's height.
    pub page_height: Length,
    /// The margin on all sides.
    pub margin: Length,
    /// The width between the margins.
    pub width: Length,
    /// The space between two paragraphs.
    pub gap: Length,
    /// Running text.
    pub body: Setting,
    /// Page headers and footers.
    pub small: Setting,
    /// The colour of thin rules.
    pub hairline: Rgb,
}

impl Sheet {
    /// Those of a look.
    pub fn of(look: &'static Look) -> Self {
        let (width, height) = look.page.size();
        let [page_width, page_height, margin] =
            [width, height, look.margin].map(|points| points as Length * POINT);
        let body = Setting {
            typeface: look.body,
            half_points: look.half_points as u16,
            style: Style::default(),
            color: INK,
        };
        Self {
            look,
            page_width,
            page_height,
            margin,
            width: page_width - 2 * margin,
            gap: body.leading() / 2,
            body,
            small: Setting {
                half_points: match look.body {
                    Typeface::Sans => 16,
                    Typeface::Serif => 17,
                },
                color: MUTED,
                ..body
            },
            hairline: HAIRLINE,
        }
    }

    /// What is said in passing, in the size of running text.
    pub fn muted(&self) -> Setting {
        self.body.colored(MUTED)
    }

    /// A heading of a level from 1 to 3.
    pub fn heading(&self, level: u8) -> Setting {
        let setting = Setting {
            typeface: self.look.heading,
            color: self.look.accent,
            ..self.body.bold()
        };
        setting.sized(match level {
            0 | 1 => 12,
            2 => 4,
            _ => 1,
        })
    }

    /// The room for rows on a page.
    pub fn room(&self) -> Length {
        self.page_height - 2 * self.margin
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_is_set_in_one_face() {
        let bold = Style {
            bold: true,
            ..Style::default()
        };
        let mut text = Text::from("Seen by Ana");
        text.push(" Lee", bold);
        text.mark(8, 0);
        text.push(" again", bold);
        let setting = Sheet::of(&Look::ALL[0]).body;
        let segments: Vec<(Range<usize>, &str)> = setting
            .segments(&text, 0..text.len())
            .map(|segment| (segment.range, segment.face.name))
            .collect();
        assert_eq!(
            segments,
            [
                (0..15, "SynthphiSans-Regular"),
                (15..21, "SynthphiSans-Bold")
            ]
        );
    }

    #[test]
    fn widths_add_up_exactly() {
        let setting = Sheet::of(&Look::ALL[0]).body;
        let text = Text::from("Łukasz Wójcik");
        let whole = setting.width(&text, 0..text.len());
        assert_eq!(
            setting.width(&text, 0..7) + setting.width(&text, 7..text.len()),
            whole
        );
        assert_eq!(whole, setting.width_of(text.as_str()));
    }
}
