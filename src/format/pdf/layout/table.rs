//! Tables.

use super::setting::WHITE;
use super::wrap::Extent;
use super::{Align, Area, Column, Layout, Length, POINT, Setting, Shape, wrap};
use crate::document::{Kind, Table, TableStyle, Text};

/// The space between a cell's text and its left and right edge.
const PADDING: Length = 5 * POINT;

/// A number at the right that takes no more than so many halves of the font's
/// size, such as a range, stays on one line.
const NUMBER: Length = 18;
/// And any other short cell: `40 mg`, `by mouth`.
const SHORT: Length = 9;

/// The smallest size that a crowded table is set in, in half points.
const SMALLEST: u16 = 13;

impl<'d> Layout<'d> {
    pub(super) fn table(&mut self, table: &'d Table) {
        let mut body = self.sheet.body.sized(-1);
        let head = |body: Setting| {
            body.bold().colored(match self.sheet.look.tables {
                TableStyle::Banded => WHITE,
                TableStyle::Grid | TableStyle::Lines => self.sheet.look.accent,
            })
        };
        let available = self.sheet.width - 2 * PADDING * table.header.len() as Length;
        let mut extents = extents(table, &head(body), &body);
        // A crowded table gets smaller rather than having its words cut.
        while body.half_points > SMALLEST
            && extents.iter().map(|extent| extent.word).sum::<Length>() > available
        {
            body = body.sized(-1);
            extents = self::extents(table, &head(body), &body);
        }
        let head = head(body);
        let columns = self.columns(table, &share(&extents, available));
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

    /// Where the columns' texts go, which have these widths.
    fn columns(&self, table: &Table, widths: &[Length]) -> Vec<Column> {
        let mut x = self.sheet.margin;
        widths
            .iter()
            .enumerate()
            .map(|(index, &width)| {
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

/// The room that each column needs.
fn extents(table: &Table, head: &Setting, body: &Setting) -> Vec<Extent> {
    (0..table.header.len())
        .map(|column| {
            let halves = match table.right.get(column) {
                Some(true) => NUMBER,
                _ => SHORT,
            };
            let longest = Length::from(body.half_points) * POINT / 4 * halves;
            let cells = table.rows.iter().filter_map(|row| row.get(column));
            cells
                .map(|text| wrap::extent(text, body))
                .map(|extent| match extent.line <= longest {
                    true => extent.whole(),
                    false => extent,
                })
                .fold(wrap::extent(&table.header[column], head), Extent::max)
        })
        .collect()
}

/// Divides a width among columns. Each gets what its widest line needs, if there
/// is room for that, else what its widest piece needs, or its widest word; what
/// is left is shared out by how much more each could use.
fn share(extents: &[Extent], available: Length) -> Vec<Length> {
    let sum = |width: fn(&Extent) -> Length| -> i64 {
        extents.iter().map(|extent| i64::from(width(extent))).sum()
    };
    let (lines, pieces) = (sum(|extent| extent.line), sum(|extent| extent.piece));
    let words = sum(|extent| extent.word);
    let room = i64::from(available);
    let part = |of: Length, room: i64, whole: i64| (i64::from(of) * room / whole.max(1)) as Length;
    extents
        .iter()
        .map(|&Extent { line, piece, word }| {
            if lines <= room {
                line + part(line, room - lines, lines)
            } else if pieces <= room {
                piece + part(line - piece, room - pieces, lines - pieces)
            } else if words <= room {
                word + part(piece - word, room - words, pieces - words)
            } else {
                part(word, room, words)
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(line: Length, piece: Length, word: Length) -> Extent {
        Extent { line, piece, word }
    }

    #[test]
    fn columns_get_what_they_need_as_long_as_there_is_room() {
        let columns = [extent(100, 50, 40), extent(900, 150, 60)];
        assert_eq!(share(&columns, 2000), [200, 1800]);
        assert_eq!(share(&columns, 280), [55, 225]);
        assert_eq!(share(&columns, 150), [45, 105]);
        assert_eq!(share(&columns, 50), [20, 30]);
        assert_eq!(share(&[Extent::default()], 100), [0]);
    }
}
