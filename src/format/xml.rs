//! Text in XML 1.0, for office documents.

/// What the bytes of UTF-8 mean to the writer.
const PLAIN: u8 = 0;
/// It has to be written in another way.
const SPECIAL: u8 = 1;
/// It may begin U+FFFE or U+FFFF, which XML forbids.
const LAST: u8 = 2;

const CLASSES: [u8; 256] = {
    let mut classes = [PLAIN; 256];
    let mut control = 0;
    while control < 0x20 {
        classes[control] = SPECIAL;
        control += 1;
    }
    classes[b'&' as usize] = SPECIAL;
    classes[b'<' as usize] = SPECIAL;
    classes[b'>' as usize] = SPECIAL;
    classes[b'"' as usize] = SPECIAL;
    classes[0xef] = LAST;
    classes
};

/// Appends characters, good for an element's content and for an attribute
/// between double quotes. What XML 1.0 has no way to write becomes U+FFFD.
pub fn escape(out: &mut Vec<u8>, text: &str) {
    match is_plain(text) {
        true => out.extend_from_slice(text.as_bytes()),
        false => escape_special(out, text.as_bytes()),
    }
}

/// Whether a text can be written as it is, line breaks being none that can.
/// Most can, so all of it is read without a branch, several bytes at once.
#[inline]
pub fn is_plain(text: &str) -> bool {
    !text.bytes().fold(false, |special, byte| {
        special | (byte < b' ') | matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xef)
    })
}

fn escape_special(out: &mut Vec<u8>, bytes: &[u8]) {
    let mut done = 0;
    let mut at = 0;
    while let Some(skip) = bytes[at..]
        .iter()
        .position(|&byte| CLASSES[usize::from(byte)] != PLAIN)
    {
        at += skip;
        let (written, length): (&[u8], usize) = match bytes[at] {
            b'&' => (b"&amp;", 1),
            b'<' => (b"&lt;", 1),
            b'>' => (b"&gt;", 1),
            b'"' => (b"&quot;", 1),
            b'\t' => (b"&#9;", 1),
            b'\n' => (b"&#10;", 1),
            b'\r' => (b"&#13;", 1),
            0xef if matches!(bytes[at + 1..], [0xbf, 0xbe | 0xbf, ..]) => {
                ("\u{fffd}".as_bytes(), 3)
            }
            0xef => {
                at += 1;
                continue;
            }
            _ => ("\u{fffd}".as_bytes(), 1),
        };
        out.extend_from_slice(&bytes[done..at]);
        out.extend_from_slice(written);
        at += length;
        done = at;
    }
    out.extend_from_slice(&bytes[done..]);
}

/// Whether an element with this text needs `xml:space="preserve"`: readers may
/// drop blanks at its ends or fold them in its middle.
pub fn has_loose_space(text: &str) -> bool {
    let bytes = text.as_bytes();
    let blank = |byte: Option<&u8>| matches!(byte, Some(b' ' | b'\t' | b'\n' | b'\r'));
    // Texts are short, and this has no branches: it is done several bytes at once.
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let two = pairs.fold(0, |two, (one, next)| {
        two | u8::from(*one == b' ') & u8::from(*next == b' ')
    });
    blank(bytes.first()) || blank(bytes.last()) || two != 0
}

/// Appends a number in decimal digits.
pub fn number(out: &mut Vec<u8>, number: u32) {
    out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        escape(&mut out, text);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn markup_is_escaped_and_the_rest_is_kept() {
        assert_eq!(escaped("<&>\"'"), "&lt;&amp;&gt;&quot;'");
        assert_eq!(escaped("O'Brien & Söhne"), "O'Brien &amp; Söhne");
        for kept in [
            "",
            "Nguyễn Văn Anh",
            "Łukasz Wójcik",
            "😀",
            "\u{ff01}\u{feff}",
        ] {
            assert_eq!(escaped(kept), kept);
        }
    }

    #[test]
    fn what_xml_forbids_is_replaced() {
        assert_eq!(
            escaped("a\u{0}b\u{1f}c\u{fffe}\u{ffff}d\u{fffd}"),
            "a\u{fffd}b\u{fffd}c\u{fffd}\u{fffd}d\u{fffd}"
        );
        assert_eq!(escaped("a\tb\nc\rd"), "a&#9;b&#10;c&#13;d");
    }

    #[test]
    fn blanks_that_a_reader_may_lose_are_seen() {
        assert!(has_loose_space(" a") && has_loose_space("a ") && has_loose_space("a  b"));
        assert!(!has_loose_space("") && !has_loose_space("a b"));
    }

    #[test]
    fn numbers_are_plain_digits() {
        let mut out = Vec::new();
        for n in [0, 9, 10, u32::MAX] {
            number(&mut out, n);
            out.push(b' ');
        }
        assert_eq!(out, b"0 9 10 4294967295 ");
    }
}
