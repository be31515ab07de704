//! JSON written straight to memory.
//!
//! What never needs an escape (keys, names from closed sets, numbers) is
//! copied as it is, so a record costs little more than its bytes.

/// One line of JSON under construction.
pub(super) struct Json<'a>(pub &'a mut Vec<u8>);

/// Whether a byte of a string has to be escaped (RFC 8259, 7).
const ESCAPED: [bool; 256] = {
    let mut escaped = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        escaped[byte] = true;
        byte += 1;
    }
    escaped[b'"' as usize] = true;
    escaped[b'\\' as usize] = true;
    escaped
};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

impl Json<'_> {
    /// JSON as it stands: brackets, keys, `null`.
    pub fn raw(&mut self, json: &str) {
        self.0.extend_from_slice(json.as_bytes());
    }

    /// A string that holds nothing to escape: a name of ours.
    pub fn name(&mut self, name: &str) {
        debug_assert!(!name.bytes().any(|byte| ESCAPED[usize::from(byte)]));
        self.0.push(b'"');
        self.raw(name);
        self.0.push(b'"');
    }

    /// A string.
    pub fn text(&mut self, text: &str) {
        self.0.push(b'"');
        let mut rest = text.as_bytes();
        while let Some(at) = rest.iter().position(|byte| ESCAPED[usize::from(*byte)]) {
            self.0.extend_from_slice(&rest[..at]);
            match rest[at] {
                b'\n' => self.raw("\\n"),
                b'\t' => self.raw("\\t"),
                b'\r' => self.raw("\\r"),
                byte @ (b'"' | b'\\') => self.0.extend_from_slice(&[b'\\', byte]),
                byte => {
                    self.raw("\\u00");
                    self.hex_byte(byte);
                }
            }
            rest = &rest[at + 1..];
        }
        self.0.extend_from_slice(rest);
        self.0.push(b'"');
    }

    /// A count.
    pub fn number(&mut self, number: u64) {
        self.raw(itoa::Buffer::new().format(number));
    }

    /// A number of thousandths, without the zeros at its end.
    pub fn thousandths(&mut self, number: i32) {
        if number < 0 {
            self.0.push(b'-');
        }
        let (whole, part) = (number.unsigned_abs() / 1000, number.unsigned_abs() % 1000);
        self.number(u64::from(whole));
        if part > 0 {
            let digits = [part / 100, part / 10 % 10, part % 10].map(|digit| b'0' + digit as u8);
            let kept = 3 - digits
                .iter()
                .rev()
                .take_while(|digit| **digit == b'0')
                .count();
            self.0.push(b'.');
            self.0.extend_from_slice(&digits[..kept]);
        }
    }

    /// A hash as a string.
    pub fn hex(&mut self, hash: &[u8]) {
        self.0.push(b'"');
        for byte in hash {
            self.hex_byte(*byte);
        }
        self.0.push(b'"');
    }

    fn hex_byte(&mut self, byte: u8) {
        self.0.push(DIGITS[usize::from(byte >> 4)]);
        self.0.push(DIGITS[usize::from(byte & 15)]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Json<'_>)) -> String {
        let mut out = Vec::new();
        write(&mut Json(&mut out));
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn strings_are_what_serde_json_makes_of_them() {
        for text in [
            "",
            "plain",
            "a\nb\"c\\d\te\r",
            "\"",
            "José · Nguyễn",
            "\u{1}\u{1f}\u{7f}",
        ] {
            let ours = written(|json| json.text(text));
            assert_eq!(ours, serde_json::to_string(text).unwrap());
        }
    }

    #[test]
    fn thousandths_have_no_zeros_at_their_end() {
        for (number, expected) in [
            (0, "0"),
            (1, "0.001"),
            (-1_500, "-1.5"),
            (72_070, "72.07"),
            (612_000, "612"),
            (i32::MIN, "-2147483.648"),
        ] {
            assert_eq!(written(|json| json.thousandths(number)), expected);
        }
    }
}
