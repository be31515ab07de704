//! The transfer encoding of both parts: quoted-printable (RFC 2045, 6.7).
//!
//! Every part gets it, so that the encoding tells nothing of the content; and
//! it is done here because lettre's takes three passes and most of the time of
//! a message.

/// The longest line.
const LINE: usize = 76;

/// Encodes text whose lines end with `\n`, with the line ends of e-mail.
pub fn printable(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 4);
    for line in text.split_inclusive('\n') {
        match line.strip_suffix('\n') {
            Some(content) => {
                encode(content.as_bytes(), &mut out);
                out.extend_from_slice(b"\r\n");
            }
            None => encode(line.as_bytes(), &mut out),
        }
    }
    out
}

/// One line without its end.
fn encode(mut rest: &[u8], out: &mut Vec<u8>) {
    let mut column = 0;
    while !rest.is_empty() {
        // The next piece is a run of literals, or one byte written as three.
        let literal = literals(rest);
        let (length, width) = match literal {
            0 => (1, 3),
            _ => (literal, literal),
        };
        // A line that goes on needs a column for the `=` that says so.
        let ends = length == rest.len() && column + width <= LINE;
        let room = if ends { LINE } else { LINE - 1 } - column;
        let taken = match literal {
            0 => usize::from(room >= 3),
            _ => literal.min(room),
        };
        let (piece, later) = rest.split_at(taken);
        match (taken, literal) {
            (0, _) => {
                out.extend_from_slice(b"=\r\n");
                column = 0;
            }
            (_, 0) => {
                let [high, low] = hex(piece[0]);
                out.extend_from_slice(&[b'=', high, low]);
                column += 3;
            }
            _ => {
                out.extend_from_slice(piece);
                column += taken;
            }
        }
        rest = later;
    }
}

/// How many bytes at the start of a line's rest stand for themselves, as far as
/// one line of the encoding can matter. A blank at the very end does not stand
/// for itself: mail servers drop it.
fn literals(rest: &[u8]) -> usize {
    let near = &rest[..rest.len().min(LINE + 1)];
    let length = plain(near);
    if length == rest.len() && rest.ends_with(b" ") {
        length - 1
    } else {
        length
    }
}

/// How many bytes there are before the first that is written as three, read
/// eight at a time.
fn plain(bytes: &[u8]) -> usize {
    const ALL: u64 = u64::from_le_bytes([1; 8]);
    const HIGH: u64 = 0x80 * ALL;
    let mut at = 0;
    while let Some(eight) = bytes[at..].first_chunk() {
        let eight = u64::from_le_bytes(*eight);
        // The highest bit of a byte says that it is below a blank, above `~`, or
        // `=`. A borrow may say so of what follows such a byte, but not before it.
        let below = eight.wrapping_sub(u64::from(b' ') * ALL);
        let above = (eight & !HIGH) + ALL;
        let other = eight ^ (u64::from(b'=') * ALL);
        let equals = other.wrapping_sub(ALL) & !other;
        let special = (below | above | eight | equals) & HIGH;
        if special != 0 {
            return at + special.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = &bytes[at..];
    let special = |byte: &u8| !matches!(byte, b' '..=b'<' | b'>'..=b'~');
    at + rest.iter().position(special).unwrap_or(rest.len())
}

/// The two digits that stand for a byte.
pub fn hex(byte: u8) -> [u8; 2] {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    [byte >> 4, byte & 15].map(|digit| DIGITS[usize::from(digit)])
}

#[cfg(test)]
mod tests {
    use mail_parser::decoders::quoted_printable::quoted_printable_decode;
    use proptest::prelude::*;

    use super::*;

    fn encoded(text: &str) -> String {
        String::from_utf8(printable(text)).unwrap()
    }

    #[test]
    fn what_means_something_is_encoded() {
        assert_eq!(
            encoded("a=b é\n-- \n\nx  "),
            "a=3Db =C3=A9\r\n--=20\r\n\r\nx =20"
        );
    }

    #[test]
    fn a_line_is_folded_at_the_last_moment() {
        let line = "x".repeat(76);
        assert_eq!(encoded(&line), line);
        assert_eq!(
            encoded(&format!("{line}y")),
            format!("{}=\r\nxy", &line[..75])
        );
        assert_eq!(
            encoded(&format!("{}=", &line[..73])),
            format!("{}=3D", &line[..73])
        );
        assert_eq!(
            encoded(&format!("{}=", &line[..74])),
            format!("{}=\r\n=3D", &line[..74])
        );
    }

    proptest! {
        #[test]
        fn what_is_encoded_comes_back(text in "([ a-z=.é😀]{0,90}\n){0,4}[ =x]{0,80}") {
            let encoded = printable(&text);
            for line in encoded.split(|byte| *byte == b'\n') {
                prop_assert!(line.len() <= LINE + 1);
                prop_assert!(!line.ends_with(b" \r"));
            }
            let decoded = quoted_printable_decode(&encoded).unwrap();
            prop_assert_eq!(String::from_utf8(decoded).unwrap().replace("\r\n", "\n"), text);
        }
    }
}
