//! Label Studio's tasks with their annotations, and the configuration of a
//! project to import them into.

use std::fmt::Write as _;

use serde_json::json;

use super::rest::{Held, Said, fill, note, rest};
use super::{Document, LabelReader, LabelWriter, Options, Piece, Shape, line};

/// The format.
#[derive(Debug)]
pub struct LabelStudio;

impl LabelWriter for LabelStudio {
    fn name(&self) -> &'static str {
        "label-studio"
    }

    fn description(&self) -> &'static str {
        "Label Studio tasks with annotations, and the project's labeling configuration"
    }

    fn offsets(&self) -> &'static str {
        "code points"
    }

    fn shape(&self) -> Shape {
        Shape::Array("json")
    }

    fn reader(&self) -> Option<&'static dyn LabelReader> {
        Some(&Reader)
    }

    fn write(&self, document: &Document<'_>, _: &Options) -> Result<Vec<Piece>, String> {
        let result = document.spans.iter().map(|span| {
            json!({
                "id": span.field("id"), "from_name": "label", "to_name": "text", "type": "labels",
                "value": {
                    "start": span.points.start, "end": span.points.end, "text": span.text,
                    "labels": [span.tag.name],
                },
                "meta": {"text": [note(span)]},
            })
        });
        let task = json!({
            "data": {"text": document.text},
            "annotations": [{"result": result.collect::<Vec<_>>()}],
            "meta": rest(document, document.text, Said::PlaceAndNote),
        });
        Ok(vec![Piece::of_side(document, "json", line(&task))])
    }

    fn companions(&self, options: &Options, _: &[&str]) -> Vec<(String, Vec<u8>)> {
        let mut xml = String::from("<View>\n  <Labels name=\"label\" toName=\"text\">\n");
        for tag in options.tags.list() {
            // Writing to a string can't fail.
            let _ = writeln!(xml, "    <Label value=\"{}\"/>", tag.name);
        }
        xml.push_str("  </Labels>\n  <Text name=\"text\" value=\"$text\"/>\n</View>\n");
        vec![("labeling_config.xml".into(), xml.into_bytes())]
    }
}

#[derive(Debug)]
struct Reader;

impl LabelReader for Reader {
    fn read(&self, parts: &[&str]) -> Result<String, String> {
        let task = super::rest::element(parts)?;
        let text = task["data"]["text"].as_str().ok_or("has no data.text")?;
        let result = task["annotations"][0]["result"].as_array();
        let held = result.ok_or("has no annotations")?.iter().map(|region| {
            let note = region["meta"]["text"][0].as_str();
            let note = note.ok_or("has a region without the note that says what it is")?;
            let value = &region["value"];
            Held::between(&value["start"], &value["end"], Some(note.to_owned()))
        });
        fill(&task["meta"], text, held.collect::<Result<_, _>>()?)
    }
}
