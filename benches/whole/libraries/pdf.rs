//! Documents as printpdf writes them, in the fonts that every reader has.

use printpdf::{
    BuiltinFont, Mm, Op, PdfDocument, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Pt, TextItem,
};
use synthphi::document::{Block, Document, Text};

use crate::workshop::Result;

const SIZE: f32 = 10.0;
const LEADING: f32 = 13.0;

/// Characters to a line: counted, not measured, which is in printpdf's favour.
const WIDTH: usize = 95;

/// Lines to a page of US Letter with margins of an inch.
const HEIGHT: usize = 49;

pub fn write(document: &Document) -> Result<Vec<u8>> {
    let mut lines = Lines::default();
    let letterhead = &document.letterhead;
    lines.add(&letterhead.name, BuiltinFont::HelveticaBold);
    lines.add(&letterhead.department, BuiltinFont::Helvetica);
    for text in &letterhead.lines {
        lines.add(text, BuiltinFont::Helvetica);
    }
    for block in &document.blocks {
        lines.add_block(block);
    }
    let mut pdf = PdfDocument::new(document.head.title.as_str());
    pdf.pages = lines.0.chunks(HEIGHT).map(page).collect();
    Ok(pdf.save(&PdfSaveOptions::default(), &mut Vec::new()))
}

/// Lines of one face each.
#[derive(Default)]
struct Lines(Vec<(BuiltinFont, String)>);

impl Lines {
    fn add(&mut self, text: &Text, font: BuiltinFont) {
        self.wrap(text.as_str(), font);
    }

    fn add_block(&mut self, block: &Block) {
        let plain = BuiltinFont::Helvetica;
        match block {
            Block::Heading { text, .. } => self.add(text, BuiltinFont::HelveticaBold),
            Block::Paragraph(text) => self.add(text, plain),
            Block::List { items, .. } => {
                for item in items {
                    self.wrap(&format!("• {}", item.as_str()), plain);
                }
            }
            Block::Fields(fields) => {
                for field in fields {
                    self.row([&field.name, &field.value], plain);
                }
            }
            Block::Table(table) => {
                self.row(&table.header, BuiltinFont::HelveticaBold);
                for row in &table.rows {
                    self.row(row, plain);
                }
            }
            Block::Quote(texts) | Block::Signature(texts) => {
                for text in texts {
                    self.add(text, plain);
                }
            }
            Block::Rule => {}
        }
        self.wrap("", plain);
    }

    fn row<'a>(&mut self, cells: impl IntoIterator<Item = &'a Text>, font: BuiltinFont) {
        let cells: Vec<&str> = cells.into_iter().map(Text::as_str).collect();
        self.wrap(&cells.join("   "), font);
    }

    fn wrap(&mut self, text: &str, font: BuiltinFont) {
        for paragraph in text.split('\n') {
            let mut line = String::new();
            for word in paragraph.split(' ') {
                if !line.is_empty() {
                    if line.len() + 1 + word.len() > WIDTH {
                        self.0.push((font, std::mem::take(&mut line)));
                    } else {
                        line.push(' ');
                    }
                }
                line.push_str(word);
            }
            self.0.push((font, line));
        }
    }
}

fn page(lines: &[(BuiltinFont, String)]) -> PdfPage {
    let mut ops = vec![
        Op::StartTextSection,
        Op::SetTextCursor {
            pos: Point::new(Mm(25.4), Mm(250.0)),
        },
        Op::SetLineHeight { lh: Pt(LEADING) },
    ];
    let mut face = None;
    for (font, line) in lines {
        if face != Some(font) {
            let font = PdfFontHandle::Builtin(*font);
            ops.push(Op::SetFont {
                font,
                size: Pt(SIZE),
            });
        }
        face = Some(font);
        ops.push(Op::ShowText {
            items: vec![TextItem::Text(line.clone())],
        });
        ops.push(Op::AddLineBreak);
    }
    ops.push(Op::EndTextSection);
    PdfPage::new(Mm(215.9), Mm(279.4), ops)
}
