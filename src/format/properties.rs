//! The file properties of office documents: `docProps/core.xml` (ECMA-376
//! part 2, clause 8.3) and `docProps/app.xml`.

use std::sync::LazyLock;

use jiff::civil::DateTime;

use super::deflate::{MARKUP, Opening};
use super::package::{Package, Part};
use super::xml;
use crate::document::{Head, Kind, Source, Text, Transcript};

/// The content type of the core properties.
pub const CORE_TYPE: &str = "application/vnd.openxmlformats-package.core-properties+xml";
/// The content type of the application's properties.
pub const APP_TYPE: &str = "application/vnd.openxmlformats-officedocument.extended-properties+xml";

const CORE: &str = "/docProps/core.xml";

/// The same for every document of every class: nothing is to be learned from it.
static APP: LazyLock<Part> = LazyLock::new(|| {
    Part::new(
        "docProps/app.xml",
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">"#,
            "<Application>synthphi</Application><AppVersion>1.0000</AppVersion></Properties>",
        )
        .as_bytes(),
    )
});

static OPENING: LazyLock<Opening> = LazyLock::new(|| Opening::new(&MARKUP, BEGIN.as_bytes()));

const BEGIN: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties""#,
    r#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/""#,
    r#" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
);

/// Adds both parts to a package and notes the marks in them. `scratch` is any
/// buffer; its content is lost.
pub fn add(
    package: &mut Package,
    out: &mut Vec<u8>,
    scratch: &mut Vec<u8>,
    head: &Head,
    transcript: &mut Transcript,
) {
    scratch.clear();
    core(scratch, head, transcript);
    package.add(out, &CORE[1..], &OPENING, scratch);
    package.part(out, &APP);
}

fn core(out: &mut Vec<u8>, head: &Head, transcript: &mut Transcript) {
    let source = Source {
        part: Some(CORE),
        ..Source::of(Kind::Metadata)
    };
    out.extend_from_slice(BEGIN.as_bytes());
    let mut property = |out: &mut Vec<u8>, name: &str, text: &Text| {
        if !text.is_empty() {
            element(out, name, |out| xml::escape(out, text.as_str()));
            transcript.aside(text, &source);
        }
    };
    property(out, "dc:title", &head.title);
    property(out, "dc:subject", &head.subject);
    property(out, "cp:keywords", &head.keywords);
    property(out, "dc:creator", &head.author);
    property(out, "cp:lastModifiedBy", &head.author);
    let written = head.written.utc();
    for name in ["dcterms:created", "dcterms:modified"] {
        out.push(b'<');
        out.extend_from_slice(name.as_bytes());
        out.extend_from_slice(br#" xsi:type="dcterms:W3CDTF">"#);
        w3cdtf(out, written);
        out.extend_from_slice(b"</");
        out.extend_from_slice(name.as_bytes());
        out.push(b'>');
    }
    element(out, "dc:language", |out| out.extend_from_slice(b"en-US"));
    out.extend_from_slice(b"</cp:coreProperties>");
}

fn element(out: &mut Vec<u8>, name: &str, content: impl FnOnce(&mut Vec<u8>)) {
    out.push(b'<');
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
    content(out);
    out.extend_from_slice(b"</");
    out.extend_from_slice(name.as_bytes());
    out.push(b'>');
}

/// A point in time to the second as the W3C's profile of ISO 8601 writes it.
pub fn w3cdtf(out: &mut Vec<u8>, utc: DateTime) {
    date_time(out, utc);
    out.push(b'Z');
}

/// The same without saying where: `2024-03-01T03:05:09`.
pub fn date_time(out: &mut Vec<u8>, time: DateTime) {
    let two = |out: &mut Vec<u8>, number: i8| {
        let number = number.unsigned_abs();
        out.extend_from_slice(&[b'0' + number / 10, b'0' + number % 10]);
    };
    let year = time.year().unsigned_abs();
    two(out, (year / 100) as i8);
    two(out, (year % 100) as i8);
    for (separator, number) in [
        (b'-', time.month()),
        (b'-', time.day()),
        (b'T', time.hour()),
        (b':', time.minute()),
        (b':', time.second()),
    ] {
        out.push(separator);
        two(out, number);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Moment, Style};

    #[test]
    fn properties_say_who_and_when_and_note_the_marks() {
        let mut author = Text::from("Dr. ");
        author.push("Łukasz <O'Brien>", Style::default());
        author.mark(4, 3);
        let head = Head {
            title: Text::from("Progress & plan"),
            author,
            written: Moment {
                local: DateTime::constant(2024, 2, 29, 22, 5, 9, 0),
                offset: -300,
            },
            ..Head::default()
        };
        let (mut out, mut transcript) = (Vec::new(), Transcript::default());
        core(&mut out, &head, &mut transcript);
        let xml = String::from_utf8(out).unwrap();
        assert!(xml.contains("<dc:title>Progress &amp; plan</dc:title>"));
        assert!(xml.contains("<dc:creator>Dr. Łukasz &lt;O'Brien&gt;</dc:creator>"));
        assert!(xml.contains(r#""dcterms:W3CDTF">2024-03-01T03:05:09Z</dcterms:created>"#));
        assert!(!xml.contains("dc:subject"));

        assert_eq!(transcript.text, "");
        // As author and as the one who modified it last.
        assert_eq!(transcript.placed.len(), 2);
        for placed in &transcript.placed {
            assert_eq!((placed.mark, &placed.range), (3, &None));
            assert_eq!(placed.aside, "Łukasz <O'Brien>");
            assert_eq!(placed.source.part, Some(CORE));
        }
    }
}
