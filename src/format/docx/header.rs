//! What stands above and below the text: the letterhead on the first page,
//! the running header on the others, a footer on all.

use super::parts::Dress;
use super::story::Story;
use super::{section, table};
use crate::document::{Document, Letterhead, LetterheadStyle, Look, PageNumbers};
use crate::format::emblem::Emblem;
use crate::format::theme::hex;

/// The facility's letterhead. It ends with an empty paragraph, which carries
/// the rule below and the space to the text.
pub fn letterhead(story: &mut Story<'_>, document: &Document) {
    let paper = &document.letterhead;
    let width = section::text_width(document.look);
    match document.look.letterhead {
        LetterheadStyle::Left | LetterheadStyle::Centered => {
            names(story, paper, document.look);
            lines(story, paper);
        }
        LetterheadStyle::Split => {
            let names_width = width * 11 / 20;
            table::start(
                story,
                "LetterheadTable",
                &[names_width, width - names_width],
            );
            story.markup("<w:tr>");
            table::cell(story, names_width, "");
            names(story, paper, document.look);
            story.markup("</w:tc>");
            table::cell(story, width - names_width, "");
            lines(story, paper);
            if paper.lines.is_empty() {
                story.open("LetterheadLine", "");
                story.close();
            }
            story.markup("</w:tc></w:tr></w:tbl>");
        }
        LetterheadStyle::Band => {
            table::start(story, "LetterheadTable", &[width]);
            story.markup("<w:tr>");
            table::cell(story, width, "");
            names(story, paper, document.look);
            lines(story, paper);
            story.markup("</w:tc></w:tr></w:tbl>");
        }
    }
    story.open("LetterheadEnd", "");
    story.close();
}

fn names(story: &mut Story<'_>, paper: &Letterhead, look: &'static Look) {
    story.open("LetterheadName", "");
    story.markup(&Dress::of(look).emblem);
    story.text(&paper.name);
    story.close();
    if !paper.department.is_empty() {
        story.paragraph("LetterheadDepartment", &paper.department);
    }
}

fn lines(story: &mut Story<'_>, paper: &Letterhead) {
    for line in &paper.lines {
        story.paragraph("LetterheadLine", line);
    }
}

/// What the pages after the first repeat above the text.
pub fn running(story: &mut Story<'_>, document: &Document) {
    story.paragraph("Header", &document.head.running);
}

/// The facility's line and the page's number. Numbers are fields; until a word
/// processor has counted they show `page` and `pages`.
pub fn footer(story: &mut Story<'_>, document: &Document, page: u32, pages: u32) {
    story.open("Footer", "");
    story.text(&document.letterhead.footer);
    story.tab();
    let numbers = document.look.page_numbers();
    if numbers == PageNumbers::Words {
        story.literal("Page ");
    }
    story.field("PAGE", page);
    match numbers {
        PageNumbers::Words => story.literal(" of "),
        PageNumbers::Slash => story.literal(" / "),
        PageNumbers::Bare => {}
    }
    if numbers != PageNumbers::Bare {
        story.field("NUMPAGES", pages);
    }
    story.close();
}

/// The emblem before the facility's name, as high as a letter and a half.
pub fn emblem(look: &Look) -> String {
    // In English Metric Units, 6,350 to half a point; there is room at its right.
    let side = (look.half_points + 10) * 6_350 * 3 / 2;
    let width = side * 13 / 10;
    let color = match look.letterhead {
        LetterheadStyle::Band => "FFFFFF".to_owned(),
        LetterheadStyle::Left | LetterheadStyle::Centered | LetterheadStyle::Split => {
            hex(look.accent)
        }
    };
    format!(
        concat!(
            "<w:r><mc:AlternateContent",
            r#" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#,
            r#" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">"#,
            r#"<mc:Choice Requires="wps"><w:drawing>"#,
            r#"<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#,
            r#" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{width}" cy="{side}"/>"#,
            r#"<wp:docPr id="1" name="Emblem"/>"#,
            r#"<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">"#,
            r#"<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">"#,
            r#"<wps:wsp><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{side}"/></a:xfrm>"#,
            r#"{geometry}<a:solidFill><a:srgbClr val="{color}"/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr>"#,
            "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>",
            "</mc:AlternateContent></w:r>",
        ),
        width = width,
        side = side,
        geometry = Emblem::of(look).geometry(1300),
        color = color,
    )
}
