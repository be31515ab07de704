//! Which values stand in which file, as often as they do, and nothing else:
//! for tools that are compared by what they took out.

use serde_json::Value;

use super::{Document, LabelWriter, Options, Piece, Shape, line};

/// The format.
#[derive(Debug)]
pub struct ValueMap;

impl LabelWriter for ValueMap {
    fn name(&self) -> &'static str {
        "value-map"
    }

    fn description(&self) -> &'static str {
        "{\"file.pdf\": [\"value\", ...]}, as John Snow Labs' PDF benchmark compares"
    }

    fn offsets(&self) -> &'static str {
        "none"
    }

    fn shape(&self) -> Shape {
        Shape::Sections("json", &["{\n"])
    }

    fn ending(&self, _: &Options) -> Vec<u8> {
        b"\n}\n".to_vec()
    }

    fn write(&self, document: &Document<'_>, _: &Options) -> Result<Vec<Piece>, String> {
        let values: Vec<&str> = document.spans.iter().map(|span| span.text).collect();
        let mut bytes = line(&Value::from(document.path));
        bytes.extend_from_slice(b": ");
        bytes.extend(line(&values.into()));
        Ok(vec![Piece::of_side(document, "json", bytes)])
    }
}
