//! Reading documents back with code that did not write them.
//!
//! One file per format, each around a library: docx-rs, printpdf's parser,
//! mail-parser, and for presentations the zip and quick-xml crates. What they
//! see is put in the order of the format's text profile, so that, blanks and line
//! ends folded, the whole text can be held against the record.

mod beside;
mod docx;
mod eml;
mod pdf;
mod pptx;

use std::any::Any;
use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::agree::{self, Blanks, Difference};

/// All text that a reader sees in a document, as its format's profile orders it.
///
/// # Errors
/// What the reader says if it can make nothing of the bytes; also if it panics.
pub fn text(format: &str, bytes: &[u8]) -> Result<String, String> {
    guarded(|| match format {
        "docx" => docx::text(bytes),
        "pdf" => pdf::text(bytes),
        "eml" => eml::text(bytes),
        "pptx" => pptx::text(bytes),
        _ => Err(format!("there is no independent reader of {format}")),
    })
}

/// Reads a document back and holds it against the text that was recorded of it
/// and the values labelled in that text. The HTML part of a message is read
/// too: it has to hold every value as often as the plain part.
pub fn differences<'a>(
    format: &str,
    bytes: &[u8],
    record: &str,
    values: impl IntoIterator<Item = &'a str> + Clone,
) -> Vec<Difference> {
    let unreadable = |problem| vec![Difference::Unreadable { problem }];
    let mut differences = match text(format, bytes) {
        Ok(read) => {
            // printpdf's parser puts no blank between strings that are set
            // apart by position alone.
            let blanks = match format {
                "pdf" => Blanks::Ignore,
                _ => Blanks::Count,
            };
            let record = match format {
                "docx" => Cow::Owned(docx::resolved(record)),
                _ => Cow::Borrowed(record),
            };
            agree::compare(blanks, &record, &read, values.clone())
        }
        Err(problem) => return unreadable(problem),
    };
    if format == "eml" {
        let body = record.split_once("\n\n").map_or("", |(_, body)| body);
        differences.extend(match guarded(|| eml::html(bytes)) {
            Ok(html) => agree::compare_values(body, &html, values),
            Err(problem) => unreadable(problem),
        });
    }
    differences
}

/// Which of the values that are recorded beside the text the file does not say.
pub fn missing<'a>(
    format: &str,
    bytes: &[u8],
    asides: impl IntoIterator<Item = &'a str>,
) -> Vec<Difference> {
    let mut asides = asides.into_iter().peekable();
    if asides.peek().is_none() {
        return Vec::new();
    }
    match guarded(|| beside::said(format, bytes)) {
        Err(problem) => vec![Difference::Unreadable { problem }],
        Ok(said) => agree::missing(&said, asides),
    }
}

/// Runs a reader; its panics are answers too.
fn guarded(reader: impl FnOnce() -> Result<String, String>) -> Result<String, String> {
    catch_unwind(AssertUnwindSafe(reader))
        .unwrap_or_else(|payload| Err(format!("its reader panicked: {}", said(&*payload))))
}

fn said(payload: &(dyn Any + Send)) -> &str {
    payload
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| payload.downcast_ref::<&str>().copied())
        .unwrap_or("no message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garbage_is_a_finding_and_no_panic() {
        for format in ["docx", "pdf", "eml", "pptx", "odt"] {
            for bytes in [&b""[..], b"PK\x03\x04", b"%PDF-1.7\n%%EOF", b"\0\0\0"] {
                assert!(text(format, bytes).is_err(), "{format} {bytes:?}");
                let differences = differences(format, bytes, "text", ["text"]);
                assert!(matches!(*differences, [Difference::Unreadable { .. }]));
            }
        }
    }

    #[test]
    fn a_panic_is_an_answer() {
        let problem = guarded(|| panic!("at byte {}", 7)).unwrap_err();
        assert!(problem.ends_with("panicked: at byte 7"), "{problem}");
    }
}
