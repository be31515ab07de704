//! One slide's part.

use std::sync::LazyLock;

use super::flow::{Content, Shape};
use super::frame::BODY;
use super::sheet::{Letters, NAMESPACES, Sheet, TREE, XML};
use super::spread::Slide;
use super::{asides, fit, lines, sheet, table};
use crate::document::{Aside, Document};
use crate::format::deflate::Opening;

/// The placeholder below the title of a title slide.
const SUBTITLE: &str = r#"type="subTitle" idx="1""#;
/// What a title says on the slides after its first.
const CONTINUED: &str = " (cont.)";

/// Which of the layouts a slide follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Layout {
    /// A title slide.
    Opening,
    /// A title and text.
    Content,
    /// A title only; what else there is brings its own place.
    TitleOnly,
}

impl Layout {
    /// All, in the order of their parts.
    pub(super) const ALL: [Self; 3] = [Self::Opening, Self::Content, Self::TitleOnly];

    /// The name of its part.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Opening => "/ppt/slideLayouts/slideLayout1.xml",
            Self::Content => "/ppt/slideLayouts/slideLayout2.xml",
            Self::TitleOnly => "/ppt/slideLayouts/slideLayout3.xml",
        }
    }

    /// That of a slide.
    pub(super) fn of(slide: &Slide<'_>) -> Self {
        let text = |shape: &Shape<'_>| matches!(shape.content, Content::Lines(_));
        if slide.opening {
            Self::Opening
        } else if slide.shapes.iter().any(text) {
            Self::Content
        } else {
            Self::TitleOnly
        }
    }
}

/// What all slides begin with, title slides and others.
static OPENINGS: [LazyLock<Opening>; 2] = [
    LazyLock::new(|| sheet::opening(|sheet| begin(sheet, false))),
    LazyLock::new(|| sheet::opening(|sheet| begin(sheet, true))),
];

/// What a slide begins with.
pub(super) fn opening(slide: &Slide<'_>) -> &'static Opening {
    &OPENINGS[usize::from(slide.opening)]
}

/// Everything before the words of the title.
fn begin(sheet: &mut Sheet<'_>, opening: bool) {
    sheet.raw(XML);
    sheet.raw("<p:sld");
    sheet.raw(NAMESPACES);
    sheet.raw("><p:cSld>");
    sheet.raw(TREE);
    let ph = match opening {
        true => r#"type="ctrTitle""#,
        false => r#"type="title""#,
    };
    sheet.placeholder("Title", ph, None);
    sheet.raw("<a:lstStyle/>");
}

/// Writes a slide. `number` counts from 1; the first slide has the letterhead.
/// Of the asides it has those that are seen.
pub(super) fn write(
    sheet: &mut Sheet<'_>,
    document: &Document,
    slide: &Slide<'_>,
    number: u32,
    asides: &[Aside],
) {
    begin(sheet, slide.opening);
    title(sheet, document, slide);
    let mut placeholder = match slide.opening {
        true => Some(("Subtitle", SUBTITLE)),
        false => Some(("Content Placeholder", r#"idx="1""#)),
    };
    for shape in &slide.shapes {
        match &shape.content {
            Content::Lines(lines) => {
                match placeholder.take() {
                    Some((name, ph)) => {
                        let own = !slide.opening && shape.frame != BODY;
                        let frame = own.then_some(shape.frame);
                        sheet.placeholder(name, ph, frame);
                    }
                    None => sheet.text_box(shape.frame),
                }
                match slide.opening {
                    true => lines::subtitle(sheet, shape.size, lines),
                    false => lines::write(sheet, shape.size, lines),
                }
                sheet.end_shape();
            }
            Content::Table {
                grid,
                columns,
                rows,
            } => table::write(sheet, shape.frame, shape.size, grid, columns, rows),
        }
    }
    if slide.opening && number == 1 {
        // A deck that doesn't say who speaks names its author.
        let author = &document.head.author;
        if slide.shapes.is_empty() && !author.is_empty() {
            sheet.placeholder("Subtitle", SUBTITLE, None);
            sheet.raw("<a:lstStyle/>");
            sheet.paragraph(Letters::default(), author, "");
            sheet.end_shape();
        }
        letterhead(sheet, document);
    }
    asides::write(sheet, asides);
    foot(sheet, document, number);
    sheet.raw("</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>");
}

fn title(sheet: &mut Sheet<'_>, document: &Document, slide: &Slide<'_>) {
    if slide.title.is_empty() {
        sheet.blank(Letters::default());
    } else {
        let tail = if slide.continued { CONTINUED } else { "" };
        let size = match slide.opening {
            true => fit::opening_title(slide.title, document.look),
            false => fit::title(slide.title, tail, document.look),
        };
        let letters = Letters {
            size,
            ..Letters::default()
        };
        sheet.paragraph(letters, slide.title, tail);
    }
    sheet.end_shape();
}

/// The footer and the slide's number.
fn foot(sheet: &mut Sheet<'_>, document: &Document, number: u32) {
    let letterhead = &document.letterhead;
    let text = match letterhead.footer.is_empty() {
        true => &letterhead.name,
        false => &letterhead.footer,
    };
    if !text.is_empty() {
        sheet.placeholder(
            "Footer Placeholder",
            r#"type="ftr" sz="quarter" idx="11""#,
            None,
        );
        sheet.raw("<a:lstStyle/>");
        let letters = Letters {
            size: fit::footer(text, document.look),
            ..Letters::default()
        };
        sheet.paragraph(letters, text, "");
        sheet.end_shape();
    }
    let ph = r#"type="sldNum" sz="quarter" idx="12""#;
    sheet.placeholder("Slide Number Placeholder", ph, None);
    sheet.raw("<a:lstStyle/>");
    sheet.slide_number(number);
    sheet.end_shape();
}

/// The facility's name, department and address at the top of the first slide.
fn letterhead(sheet: &mut Sheet<'_>, document: &Document) {
    let letterhead = &document.letterhead;
    if !letterhead.name.is_empty() {
        let (size, below) = fit::name(letterhead, document.look);
        let letters = |size| Letters {
            size,
            ..Letters::default()
        };
        sheet.placeholder("Facility", r#"type="body" sz="quarter" idx="13""#, None);
        sheet.raw("<a:lstStyle/>");
        sheet.paragraph(letters(size), &letterhead.name, "");
        if !letterhead.department.is_empty() {
            sheet.begin_paragraph();
            sheet.raw(r#"<a:pPr lvl="1"/>"#);
            let department = &letterhead.department;
            sheet.end_paragraph(letters(below), department, 0..department.len(), "");
        }
        sheet.end_shape();
    }
    let mut lines = letterhead
        .lines
        .iter()
        .filter(|line| !line.is_empty())
        .peekable();
    if lines.peek().is_some() {
        let letters = Letters {
            size: fit::address(&letterhead.lines, document.look),
            ..Letters::default()
        };
        sheet.placeholder("Address", r#"type="body" sz="quarter" idx="14""#, None);
        sheet.raw("<a:lstStyle/>");
        for line in lines {
            sheet.paragraph(letters, line, "");
        }
        sheet.end_shape();
    }
}
