//! Tokens, and the tags that stand for spans over them.
//!
//! A token is a run of ASCII letters and digits and of characters beyond
//! ASCII, or a single other character; white space and control characters are
//! none. Tokens are cut where a span begins or ends, so no span is lost to a
//! tokenizer's taste, and the rule is the same in any language.

use std::ops::Range;

use super::document::{Document, Span};

/// A token: its bytes, and the span that it belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it is in the text.
    pub bytes: Range<usize>,
    /// The number of its span among those shown.
    pub span: Option<usize>,
    /// Whether a line ends before it, outside of every span.
    pub begins_line: bool,
}

/// The tokens of a document whose spans do not overlap.
pub fn tokens(document: &Document<'_>) -> Vec<Token> {
    let text = document.text;
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 4);
    let mut spans = document
        .spans
        .iter()
        .map(|span| &span.bytes)
        .enumerate()
        .peekable();
    let mut begins_line = true;
    let mut in_run = false;
    for (at, c) in text.char_indices() {
        if spans.next_if(|(_, span)| span.end <= at).is_some() {
            in_run = false;
        }
        let span = spans.peek().filter(|(_, span)| span.start <= at);
        in_run &= span.is_none_or(|(_, span)| span.start != at);
        if is_blank(c) {
            begins_line |= matches!(c, '\n' | '\r') && span.is_none();
            in_run = false;
            continue;
        }
        let is_word = c.is_ascii_alphanumeric() || !c.is_ascii();
        match tokens.last_mut() {
            Some(token) if in_run && is_word => token.bytes.end = at + c.len_utf8(),
            _ => tokens.push(Token {
                bytes: at..at + c.len_utf8(),
                span: span.map(|(number, _)| *number),
                begins_line: std::mem::take(&mut begins_line),
            }),
        }
        in_run = is_word;
    }
    tokens
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control()
}

/// The tag of each token: `O`, `B-PERSON`, `I-PERSON`, and in the scheme BIOES
/// `E-PERSON` for the last of several and `S-PERSON` for the only one.
pub fn tags(tokens: &[Token], spans: &[Span<'_>], bioes: bool) -> Vec<String> {
    let of = |at: usize| tokens.get(at).and_then(|token| token.span);
    let tag = |at: usize| {
        let Some(number) = of(at) else {
            return "O".to_owned();
        };
        let begins = at == 0 || of(at - 1) != Some(number);
        let ends = of(at + 1) != Some(number);
        let mark = match (begins, bioes && ends) {
            (true, true) => 'S',
            (true, false) => 'B',
            (false, true) => 'E',
            (false, false) => 'I',
        };
        format!("{mark}-{}", spans[number].tag.name.replace(' ', "_"))
    };
    (0..tokens.len()).map(tag).collect()
}
