//! About how many pages a document fills, for what its page numbers show until
//! a word processor has counted.

use super::section;
use crate::document::{Block, Document, FieldsStyle, Text};

/// The number of pages, at least 1.
pub fn pages(document: &Document) -> u32 {
    let look = document.look;
    // Twentieths of a point: a line is 1.3 times the size of its font high,
    // and a character half as wide as it.
    let line = look.half_points * 13;
    let per_line = (section::text_width(look) / (look.half_points * 5)).max(1);
    let lines = |text: &Text| (text.len() as u32).div_ceil(per_line).max(1);
    let paragraphs = |texts: &[Text], space: u32| -> u32 {
        texts.iter().map(|text| lines(text) * line + space).sum()
    };
    let row = line + 60;

    let letterhead = (document.letterhead.lines.len() as u32 + 3) * line;
    let body: u32 = document
        .blocks
        .iter()
        .map(|block| match block {
            Block::Heading { .. } => 2 * line + 120,
            Block::Paragraph(text) => lines(text) * line + 120,
            Block::List { items, .. } => paragraphs(items, 40) + 80,
            Block::Fields(fields) => {
                let pairs = match look.fields {
                    FieldsStyle::OneColumn => 1,
                    FieldsStyle::TwoColumns | FieldsStyle::Boxed => 2,
                };
                (fields.len() as u32).div_ceil(pairs) * row + line
            }
            Block::Table(table) => {
                let rows = table.rows.iter().map(|cells| {
                    let length: usize = cells.iter().map(Text::len).sum();
                    (length as u32 * 5 / 4).div_ceil(per_line).max(1) * line + 60
                });
                row + rows.sum::<u32>() + line
            }
            Block::Quote(texts) => paragraphs(texts, 120),
            Block::Signature(lines) => lines.len() as u32 * line + 500,
            Block::Rule => line,
        })
        .sum();
    (letterhead + body)
        .div_ceil(section::text_height(look))
        .max(1)
}
