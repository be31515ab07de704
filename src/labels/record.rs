//! The canonical record: one line of JSON a document, by `record.schema.json`.
//!
//! Offsets count Unicode code points of `text`, from 0, the end exclusive.
//! Keys stand in a fixed order, nothing is escaped that JSON does not ask for,
//! so equal truths are equal bytes. What would say nothing is left out: an
//! empty subtype, the form of a thing that can be written in one way only.

use super::audit::Namesake;
use super::json::{Json, Piece};
use super::points::CodePoints;
use crate::digest::{Hash, hex};
use crate::document::{Document, Kind, Placed, Transcript};
use crate::fact::{Fact, Label, Mark, Owner, Part, Role, Value};
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

const LABELS: [Piece<32>; Label::ALL.len()] = {
    let mut pieces = [Piece::of(&[]); Label::ALL.len()];
    let mut at = 0;
    while at < pieces.len() {
        pieces[at] = Piece::of(&["\",\"label\":\"", Label::ALL[at].name(), "\""]);
        at += 1;
    }
    pieces
};

const ROLES: [Piece<48>; Role::ALL.len()] = {
    let mut pieces = [Piece::of(&[]); Role::ALL.len()];
    let mut at = 0;
    while at < pieces.len() {
        let role = Role::ALL[at].name();
        pieces[at] = Piece::of(&[",\"role\":\"", role, "\",\"safe_harbor\":"]);
        at += 1;
    }
    pieces
};

const KINDS: [Piece<48>; Kind::ALL.len()] = {
    let mut pieces = [Piece::of(&[]); Kind::ALL.len()];
    let mut at = 0;
    while at < pieces.len() {
        pieces[at] = Piece::of(&[",\"source\":{\"kind\":\"", Kind::ALL[at].name(), "\""]);
        at += 1;
    }
    pieces
};

/// What the spans of a record are written with.
struct Line<'a, 'b> {
    json: &'a mut Json<'b>,
    points: &'a mut CodePoints,
    text: &'a str,
    norm: String,
    parts: Vec<Part>,
}

impl Line<'_, '_> {
    fn span(&mut self, number: usize, placed: &Placed, fact: &Fact, owner: &str) {
        let json = &mut *self.json;
        comma(number - 1, json);
        json.raw(b"{\"id\":\"s");
        json.number(number as u64);
        let text = match &placed.range {
            Some(range) => {
                json.raw(b"\",\"start\":");
                json.number(self.points.at(range.start));
                json.raw(b",\"end\":");
                json.number(self.points.at(range.end));
                json.raw(b",\"text\":\"");
                json.text_within(self.text, range.clone());
                &self.text[range.clone()]
            }
            None => {
                json.raw(b"\",\"start\":null,\"end\":null,\"text\":\"");
                json.text(&placed.aside);
                &placed.aside
            }
        };
        json.piece(&LABELS[fact.label as usize]);
        if !fact.subtype.is_empty() {
            json.raw(b",\"subtype\":\"");
            json.name(fact.subtype);
            json.raw(b"\"");
        }
        json.piece(&ROLES[fact.role as usize]);
        match fact.safe_harbor() {
            Some(letter) => json.raw(&[b'"', letter as u8, b'"']),
            None => json.raw(b"null"),
        }
        json.raw(b",\"entity\":\"");
        json.name(owner);
        json.raw(b"/");
        json.name(fact.entity.facet);
        json.raw(b"\"");
        self.norm.clear();
        fact.write_norm(&mut self.norm);
        if !self.norm.is_empty() {
            json.raw(b",\"norm\":\"");
            json.text(&self.norm);
            json.raw(b"\"");
        }
        let is_itself = text == fact.text;
        if let Some(range) = placed.range.as_ref().filter(|_| is_itself) {
            self.parts(fact, range.start);
        }
        let json = &mut *self.json;
        if is_itself {
            if fact.value != Value::Plain || fact.form != "full" {
                json.raw(b",\"form\":\"");
                json.name(fact.form);
                json.raw(b"\"");
            }
        } else if text.contains('\n') {
            json.raw(b",\"form\":\"line_wrapped\"");
        } else {
            json.raw(b",\"form\":\"restyled\"");
        }
        source(json, placed, self.points);
        json.raw(b"}");
    }

    /// The parts of a fact whose text begins at that byte.
    fn parts(&mut self, fact: &Fact, start: usize) {
        self.parts.clear();
        fact.write_parts(&mut self.parts);
        if self.parts.is_empty() {
            return;
        }
        let json = &mut *self.json;
        json.raw(b",\"parts\":[");
        for (index, part) in self.parts.iter().enumerate() {
            comma(index, json);
            json.raw(b"{\"start\":");
            json.number(self.points.at(start + part.start));
            json.raw(b",\"end\":");
            json.number(self.points.at(start + part.end));
            json.raw(b",\"part\":\"");
            json.name(part.part);
            json.raw(b"\"}");
        }
        json.raw(b"]");
    }
}

fn source(json: &mut Json<'_>, placed: &Placed, points: &mut CodePoints) {
    let source = &placed.source;
    json.piece(&KINDS[source.kind as usize]);
    if let Some(part) = source.part {
        json.raw(b",\"part\":\"");
        json.name(part);
        json.raw(b"\"");
    }
    if let Some(paragraph) = source.paragraph {
        json.raw(b",\"p\":");
        json.number(u64::from(paragraph));
    }
    let within = match (&placed.range, source.origin) {
        (Some(range), Some(origin)) => {
            let origin = points.at(origin);
            Some((
                points.at(range.start) - origin,
                points.at(range.end) - origin,
            ))
        }
        _ => {
            let within = source.within.as_ref();
            within.map(|within| (within.start.into(), within.end.into()))
        }
    };
    if let Some((start, end)) = within {
        json.raw(b",\"start\":");
        json.number(start);
        json.raw(b",\"end\":");
        json.number(end);
    }
    if source.runs > 1 && source.part.is_some() {
        json.raw(b",\"runs\":");
        json.number(u64::from(source.runs));
    }
    if let Some(slide) = source.slide {
        json.raw(b",\"slide\":");
        json.number(u64::from(slide));
    }
    if let Some(shape) = source.shape {
        json.raw(b",\"shape\":");
        json.number(u64::from(shape));
    }
    if let Some(mime) = source.mime {
        json.raw(b",\"mime\":\"");
        json.name(mime);
        json.raw(b"\"");
    }
    if let Some(header) = source.header {
        json.raw(b",\"header\":\"");
        json.name(header);
        json.raw(b"\",\"header_index\":0");
    }
    if let Some(page) = source.page {
        json.raw(b",\"page\":");
        json.number(u64::from(page));
    }
    if !source.boxes.is_empty() {
        json.raw(b",\"boxes\":[");
        for (index, [left, top, right, bottom]) in source.boxes.iter().enumerate() {
            comma(index, json);
            json.raw(b"[");
            json.thousandths(*left);
            json.raw(b",");
            json.thousandths(*top);
            json.raw(b",");
            json.thousandths(*right);
            json.raw(b",");
            json.thousandths(*bottom);
            json.raw(b"]");
        }
        json.raw(b"]");
    }
    json.raw(b"}");
}

/// The look-alikes that a template planted and the namesakes, in text order.
fn decoys(json: &mut Json<'_>, truth: &Truth<'_>, points: &mut CodePoints) {
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
    for (index, (range, looks_like, why)) in all.into_iter().enumerate() {
        comma(index, json);
        json.raw(b"{\"start\":");
        json.number(points.at(range.start));
        json.raw(b",\"end\":");
        json.number(points.at(range.end));
        json.raw(b",\"text\":\"");
        json.text_within(&truth.transcript.text, range);
        json.raw(b"\",\"looks_like\":\"");
        json.name(looks_like.name());
        json.raw(b"\",\"why\":\"");
        json.text(why);
        json.raw(b"\"}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tables of pieces are indexed by number.
    #[test]
    fn every_list_of_all_is_in_order() {
        let is_in_order = |numbers: &mut dyn Iterator<Item = usize>| {
            assert!(numbers.enumerate().all(|(at, number)| at == number));
        };
        is_in_order(&mut Label::ALL.iter().map(|label| *label as usize));
        is_in_order(&mut Role::ALL.iter().map(|role| *role as usize));
        is_in_order(&mut Kind::ALL.iter().map(|kind| *kind as usize));
    }
}
