//! The file around the content: objects, cross-reference table, trailer
//! (ISO 32000-1, 7.5).

use std::sync::LazyLock;

use super::content::{decimal, escape, integer};
use crate::digest::Sha256;
use crate::document::Moment;
use crate::format::deflate::{Deflater, OPERATORS, Opening};

/// An object of the file, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object(pub u32);

/// Writes a file object by object.
pub struct File<'b> {
    bytes: &'b mut Vec<u8>,
    /// Where each object starts, from number 1; 0 if it is not written yet.
    offsets: Vec<usize>,
}

impl<'b> File<'b> {
    /// Starts a file at the start of an empty buffer.
    pub fn new(bytes: &'b mut Vec<u8>) -> Self {
        // The four bytes above 127 tell transfer programs that it is not text.
        bytes.extend_from_slice(b"%PDF-1.7\n%\xc2\xb5\xc2\xb6\n");
        Self {
            bytes,
            offsets: Vec::with_capacity(32),
        }
    }

    /// A number for an object to be written later.
    pub fn reserve(&mut self) -> Object {
        self.offsets.push(0);
        Object(self.offsets.len() as u32)
    }

    /// Writes an object: `dictionary` appends what is between `<<` and `>>`.
    pub fn dictionary(&mut self, object: Object, dictionary: impl FnOnce(&mut Dictionary<'_>)) {
        self.start(object, dictionary);
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    /// Writes a stream whose data is deflated already.
    pub fn stream(
        &mut self,
        object: Object,
        data: &[u8],
        dictionary: impl FnOnce(&mut Dictionary<'_>),
    ) {
        self.start(object, |entries| {
            entries.raw("/Filter/FlateDecode");
            entries.integer("/Length ", data.len() as u64);
            dictionary(entries);
        });
        self.bytes.extend_from_slice(b"\nstream\n");
        self.bytes.extend_from_slice(data);
        self.bytes.extend_from_slice(b"\nendstream\nendobj\n");
    }

    /// How many bytes have been written.
    pub fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Starts an identifier from what has been written from an offset on.
    pub fn identity(&self, from: usize) -> Identity {
        Identity(Sha256::new().chain_update(&self.bytes[from..]))
    }

    /// Writes what follows the objects.
    pub fn finish(self, catalog: Object, info: Object, identity: Identity) {
        let id = &identity.0.finalize()[..16];
        let Self { bytes, offsets } = self;
        let table = bytes.len();
        bytes.extend_from_slice(b"xref\n0 ");
        integer(offsets.len() as u64 + 1, bytes);
        bytes.extend_from_slice(b"\n0000000000 65535 f \n");
        for offset in &offsets {
            padded(*offset as u64, 10, bytes);
            bytes.extend_from_slice(b" 00000 n \n");
        }
        bytes.extend_from_slice(b"trailer\n<<");
        let mut trailer = Dictionary(bytes);
        trailer.integer("/Size ", offsets.len() as u64 + 1);
        trailer.reference("/Root ", catalog);
        trailer.reference("/Info ", info);
        trailer.raw("/ID[");
        trailer.hexadecimal(id);
        trailer.hexadecimal(id);
        trailer.raw("]");
        bytes.extend_from_slice(b">>\nstartxref\n");
        integer(table as u64, bytes);
        bytes.extend_from_slice(b"\n%%EOF\n");
    }

    fn start(&mut self, object: Object, dictionary: impl FnOnce(&mut Dictionary<'_>)) {
        self.offsets[object.0 as usize - 1] = self.bytes.len();
        integer(object.0.into(), self.bytes);
        self.bytes.extend_from_slice(b" 0 obj\n<<");
        dictionary(&mut Dictionary(self.bytes));
        self.bytes.extend_from_slice(b">>");
    }
}

/// What the identifier of a file is made of (ISO 32000-1, 14.4): the file's
/// properties, and the length and checksum of every page's content. To digest
/// the content itself would take longer than to compress it.
pub struct Identity(Sha256);

impl Identity {
    /// Takes in a page's deflated content, by its length and the Adler-32 that
    /// every zlib stream ends with.
    pub fn page(&mut self, deflated: &[u8]) {
        let checksum = deflated.len().saturating_sub(4);
        self.0.update((deflated.len() as u64).to_be_bytes());
        self.0.update(&deflated[checksum..]);
    }
}

/// Writes the entries of a dictionary.
pub struct Dictionary<'b>(&'b mut Vec<u8>);

impl Dictionary<'_> {
    /// Entries as they stand in the file.
    pub fn raw(&mut self, entries: &str) {
        self.0.extend_from_slice(entries.as_bytes());
    }

    /// A key, or the start of an array, and a number.
    pub fn integer(&mut self, key: &str, number: u64) {
        self.raw(key);
        integer(number, self.0);
    }

    /// A key and a reference to an object.
    pub fn reference(&mut self, key: &str, object: Object) {
        self.integer(key, object.0.into());
        self.raw(" 0 R");
    }

    /// A key and a text string: as it is if it is ASCII, which is a part of
    /// PDFDocEncoding, else in UTF-16 (ISO 32000-1, 7.9.2.2). An empty text
    /// gives no entry.
    pub fn text(&mut self, key: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        self.raw(key);
        self.0.push(b'(');
        if text.is_ascii() {
            text.bytes().for_each(|byte| escape(byte, self.0));
        } else {
            self.0.extend_from_slice(b"\xfe\xff");
            for unit in text.encode_utf16() {
                for byte in unit.to_be_bytes() {
                    escape(byte, self.0);
                }
            }
        }
        self.0.push(b')');
    }

    /// A rectangle from its left, top, right and bottom edge, from a page's top
    /// left corner in thousandths of a point, on a page of that height in points.
    pub fn rectangle(&mut self, key: &str, [left, top, right, bottom]: [i32; 4], height: u32) {
        let height = height as i32 * 1000;
        self.raw(key);
        self.raw("[");
        for number in [left, height - bottom, right, height - top] {
            decimal(number, self.0);
        }
        self.raw("]");
    }

    /// A key and a date (ISO 32000-1, 7.9.4).
    pub fn date(&mut self, key: &str, moment: Moment) {
        let Moment { local, offset } = moment;
        self.raw(key);
        self.raw("(D:");
        padded(local.year().unsigned_abs().into(), 4, self.0);
        for part in [
            local.month(),
            local.day(),
            local.hour(),
            local.minute(),
            local.second(),
        ] {
            padded(part.unsigned_abs().into(), 2, self.0);
        }
        self.raw(if offset < 0 { "-" } else { "+" });
        let offset = u64::from(offset.unsigned_abs());
        padded(offset / 60, 2, self.0);
        self.raw("'");
        padded(offset % 60, 2, self.0);
        self.raw("')");
    }

    fn hexadecimal(&mut self, bytes: &[u8]) {
        self.0.push(b'<');
        for byte in bytes {
            for digit in [byte >> 4, byte & 15] {
                self.0.push(b"0123456789abcdef"[usize::from(digit)]);
            }
        }
        self.0.push(b'>');
    }
}

fn padded(number: u64, width: u32, out: &mut Vec<u8>) {
    let mut place = 10_u64.pow(width - 1);
    while place > 0 {
        out.push(b'0' + (number / place % 10) as u8);
        place /= 10;
    }
}

/// Appends the operators of a page, deflated, in the wrapper of zlib (RFC 1950).
pub fn deflate(deflater: &mut Deflater, operators: &[u8], out: &mut Vec<u8>) {
    static OPENING: LazyLock<Opening> = LazyLock::new(|| Opening::new(&OPERATORS, b""));
    // Deflate with a window of 32 KiB, done by the fastest algorithm.
    out.extend_from_slice(&[0x78, 0x01]);
    deflater.deflate(&OPENING, operators, out);
    out.extend_from_slice(&simd_adler32::adler32(&operators).to_be_bytes());
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;
    use jiff::civil::DateTime;

    fn entries(write: impl Fn(&mut Dictionary<'_>)) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut Dictionary(&mut bytes));
        bytes
    }

    #[test]
    fn text_strings_are_ascii_or_utf16() {
        assert_eq!(
            entries(|entries| entries.text("/Title", "A (b)")),
            br"/Title(A \(b\))"
        );
        // Ũ is U+0168, and ( is U+0028.
        assert_eq!(
            entries(|entries| entries.text("/Title", "Ũ(")),
            b"/Title(\xfe\xff\x01h\0\\()"
        );
        assert!(entries(|entries| entries.text("/Title", "")).is_empty());
    }

    #[test]
    fn dates_tell_their_offset() {
        let moment = Moment {
            local: DateTime::constant(2024, 3, 9, 7, 5, 0, 0),
            offset: -330,
        };
        assert_eq!(
            entries(|entries| entries.date("/ModDate", moment)),
            b"/ModDate(D:20240309070500-05'30')"
        );
    }

    #[test]
    fn the_table_points_at_every_object() {
        let mut bytes = Vec::new();
        let mut file = File::new(&mut bytes);
        let (first, second) = (file.reserve(), file.reserve());
        file.dictionary(second, |entries| entries.raw("/Type/Catalog"));
        file.stream(first, b"data", |_| ());
        let identity = file.identity(0);
        file.finish(second, first, identity);
        let text = String::from_utf8_lossy(&bytes);
        for (line, object) in [(2, "1 0 obj"), (3, "2 0 obj")] {
            let table = text.split("xref\n").nth(1).unwrap();
            let entry = table.lines().nth(line).unwrap();
            assert_eq!(entry.len(), 19);
            // Lossy decoding lengthens nothing: the header is the only binary.
            let offset: usize = entry[..10].parse().unwrap();
            assert!(bytes[offset..].starts_with(object.as_bytes()));
        }
        assert!(text.ends_with("%%EOF\n"));
    }

    #[test]
    fn another_reader_gets_the_operators_back() {
        let mut deflater = Deflater::default();
        let operators: Vec<u8> = (0..5000_u32).map(|n| ((n * n) >> 3) as u8).collect();
        for content in [b"BT\nET\n".as_slice(), b"", &operators] {
            let mut out = Vec::new();
            deflate(&mut deflater, content, &mut out);
            let mut read = Vec::new();
            let mut reader = flate2::read::ZlibDecoder::new(out.as_slice());
            reader.read_to_end(&mut read).unwrap();
            assert_eq!(read, content);
        }
    }
}
