//! A record's spans: what each is, and where it is in the text and the file.

use super::comma;
use crate::document::{Kind, Placed};
use crate::fact::{Fact, Label, Part, Role, Value};
use crate::labels::json::{Json, Piece};
use crate::labels::points::CodePoints;

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
pub(super) struct Line<'a, 'b> {
    pub json: &'a mut Json<'b>,
    pub points: &'a mut CodePoints,
    pub text: &'a str,
    pub norm: String,
    pub parts: Vec<Part>,
}

impl Line<'_, '_> {
    pub fn span(&mut self, number: usize, placed: &Placed, fact: &Fact, owner: &str) {
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
