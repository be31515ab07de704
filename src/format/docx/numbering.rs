//! `word/numbering.xml`: bullets, and a numbering for each numbered list.

use std::fmt::Write as _;

/// How many numbered lists the shared part serves. A document with more of
/// them gets a part of its own.
pub const SHARED: u32 = 6;

/// The part for a document of `lists` numbered lists. Number 1 is the bullets',
/// number 2 that of the first list; the others start again from 1.
pub fn numbering(lists: u32) -> String {
    let mut xml = String::from(concat!(
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
        "\n",
        r#"<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    ));
    let mut definition = |id: u32, style: &str, format: &str, text: &str| {
        // Writing to a string can't fail.
        let _ = write!(
            xml,
            concat!(
                r#"<w:abstractNum w:abstractNumId="{id}"><w:multiLevelType w:val="singleLevel"/>"#,
                r#"<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{format}"/><w:pStyle w:val="{style}"/>"#,
                r#"<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>"#,
                r#"<w:pPr><w:ind w:left="500" w:hanging="300"/></w:pPr></w:lvl></w:abstractNum>"#,
            ),
            id = id,
            style = style,
            format = format,
            text = text,
        );
    };
    definition(0, "ListBullet", "bullet", "•");
    definition(1, "ListNumber", "decimal", "%1.");
    xml.push_str(r#"<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>"#);
    xml.push_str(r#"<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>"#);
    for number in 3..lists + 2 {
        let _ = write!(
            xml,
            concat!(
                r#"<w:num w:numId="{}"><w:abstractNumId w:val="1"/>"#,
                r#"<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>"#,
            ),
            number
        );
    }
    xml.push_str("</w:numbering>");
    xml
}
