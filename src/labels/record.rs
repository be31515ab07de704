//! The canonical record: one line of JSON a document, by `record.schema.json`.
//!
//! Offsets count Unicode code points of `text`, from 0, the end exclusive.
//! Keys stand in a fixed order, nothing is escaped that JSON does not ask for,
//! so equal truths are equal bytes. What would say nothing is left out: an
//! empty subtype, the form of a thing that can be written in one way only.

mod decoys;
mod span;

use self::decoys::decoys;
use self::span::Line;
use super::audit::Namesake;
use super::json::Json;
use super::points::CodePoints;
use crate::digest::{Hash, hex};
use crate::document::{Document, Transcript};
use crate::fact::{Mark, Owner};
use crate::recipe::Quality;

/// The version of the record's schema.
const VERSION: u64 = 1;

/// What a record is made from.
#[derive(Clone, Copy, Debug)]
pub struct Truth<'a> {
    /// Where the file is, from the corpus's folder.
    pub path: &'a str,
    /// Its length in bytes.
    pub bytes: usize,
    /// The format's name.
    pub format: &'static str,
    /// The format's text profile.
    pub profile: &'static str,
    /// The document type's name.
    pub kind: &'a str,
    /// Why it looks positive, if it is a hard negative.
    pub hard_negative: Option<&'a str>,
    /// How careful its writer was.
    pub quality: Quality,
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

/// A record that was written before the SHA-256 of its file was known.
#[derive(Clone, Copy, Debug, Default)]
pub struct Written {
    /// How long it is.
    pub length: usize,
    /// Where the hash goes.
    hash: usize,
}

impl Written {
    /// Puts the hash in its place.
    pub fn hash(self, digest: &Hash, record: &mut [u8]) {
        let digits = hex(digest);
        record[self.hash..][..digits.len()].copy_from_slice(digits.as_bytes());
    }
}

/// Writes the record of one document, a line with its end, at the beginning of
/// some memory, which grows if it has to. The hash of its file is still to come.
pub fn write(truth: &Truth<'_>, out: &mut Vec<u8>) -> Written {
    let document = truth.document;
    let mut owners = Owners::default();
    let mut points = CodePoints::new(&truth.transcript.text);
    let mut json = Json::new(out);
    json.raw(b"{\"v\":");
    json.number(VERSION);
    json.raw(b",\"id\":\"");
    json.name(document.class.name());
    json.raw(b"-");
    json.number(document.number);
    json.raw(b"\",\"path\":\"");
    json.text(truth.path);
    json.raw(b"\",\"bytes\":");
    json.number(truth.bytes as u64);
    json.raw(b",\"sha256\":\"");
    let hash = json.length();
    json.raw(&[b'0'; 2 * size_of::<Hash>()]);
    json.raw(b"\",\"format\":\"");
    json.name(truth.format);
    json.raw(b"\",\"doc_type\":\"");
    json.text(truth.kind);
    json.raw(b"\",\"class\":\"");
    json.name(document.class.name());
    json.raw(b"\",\"difficulty\":\"");
    match truth.hard_negative {
        Some(why) => {
            json.raw(b"hard\",\"hard_negative\":\"");
            json.text(why);
        }
        None => json.name(match truth.quality {
            Quality::Clean => "easy",
            Quality::Messy => "medium",
            Quality::Poor => "hard",
        }),
    }
    json.raw(b"\",\"split\":\"");
    json.name(truth.split);
    json.raw(b"\",\"patients\":[");
    for (index, patient) in truth.patients.iter().enumerate() {
        comma(index, &mut json);
        json.raw(b"\"");
        json.name(owners.name(*patient));
        json.raw(b"\"");
    }
    json.raw(b"],\"facility\":\"");
    json.name(owners.name(truth.facility));
    json.raw(b"\",\"lang\":\"en-US\",\"seed_path\":\"");
    json.name(document.class.name());
    json.raw(b"/");
    json.number(document.number);
    json.raw(b"\",\"text\":\"");
    json.text(&truth.transcript.text);
    json.raw(b"\",\"text_profile\":\"");
    json.name(truth.profile);
    json.raw(b"\"");
    if !truth.transcript.pages.is_empty() {
        pages(&mut json, truth.transcript, &mut points);
    }
    json.raw(b",\"spans\":[");
    let mut count = 0;
    let mut line = Line {
        json: &mut json,
        points: &mut points,
        text: &truth.transcript.text,
        norm: String::new(),
        parts: Vec::new(),
    };
    for placed in &truth.transcript.placed {
        if let Some(Mark::Fact(fact)) = document.marks.get(placed.mark) {
            count += 1;
            line.span(count, placed, fact, owners.name(fact.entity.owner));
        }
    }
    json.raw(b"],\"decoys\":[");
    decoys(&mut json, truth, &mut points);
    json.raw(b"]}\n");
    Written {
        length: json.length(),
        hash,
    }
}

fn comma(index: usize, json: &mut Json<'_>) {
    if index > 0 {
        json.raw(b",");
    }
}

/// The names of those whom a record names, each put together once.
#[derive(Default)]
struct Owners(Vec<(Owner, String)>);

impl Owners {
    fn name(&mut self, owner: Owner) -> &str {
        let known = self.0.iter().position(|(known, _)| *known == owner);
        let index = known.unwrap_or_else(|| {
            self.0.push((owner, owner.to_string()));
            self.0.len() - 1
        });
        &self.0[index].1
    }
}

fn pages(json: &mut Json<'_>, transcript: &Transcript, points: &mut CodePoints) {
    json.raw(b",\"pages\":[");
    for (index, page) in transcript.pages.iter().enumerate() {
        comma(index, json);
        json.raw(b"{\"page\":");
        json.number(index as u64 + 1);
        json.raw(b",\"width\":");
        json.number(u64::from(page.width));
        json.raw(b",\"height\":");
        json.number(u64::from(page.height));
        json.raw(b",\"rotate\":0,\"start\":");
        json.number(points.at(page.range.start));
        json.raw(b",\"end\":");
        json.number(points.at(page.range.end));
        json.raw(b"}");
    }
    json.raw(b"]");
}
