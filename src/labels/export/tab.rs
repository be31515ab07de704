//! The layout of the Text Anonymization Benchmark, the one public format that
//! says which mentions are of one entity.

use serde_json::{Value, json};

use super::rest::{Held, Said, fill, rest};
use super::{Document, LabelReader, LabelWriter, Options, Piece, Shape, Span, line};
use crate::labels::map::Tags;

/// The format.
#[derive(Debug)]
pub struct Tab;

impl LabelWriter for Tab {
    fn name(&self) -> &'static str {
        "tab"
    }

    fn description(&self) -> &'static str {
        "Text Anonymization Benchmark JSON with coreference: entity-level recall"
    }

    fn offsets(&self) -> &'static str {
        "code points"
    }

    fn tags(&self) -> Tags {
        Tags::Tab
    }

    fn shape(&self) -> Shape {
        Shape::Array("json")
    }

    fn reader(&self) -> Option<&'static dyn LabelReader> {
        Some(&Reader)
    }

    fn write(&self, document: &Document<'_>, _: &Options) -> Result<Vec<Piece>, String> {
        let mentions = document.spans.iter().map(|span| {
            json!({
                "entity_type": span.tag.name,
                "entity_mention_id": format!("{}_{}", document.id, span.field("id")),
                "start_offset": span.points.start, "end_offset": span.points.end,
                "span_text": span.text, "edit_type": "insert",
                "identifier_type": identifier_type(span), "entity_id": span.field("entity"),
                "confidential_status": "NOT_CONFIDENTIAL",
            })
        });
        let mentions: Vec<Value> = mentions.collect();
        let patient = document.record.get("patients").and_then(|list| list.get(0));
        let task = match patient.and_then(Value::as_str) {
            Some(patient) => format!("anonymise the patient, {patient}"),
            None => "there is nobody to anonymise".into(),
        };
        let sample = json!({
            "doc_id": document.id, "text": document.text, "dataset_type": document.split,
            "annotations": {"synthphi": {"entity_mentions": mentions}},
            "quality_checked": true, "task": task,
            "meta": rest(document, document.text, Said::Place),
        });
        Ok(vec![Piece::of_side(document, "json", line(&sample))])
    }
}

/// What has to be masked: by itself, together with other things, or not.
fn identifier_type(span: &Span<'_>) -> &'static str {
    match (span.field("safe_harbor"), span.field("label")) {
        ("", _) => "NO_MASK",
        ("B" | "C", _) | (_, "ORGANIZATION") => "QUASI",
        _ => "DIRECT",
    }
}

#[derive(Debug)]
struct Reader;

impl LabelReader for Reader {
    fn read(&self, parts: &[&str]) -> Result<String, String> {
        let sample = super::rest::element(parts)?;
        let text = sample["text"].as_str().ok_or("has no text")?;
        let mentions = sample["annotations"]["synthphi"]["entity_mentions"].as_array();
        let held = mentions.ok_or("has no entity_mentions of synthphi")?.iter();
        let held = held
            .map(|mention| Held::between(&mention["start_offset"], &mention["end_offset"], None));
        fill(&sample["meta"], text, held.collect::<Result<_, _>>()?)
    }
}
