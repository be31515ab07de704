//! Paragraphs whose lines count: fields and signatures.

use crate::document::text::Span;
use crate::document::{Block, Field, Text};

/// What parts a name from its value.
const BETWEEN: &str = " ::";

/// Whether a line reads `Name :: value`, the value perhaps left blank.
pub(super) fn is_field(line: &Text) -> bool {
    end_of_name(line).is_some()
}

/// Where the name of a field ends: what is marked is of one piece, whatever it says.
fn end_of_name(line: &Text) -> Option<usize> {
    let text = line.as_str();
    // Looked for by its colons, of which most lines have no pair.
    let colons = memchr::memchr_iter(b':', text.as_bytes());
    let mut ends = colons.filter_map(|at| at.checked_sub(1));
    ends.find(|&at| {
        let end = at + BETWEEN.len();
        if !text.as_bytes()[at..].starts_with(BETWEEN.as_bytes()) {
            return false;
        }
        let stands_alone = end == text.len() || text[end..].starts_with(' ');
        let is_marked = |span: &Span| span.start < end && at < span.end;
        stands_alone && !line.spans().iter().any(is_marked)
    })
}

/// What begins a signature.
pub(super) const SIGNATURE: &str = "--";

pub(super) fn field(line: Text) -> Field {
    let Some(at) = end_of_name(&line) else {
        return Field {
            name: Text::default(),
            value: line,
        };
    };
    Field {
        name: line.part(0..at),
        value: line.part((at + BETWEEN.len() + 1).min(line.len())..line.len()),
    }
}

/// The block that a paragraph is: its ended lines, if they count, and its last
/// line or, if they don't, all of it.
pub(super) fn paragraph(mut lines: Vec<Text>, last: Text) -> Option<Block> {
    if lines.is_empty() && !is_field(&last) {
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
