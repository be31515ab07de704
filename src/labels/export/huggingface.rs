//! JSONL for token classification, and the card by which
//! `datasets.load_dataset(folder)` finds the sides of the split.

use serde_json::json;

use super::tokens::{tags, tokens};
use super::{Document, LabelWriter, Options, Piece, Setting, Shape, line};

/// The format.
#[derive(Debug)]
pub struct HuggingFace;

impl LabelWriter for HuggingFace {
    fn name(&self) -> &'static str {
        "huggingface"
    }

    fn description(&self) -> &'static str {
        "token classification JSONL with a card: datasets.load_dataset(folder)"
    }

    fn offsets(&self) -> &'static str {
        "tokens"
    }

    fn is_flat(&self) -> bool {
        true
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Scheme]
    }

    fn shape(&self) -> Shape {
        Shape::Lines("jsonl")
    }

    fn write(&self, document: &Document<'_>, options: &Options) -> Result<Vec<Piece>, String> {
        let tokens = tokens(document);
        let texts = tokens
            .iter()
            .map(|token| &document.text[token.bytes.clone()]);
        let row = json!({
            "id": document.id, "tokens": texts.collect::<Vec<_>>(),
            "ner_tags": tags(&tokens, &document.spans, options.bioes),
        });
        let mut bytes = line(&row);
        bytes.push(b'\n');
        Ok(vec![Piece::of_side(document, "jsonl", bytes)])
    }

    fn companions(&self, _: &Options, sides: &[&str]) -> Vec<(String, Vec<u8>)> {
        let mut card = String::from(
            "---\nlanguage: en\nannotations_creators: [machine-generated]\n\
             task_categories: [token-classification]\ntags: [synthetic, phi, de-identification]\n\
             configs:\n- config_name: default\n  data_files:\n",
        );
        // As the hub calls them, in the order in which they are used.
        for (side, split) in [("train", "train"), ("dev", "validation"), ("test", "test")] {
            if !sides.contains(&side) {
                continue;
            }
            card.push_str(&format!("  - split: {split}\n    path: {side}.jsonl\n"));
        }
        card.push_str(
            "---\n\nSynthetic hospital paperwork, made by synthphi. Nobody in it exists.\n",
        );
        vec![("README.md".into(), card.into_bytes())]
    }
}
