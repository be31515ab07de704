//! One document beside its truth, as a page that needs nothing else: no script,
//! no font, no picture from elsewhere.
//!
//! On the left is its text with everything labelled in it; on the right are
//! the pages of a PDF as they are in the file, with the recorded boxes upon
//! them, and for every format what is recorded in which part of the file.
//! Whatever a document says is text here and never markup.

mod pages;
mod places;
mod text;

use std::fmt::Write as _;

use serde_json::Value;

use super::html::escaped;
use crate::digest::{Sha256, hex};
use crate::fact::Label;

const STYLE: &str = include_str!("style.css");

/// The page of a record, with the document's file or why that can't be read.
pub fn page(record: &Value, file: &Result<Vec<u8>, String>) -> String {
    let id = escaped(said(record, "id"));
    let spans = entries(record, "spans", Entry::span);
    let decoys = entries(record, "decoys", Entry::decoy);
    let mut html = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\">\n",
    );
    // Writing to a string can't fail.
    let _ = write!(html, "<title>{id}</title>\n<style>{STYLE}");
    colours(&mut html);
    let drawn = match file {
        Ok(bytes) if said(record, "format") == "pdf" => pages::draw(record, bytes, &spans, &decoys),
        _ => Ok(pages::Drawn::default()),
    };
    let (drawn, problem) = match drawn {
        Ok(drawn) => (drawn, None),
        Err(problem) => (
            pages::Drawn::default(),
            Some(format!("The pages can't be drawn: {problem}.")),
        ),
    };
    let _ = write!(
        html,
        "{}</style></head>\n<body>\n<header>\n<h1>{id}</h1>\n",
        drawn.fonts
    );
    head(&mut html, record);
    for problem in doubt(record, file).into_iter().chain(problem) {
        let _ = writeln!(html, "<p class=\"problem\">{}</p>", escaped(&problem));
    }
    legend(&mut html, &spans, &decoys);
    html.push_str("</header>\n<main>\n<section class=\"text\">\n");
    text::write(&mut html, said(record, "text"), &spans, &decoys);
    html.push_str("</section>\n<section class=\"places\">\n");
    html.push_str(&drawn.pages);
    places::write(&mut html, record, &spans, &decoys);
    html.push_str("</section>\n</main>\n</body>\n</html>\n");
    html
}

/// Something that a record lists.
struct Entry<'a> {
    /// Its name on the page: `s12`, or `d3` for a decoy.
    id: String,
    /// Its code points in the text, if it is in it.
    range: Option<(usize, usize)>,
    /// What it says.
    text: &'a str,
    /// The class of its colour and manner.
    class: String,
    /// What is said of it where somebody points at it.
    tip: String,
    /// All of it.
    value: &'a Value,
}

impl<'a> Entry<'a> {
    fn span(number: usize, value: &'a Value) -> Self {
        let mut tip = said(value, "label").to_owned();
        for (key, before) in [("subtype", " "), ("role", ", ")] {
            if !said(value, key).is_empty() {
                tip += before;
                tip += said(value, key);
            }
        }
        let letter = said(value, "safe_harbor");
        if !letter.is_empty() {
            tip += &format!(", Safe Harbor {letter}");
        }
        for (key, name) in [("entity", "entity"), ("form", "form"), ("norm", "norm")] {
            if !said(value, key).is_empty() {
                tip += &format!("\n{name}: {}", said(value, key));
            }
        }
        let manner = if letter.is_empty() { "" } else { " sh" };
        Self {
            id: format!("s{number}"),
            range: range(value),
            text: said(value, "text"),
            class: format!("{}{manner}", colour(said(value, "label"))),
            tip,
            value,
        }
    }

    fn decoy(number: usize, value: &'a Value) -> Self {
        Self {
            id: format!("d{number}"),
            range: range(value),
            text: said(value, "text"),
            class: "decoy".into(),
            tip: format!("not {}: {}", said(value, "looks_like"), said(value, "why")),
            value,
        }
    }
}

fn entries<'a>(
    record: &'a Value,
    key: &str,
    entry: impl Fn(usize, &'a Value) -> Entry<'a>,
) -> Vec<Entry<'a>> {
    let values = record[key].as_array().into_iter().flatten();
    (1..)
        .zip(values)
        .map(|(number, value)| entry(number, value))
        .collect()
}

/// A text of a record; empty if there is none.
fn said<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

fn range(value: &Value) -> Option<(usize, usize)> {
    let point = |key: &str| {
        value[key]
            .as_u64()
            .and_then(|point| usize::try_from(point).ok())
    };
    let (start, end) = (point("start")?, point("end")?);
    (start < end).then_some((start, end))
}

/// The class of a label's colour.
fn colour(label: &str) -> String {
    let known = Label::ALL.iter().position(|known| known.name() == label);
    known.map_or("l".into(), |number| format!("l{number}"))
}

/// A colour for every label: hues as far apart as the golden angle brings them,
/// and not all as light, for there are more labels than hues one can tell.
fn colours(html: &mut String) {
    for number in 0..Label::ALL.len() {
        let (hue, light) = (number * 1375 / 10 % 360, 92 - number % 3 * 7);
        let _ = write!(html, ".l{number}{{--hue:{hue};--light:{light}%}}");
    }
}

fn head(html: &mut String, record: &Value) {
    let list = |key: &str| -> String {
        let items = record[key].as_array().into_iter().flatten();
        let items: Vec<&str> = items.filter_map(Value::as_str).collect();
        items.join(", ")
    };
    let rows = [
        ("File", said(record, "path").to_owned()),
        (
            "Document",
            format!("{}, {}", said(record, "class"), said(record, "doc_type")),
        ),
        (
            "Looks positive for",
            said(record, "hard_negative").to_owned(),
        ),
        ("Difficulty", said(record, "difficulty").to_owned()),
        ("Split", said(record, "split").to_owned()),
        ("Patients", list("patients")),
        ("Facility", said(record, "facility").to_owned()),
        ("Text read as", said(record, "text_profile").to_owned()),
        ("SHA-256", said(record, "sha256").to_owned()),
    ];
    html.push_str("<dl>");
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        let _ = write!(
            html,
            "<div><dt>{name}</dt><dd>{}</dd></div>",
            escaped(value)
        );
    }
    html.push_str("</dl>\n");
}

/// Why the file may not be what the record is about.
fn doubt(record: &Value, file: &Result<Vec<u8>, String>) -> Option<String> {
    match file {
        Err(problem) => Some(format!("The file can't be read: {problem}.")),
        Ok(bytes) if hex(&Sha256::digest(bytes)) != said(record, "sha256") => {
            Some("The file is not the one that this record is about.".into())
        }
        Ok(_) => None,
    }
}

fn legend(html: &mut String, spans: &[Entry<'_>], decoys: &[Entry<'_>]) {
    html.push_str("<p class=\"legend\">");
    for label in Label::ALL {
        let of_label = spans
            .iter()
            .filter(|span| said(span.value, "label") == label.name());
        let count = of_label.count();
        if count > 0 {
            let (class, name) = (colour(label.name()), label.name());
            let _ = write!(html, "<mark class=\"{class}\">{name}</mark> {count} ");
        }
    }
    if !decoys.is_empty() {
        let _ = write!(
            html,
            "<mark class=\"decoy\">look-alike</mark> {} ",
            decoys.len()
        );
    }
    html.push_str("</p>\n");
    if spans
        .iter()
        .any(|span| !said(span.value, "safe_harbor").is_empty())
    {
        html.push_str("<p class=\"about\">Underlined twice: under Safe Harbor.</p>\n");
    }
}

#[cfg(test)]
mod tests;
