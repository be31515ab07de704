//! Headings, paragraphs, lists, quotes, signatures and rules.

use std::ops::Range;

use super::{Area, Column, Layout, Lead, Length, Line, POINT, Setting, Shape, wrap};
use crate::document::{HeadingStyle, Kind, Span, Text};

impl<'d> Layout<'d> {
    pub(super) fn heading(&mut self, level: u8, text: &'d Text) {
        let (setting, gap) = (self.sheet.heading(level), self.sheet.gap);
        let mut column = self.body_column();
        let style = match level {
            2 => self.sheet.look.headings,
            _ => HeadingStyle::Plain,
        };
        let (mut top, accent) = (0, self.sheet.look.accent);
        if style == HeadingStyle::Bar {
            top = 2 * POINT;
            column.x += 6 * POINT;
            column.width -= 12 * POINT;
        }
        let mut height = self.set(text, &setting, column, top, Kind::Body);
        let line = self.body_column().area(0, height);
        match style {
            HeadingStyle::Plain => {}
            HeadingStyle::Ruled => {
                let rule = Area {
                    y: height + POINT / 2,
                    height: 3 * POINT / 4,
                    ..line
                };
                self.shapes.push(Shape::Fill(rule, accent));
                height += 2 * POINT;
            }
            HeadingStyle::Bar => {
                height += 2 * POINT;
                let bar = Area { height, ..line };
                self.shapes.push(Shape::Fill(bar, self.sheet.look.tint));
            }
        }
        let row = self.close_row(
            match level {
                0 | 1 => 3 * gap / 2,
                2 => 2 * gap,
                _ => 3 * gap / 2,
            },
            height,
        );
        (row.keep, row.heading) = (true, true);
    }

    pub(super) fn paragraph(&mut self, text: &'d Text) {
        let (setting, column) = (self.sheet.body, self.body_column());
        let rows = self.lines_of(text, &setting, column, self.sheet.gap);
        if text.as_str().trim_end().ends_with(':') {
            self.keep(rows.end.saturating_sub(1)..rows.end);
        }
    }

    pub(super) fn list(&mut self, ordered: bool, items: &'d [Text]) {
        let setting = self.sheet.body;
        let indent = if ordered {
            let digits = items.len().max(1).ilog10() as Length + 1;
            digits * setting.width_of("0") + setting.width_of(". ") + 2 * POINT
        } else {
            setting.width_of("• ") + 4 * POINT
        };
        let mut column = self.body_column();
        column.x += indent + 8 * POINT;
        column.width -= indent + 8 * POINT;
        for (number, item) in (1..).zip(items) {
            let gap = match number {
                1 => 2 * self.sheet.gap / 3,
                _ => self.sheet.gap / 3,
            };
            let rows = self.lines_of(item, &setting, column, gap);
            if let Some(row) = self.rows.get(rows.start) {
                let line = &mut self.lines[row.lines.start];
                line.indent = indent;
                line.lead = if ordered {
                    Lead::Number(number)
                } else {
                    Lead::Bullet
                };
            }
        }
    }

    pub(super) fn quote(&mut self, paragraphs: &'d [Text]) {
        let (setting, tint) = (self.sheet.muted(), self.sheet.look.tint);
        let mut column = self.body_column();
        let bar = Area {
            width: 3 * POINT,
            ..column.area(0, 0)
        };
        column.x += 14 * POINT;
        column.width -= 14 * POINT;
        // The space between two paragraphs is a part of the rows, so that the
        // bar runs through.
        let mut space = 0;
        let mut gap = self.sheet.gap;
        for text in paragraphs {
            let rows = self.lines_of(text, &setting, column, std::mem::take(&mut gap));
            for (index, row) in self.rows[rows].iter_mut().enumerate() {
                if index == 0 {
                    row.height += space;
                    for line in &mut self.lines[row.lines.clone()] {
                        line.baseline += space;
                    }
                }
                let height = row.height;
                row.shapes = self.shapes.len()..self.shapes.len() + 1;
                self.shapes.push(Shape::Fill(Area { height, ..bar }, tint));
            }
            space = self.sheet.gap;
        }
        self.closed.1 = self.shapes.len();
    }

    pub(super) fn signature(&mut self, lines: &'d [Text]) {
        let (setting, gap) = (self.sheet.body, self.sheet.gap);
        let column = self.body_column();
        // A signature alone on a page could be put under anything.
        let before = self.rows.len();
        self.keep(before.saturating_sub(1)..before);
        let room_to_sign = 26 * POINT;
        self.shapes.push(Shape::Fill(
            Area {
                width: column.width.min(230 * POINT),
                height: POINT / 2,
                ..column.area(room_to_sign, 0)
            },
            setting.color,
        ));
        self.close_row(gap, room_to_sign + 2 * POINT);
        for text in lines {
            self.lines_of(text, &setting, column, 0);
        }
        let after = self.rows.len();
        self.keep(before..after - 1);
    }

    pub(super) fn rule(&mut self) {
        let area = Area {
            height: POINT / 2,
            ..self.body_column().area(0, 0)
        };
        let color = self.sheet.hairline;
        self.shapes.push(Shape::Fill(area, color));
        self.close_row(self.sheet.gap, POINT);
    }

    /// Keeps every heading with two rows of what it stands above, and sets them
    /// closer to it.
    pub(super) fn keep_headings(&mut self) {
        for index in 0..self.rows.len() {
            let is_text = |row: usize| self.rows.get(row).is_some_and(|row| !row.heading);
            if !self.rows[index].heading || !is_text(index + 1) {
                continue;
            }
            let more = is_text(index + 2);
            let next = &mut self.rows[index + 1];
            next.gap /= 2;
            next.keep |= more;
        }
    }

    /// The column between the margins.
    pub(super) fn body_column(&self) -> Column {
        Column::left(self.sheet.margin, self.sheet.width)
    }

    /// Makes a row of every line of a text and keeps two lines together at its
    /// ends, and those that share a span.
    fn lines_of(
        &mut self,
        text: &'d Text,
        setting: &Setting,
        column: Column,
        gap: Length,
    ) -> Range<usize> {
        let first = self.rows.len();
        wrap::wrap(text, setting, column.width, |range, width| {
            if first < self.rows.len() {
                let start = range.start;
                let parted = |span: &Span| span.start < start && start < span.end;
                if text.spans().iter().any(parted) {
                    self.keep(self.rows.len() - 1..self.rows.len());
                }
            }
            self.lines.push(Line {
                text,
                range,
                tail: "",
                lead: Lead::None,
                indent: 0,
                x: column.start(width),
                baseline: setting.baseline(),
                setting: *setting,
                kind: Kind::Body,
            });
            let gap = if first == self.rows.len() { gap } else { 0 };
            self.close_row(gap, setting.leading());
        });
        let rows = first..self.rows.len();
        if rows.len() > 1 {
            self.keep(rows.start..rows.start + 1);
            self.keep(rows.end - 2..rows.end - 1);
        }
        rows
    }

    pub(super) fn keep(&mut self, rows: Range<usize>) {
        for row in &mut self.rows[rows] {
            row.keep = true;
        }
    }
}

impl Column {
    /// A rectangle as wide as the column.
    pub(super) fn area(self, y: Length, height: Length) -> Area {
        Area {
            x: self.x,
            y,
            width: self.width,
            height,
        }
    }
}
