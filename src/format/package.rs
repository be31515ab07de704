//! The ZIP packages that office documents are (ECMA-376 part 2).
//!
//! Nothing in a package depends on when, where or by which worker it was made:
//! every part is packed by the same rule and dated 1980-01-01, the zero of
//! MS-DOS time. Parts that are the same in many documents are deflated once,
//! as a [`Part`], and copied.

use std::cell::RefCell;
use std::sync::OnceLock;

use flate2::{Compress, Compression, FlushCompress, Status};

use super::deflate::{Deflater, Opening};
use crate::document::Look;

/// ZIP 2.0: deflate and folders, nothing newer.
const VERSION: u16 = 20;
/// The method numbers of ZIP.
const STORED: u16 = 0;
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
    entry: Entry,
    deflated: Vec<u8>,
}

/// What a ZIP says of an entry besides its name and place.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    method: u16,
    crc: u32,
    packed: u32,
    plain: u32,
}

impl Part {
    /// Deflates `content`, which is to stand under `name`, a path without a
    /// leading slash: `word/styles.xml`.
    pub fn new(name: &'static str, content: &[u8]) -> Self {
        let mut deflated = Vec::new();
        THOROUGH.with_borrow_mut(|compress| deflate(compress, content, &mut deflated));
        let entry = entry(DEFLATED, content, deflated.len());
        Self {
            name,
            entry,
            deflated,
        }
    }

    /// The same under another name.
    pub fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }
}

thread_local! {
    /// For parts that many packages share: raw deflate at its best, as ZIP wants it.
    static THOROUGH: RefCell<Compress> = RefCell::new(Compress::new(Compression::best(), false));
}

/// What the packages of each look share, made when the look is first met and
/// then for all workers.
#[derive(Debug)]
pub struct OfLook<T>([OnceLock<T>; Look::ALL.len()]);

impl<T> OfLook<T> {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self([const { OnceLock::new() }; Look::ALL.len()])
    }

    /// What the packages of that look share.
    pub fn get(&self, look: &'static Look, make: fn(&'static Look) -> T) -> &T {
        let number = Look::ALL.iter().position(|other| other == look);
        self.0[number.expect("every look is one of all")].get_or_init(|| make(look))
    }
}

/// Writes packages, one after the other, and keeps its memory between them.
#[derive(Debug, Default)]
pub struct Package {
    deflater: Deflater,
    directory: Vec<u8>,
    entries: u16,
}

impl Package {
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
        local_header(out, part.name, part.entry);
        out.extend_from_slice(&part.deflated);
        self.record(part.name, part.entry, offset);
    }

    /// Appends a part of this document alone, which begins as `opening` does.
    pub fn add(&mut self, out: &mut Vec<u8>, name: &str, opening: &Opening, content: &[u8]) {
        let offset = out.len();
        local_header(out, name, Entry::default());
        let start = out.len();
        self.deflater.deflate(opening, content, out);
        let mut entry = entry(DEFLATED, content, out.len() - start);
        if entry.packed >= entry.plain {
            out.truncate(start);
            out.extend_from_slice(content);
            (entry.method, entry.packed) = (STORED, entry.plain);
        }
        // How it went is known only now; it goes where the header left room.
        out[offset + 8..offset + 26].copy_from_slice(&entry.bytes());
        self.record(name, entry, offset);
    }

    /// Appends a part that deflate has nothing to take from: a picture.
    pub fn stored(&mut self, out: &mut Vec<u8>, name: &str, content: &[u8]) {
        let offset = out.len();
        let entry = entry(STORED, content, content.len());
        local_header(out, name, entry);
        out.extend_from_slice(content);
        self.record(name, entry, offset);
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

    fn record(&mut self, name: &str, entry: Entry, offset: usize) {
        self.entries += 1;
        let directory = &mut self.directory;
        directory.extend_from_slice(b"PK\x01\x02");
        u16s(directory, [VERSION]);
        common_header(directory, name, entry);
        // No comment, first disk, no attributes inside or outside.
        u16s(directory, [0; 5]);
        directory.extend_from_slice(&narrow(offset).to_le_bytes());
        directory.extend_from_slice(name.as_bytes());
    }
}

fn local_header(out: &mut Vec<u8>, name: &str, entry: Entry) {
    out.extend_from_slice(b"PK\x03\x04");
    common_header(out, name, entry);
    out.extend_from_slice(name.as_bytes());
}

/// What the header before an entry and its line in the directory share.
fn common_header(out: &mut Vec<u8>, name: &str, entry: Entry) {
    let flags = if name.is_ascii() { 0 } else { UTF8 };
    u16s(out, [VERSION, flags]);
    out.extend_from_slice(&entry.bytes());
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

impl Entry {
    /// From the method to the sizes, as both headers have it.
    fn bytes(self) -> [u8; 18] {
        let mut bytes = [0; 18];
        bytes[..2].copy_from_slice(&self.method.to_le_bytes());
        bytes[2..4].copy_from_slice(&MIDNIGHT.to_le_bytes());
        bytes[4..6].copy_from_slice(&DATE.to_le_bytes());
        bytes[6..10].copy_from_slice(&self.crc.to_le_bytes());
        bytes[10..14].copy_from_slice(&self.packed.to_le_bytes());
        bytes[14..].copy_from_slice(&self.plain.to_le_bytes());
        bytes
    }
}

fn deflate(compress: &mut Compress, content: &[u8], out: &mut Vec<u8>) {
    // No block of deflate takes more than 9 bits for a byte, so with this much
    // room it ends in one call and the bytes can't depend on the buffer's size.
    out.reserve(content.len() + content.len() / 8 + 64);
    compress.reset();
    let status = compress.compress_vec(content, out, FlushCompress::Finish);
    assert!(
        matches!(status, Ok(Status::StreamEnd)),
        "deflate in memory, with room enough, has no way to fail"
    );
}

fn entry(method: u16, content: &[u8], packed: usize) -> Entry {
    Entry {
        method,
        crc: crc32fast::hash(content),
        packed: narrow(packed),
        plain: narrow(content.len()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read as _};

    use super::*;
    use crate::format::deflate::UNKNOWN;

    fn write(package: &mut Package, parts: &[(&str, &[u8])], shared: &Part) -> Vec<u8> {
        let mut out = Vec::new();
        package.begin();
        for (name, content) in parts {
            package.add(&mut out, name, &UNKNOWN, content);
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
        let out = write(&mut Package::default(), &parts, &shared);

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
        let mut used = Package::default();
        write(&mut used, &[("c.xml", &[b'c'; 40_000])], &shared);
        assert_eq!(
            write(&mut used, &parts, &shared),
            write(&mut Package::default(), &parts, &shared)
        );
    }
}
