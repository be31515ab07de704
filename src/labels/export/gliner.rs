//! GLiNER's training data: tokens, and spans over them whose last token is
//! named, not the one behind it.

use serde_json::json;

use super::tokens::tokens;
use super::{Document, LabelWriter, Options, Piece, Shape, line};
use crate::labels::map::Tags;

/// The format.
#[derive(Debug)]
pub struct Gliner;

impl LabelWriter for Gliner {
    fn name(&self) -> &'static str {
        "gliner"
    }

    fn description(&self) -> &'static str {
        "GLiNER training JSON, labels in plain words"
    }

    fn offsets(&self) -> &'static str {
        "tokens, the last included"
    }

    fn tags(&self) -> Tags {
        Tags::Words
    }

    fn is_flat(&self) -> bool {
        true
    }

    fn shape(&self) -> Shape {
        Shape::Array("json")
    }

    fn write(&self, document: &Document<'_>, _: &Options) -> Result<Vec<Piece>, String> {
        let tokens = tokens(document);
        let mut ner: Vec<(usize, usize, &str)> = Vec::with_capacity(document.spans.len());
        let mut last = None;
        for (at, token) in tokens.iter().enumerate() {
            match (token.span, ner.last_mut()) {
                (Some(number), Some(entity)) if last == Some(number) => entity.1 = at,
                (Some(number), _) => ner.push((at, at, &document.spans[number].tag.name)),
                (None, _) => {}
            }
            last = token.span;
        }
        let texts = tokens
            .iter()
            .map(|token| &document.text[token.bytes.clone()]);
        let sample = json!({"tokenized_text": texts.collect::<Vec<_>>(), "ner": ner});
        Ok(vec![Piece::of_side(document, "json", line(&sample))])
    }
}
