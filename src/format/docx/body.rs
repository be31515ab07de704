//! The document's body, block by block.

use super::story::Story;
use super::{asides, section, table};
use crate::document::{Aside, Block, Document, Source, Text};

/// Writes the body and says how many numbered lists it has, and the text of a
/// box, which comes behind all other text.
pub fn write<'a>(
    story: &mut Story<'_>,
    document: &'a Document,
) -> (u32, Option<(&'a Text, Source)>) {
    let width = section::text_width(document.look);
    let mut numbered = 0;
    story.markup("<w:body>");
    if document
        .asides
        .iter()
        .any(|aside| matches!(aside, Aside::Comment(_)))
    {
        story.comment();
    }
    for block in &document.blocks {
        match block {
            Block::Heading { level, text } => story.paragraph(heading(*level), text),
            Block::Paragraph(text) => story.paragraph("", text),
            Block::List { ordered, items } => {
                numbered += u32::from(*ordered);
                list(story, ordered.then_some(numbered), items);
            }
            Block::Fields(fields) => table::fields(story, fields, document.look, width),
            Block::Table(rows) => table::table(story, rows, document.look, width),
            Block::Quote(texts) => {
                for text in texts {
                    story.paragraph("Quote", text);
                }
            }
            Block::Signature(lines) => signature(story, lines),
            Block::Rule => {
                story.open("Rule", "");
                story.close();
            }
        }
    }
    let boxed = asides::below(story, &document.asides);
    section::write(story, document.look);
    story.markup("</w:body>");
    (numbered, boxed)
}

/// The first level names the document, the others its sections.
fn heading(level: u8) -> &'static str {
    match level {
        0 | 1 => "Title",
        2 => "Heading1",
        _ => "Heading2",
    }
}

/// A list; each numbered one counts from 1 by a numbering of its own, of
/// which bullets have the first.
fn list(story: &mut Story<'_>, numbered: Option<u32>, items: &[Text]) {
    let (style, numbering) = match numbered {
        None => ("ListBullet", String::new()),
        Some(nth) => (
            "ListNumber",
            format!(
                r#"<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{}"/></w:numPr>"#,
                nth + 1
            ),
        ),
    };
    for item in items {
        story.open(style, &numbering);
        story.text(item);
        story.close();
    }
}

/// The lines of a signature stay together, below a line to sign on.
fn signature(story: &mut Story<'_>, lines: &[Text]) {
    for (index, line) in lines.iter().enumerate() {
        let style = if index == 0 {
            "SignatureLine"
        } else {
            "Signature"
        };
        let last = index + 1 == lines.len();
        story.open(
            style,
            if last {
                r#"<w:keepNext w:val="0"/>"#
            } else {
                ""
            },
        );
        story.text(line);
        story.close();
    }
}
