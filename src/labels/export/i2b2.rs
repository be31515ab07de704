//! The XML of the i2b2 2014 de-identification track, and MEDDOCAN's variant.
//!
//! The text is in CDATA, offsets are code points into it. A `]]>` of the text
//! is split over two sections, a carriage return stands between two as a
//! reference, for XML would turn it into a line feed; characters that XML
//! can't hold become blanks, one for one. The rest of the record is a
//! processing instruction behind the root, which no reader of tags looks at.

use std::fmt::Write as _;

use super::rest::{Held, Said, note, rest, restore};
use super::{Document, LabelReader, LabelWriter, Options, Piece, Shape};
use crate::labels::map::Tags;

/// One of the two dialects.
#[derive(Debug)]
pub struct Xml {
    root: &'static str,
    declaration: &'static str,
    indent: &'static str,
    /// The letter of the ids and the first number.
    ids: (char, usize),
    /// How an element without content ends.
    close: &'static str,
}

/// `deIdi2b2`
pub static I2B2: Xml = Xml {
    root: "deIdi2b2",
    declaration: "<?xml version=\"1.0\" encoding=\"UTF-8\" ?>",
    indent: "",
    ids: ('P', 0),
    close: " />",
};

/// `MEDDOCAN`
pub static MEDDOCAN: Xml = Xml {
    root: "MEDDOCAN",
    declaration: "<?xml version='1.0' encoding='UTF-8'?>",
    indent: "  ",
    ids: ('T', 1),
    close: "/>",
};

const TARGET: &str = "<?synthphi ";

impl LabelWriter for Xml {
    fn name(&self) -> &'static str {
        if self.is_i2b2() { "i2b2" } else { "meddocan" }
    }

    fn description(&self) -> &'static str {
        match self.is_i2b2() {
            true => "i2b2 2014 XML, a file a document: the track's evaluation scripts",
            false => "MEDDOCAN XML, a file a document: the Spanish track's evaluation script",
        }
    }

    fn offsets(&self) -> &'static str {
        "code points"
    }

    fn tags(&self) -> Tags {
        if self.is_i2b2() {
            Tags::I2b2
        } else {
            Tags::Meddocan
        }
    }

    fn shape(&self) -> Shape {
        Shape::Folder(&["xml"])
    }

    fn reader(&self) -> Option<&'static dyn LabelReader> {
        Some(&Reader)
    }

    fn write(&self, document: &Document<'_>, _: &Options) -> Result<Vec<Piece>, String> {
        let held = held(document.text);
        let mut xml = String::with_capacity(held.len() + 200 * document.spans.len());
        let Self {
            root,
            indent,
            close,
            declaration,
            ..
        } = self;
        // Writing to a string can't fail.
        let _ = write!(xml, "{declaration}\n<{root}>\n{indent}<TEXT><![CDATA[");
        let whole = held.replace("]]>", "]]]]><![CDATA[>");
        xml.push_str(&whole.replace('\r', "]]>&#13;<![CDATA["));
        let _ = write!(xml, "]]></TEXT>\n{indent}<TAGS>\n");
        for (number, span) in document.spans.iter().enumerate() {
            let element = match span.tag.group {
                "" => "PHI",
                group => group,
            };
            let _ = writeln!(
                xml,
                "{indent}{indent}<{element} id=\"{}{}\" start=\"{}\" end=\"{}\" text=\"{}\" TYPE=\"{}\" comment=\"{}\"{close}",
                self.ids.0,
                self.ids.1 + number,
                span.points.start,
                span.points.end,
                attribute(&self::held(span.text)),
                attribute(&span.tag.name),
                attribute(&note(span)),
            );
        }
        // Within a string of JSON, so the value stays the same.
        let rest = rest(document, &held, Said::PlaceAndNote).to_string();
        let rest = rest.replace("?>", "?\\u003e");
        let _ = write!(
            xml,
            "{indent}</TAGS>\n</{root}>\n{TARGET}{}?>\n",
            escaped(&rest)
        );
        Ok(vec![Piece::own(
            document,
            &self.file(document),
            xml.into_bytes(),
        )])
    }
}

impl Xml {
    fn is_i2b2(&self) -> bool {
        self.ids.0 == 'P'
    }

    /// The track's scripts take a file's name apart: patient, record, system.
    /// A document about nobody is of patient 0.
    fn file(&self, document: &Document<'_>) -> String {
        let patients = document.record.get("patients").and_then(|list| list.get(0));
        let patient = patients.and_then(|id| id.as_str()?.split('-').nth(1));
        let patient = match document.class {
            "positive" => patient.unwrap_or("000000"),
            _ => "0",
        };
        format!("{patient}-{}.xml", document.number)
    }
}

/// A text as XML can hold it, of as many code points.
fn held(text: &str) -> String {
    let is_allowed = |c: char| !matches!(c, '\0'..'\t' | '\u{b}' | '\u{c}' | '\u{e}'..' ' | '\u{fffe}' | '\u{ffff}');
    text.chars()
        .map(|c| if is_allowed(c) { c } else { ' ' })
        .collect()
}

/// JSON whose control characters are escaped anyway, without the two that XML forbids.
fn escaped(json: &str) -> String {
    json.replace('\u{fffe}', "\\ufffe")
        .replace('\u{ffff}', "\\uffff")
}

fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\r' | '\t' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">");
    text.replace("&quot;", "\"").replace("&amp;", "&")
}

#[derive(Debug)]
struct Reader;

impl LabelReader for Reader {
    fn read(&self, parts: &[&str]) -> Result<String, String> {
        let xml = *parts.first().ok_or("has no file")?;
        let (_, behind) = xml.split_once("<TEXT><![CDATA[").ok_or("has no TEXT")?;
        let (text, behind) = behind
            .split_once("]]></TEXT>")
            .ok_or("has no end of its TEXT")?;
        let text = text
            .replace("]]>&#13;<![CDATA[", "\r")
            .replace("]]]]><![CDATA[>", "]]>");
        let (tags, behind) = behind.split_once("</TAGS>").ok_or("has no TAGS")?;
        let (_, rest) = behind
            .split_once(TARGET)
            .ok_or("has no rest of a record: it was not exported by synthphi")?;
        let rest = rest
            .trim_end()
            .strip_suffix("?>")
            .ok_or("has no end of its rest")?;
        let elements = tags.lines().filter(|line| line.contains(" start=\""));
        let held = elements.map(|line| {
            let get = |key: &str| {
                let (_, value) = line.split_once(&format!(" {key}=\""))?;
                value.split_once('"').map(|(value, _)| value)
            };
            let number = |key| get(key).and_then(|value| value.parse().ok());
            match (number("start"), number("end"), get("comment")) {
                (Some(start), Some(end), Some(note)) => Ok(Held {
                    start,
                    end,
                    note: Some(unescaped(note)),
                }),
                _ => Err(format!("has a tag that is none of ours: {line}")),
            }
        });
        restore(rest, &text, held.collect::<Result<_, _>>()?)
    }
}
