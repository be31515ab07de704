//! BRAT's standoff: `.txt`, `.ann` and an `annotation.conf` for all.
//!
//! brat wants a span that crosses a line end in fragments; tools that only
//! borrow its format want it in one piece (`--multiline join`). What the span
//! is stands in a note, its Safe Harbor letter in an attribute; the rest of
//! the record is in a file of its own beside, which brat does not look at.

use std::fmt::Write as _;
use std::ops::Range;

use super::rest::{Held, Said, note, rest, restore};
use super::{Document, LabelReader, LabelWriter, Options, Piece, Setting, Shape, Span, line};

/// The format.
#[derive(Debug)]
pub struct Brat;

impl LabelWriter for Brat {
    fn name(&self) -> &'static str {
        "brat"
    }

    fn description(&self) -> &'static str {
        "brat standoff, .txt and .ann a document, and annotation.conf"
    }

    fn offsets(&self) -> &'static str {
        "code points"
    }

    fn settings(&self) -> &'static [Setting] {
        &[Setting::Multiline]
    }

    fn shape(&self) -> Shape {
        Shape::Folder(&["txt", "ann", "json"])
    }

    fn reader(&self) -> Option<&'static dyn LabelReader> {
        Some(&Reader)
    }

    fn write(&self, document: &Document<'_>, options: &Options) -> Result<Vec<Piece>, String> {
        let mut ann = String::new();
        let mut attributes = 0;
        for (index, span) in document.spans.iter().enumerate() {
            let number = index + 1;
            let (places, text) = match options.join {
                true => {
                    let Range { start, end } = span.points;
                    (format!("{start} {end}"), span.text.replace(ends_line, " "))
                }
                false => fragments(span)?,
            };
            let name = type_name(&span.tag.name);
            // Writing to a string can't fail.
            let _ = writeln!(ann, "T{number}\t{name} {places}\t{text}");
            if let Some(letter) = span
                .fields
                .get("safe_harbor")
                .and_then(|value| value.as_str())
            {
                attributes += 1;
                let _ = writeln!(ann, "A{attributes}\tHIPAA T{number} {letter}");
            }
            let _ = writeln!(ann, "#{number}\tAnnotatorNotes T{number}\t{}", note(span));
        }
        let mut json = line(&rest(document, document.text, Said::PlaceAndNote));
        json.push(b'\n');
        let file =
            |extension, bytes| Piece::own(document, &format!("{}.{extension}", document.id), bytes);
        Ok(vec![
            file("txt", document.text.as_bytes().to_vec()),
            file("ann", ann.into_bytes()),
            file("json", json),
        ])
    }

    fn companions(&self, options: &Options, _: &[&str]) -> Vec<(String, Vec<u8>)> {
        let mut conf = String::from("[entities]\n");
        for tag in options.tags.list() {
            conf.push_str(&type_name(&tag.name));
            conf.push('\n');
        }
        conf.push_str("\n[relations]\n\n[events]\n\n[attributes]\nHIPAA\tArg:<ENTITY>, Value:");
        let letters: Vec<String> = ('A'..='R').map(String::from).collect();
        conf.push_str(&letters.join("|"));
        conf.push('\n');
        vec![("annotation.conf".into(), conf.into_bytes())]
    }
}

/// A tag as brat lets a type be called.
fn type_name(tag: &str) -> String {
    tag.replace(|c: char| !c.is_ascii_alphanumeric() && c != '-', "_")
}

/// Where a line ends for any reader of text that brat may be run with.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\u{b}'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The lines of a span, without the white space where they are cut: their
/// places, and their texts with a blank between.
fn fragments(span: &Span<'_>) -> Result<(String, String), String> {
    let (mut places, mut texts) = (Vec::new(), Vec::new());
    let mut start = span.points.start;
    let lines: Vec<&str> = span.text.split(ends_line).collect();
    for (index, line) in lines.iter().enumerate() {
        let mut kept = *line;
        let mut begin = start;
        start += line.chars().count() + 1;
        if index > 0 {
            kept = kept.trim_start();
            begin = start - 1 - kept.chars().count();
        }
        if index + 1 < lines.len() {
            kept = kept.trim_end();
        }
        if !kept.is_empty() {
            places.push(begin..begin + kept.chars().count());
            texts.push(kept);
        }
    }
    let first = places.first().map(|place| place.start);
    let last = places.last().map(|place| place.end);
    if (first, last) != (Some(span.points.start), Some(span.points.end)) {
        return Err(format!(
            "span {} begins or ends with the end of a line, which brat can't hold",
            span.field("id")
        ));
    }
    let places: Vec<String> = places
        .iter()
        .map(|place| format!("{} {}", place.start, place.end))
        .collect();
    Ok((places.join(";"), texts.join(" ")))
}

#[derive(Debug)]
struct Reader;

impl LabelReader for Reader {
    fn read(&self, parts: &[&str]) -> Result<String, String> {
        let [text, ann, rest] = parts else {
            return Err("lacks one of its files: .txt, .ann, .json".into());
        };
        let mut held: Vec<Held> = Vec::new();
        for line in ann.split_terminator('\n') {
            let cells: Vec<&str> = line.splitn(3, '\t').collect();
            match cells.as_slice() {
                [id, what, _] if id.starts_with('T') => {
                    let places = what.split_once(' ').map_or("", |(_, places)| places);
                    let ends = (places.split(' ').next(), places.rsplit(' ').next());
                    let (Some(Ok(start)), Some(Ok(end))) =
                        (ends.0.map(str::parse), ends.1.map(str::parse))
                    else {
                        return Err(format!("has a line that is none of ours: {line}"));
                    };
                    held.push(Held {
                        start,
                        end,
                        note: None,
                    });
                }
                [id, _, note] if id.starts_with('#') => {
                    if let Some(held) = held.last_mut() {
                        held.note = Some((*note).to_owned());
                    }
                }
                _ => {}
            }
        }
        if held.iter().any(|held| held.note.is_none()) {
            return Err("has an annotation without the note that says what it is".into());
        }
        restore(rest, text, held)
    }
}
