//! Paragraphs whose lines count: fields and signatures.

use crate::document::{Block, Field, Text};

/// Whether a line reads `Name :: value`, the value perhaps left blank.
pub(super) fn is_field(line: &str) -> bool {
    line.contains(" :: ") || line.ends_with(" ::")
}

/// What begins a signature.
pub(super) const SIGNATURE: &str = "--";

pub(super) fn field(line: Text) -> Field {
    let Some(at) = line.as_str().find(" ::") else {
        return Field {
            name: Text::default(),
            value: line,
        };
    };
    Field {
        name: line.part(0..at),
        value: line.part((at + " :: ".len()).min(line.len())..line.len()),
    }
}

/// The block that a paragraph is: its ended lines, if they count, and its last
/// line or, if they don't, all of it.
pub(super) fn paragraph(mut lines: Vec<Text>, last: Text) -> Option<Block> {
    if lines.is_empty() && !is_field(last.as_str()) {
        return (!last.is_empty()).then_some(Block::Paragraph(last));
    }
    lines.push(last);
    Some(if lines[0].as_str() == SIGNATURE {
        lines.remove(0);
        Block::Signature(lines)
    } else {
        Block::Fields(lines.into_iter().map(field).collect())
    })
}
