//! What holds a deck together: the content types, the presentation and the
//! relations between the parts.

use std::sync::LazyLock;

use super::frame::SLIDE;
use super::notes;
use super::sheet::{NAMESPACES, XML};
use super::slide::Layout;
use super::stock::{RELATION, RELATIONS};
use crate::format::deflate::{MARKUP, Opening};
use crate::format::needs::Needs;
use crate::format::properties::{APP_TYPE, CORE_TYPE};
use crate::format::{theme, xml};

/// The most slides a deck can have.
pub(super) const MOST: usize = 200;

/// The names of the parts of one slide. Those of parts with text begin with a
/// slash, as the record gives them.
pub(super) struct Names {
    pub(super) slide: String,
    pub(super) slide_relations: String,
    pub(super) notes: String,
    pub(super) notes_relations: String,
}

/// The names of all slides that can be, the first slide's first.
pub(super) static NAMES: LazyLock<Vec<Names>> = LazyLock::new(|| {
    (1..=MOST)
        .map(|n| Names {
            slide: format!("/ppt/slides/slide{n}.xml"),
            slide_relations: format!("ppt/slides/_rels/slide{n}.xml.rels"),
            notes: format!("/ppt/notesSlides/notesSlide{n}.xml"),
            notes_relations: format!("ppt/notesSlides/_rels/notesSlide{n}.xml.rels"),
        })
        .collect()
});

/// Where the package begins: its own relations.
pub(super) const ROOT: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#,
    r#"<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="ppt/presentation.xml"/>"#,
    r#"<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>"#,
    r#"<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/>"#,
    "</Relationships>",
);

const PRESENTATION: &str = "application/vnd.openxmlformats-officedocument.presentationml.";

/// The relations of the presentation to what every deck has; slides come after.
const FIXED: [(&str, &str); 5] = [
    ("slideMaster", "slideMasters/slideMaster1.xml"),
    ("theme", "theme/theme1.xml"),
    ("presProps", "presProps.xml"),
    ("viewProps", "viewProps.xml"),
    ("tableStyles", "tableStyles.xml"),
];
const NOTES_MASTER: &str = "notesMasters/notesMaster1.xml";
/// The number of the relation to the notes master.
const NOTES_RELATION: u32 = FIXED.len() as u32 + 1;

/// The part with what the presentation refers to.
pub(super) const PRESENTATION_RELATIONS: &str = "ppt/_rels/presentation.xml.rels";
/// The parts of a comment: who made comments, and those of the first slide.
pub(super) const COMMENT_AUTHORS: &str = "/ppt/commentAuthors.xml";
pub(super) const COMMENTS: &str = "/ppt/comments/comment1.xml";
/// The part with a picture.
pub(super) const MEDIA: &str = "/ppt/media/barcode.png";
/// The numbers of a slide's relations to its picture and to where its link leads.
pub(super) const PICTURE: u32 = 4;
pub(super) const LINK: u32 = 5;

/// What `[Content_Types].xml` begins with: all that every deck has.
pub(super) static CONTENT_TYPES: LazyLock<Opening> = LazyLock::new(|| {
    let mut out = Vec::new();
    begin_content_types(&mut out);
    Opening::new(&MARKUP, &out)
});

fn begin_content_types(out: &mut Vec<u8>) {
    put(out, XML);
    put(
        out,
        concat!(
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">"#,
            r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
            r#"<Default Extension="xml" ContentType="application/xml"/>"#,
        ),
    );
    presentation_type(out, "/ppt/presentation.xml", "presentation.main");
    presentation_type(out, "/ppt/slideMasters/slideMaster1.xml", "slideMaster");
    for layout in Layout::ALL {
        presentation_type(out, layout.name(), "slideLayout");
    }
    content_type(out, "/ppt/theme/theme1.xml", &[theme::TYPE]);
    presentation_type(out, "/ppt/presProps.xml", "presProps");
    presentation_type(out, "/ppt/viewProps.xml", "viewProps");
    presentation_type(out, "/ppt/tableStyles.xml", "tableStyles");
    content_type(out, "/docProps/core.xml", &[CORE_TYPE]);
    content_type(out, "/docProps/app.xml", &[APP_TYPE]);
}

/// `[Content_Types].xml` of a deck, given which of its slides have notes.
pub(super) fn content_types(out: &mut Vec<u8>, notes: &[bool], needs: Needs<'_>) {
    out.extend_from_slice(CONTENT_TYPES.plain());
    if needs.picture {
        put(out, r#"<Default Extension="png" ContentType="image/png"/>"#);
    }
    if needs.comment.is_some() {
        presentation_type(out, COMMENT_AUTHORS, "commentAuthors");
        presentation_type(out, COMMENTS, "comments");
    }
    for (names, &notes) in NAMES.iter().zip(notes) {
        presentation_type(out, &names.slide, "slide");
        if notes {
            presentation_type(out, &names.notes, "notesSlide");
        }
    }
    if notes.contains(&true) {
        presentation_type(out, "/ppt/notesMasters/notesMaster1.xml", "notesMaster");
        content_type(out, "/ppt/theme/theme2.xml", &[theme::TYPE]);
    }
    put(out, "</Types>");
}

/// `ppt/presentation.xml` of so many slides, with or without notes.
pub(super) fn presentation(out: &mut Vec<u8>, slides: u32, notes: bool) {
    put(out, XML);
    put(out, "<p:presentation");
    put(out, NAMESPACES);
    put(
        out,
        concat!(
            r#" saveSubsetFonts="1"><p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/>"#,
            "</p:sldMasterIdLst>",
        ),
    );
    if notes {
        put(out, r#"<p:notesMasterIdLst><p:notesMasterId r:id="rId"#);
        xml::number(out, NOTES_RELATION);
        put(out, r#""/></p:notesMasterIdLst>"#);
    }
    put(out, "<p:sldIdLst>");
    for number in 1..=slides {
        // 256 is the least that the schema allows.
        put(out, r#"<p:sldId id=""#);
        xml::number(out, 255 + number);
        put(out, r#"" r:id="rId"#);
        xml::number(out, NOTES_RELATION + number);
        put(out, r#""/>"#);
    }
    put(out, "</p:sldIdLst>");
    for (element, (width, height)) in [
        ("<p:sldSz", (SLIDE.width, SLIDE.height)),
        ("<p:notesSz", notes::PAGE),
    ] {
        put(out, element);
        put(out, r#" cx=""#);
        xml::number(out, width as u32);
        put(out, r#"" cy=""#);
        xml::number(out, height as u32);
        put(out, r#""/>"#);
    }
    put(
        out,
        concat!(
            r#"<p:defaultTextStyle><a:defPPr><a:defRPr lang="en-US"/></a:defPPr>"#,
            r#"<a:lvl1pPr marL="0" algn="l"><a:defRPr sz="1800"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill>"#,
            r#"<a:latin typeface="+mn-lt"/><a:ea typeface="+mn-ea"/><a:cs typeface="+mn-cs"/></a:defRPr></a:lvl1pPr>"#,
            "</p:defaultTextStyle></p:presentation>",
        ),
    );
}

/// `ppt/_rels/presentation.xml.rels` of the same, with or without comments.
pub(super) fn relations(out: &mut Vec<u8>, slides: u32, notes: bool, comments: bool) {
    put(out, XML);
    put(out, RELATIONS);
    for (number, (kind, target)) in (1..).zip(FIXED) {
        relation(out, number, kind, target);
    }
    if notes {
        relation(out, NOTES_RELATION, "notesMaster", NOTES_MASTER);
    }
    for (number, names) in (1..=slides).zip(NAMES.iter()) {
        relation(out, NOTES_RELATION + number, "slide", &names.slide);
    }
    if comments {
        let number = NOTES_RELATION + slides + 1;
        relation(out, number, "commentAuthors", COMMENT_AUTHORS);
    }
    put(out, "</Relationships>");
}

/// The relations of a slide.
pub(super) fn slide_relations(
    out: &mut Vec<u8>,
    names: &Names,
    layout: Layout,
    notes: bool,
    needs: Needs<'_>,
) {
    put(out, XML);
    put(out, RELATIONS);
    relation(out, 1, "slideLayout", layout.name());
    if notes {
        relation(out, 2, "notesSlide", &names.notes);
    }
    if needs.comment.is_some() {
        relation(out, 3, "comments", COMMENTS);
    }
    if needs.picture {
        relation(out, PICTURE, "image", MEDIA);
    }
    if let Some(target) = needs.target {
        put(out, r#"<Relationship Id="rId"#);
        xml::number(out, LINK);
        put(out, r#"" Type=""#);
        put(out, RELATION);
        put(out, r#"hyperlink" TargetMode="External" Target=""#);
        xml::escape(out, target.as_str());
        put(out, r#""/>"#);
    }
    put(out, "</Relationships>");
}

/// The relations of a page of notes.
pub(super) fn notes_relations(out: &mut Vec<u8>, names: &Names) {
    put(out, XML);
    put(out, RELATIONS);
    relation(out, 1, "notesMaster", "/ppt/notesMasters/notesMaster1.xml");
    relation(out, 2, "slide", &names.slide);
    put(out, "</Relationships>");
}

fn relation(out: &mut Vec<u8>, number: u32, kind: &str, target: &str) {
    put(out, r#"<Relationship Id="rId"#);
    xml::number(out, number);
    put(out, r#"" Type=""#);
    put(out, RELATION);
    put(out, kind);
    put(out, r#"" Target=""#);
    put(out, target);
    put(out, r#""/>"#);
}

fn presentation_type(out: &mut Vec<u8>, part: &str, kind: &str) {
    content_type(out, part, &[PRESENTATION, kind, "+xml"]);
}

fn content_type(out: &mut Vec<u8>, part: &str, kind: &[&str]) {
    put(out, r#"<Override PartName=""#);
    put(out, part);
    put(out, r#"" ContentType=""#);
    for piece in kind {
        put(out, piece);
    }
    put(out, r#""/>"#);
}

fn put(out: &mut Vec<u8>, markup: &str) {
    out.extend_from_slice(markup.as_bytes());
}
