//! A template's output taken apart into blocks, line by line.
//!
//! The rules are CommonMark's and GitHub's for tables, for what the subset
//! has. It is read several times faster than by a reader that knows all of
//! CommonMark; a test holds one against the other.

mod cells;
mod source;

use self::cells::{cells, is_delimiter_row};
use self::source::{Line, Marker, Source, Start};
use super::inline::{self, Inline};
use super::lines::{self, SIGNATURE, is_field};
use crate::document::{Block, Table, Text};

/// Reads a template's whole output.
///
/// # Errors
/// What stands in it that the subset does not have.
pub fn blocks(output: &str) -> Result<Vec<Block>, String> {
    // To CommonMark a tab is as many blanks as reach the next column of four;
    // here it is one blank, and a carriage return is nothing.
    if memchr::memchr2(b'\t', b'\r', output.as_bytes()).is_some() {
        return blocks(&output.replace('\t', " ").replace('\r', ""));
    }
    let mut reader = Reader {
        source: Source {
            text: output,
            at: 0,
        },
        inline: Inline::default(),
        blocks: Vec::with_capacity(32),
    };
    while let Some(line) = reader.source.next() {
        reader.block(line)?;
    }
    Ok(reader.blocks)
}

struct Reader<'a> {
    source: Source<'a>,
    inline: Inline,
    blocks: Vec<Block>,
}

impl<'a> Reader<'a> {
    fn block(&mut self, line: Line<'a>) -> Result<(), String> {
        if line.is_blank() {
            return Ok(());
        }
        if line.indent >= 4 {
            return Err(absent("CodeBlock"));
        }
        match line.begins() {
            None => self.paragraph(line),
            Some(Start::Heading(level)) => {
                let text = line.content.trim_start_matches('#').trim();
                // A row of # may end it.
                let bare = text.trim_end_matches('#');
                let is_ended = bare.is_empty() || bare.ends_with(' ');
                let text = if is_ended { bare.trim_end() } else { text };
                let text = self.words(text)?;
                self.blocks.push(Block::Heading { level, text });
                Ok(())
            }
            Some(Start::Rule) => {
                self.blocks.push(Block::Rule);
                Ok(())
            }
            Some(Start::Quote) => self.quote(line),
            Some(Start::Item(marker)) => self.list(line, marker),
            Some(Start::Fence) => Err(absent("CodeBlock")),
        }
    }

    /// The text of a block in which a line end is a blank.
    fn words(&mut self, source: &str) -> Result<Text, String> {
        inline::read(source, &mut self.inline, |inline, style| {
            inline.push(" ", style);
        })?;
        Ok(self.inline.finish())
    }

    /// The columns of the table that a line is the head of, if it is.
    fn columns_below(&self, line: &Line<'a>) -> Option<Vec<&'a str>> {
        let below = Source {
            at: line.end + 1,
            ..self.source
        };
        let row = below.peek().filter(|row| is_delimiter_row(row.content))?;
        let columns = cells(row.content);
        (cells(line.content).len() == columns.len()).then_some(columns)
    }

    fn paragraph(&mut self, first: Line<'a>) -> Result<(), String> {
        if let Some(columns) = self.columns_below(&first) {
            self.source.next();
            return self.table(&cells(first.content), &columns);
        }
        let start = first.start + first.indent;
        let mut end = first.end;
        while let Some(line) = self.source.peek() {
            if line.is_blank() {
                break;
            }
            if let Some(level) = line.underline() {
                self.source.next();
                let text = self.words(self.source.text[start..end].trim_end())?;
                self.blocks.push(Block::Heading { level, text });
                return Ok(());
            }
            let begins_table = line.content.starts_with('|') && self.columns_below(&line).is_some();
            if line.indent < 4 && (line.interrupts() || begins_table) {
                break;
            }
            end = line.end;
            self.source.next();
        }
        let source = self.source.text[start..end].trim_end();
        let mut ended: Vec<Text> = Vec::new();
        inline::read(source, &mut self.inline, |inline, style| {
            let line = inline.text();
            let counts = !ended.is_empty() || is_field(line) || line.as_str() == SIGNATURE;
            // A value that goes on behind the line's end stays in one piece.
            if counts && !inline.is_open() {
                ended.push(inline.finish());
            } else {
                inline.push(" ", style);
            }
        })?;
        let last = self.inline.finish();
        self.blocks.extend(lines::paragraph(ended, last));
        Ok(())
    }

    fn table(&mut self, head: &[&str], columns: &[&str]) -> Result<(), String> {
        let is_right = |column: &&str| column.ends_with(':') && !column.starts_with(':');
        let mut table = Table {
            header: self.row(head, columns.len())?,
            rows: Vec::new(),
            right: columns.iter().map(is_right).collect(),
        };
        while let Some(line) = self.source.peek() {
            if line.is_blank() || line.indent >= 4 || line.begins().is_some() {
                break;
            }
            self.source.next();
            let row = self.row(&cells(line.content), columns.len())?;
            table.rows.push(row);
        }
        self.blocks.push(Block::Table(table));
        Ok(())
    }

    fn row(&mut self, cells: &[&str], columns: usize) -> Result<Vec<Text>, String> {
        let cells = cells.iter().copied().chain(std::iter::repeat(""));
        cells.take(columns).map(|cell| self.words(cell)).collect()
    }

    fn list(&mut self, first: Line<'a>, marker: Marker) -> Result<(), String> {
        let mut items = Vec::new();
        let mut next = Some((first, marker));
        while let Some((line, marker)) = next.take() {
            let rest = &line.content[marker.length..];
            let body = rest.trim_start_matches(' ');
            if rest.len() - body.len() > 4 && !body.is_empty() {
                return Err(absent("CodeBlock"));
            }
            let offset = line.indent
                + marker.length
                + if body.is_empty() {
                    1
                } else {
                    rest.len() - body.len()
                };
            let within = Line {
                content: body,
                ..line
            };
            if !body.is_empty() && within.begins().is_some() {
                return Err(INSIDE.into());
            }
            let start = line.end - body.len();
            let mut end = line.end;
            let mut is_ended = body.is_empty();
            while let Some(line) = self.source.peek() {
                if line.is_blank() {
                    is_ended = true;
                    self.source.next();
                    continue;
                }
                let is_within = line.indent >= offset;
                match line.begins() {
                    Some(_) if is_within => return Err(INSIDE.into()),
                    Some(Start::Item(other)) if line.indent < 4 => {
                        if other.sign == marker.sign {
                            self.source.next();
                            next = Some((line, other));
                        }
                        break;
                    }
                    Some(_) => break,
                    None if is_ended && is_within => {
                        return Err("an item of several paragraphs is not in the subset".into());
                    }
                    None if is_ended => break,
                    None => {}
                }
                end = line.end;
                self.source.next();
            }
            let text = self.words(self.source.text[start..end].trim_end())?;
            if !text.is_empty() {
                items.push(text);
            }
        }
        if !items.is_empty() {
            let ordered = marker.is_ordered();
            self.blocks.push(Block::List { ordered, items });
        }
        Ok(())
    }

    fn quote(&mut self, first: Line<'a>) -> Result<(), String> {
        let mut texts = Vec::new();
        let mut paragraph = String::new();
        let mut next = Some(first);
        while let Some(line) = next.take() {
            let content = match line.content.strip_prefix('>') {
                Some(rest) if line.indent < 4 => rest.trim_start(),
                _ => line.content,
            };
            let within = Line { content, ..line };
            if within.is_blank() {
                self.end_of_quoted(&mut paragraph, &mut texts)?;
            } else if within.begins().is_some() {
                return Err(INSIDE.into());
            } else {
                if !paragraph.is_empty() {
                    paragraph.push('\n');
                }
                paragraph.push_str(content);
            }
            next = self.source.peek().filter(|line| {
                let goes_on = line.indent < 4 && line.content.starts_with('>');
                goes_on || (!paragraph.is_empty() && !line.is_blank() && !line.interrupts())
            });
            if next.is_some() {
                self.source.next();
            }
        }
        self.end_of_quoted(&mut paragraph, &mut texts)?;
        self.blocks.push(Block::Quote(texts));
        Ok(())
    }

    fn end_of_quoted(&mut self, source: &mut String, texts: &mut Vec<Text>) -> Result<(), String> {
        if !source.is_empty() {
            texts.push(self.words(source.trim_end())?);
            source.clear();
        }
        Ok(())
    }
}

const INSIDE: &str = "a list, table or quote inside another is not in the subset";

fn absent(name: &str) -> String {
    format!("{name} is not in the subset")
}
