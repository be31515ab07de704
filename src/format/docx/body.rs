//! The document's body, block by block.

use super::story::{KEEP_NEXT, Story};
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
    for (index, block) in document.blocks.iter().enumerate() {
        let is_kept = is_before_end(&document.blocks[index + 1..]);
        match block {
            Block::Heading { level, text } => story.paragraph(heading(*level), text),
            Block::Paragraph(text) => {
                story.open("", if is_kept { KEEP_NEXT } else { "" });
                story.text(text);
                story.close();
            }
            Block::List { ordered, items } => {
                numbered += u32::from(*ordered);
                list(story, ordered.then_some(numbered), items, is_kept);
            }
            Block::Fields(fields) => table::fields(story, fields, document.look, (width, is_kept)),
            Block::Table(rows) => table::table(story, rows, document.look, (width, is_kept)),
            Block::Quote(texts) => {
                for text in texts {
                    story.open("Quote", if is_kept { KEEP_NEXT } else { "" });
                    story.text(text);
                    story.close();
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

/// Whether so little follows that it would look lost on a page of its own: a
/// signature, or a line or two.
fn is_before_end(rest: &[Block]) -> bool {
    let is_short = |block: &Block| matches!(block, Block::Paragraph(_) | Block::Signature(_));
    (1..=MOST_LOST).contains(&rest.len()) && rest.iter().all(is_short)
}

/// How many blocks at the end keep to what stands before them.
const MOST_LOST: usize = 3;
/// How many lines of a list or table go with them.
pub const KEPT: usize = 2;

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
fn list(story: &mut Story<'_>, numbered: Option<u32>, items: &[Text], is_kept: bool) {
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
    for (index, item) in items.iter().enumerate() {
        if is_kept && index + KEPT >= items.len() {
            story.open(style, &format!("{KEEP_NEXT}{numbering}"));
        } else {
            story.open(style, &numbering);
        }
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
