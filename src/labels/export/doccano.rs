//! doccano's JSONL for sequence labelling.
//!
//! doccano runs in a browser and counts UTF-16 code units, unless a project
//! counts graphemes; `--offsets codepoint` is for tools in Python.

use serde_json::{Value, json};

use super::rest::{Held, Said, fill, rest};
use super::{Document, LabelReader, LabelWriter, Options, Piece, Setting, Shape, line};

/// The format.
#[derive(Debug)]
pub struct Doccano;

/// The key that says, in the free field, what offsets count if not code points.
const UNITS: &str = "offsets";

impl LabelWriter for Doccano {
    fn name(&self) -> &'static str {
        "doccano"
    }

    fn description(&self) -> &'static str {
        "doccano JSONL for sequence labelling"
    }

    fn offsets(&self) -> &'static str {
        "UTF-16 code units, or code points"
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Offsets]
    }

    fn shape(&self) -> Shape {
        Shape::Lines("jsonl")
    }

    fn reader(&self) -> Option<&'static dyn LabelReader> {
        Some(&Reader)
    }

    fn write(&self, document: &Document<'_>, options: &Options) -> Result<Vec<Piece>, String> {
        let (mut units, mut through) = (0, 0);
        let mut unit = |point: usize, byte: usize| {
            if !options.utf16 {
                return point;
            }
            match document.text.get(through..byte) {
                Some(passed) => units += passed.encode_utf16().count(),
                // Behind a span comes one that begins within it.
                None => units -= document.text[byte..through].encode_utf16().count(),
            }
            through = byte;
            units
        };
        let labels = document.spans.iter().map(|span| {
            let start = unit(span.points.start, span.bytes.start);
            let end = unit(span.points.end, span.bytes.end);
            json!([start, end, span.tag.name])
        });
        let labels: Vec<_> = labels.collect();
        let mut meta = rest(document, document.text, Said::Place);
        if options.utf16 {
            meta[UNITS] = "utf16".into();
        }
        let mut bytes = line(&json!({"text": document.text, "label": labels, "meta": meta}));
        bytes.push(b'\n');
        Ok(vec![Piece::of_side(document, "jsonl", bytes)])
    }
}

#[derive(Debug)]
struct Reader;

impl LabelReader for Reader {
    fn read(&self, parts: &[&str]) -> Result<String, String> {
        let mut sample = super::rest::element(parts)?;
        let mut meta = sample.get_mut("meta").map(Value::take).unwrap_or_default();
        let fields = meta.as_object_mut().ok_or("has no meta")?;
        let is_utf16 = fields.remove(UNITS).is_some();
        let text = sample["text"].as_str().ok_or("has no text")?;
        // The code point of each code unit; the second of a pair is none's.
        let mut points = Vec::new();
        for (point, c) in text.chars().enumerate() {
            points.resize(points.len() + c.len_utf16(), None);
            let first = points.len() - c.len_utf16();
            points[first] = Some(point);
        }
        points.push(Some(text.chars().count()));
        let labels = sample["label"].as_array().ok_or("has no label")?;
        let held = labels.iter().map(|label| {
            let mut held = Held::between(&label[0], &label[1], None)?;
            if is_utf16 {
                let point = |unit: usize| points.get(unit).copied().flatten();
                let place = (point(held.start), point(held.end));
                let (Some(start), Some(end)) = place else {
                    return Err(format!("has a label that cuts a character: {label}"));
                };
                (held.start, held.end) = (start, end);
            }
            Ok(held)
        });
        fill(&meta, text, held.collect::<Result<_, _>>()?)
    }
}
