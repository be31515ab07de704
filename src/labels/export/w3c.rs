//! The W3C's Web Annotation: a collection a document, beside its text.

use serde_json::{Value, json};

use super::rest::{Held, Said, fill, note, rest};
use super::{Document, LabelReader, LabelWriter, Options, Piece, Shape, Span, line};

/// The format.
#[derive(Debug)]
pub struct W3c;

/// How many code points before and behind a quotation are quoted with it.
const AROUND: usize = 20;

impl LabelWriter for W3c {
    fn name(&self) -> &'static str {
        "w3c"
    }

    fn description(&self) -> &'static str {
        "W3C Web Annotation, .txt and .jsonld a document"
    }

    fn offsets(&self) -> &'static str {
        "code points"
    }

    fn shape(&self) -> Shape {
        Shape::Folder(&["txt", "jsonld"])
    }

    fn reader(&self) -> Option<&'static dyn LabelReader> {
        Some(&Reader)
    }

    fn write(&self, document: &Document<'_>, _: &Options) -> Result<Vec<Piece>, String> {
        let name = format!("urn:synthphi:{}", document.id);
        let items = document.spans.iter().map(|span| {
            json!({
                "id": format!("{name}#{}", span.field("id")), "type": "Annotation",
                "motivation": "classifying",
                "body": [
                    {"type": "TextualBody", "purpose": "tagging", "value": span.tag.name},
                    {"type": "TextualBody", "purpose": "describing", "value": note(span)},
                ],
                "target": {
                    "source": format!("{}.txt", document.id),
                    "selector": [
                        {
                            "type": "TextPositionSelector",
                            "start": span.points.start, "end": span.points.end,
                        },
                        quotation(document, span),
                    ],
                },
            })
        });
        let items: Vec<Value> = items.collect();
        let collection = json!({
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": name, "type": "AnnotationCollection", "label": document.id, "total": items.len(),
            "first": {
                "id": format!("{name}#page"), "type": "AnnotationPage", "startIndex": 0,
                "items": items,
            },
            "synthphi": rest(document, document.text, Said::PlaceAndNote),
        });
        let mut json = line(&collection);
        json.push(b'\n');
        let file =
            |extension, bytes| Piece::own(document, &format!("{}.{extension}", document.id), bytes);
        Ok(vec![
            file("txt", document.text.as_bytes().to_vec()),
            file("jsonld", json),
        ])
    }
}

fn quotation(document: &Document<'_>, span: &Span<'_>) -> Value {
    let (before, behind) = (
        &document.text[..span.bytes.start],
        &document.text[span.bytes.end..],
    );
    let start = before.char_indices().rev().take(AROUND).last();
    let end = behind.char_indices().nth(AROUND);
    json!({
        "type": "TextQuoteSelector", "exact": span.text,
        "prefix": &before[start.map_or(before.len(), |(at, _)| at)..],
        "suffix": &behind[..end.map_or(behind.len(), |(at, _)| at)],
    })
}

#[derive(Debug)]
struct Reader;

impl LabelReader for Reader {
    fn read(&self, parts: &[&str]) -> Result<String, String> {
        let [text, collection] = parts else {
            return Err("lacks one of its files: .txt, .jsonld".into());
        };
        let collection = super::rest::element(&[collection])?;
        let items = collection["first"]["items"].as_array();
        let held = items.ok_or("has no items")?.iter().map(|item| {
            let note = item["body"][1]["value"].as_str();
            let note = note.ok_or("has an annotation without the body that says what it is")?;
            let place = &item["target"]["selector"][0];
            Held::between(&place["start"], &place["end"], Some(note.to_owned()))
        });
        fill(
            &collection["synthphi"],
            text,
            held.collect::<Result<_, _>>()?,
        )
    }
}
