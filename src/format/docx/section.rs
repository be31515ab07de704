//! The paper: its size, its margins, and which headers and footers it has.

use super::story::Story;
use crate::document::{Look, Page};

/// Width and height of the paper in twentieths of a point, as Word has them:
/// for A4 finer than whole points.
fn paper(page: Page) -> (u32, u32) {
    match page {
        Page::Letter => (12_240, 15_840),
        Page::A4 => (11_906, 16_838),
    }
}

/// The width between the margins in twentieths of a point.
pub fn text_width(look: &Look) -> u32 {
    paper(look.page).0 - 2 * look.margin * 20
}

/// The height between the margins in twentieths of a point.
pub fn text_height(look: &Look) -> u32 {
    paper(look.page).1 - 2 * look.margin * 20
}

/// The properties of the document's only section, which end its body.
pub fn write(story: &mut Story<'_>, look: &Look) {
    let (width, height) = paper(look.page);
    let margin = look.margin * 20;
    story.markup(concat!(
        "<w:sectPr>",
        r#"<w:headerReference w:type="default" r:id="rIdHeader"/>"#,
        r#"<w:headerReference w:type="first" r:id="rIdFirstHeader"/>"#,
        r#"<w:footerReference w:type="default" r:id="rIdFooter"/>"#,
        r#"<w:footerReference w:type="first" r:id="rIdFirstFooter"/>"#,
    ));
    element(story, "pgSz", &[("w", width), ("h", height)]);
    let inset = margin * 3 / 5;
    element(
        story,
        "pgMar",
        &[
            ("top", margin),
            ("right", margin),
            ("bottom", margin),
            ("left", margin),
            ("header", inset),
            ("footer", inset),
            ("gutter", 0),
        ],
    );
    story.markup(r#"<w:cols w:space="720"/><w:titlePg/></w:sectPr>"#);
}

fn element(story: &mut Story<'_>, name: &str, attributes: &[(&str, u32)]) {
    story.markup("<w:");
    story.markup(name);
    for (name, value) in attributes {
        story.markup(" w:");
        story.markup(name);
        story.markup(r#"=""#);
        story.number(*value);
        story.markup(r#"""#);
    }
    story.markup("/>");
}
