//! What stands beside the text of a deck: a boxed label, a picture and a link
//! on a slide of their own, and a comment on the first.

use super::deck::{COMMENT_AUTHORS, COMMENTS, LINK, PICTURE};
use super::frame::{BODY, Frame};
use super::sheet::{Letters, NAMESPACES, Sheet, XML};
use super::spread::Slide;
use crate::document::{Aside, Head, Kind, Source, Text, Transcript};
use crate::format::properties::date_time;
use crate::format::{barcode, xml};

/// How high a boxed label and a link are.
const ROW: i64 = 640_080;
/// Between one and the next.
const GAP: i64 = 228_600;

/// The slide that they stand on: the last one, carried on.
pub(super) fn slide<'a>(last: &Slide<'a>) -> Slide<'a> {
    Slide {
        title: last.title,
        continued: true,
        opening: false,
        shapes: Vec::new(),
        notes: Vec::new(),
    }
}

/// Writes those that are seen, one below the other.
pub(super) fn write(sheet: &mut Sheet<'_>, asides: &[Aside]) {
    let mut y = BODY.y;
    let mut row = |height: i64, width: i64| {
        let frame = Frame {
            x: BODY.x,
            y,
            width,
            height,
        };
        y += height + GAP;
        frame
    };
    for aside in asides {
        match aside {
            Aside::Textbox(text) => {
                sheet.raw("<p:sp><p:nvSpPr>");
                sheet.identify_as(Kind::Textbox, "Label", None);
                sheet.raw(r#"<p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr>"#);
                sheet.place("a:xfrm", row(ROW, BODY.width));
                sheet.raw(concat!(
                    r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>"#,
                    r#"<a:ln w="9525"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill></a:ln></p:spPr>"#,
                    r#"<p:txBody><a:bodyPr wrap="square" anchor="ctr"/><a:lstStyle/>"#,
                ));
                sheet.paragraph(Letters::default(), text, "");
                sheet.end_shape();
            }
            Aside::Picture(words) => {
                let (width, height) = barcode::EMU;
                sheet.raw("<p:pic><p:nvPicPr>");
                sheet.identify_as(Kind::Image, "Bar code", Some(words));
                sheet.raw(r#"<p:cNvPicPr/><p:nvPr/></p:nvPicPr><p:blipFill><a:blip r:embed="rId"#);
                sheet.number(i64::from(PICTURE));
                sheet.raw(r#""/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>"#);
                sheet.place("a:xfrm", row(i64::from(height), i64::from(width)));
                sheet.raw(r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr></p:pic>"#);
            }
            Aside::Link { words, target } => {
                sheet.text_box(row(ROW, BODY.width));
                sheet.raw("<a:lstStyle/>");
                sheet.link(words, LINK);
                sheet.end_shape();
                sheet.aside(target, Kind::Href);
            }
            Aside::Comment(_) | Aside::Hidden(_) | Aside::Attachment(_) => {}
        }
    }
}

/// The part that says who made comments.
pub(super) fn comment_author(out: &mut Vec<u8>, transcript: &mut Transcript, author: &Text) {
    begin(out, "<p:cmAuthorLst");
    put(out, r#"<p:cmAuthor id="0" name=""#);
    xml::escape(out, author.as_str());
    put(
        out,
        r#"" initials="" lastIdx="1" clrIdx="0"/></p:cmAuthorLst>"#,
    );
    transcript.aside(author, &source(COMMENT_AUTHORS));
}

/// The part with the comment on the first slide.
pub(super) fn comment(out: &mut Vec<u8>, transcript: &mut Transcript, head: &Head, text: &Text) {
    begin(out, "<p:cmLst");
    put(out, r#"<p:cm authorId="0" dt=""#);
    date_time(out, head.written.local);
    put(out, r#"" idx="1"><p:pos x="10" y="10"/><p:text>"#);
    xml::escape(out, text.as_str());
    put(out, "</p:text></p:cm></p:cmLst>");
    transcript.aside(text, &source(COMMENTS));
}

fn source(part: &'static str) -> Source {
    Source {
        part: Some(part),
        slide: Some(1),
        ..Source::of(Kind::Comment)
    }
}

fn begin(out: &mut Vec<u8>, element: &str) {
    put(out, XML);
    put(out, element);
    put(out, NAMESPACES);
    put(out, ">");
}

fn put(out: &mut Vec<u8>, markup: &str) {
    out.extend_from_slice(markup.as_bytes());
}
