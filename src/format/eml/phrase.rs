//! Display names: atoms, quoted strings and encoded words.

use crate::document::{Source, Text, Transcript};

/// The longest encoded word (RFC 2047, section 2).
const LONGEST: usize = 75;
const OPEN: &str = "=?utf-8?q?";
const CLOSE: &str = "?=";

/// Writes a display name as RFC 5322 has phrases; gives the column behind it.
/// The name holds no control character, quotation mark or backslash.
pub fn encode(name: &str, column: usize, out: &mut String) -> usize {
    if !name.is_ascii() || name.contains("=?") {
        return encoded_words(name, column, out);
    }
    let start = out.len();
    if name.bytes().all(|byte| is_atext(byte) || byte == b' ') {
        out.push_str(name);
    } else {
        out.push('"');
        out.push_str(name);
        out.push('"');
    }
    column + out.len() - start
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
        if open && column + width + CLOSE.len() > LONGEST {
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

/// What may stand for itself in an encoded word of a phrase (RFC 2047, 5), and
/// the blank, which an underscore stands for.
fn is_literal(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '!' | '*' | '+' | '-' | '/' | ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(name: &str) -> String {
        let mut out = String::new();
        encode(name, "From: ".len(), &mut out);
        out
    }

    #[test]
    fn names_are_written_in_the_simplest_way() {
        assert_eq!(encoded("Sean O'Brien"), "Sean O'Brien");
        assert_eq!(encoded("Doe, Jane"), "\"Doe, Jane\"");
        assert_eq!(encoded("Jane A. Doe"), "\"Jane A. Doe\"");
        assert_eq!(
            encoded("José Muñoz-Ortega"),
            "=?utf-8?q?Jos=C3=A9_Mu=C3=B1oz-Ortega?="
        );
        assert_eq!(encoded("=?x?="), "=?utf-8?q?=3D=3Fx=3F=3D?=");
    }

    #[test]
    fn a_long_name_takes_several_words() {
        let out = encoded(&"Łukasz ".repeat(20));
        assert!(out.split("\r\n").count() > 3);
        for line in out.split("\r\n") {
            assert!(line.trim().len() <= LONGEST, "{line}");
            assert!(line.trim().starts_with(OPEN) && line.ends_with(CLOSE));
        }
    }
}
