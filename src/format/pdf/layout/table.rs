//! Tables.

use super::setting::WHITE;
use super::{Align, Area, Column, Layout, Length, POINT, Setting, Shape, wrap};
use crate::document::{Kind, Table, TableStyle, Text};

/// The space between a cell's text and its left and right edge.
const PADDING: Length = 5 * POINT;

impl<'d> Layout<'d> {
    pub(super) fn table(&mut self, table: &'d Table) {
        let body = self.sheet.body.sized(-1);
        let head = body.bold().colored(match self.sheet.look.tables {
            TableStyle::Banded => WHITE,
            TableStyle::Grid | TableStyle::Lines => self.sheet.look.accent,
        });
        let columns = self.columns(table, &head, &body);
        let header = self.rows.len();
        self.table_row(&table.header, &columns, &head, None);
        for (number, row) in table.rows.iter().enumerate() {
            self.table_row(row, &columns, &body, Some(number));
        }
        let end = self.rows.len();
        self.rows[header].gap = self.sheet.gap;
        for row in &mut self.rows[header + 1..] {
            row.header = Some(header);
        }
        // The header stays with two rows, and the last row is never alone.
        self.keep(header..(header + 2).min(end - 1));
        if end > header + 2 {
            self.keep(end - 2..end - 1);
        }
    }

    fn table_row(
        &mut self,
        cells: &'d [Text],
        columns: &[Column],
        setting: &Setting,
        number: Option<usize>,
    ) {
        let padding = match self.sheet.look.tables {
            TableStyle::Grid | TableStyle::Banded => 5 * POINT / 2,
            TableStyle::Lines => 3 * POINT,
        };
        let bottom = columns
            .iter()
            .zip(cells)
            .map(|(column, text)| self.set(text, setting, *column, padding, Kind::Table))
            .max();
        let height = bottom.unwrap_or(padding).max(padding + setting.leading()) + padding;
        self.table_shapes(columns, height, number);
        self.close_row(0, height);
    }

    fn table_shapes(&mut self, columns: &[Column], height: Length, number: Option<usize>) {
        let (accent, tint) = (self.sheet.look.accent, self.sheet.look.tint);
        let hairline = self.sheet.hairline;
        let whole = self.body_column().area(0, height);
        let rule = |thickness: Length| Area {
            y: height - thickness,
            height: thickness,
            ..whole
        };
        match (self.sheet.look.tables, number) {
            (TableStyle::Grid, _) => {
                if number.is_none() {
                    self.shapes.push(Shape::Fill(whole, tint));
                }
                for column in columns {
                    let cell = Area {
                        x: column.x - PADDING,
                        width: column.width + 2 * PADDING,
                        ..whole
                    };
                    self.shapes.push(Shape::Frame(cell, hairline));
                }
            }
            (TableStyle::Lines, None) => self.shapes.push(Shape::Fill(rule(POINT), accent)),
            (TableStyle::Lines, Some(_)) => {
                self.shapes.push(Shape::Fill(rule(POINT / 2), hairline));
            }
            (TableStyle::Banded, None) => self.shapes.push(Shape::Fill(whole, accent)),
            (TableStyle::Banded, Some(number)) if number % 2 == 1 => {
                self.shapes.push(Shape::Fill(whole, tint));
            }
            (TableStyle::Banded, Some(_)) => {}
        }
    }

    /// Where the columns' texts go. Every column gets the width of its widest
    /// word; what is left is shared out by how much more each could use.
    fn columns(&self, table: &Table, head: &Setting, body: &Setting) -> Vec<Column> {
        let extents: Vec<(Length, Length)> = (0..table.header.len())
            .map(|index| {
                let below = table
                    .rows
                    .iter()
                    .filter_map(|row| row.get(index))
                    .map(|text| wrap::extent(text, body));
                std::iter::once(wrap::extent(&table.header[index], head))
                    .chain(below)
                    .fold((0, 0), |(widest, piece), (width, part)| {
                        (widest.max(width), piece.max(part))
                    })
            })
            .collect();
        let available = self.sheet.width - 2 * PADDING * extents.len() as Length;
        let widths = share(&extents, available);
        let mut x = self.sheet.margin;
        widths
            .into_iter()
            .enumerate()
            .map(|(index, width)| {
                let align = match table.right.get(index) {
                    Some(true) => Align::Right,
                    _ => Align::Left,
                };
                let column = Column::left(x + PADDING, width).aligned(align);
                x += width + 2 * PADDING;
                column
            })
            .collect()
    }
}

/// Divides a width among columns of which the widest line and the widest word
/// are known.
fn share(extents: &[(Length, Length)], available: Length) -> Vec<Length> {
    let sum = |width: fn(&(Length, Length)) -> Length| -> i64 {
        extents.iter().map(|extent| i64::from(width(extent))).sum()
    };
    let (widest, words) = (sum(|extent| extent.0), sum(|extent| extent.1));
    let room = i64::from(available);
    let part = |of: Length, room: i64, whole: i64| (i64::from(of) * room / whole.max(1)) as Length;
    extents
        .iter()
        .map(|&(line, word)| {
            if widest <= room {
                line + part(line, room - widest, widest)
            } else if words <= room {
                word + part(line - word, room - words, widest - words)
            } else {
                part(word, room, words)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_get_their_widest_word_at_least() {
        assert_eq!(share(&[(100, 50), (300, 60)], 800), [200, 600]);
        assert_eq!(share(&[(100, 50), (900, 60)], 310), [61, 248]);
        assert_eq!(share(&[(100, 50), (900, 150)], 100), [25, 75]);
        assert_eq!(share(&[(0, 0)], 100), [0]);
    }
}
