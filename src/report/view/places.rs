//! What is recorded in which part of the file.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Entry, said};
use crate::report::html::escaped;

/// Writes a table for each part, in the order in which they come, and one of
/// the look-alikes.
pub fn write(html: &mut String, record: &Value, spans: &[Entry<'_>], decoys: &[Entry<'_>]) {
    let mut parts: Vec<(String, Vec<&Entry<'_>>)> = Vec::new();
    for span in spans {
        let part = part(said(record, "format"), &span.value["source"]);
        match parts.iter_mut().find(|(name, _)| *name == part) {
            Some((_, entries)) => entries.push(span),
            None => parts.push((part, vec![span])),
        }
    }
    for (name, entries) in parts {
        let _ = write!(
            html,
            "<h2>{}</h2>\n<table>\n<tr><th>Value</th><th>Label</th><th>Whose</th><th>Kind</th>\
             <th>Place</th><th>Entity</th></tr>\n",
            escaped(&name)
        );
        for entry in entries {
            row(html, entry);
        }
        html.push_str("</table>\n");
    }
    if decoys.is_empty() {
        return;
    }
    html.push_str(
        "<h2>Look-alikes</h2>\n<table>\n<tr><th>Text</th><th>Not</th><th>Why</th></tr>\n",
    );
    for decoy in decoys {
        let _ = writeln!(
            html,
            "<tr><td>{}</td><td>{}</td><td>{}</td></tr>",
            value(decoy),
            escaped(said(decoy.value, "looks_like")),
            escaped(said(decoy.value, "why")),
        );
    }
    html.push_str("</table>\n");
}

fn row(html: &mut String, entry: &Entry<'_>) {
    let span = entry.value;
    let label = [said(span, "label"), said(span, "subtype")].join(" ");
    let whose = match said(span, "safe_harbor") {
        "" => said(span, "role").to_owned(),
        letter => format!("{}, {letter}", said(span, "role")),
    };
    let source = &span["source"];
    let _ = writeln!(
        html,
        "<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>",
        value(entry),
        escaped(label.trim_end()),
        escaped(&whose),
        escaped(said(source, "kind")),
        escaped(&place(source)),
        escaped(said(span, "entity")),
    );
}

/// What an entry says, leading to where it stands in the text.
fn value(entry: &Entry<'_>) -> String {
    let (class, text) = (&entry.class, escaped(entry.text));
    match entry.range {
        Some(_) => format!(
            "<mark class=\"{class}\"><a href=\"#{}\">{text}</a></mark>",
            entry.id
        ),
        None => format!("<mark class=\"{class}\">{text}</mark>"),
    }
}

/// The part of the file, by what the format has.
fn part(format: &str, source: &Value) -> String {
    let number = |key: &str| source[key].as_u64();
    let part = said(source, "part");
    match (format, number("slide"), number("page")) {
        ("pptx", Some(slide), _) => format!("Slide {slide}"),
        ("pdf", _, Some(page)) => format!("Page {page}"),
        ("eml", ..) if said(source, "kind") == "mime_header" => "Header".into(),
        ("eml", ..) if !said(source, "mime").is_empty() => {
            format!("MIME part {}", said(source, "mime"))
        }
        _ if part.is_empty() => "File properties".into(),
        _ => part.to_owned(),
    }
}

/// The place within the part.
fn place(source: &Value) -> String {
    let mut place = Vec::new();
    let number = |key: &str| source[key].as_u64();
    if !said(source, "header").is_empty() {
        place.push(said(source, "header").to_owned());
    }
    if number("slide").is_some() && said(source, "kind") == "notes" {
        place.push("notes".into());
    }
    if let Some(shape) = number("shape") {
        place.push(format!("shape {shape}"));
    }
    if let Some(paragraph) = number("p") {
        place.push(format!("paragraph {paragraph}"));
    }
    if let (Some(start), Some(end)) = (number("start"), number("end")) {
        place.push(format!("{start} to {end}"));
    }
    if let Some(runs) = number("runs") {
        place.push(format!("in {runs} runs"));
    }
    if let Some(boxes) = source["boxes"].as_array().filter(|boxes| boxes.len() > 1) {
        place.push(format!("{} lines", boxes.len()));
    }
    place.join(", ")
}
