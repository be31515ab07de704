//! Word documents, read with docx-rs.

use docx_rs::{
    DocumentChild, FooterChild, HeaderChild, Paragraph, Table, TableCellContent, TableChild,
    TableRowChild,
};

/// The body with its tables cell by cell, and then the headers and footers, of
/// the first page before those of the others; a line for each paragraph.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    let docx = docx_rs::read_docx(bytes).map_err(|error| error.to_string())?;
    let mut out = String::new();
    for child in &docx.document.children {
        match child {
            DocumentChild::Paragraph(it) => paragraph(it, &mut out),
            DocumentChild::Table(it) => table(it, &mut out),
            _ => {}
        }
    }
    let section = &docx.document.section_property;
    for (_, header) in section.first_header.iter().chain(&section.header) {
        for child in &header.children {
            match child {
                HeaderChild::Paragraph(it) => paragraph(it, &mut out),
                HeaderChild::Table(it) => table(it, &mut out),
                HeaderChild::StructuredDataTag(_) => {}
            }
        }
    }
    for (_, footer) in section.first_footer.iter().chain(&section.footer) {
        for child in &footer.children {
            match child {
                FooterChild::Paragraph(it) => paragraph(it, &mut out),
                FooterChild::Table(it) => table(it, &mut out),
                FooterChild::StructuredDataTag(_) => {}
            }
        }
    }
    Ok(out)
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

fn paragraph(paragraph: &Paragraph, out: &mut String) {
    out.push_str(&paragraph.raw_text());
    out.push('\n');
}

fn table(table_read: &Table, out: &mut String) {
    for TableChild::TableRow(row) in &table_read.rows {
        for TableRowChild::TableCell(cell) in &row.cells {
            for content in &cell.children {
                match content {
                    TableCellContent::Paragraph(it) => paragraph(it, out),
                    TableCellContent::Table(it) => table(it, out),
                    _ => {}
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use docx_rs::{Docx, Footer, Header, Run, TableCell, TableRow};

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
