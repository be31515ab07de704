//! The pages of a PDF as SVG, drawn from what is in the file, with the boxes of
//! the record upon them. The words are set in the file's own fonts.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::Value;

use super::{Entry, said};
use crate::document::Rgb;
use crate::format::replay::{self, Index, Item, Page, Step};
use crate::report::html::escaped;

/// The pages, and the style that brings their fonts.
#[derive(Default)]
pub struct Drawn {
    /// Rules of a style sheet.
    pub fonts: String,
    /// Elements, one a page.
    pub pages: String,
}

/// Draws a file.
///
/// # Errors
/// What is wrong, if it is no PDF of ours.
pub fn draw(
    record: &Value,
    bytes: &[u8],
    spans: &[Entry<'_>],
    decoys: &[Entry<'_>],
) -> Result<Drawn, String> {
    let pages = replay::pages(bytes)?;
    let index = Index::of(&pages, said(record, "text"));
    let mut drawn = Drawn::default();
    for (number, page) in pages.iter().enumerate() {
        let [width, height] = [page.width, page.height].map(points);
        let _ = writeln!(
            drawn.pages,
            "<svg viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"Page {}\">",
            number + 1
        );
        page.items
            .iter()
            .for_each(|item| write(&mut drawn.pages, item));
        for span in spans {
            let source = &span.value["source"];
            if source["page"].as_u64() == Some(number as u64 + 1) {
                let boxes = source["boxes"].as_array().into_iter().flatten();
                for edges in boxes.filter_map(edges) {
                    rectangle(&mut drawn.pages, span, edges);
                }
            }
        }
        // A record says of look-alikes only where they are in the text.
        for decoy in decoys {
            let Some((index, (start, end))) = index.as_ref().zip(decoy.range) else {
                continue;
            };
            for (on, edges) in index.boxes(start..end) {
                if on == number {
                    rectangle(
                        &mut drawn.pages,
                        decoy,
                        edges.map(|edge| edge as f64 / 1000.0),
                    );
                }
            }
        }
        drawn.pages.push_str("</svg>\n");
    }
    drawn.fonts = fonts(&pages);
    Ok(drawn)
}

/// Left, top, right and bottom in points.
fn edges(value: &Value) -> Option<[f64; 4]> {
    let edges: Vec<f64> = value.as_array()?.iter().filter_map(Value::as_f64).collect();
    edges.try_into().ok()
}

fn rectangle(svg: &mut String, entry: &Entry<'_>, [left, top, right, bottom]: [f64; 4]) {
    let rectangle = format!(
        "<rect class=\"box {}\" x=\"{left:.3}\" y=\"{top:.3}\" width=\"{:.3}\" height=\"{:.3}\">\
         <title>{}</title></rect>",
        entry.class,
        right - left,
        bottom - top,
        escaped(&entry.tip),
    );
    let _ = match entry.range {
        Some(_) => writeln!(svg, "<a href=\"#{}\">{rectangle}</a>", entry.id),
        None => writeln!(svg, "{rectangle}"),
    };
}

fn write(svg: &mut String, item: &Item) {
    let _ = match item {
        Item::Fill(outline, color) => {
            writeln!(
                svg,
                "<path fill=\"{}\" d=\"{}\"/>",
                hex(*color),
                path(outline)
            )
        }
        Item::Stroke(outline, color) => writeln!(
            svg,
            "<path fill=\"none\" stroke=\"{}\" stroke-width=\".5\" d=\"{}\"/>",
            hex(*color),
            path(outline)
        ),
        Item::Words(words) => writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\" font-family=\"F{}\" font-size=\"{}\" fill=\"{}\"{}>{}</text>",
            points(words.x),
            points(words.y),
            words.font,
            points(words.size),
            hex(words.color),
            if words.is_hidden {
                " class=\"unseen\""
            } else {
                ""
            },
            escaped(&words.text),
        ),
    };
}

fn path(outline: &[Step]) -> String {
    let mut path = String::new();
    for step in outline {
        let (letter, numbers) = match step {
            Step::Move(to) => ('M', &to[..]),
            Step::Line(to) => ('L', &to[..]),
            Step::Curve(by) => ('C', &by[..]),
        };
        path.push(letter);
        let numbers: Vec<String> = numbers.iter().map(|number| points(*number)).collect();
        path.push_str(&numbers.join(" "));
    }
    path
}

/// Thousandths of a point as points.
fn points(thousandths: i64) -> String {
    (thousandths as f64 / 1000.0).to_string()
}

fn hex(Rgb(red, green, blue): Rgb) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// The fonts that pages are set in.
fn fonts(pages: &[Page]) -> String {
    let words = pages.iter().flat_map(|page| &page.items);
    let used: BTreeSet<u8> = words
        .filter_map(|item| match item {
            Item::Words(words) => Some(words.font),
            Item::Fill(..) | Item::Stroke(..) => None,
        })
        .collect();
    let face = |font: u8| {
        format!(
            "@font-face{{font-family:F{font};src:url(data:font/ttf;base64,{})}}",
            base64(replay::program(font))
        )
    };
    used.into_iter().map(face).collect()
}

/// Base64 with its padding (RFC 4648).
fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let byte = |at: usize| u32::from(group.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS[(bits >> (18 - 6 * place)) as usize & 63];
            text.push(if place > group.len() {
                '='
            } else {
                char::from(digit)
            });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_padded() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v")] {
            assert_eq!(base64(bytes.as_bytes()), text);
        }
    }
}
