//! What stands above and below the text: the letterhead on the first page,
//! the running header on the others, a footer on all.

use super::parts::Dress;
use super::story::Story;
use super::{drawing, section, table};
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
    let size = (width, side);
    drawing::begin(1, "Emblem", size)
        + "<wps:cNvSpPr/><wps:spPr>"
        + &drawing::transform(size)
        + &Emblem::of(look).geometry(1300)
        + r#"<a:solidFill><a:srgbClr val=""#
        + &color
        + r#""/></a:solidFill><a:ln><a:noFill/></a:ln></wps:spPr><wps:bodyPr/>"#
        + drawing::END
}
