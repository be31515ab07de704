//! The plain part: what the document says, as people type it.
//!
//! No line is broken to a width: a marked value never holds a line break, and
//! the transfer encoding folds what is too long for a mail server.

use std::fmt::Write as _;
use std::iter::repeat_n;
use std::ops::Range;

use crate::document::{Aside, Block, Document, Field, Kind, Source, Table, Text, Transcript};

/// Tables wider than this many characters are not lined up: readers would wrap
/// their lines and the columns would be lost anyway.
const WIDEST: usize = 96;

/// Where a value is to be filled in by hand.
const BLANK: &str = "__________";

/// Appends the plain part, of that number, to the transcript, which keeps its marks.
pub fn write(document: &Document, mime: &'static str, transcript: &mut Transcript) {
    let source = Source {
        origin: Some(transcript.text.len()),
        mime: Some(mime),
        ..Source::of(Kind::MimeBody)
    };
    let mut page = Page {
        out: transcript,
        source,
        started: false,
    };
    let closing = document
        .blocks
        .iter()
        .rposition(|block| matches!(block, Block::Signature(_)));
    for (at, block) in document.blocks.iter().enumerate() {
        page.block(block, closing == Some(at));
    }
    for aside in &document.asides {
        if let Aside::Link { words, .. } = aside {
            page.begin();
            page.lines("", "", words);
        }
    }
    let footer = &document.letterhead.footer;
    if !footer.is_empty() {
        page.begin();
        page.ruler('-', 40);
        page.lines("", "", footer);
    }
}

struct Page<'a> {
    out: &'a mut Transcript,
    source: Source,
    started: bool,
}

impl Page<'_> {
    fn block(&mut self, block: &Block, closing: bool) {
        self.begin();
        match block {
            Block::Heading { level, text } => {
                self.lines("", "", text);
                let width = width(text).clamp(5, 72);
                match level {
                    1 => self.ruler('=', width),
                    2 => self.ruler('-', width),
                    _ => {}
                }
            }
            Block::Paragraph(text) => self.lines("", "", text),
            Block::List { ordered, items } => self.list(*ordered, items),
            Block::Fields(fields) => self.fields(fields),
            Block::Table(table) => self.table(table),
            Block::Quote(paragraphs) => {
                for (at, paragraph) in paragraphs.iter().enumerate() {
                    if at > 0 {
                        self.out.push_str(">\n");
                    }
                    self.lines("> ", "> ", paragraph);
                }
            }
            Block::Signature(lines) => {
                if closing {
                    // The separator of RFC 3676, 4.3: its blank belongs to it.
                    self.out.push_str("-- \n");
                }
                for line in lines {
                    self.lines("", "", line);
                }
            }
            Block::Rule => self.ruler('-', 40),
        }
    }

    /// An empty line between two blocks.
    fn begin(&mut self) {
        if self.started {
            self.out.push_str("\n");
        }
        self.started = true;
    }

    /// A text, its first line behind one lead and the others behind another.
    fn lines(&mut self, lead: &str, next: &str, text: &Text) {
        for (at, line) in lines(text).enumerate() {
            self.out.push_str(if at == 0 { lead } else { next });
            self.out.push_part(text, line, &self.source);
            self.out.push_str("\n");
        }
    }

    fn ruler(&mut self, line: char, width: usize) {
        self.out.text.extend(repeat_n(line, width));
        self.out.push_str("\n");
    }

    fn list(&mut self, ordered: bool, items: &[Text]) {
        let mut lead = String::from("- ");
        for (number, item) in (1..).zip(items) {
            if ordered {
                lead.clear();
                let _infallible = write!(lead, "{number}. ");
            }
            self.lines(&lead, &"      "[..lead.len().min(6)], item);
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        for field in fields {
            self.out.push(&field.name, &self.source);
            if field.value.is_empty() {
                self.out.push_str(": ");
                self.out.push_str(BLANK);
                self.out.push_str("\n");
            } else {
                self.lines(": ", "  ", &field.value);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        let mut widths: Vec<usize> = table.header.iter().map(width).collect();
        for row in &table.rows {
            for (width_of, cell) in widths.iter_mut().zip(row) {
                *width_of = (*width_of).max(width(cell));
            }
        }
        let total: usize = widths.iter().map(|width| width + 3).sum();
        let lined_up = total <= WIDEST;
        if !lined_up {
            widths.fill(0);
        }
        self.row(&table.header, &widths, &table.right);
        if lined_up {
            for (column, width) in widths.iter().enumerate() {
                self.out.push_str(if column > 0 { "-+-" } else { "" });
                self.out.text.extend(repeat_n('-', *width));
            }
            self.out.push_str("\n");
        }
        for row in &table.rows {
            self.row(row, &widths, &table.right);
        }
    }

    fn row(&mut self, cells: &[Text], widths: &[usize], right: &[bool]) {
        for (column, cell) in cells.iter().enumerate() {
            if column > 0 {
                self.out.push_str(" | ");
            }
            let wanted = widths.get(column).copied().unwrap_or_default();
            let padding = repeat_n(' ', wanted.saturating_sub(width(cell)));
            let right = right.get(column).copied().unwrap_or_default();
            if right {
                self.out.text.extend(padding.clone());
            }
            for (at, line) in lines(cell).enumerate() {
                self.out.push_str(if at > 0 { " " } else { "" });
                self.out.push_part(cell, line, &self.source);
            }
            // Blanks at the end of a line would be encoded, one by one.
            if !right && column + 1 < cells.len() {
                self.out.text.extend(padding);
            }
        }
        self.out.push_str("\n");
    }
}

fn width(text: &Text) -> usize {
    text.as_str().chars().count()
}

/// The lines of a text as byte ranges; an empty text has one.
fn lines(text: &Text) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    text.as_str().split('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end + 1;
        range
    })
}
