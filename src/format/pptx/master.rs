//! The slide master: what all slides of a look share.

use super::fit::{FOOTERS, TITLES};
use super::frame::{BODY, FOOTER, Frame, NUMBER, TITLE, TITLE_RULE};
use super::prompt::{FOOTER_PROMPT, NUMBER_FIELD, Prompt, prompt, rectangle, rule};
use super::sheet::{NAMESPACES, TREE, XML};
use crate::document::{HeadingStyle, Look};

/// The colours' names as slides use them and as the theme does.
pub(super) const COLOUR_MAP: &str = concat!(
    r#"bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2" accent1="accent1" accent2="accent2" accent3="accent3""#,
    r#" accent4="accent4" accent5="accent5" accent6="accent6" hlink="hlink" folHlink="folHlink""#,
);

/// The background that masters share.
pub(super) const BACKGROUND: &str =
    r#"<p:bg><p:bgRef idx="1001"><a:schemeClr val="bg1"/></p:bgRef></p:bg>"#;

/// The part.
pub(super) fn part(look: &Look) -> String {
    let shapes = [
        decoration(look.headings),
        title(look.headings),
        body(),
        foot(),
    ]
    .concat();
    format!(
        concat!(
            "{}<p:sldMaster{}><p:cSld>{}{}{}</p:spTree></p:cSld><p:clrMap {}/>",
            r#"<p:sldLayoutIdLst><p:sldLayoutId id="2147483649" r:id="rId1"/>"#,
            r#"<p:sldLayoutId id="2147483650" r:id="rId2"/>"#,
            r#"<p:sldLayoutId id="2147483651" r:id="rId3"/></p:sldLayoutIdLst>"#,
            "<p:txStyles>{}</p:txStyles></p:sldMaster>",
        ),
        XML,
        NAMESPACES,
        BACKGROUND,
        TREE,
        shapes,
        COLOUR_MAP,
        text_styles(),
    )
}

fn decoration(style: HeadingStyle) -> String {
    match style {
        HeadingStyle::Plain => String::new(),
        HeadingStyle::Ruled => rule(7, "Title rule", TITLE_RULE, "accent1", 19_050),
        HeadingStyle::Bar => {
            let bar = Frame {
                x: 0,
                y: 0,
                width: super::frame::SLIDE.width,
                height: TITLE_RULE.y,
            };
            let edge = Frame {
                width: 152_400,
                ..bar
            };
            rectangle(7, "Title bar", bar, "bg2") + &rectangle(8, "Title bar edge", edge, "accent1")
        }
    }
}

fn title(style: HeadingStyle) -> String {
    // On a bar or without anything a title stands in the middle, over a rule on it.
    let body = match style {
        HeadingStyle::Ruled => r#" anchor="b""#,
        HeadingStyle::Plain | HeadingStyle::Bar => r#" anchor="ctr""#,
    };
    Prompt {
        id: 2,
        name: "Title Placeholder 1",
        ph: r#"type="title""#,
        frame: Some(TITLE),
        body,
        list_style: String::new(),
        content: &prompt("Click to edit Master title style"),
    }
    .xml()
}

fn body() -> String {
    Prompt {
        id: 3,
        name: "Text Placeholder 2",
        ph: r#"type="body" idx="1""#,
        frame: Some(BODY),
        body: "",
        list_style: String::new(),
        content: &prompt("Click to edit Master text styles"),
    }
    .xml()
}

fn foot() -> String {
    let style = |align: &str| {
        format!(
            concat!(
                r#"<a:lvl1pPr algn="{}"><a:defRPr sz="{}"><a:solidFill><a:schemeClr val="tx1">"#,
                r#"<a:lumMod val="65000"/><a:lumOff val="35000"/></a:schemeClr></a:solidFill></a:defRPr></a:lvl1pPr>"#,
            ),
            align, FOOTERS[0]
        )
    };
    let footer = Prompt {
        id: 5,
        name: "Footer Placeholder 4",
        ph: r#"type="ftr" sz="quarter" idx="3""#,
        frame: Some(FOOTER),
        body: r#" tIns="0" bIns="0" anchor="ctr""#,
        list_style: style("l"),
        content: FOOTER_PROMPT,
    };
    let number = Prompt {
        id: 6,
        name: "Slide Number Placeholder 5",
        ph: r#"type="sldNum" sz="quarter" idx="4""#,
        frame: Some(NUMBER),
        body: r#" tIns="0" bIns="0" anchor="ctr""#,
        list_style: style("r"),
        content: NUMBER_FIELD,
    };
    footer.xml() + &number.xml()
}

fn text_styles() -> String {
    let body: String = (1..=5)
        .map(|level| {
            level_style(
                level,
                r#" marL="317500" indent="-317500""#,
                concat!(
                    r#"<a:spcBef><a:spcPts val="800"/></a:spcBef>"#,
                    r#"<a:buFont typeface="Arial"/><a:buChar char="•"/>"#,
                ),
                r#" sz="2000""#,
                ("tx1", "mn"),
            )
        })
        .collect();
    let other: String = (1..=5)
        .map(|level| level_style(level, "", "", r#" sz="1800""#, ("tx1", "mn")))
        .collect();
    let title = level_style(
        1,
        "",
        r#"<a:spcBef><a:spcPts val="0"/></a:spcBef><a:buNone/>"#,
        &format!(r#" sz="{}" b="1""#, TITLES[0]),
        ("tx2", "mj"),
    );
    format!(
        "<p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{other}</p:otherStyle>"
    )
}

/// The style of a level of text: attributes and children of its paragraphs,
/// attributes of its letters, their colour and font by the theme's names.
pub(super) fn level_style(
    level: u32,
    paragraph: &str,
    spacing: &str,
    letters: &str,
    (colour, font): (&str, &str),
) -> String {
    format!(
        concat!(
            r#"<a:lvl{}pPr{}>{}<a:defRPr lang="en-US"{}><a:solidFill><a:schemeClr val="{}"/></a:solidFill>"#,
            r#"<a:latin typeface="+{}-lt"/><a:ea typeface="+{}-ea"/><a:cs typeface="+{}-cs"/></a:defRPr></a:lvl{}pPr>"#,
        ),
        level, paragraph, spacing, letters, colour, font, font, font, level
    )
}
