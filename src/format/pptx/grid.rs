//! Tables and fields as grids of cells: how wide the columns and how high the
//! rows have to be.

use std::ops::Range;

use super::measure::{Extent, Face, emu, limit, line_height, mostly_bold};
use crate::document::{Field, Look, Table, Text};

/// The margin at the left and right of a cell's text.
pub(super) const SIDE: i64 = 91_440;
/// The margin above and below it.
pub(super) const ABOVE: i64 = 45_720;

/// A table, or fields as a table of names and values.
pub(super) struct Grid<'a> {
    cells: Cells<'a>,
    columns: usize,
    look: &'static Look,
    /// The extents of all cells, row by row, the header's first.
    extents: Vec<Extent>,
    /// The widest line of each column.
    widest: Vec<u32>,
    /// The longest word of each column.
    longest: Vec<u32>,
}

#[derive(Clone, Copy)]
enum Cells<'a> {
    Fields(&'a [Field]),
    Table(&'a Table),
}

impl<'a> Grid<'a> {
    /// Names and values, without a header.
    pub(super) fn fields(fields: &'a [Field], look: &'static Look) -> Self {
        Self::measured(Cells::Fields(fields), 2, look)
    }

    /// A table with its header.
    pub(super) fn table(table: &'a Table, look: &'static Look) -> Self {
        let widest_row = table.rows.iter().map(Vec::len).max();
        let columns = table.header.len().max(widest_row.unwrap_or_default());
        Self::measured(Cells::Table(table), columns, look)
    }

    fn measured(cells: Cells<'a>, columns: usize, look: &'static Look) -> Self {
        let mut grid = Self {
            cells,
            columns,
            look,
            extents: Vec::new(),
            widest: vec![0; columns],
            longest: vec![0; columns],
        };
        let rows = grid.first_row() + grid.rows();
        grid.extents.reserve(rows * columns);
        for row in 0..rows {
            for column in 0..columns {
                let extent = grid.cell(row, column).map_or_else(Extent::default, |text| {
                    grid.face(row, column, text).extent(text.as_str())
                });
                grid.widest[column] = grid.widest[column].max(extent.line);
                grid.longest[column] = grid.longest[column].max(extent.word);
                grid.extents.push(extent);
            }
        }
        grid
    }

    /// Whether it is made of fields.
    pub(super) fn is_fields(&self) -> bool {
        matches!(self.cells, Cells::Fields(_))
    }

    /// The number of rows without the header.
    pub(super) fn rows(&self) -> usize {
        match self.cells {
            Cells::Fields(fields) => fields.len(),
            Cells::Table(table) => table.rows.len(),
        }
    }

    /// The index of the first row behind the header: 1, or 0 if there is none.
    pub(super) fn first_row(&self) -> usize {
        match self.cells {
            Cells::Fields(_) => 0,
            Cells::Table(table) => usize::from(!table.header.is_empty()),
        }
    }

    /// The text of a cell, the header being row 0; `None` if its row is short
    /// or it is left blank.
    pub(super) fn cell(&self, row: usize, column: usize) -> Option<&'a Text> {
        let text = match self.cells {
            Cells::Fields(fields) => match column {
                0 => Some(&fields[row].name),
                _ => Some(&fields[row].value),
            },
            Cells::Table(table) => match row.checked_sub(self.first_row()) {
                None => table.header.get(column),
                Some(row) => table.rows[row].get(column),
            },
        };
        text.filter(|text| !text.is_empty())
    }

    /// Whether a column is set to the right.
    pub(super) fn right(&self, column: usize) -> bool {
        match self.cells {
            Cells::Fields(_) => false,
            Cells::Table(table) => table.right.get(column).copied().unwrap_or_default(),
        }
    }

    /// More room at the right of a column, so that figures set to the right
    /// don't touch what the next column begins with.
    pub(super) fn spare(&self, column: usize) -> i64 {
        match self.right(column) && !self.right(column + 1) && column + 1 < self.columns {
            true => 2 * SIDE,
            false => 0,
        }
    }

    fn face(&self, row: usize, column: usize, text: &Text) -> &'static Face {
        let head = match self.cells {
            Cells::Fields(_) => column == 0,
            Cells::Table(_) => row < self.first_row(),
        };
        Face::of(self.look.body, head || mostly_bold(text))
    }

    /// How wide it is at a size if no cell is broken.
    pub(super) fn natural_width(&self, size: u32) -> i64 {
        let widest = self.widest.iter().enumerate();
        widest
            .map(|(column, &widest)| outer(widest, size) + self.spare(column))
            .sum()
    }

    /// The widths of its columns at a size in a given width. Columns that can
    /// be as wide as their content are, and what is left goes to all of them in
    /// proportion; what is lacking is taken from the widest.
    pub(super) fn fit(&self, size: u32, width: i64) -> Vec<i64> {
        let outer = |widths: &[u32]| -> Vec<i64> {
            let widths = widths.iter().enumerate();
            widths
                .map(|(column, &width)| outer(width, size) + self.spare(column))
                .collect()
        };
        let (natural, least) = (outer(&self.widest), outer(&self.longest));
        let (wanted, needed) = (natural.iter().sum::<i64>(), least.iter().sum::<i64>());
        let mut columns: Vec<i64> = if wanted <= width && self.is_fields() {
            // Values stand beside their names, not across the slide from them.
            let names = natural[0] + (natural[0] / 4).min(width - wanted);
            vec![names, width - names]
        } else if wanted <= width {
            natural.iter().map(|w| w * width / wanted.max(1)).collect()
        } else if needed < width {
            shared(&natural, &least, width)
        } else {
            least.iter().map(|w| w * width / needed.max(1)).collect()
        };
        let rest = width - columns.iter().sum::<i64>();
        if let Some(last) = columns.last_mut() {
            *last += rest;
        }
        columns
    }

    /// How wide a line can be in each of columns of these widths, in thousandths
    /// of an em.
    pub(super) fn limits(&self, size: u32, columns: &[i64]) -> Vec<u32> {
        let columns = columns.iter().enumerate();
        columns
            .map(|(column, width)| limit(width - 2 * SIDE - self.spare(column), size))
            .collect()
    }

    /// How many lines a row has within these limits.
    pub(super) fn lines(&self, row: usize, limits: &[u32]) -> u32 {
        let extents = &self.extents[row * self.columns..][..self.columns];
        let cells = extents.iter().zip(limits).enumerate();
        cells
            .map(|(column, (extent, &limit))| {
                if extent.line <= limit {
                    return extent.lines + 1;
                }
                match self.cell(row, column) {
                    Some(text) => self.face(row, column, text).wrap(
                        text.as_str(),
                        0..text.len(),
                        limit,
                        |_| (),
                    ),
                    None => 1,
                }
            })
            .max()
            .unwrap_or(1)
    }

    /// Cuts a row that is too high for a slide into pieces of at most so many
    /// lines: the stretch of each cell in each piece, and the lines it takes.
    pub(super) fn cut(
        &self,
        row: usize,
        limits: &[u32],
        most: u32,
    ) -> Vec<(Vec<Range<usize>>, u32)> {
        let mut pieces: Vec<(Vec<Range<usize>>, u32)> = Vec::new();
        for (column, &limit) in limits.iter().enumerate() {
            let Some(text) = self.cell(row, column) else {
                continue;
            };
            let face = self.face(row, column, text);
            let stretches = stretches(text, face, limit, most);
            for (index, (stretch, lines)) in stretches.into_iter().enumerate() {
                if index == pieces.len() {
                    pieces.push((vec![0..0; self.columns], 1));
                }
                let (row, highest) = &mut pieces[index];
                row[column] = stretch;
                *highest = lines.max(*highest);
            }
        }
        pieces
    }
}

/// Shares a width between columns that would like more: each gets the same, but
/// none less than it needs nor more than it can use.
fn shared(natural: &[i64], least: &[i64], width: i64) -> Vec<i64> {
    let mut columns = vec![0; natural.len()];
    let mut open: Vec<usize> = (0..natural.len()).collect();
    let mut left = width;
    while !open.is_empty() {
        let share = left / open.len() as i64;
        let settled = |limits: &[i64], settles: fn(i64, i64) -> bool| {
            let column = open.iter().copied().find(|&c| settles(limits[c], share));
            column.map(|column| (column, limits[column]))
        };
        // What is needed goes first: it only makes the share smaller.
        let next = settled(least, |least, share| least > share)
            .or_else(|| settled(natural, |natural, share| natural <= share));
        let (column, width) = next.unwrap_or((open[0], share));
        columns[column] = width;
        left -= width;
        open.retain(|&other| other != column);
    }
    columns
}

/// Cuts a text into stretches of at most so many lines and counts the lines of
/// each. No cut goes through a span: a name stands on one slide.
pub(super) fn stretches(
    text: &Text,
    face: &Face,
    limit: u32,
    most: u32,
) -> Vec<(Range<usize>, u32)> {
    let mut stretches = Vec::new();
    let mut start = 0;
    while start < text.len() {
        let (mut line, mut end) = (1, text.len());
        let lines = face.wrap(text.as_str(), start..text.len(), limit, |at| {
            line += 1;
            if line == most + 1 {
                end = at;
            }
        });
        let through = text
            .spans()
            .iter()
            .find(|span| span.start < end && end < span.end);
        if let Some(span) = through {
            end = if span.start > start {
                span.start
            } else {
                span.end
            };
        }
        stretches.push((start..trimmed(text, start..end), lines.min(most)));
        start = end;
    }
    stretches
}

/// Where a stretch ends without the blanks at its end, as far as no span holds them.
fn trimmed(text: &Text, stretch: Range<usize>) -> usize {
    let held = text
        .spans()
        .iter()
        .rev()
        .find(|span| span.start >= stretch.start && span.end <= stretch.end)
        .map_or(stretch.start, |span| span.end);
    held.max(stretch.start + text.as_str()[stretch].trim_end().len())
}

/// The width of a column whose widest line is that wide.
fn outer(advance: u32, size: u32) -> i64 {
    emu(advance, size) * 104 / 100 + 2 * SIDE + 12_700
}

/// The height of a row of so many lines.
pub(super) fn row_height(lines: u32, size: u32) -> i64 {
    i64::from(lines) * line_height(size) + 2 * ABOVE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Style;

    fn table(rows: &[[&str; 2]]) -> Table {
        Table {
            header: vec![Text::from("Drug"), Text::from("Instructions")],
            rows: rows
                .iter()
                .map(|row| row.iter().map(|cell| Text::from(*cell)).collect())
                .collect(),
            right: vec![false, true],
        }
    }

    #[test]
    fn columns_fill_the_width_and_hold_their_longest_word() {
        let long = "take one tablet by mouth every morning with food ".repeat(6);
        let table = table(&[["Hydrochlorothiazide", &long], ["Aspirin", "daily"]]);
        let grid = Grid::table(&table, &Look::ALL[0]);
        for width in [3_000_000, 6_000_000, 11_277_600] {
            let columns = grid.fit(1400, width);
            assert_eq!(columns.iter().sum::<i64>(), width);
            assert!(
                grid.lines(2, &grid.limits(1400, &columns)) == 1,
                "{columns:?}"
            );
        }
    }

    #[test]
    fn narrow_columns_keep_their_width_beside_wide_ones() {
        assert_eq!(shared(&[30, 40, 300], &[10, 20, 50], 200), [30, 40, 130]);
        assert_eq!(shared(&[90, 90, 300], &[10, 10, 150], 200), [25, 25, 150]);
        assert_eq!(shared(&[300, 300], &[10, 10], 201), [100, 101]);
    }

    #[test]
    fn cuts_spare_spans_and_lose_no_word() {
        let mut text = Text::from("Seen at home by ");
        let start = text.len();
        text.push("Ana Lee", Style::default());
        text.mark(start, 0);
        text.push(" who wrote all of this down at length", Style::default());
        let face = Face::of(Look::ALL[0].body, false);
        for limit in 3000..9000 {
            let pieces = stretches(&text, face, limit, 1);
            let all: Vec<&str> = pieces
                .iter()
                .map(|(piece, _)| &text.as_str()[piece.clone()])
                .collect();
            assert!(all.iter().any(|piece| piece.contains("Ana Lee")), "{all:?}");
            assert_eq!(all.join(" ").split_whitespace().count(), 14, "{all:?}");
        }
    }

    #[test]
    fn a_short_row_has_blank_cells() {
        let mut table = table(&[["a", "b"]]);
        table.rows[0].pop();
        let grid = Grid::table(&table, &Look::ALL[0]);
        assert!(grid.cell(1, 0).is_some() && grid.cell(1, 1).is_none());
        assert!(grid.right(1) && !grid.right(0));
    }
}
