//! Where everything goes on the page.
//!
//! A document is composed into [`Row`]s: strips across the page that are never
//! cut, each with its [`Line`]s of text and its [`Shape`]s, placed from the
//! strip's top. [`pages`] then decides which rows share a page. Nothing is drawn
//! here, and the text is not copied: a line points into the document's text.

mod asides;
mod blocks;
mod fields;
mod letterhead;
mod margins;
mod pages;
mod setting;
mod table;
mod wrap;

use std::ops::Range;

pub use pages::{Leaf, Pages};
pub use setting::{Setting, Sheet};

use crate::document::{Block, Document, Kind, Rgb, Text};
use crate::format::emblem::Emblem;

/// A length in thousandths of a point.
pub type Length = i32;

/// One point.
pub const POINT: Length = 1000;

/// A rectangle; `y` is its top and runs down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    /// Its left edge, from the page's.
    pub x: Length,
    /// Its top, from the row's or the page's.
    pub y: Length,
    /// Its width.
    pub width: Length,
    /// Its height.
    pub height: Length,
}

impl Area {
    /// The same so much further down.
    pub fn below(self, top: Length) -> Self {
        let y = self.y + top;
        Self { y, ..self }
    }
}

/// What stands before the first line of a list item.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lead {
    /// Nothing.
    #[default]
    None,
    /// A bullet.
    Bullet,
    /// The item's number.
    Number(u16),
}

/// A line of text in its place.
#[derive(Clone, Debug)]
pub struct Line<'d> {
    /// The text it is a part of.
    pub text: &'d Text,
    /// The part.
    pub range: Range<usize>,
    /// What follows it: a colon or nothing.
    pub tail: &'static str,
    /// What stands before it.
    pub lead: Lead,
    /// How far left of it that starts.
    pub indent: Length,
    /// Its left edge from the page's, without the lead.
    pub x: Length,
    /// Its baseline from the row's top.
    pub baseline: Length,
    /// How it is set.
    pub setting: Setting,
    /// What it belongs to.
    pub kind: Kind,
}

/// A drawing in its place.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// A filled rectangle.
    Fill(Area, Rgb),
    /// A thin frame.
    Frame(Area, Rgb),
    /// A facility's emblem, as a square.
    Emblem {
        /// Which.
        emblem: Emblem,
        /// Its left edge.
        x: Length,
        /// Its top.
        y: Length,
        /// Its side.
        size: Length,
        /// Its colour.
        color: Rgb,
        /// The colour of what is cut out of it.
        ground: Rgb,
    },
}

/// A strip across the page that is never cut.
#[derive(Clone, Debug, Default)]
pub struct Row {
    /// The space above it, unless it is the first of a page.
    pub gap: Length,
    /// Its height.
    pub height: Length,
    /// Whether it shares a page with the next row.
    pub keep: bool,
    /// The row that is repeated above it if it is the first of a page.
    pub header: Option<usize>,
    /// Whether it is a heading.
    pub heading: bool,
    lines: Range<usize>,
    shapes: Range<usize>,
}

/// A document as rows.
#[derive(Debug)]
pub struct Layout<'d> {
    /// The measures and settings it is composed by.
    pub sheet: Sheet,
    /// From top to bottom.
    pub rows: Vec<Row>,
    /// The header of every page but the first, placed from the page's top.
    pub running: Row,
    /// The footer of every page without its number, placed from the page's top.
    pub footer: Row,
    /// The row with the words of a link.
    pub link: Option<usize>,
    lines: Vec<Line<'d>>,
    shapes: Vec<Shape>,
    closed: (usize, usize),
}

/// Where the lines of a text go, one below the other.
#[derive(Clone, Copy)]
struct Column {
    x: Length,
    width: Length,
    align: Align,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Align {
    Left,
    Center,
    Right,
}

impl Column {
    fn left(x: Length, width: Length) -> Self {
        let align = Align::Left;
        Self { x, width, align }
    }

    fn aligned(self, align: Align) -> Self {
        Self { align, ..self }
    }

    /// Where a line of that width starts.
    fn start(self, width: Length) -> Length {
        match self.align {
            Align::Left => self.x,
            Align::Center => self.x + (self.width - width) / 2,
            Align::Right => self.x + self.width - width,
        }
    }
}

impl<'d> Layout<'d> {
    /// Composes a document.
    pub fn of(document: &'d Document) -> Self {
        let mut layout = Self {
            sheet: Sheet::of(document.look),
            rows: Vec::with_capacity(128),
            lines: Vec::with_capacity(192),
            shapes: Vec::with_capacity(64),
            running: Row::default(),
            footer: Row::default(),
            link: None,
            closed: (0, 0),
        };
        layout.running = layout.running_header(&document.head.running);
        layout.footer = layout.footer(&document.letterhead.footer);
        layout.letterhead(&document.letterhead);
        for block in &document.blocks {
            layout.block(block);
        }
        for aside in &document.asides {
            layout.aside(aside);
        }
        layout.keep_headings();
        layout
    }

    /// The lines of a row.
    pub fn lines(&self, row: &Row) -> &[Line<'d>] {
        &self.lines[row.lines.clone()]
    }

    /// The shapes of a row.
    pub fn shapes(&self, row: &Row) -> &[Shape] {
        &self.shapes[row.shapes.clone()]
    }

    fn block(&mut self, block: &'d Block) {
        match block {
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(text) => self.paragraph(text),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Fields(fields) => self.fields(fields),
            Block::Table(table) => self.table(table),
            Block::Quote(paragraphs) => self.quote(paragraphs),
            Block::Signature(lines) => self.signature(lines),
            Block::Rule => self.rule(),
        }
    }

    /// A row of the lines and shapes that are in no row yet.
    fn new_row(&mut self, gap: Length, height: Length) -> Row {
        let (lines, shapes) = self.closed;
        self.closed = (self.lines.len(), self.shapes.len());
        Row {
            gap,
            height,
            lines: lines..self.lines.len(),
            shapes: shapes..self.shapes.len(),
            ..Row::default()
        }
    }

    /// The same, as the next row of the body.
    fn close_row(&mut self, gap: Length, height: Length) -> &mut Row {
        let row = self.new_row(gap, height);
        self.rows.push(row);
        self.rows.last_mut().expect("one was pushed")
    }

    /// Sets a text in a column from `top` down, within the row to be closed
    /// next; gives the bottom.
    fn set(
        &mut self,
        text: &'d Text,
        setting: &Setting,
        column: Column,
        mut top: Length,
        kind: Kind,
    ) -> Length {
        wrap::wrap(text, setting, column.width, |range, width| {
            self.lines.push(Line {
                text,
                range,
                tail: "",
                lead: Lead::None,
                indent: 0,
                x: column.start(width),
                baseline: top + setting.baseline(),
                setting: *setting,
                kind,
            });
            top += setting.leading();
        });
        top
    }
}
