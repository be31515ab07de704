//! Display names: atoms, quoted strings and encoded words.

use crate::document::{Source, Text, Transcript};

use super::quoted;

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
/// A name of up to 45 bytes that needs it goes into one encoded word. Longer
/// ones take several, and of those readers differ: the `email` package of
/// Python up to 3.12 shows the blank between two, which RFC 2047 says to drop.
pub fn encode(name: &str, column: usize, out: &mut String) -> usize {
    if is_plain(name) {
        return plain(name, column, out);
    }
    let quoted = OPEN.len() + name.chars().map(width).sum::<usize>() + CLOSE.len();
    let base64 = OPEN.len() + name.len().div_ceil(3) * 4 + CLOSE.len();
    let one = if quoted <= LONGEST { quoted } else { base64 };
    if one > LONGEST {
        return encoded_words(name, column, out);
    }
    let column = if column + one > LINE {
        // The line has begun already, or the word would fit.
        out.truncate(out.trim_end_matches(' ').len());
        out.push_str("\r\n ");
        1
    } else {
        column
    };
    if quoted <= LONGEST {
        return encoded_words(name, column, out);
    }
    base64_word(name, out);
    column + base64
}

/// Whether a text can stand in a header as it is: ASCII, and nothing that could
/// be taken for an encoded word.
pub fn is_plain(text: &str) -> bool {
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
                    out.extend(quoted::hex(byte).map(char::from));
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

/// One encoded word of the B encoding.
fn base64_word(text: &str, out: &mut String) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    out.push_str("=?utf-8?b?");
    for three in text.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for digit in 0..4 {
            out.push(if digit > three.len() {
                '='
            } else {
                char::from(DIGITS[(bits >> (18 - 6 * digit)) as usize & 63])
            });
        }
    }
    out.push_str(CLOSE);
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
    fn a_name_stays_in_one_word_as_long_as_it_can() {
        let name = format!("Zoë {}", "x".repeat(54));
        assert!(written(&name).starts_with("\r\n =?utf-8?q?Zo=C3=AB_xx"));
        assert_eq!(written(&name).matches(CLOSE).count(), 1);
        assert_eq!(
            written("Nguyễn Thị Phương Thảo, MD, PhD"),
            "=?utf-8?b?Tmd1eeG7hW4gVGjhu4sgUGjGsMahbmcgVGjhuqNvLCBNRCwgUGhE?="
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
