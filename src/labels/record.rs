//! The canonical record: one line of JSON a document, by `record.schema.json`.
//!
//! Offsets count Unicode code points of `text`, from 0, the end exclusive.
//! Keys stand in a fixed order, nothing is escaped that JSON does not ask for,
//! so equal truths are equal bytes.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Deserialize;

use super::audit::Namesake;
use crate::document::{Document, Placed, Source, Transcript};
use crate::fact::{Fact, Label, Mark, Owner};

/// The version of the record's schema.
const VERSION: u32 = 1;

/// What a record is made from.
#[derive(Clone, Copy, Debug)]
pub struct Truth<'a> {
    /// Where the file is, from the corpus's folder.
    pub path: &'a str,
    /// Its length in bytes.
    pub bytes: usize,
    /// Its SHA-256.
    pub digest: &'a [u8; 32],
    /// The format's name.
    pub format: &'static str,
    /// The format's text profile.
    pub profile: &'static str,
    /// The document type's name.
    pub kind: &'a str,
    /// Why it looks positive, if it is a hard negative.
    pub hard_negative: Option<&'a str>,
    /// `train`, `dev` or `test`.
    pub split: &'static str,
    /// Whose story it is.
    pub patients: &'a [Owner],
    /// Where it comes from.
    pub facility: Owner,
    /// What it says.
    pub document: &'a Document,
    /// Where that landed.
    pub transcript: &'a Transcript,
    /// Words that only look like the patient's name.
    pub namesakes: &'a [Namesake],
}

/// Writes the record of one document, a line with its end.
pub fn write(truth: &Truth<'_>, out: &mut Vec<u8>) {
    let document = truth.document;
    let mut line = Line { out, first: true };
    line.open(b'{');
    line.number("v", u64::from(VERSION));
    line.key("id");
    line.display(format_args!("\"{}-{}\"", document.class, document.number));
    line.null("parent_id");
    line.text("path", truth.path);
    line.number("bytes", truth.bytes as u64);
    line.key("sha256");
    line.hex(truth.digest);
    line.text("format", truth.format);
    line.text("doc_type", truth.kind);
    line.text("class", document.class.name());
    let hard = truth.hard_negative.is_some();
    line.text("difficulty", if hard { "hard" } else { "easy" });
    line.optional("hard_negative", truth.hard_negative);
    line.text("split", truth.split);
    line.null("cohort");
    line.key("patients");
    line.open(b'[');
    for patient in truth.patients {
        line.comma();
        line.display(format_args!("\"{patient}\""));
    }
    line.close(b']');
    line.key("facility");
    line.display(format_args!("\"{}\"", truth.facility));
    line.text("lang", "en-US");
    line.key("seed_path");
    line.display(format_args!("\"{}/{}\"", document.class, document.number));
    line.text("text", &truth.transcript.text);
    line.text("text_profile", truth.profile);
    let mut points = CodePoints::new(&truth.transcript.text);
    if !truth.transcript.pages.is_empty() {
        pages(&mut line, truth.transcript, &mut points);
        points = CodePoints::new(&truth.transcript.text);
    }
    line.key("spans");
    line.open(b'[');
    let mut count = 0;
    for placed in &truth.transcript.placed {
        if let Some(Mark::Fact(fact)) = document.marks.get(placed.mark) {
            count += 1;
            span(
                &mut line,
                count,
                placed,
                fact,
                truth.transcript,
                &mut points,
            );
        }
    }
    line.close(b']');
    line.key("decoys");
    line.open(b'[');
    decoys(&mut line, truth);
    line.close(b']');
    line.close(b'}');
    out.push(b'\n');
}

fn pages(line: &mut Line<'_>, transcript: &Transcript, points: &mut CodePoints<'_>) {
    line.key("pages");
    line.open(b'[');
    for (index, page) in transcript.pages.iter().enumerate() {
        line.comma();
        line.open(b'{');
        line.number("page", index as u64 + 1);
        line.number("width", u64::from(page.width));
        line.number("height", u64::from(page.height));
        line.number("rotate", 0);
        line.number("start", points.at(page.range.start));
        line.number("end", points.at(page.range.end));
        line.close(b'}');
    }
    line.close(b']');
}

fn span(
    line: &mut Line<'_>,
    count: usize,
    placed: &Placed,
    fact: &Fact,
    transcript: &Transcript,
    points: &mut CodePoints<'_>,
) {
    line.comma();
    line.open(b'{');
    line.key("id");
    line.display(format_args!("\"s{count}\""));
    let (text, start) = match &placed.range {
        Some(range) => {
            let start = points.at(range.start);
            line.number("start", start);
            line.number("end", points.at(range.end));
            (&transcript.text[range.clone()], Some(start))
        }
        None => {
            line.null("start");
            line.null("end");
            (placed.aside.as_str(), None)
        }
    };
    line.text("text", text);
    line.text("label", fact.label.name());
    line.text("subtype", fact.subtype);
    line.text("role", fact.role.name());
    line.key("safe_harbor");
    match fact.safe_harbor() {
        Some(letter) => line.display(format_args!("\"{letter}\"")),
        None => line.raw(b"null"),
    }
    line.key("entity");
    line.display(format_args!("\"{}\"", fact.entity));
    let norm = fact.norm();
    if !norm.is_empty() {
        line.text("norm", &norm);
    }
    let parts = fact.parts();
    if let Some(start) = start.filter(|_| text == fact.text && !parts.is_empty()) {
        let mut within = CodePoints::new(text);
        line.key("parts");
        line.open(b'[');
        for part in &parts {
            line.comma();
            line.open(b'{');
            line.number("start", start + within.at(part.start));
            line.number("end", start + within.at(part.end));
            line.text("part", part.part);
            line.close(b'}');
        }
        line.close(b']');
    }
    let form = if text == fact.text {
        fact.form
    } else if text.contains('\n') {
        "line_wrapped"
    } else {
        "restyled"
    };
    line.text("form", form);
    line.key("source");
    source(line, &placed.source);
    line.close(b'}');
}

fn source(line: &mut Line<'_>, source: &Source) {
    line.open(b'{');
    line.text("kind", source.kind.name());
    if let Some(part) = source.part {
        line.text("part", part);
    }
    let numbers = [
        ("p", source.paragraph),
        ("slide", source.slide),
        ("shape", source.shape),
    ];
    for (key, number) in numbers {
        if let Some(number) = number {
            line.number(key, u64::from(number));
        }
    }
    if let Some(mime) = source.mime {
        line.text("mime", mime);
    }
    if let Some(header) = source.header {
        line.text("header", header);
        line.number("header_index", 0);
    }
    if let Some(page) = source.page {
        line.number("page", u64::from(page));
    }
    if !source.boxes.is_empty() {
        line.key("boxes");
        line.open(b'[');
        for edges in &source.boxes {
            line.comma();
            line.open(b'[');
            for edge in edges {
                line.comma();
                line.thousandths(*edge);
            }
            line.close(b']');
        }
        line.close(b']');
    }
    line.close(b'}');
}

/// The look-alikes that a template planted and the namesakes, in text order.
fn decoys(line: &mut Line<'_>, truth: &Truth<'_>) {
    let planted = truth.transcript.placed.iter().filter_map(|placed| {
        let range = placed.range.clone()?;
        match truth.document.marks.get(placed.mark)? {
            Mark::Decoy(decoy) => Some((range, decoy.looks_like, decoy.why.as_str())),
            Mark::Fact(_) => None,
        }
    });
    let namesakes = truth.namesakes.iter().map(|namesake| {
        (
            namesake.range.clone(),
            Label::Person,
            "a word that is also one of the patient's names",
        )
    });
    let mut all: Vec<_> = planted.chain(namesakes).collect();
    all.sort_by_key(|(range, ..)| range.start);
    let text = &truth.transcript.text;
    let mut points = CodePoints::new(text);
    for (range, looks_like, why) in all {
        line.comma();
        line.open(b'{');
        line.number("start", points.at(range.start));
        line.number("end", points.at(range.end));
        line.text("text", &text[range]);
        line.text("looks_like", looks_like.name());
        line.text("why", why);
        line.close(b'}');
    }
}

/// Turns byte offsets into code points, for offsets that only go up.
struct CodePoints<'a> {
    text: &'a str,
    byte: usize,
    point: u64,
}

impl<'a> CodePoints<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            byte: 0,
            point: 0,
        }
    }

    fn at(&mut self, byte: usize) -> u64 {
        if byte < self.byte {
            (self.byte, self.point) = (0, 0);
        }
        let passed = &self.text.as_bytes()[self.byte..byte];
        // Every code point has exactly one byte that is no continuation.
        self.point += passed.iter().filter(|byte| **byte & 0xc0 != 0x80).count() as u64;
        self.byte = byte;
        self.point
    }
}

/// JSON under construction.
struct Line<'a> {
    out: &'a mut Vec<u8>,
    first: bool,
}

impl Line<'_> {
    fn raw(&mut self, bytes: &[u8]) {
        self.out.extend_from_slice(bytes);
        self.first = false;
    }

    fn open(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.first = true;
    }

    fn close(&mut self, bracket: u8) {
        self.out.push(bracket);
        self.first = false;
    }

    fn comma(&mut self) {
        if !self.first {
            self.out.push(b',');
        }
        self.first = false;
    }

    fn key(&mut self, key: &str) {
        self.comma();
        self.out.push(b'"');
        self.out.extend_from_slice(key.as_bytes());
        self.out.extend_from_slice(b"\":");
    }

    fn display(&mut self, arguments: std::fmt::Arguments<'_>) {
        use std::io::Write as _;
        self.first = false;
        // Writing to memory can't fail.
        let _ = self.out.write_fmt(arguments);
    }

    fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        // A string is always JSON and memory always takes it.
        let _ = serde_json::to_writer(&mut *self.out, text);
    }

    fn optional(&mut self, key: &str, text: Option<&str>) {
        match text {
            Some(text) => self.text(key, text),
            None => self.null(key),
        }
    }

    fn null(&mut self, key: &str) {
        self.key(key);
        self.raw(b"null");
    }

    fn number(&mut self, key: &str, number: u64) {
        self.key(key);
        self.display(format_args!("{number}"));
    }

    fn hex(&mut self, digest: &[u8; 32]) {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        self.out.push(b'"');
        for byte in digest {
            self.out.push(DIGITS[usize::from(byte >> 4)]);
            self.out.push(DIGITS[usize::from(byte & 15)]);
        }
        self.out.push(b'"');
    }

    /// A number of thousandths, without the zeros at its end.
    fn thousandths(&mut self, number: i32) {
        let (whole, part) = (number.unsigned_abs() / 1000, number.unsigned_abs() % 1000);
        let sign = if number < 0 { "-" } else { "" };
        match part {
            0 => self.display(format_args!("{sign}{whole}")),
            _ => {
                self.display(format_args!("{sign}{whole}.{part:03}"));
                while self.out.last() == Some(&b'0') {
                    self.out.pop();
                }
            }
        }
    }
}

/// A record read back: what the commands that look at a corpus need of it.
#[derive(Clone, Debug, Deserialize)]
pub struct Record<'a> {
    /// `positive-17`
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// Where the file is, from the corpus's folder.
    #[serde(borrow)]
    pub path: Cow<'a, str>,
    /// Its length.
    pub bytes: u64,
    /// Its SHA-256 in hexadecimal.
    #[serde(borrow)]
    pub sha256: Cow<'a, str>,
    /// The format's name.
    #[serde(borrow)]
    pub format: Cow<'a, str>,
    /// The document type's name.
    #[serde(borrow)]
    pub doc_type: Cow<'a, str>,
    /// `positive` or `negative`.
    #[serde(borrow)]
    pub class: Cow<'a, str>,
    /// The canonical text.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// The identifiers.
    #[serde(borrow)]
    pub spans: Vec<RecordSpan<'a>>,
    /// The look-alikes.
    #[serde(borrow)]
    pub decoys: Vec<RecordDecoy<'a>>,
    /// All that is not named here.
    #[serde(flatten, borrow)]
    pub rest: BTreeMap<Cow<'a, str>, serde_json::Value>,
}

/// An identifier of a record.
#[derive(Clone, Debug, Deserialize)]
pub struct RecordSpan<'a> {
    /// `s1`, `s2` … in text order.
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    /// First code point; none if it stands outside of the text.
    pub start: Option<usize>,
    /// Behind the last code point.
    pub end: Option<usize>,
    /// What it says.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// The label's name.
    #[serde(borrow)]
    pub label: Cow<'a, str>,
    /// The finer kind.
    #[serde(borrow)]
    pub subtype: Cow<'a, str>,
    /// Whose it is.
    #[serde(borrow)]
    pub role: Cow<'a, str>,
    /// The Safe Harbor letter.
    pub safe_harbor: Option<char>,
    /// Which thing it names.
    #[serde(borrow)]
    pub entity: Cow<'a, str>,
    /// The normal form.
    #[serde(borrow, default)]
    pub norm: Option<Cow<'a, str>>,
}

/// A look-alike of a record.
#[derive(Clone, Debug, Deserialize)]
pub struct RecordDecoy<'a> {
    /// First code point.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
    /// What it says.
    #[serde(borrow)]
    pub text: Cow<'a, str>,
    /// The label it seems to deserve.
    #[serde(borrow)]
    pub looks_like: Cow<'a, str>,
    /// Why it does not.
    #[serde(borrow)]
    pub why: Cow<'a, str>,
}
