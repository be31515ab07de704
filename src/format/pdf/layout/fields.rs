//! Names and values.

use super::{Area, Column, Layout, Length, POINT, Shape, wrap};
use crate::document::{Field, FieldsStyle, Kind};

/// The space between a name and its value, and between two pairs.
const GUTTER: Length = 8 * POINT;
/// The space between a box and its text.
const PADDING: Length = 5 * POINT;

impl<'d> Layout<'d> {
    pub(super) fn fields(&mut self, fields: &'d [Field]) {
        let first = self.rows.len();
        match self.sheet.look.fields {
            FieldsStyle::OneColumn => self.field_rows(fields, 1),
            FieldsStyle::TwoColumns => self.field_rows(fields, 2),
            FieldsStyle::Boxed => self.field_boxes(fields),
        }
        let end = self.rows.len();
        if let Some(row) = self.rows.get_mut(first) {
            row.gap = self.sheet.gap;
        }
        if end > first + 1 {
            self.keep(first..first + 1);
            self.keep(end - 2..end - 1);
        }
    }

    /// Sets so many pairs beside each other, each value to the right of its name.
    fn field_rows(&mut self, fields: &'d [Field], pairs: usize) {
        let whole = self.sheet.width;
        let width = (whole - (pairs as Length - 1) * 2 * GUTTER) / pairs as Length;
        let colon = self.sheet.body.bold().width_of(":");
        let narrowest = width - self.label_width(fields, width) - GUTTER;
        let rows = self.rows_of(fields, pairs, narrowest);
        let label_widths = [0, pairs - 1].map(|place| {
            let names = rows.iter().filter_map(|row| row.get(place));
            self.label_width(names, width)
        });
        for row in rows {
            let mut bottom = 0;
            for (place, field) in row.iter().enumerate() {
                let label_width = label_widths[place];
                let left = place as Length * (width + 2 * GUTTER);
                let right = match row {
                    [_] => whole,
                    _ => left + width,
                };
                let x = self.sheet.margin + left;
                let name = Column::left(x, label_width - colon);
                let value = Column::left(
                    x + label_width + GUTTER,
                    right - left - label_width - GUTTER,
                );
                bottom = bottom.max(self.pair(field, name, value));
            }
            self.close_row(2 * POINT, bottom);
        }
    }

    /// The width of the widest name with its colon, but not most of the width.
    fn label_width<'f>(
        &self,
        fields: impl IntoIterator<Item = &'f Field>,
        width: Length,
    ) -> Length {
        let label = self.sheet.body.bold();
        let names = fields
            .into_iter()
            .map(|field| wrap::extent(&field.name, &label).line);
        (names.max().unwrap_or(0) + label.width_of(":")).min(width * 9 / 20)
    }

    /// Divides fields among rows. One whose value has a piece that is wider than
    /// its column gets a row to itself.
    fn rows_of(&self, fields: &'d [Field], pairs: usize, width: Length) -> Vec<&'d [Field]> {
        let fits = |field: &Field| wrap::extent(&field.value, &self.sheet.body).piece <= width;
        let mut rows = Vec::with_capacity(fields.len());
        let mut rest = fields;
        while !rest.is_empty() {
            let most = pairs.min(rest.len());
            let taken = if rest[..most].iter().all(fits) {
                most
            } else {
                1
            };
            let (row, others) = rest.split_at(taken);
            rows.push(row);
            rest = others;
        }
        rows
    }

    /// Sets a pair in two columns, or a line to fill in; gives the bottom.
    fn pair(&mut self, field: &'d Field, name: Column, value: Column) -> Length {
        let (body, label) = (self.sheet.body, self.sheet.body.bold());
        let lines = self.lines.len();
        let name_bottom = self.set(&field.name, &label, name, 0, Kind::Table);
        if let Some(line) = self.lines[lines..].last_mut() {
            line.tail = ":";
        }
        if field.value.is_empty() {
            let line = Area {
                width: value.width.min(220 * POINT),
                height: POINT / 2,
                ..value.area(body.baseline() + 2 * POINT, 0)
            };
            self.shapes.push(Shape::Fill(line, self.sheet.hairline));
        }
        let value_bottom = self.set(&field.value, &body, value, 0, Kind::Table);
        name_bottom.max(value_bottom)
    }

    /// Sets two boxes beside each other, each value below its name. One alone
    /// gets the whole width.
    fn field_boxes(&mut self, fields: &'d [Field]) {
        let body = self.sheet.body;
        let label = body.sized(-4).colored(self.sheet.look.accent);
        for row in self.rows_of(fields, 2, self.sheet.width / 2 - 2 * PADDING) {
            let width = self.sheet.width / row.len() as Length;
            let mut bottom = 0;
            for (place, field) in row.iter().enumerate() {
                let x = self.sheet.margin + place as Length * width;
                let column = Column::left(x + PADDING, width - 2 * PADDING);
                let middle = self.set(&field.name, &label, column, 2 * POINT, Kind::Table);
                let end = self.set(&field.value, &body, column, middle, Kind::Table);
                bottom = bottom.max(end.max(middle + body.leading()));
            }
            let height = bottom + 3 * POINT;
            for place in 0..row.len() {
                let cell = Area {
                    x: self.sheet.margin + place as Length * width,
                    y: 0,
                    width,
                    height,
                };
                self.shapes.push(Shape::Frame(cell, self.sheet.hairline));
            }
            self.close_row(0, height);
        }
    }
}
