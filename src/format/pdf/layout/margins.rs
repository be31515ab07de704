//! What stands in the margins: the running header and the footer.

use super::{Align, Area, Column, Layout, Length, POINT, Row, Shape, wrap};
use crate::document::{Kind, Text};

/// From the bottom margin's edge to the footer.
const ABOVE_FOOTER: Length = 18 * POINT;

impl<'d> Layout<'d> {
    /// Where "Page 1 of 2" goes: its left edge and baseline on the page.
    pub fn page_number(&self, words: &str) -> (Length, Length) {
        let column = self.body_column().aligned(Align::Right);
        let x = column.start(self.sheet.small.width_of(words));
        let top = self.sheet.page_height - self.sheet.margin + ABOVE_FOOTER;
        (x, top + self.sheet.small.baseline())
    }

    /// The header of the pages after the first: it ends a little above the text.
    pub(super) fn running_header(&mut self, text: &'d Text) -> Row {
        if text.is_empty() {
            return Row::default();
        }
        let (small, column) = (self.sheet.small, self.body_column());
        let mut height = 0;
        wrap::wrap(text, &small, column.width, |_, _| height += small.leading());
        let rule = self.sheet.margin - 12 * POINT;
        let top = rule - 3 * POINT - height;
        self.set(text, &small, column, top, Kind::Header);
        self.thin_rule(rule);
        self.new_row(0, height)
    }

    /// The footer: it starts a little below the text.
    pub(super) fn footer(&mut self, text: &'d Text) -> Row {
        let small = self.sheet.small;
        let top = self.sheet.page_height - self.sheet.margin + ABOVE_FOOTER;
        let whole = self.body_column();
        let column = Column {
            width: whole.width - small.width_of("Page 000 of 000") - 12 * POINT,
            ..whole
        };
        let bottom = self.set(text, &small, column, top, Kind::Footer);
        self.thin_rule(top - 3 * POINT);
        self.new_row(0, bottom - top)
    }

    fn thin_rule(&mut self, y: Length) {
        let area = Area {
            height: POINT / 2,
            ..self.body_column().area(y, 0)
        };
        self.shapes.push(Shape::Fill(area, self.sheet.hairline));
    }
}
