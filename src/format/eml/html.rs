//! The HTML part: the same content in the look's colours. Styles stand at the
//! elements, as mail programs drop style sheets.

mod sheet;

pub use sheet::Sheet;

use std::fmt::Write as _;
use std::ops::Range;

use crate::document::{Aside, Block, Document, Field, FieldsStyle, Table, Text};
use crate::format::barcode;

/// Where in the part a mark stands, as it is escaped there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Index into the document's marks.
    pub mark: usize,
    /// What it says.
    pub text: String,
    /// Byte range in the part before its transfer encoding.
    pub range: Range<usize>,
}

/// Appends the whole part and notes the marks in it.
pub fn write(document: &Document, sheet: &Sheet, out: &mut String, mentions: &mut Vec<Mention>) {
    out.push_str("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"></head>\n");
    out.push_str(&sheet.body);
    let mut page = Page {
        sheet,
        out,
        mentions,
    };
    for block in &document.blocks {
        page.block(block);
    }
    for aside in &document.asides {
        page.aside(aside);
    }
    let footer = &document.letterhead.footer;
    if !footer.is_empty() {
        page.out.push_str(&sheet.footer);
        page.text(footer);
        page.out.push_str("</div>\n");
    }
    out.push_str("</body>\n</html>\n");
}

struct Page<'a> {
    sheet: &'a Sheet,
    out: &'a mut String,
    mentions: &'a mut Vec<Mention>,
}

impl Page<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading { level, text } => {
                let level = usize::from(*level).clamp(1, 3) - 1;
                self.out.push_str(&self.sheet.headings[level]);
                self.text(text);
                self.out.push_str(["</h1>\n", "</h2>\n", "</h3>\n"][level]);
            }
            Block::Paragraph(text) => self.element(sheet::PARAGRAPH, text, "</p>\n"),
            Block::List { ordered, items } => {
                let (open, close) = if *ordered {
                    (sheet::ORDERED, "</ol>\n")
                } else {
                    (sheet::BULLETED, "</ul>\n")
                };
                self.out.push_str(open);
                for item in items {
                    self.element("<li>", item, "</li>\n");
                }
                self.out.push_str(close);
            }
            Block::Fields(fields) => self.fields(fields),
            Block::Table(table) => self.table(table),
            Block::Quote(paragraphs) => {
                self.out.push_str(&self.sheet.quote);
                for paragraph in paragraphs {
                    self.element(sheet::PARAGRAPH, paragraph, "</p>\n");
                }
                self.out.push_str("</blockquote>\n");
            }
            Block::Signature(lines) => {
                self.out.push_str(sheet::SIGNATURE);
                for (at, line) in lines.iter().enumerate() {
                    self.out.push_str(if at > 0 { "<br>\n" } else { "" });
                    self.text(line);
                }
                self.out.push_str("</p>\n");
            }
            Block::Rule => self.out.push_str(&self.sheet.rule),
        }
    }

    fn aside(&mut self, aside: &Aside) {
        match aside {
            Aside::Link { words, target } => {
                self.out.push_str("<p><a href=\"");
                escape(target.as_str(), self.out);
                self.element("\">", words, "</a></p>\n");
            }
            Aside::Picture(words) => {
                let (width, height) = barcode::PIXELS;
                // Writing to a string can't fail.
                let _ = write!(
                    self.out,
                    "<p><img width=\"{width}\" height=\"{height}\" src=\"{}\" alt=\"",
                    barcode::DATA_URL
                );
                escape(words.as_str(), self.out);
                self.out.push_str("\"></p>\n");
            }
            Aside::Comment(_) | Aside::Textbox(_) | Aside::Hidden(_) | Aside::Attachment(_) => {}
        }
    }

    fn fields(&mut self, fields: &[Field]) {
        let to_a_row = match self.sheet.fields {
            FieldsStyle::OneColumn => 1,
            FieldsStyle::TwoColumns | FieldsStyle::Boxed => 2,
        };
        self.out.push_str(&self.sheet.field_table);
        for row in fields.chunks(to_a_row) {
            self.out.push_str("<tr>");
            for field in row {
                self.out.push_str(&self.sheet.field_name);
                self.text(&field.name);
                self.out.push_str(":</td>");
                if field.value.is_empty() {
                    self.out.push_str(sheet::FIELD_TO_FILL);
                } else {
                    self.element(&self.sheet.field_value, &field.value, "</td>");
                }
            }
            self.out.push_str("</tr>\n");
        }
        self.out.push_str("</table>\n");
    }

    fn table(&mut self, table: &Table) {
        self.out.push_str(&self.sheet.table);
        self.row("<tr>", &table.header, &table.right, &self.sheet.th, "</th>");
        for (at, row) in table.rows.iter().enumerate() {
            let open = if at % 2 == 1 {
                &*self.sheet.other_row
            } else {
                "<tr>"
            };
            self.row(open, row, &table.right, &self.sheet.td, "</td>");
        }
        self.out.push_str("</table>\n");
    }

    fn row(&mut self, open: &str, cells: &[Text], right: &[bool], cell: &str, close: &str) {
        self.out.push_str(open);
        for (column, text) in cells.iter().enumerate() {
            self.out.push_str(cell);
            let right = right.get(column).copied().unwrap_or_default();
            self.out
                .push_str(if right { ";text-align:right\">" } else { "\">" });
            self.text(text);
            self.out.push_str(close);
        }
        self.out.push_str("</tr>\n");
    }

    fn element(&mut self, open: &str, text: &Text, close: &str) {
        self.out.push_str(open);
        self.text(text);
        self.out.push_str(close);
    }

    fn text(&mut self, text: &Text) {
        let mut at = 0;
        for span in text.spans() {
            self.stretch(text, at..span.start);
            let range = self.stretch(text, span.start..span.end);
            self.mentions.push(Mention {
                mark: span.mark,
                text: text.as_str()[span.start..span.end].to_owned(),
                range,
            });
            at = span.end;
        }
        self.stretch(text, at..text.len());
    }

    /// Writes a stretch of a text; says where its words begin and end, the tags
    /// around them left out.
    fn stretch(&mut self, text: &Text, stretch: Range<usize>) -> Range<usize> {
        let mut words = None;
        for run in text.runs_in(stretch) {
            self.out.push_str(match (run.style.bold, run.style.italic) {
                (false, false) => "",
                (true, false) => "<b>",
                (false, true) => "<i>",
                (true, true) => "<b><i>",
            });
            let start = self.out.len();
            escape(&text.as_str()[run.range], self.out);
            let first = words.map_or(start, |(first, _)| first);
            words = Some((first, self.out.len()));
            self.out.push_str(match (run.style.bold, run.style.italic) {
                (false, false) => "",
                (true, false) => "</b>",
                (false, true) => "</i>",
                (true, true) => "</i></b>",
            });
        }
        let (start, end) = words.unwrap_or((self.out.len(), self.out.len()));
        start..end
    }
}

/// Appends text that HTML takes for text, with its line breaks.
fn escape(text: &str, out: &mut String) {
    let mut kept = 0;
    for (at, byte) in text.bytes().enumerate() {
        let instead = match byte {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            b'\n' => "<br>\n",
            _ => continue,
        };
        out.push_str(&text[kept..at]);
        out.push_str(instead);
        kept = at + 1;
    }
    out.push_str(&text[kept..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stays_text() {
        let mut out = String::new();
        escape("<script>\"O'Brien\" & söhne</script>\nx", &mut out);
        assert_eq!(
            out,
            "&lt;script&gt;&quot;O'Brien&quot; &amp; söhne&lt;/script&gt;<br>\nx"
        );
    }
}
