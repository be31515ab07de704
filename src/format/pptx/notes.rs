//! The speaker's notes: their master, and the page that belongs to a slide.

use std::sync::LazyLock;

use super::frame::Frame;
use super::master::{BACKGROUND, COLOUR_MAP, level_style};
use super::prompt::{Prompt, prompt};
use super::sheet::{self, Letters, NAMESPACES, Sheet, TREE, XML};
use crate::document::Text;
use crate::format::deflate::Opening;

/// A page of notes, upright: 7.5 by 10 inches.
pub(super) const PAGE: (i64, i64) = (6_858_000, 9_144_000);
const PICTURE: Frame = Frame {
    x: 685_800,
    y: 1_143_000,
    width: 5_486_400,
    height: 3_086_100,
};
const TEXT: Frame = Frame {
    x: 685_800,
    y: 4_400_550,
    width: 5_486_400,
    height: 3_600_450,
};
const PICTURE_LOCKS: &str = r#"<a:spLocks noGrp="1" noRot="1" noChangeAspect="1"/>"#;

/// The notes master.
pub(super) fn master() -> String {
    let Frame {
        x,
        y,
        width,
        height,
    } = PICTURE;
    let picture = format!(
        concat!(
            r#"<p:sp><p:nvSpPr><p:cNvPr id="2" name="Slide Image Placeholder 1"/><p:cNvSpPr>{}</p:cNvSpPr>"#,
            r#"<p:nvPr><p:ph type="sldImg" idx="2"/></p:nvPr></p:nvSpPr><p:spPr><a:xfrm><a:off x="{}" y="{}"/>"#,
            r#"<a:ext cx="{}" cy="{}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>"#,
            r#"<a:ln w="12700"><a:solidFill><a:prstClr val="black"/></a:solidFill></a:ln></p:spPr></p:sp>"#,
        ),
        PICTURE_LOCKS, x, y, width, height
    );
    let text = Prompt {
        id: 3,
        name: "Notes Placeholder 2",
        ph: r#"type="body" sz="quarter" idx="3""#,
        frame: Some(TEXT),
        body: "",
        list_style: String::new(),
        content: &prompt("Click to edit Master text styles"),
    };
    let style = level_style(1, "", "", r#" sz="1200""#, ("tx1", "mn"));
    format!(
        concat!(
            "{}<p:notesMaster{}><p:cSld>{}{}{}{}</p:spTree></p:cSld><p:clrMap {}/>",
            "<p:notesStyle>{}</p:notesStyle></p:notesMaster>",
        ),
        XML,
        NAMESPACES,
        BACKGROUND,
        TREE,
        picture,
        text.xml(),
        COLOUR_MAP,
        style
    )
}

/// What all pages of notes begin with.
pub(super) static OPENING: LazyLock<Opening> = LazyLock::new(|| sheet::opening(begin));

/// Everything before the words.
fn begin(sheet: &mut Sheet<'_>) {
    sheet.raw(XML);
    sheet.raw("<p:notes");
    sheet.raw(NAMESPACES);
    sheet.raw("><p:cSld>");
    sheet.raw(TREE);
    sheet.raw("<p:sp><p:nvSpPr>");
    sheet.identify("Slide Image Placeholder");
    sheet.raw("<p:cNvSpPr>");
    sheet.raw(PICTURE_LOCKS);
    sheet.raw(r#"</p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>"#);
    sheet.placeholder("Notes Placeholder", r#"type="body" idx="1""#, None);
    sheet.raw("<a:lstStyle/>");
}

/// Writes the page of notes of a slide.
pub(super) fn write(sheet: &mut Sheet<'_>, notes: &[&Text]) {
    begin(sheet);
    for text in notes {
        sheet.paragraph(Letters::default(), text, "");
    }
    sheet.end_shape();
    sheet.raw("</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>");
}
