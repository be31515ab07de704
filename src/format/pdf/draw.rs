//! Draws the rows of a page and takes down what they say.

use super::content::Content;
use super::fonts::{Face, FaceId};
use super::layout::{Layout, Lead, Leaf, Length, Line, Pages, Row, Setting, Shape};
use crate::document::{Kind, PageExtent, PageNumbers, Placed, Source, Transcript};

/// A character that no font has.
#[derive(Debug, PartialEq, Eq)]
pub struct Missing(pub char);

/// Draws the pages of one document.
pub struct Drawing<'a, 'd> {
    /// Where everything is.
    pub layout: &'a Layout<'d>,
    /// Which page it is on.
    pub pages: &'a Pages,
    /// The operators of the page at hand.
    pub content: &'a mut Content,
    /// What has been drawn as text so far.
    pub transcript: &'a mut Transcript,
    /// The number of the page at hand, from 1.
    pub page: u32,
    /// Where the words of a link are, as far as they have been drawn.
    pub link: &'a mut Option<Spot>,
}

/// A place on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The page, from 1.
    pub page: u32,
    /// Left, top, right and bottom from the page's top left corner.
    pub edges: [Length; 4],
}

/// The edges of what a row says.
fn edges(layout: &Layout<'_>, row: &Row, top: Length) -> [Length; 4] {
    let lines = layout.lines(row);
    let left = lines.iter().map(|line| line.x).min().unwrap_or_default();
    let ends = lines
        .iter()
        .map(|line| line.x + line.setting.width(line.text, line.range.clone()));
    [left, top, ends.max().unwrap_or_default(), top + row.height]
}

impl Drawing<'_, '_> {
    /// Draws a page.
    pub fn page(&mut self, leaf: &Leaf) -> Result<(), Missing> {
        let (layout, sheet) = (self.layout, &self.layout.sheet);
        let start = self.transcript.text.len();
        self.content.start_page(sheet.page_height);
        if self.page > 1 {
            self.row(&layout.running, 0)?;
        }
        let mut top = sheet.margin;
        if let Some(header) = leaf.header {
            self.row(&layout.rows[header], top)?;
            top += layout.rows[header].height;
        }
        for (index, row) in layout.rows[leaf.rows.clone()].iter().enumerate() {
            if index > 0 {
                top += row.gap_at(self.pages.gaps);
            }
            self.row(row, top)?;
            if layout.link == Some(leaf.rows.start + index) {
                *self.link = Some(Spot {
                    page: self.page,
                    edges: edges(layout, row, top),
                });
            }
            top += row.height;
        }
        self.row(&layout.footer, 0)?;
        self.page_number()?;
        self.content.end_page();
        self.transcript.pages.push(PageExtent {
            width: sheet.look.page.size().0,
            height: sheet.look.page.size().1,
            range: start..self.transcript.text.len(),
        });
        Ok(())
    }

    fn page_number(&mut self) -> Result<(), Missing> {
        let (page, pages) = (self.page, self.pages.leaves.len());
        let sheet = &self.layout.sheet;
        let words = match sheet.look.page_numbers() {
            PageNumbers::Words => format!("Page {page} of {pages}"),
            PageNumbers::Slash => format!("{page} / {pages}"),
            PageNumbers::Bare => page.to_string(),
        };
        let small = sheet.small;
        let (x, baseline) = self.layout.page_number(&words);
        self.content.start_line(x, baseline, small.color);
        self.words(&small, &words)?;
        self.transcript.end_line();
        Ok(())
    }

    fn row(&mut self, row: &Row, top: Length) -> Result<(), Missing> {
        for shape in self.layout.shapes(row) {
            self.shape(*shape, top);
        }
        for line in self.layout.lines(row) {
            self.line(line, top)?;
        }
        Ok(())
    }

    fn shape(&mut self, shape: Shape, top: Length) {
        match shape {
            Shape::Fill(area, color) => self.content.fill(area.below(top), color),
            Shape::Frame(area, color) => self.content.frame(area.below(top), color),
            Shape::Emblem {
                emblem,
                x,
                y,
                size,
                color,
                ground,
            } => {
                let at = (x, y + top);
                self.content.shape(emblem.figure(), at, size, color);
                self.content.shape(emblem.cut(), at, size, ground);
            }
        }
    }

    fn line(&mut self, line: &Line<'_>, top: Length) -> Result<(), Missing> {
        if line.range.is_empty() {
            return Ok(());
        }
        let setting = &line.setting;
        let baseline = top + line.baseline;
        self.content
            .start_line(line.x - line.indent, baseline, setting.color);
        let is_hidden = line.kind == Kind::Hidden;
        if is_hidden {
            self.content.hide();
        }
        match line.lead {
            Lead::None => {}
            Lead::Bullet => self.words(setting, "• ")?,
            Lead::Number(number) => self.words(setting, &format!("{number}. "))?,
        }
        if line.indent != 0 {
            self.content.step_right(line.indent);
        }
        for segment in setting.segments(line.text, line.range.clone()) {
            let words = &line.text.as_str()[segment.range];
            self.show(segment.face, setting.half_points, words)?;
        }
        if is_hidden {
            self.content.unhide();
        }
        self.place(line, baseline);
        self.transcript
            .push_str(&line.text.as_str()[line.range.clone()]);
        if !line.tail.is_empty() {
            self.words(setting, line.tail)?;
        }
        self.transcript.end_line();
        Ok(())
    }

    /// Notes the marks of a line before its text is taken down.
    fn place(&mut self, line: &Line<'_>, baseline: Length) {
        let (text, setting, face) = (line.text, &line.setting, line.setting.face());
        let (from, to) = (line.range.start, line.range.end);
        let base = self.transcript.text.len();
        let first = text.spans().partition_point(|span| span.end <= from);
        for span in text.spans()[first..]
            .iter()
            .take_while(|span| span.start < to)
        {
            let part = span.start.max(from)..span.end.min(to);
            let left = line.x + setting.width(text, from..part.start);
            let area = [
                left,
                baseline - setting.length(face.ascent),
                left + setting.width(text, part.clone()),
                baseline - setting.length(face.descent),
            ];
            let end = base + part.end - from;
            if span.start < from
                && let Some(begun) = self.transcript.placed.last_mut()
            {
                // It is longer than a line and goes on here.
                begun.source.boxes.push(area);
                if let Some(range) = &mut begun.range {
                    range.end = end;
                }
                continue;
            }
            self.transcript.placed.push(Placed {
                mark: span.mark,
                range: Some(base + part.start - from..end),
                aside: String::new(),
                source: Source {
                    page: Some(self.page),
                    boxes: vec![area],
                    ..Source::of(line.kind)
                },
            });
        }
    }

    /// Shows words that are no part of the document's texts and takes them down.
    fn words(&mut self, setting: &Setting, words: &str) -> Result<(), Missing> {
        self.transcript.push_str(words);
        self.show(setting.face(), setting.half_points, words)
    }

    /// Shows words in one piece: in the narrow subset if that has all of their
    /// characters, else in the wide one.
    fn show(&mut self, face: &Face, half_points: u16, words: &str) -> Result<(), Missing> {
        let id: FaceId = face.id;
        if words.is_ascii() {
            self.content.show_ascii(id.font(false), half_points, words);
            return Ok(());
        }
        let mut wide = false;
        for character in words.chars() {
            let glyph = face.glyph(character).ok_or(Missing(character))?;
            wide |= glyph.narrow == 0;
        }
        let glyphs = words.chars().filter_map(|character| face.glyph(character));
        if wide {
            let numbers = glyphs.map(|glyph| glyph.wide);
            self.content.show_wide(id.font(true), half_points, numbers);
        } else {
            let codes = glyphs.map(|glyph| glyph.narrow);
            self.content.show(id.font(false), half_points, codes);
        }
        Ok(())
    }
}
