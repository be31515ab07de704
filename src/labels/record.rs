//! The canonical record: one line of JSON a document, by `record.schema.json`.
//!
//! Offsets count Unicode code points of `text`, from 0, the end exclusive.
//! Keys stand in a fixed order, nothing is escaped that JSON does not ask for,
//! so equal truths are equal bytes.

use super::audit::Namesake;
use super::json::Json;
use crate::document::{Document, Placed, Source, Transcript};
use crate::fact::{Fact, Label, Mark, Owner};

/// The version of the record's schema.
const VERSION: u64 = 1;

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
    let mut owners = Owners::default();
    let mut json = Json(out);
    json.raw("{\"v\":");
    json.number(VERSION);
    json.raw(",\"id\":\"");
    json.raw(document.class.name());
    json.raw("-");
    json.number(document.number);
    json.raw("\",\"parent_id\":null,\"path\":");
    json.text(truth.path);
    json.raw(",\"bytes\":");
    json.number(truth.bytes as u64);
    json.raw(",\"sha256\":");
    json.hex(truth.digest);
    json.raw(",\"format\":");
    json.name(truth.format);
    json.raw(",\"doc_type\":");
    json.text(truth.kind);
    json.raw(",\"class\":");
    json.name(document.class.name());
    json.raw(",\"difficulty\":");
    match truth.hard_negative {
        Some(why) => {
            json.raw("\"hard\",\"hard_negative\":");
            json.text(why);
        }
        None => json.raw("\"easy\",\"hard_negative\":null"),
    }
    json.raw(",\"split\":");
    json.name(truth.split);
    json.raw(",\"cohort\":null,\"patients\":[");
    for (index, patient) in truth.patients.iter().enumerate() {
        comma(index, &mut json);
        json.name(owners.name(*patient));
    }
    json.raw("],\"facility\":");
    json.name(owners.name(truth.facility));
    json.raw(",\"lang\":\"en-US\",\"seed_path\":\"");
    json.raw(document.class.name());
    json.raw("/");
    json.number(document.number);
    json.raw("\",\"text\":");
    json.text(&truth.transcript.text);
    json.raw(",\"text_profile\":");
    json.name(truth.profile);
    if !truth.transcript.pages.is_empty() {
        pages(&mut json, truth.transcript);
    }
    json.raw(",\"spans\":[");
    let mut points = CodePoints::new(&truth.transcript.text);
    let mut count = 0;
    for placed in &truth.transcript.placed {
        if let Some(Mark::Fact(fact)) = document.marks.get(placed.mark) {
            comma(count, &mut json);
            count += 1;
            json.raw("{\"id\":\"s");
            json.number(count as u64);
            json.raw("\"");
            let owner = owners.name(fact.entity.owner);
            span(
                &mut json,
                placed,
                fact,
                owner,
                truth.transcript,
                &mut points,
            );
        }
    }
    json.raw("],\"decoys\":[");
    decoys(&mut json, truth);
    json.raw("]}\n");
}

fn comma(index: usize, json: &mut Json<'_>) {
    if index > 0 {
        json.raw(",");
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

fn pages(json: &mut Json<'_>, transcript: &Transcript) {
    let mut points = CodePoints::new(&transcript.text);
    json.raw(",\"pages\":[");
    for (index, page) in transcript.pages.iter().enumerate() {
        comma(index, json);
        for (key, number) in [
            ("{\"page\":", index as u64 + 1),
            (",\"width\":", u64::from(page.width)),
            (",\"height\":", u64::from(page.height)),
            (",\"rotate\":", 0),
            (",\"start\":", points.at(page.range.start)),
            (",\"end\":", points.at(page.range.end)),
        ] {
            json.raw(key);
            json.number(number);
        }
        json.raw("}");
    }
    json.raw("]");
}

/// A span from its place on; its id has been written.
fn span(
    json: &mut Json<'_>,
    placed: &Placed,
    fact: &Fact,
    owner: &str,
    transcript: &Transcript,
    points: &mut CodePoints<'_>,
) {
    let (text, start) = match &placed.range {
        Some(range) => {
            let start = points.at(range.start);
            json.raw(",\"start\":");
            json.number(start);
            json.raw(",\"end\":");
            json.number(points.at(range.end));
            (&transcript.text[range.clone()], Some(start))
        }
        None => {
            json.raw(",\"start\":null,\"end\":null");
            (placed.aside.as_str(), None)
        }
    };
    json.raw(",\"text\":");
    json.text(text);
    json.raw(",\"label\":");
    json.name(fact.label.name());
    json.raw(",\"subtype\":");
    json.name(fact.subtype);
    json.raw(",\"role\":");
    json.name(fact.role.name());
    json.raw(",\"safe_harbor\":");
    match fact.safe_harbor() {
        Some(letter) => json.name(letter.encode_utf8(&mut [0; 4])),
        None => json.raw("null"),
    }
    json.raw(",\"entity\":\"");
    json.raw(owner);
    json.raw("/");
    json.raw(fact.entity.facet);
    json.raw("\"");
    let norm = fact.norm();
    if !norm.is_empty() {
        json.raw(",\"norm\":");
        json.text(&norm);
    }
    let is_itself = text == fact.text;
    if let Some(start) = start.filter(|_| is_itself) {
        parts(json, fact, start);
    }
    json.raw(",\"form\":");
    json.name(if is_itself {
        fact.form
    } else if text.contains('\n') {
        "line_wrapped"
    } else {
        "restyled"
    });
    json.raw(",\"source\":");
    source(json, &placed.source);
    json.raw("}");
}

fn parts(json: &mut Json<'_>, fact: &Fact, start: u64) {
    let parts = fact.parts();
    if parts.is_empty() {
        return;
    }
    let mut within = CodePoints::new(&fact.text);
    json.raw(",\"parts\":[");
    for (index, part) in parts.iter().enumerate() {
        comma(index, json);
        json.raw("{\"start\":");
        json.number(start + within.at(part.start));
        json.raw(",\"end\":");
        json.number(start + within.at(part.end));
        json.raw(",\"part\":");
        json.name(part.part);
        json.raw("}");
    }
    json.raw("]");
}

fn source(json: &mut Json<'_>, source: &Source) {
    json.raw("{\"kind\":");
    json.name(source.kind.name());
    if let Some(part) = source.part {
        json.raw(",\"part\":");
        json.name(part);
    }
    let numbers = [
        (",\"p\":", source.paragraph),
        (",\"slide\":", source.slide),
        (",\"shape\":", source.shape),
    ];
    for (key, number) in numbers {
        if let Some(number) = number {
            json.raw(key);
            json.number(u64::from(number));
        }
    }
    if let Some(mime) = source.mime {
        json.raw(",\"mime\":");
        json.name(mime);
    }
    if let Some(header) = source.header {
        json.raw(",\"header\":");
        json.name(header);
        json.raw(",\"header_index\":0");
    }
    if let Some(page) = source.page {
        json.raw(",\"page\":");
        json.number(u64::from(page));
    }
    if !source.boxes.is_empty() {
        json.raw(",\"boxes\":[");
        for (index, edges) in source.boxes.iter().enumerate() {
            comma(index, json);
            for (bracket, edge) in ["[", ",", ",", ","].into_iter().zip(edges) {
                json.raw(bracket);
                json.thousandths(*edge);
            }
            json.raw("]");
        }
        json.raw("]");
    }
    json.raw("}");
}

/// The look-alikes that a template planted and the namesakes, in text order.
fn decoys(json: &mut Json<'_>, truth: &Truth<'_>) {
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
    for (index, (range, looks_like, why)) in all.into_iter().enumerate() {
        comma(index, json);
        json.raw("{\"start\":");
        json.number(points.at(range.start));
        json.raw(",\"end\":");
        json.number(points.at(range.end));
        json.raw(",\"text\":");
        json.text(&text[range]);
        json.raw(",\"looks_like\":");
        json.name(looks_like.name());
        json.raw(",\"why\":");
        json.text(why);
        json.raw("}");
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
