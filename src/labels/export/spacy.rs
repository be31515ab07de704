//! spaCy's training data as JSON: pairs of a text and its entities.

use serde_json::json;

use super::{Document, LabelWriter, Options, Piece, Shape, line};

/// The format.
#[derive(Debug)]
pub struct Spacy;

impl LabelWriter for Spacy {
    fn name(&self) -> &'static str {
        "spacy"
    }

    fn description(&self) -> &'static str {
        "spaCy training JSON, [text, {\"entities\": [[start, end, label]]}] a document"
    }

    fn offsets(&self) -> &'static str {
        "code points"
    }

    fn is_flat(&self) -> bool {
        true
    }

    fn shape(&self) -> Shape {
        Shape::Array("json")
    }

    fn write(&self, document: &Document<'_>, _: &Options) -> Result<Vec<Piece>, String> {
        let entities = document
            .spans
            .iter()
            .map(|span| json!([span.points.start, span.points.end, span.tag.name]));
        let entities: Vec<_> = entities.collect();
        let pair = json!([document.text, {"entities": entities}]);
        Ok(vec![Piece::of_side(document, "json", line(&pair))])
    }
}
