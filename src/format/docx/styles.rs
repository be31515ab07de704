//! `word/styles.xml`: a look in Word's terms.
//!
//! Everything a document shows is set by one of these styles, so that it can
//! be changed in one place, as in a document that somebody made with care.

use std::fmt::Write as _;

use super::{section, table_styles};
use crate::document::{HeadingStyle, LetterheadStyle, Look};
use crate::format::theme::hex;

/// The styles part of a look.
pub fn styles(look: &Look) -> String {
    let mut xml = Sheet::new(look);
    headings(&mut xml, look);
    running_text(&mut xml, look);
    cells(&mut xml, look);
    margins(&mut xml, look);
    letterhead(&mut xml, look);
    table_styles::write(&mut xml.0, look);
    xml.0.push_str("</w:styles>");
    xml.0
}

/// The styles written so far.
struct Sheet(String);

/// A paragraph style. The properties are in the schema's order.
struct Style<'a> {
    id: &'a str,
    /// As Word calls it; with [`Origin::Word`] it has to be one of its own names.
    name: &'a str,
    origin: Origin,
    based_on: &'a str,
    /// The style of the paragraph that a writer opens after it; empty for the same.
    next: &'a str,
    paragraph: &'a str,
    run: &'a str,
}

/// Whose style it is.
#[derive(PartialEq)]
enum Origin {
    /// Word knows it under this name.
    Word,
    /// The house's own.
    House,
}

impl Default for Style<'_> {
    fn default() -> Self {
        Self {
            id: "",
            name: "",
            origin: Origin::Word,
            based_on: "Normal",
            next: "",
            paragraph: "",
            run: "",
        }
    }
}

impl Sheet {
    /// The defaults, and the four styles that every document has to have.
    fn new(look: &Look) -> Self {
        let body = look.body.office_name();
        Self(format!(
            concat!(
                r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
                "\n",
                r#"<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
                "<w:docDefaults><w:rPrDefault><w:rPr>",
                r#"<w:rFonts w:ascii="{body}" w:eastAsia="{body}" w:hAnsi="{body}" w:cs="{body}"/>"#,
                r#"<w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="en-US" w:eastAsia="en-US" w:bidi="ar-SA"/>"#,
                "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>",
                r#"<w:spacing w:after="110" w:line="259" w:lineRule="auto"/>"#,
                "</w:pPr></w:pPrDefault></w:docDefaults>",
                r#"<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>"#,
                "<w:pPr><w:widowControl/></w:pPr></w:style>",
                r#"<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">"#,
                r#"<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/><w:unhideWhenUsed/></w:style>"#,
                r#"<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>"#,
                r#"<w:basedOn w:val="DefaultParagraphFont"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/>"#,
                r#"<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>"#,
                r#"<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>"#,
                r#"<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>"#,
                r#"<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>"#,
                r#"<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"#,
                r#"<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>"#,
                r#"<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/></w:style>"#,
            ),
            body = body,
            size = look.half_points,
        ))
    }

    fn add(&mut self, style: &Style<'_>) {
        let custom = if style.origin == Origin::House {
            r#" w:customStyle="1""#
        } else {
            ""
        };
        let next = if style.next.is_empty() {
            String::new()
        } else {
            format!(r#"<w:next w:val="{}"/>"#, style.next)
        };
        // Writing to a string can't fail.
        let _ = write!(
            self.0,
            concat!(
                r#"<w:style w:type="paragraph"{custom} w:styleId="{id}"><w:name w:val="{name}"/>"#,
                r#"<w:basedOn w:val="{based_on}"/>{next}<w:qFormat/>"#,
                "<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>",
            ),
            custom = custom,
            id = style.id,
            name = style.name,
            based_on = style.based_on,
            next = next,
            paragraph = style.paragraph,
            run = style.run,
        );
    }
}

/// A font size in half points.
fn size(half_points: u32) -> String {
    format!(r#"<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>"#)
}

/// A border on one side; `weight` in eighths of a point, `space` in points.
pub(super) fn border(side: &str, weight: u32, space: u32, color: &str) -> String {
    format!(r#"<w:{side} w:val="single" w:sz="{weight}" w:space="{space}" w:color="{color}"/>"#)
}

/// The heading typeface, bold, in the accent colour.
fn display(look: &Look, half_points: u32, color: &str) -> String {
    let font = look.heading.office_name();
    format!(
        concat!(
            r#"<w:rFonts w:ascii="{font}" w:eastAsia="{font}" w:hAnsi="{font}" w:cs="{font}"/>"#,
            r#"<w:b/><w:bCs/><w:color w:val="{color}"/>{size}"#,
        ),
        font = font,
        color = color,
        size = size(half_points),
    )
}

fn headings(sheet: &mut Sheet, look: &Look) {
    let accent = hex(look.accent);
    let section_look = match look.headings {
        HeadingStyle::Plain => String::new(),
        HeadingStyle::Ruled => {
            format!("<w:pBdr>{}</w:pBdr>", border("bottom", 6, 2, &accent))
        }
        HeadingStyle::Bar => format!(
            r#"<w:pBdr>{}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{}"/>"#,
            border("left", 24, 4, &accent),
            hex(look.tint),
        ),
    };
    // The bar at the left of the text is to begin where the text does.
    let indent = if look.headings == HeadingStyle::Bar {
        r#"<w:ind w:left="120"/>"#
    } else {
        ""
    };
    sheet.add(&Style {
        id: "Title",
        name: "Title",
        next: "Normal",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:before="60" w:after="160" w:line="240" w:lineRule="auto"/>"#,
        run: &display(look, look.half_points + 12, &accent),
        ..Style::default()
    });
    sheet.add(&Style {
        id: "Heading1",
        name: "heading 1",
        next: "Normal",
        paragraph: &format!(
            concat!(
                "<w:keepNext/><w:keepLines/>{look}",
                r#"<w:spacing w:before="240" w:after="100" w:line="240" w:lineRule="auto"/>{indent}<w:outlineLvl w:val="0"/>"#,
            ),
            look = section_look,
            indent = indent,
        ),
        run: &display(look, look.half_points + 4, &accent),
        ..Style::default()
    });
    sheet.add(&Style {
        id: "Heading2",
        name: "heading 2",
        next: "Normal",
        paragraph: concat!(
            "<w:keepNext/><w:keepLines/>",
            r#"<w:spacing w:before="160" w:after="60" w:line="240" w:lineRule="auto"/><w:outlineLvl w:val="1"/>"#,
        ),
        run: &display(look, look.half_points + 1, &accent),
        ..Style::default()
    });
}

fn running_text(sheet: &mut Sheet, look: &Look) {
    let accent = hex(look.accent);
    for (id, name, number) in [
        ("ListBullet", "List Bullet", 1),
        ("ListNumber", "List Number", 2),
    ] {
        sheet.add(&Style {
            id,
            name,
            paragraph: &format!(
                r#"<w:numPr><w:numId w:val="{number}"/></w:numPr><w:contextualSpacing/>"#
            ),
            ..Style::default()
        });
    }
    sheet.add(&Style {
        id: "Quote",
        name: "Quote",
        paragraph: &format!(
            r#"<w:pBdr>{}</w:pBdr><w:spacing w:before="80" w:after="80"/><w:ind w:left="400" w:right="400"/>"#,
            border("left", 18, 8, &accent)
        ),
        run: r#"<w:i/><w:iCs/><w:color w:val="404040"/>"#,
        ..Style::default()
    });
    sheet.add(&Style {
        id: "Signature",
        name: "Signature",
        paragraph: r#"<w:keepNext/><w:keepLines/><w:spacing w:after="0"/>"#,
        ..Style::default()
    });
    // The line to sign on is three and a half inches long.
    sheet.add(&Style {
        id: "SignatureLine",
        name: "Signature Line",
        origin: Origin::House,
        based_on: "Signature",
        next: "Signature",
        paragraph: &format!(
            r#"<w:pBdr>{}</w:pBdr><w:spacing w:before="640"/><w:ind w:right="{}"/>"#,
            border("top", 6, 4, "404040"),
            section::text_width(look).saturating_sub(5_040),
        ),
        ..Style::default()
    });
    sheet.add(&Style {
        id: "Rule",
        name: "Rule",
        origin: Origin::House,
        next: "Normal",
        paragraph: &format!(
            r#"<w:pBdr>{}</w:pBdr><w:spacing w:before="60" w:after="160" w:line="120" w:lineRule="exact"/>"#,
            border("bottom", 6, 1, "A6A6A6")
        ),
        ..Style::default()
    });
}

fn cells(sheet: &mut Sheet, look: &Look) {
    let text = size(look.half_points - 1);
    sheet.add(&Style {
        id: "TableText",
        name: "Table Text",
        origin: Origin::House,
        paragraph: r#"<w:spacing w:before="30" w:after="30" w:line="240" w:lineRule="auto"/>"#,
        run: &text,
        ..Style::default()
    });
    // Its weight and colour are the table style's.
    sheet.add(&Style {
        id: "TableHeading",
        name: "Table Heading",
        origin: Origin::House,
        based_on: "TableText",
        paragraph: "<w:keepNext/>",
        ..Style::default()
    });
    sheet.add(&Style {
        id: "FieldName",
        name: "Field Name",
        origin: Origin::House,
        based_on: "TableText",
        run: &format!(r#"<w:b/><w:bCs/><w:color w:val="{}"/>"#, hex(look.accent)),
        ..Style::default()
    });
    sheet.add(&Style {
        id: "AfterTable",
        name: "After Table",
        origin: Origin::House,
        next: "Normal",
        paragraph: r#"<w:spacing w:after="0" w:line="120" w:lineRule="exact"/>"#,
        ..Style::default()
    });
}

fn margins(sheet: &mut Sheet, look: &Look) {
    let small = format!(r#"<w:color w:val="595959"/>{}"#, size(look.half_points - 4));
    let tab = format!(
        r#"<w:tabs><w:tab w:val="right" w:pos="{}"/></w:tabs>"#,
        section::text_width(look)
    );
    for (id, name, side) in [("Header", "header", "bottom"), ("Footer", "footer", "top")] {
        sheet.add(&Style {
            id,
            name,
            paragraph: &format!(
                r#"<w:pBdr>{}</w:pBdr>{tab}<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>"#,
                border(side, 4, 4, "A6A6A6")
            ),
            run: &small,
            ..Style::default()
        });
    }
}

fn letterhead(sheet: &mut Sheet, look: &Look) {
    let accent = hex(look.accent);
    let band = look.letterhead == LetterheadStyle::Band;
    let (strong, soft) = if band {
        ("FFFFFF", "FFFFFF")
    } else {
        (accent.as_str(), "404040")
    };
    let single = r#"<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>"#;
    let (names, lines) = match look.letterhead {
        LetterheadStyle::Left | LetterheadStyle::Band => ("", ""),
        LetterheadStyle::Centered => (r#"<w:jc w:val="center"/>"#, r#"<w:jc w:val="center"/>"#),
        LetterheadStyle::Split => ("", r#"<w:jc w:val="right"/>"#),
    };
    let plain = |color: &str, half_points: u32| {
        format!(r#"<w:color w:val="{color}"/>{}"#, size(half_points))
    };
    let mut add = |id: &str, name: &str, alignment: &str, run: &str| {
        sheet.add(&Style {
            id,
            name,
            origin: Origin::House,
            paragraph: &format!("{single}{alignment}"),
            run,
            ..Style::default()
        });
    };
    add(
        "LetterheadName",
        "Letterhead Name",
        names,
        &display(look, look.half_points + 10, strong),
    );
    add(
        "LetterheadDepartment",
        "Letterhead Department",
        names,
        &plain(strong, look.half_points + 1),
    );
    add(
        "LetterheadLine",
        "Letterhead Line",
        lines,
        &plain(soft, look.half_points - 3),
    );
    let rule = if band {
        String::new()
    } else {
        format!("<w:pBdr>{}</w:pBdr>", border("top", 12, 1, &accent))
    };
    sheet.add(&Style {
        id: "LetterheadEnd",
        name: "Letterhead End",
        origin: Origin::House,
        paragraph: &format!(
            r#"{rule}<w:spacing w:before="80" w:after="0" w:line="200" w:lineRule="exact"/>"#
        ),
        ..Style::default()
    });
}
