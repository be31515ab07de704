//! PDF files: their properties, their paper and typefaces, and the operators
//! of their pages (ISO 32000-1).

use std::collections::BTreeMap;

use memchr::memmem;

use super::{Subject, Traits, is_accent, listed};
use crate::audit::mask::Masked;
use crate::format::replay;

pub(super) fn traits(bytes: &[u8], masked: &Masked, traits: &mut Traits) -> Result<(), String> {
    if !bytes.starts_with(b"%PDF-") {
        return Err("it is no PDF".into());
    }
    let version = String::from_utf8_lossy(&bytes[..bytes.len().min(8)]).into_owned();
    traits.word(Subject::Metadata, "version", &version);
    properties(bytes, masked, traits);
    let count = |what: &str| memmem::find_iter(bytes, what).count() as f64;
    traits.number(Subject::Structure, "objects", count(" 0 obj"));
    traits.number(
        Subject::Structure,
        "pages",
        memmem::find_iter(bytes, "/Type/Page")
            .filter(|at| bytes.get(at + 10) != Some(&b's'))
            .count() as f64,
    );
    traits.number(Subject::Structure, "images", count("/Subtype/Image"));
    traits.number(Subject::Structure, "annotations", count("/Annots"));
    let paper = after(bytes, "/MediaBox").map_or(String::new(), |rest| {
        let end = rest.iter().position(|byte| *byte == b']').unwrap_or(0);
        String::from_utf8_lossy(&rest[..end])
            .trim_start_matches(['[', ' '])
            .to_owned()
    });
    let typefaces = typefaces(bytes);
    let mut content = Content::default();
    for page in replay::contents(bytes) {
        content.page(&page);
    }
    let number = content.length as f64;
    traits.number(Subject::Structure, "length of the content", number);
    traits.counts(Subject::Structure, content.operators);
    let families = typefaces
        .iter()
        .map(|face| face.split('-').next().unwrap_or(face).to_owned());
    let families = listed(families.collect());
    let layout = match content.colour {
        Some(colour) => format!("{paper}, {families}, {colour}"),
        None => format!("{paper}, {families}"),
    };
    traits.word(Subject::Style, "paper", &paper);
    traits.word(Subject::Style, "typefaces", &listed(typefaces));
    traits.word(Subject::Style, "layout", &layout);
    traits.layout = Some(layout);
    Ok(())
}

fn after<'a>(bytes: &'a [u8], what: &str) -> Option<&'a [u8]> {
    memmem::find(bytes, what.as_bytes()).map(|at| &bytes[at + what.len()..])
}

/// The base fonts, without the tags of their subsets.
fn typefaces(bytes: &[u8]) -> Vec<String> {
    memmem::find_iter(bytes, "/BaseFont")
        .map(|at| {
            let name = &bytes[at + "/BaseFont".len()..];
            let name = name.strip_prefix(b"/").unwrap_or(name);
            let ends = |byte: &u8| b"/<>[]() \r\n".contains(byte);
            let end = name.iter().position(ends).unwrap_or(0);
            let name = String::from_utf8_lossy(&name[..end]);
            name.rsplit('+').next().unwrap_or_default().to_owned()
        })
        .collect()
}

/// The document information dictionary.
fn properties(bytes: &[u8], masked: &Masked, traits: &mut Traits) {
    let Some(number) = after(bytes, "/Info ").and_then(|rest| {
        let end = rest.iter().position(|byte| !byte.is_ascii_digit())?;
        String::from_utf8(rest[..end].to_vec()).ok()
    }) else {
        return;
    };
    let Some(entries) = after(bytes, &format!("\n{number} 0 obj")) else {
        return;
    };
    let mut order = String::new();
    for (key, value) in dictionary(entries) {
        order.push_str(&key);
        order.push(' ');
        match key.as_str() {
            "CreationDate" | "ModDate" => traits.time(&key, &value),
            "Producer" | "Creator" => {
                traits.word(Subject::Metadata, key.as_str(), &value);
                traits.producers.push(format!("{key} {value}"));
            }
            _ => traits.property(&key, &value, masked),
        }
    }
    traits.word(Subject::Metadata, "order of the properties", &order);
}

/// The entries of a flat dictionary whose values are strings.
fn dictionary(bytes: &[u8]) -> Vec<(String, String)> {
    let mut entries = Vec::new();
    let mut key = String::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'/' => {
                let rest = &bytes[at..];
                let end = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
                let end = end.unwrap_or(rest.len());
                key = String::from_utf8_lossy(&rest[..end]).into_owned();
                at += end;
            }
            b'(' => {
                let (value, length) = string(&bytes[at..]);
                at += length;
                entries.push((std::mem::take(&mut key), decoded(&value)));
            }
            b'>' if bytes.get(at) == Some(&b'>') => break,
            _ => {}
        }
    }
    entries
}

/// A literal string behind its opening parenthesis, and how long it is with
/// the closing one.
fn string(bytes: &[u8]) -> (Vec<u8>, usize) {
    let mut value = Vec::new();
    let mut depth = 1;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        match byte {
            b'\\' => {
                let Some(&escaped) = bytes.get(at) else { break };
                at += 1;
                match escaped {
                    b'n' => value.push(b'\n'),
                    b'r' => value.push(b'\r'),
                    b't' => value.push(b'\t'),
                    b'0'..=b'7' => {
                        let mut number = u32::from(escaped - b'0');
                        for _ in 0..2 {
                            let Some(&digit @ b'0'..=b'7') = bytes.get(at) else {
                                break;
                            };
                            number = number * 8 + u32::from(digit - b'0');
                            at += 1;
                        }
                        value.push(number as u8);
                    }
                    other => value.push(other),
                }
                continue;
            }
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
        value.push(byte);
    }
    (value, at)
}

/// A text string: in UTF-16 if it says so, else as if it were Latin-1.
fn decoded(value: &[u8]) -> String {
    match value.strip_prefix(b"\xfe\xff") {
        Some(wide) => {
            let units: Vec<u16> = wide
                .chunks_exact(2)
                .map(|pair| u16::from_be_bytes([pair[0], pair[1]]))
                .collect();
            String::from_utf16_lossy(&units)
        }
        None => value.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// What the content of the pages is made of.
#[derive(Default)]
struct Content {
    length: usize,
    operators: BTreeMap<String, u32>,
    /// The first colour that could be the house's own.
    colour: Option<String>,
}

impl Content {
    fn page(&mut self, content: &[u8]) {
        self.length += content.len();
        let mut operands: Vec<f64> = Vec::new();
        let mut at = 0;
        while let Some(&byte) = content.get(at) {
            match byte {
                b'(' => at += 1 + string(&content[at + 1..]).1,
                b'A'..=b'Z' | b'a'..=b'z' | b'\'' | b'"' => {
                    let length = word(&content[at..], |byte| {
                        byte.is_ascii_alphabetic() || byte == b'*'
                    });
                    let operator = String::from_utf8_lossy(&content[at..at + length]);
                    if matches!(operator.as_ref(), "rg" | "RG") {
                        self.colour(&operands);
                    }
                    *self
                        .operators
                        .entry(format!("operator {operator}"))
                        .or_default() += 1;
                    operands.clear();
                    at += length;
                }
                b'/' => at += 1 + word(&content[at + 1..], |byte| byte.is_ascii_alphanumeric()),
                b'0'..=b'9' | b'.' | b'-' => {
                    let length = word(&content[at..], |byte| {
                        byte.is_ascii_digit() || byte == b'.' || byte == b'-'
                    });
                    let number = String::from_utf8_lossy(&content[at..at + length]);
                    operands.extend(number.parse::<f64>());
                    at += length;
                }
                _ => at += 1,
            }
        }
    }

    fn colour(&mut self, operands: &[f64]) {
        if let (None, [.., red, green, blue]) = (&self.colour, operands) {
            let part = |share: f64| (share * 255.0).round().clamp(0.0, 255.0) as u8;
            let hex = format!("{:02X}{:02X}{:02X}", part(*red), part(*green), part(*blue));
            self.colour = Some(hex).filter(|hex| is_accent(hex));
        }
    }
}

/// How many bytes belong to the word that begins here; at least one.
fn word(bytes: &[u8], belongs: impl Fn(u8) -> bool) -> usize {
    let end = bytes.iter().position(|byte| !belongs(*byte));
    end.unwrap_or(bytes.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn properties_are_read_whatever_they_hold() {
        let bytes =
            b" <</Title(a \\(b\\) (c) \\101)/Author(\xfe\xff\x00J\x01\x42)/Trapped/False>> /No(x)";
        assert_eq!(
            dictionary(bytes),
            [
                ("Title".into(), "a (b) (c) A".into()),
                ("Author".into(), "J\u{142}".into()),
            ]
        );
    }

    #[test]
    fn content_is_counted_and_strings_are_not() {
        let mut content = Content::default();
        content.page(b".5 .5 .5 rg\n.275 .235 .176 rg BT /F8 10 Tf (Tj Tj \\) ET)Tj T* ET");
        assert_eq!(content.operators["operator Tj"], 1);
        assert_eq!(content.operators["operator rg"], 2);
        assert_eq!(content.operators["operator T*"], 1);
        assert_eq!(content.colour.as_deref(), Some("463C2D"));
    }
}
