//! Documents as docx-rs writes them.

use std::io::Cursor;

use docx_rs::{BreakType, Docx, Footer, Header, Paragraph, Run, Table, TableCell, TableRow};
use synthphi::document::{Block, Document, Text};

use crate::workshop::Result;

/// Half points by level of heading.
const SIZES: [usize; 3] = [32, 26, 22];

pub fn write(document: &Document) -> Result<Vec<u8>> {
    let letterhead = &document.letterhead;
    let mut docx = Docx::new()
        .header(Header::new().add_paragraph(paragraph(&document.head.running)))
        .footer(Footer::new().add_paragraph(paragraph(&letterhead.footer)));
    let top = [&letterhead.name, &letterhead.department];
    for text in top.into_iter().chain(&letterhead.lines) {
        docx = docx.add_paragraph(paragraph(text));
    }
    for block in &document.blocks {
        docx = add(docx, block);
    }
    let mut bytes = Vec::new();
    docx.build().pack(Cursor::new(&mut bytes))?;
    Ok(bytes)
}

fn add(docx: Docx, block: &Block) -> Docx {
    let all = |docx: Docx, texts: &[Text]| {
        let paragraphs = texts.iter().map(paragraph);
        paragraphs.fold(docx, Docx::add_paragraph)
    };
    match block {
        Block::Heading { level, text } => {
            let run = Run::new().add_text(text.as_str()).bold();
            let size = SIZES[usize::from(*level).clamp(1, SIZES.len()) - 1];
            docx.add_paragraph(Paragraph::new().add_run(run.size(size)))
        }
        Block::Paragraph(text) => docx.add_paragraph(paragraph(text)),
        Block::List { items, .. } => items.iter().fold(docx, |docx, item| {
            let bullet = Paragraph::new().add_run(Run::new().add_text("• "));
            docx.add_paragraph(add_runs(bullet, item))
        }),
        Block::Fields(fields) => {
            let rows = fields.iter().map(|field| row([&field.name, &field.value]));
            docx.add_table(Table::new(rows.collect()))
        }
        Block::Table(table) => {
            let rows = [&table.header].into_iter().chain(&table.rows);
            docx.add_table(Table::new(rows.map(row).collect()))
        }
        Block::Quote(lines) | Block::Signature(lines) => all(docx, lines),
        Block::Rule => docx.add_paragraph(Paragraph::new()),
    }
}

fn row<'a>(cells: impl IntoIterator<Item = &'a Text>) -> TableRow {
    let cells = cells.into_iter();
    TableRow::new(
        cells
            .map(|cell| TableCell::new().add_paragraph(paragraph(cell)))
            .collect(),
    )
}

fn paragraph(text: &Text) -> Paragraph {
    add_runs(Paragraph::new(), text)
}

fn add_runs(paragraph: Paragraph, text: &Text) -> Paragraph {
    text.runs().fold(paragraph, |paragraph, stretch| {
        let mut run = Run::new();
        for (number, line) in text.as_str()[stretch.range].split('\n').enumerate() {
            if number > 0 {
                run = run.add_break(BreakType::TextWrapping);
            }
            run = run.add_text(line);
        }
        if stretch.style.bold {
            run = run.bold();
        }
        if stretch.style.italic {
            run = run.italic();
        }
        paragraph.add_run(run)
    })
}
