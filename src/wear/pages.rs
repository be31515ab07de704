//! What happens to paragraphs and sections.

use crate::document::{Block, Document, Text};
use crate::fact::{Class, Label, Mark};
use crate::seed::Stream;

/// Shorter paragraphs are not worth pasting.
const WORTH_PASTING: usize = 100;

/// Repeats a paragraph further down, as copying forward does, though not where
/// another day is told of.
pub(super) fn paste_twice(document: &mut Document, stream: &mut Stream) {
    let Document { blocks, marks, .. } = document;
    let long: Vec<usize> = (0..blocks.len())
        .filter(|at| matches!(&blocks[*at], Block::Paragraph(text) if text.len() >= WORTH_PASTING))
        .collect();
    if long.is_empty() {
        return;
    }
    let at = *stream.pick(&long);
    // Behind another paragraph, so that it stands in a section of its own.
    let later: Vec<usize> = (at + 1..blocks.len())
        .filter(|at| {
            matches!(blocks[*at], Block::Paragraph(_)) && !is_dated(&blocks[..=*at], marks)
        })
        .collect();
    if !later.is_empty() {
        let to = *stream.pick(&later);
        blocks.insert(to + 1, blocks[at].clone());
    }
}

/// Whether the section that the blocks end in says of which day it is.
fn is_dated(blocks: &[Block], marks: &[Mark]) -> bool {
    let is_heading = |block: &Block| matches!(block, Block::Heading { .. });
    let section = blocks.iter().rposition(is_heading).unwrap_or(0);
    let is_date =
        |mark: usize| matches!(&marks[mark], Mark::Fact(fact) if fact.label == Label::Date);
    let mut spans = blocks[section..]
        .iter()
        .flat_map(texts)
        .flat_map(Text::spans);
    spans.any(|span| is_date(span.mark))
}

/// Breaks paragraphs where a narrow column ended.
pub(super) fn break_lines(blocks: &mut [Block], stream: &mut Stream) {
    let width = 48 + stream.index(40);
    for block in blocks {
        if let Block::Paragraph(text) = block
            && !text.as_str().contains('\n')
        {
            let mut column = 0;
            let broken = text.rewritten(|stretch, mark| match mark {
                Some(mark) => {
                    column += stretch.len();
                    (None, Some(mark))
                }
                None => (wrapped(stretch, &mut column, width), None),
            });
            if let Some(broken) = broken {
                *text = broken;
            }
        }
    }
}

fn wrapped(stretch: &str, column: &mut usize, width: usize) -> Option<String> {
    let mut out = String::with_capacity(stretch.len());
    for (number, word) in stretch.split(' ').enumerate() {
        let is_full = *column + word.len() > width && !word.is_empty();
        if number > 0 {
            out.push(if is_full { '\n' } else { ' ' });
            *column = if is_full { 0 } else { *column + 1 };
        }
        out.push_str(word);
        *column += word.len();
    }
    (out != stretch).then_some(out)
}

/// Loses a section, as a page that stuck to another in the feeder, unless
/// that would leave a positive document without an identifier.
pub(super) fn lose_section(document: &mut Document, stream: &mut Stream) {
    let starts: Vec<usize> = (0..document.blocks.len())
        .filter(|at| matches!(document.blocks[*at], Block::Heading { level: 2.., .. }))
        .collect();
    if starts.len() < 4 || !stream.chance(60.0) {
        return;
    }
    // Neither the first, which says whom it is about, nor the last.
    let chosen = 1 + stream.index(starts.len() - 2);
    let lost = starts[chosen]..starts[chosen + 1];
    let kept = document.blocks[..lost.start]
        .iter()
        .chain(&document.blocks[lost.end..]);
    let identifies = |mark: usize| match &document.marks[mark] {
        Mark::Fact(fact) => fact.safe_harbor().is_some(),
        Mark::Decoy(_) => false,
    };
    let is_telling = kept
        .flat_map(texts)
        .flat_map(Text::spans)
        .any(|span| identifies(span.mark));
    if is_telling || document.class == Class::Negative {
        document.blocks.drain(lost);
    }
}

fn texts(block: &Block) -> Vec<&Text> {
    match block {
        Block::Heading { text, .. } | Block::Paragraph(text) => vec![text],
        Block::List { items, .. } | Block::Quote(items) | Block::Signature(items) => {
            items.iter().collect()
        }
        Block::Fields(fields) => fields
            .iter()
            .flat_map(|field| [&field.name, &field.value])
            .collect(),
        Block::Table(table) => table
            .header
            .iter()
            .chain(table.rows.iter().flatten())
            .collect(),
        Block::Rule => Vec::new(),
    }
}
