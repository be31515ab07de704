//! Display names: atoms, quoted strings and encoded words.

use crate::document::{Source, Text, Transcript};

/// Lines with an encoded word end here (RFC 2047, section 2), and the others
/// better had.
const LINE: usize = 76;
/// The longest encoded word, by the same.
const LONGEST: usize = 75;
const OPEN: &str = "=?utf-8?q?";
const CLOSE: &str = "?=";

/// Writes a display name as RFC 5322 has phrases; gives the column behind it.
/// The name holds no control character, quotation mark or backslash.
///
/// Some readers show the blank between two encoded words. So a name goes into
/// one as long as it fits, and otherwise only those of its words that need it.
pub fn encode(name: &str, mut column: usize, out: &mut String) -> usize {
    if is_plain(name) {
        return plain(name, column, out);
    }
    if encoded_width(name) <= LONGEST {
        return encoded(name, column, out);
    }
    let mut rest = name;
    while !rest.is_empty() {
        let run = alike(rest);
        column = if is_plain(run) {
            plain(run, column, out)
        } else {
            encoded(run, column, out)
        };
        rest = &rest[run.len()..];
        if let Some(next) = rest.strip_prefix(' ') {
            rest = next;
            let word = rest.find(' ').unwrap_or(rest.len());
            column = break_or_blank(column, word + 2, out);
        }
    }
    column
}

/// The words at the start of a name that are all plain or all not.
fn alike(name: &str) -> &str {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default();
    let end = words
        .take_while(|word| is_plain(word) == is_plain(first))
        .fold(first.len(), |end, word| end + 1 + word.len());
    &name[..end]
}

fn is_plain(text: &str) -> bool {
    text.is_ascii() && !text.contains("=?")
}

/// Atoms, or a quoted string.
fn plain(text: &str, mut column: usize, out: &mut String) -> usize {
    let is_atoms = text.bytes().all(|byte| is_atext(byte) || byte == b' ');
    let quote = if is_atoms { "" } else { "\"" };
    out.push_str(quote);
    column += 2 * quote.len();
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            column = break_or_blank(column, word.len(), out);
        }
        out.push_str(word);
        column += word.len();
    }
    out.push_str(quote);
    column
}

/// Encoded words, on a new line if that spares one.
fn encoded(text: &str, column: usize, out: &mut String) -> usize {
    let width = encoded_width(text);
    if column + width > LINE && width <= LONGEST {
        // The line has begun already, or the word would fit.
        out.truncate(out.trim_end_matches(' ').len());
        out.push_str("\r\n ");
        return encoded_words(text, 1, out);
    }
    encoded_words(text, column, out)
}

/// Writes a blank, after a line break if what comes next would not fit; gives
/// the new column.
pub fn break_or_blank(column: usize, needed: usize, out: &mut String) -> usize {
    if column + 1 + needed > LINE {
        out.push_str("\r\n ");
        1
    } else {
        out.push(' ');
        column + 1
    }
}

/// Writes text as encoded words of the Q encoding, as many as it takes with a
/// line for each; gives the column behind the last.
pub fn encoded_words(text: &str, mut column: usize, out: &mut String) -> usize {
    let mut open = false;
    for c in text.chars() {
        let mut buffer = [0; 4];
        let character = c.encode_utf8(&mut buffer);
        let width = if is_literal(c) {
            1
        } else {
            3 * character.len()
        };
        if open && column + width + CLOSE.len() > LINE {
            out.push_str(CLOSE);
            out.push_str("\r\n ");
            column = 1;
            open = false;
        }
        if !open {
            out.push_str(OPEN);
            column += OPEN.len();
            open = true;
        }
        match c {
            ' ' => out.push('_'),
            c if is_literal(c) => out.push(c),
            _ => {
                for byte in character.bytes() {
                    out.push('=');
                    for digit in [byte >> 4, byte & 15] {
                        out.push(char::from(b"0123456789ABCDEF"[usize::from(digit)]));
                    }
                }
            }
        }
        column += width;
    }
    if open {
        out.push_str(CLOSE);
        column += CLOSE.len();
    }
    column
}

/// Notes a mailbox as readers show it: `Ana Lee <ana@mail.example.org>`, with
/// the name in quotation marks if it holds a character with a meaning.
pub fn transcribe(name: &Text, address: &Text, source: &Source, transcript: &mut Transcript) {
    if name.is_empty() {
        transcript.push(address, source);
        return;
    }
    let quote = if name.as_str().contains(|c| "()<>@,:;.[]".contains(c)) {
        "\""
    } else {
        ""
    };
    transcript.push_str(quote);
    transcript.push(name, source);
    transcript.push_str(quote);
    transcript.push_str(" <");
    transcript.push(address, source);
    transcript.push_str(">");
}

/// What may stand in an atom (RFC 5322, 3.2.3).
fn is_atext(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// How many characters the text takes as one encoded word.
fn encoded_width(text: &str) -> usize {
    OPEN.len() + text.chars().map(width).sum::<usize>() + CLOSE.len()
}

/// How many characters an encoded word takes for one of the text.
fn width(c: char) -> usize {
    if is_literal(c) { 1 } else { 3 * c.len_utf8() }
}

/// What may stand for itself in an encoded word of a phrase (RFC 2047, 5), and
/// the blank, which an underscore stands for.
fn is_literal(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '!' | '*' | '+' | '-' | '/' | ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(name: &str) -> String {
        let mut out = String::new();
        encode(name, "From: ".len(), &mut out);
        out
    }

    #[test]
    fn names_are_written_in_the_simplest_way() {
        assert_eq!(written("Sean O'Brien"), "Sean O'Brien");
        assert_eq!(written("Doe, Jane"), "\"Doe, Jane\"");
        assert_eq!(written("Jane A. Doe"), "\"Jane A. Doe\"");
        assert_eq!(
            written("José Muñoz-Ortega"),
            "=?utf-8?q?Jos=C3=A9_Mu=C3=B1oz-Ortega?="
        );
        assert_eq!(written("=?x?="), "=?utf-8?q?=3D=3Fx=3F=3D?=");
    }

    #[test]
    fn a_name_moves_to_a_line_of_its_own_before_it_is_split() {
        let name = format!("Zoë {}", "x".repeat(54));
        assert!(written(&name).starts_with("\r\n =?"));
        assert_eq!(written(&name).matches(OPEN).count(), 1);
        assert_eq!(
            written(&format!("{name}, MD")),
            format!("=?utf-8?q?Zo=C3=AB?=\r\n \"{}, MD\"", "x".repeat(54))
        );
    }

    #[test]
    fn a_long_name_takes_several_words() {
        let out = written("Łukasz ".repeat(20).trim_end());
        assert!(out.split("\r\n").count() > 3);
        for line in out.split("\r\n") {
            assert!(line.trim().len() <= LONGEST, "{line}");
            assert!(line.trim().starts_with(OPEN) && line.ends_with(CLOSE));
        }
    }
}
