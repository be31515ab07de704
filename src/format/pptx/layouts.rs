//! The three layouts: a title slide, a title with text, a title alone.

use super::fit::{ADDRESSES, DEPARTMENTS, NAMES, OPENING_TITLES, SUBTITLES};
use super::frame::{self, BAND, Frame, LETTERHEAD_RULE, OPENING_TITLE, SLIDE, SUBTITLE};
use super::prompt::{FOOTER_PROMPT, NUMBER_FIELD, Prompt, figure, prompt, rectangle, rule};
use super::sheet::{NAMESPACES, TREE, XML};
use crate::document::{LetterheadStyle, Look};
use crate::format::emblem::Emblem;

/// The layout of title slides.
pub(super) fn opening(look: &Look) -> String {
    let style = look.letterhead;
    let align = match style {
        LetterheadStyle::Centered => "ctr",
        LetterheadStyle::Left | LetterheadStyle::Split | LetterheadStyle::Band => "l",
    };
    let colour = match style {
        LetterheadStyle::Band => "bg1",
        LetterheadStyle::Left | LetterheadStyle::Centered | LetterheadStyle::Split => "tx2",
    };
    let title = Prompt {
        id: 2,
        name: "Title 1",
        ph: r#"type="ctrTitle""#,
        frame: Some(OPENING_TITLE),
        body: r#" anchor="b""#,
        list_style: level(1, align, OPENING_TITLES[0], Weight::Inherited, colour),
        content: &prompt("Click to edit Master title style"),
    };
    let subtitle = Prompt {
        id: 3,
        name: "Subtitle 2",
        ph: r#"type="subTitle" idx="1""#,
        frame: Some(SUBTITLE),
        body: "",
        list_style: level(1, align, SUBTITLES[0], Weight::Inherited, "tx1"),
        content: &prompt("Click to edit Master subtitle style"),
    };
    let shapes = [
        decoration(style),
        emblem(look),
        title.xml(),
        subtitle.xml(),
        letterhead(style),
        foot(),
    ];
    layout(
        r#" showMasterSp="0" type="title""#,
        "Title Slide",
        &shapes.concat(),
    )
}

/// The layout of slides with text.
pub(super) fn content() -> String {
    let body = Prompt {
        id: 3,
        name: "Content Placeholder 2",
        ph: r#"idx="1""#,
        frame: None,
        body: "",
        list_style: String::new(),
        content: &prompt("Click to edit Master text styles"),
    };
    layout(
        r#" type="obj""#,
        "Title and Content",
        &[title(), body.xml(), foot()].concat(),
    )
}

/// The layout of slides whose content brings its own place.
pub(super) fn title_only() -> String {
    layout(
        r#" type="titleOnly""#,
        "Title Only",
        &[title(), foot()].concat(),
    )
}

fn layout(attributes: &str, name: &str, shapes: &str) -> String {
    format!(
        concat!(
            r#"{}<p:sldLayout{}{} preserve="1"><p:cSld name="{}">{}{}</p:spTree></p:cSld>"#,
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>",
        ),
        XML, NAMESPACES, attributes, name, TREE, shapes
    )
}

fn decoration(style: LetterheadStyle) -> String {
    let line = || rule(21, "Letterhead rule", LETTERHEAD_RULE, "accent1", 19_050);
    match style {
        LetterheadStyle::Left => {
            let strip = Frame {
                width: 274_320,
                ..SLIDE
            };
            rectangle(20, "Strip", strip, "accent1") + &line()
        }
        LetterheadStyle::Centered | LetterheadStyle::Split => line(),
        LetterheadStyle::Band => rectangle(20, "Band", BAND, "accent1"),
    }
}

/// The facility's emblem in the margin beside its name.
fn emblem(look: &Look) -> String {
    let colour = match look.letterhead {
        LetterheadStyle::Band => "bg1",
        LetterheadStyle::Left | LetterheadStyle::Centered | LetterheadStyle::Split => "accent1",
    };
    let geometry = Emblem::of(look).geometry(1000);
    figure(
        22,
        "Emblem",
        frame::emblem(look.letterhead),
        &geometry,
        colour,
    )
}

fn letterhead(style: LetterheadStyle) -> String {
    let (name, address) = frame::letterhead(style);
    let (left, right, anchor) = match style {
        LetterheadStyle::Left => ("l", "l", r#" anchor="t""#),
        LetterheadStyle::Centered => ("ctr", "ctr", r#" anchor="t""#),
        LetterheadStyle::Split | LetterheadStyle::Band => ("l", "r", r#" anchor="ctr""#),
    };
    let (accent, plain) = match style {
        LetterheadStyle::Band => ("bg1", "bg1"),
        LetterheadStyle::Left | LetterheadStyle::Centered | LetterheadStyle::Split => {
            ("tx2", "tx1")
        }
    };
    let facility = Prompt {
        id: 4,
        name: "Facility Placeholder 3",
        ph: r#"type="body" sz="quarter" idx="13""#,
        frame: Some(name),
        body: anchor,
        list_style: level(1, left, NAMES[0], Weight::Heading, accent)
            + &level(2, left, DEPARTMENTS[0], Weight::Inherited, plain),
        content: &prompt("Facility"),
    };
    let address = Prompt {
        id: 5,
        name: "Address Placeholder 4",
        ph: r#"type="body" sz="quarter" idx="14""#,
        frame: Some(address),
        body: anchor,
        list_style: level(1, right, ADDRESSES[0], Weight::Inherited, plain),
        content: &prompt("Address"),
    };
    facility.xml() + &address.xml()
}

fn title() -> String {
    Prompt {
        id: 2,
        name: "Title 1",
        ph: r#"type="title""#,
        frame: None,
        body: "",
        list_style: String::new(),
        content: &prompt("Click to edit Master title style"),
    }
    .xml()
}

fn foot() -> String {
    let footer = Prompt {
        id: 11,
        name: "Footer Placeholder 10",
        ph: r#"type="ftr" sz="quarter" idx="11""#,
        frame: None,
        body: "",
        list_style: String::new(),
        content: FOOTER_PROMPT,
    };
    let number = Prompt {
        id: 12,
        name: "Slide Number Placeholder 11",
        ph: r#"type="sldNum" sz="quarter" idx="12""#,
        content: NUMBER_FIELD,
        list_style: String::new(),
        ..footer
    };
    footer.xml() + &number.xml()
}

/// What a level of text changes of its weight and font.
enum Weight {
    /// Nothing.
    Inherited,
    /// Bold in the font of headings.
    Heading,
}

/// A level of text without bullet or indent.
fn level(level: u32, align: &str, size: u32, weight: Weight, colour: &str) -> String {
    let (bold, font) = match weight {
        Weight::Inherited => ("", ""),
        Weight::Heading => (r#" b="1""#, r#"<a:latin typeface="+mj-lt"/>"#),
    };
    format!(
        concat!(
            r#"<a:lvl{}pPr marL="0" indent="0" algn="{}"><a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>"#,
            r#"<a:defRPr sz="{}"{}><a:solidFill><a:schemeClr val="{}"/></a:solidFill>{}</a:defRPr></a:lvl{}pPr>"#,
        ),
        level, align, size, bold, colour, font, level
    )
}
