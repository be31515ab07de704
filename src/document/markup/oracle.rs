//! The same markup read by pulldown-cmark, which our own reader is held
//! against: it knows all of CommonMark, and takes three times as long.

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::inline::Inline;
use super::lines::{is_field, paragraph};
use crate::document::text::Style;
use crate::document::{Block, Table, Text};

/// Reads a template's whole output.
///
/// # Errors
/// What stands in it that the subset does not have.
pub fn blocks(output: &str) -> Result<Vec<Block>, String> {
    let mut walker = Walker::default();
    for event in Parser::new_ext(output, Options::ENABLE_TABLES) {
        walker.take(event)?;
    }
    if walker.inline.is_open() {
        return Err("a value runs past the end of its paragraph".into());
    }
    Ok(walker.blocks)
}

#[derive(Default)]
struct Walker {
    blocks: Vec<Block>,
    inline: Inline,
    bold: usize,
    italic: usize,
    /// The ended lines of the paragraph at hand, if its line ends count.
    lines: Vec<Text>,
    list: Option<(bool, Vec<Text>)>,
    quote: Option<Vec<Text>>,
    table: Option<Table>,
    row: Vec<Text>,
    depth: usize,
}

impl Walker {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => return self.start(tag),
            Event::End(tag) => self.end(tag)?,
            Event::Text(text) => self.inline.push(&text, self.style()),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.inline.push("\n", self.style()),
            Event::Rule => self.blocks.push(Block::Rule),
            Event::Code(text) => return Err(format!("code `{text}` is not in the subset")),
            Event::Html(text) | Event::InlineHtml(text) => {
                return Err(format!("HTML `{}` is not in the subset", text.trim()));
            }
            other => return Err(format!("{other:?} is not in the subset")),
        }
        Ok(())
    }

    fn style(&self) -> Style {
        Style {
            bold: self.bold > 0,
            italic: self.italic > 0,
        }
    }

    /// A line end in the source is a blank, except where lines count.
    fn soft_break(&mut self) {
        let line = self.inline.text();
        let lines_count = self.depth == 0
            && !self.inline.is_open()
            && (!self.lines.is_empty() || is_field(line) || line.as_str() == "--");
        if lines_count {
            let line = self.inline.finish();
            self.lines.push(line);
        } else {
            self.inline.push(" ", self.style());
        }
    }

    fn start(&mut self, tag: Tag<'_>) -> Result<(), String> {
        match tag {
            Tag::Paragraph | Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            Tag::Heading { .. } => self.depth += 1,
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_) if self.depth > 0 => {
                return Err("a list, table or quote inside another is not in the subset".into());
            }
            Tag::List(number) => {
                self.depth += 1;
                self.list = Some((number.is_some(), Vec::new()));
            }
            Tag::Item => {}
            Tag::BlockQuote(_) => {
                self.depth += 1;
                self.quote = Some(Vec::new());
            }
            Tag::Table(alignments) => {
                self.depth += 1;
                self.table = Some(Table {
                    header: Vec::new(),
                    rows: Vec::new(),
                    right: alignments
                        .iter()
                        .map(|alignment| *alignment == Alignment::Right)
                        .collect(),
                });
            }
            other => {
                let name = format!("{other:?}");
                let name = name.split(['(', ' ', '{']).next().unwrap_or_default();
                return Err(format!("{name} is not in the subset"));
            }
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), String> {
        if self.inline.is_open() && !matches!(tag, TagEnd::Strong | TagEnd::Emphasis) {
            return Err("a value runs past the end of its paragraph".into());
        }
        match tag {
            TagEnd::Strong => self.bold -= 1,
            TagEnd::Emphasis => self.italic -= 1,
            TagEnd::Heading(level) => {
                self.depth -= 1;
                let text = self.inline.finish();
                let level = match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    _ => 3,
                };
                self.blocks.push(Block::Heading { level, text });
            }
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Item => {
                let text = self.inline.finish();
                if let Some((_, items)) = &mut self.list
                    && !text.is_empty()
                {
                    items.push(text);
                }
            }
            TagEnd::List(_) => {
                self.depth -= 1;
                if let Some((ordered, items)) = self.list.take()
                    && !items.is_empty()
                {
                    self.blocks.push(Block::List { ordered, items });
                }
            }
            TagEnd::BlockQuote(_) => {
                self.depth -= 1;
                self.blocks.extend(self.quote.take().map(Block::Quote));
            }
            TagEnd::TableCell => self.row.push(self.inline.finish()),
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.header = std::mem::take(&mut self.row);
                }
            }
            TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(std::mem::take(&mut self.row));
                }
            }
            TagEnd::Table => {
                self.depth -= 1;
                self.blocks.extend(self.table.take().map(Block::Table));
            }
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self) {
        // In a list with blank lines between its items the item takes the text.
        if self.list.is_some() {
            return;
        }
        let last = self.inline.finish();
        if let Some(quote) = &mut self.quote {
            quote.push(last);
            return;
        }
        let lines = std::mem::take(&mut self.lines);
        self.blocks.extend(paragraph(lines, last));
    }
}
