//! What of a record a format has no field for, carried by its free field.
//!
//! The rest is the record itself with holes: `text` is null if the format
//! holds it unchanged, and a span that the format shows lacks what the format
//! says of it. A span that is not shown is there in full.

use serde_json::{Map, Value};

use super::document::{Document, Span};

/// What a format says of the spans that it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Where they are.
    Place,
    /// Where they are and, in a [`note`], what they are.
    PlaceAndNote,
}

const PLACE: [&str; 3] = ["start", "end", "text"];
const NOTE: [&str; 5] = ["label", "subtype", "role", "safe_harbor", "entity"];

/// What a span is, in one line: `PERSON|full|patient|A|pat-000017/name`.
pub fn note(span: &Span<'_>) -> String {
    NOTE.map(|key| span.field(key)).join("|")
}

/// The rest of a record whose text a format holds as `held`.
pub fn rest(document: &Document<'_>, held: &str, said: Said) -> Value {
    let mut shown = document.spans.iter().map(|span| span.index).peekable();
    let mut rest = Map::new();
    for (key, value) in document.record {
        let value = match (key.as_str(), value) {
            ("text", _) if held == document.text => Value::Null,
            ("spans", Value::Array(spans)) => spans
                .iter()
                .enumerate()
                .map(|(index, span)| match shown.next_if_eq(&index) {
                    Some(_) => without(span, said),
                    None => span.clone(),
                })
                .collect(),
            (_, value) => value.clone(),
        };
        rest.insert(key.clone(), value);
    }
    rest.into()
}

fn without(span: &Value, said: Said) -> Value {
    let is_said =
        |key: &str| PLACE.contains(&key) || said == Said::PlaceAndNote && NOTE.contains(&key);
    let fields = span.as_object().into_iter().flatten();
    let kept = fields.filter(|(key, _)| !is_said(key));
    let kept = kept.map(|(key, value)| (key.clone(), value.clone()));
    kept.collect::<Map<_, _>>().into()
}

/// A span as a format holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// First code point.
    pub start: usize,
    /// Behind the last.
    pub end: usize,
    /// The [`note`], if there is one.
    pub note: Option<String>,
}

/// Fills the holes of a rest: the record as a line of JSON.
///
/// # Errors
/// If text or spans are not those that the rest was taken of.
pub fn restore(rest: &str, text: &str, held: Vec<Held>) -> Result<String, String> {
    let rest: Value = serde_json::from_str(rest).map_err(|error| format!("its rest: {error}"))?;
    fill(&rest, text, held)
}

/// The same with a rest that has been read.
///
/// # Errors
/// As [`restore`].
pub fn fill(rest: &Value, text: &str, held: Vec<Held>) -> Result<String, String> {
    let rest = rest.as_object().ok_or("has no rest of a record")?;
    let whole = rest.get("text").and_then(Value::as_str).unwrap_or(text);
    let places: Vec<usize> = whole
        .char_indices()
        .map(|(at, _)| at)
        .chain([whole.len()])
        .collect();
    let mut held = held.into_iter();
    let mut record = Map::new();
    for (key, value) in rest {
        let value = match (key.as_str(), value) {
            ("text", _) => whole.into(),
            ("spans", Value::Array(spans)) => spans
                .iter()
                .map(|span| match span.get("start") {
                    Some(_) => Ok(span.clone()),
                    None => {
                        let held = held.next().ok_or("has fewer spans than were exported")?;
                        with(span, &held, whole, &places)
                    }
                })
                .collect::<Result<_, String>>()?,
            (_, value) => value.clone(),
        };
        record.insert(key.clone(), value);
    }
    if held.next().is_some() {
        return Err("has more spans than were exported".into());
    }
    Ok(Value::from(record).to_string())
}

/// A span with what the format said of it, behind its id.
fn with(span: &Value, held: &Held, text: &str, places: &[usize]) -> Result<Value, String> {
    let fields = span.as_object().ok_or("has a span that is no object")?;
    let place = |point: usize| places.get(point).copied();
    let (Some(start), Some(end)) = (place(held.start), place(held.end)) else {
        return Err(format!(
            "has a span at {}..{}, behind its text",
            held.start, held.end
        ));
    };
    let said = text
        .get(start..end)
        .ok_or("has a span that ends before it begins")?;
    let mut full = Map::new();
    full.insert("id".into(), fields.get("id").cloned().unwrap_or_default());
    full.insert("start".into(), held.start.into());
    full.insert("end".into(), held.end.into());
    full.insert("text".into(), said.into());
    if let Some(note) = &held.note {
        let cells: Vec<&str> = note.splitn(NOTE.len(), '|').collect();
        if cells.len() != NOTE.len() {
            return Err(format!("has a note that is none of ours: {note:?}"));
        }
        for (key, cell) in NOTE.into_iter().zip(cells) {
            match (key, cell) {
                ("subtype", "") => {}
                ("safe_harbor", "") => drop(full.insert(key.into(), Value::Null)),
                _ => drop(full.insert(key.into(), cell.into())),
            }
        }
    }
    let others = fields.iter().filter(|(key, _)| *key != "id");
    full.extend(others.map(|(key, value)| (key.clone(), value.clone())));
    Ok(full.into())
}

impl Held {
    /// A span from one number to another.
    ///
    /// # Errors
    /// If they are none.
    pub fn between(start: &Value, end: &Value, note: Option<String>) -> Result<Self, String> {
        match (start.as_u64(), end.as_u64()) {
            (Some(start), Some(end)) => Ok(Self {
                start: start as usize,
                end: end as usize,
                note,
            }),
            _ => Err("has a span without a place".into()),
        }
    }
}

/// The one part that a document of an array or a list of lines has.
///
/// # Errors
/// If it is no JSON.
pub fn element(parts: &[&str]) -> Result<Value, String> {
    let part = parts.first().ok_or("has no part")?;
    serde_json::from_str(part).map_err(|error| error.to_string())
}
