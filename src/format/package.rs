//! The ZIP packages that office documents are (ECMA-376 part 2).
//!
//! Nothing in a package depends on when, where or by which worker it was made:
//! every part is deflated in the same way and dated 1980-01-01, the zero of
//! MS-DOS time. Parts that are the same in many documents are deflated once,
//! as a [`Part`], and copied.

use flate2::{Compress, Compression, Crc, FlushCompress, Status};

/// ZIP 2.0: deflate and folders, nothing newer.
const VERSION: u16 = 20;
/// The method number of deflate.
const DEFLATED: u16 = 8;
/// General purpose bit 11: the name is UTF-8. Set only where it matters.
const UTF8: u16 = 1 << 11;
/// 1980-01-01: year 0, month 1, day 1.
const DATE: u16 = 1 << 5 | 1;
const MIDNIGHT: u16 = 0;

/// A part that many packages share, deflated once and therefore as well as can be.
#[derive(Clone, Debug)]
pub struct Part {
    name: &'static str,
    size: Size,
    deflated: Vec<u8>,
}

/// What a ZIP says of an entry besides its name and place.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    crc: u32,
    deflated: u32,
    plain: u32,
}

impl Part {
    /// Deflates `content`, which is to stand under `name`, a path without a
    /// leading slash: `word/styles.xml`.
    pub fn new(name: &'static str, content: &[u8]) -> Self {
        let mut deflated = Vec::new();
        let size = deflate(&mut compressor(Compression::best()), content, &mut deflated);
        Self {
            name,
            size,
            deflated,
        }
    }
}

/// Writes packages, one after the other, and keeps its memory between them.
#[derive(Debug)]
pub struct Package {
    compress: Compress,
    directory: Vec<u8>,
    entries: u16,
}

impl Default for Package {
    fn default() -> Self {
        Self::new()
    }
}

impl Package {
    /// A writer for one worker.
    pub fn new() -> Self {
        Self {
            // A document is written once and its text is short.
            compress: compressor(Compression::fast()),
            directory: Vec::new(),
            entries: 0,
        }
    }

    /// Starts a package. The buffer handed to the calls that follow has to be
    /// the same and empty, as a ZIP counts from its first byte. The first part
    /// should be `[Content_Types].xml`: some readers take the type from there.
    pub fn begin(&mut self) {
        self.directory.clear();
        self.entries = 0;
    }

    /// Appends a part that is deflated already.
    pub fn part(&mut self, out: &mut Vec<u8>, part: &Part) {
        let offset = out.len();
        local_header(out, part.name, part.size);
        out.extend_from_slice(&part.deflated);
        self.record(part.name, part.size, offset);
    }

    /// Deflates and appends a part of this document alone.
    pub fn add(&mut self, out: &mut Vec<u8>, name: &str, content: &[u8]) {
        let offset = out.len();
        local_header(out, name, Size::default());
        let size = deflate(&mut self.compress, content, out);
        // The sizes are known only now; they go where the header left room.
        out[offset + 14..offset + 26].copy_from_slice(&size.bytes());
        self.record(name, size, offset);
    }

    /// Ends the package with its directory.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        let offset = narrow(out.len());
        out.extend_from_slice(&self.directory);
        out.extend_from_slice(b"PK\x05\x06");
        u16s(out, [0, 0, self.entries, self.entries]);
        out.extend_from_slice(&narrow(self.directory.len()).to_le_bytes());
        out.extend_from_slice(&offset.to_le_bytes());
        u16s(out, [0]);
    }

    fn record(&mut self, name: &str, size: Size, offset: usize) {
        self.entries += 1;
        let directory = &mut self.directory;
        directory.extend_from_slice(b"PK\x01\x02");
        u16s(directory, [VERSION]);
        common_header(directory, name, size);
        // No comment, first disk, no attributes inside or outside.
        u16s(directory, [0; 5]);
        directory.extend_from_slice(&narrow(offset).to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
}

fn local_header(out: &mut Vec<u8>, name: &str, size: Size) {
    out.extend_from_slice(b"PK\x03\x04");
    common_header(out, name, size);
    out.extend_from_slice(name.as_bytes());
}

/// What the header before an entry and its line in the directory share.
fn common_header(out: &mut Vec<u8>, name: &str, size: Size) {
    let flags = if name.is_ascii() { 0 } else { UTF8 };
    u16s(out, [VERSION, flags, DEFLATED, MIDNIGHT, DATE]);
    out.extend_from_slice(&size.bytes());
    let length = u16::try_from(name.len()).expect("names of parts are short");
    u16s(out, [length, 0]);
}

fn u16s<const N: usize>(out: &mut Vec<u8>, numbers: [u16; N]) {
    for number in numbers {
        out.extend_from_slice(&number.to_le_bytes());
    }
}

fn narrow(size: usize) -> u32 {
    u32::try_from(size).expect("documents stay far below 4 GiB")
}

impl Size {
    fn bytes(self) -> [u8; 12] {
        let mut bytes = [0; 12];
        bytes[..4].copy_from_slice(&self.crc.to_le_bytes());
        bytes[4..8].copy_from_slice(&self.deflated.to_le_bytes());
        bytes[8..].copy_from_slice(&self.plain.to_le_bytes());
        bytes
    }
}

/// A raw deflate stream, as ZIP wants it.
fn compressor(level: Compression) -> Compress {
    Compress::new(level, false)
}

fn deflate(compress: &mut Compress, content: &[u8], out: &mut Vec<u8>) -> Size {
    let start = out.len();
    // No block of deflate takes more than 9 bits for a byte, so with this much
    // room it ends in one call and the bytes can't depend on the buffer's size.
    out.reserve(content.len() + content.len() / 8 + 64);
    compress.reset();
    let status = compress.compress_vec(content, out, FlushCompress::Finish);
    assert!(
        matches!(status, Ok(Status::StreamEnd)),
        "deflate in memory, with room enough, has no way to fail"
    );
    let mut crc = Crc::new();
    crc.update(content);
    Size {
        crc: crc.sum(),
        deflated: narrow(out.len() - start),
        plain: narrow(content.len()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;

    fn write(package: &mut Package, parts: &[(&str, &[u8])], shared: &Part) -> Vec<u8> {
        let mut out = Vec::new();
        package.begin();
        for (name, content) in parts {
            package.add(&mut out, name, content);
        }
        package.part(&mut out, shared);
        package.finish(&mut out);
        out
    }

    #[test]
    fn another_reader_gets_every_part_back() {
        let noise: Vec<u8> = (0_u32..70_000)
            .map(|n| (n.wrapping_mul(2_654_435_761) >> 21) as u8)
            .collect();
        let parts: [(&str, &[u8]); 4] = [
            ("[Content_Types].xml", b"<Types/>"),
            ("leer.xml", b""),
            ("größe.xml", &[b'x'; 9_000]),
            ("noise.bin", &noise),
        ];
        let shared = Part::new("docProps/app.xml", b"<Properties/>");
        let out = write(&mut Package::new(), &parts, &shared);

        let mut archive = zip::ZipArchive::new(Cursor::new(&out)).unwrap();
        let expected = parts
            .into_iter()
            .chain([("docProps/app.xml", b"<Properties/>".as_slice())]);
        assert_eq!(archive.len(), 5);
        for (index, (name, content)) in expected.enumerate() {
            let mut entry = archive.by_index(index).unwrap();
            assert_eq!(entry.name(), name);
            let time = entry.last_modified().unwrap();
            assert_eq!((time.year(), time.month(), time.day()), (1980, 1, 1));
            let mut read = Vec::new();
            entry.read_to_end(&mut read).unwrap();
            assert_eq!(read, content);
        }
    }

    #[test]
    fn a_used_writer_writes_what_a_new_one_does() {
        let shared = Part::new("b.xml", b"<b/>");
        let parts: [(&str, &[u8]); 1] = [("a.xml", b"<a>text and text and text</a>")];
        let mut used = Package::new();
        write(&mut used, &[("c.xml", &[b'c'; 40_000])], &shared);
        assert_eq!(
            write(&mut used, &parts, &shared),
            write(&mut Package::new(), &parts, &shared)
        );
    }
}
