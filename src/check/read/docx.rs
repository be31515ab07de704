//! Word documents, read with docx-rs.

use docx_rs::{
    CommentChild, DocumentChild, DrawingData, FooterChild, HeaderChild, Paragraph, ParagraphChild,
    Run, RunChild, Table, TableCellContent, TableChild, TableRowChild, TextBoxContentChild,
};

/// The body with its tables cell by cell; then the headers and footers, of the
/// first page before those of the others; then comments and then text boxes. A
/// line for each paragraph.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    let docx = docx_rs::read_docx(bytes).map_err(|error| error.to_string())?;
    let mut reading = Reading::default();
    for child in &docx.document.children {
        match child {
            DocumentChild::Paragraph(it) => reading.paragraph(it),
            DocumentChild::Table(it) => reading.table(it),
            _ => {}
        }
    }
    let section = &docx.document.section_property;
    for (_, header) in section.first_header.iter().chain(&section.header) {
        for child in &header.children {
            match child {
                HeaderChild::Paragraph(it) => reading.paragraph(it),
                HeaderChild::Table(it) => reading.table(it),
                HeaderChild::StructuredDataTag(_) => {}
            }
        }
    }
    for (_, footer) in section.first_footer.iter().chain(&section.footer) {
        for child in &footer.children {
            match child {
                FooterChild::Paragraph(it) => reading.paragraph(it),
                FooterChild::Table(it) => reading.table(it),
                FooterChild::StructuredDataTag(_) => {}
            }
        }
    }
    Ok(reading.lines + &reading.comments + &reading.boxes)
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    lines: String,
    comments: String,
    boxes: String,
}

impl Reading {
    fn paragraph(&mut self, paragraph: &Paragraph) {
        for child in &paragraph.children {
            self.within(child);
        }
        self.lines.push('\n');
    }

    fn within(&mut self, child: &ParagraphChild) {
        match child {
            ParagraphChild::Run(run) => self.run(run),
            ParagraphChild::Hyperlink(link) => {
                for child in &link.children {
                    self.within(child);
                }
            }
            ParagraphChild::CommentStart(start) => {
                for child in &start.comment.children {
                    if let CommentChild::Paragraph(it) = child {
                        self.comments.push_str(&alone(it));
                    }
                }
            }
            _ => {}
        }
    }

    fn run(&mut self, run: &Run) {
        for child in &run.children {
            match child {
                RunChild::Text(text) => self.lines.push_str(&text.text),
                RunChild::Tab(_) => self.lines.push('\t'),
                RunChild::Break(_) => self.lines.push('\n'),
                RunChild::Drawing(drawing) => {
                    if let Some(DrawingData::TextBox(text_box)) = &drawing.data {
                        for child in &text_box.children {
                            if let TextBoxContentChild::Paragraph(it) = child {
                                self.boxes.push_str(&alone(it));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn table(&mut self, table: &Table) {
        for TableChild::TableRow(row) in &table.rows {
            for TableRowChild::TableCell(cell) in &row.cells {
                for content in &cell.children {
                    match content {
                        TableCellContent::Paragraph(it) => self.paragraph(it),
                        TableCellContent::Table(it) => self.table(it),
                        _ => {}
                    }
                }
            }
        }
    }
}

/// A paragraph that stands outside of the lines.
fn alone(paragraph: &Paragraph) -> String {
    let mut reading = Reading::default();
    reading.paragraph(paragraph);
    reading.lines
}

/// What docx-rs makes of words that look like references to characters, such as
/// `&lt;`: it resolves them once more after XML has.
pub fn resolved(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = REFERENCES.iter().find(|(name, _)| rest.starts_with(name));
        let (name, character) = known.copied().unwrap_or(("&", '&'));
        out.push(character);
        rest = &rest[name.len()..];
    }
    out + rest
}

/// The references that docx-rs resolves twice.
const REFERENCES: [(&str, char); 7] = [
    ("&lt;", '<'),
    ("&gt;", '>'),
    ("&amp;", '&'),
    ("&quot;", '"'),
    ("&#39;", '\''),
    ("&apos;", '\''),
    ("&nbsp;", ' '),
];

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use docx_rs::{Docx, Footer, Header, TableCell, TableRow};

    use super::*;

    fn said(words: &str) -> Paragraph {
        Paragraph::new().add_run(Run::new().add_text(words))
    }

    #[test]
    fn every_paragraph_is_read_in_order() {
        let inner = Table::new(vec![TableRow::new(vec![
            TableCell::new().add_paragraph(said("inner")),
        ])]);
        let cells = vec![
            TableCell::new().add_paragraph(said("left")),
            TableCell::new()
                .add_table(inner)
                .add_paragraph(said("below")),
        ];
        let docx = Docx::new()
            .first_header(Header::new().add_paragraph(said("letterhead")))
            .header(Header::new().add_paragraph(said("header")))
            .footer(Footer::new().add_paragraph(said("footer")))
            .add_paragraph(said("José ").add_run(Run::new().bold().add_text("<Muñoz>")))
            .add_table(Table::new(vec![TableRow::new(cells)]))
            .add_paragraph(said("end"));
        let mut bytes = Cursor::new(Vec::new());
        docx.build().pack(&mut bytes).unwrap();
        assert_eq!(
            text(bytes.get_ref()).unwrap(),
            "José <Muñoz>\nleft\ninner\nbelow\nend\nletterhead\nheader\nfooter\n"
        );
    }

    #[test]
    fn words_like_references_are_resolved_as_the_reader_does() {
        for words in ["A &lt;b&gt; &amp;amp; c", "R&D &#0; &nbsp;x &", "none"] {
            let docx = Docx::new().add_paragraph(said(words));
            let mut bytes = Cursor::new(Vec::new());
            docx.build().pack(&mut bytes).unwrap();
            let read = text(bytes.get_ref()).unwrap();
            assert_eq!(read, resolved(words) + "\n");
        }
    }
}
