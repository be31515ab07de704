//! Lines and rows in the order in which they run down a slide, and where one
//! slide ends and the next begins.

use std::ops::Range;

use super::frame::{BODY, Frame, INSET, INSET_ABOVE};
use super::grid::{ABOVE, Grid, row_height, stretches};
use super::measure::{limit, line_height};
use super::outline::{Item, Line, Place, Setting};
use crate::document::Text;

/// Between two shapes, one above or beside the other.
pub(super) const GAP: i64 = 152_400;

/// Sizes that go together, in hundredths of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    /// Of paragraphs and points.
    pub(super) text: u32,
    /// Of tables.
    pub(super) table: u32,
}

/// A shape of a slide.
pub(super) struct Shape<'a> {
    /// Where it stands.
    pub(super) frame: Frame,
    /// The size of its text, in hundredths of a point.
    pub(super) size: u32,
    /// What it holds.
    pub(super) content: Content<'a>,
}

/// What a shape holds.
pub(super) enum Content<'a> {
    /// Paragraphs and points.
    Lines(Vec<Clip<'a>>),
    /// A table.
    Table {
        /// Its cells.
        grid: &'a Grid<'a>,
        /// The widths of its columns.
        columns: Vec<i64>,
        /// Its rows on this slide, the header among them.
        rows: Vec<Row>,
    },
}

/// As much of a line as stands on one slide.
#[derive(Clone)]
pub(super) struct Clip<'a> {
    /// The whole line.
    pub(super) line: Line<'a>,
    /// The stretch of its text.
    pub(super) stretch: Range<usize>,
}

/// A row of a table on one slide.
#[derive(Clone)]
pub(super) struct Row {
    /// Its index in the grid, the header being row 0.
    pub(super) index: usize,
    /// Its height.
    pub(super) height: i64,
    /// The stretches of its cells' texts; empty if it stands there whole.
    pub(super) stretches: Vec<Range<usize>>,
}

impl Row {
    /// As much of the text of its cell in that column as stands on the slide.
    pub(super) fn stretch(&self, column: usize, text: &Text) -> Range<usize> {
        let stretch = self.stretches.get(column).cloned();
        stretch.unwrap_or(0..text.len())
    }
}

/// Items at one scale, cut into what can't be parted any more.
pub(super) struct Flow<'a> {
    scale: Scale,
    units: Vec<Unit<'a>>,
    tables: Vec<Fitted<'a>>,
}

struct Unit<'a> {
    piece: Piece<'a>,
    height: i64,
    /// Whether it must not be the last on a slide.
    keep: bool,
}

enum Piece<'a> {
    Line(Clip<'a>),
    /// A row of `tables[.0]`.
    Row(usize, Row),
    /// It takes no room and goes with what stands before it.
    Note(&'a Text),
}

struct Fitted<'a> {
    grid: &'a Grid<'a>,
    columns: Vec<i64>,
    header: Option<Row>,
}

/// Which shape a unit stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Lines,
    Table(usize),
}

impl<'a> Flow<'a> {
    /// Sets items in a width.
    pub(super) fn new(items: &'a [Item<'a>], scale: Scale, width: i64) -> Self {
        let mut flow = Self {
            scale,
            units: Vec::with_capacity(items.len() + 16),
            tables: Vec::new(),
        };
        for item in items {
            match item {
                Item::Line(line) => flow.line(*line, width),
                Item::Grid(grid) => flow.grid(grid, width),
                Item::Note(text) => flow.unit(Piece::Note(text), 0, false),
            }
        }
        flow
    }

    fn unit(&mut self, piece: Piece<'a>, height: i64, keep: bool) {
        self.units.push(Unit {
            piece,
            height,
            keep,
        });
    }

    fn line(&mut self, line: Line<'a>, width: i64) {
        let size = line.setting.size(self.scale.text);
        let space = line.setting.space_before(size) * 127;
        let limit = limit(width - 2 * INSET - line.setting.indent(size), size);
        let text = line.text;
        let whole = 0..text.len();
        let lines = match line.extent.line > limit {
            true => line.face.wrap(text.as_str(), whole.clone(), limit, |_| ()),
            false => line.extent.lines + 1,
        };
        let keep = line.place == Place::WithNext;
        let most = (BODY.height - 2 * INSET_ABOVE - space) / line_height(size);
        if i64::from(lines) <= most {
            let height = i64::from(lines) * line_height(size) + space;
            let clip = Clip {
                line,
                stretch: whole,
            };
            return self.unit(Piece::Line(clip), height, keep);
        }
        for (stretch, lines) in stretches(text, line.face, limit, most as u32) {
            let height = i64::from(lines) * line_height(size) + space;
            self.unit(Piece::Line(Clip { line, stretch }), height, false);
        }
    }

    fn grid(&mut self, grid: &'a Grid<'a>, width: i64) {
        let size = self.scale.table;
        let columns = grid.fit(size, width);
        let limits = grid.limits(size, &columns);
        let row = |index, lines| Row {
            index,
            height: row_height(lines, size),
            stretches: Vec::new(),
        };
        let (first, rows) = (grid.first_row(), grid.rows());
        let header = (first == 1 && rows > 0).then(|| row(0, grid.lines(0, &limits)));
        let room = BODY.height - 2 * ABOVE - header.as_ref().map_or(0, |row| row.height);
        let most = (room / line_height(size)).max(1);
        let table = self.tables.len();
        // A table that is a header only is a table of that row.
        let body = if rows == 0 {
            0..first
        } else {
            first..first + rows
        };
        for index in body.clone() {
            let lines = grid.lines(index, &limits);
            if i64::from(lines) <= most {
                let keep = Place::in_run(index - body.start, body.len()) == Place::WithNext;
                let row = row(index, lines);
                let height = row.height;
                self.unit(Piece::Row(table, row), height, keep);
                continue;
            }
            for (stretches, lines) in grid.cut(index, &limits, most as u32) {
                let row = Row {
                    stretches,
                    ..row(index, lines)
                };
                let height = row.height;
                self.unit(Piece::Row(table, row), height, false);
            }
        }
        self.tables.push(Fitted {
            grid,
            columns,
            header,
        });
    }

    /// What it costs to begin a shape besides the unit itself.
    fn lead(&self, before: Option<Within>, within: Within) -> i64 {
        let gap = if before.is_some() { GAP } else { 0 };
        gap + match within {
            Within::Lines => 2 * INSET_ABOVE,
            Within::Table(table) => self.tables[table]
                .header
                .as_ref()
                .map_or(0, |row| row.height),
        }
    }

    /// Fills slides of that height one after the other.
    pub(super) fn pages(&self, height: i64) -> Vec<Range<usize>> {
        let mut pages = Vec::new();
        let (mut start, mut at, mut used, mut before) = (0, 0, 0, None);
        while let Some(unit) = self.units.get(at) {
            let Some(within) = unit.piece.within() else {
                at += 1;
                continue;
            };
            let lead = if before == Some(within) {
                0
            } else {
                self.lead(before, within)
            };
            if before.is_some() && used + lead + unit.height > height {
                let kept = self.units[start..at]
                    .iter()
                    .rposition(|unit| !unit.keep)
                    .map_or(at, |last| start + last + 1);
                pages.push(start..kept);
                (start, at, used, before) = (kept, kept, 0, None);
                continue;
            }
            used += lead + unit.height;
            before = Some(within);
            at += 1;
        }
        pages.push(start..self.units.len());
        pages
    }

    /// As many slides as [`Flow::pages`] takes, but filled as evenly as can be,
    /// and a little less so if then more of them begin with a heading or table.
    pub(super) fn even_pages(&self, height: i64) -> Vec<Range<usize>> {
        let full = self.pages(height);
        let steps = 24;
        let as_few = |step: &i64| self.pages(height * step / steps).len() <= full.len();
        let Some(least) = (1..steps).find(as_few) else {
            return full;
        };
        (least..=steps.min(least * 4 / 3))
            .map(|step| self.pages(height * step / steps))
            .filter(|pages| pages.len() <= full.len())
            .min_by_key(|pages| {
                let starts = pages.iter().skip(1).filter(|page| self.opens(page.start));
                std::cmp::Reverse(starts.count())
            })
            .unwrap_or(full)
    }

    /// Whether something new begins with a unit.
    fn opens(&self, unit: usize) -> bool {
        match &self.units[unit].piece {
            Piece::Line(clip) => clip.line.setting == Setting::Subheading,
            Piece::Row(table, row) => row.index == self.tables[*table].grid.first_row(),
            Piece::Note(_) => false,
        }
    }

    /// The shapes of a slide, one below the other, and the notes that go with it.
    pub(super) fn set(&self, page: Range<usize>, frame: Frame) -> (Vec<Shape<'a>>, Vec<&'a Text>) {
        let (mut shapes, mut notes) = (Vec::<Shape<'a>>::new(), Vec::new());
        let (mut y, mut before) = (frame.y, None);
        for unit in &self.units[page] {
            let within = unit.piece.within();
            if let Some(within) = within.filter(|_| within != before) {
                let gap = if before.is_some() { GAP } else { 0 };
                shapes.push(self.shape(
                    within,
                    Frame {
                        y: y + gap,
                        ..frame
                    },
                ));
                y += self.lead(before, within);
                before = Some(within);
            }
            y += unit.height;
            if let Some(shape) = shapes.last_mut() {
                shape.frame.height = y - shape.frame.y;
                match (&mut shape.content, &unit.piece) {
                    (Content::Lines(lines), Piece::Line(clip)) => lines.push(clip.clone()),
                    (Content::Table { rows, .. }, Piece::Row(_, row)) => rows.push(row.clone()),
                    _ => {}
                }
            }
            if let Piece::Note(text) = unit.piece {
                notes.push(text);
            }
        }
        if let [shape] = shapes.as_mut_slice()
            && let Content::Lines(_) = shape.content
        {
            shape.frame = frame;
        }
        (shapes, notes)
    }

    fn shape(&self, within: Within, frame: Frame) -> Shape<'a> {
        match within {
            Within::Lines => Shape {
                frame,
                size: self.scale.text,
                content: Content::Lines(Vec::with_capacity(8)),
            },
            Within::Table(table) => {
                let table = &self.tables[table];
                let mut rows = Vec::with_capacity(12);
                rows.extend(table.header.clone());
                Shape {
                    frame: Frame {
                        width: table.columns.iter().sum(),
                        ..frame
                    },
                    size: self.scale.table,
                    content: Content::Table {
                        grid: table.grid,
                        columns: table.columns.clone(),
                        rows,
                    },
                }
            }
        }
    }
}

impl Piece<'_> {
    fn within(&self) -> Option<Within> {
        match self {
            Self::Line(_) => Some(Within::Lines),
            Self::Row(table, _) => Some(Within::Table(*table)),
            Self::Note(_) => None,
        }
    }
}

impl Setting {
    /// Its size in hundredths of a point where running text has the given one.
    pub(super) fn size(self, text: u32) -> u32 {
        match self {
            Self::Signature { .. } => (text * 3 / 4).max(1200),
            _ => text,
        }
    }

    /// The room above it, in hundredths of a point.
    pub(super) fn space_before(self, size: u32) -> i64 {
        i64::from(match self {
            Self::Subheading => size * 4 / 5,
            Self::Signature { first: true } => size * 2,
            Self::Signature { first: false } => size / 5,
            _ => size * 2 / 5,
        })
    }

    /// How far its text is indented behind its bullet or number, in EMU.
    pub(super) fn indent(self, size: u32) -> i64 {
        let size = i64::from(size) * 127;
        match self {
            Self::Bullet => size * 5 / 4,
            Self::Number(_) => size * 2,
            Self::Plain | Self::Subheading | Self::Signature { .. } => 0,
        }
    }
}
