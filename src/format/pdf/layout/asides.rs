//! What stands below the text: a boxed label, a hidden line, a link.

use super::{Layout, POINT, Shape};
use crate::document::{Aside, Kind};

impl<'d> Layout<'d> {
    pub(super) fn aside(&mut self, aside: &'d Aside) {
        let (setting, gap) = (self.sheet.body, self.sheet.gap);
        let mut column = self.body_column();
        match aside {
            Aside::Textbox(text) => {
                let around = column.area(0, 0);
                column.x += 6 * POINT;
                column.width -= 12 * POINT;
                let bottom = self.set(text, &setting, column, 4 * POINT, Kind::Textbox);
                let height = bottom + 5 * POINT;
                let frame = super::Area { height, ..around };
                self.shapes.push(Shape::Frame(frame, setting.color));
                self.close_row(2 * gap, height);
            }
            Aside::Hidden(text) => {
                let height = self.set(text, &setting, column, 0, Kind::Hidden);
                self.close_row(gap, height);
            }
            Aside::Link { words, .. } => {
                let mut linked = setting;
                linked.color = self.sheet.look.accent;
                let height = self.set(words, &linked, column, 0, Kind::Body);
                self.link = Some(self.rows.len());
                self.close_row(gap, height);
            }
            Aside::Comment(_) | Aside::Picture(_) | Aside::Attachment(_) => {}
        }
    }
}
