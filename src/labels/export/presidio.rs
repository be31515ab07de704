//! The list of samples that presidio-evaluator reads.

use serde_json::json;

use super::rest::{Held, Said, fill, rest};
use super::{Document, LabelReader, LabelWriter, Options, Piece, Shape, line};
use crate::labels::map::Tags;

/// The format.
#[derive(Debug)]
pub struct Presidio;

impl LabelWriter for Presidio {
    fn name(&self) -> &'static str {
        "presidio"
    }

    fn description(&self) -> &'static str {
        "InputSample JSON with the entities of Presidio's recognizers: presidio-evaluator"
    }

    fn offsets(&self) -> &'static str {
        "code points"
    }

    fn tags(&self) -> Tags {
        Tags::Presidio
    }

    fn shape(&self) -> Shape {
        Shape::Array("json")
    }

    fn reader(&self) -> Option<&'static dyn LabelReader> {
        Some(&Reader)
    }

    fn write(&self, document: &Document<'_>, _: &Options) -> Result<Vec<Piece>, String> {
        let spans = document.spans.iter().map(|span| {
            json!({
                "entity_type": span.tag.name, "entity_value": span.text,
                "start_position": span.points.start, "end_position": span.points.end,
            })
        });
        let sample = json!({
            "full_text": document.text, "masked": null, "spans": spans.collect::<Vec<_>>(),
            "template_id": null, "metadata": rest(document, document.text, Said::Place),
        });
        Ok(vec![Piece::of_side(document, "json", line(&sample))])
    }
}

#[derive(Debug)]
struct Reader;

impl LabelReader for Reader {
    fn read(&self, parts: &[&str]) -> Result<String, String> {
        let sample = super::rest::element(parts)?;
        let text = sample["full_text"].as_str().ok_or("has no full_text")?;
        let spans = sample["spans"].as_array().ok_or("has no spans")?;
        let held = spans
            .iter()
            .map(|span| Held::between(&span["start_position"], &span["end_position"], None));
        fill(&sample["metadata"], text, held.collect::<Result<_, _>>()?)
    }
}
