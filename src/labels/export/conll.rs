//! A token a line, as CoNLL 2003 has it; a blank line behind each line of the
//! text, unless a span goes on behind it.

use std::fmt::Write as _;

use super::tokens::{tags, tokens};
use super::{Document, LabelWriter, Options, Piece, Setting, Shape};

/// The format.
#[derive(Debug)]
pub struct Conll;

impl LabelWriter for Conll {
    fn name(&self) -> &'static str {
        "conll"
    }

    fn description(&self) -> &'static str {
        "CoNLL 2003, a token a line with BIO or BIOES tags: seqeval, nervaluate"
    }

    fn offsets(&self) -> &'static str {
        "tokens"
    }

    fn is_flat(&self) -> bool {
        true
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Columns, Setting::Scheme]
    }

    fn shape(&self) -> Shape {
        Shape::Lines("conll")
    }

    fn write(&self, document: &Document<'_>, options: &Options) -> Result<Vec<Piece>, String> {
        let between = match options.columns {
            2 => "\t",
            _ => " -X- -X- ",
        };
        let mut out = format!("-DOCSTART-{between}O\n");
        let tokens = tokens(document);
        for (token, tag) in tokens
            .iter()
            .zip(tags(&tokens, &document.spans, options.bioes))
        {
            if token.begins_line {
                out.push('\n');
            }
            // Writing to a string can't fail.
            let _ = writeln!(out, "{}{between}{tag}", &document.text[token.bytes.clone()]);
        }
        out.push('\n');
        Ok(vec![Piece::of_side(document, "conll", out.into_bytes())])
    }
}
