//! What lies upon pages: a comment and the area of a link (ISO 32000-1, 12.5).

use super::draw::Spot;
use super::file::{File, Object};
use crate::document::{Aside, Document, Kind, Source, Transcript};

/// The side of a comment's sign, in thousandths of a point.
const SIGN: i32 = 20_000;

/// Where the sign of a comment is: in the top right corner of the first page.
fn sign(document: &Document) -> Spot {
    let (width, _) = document.look.page.size();
    let right = width as i32 * 1000 - SIGN / 2;
    Spot {
        page: 1,
        edges: [right - SIGN, SIGN / 2, right, SIGN / 2 + SIGN],
    }
}

/// Writes them and says which lies on which page.
pub fn write(file: &mut File<'_>, document: &Document, link: Option<Spot>) -> Vec<(u32, Object)> {
    let (_, height) = document.look.page.size();
    let mut notes = Vec::new();
    for aside in &document.asides {
        match aside {
            Aside::Comment(text) => {
                let (object, spot) = (file.reserve(), sign(document));
                file.dictionary(object, |entries| {
                    entries.raw("/Type/Annot/Subtype/Text/Name/Comment/F 28");
                    entries.rectangle("/Rect", spot.edges, height);
                    entries.text("/T", document.head.author.as_str());
                    entries.text("/Contents", text.as_str());
                    entries.date("/M", document.head.written);
                });
                notes.push((spot.page, object));
            }
            Aside::Link { target, .. } => {
                let Some(spot) = link else { continue };
                let object = file.reserve();
                file.dictionary(object, |entries| {
                    entries.raw("/Type/Annot/Subtype/Link/F 4/Border[0 0 0]");
                    entries.rectangle("/Rect", spot.edges, height);
                    entries.raw("/A<</S/URI");
                    entries.text("/URI", target.as_str());
                    entries.raw(">>");
                });
                notes.push((spot.page, object));
            }
            Aside::Textbox(_) | Aside::Hidden(_) | Aside::Picture(_) | Aside::Attachment(_) => {}
        }
    }
    notes
}

/// Notes what they say, which is no part of the text.
pub fn take_down(document: &Document, link: Option<Spot>, transcript: &mut Transcript) {
    let source = |kind, spot: Spot| Source {
        page: Some(spot.page),
        boxes: vec![spot.edges],
        ..Source::of(kind)
    };
    for aside in &document.asides {
        match aside {
            Aside::Comment(text) => {
                let source = source(Kind::Comment, sign(document));
                transcript.aside(&document.head.author, &source);
                transcript.aside(text, &source);
            }
            Aside::Link { target, .. } => {
                let Some(spot) = link else { continue };
                transcript.aside(target, &source(Kind::Href, spot));
            }
            Aside::Textbox(_) | Aside::Hidden(_) | Aside::Picture(_) | Aside::Attachment(_) => {}
        }
    }
}
