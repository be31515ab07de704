//! COCO's boxes: where in the pages of PDF documents the spans are, in pixels
//! at a stated resolution, from the top left corner.
//!
//! An image is a page; a span that goes over several lines has a box on each.
//! What the span is stands in the annotation's `synthphi`. Other formats than
//! PDF have no pages of ours and are left out.

use serde_json::{Map, Value, json};

use super::{Document, LabelWriter, Options, Piece, Setting, Shape, Span, line};
use crate::labels::map::Tags;

/// The format.
#[derive(Debug)]
pub struct Coco;

/// Points to the inch.
const POINTS: f64 = 72.0;

/// More pages than any document has.
const PAGES: u64 = 10_000;

/// More boxes than any document has.
const BOXES: u64 = 1_000_000;

impl LabelWriter for Coco {
    fn name(&self) -> &'static str {
        "coco"
    }

    fn description(&self) -> &'static str {
        "COCO boxes of PDF pages, in pixels at --dpi: pycocotools"
    }

    fn offsets(&self) -> &'static str {
        "pixels from the top left"
    }

    fn shows(&self, span: &Map<String, Value>) -> bool {
        let boxes = span
            .get("source")
            .and_then(|source| source["boxes"].as_array());
        boxes.is_some_and(|boxes| !boxes.is_empty())
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Dpi]
    }

    fn shape(&self) -> Shape {
        Shape::Sections("json", &["{\"images\":[\n", "\n],\"annotations\":[\n"])
    }

    fn ending(&self, options: &Options) -> Vec<u8> {
        let categories = categories(options.tags);
        let categories = categories.iter().enumerate().map(
            |(index, (group, name))| json!({"id": index + 1, "name": name, "supercategory": group}),
        );
        let info = json!({
            "description": "synthetic hospital paperwork, made by synthphi",
            "dpi": options.dpi,
        });
        let mut end = b"\n],\"categories\":".to_vec();
        end.extend(line(&categories.collect()));
        end.extend_from_slice(b",\"licenses\":[],\"info\":");
        end.extend(line(&info));
        end.extend_from_slice(b"}\n");
        end
    }

    fn write(&self, document: &Document<'_>, options: &Options) -> Result<Vec<Piece>, String> {
        let pages = document.record.get("pages").and_then(Value::as_array);
        let (Some(pages), Some("pdf")) =
            (pages, document.record.get("format").and_then(Value::as_str))
        else {
            return Ok(Vec::new());
        };
        // In this order, for a resolution that is no multiple has no exact scale.
        let scaled = |points: f64| points * f64::from(options.dpi) / POINTS;
        let name = format!("{}.json", document.split);
        let piece = |section, value: &Value| Piece {
            file: name.clone(),
            section,
            bytes: line(value),
        };
        // Ids of its own for every document, whatever else is exported.
        let own = document.number * 2 + u64::from(document.class == "negative");
        let mut pieces = Vec::new();
        for page in pages {
            let number = page["page"].as_u64().unwrap_or_default();
            let pixels = |key: &str| {
                whole(
                    page[key]
                        .as_f64()
                        .map_or(0.0, |points| scaled(points).ceil()),
                )
            };
            pieces.push(piece(0, &json!({
                "id": own * PAGES + number, "file_name": format!("{}-{number}.png", document.id),
                "width": pixels("width"), "height": pixels("height"),
                "document": document.path, "page": number,
            })));
        }
        let categories = categories(options.tags);
        let mut count = 0;
        for span in &document.spans {
            let category = (span.tag.group, span.tag.name.as_ref().to_owned());
            let category = categories.iter().position(|one| *one == category);
            let source = span.fields.get("source").unwrap_or(&Value::Null);
            for corners in source["boxes"].as_array().into_iter().flatten() {
                let corner = |at: usize| corners[at].as_f64().map(|points| pixel(scaled(points)));
                let (Some(left), Some(top), Some(right), Some(bottom)) =
                    (corner(0), corner(1), corner(2), corner(3))
                else {
                    return Err(format!("span {} has a box that is none", span.field("id")));
                };
                let (width, height) = (pixel(right - left), pixel(bottom - top));
                let outline = [left, top, right, top, right, bottom, left, bottom];
                count += 1;
                pieces.push(piece(
                    1,
                    &json!({
                        "id": own * BOXES + count,
                        "image_id": own * PAGES + source["page"].as_u64().unwrap_or_default(),
                        "category_id": category.map_or(0, |index| index + 1),
                        "bbox": [whole(left), whole(top), whole(width), whole(height)],
                        "area": whole(pixel(width * height)), "iscrowd": 0,
                        "segmentation": [outline.map(whole)],
                        "synthphi": about(document, span),
                    }),
                ));
            }
        }
        Ok(pieces)
    }
}

/// All that the record says of a span, and of which record.
fn about(document: &Document<'_>, span: &Span<'_>) -> Value {
    let mut about = json!({"document": document.id});
    for (key, value) in span.fields {
        about[key] = value.clone();
    }
    about
}

fn categories(tags: Tags) -> Vec<(&'static str, String)> {
    let list = tags.list().into_iter();
    list.map(|tag| (tag.group, tag.name.into_owned())).collect()
}

/// To a thousandth.
fn pixel(value: f64) -> f64 {
    (value * 1000.0).round() / 1000.0
}

/// A number without `.0`.
fn whole(value: f64) -> Value {
    match value.fract() == 0.0 {
        true => (value as i64).into(),
        false => value.into(),
    }
}
