//! What stands beside the text: a comment, a hidden line, a boxed label, a
//! picture, a link.

use super::parts::{self, LINK, PICTURE};
use super::story::Story;
use super::{COMMENTS, Pen, drawing};
use crate::document::{Aside, Document, Kind, Source, Text, Transcript};
use crate::format::barcode;
use crate::format::deflate::UNKNOWN;
use crate::format::needs::Needs;
use crate::format::properties::w3cdtf;

/// How wide and high a boxed label is, in English Metric Units: 5 inches by half an inch.
const BOX: (u32, u32) = (4_572_000, 457_200);
const RECTANGLE: &str = r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>"#;

/// Writes below the text what has its place there. The text of a box comes
/// behind all other text: it is handed back with where it is.
pub fn below<'a>(story: &mut Story<'_>, asides: &'a [Aside]) -> Option<(&'a Text, Source)> {
    let mut boxed = None;
    for aside in asides {
        match aside {
            Aside::Textbox(text) => {
                story.open("", "");
                story.markup(&drawing::begin(3, "Label", BOX));
                story.markup(r#"<wps:cNvSpPr txBox="1"/><wps:spPr>"#);
                story.markup(&drawing::transform(BOX));
                story.markup(RECTANGLE);
                story.markup(concat!(
                    r#"<a:noFill/><a:ln w="9525"><a:solidFill><a:srgbClr val="404040"/></a:solidFill></a:ln>"#,
                    "</wps:spPr><wps:txbx><w:txbxContent>",
                ));
                boxed = Some((text, story.boxed(text)));
                story.markup(
                    r#"</w:txbxContent></wps:txbx><wps:bodyPr wrap="square" anchor="ctr"/>"#,
                );
                story.markup(drawing::END);
                story.close();
            }
            Aside::Hidden(text) => {
                story.set_kind(Kind::Hidden);
                story.open("", "<w:rPr><w:vanish/></w:rPr>");
                story.hidden(text);
                story.close();
                story.set_kind(Kind::Body);
            }
            Aside::Picture(words) => {
                story.open("", "");
                story.markup("<w:r><w:drawing>");
                story.markup(&drawing::inline(barcode::EMU));
                story.markup(r#"<wp:docPr id="2" name="Bar code" descr=""#);
                story.attribute(words, Kind::Image);
                story.markup(concat!(
                    r#""/><a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">"#,
                    r#"<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture">"#,
                    r#"<pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">"#,
                    r#"<pic:nvPicPr><pic:cNvPr id="1" name="Bar code"/><pic:cNvPicPr/></pic:nvPicPr>"#,
                    r#"<pic:blipFill><a:blip r:embed=""#,
                ));
                story.markup(PICTURE);
                story.markup(r#""/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>"#);
                story.markup(&drawing::transform(barcode::EMU));
                story.markup(RECTANGLE);
                story.markup("</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>");
                story.close();
            }
            Aside::Link { words, target } => {
                story.open("", "");
                story.markup(r#"<w:hyperlink r:id=""#);
                story.markup(LINK);
                story.markup(r#"" w:history="1">"#);
                story.linked(words);
                story.aside(target, Kind::Href);
                story.markup("</w:hyperlink>");
                story.close();
            }
            Aside::Comment(_) | Aside::Attachment(_) => {}
        }
    }
    boxed
}

/// Adds the parts that the asides bring with them: the comment, and the
/// relations of the document with the picture and the link.
pub fn add(pen: &mut Pen<'_>, document: &Document, needs: Needs<'_>) {
    if let Some(text) = needs.comment {
        pen.write(&COMMENTS, |story| comment(story, document, text));
    }
    if needs.picture {
        pen.package.stored(pen.bytes, parts::MEDIA, barcode::PNG);
    }
    let relations = parts::document_relations(needs);
    let name = parts::RELATIONS;
    pen.package
        .add(pen.bytes, &name[1..], &UNKNOWN, relations.as_bytes());
}

fn comment(story: &mut Story<'_>, document: &Document, text: &Text) {
    let head = &document.head;
    story.markup(r#"<w:comment w:id="0" w:author=""#);
    story.attribute(&head.author, Kind::Comment);
    story.markup(r#"" w:date=""#);
    story.written(|out| w3cdtf(out, head.written.local));
    story.markup(r#"" w:initials="">"#);
    story.paragraph("", text);
    story.markup("</w:comment>");
}

/// The text of a box, behind all other text.
pub fn boxed(transcript: &mut Transcript, boxed: Option<(&Text, Source)>) {
    if let Some((text, source)) = boxed {
        let origin = Some(transcript.text.len());
        transcript.push(text, &Source { origin, ..source });
        transcript.push_str("\n");
    }
}
