//! The styles of tables: `ppt/tableStyles.xml`.

use super::sheet::XML;
use crate::document::{FieldsStyle, Look, TableStyle};

/// The id of the style of tables.
pub(super) const TABLE: &str = "{5C1D7A02-3E64-4B6B-9B52-0A7F3C1E8D01}";
/// The id of the style of fields.
pub(super) const FIELDS: &str = "{5C1D7A02-3E64-4B6B-9B52-0A7F3C1E8D02}";

/// The part.
pub(super) fn part(look: &Look) -> String {
    format!(
        r#"{XML}<a:tblStyleLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" def="{TABLE}">{}{}</a:tblStyleLst>"#,
        table(look.tables),
        fields(look.fields),
    )
}

fn table(style: TableStyle) -> String {
    let tint = fill("bg2");
    let (lines, band, header) = match style {
        TableStyle::Grid => (
            borders(
                &["left", "right", "top", "bottom", "insideH", "insideV"],
                &FINE,
            ),
            String::new(),
            region(
                "firstRow",
                &heavy("tx2"),
                &borders(&["bottom"], &STRONG),
                &tint,
            ),
        ),
        TableStyle::Lines => (
            borders(&["bottom", "insideH"], &FINE),
            String::new(),
            region(
                "firstRow",
                &heavy("tx2"),
                &borders(&["bottom"], &STRONG),
                "",
            ),
        ),
        TableStyle::Banded => (
            borders(&["bottom"], &STRONG),
            region("band2H", "", &borders(&[], &FINE), &tint),
            region(
                "firstRow",
                &heavy("bg1"),
                &borders(&[], &FINE),
                &fill("accent1"),
            ),
        ),
    };
    format!(
        r#"<a:tblStyle styleId="{TABLE}" styleName="Table">{}{band}{header}</a:tblStyle>"#,
        region("wholeTbl", &plain(), &lines, NO_FILL),
    )
}

fn fields(style: FieldsStyle) -> String {
    let (lines, names) = match style {
        FieldsStyle::Boxed => (
            ["left", "right", "top", "bottom", "insideH"].as_slice(),
            fill("bg2"),
        ),
        FieldsStyle::OneColumn | FieldsStyle::TwoColumns => {
            (["bottom", "insideH"].as_slice(), String::new())
        }
    };
    format!(
        r#"<a:tblStyle styleId="{FIELDS}" styleName="Fields">{}{}</a:tblStyle>"#,
        region("wholeTbl", &plain(), &borders(lines, &FINE), NO_FILL),
        region("firstCol", &heavy("tx2"), &borders(&[], &FINE), &names),
    )
}

const NO_FILL: &str = "<a:fill><a:noFill/></a:fill>";

/// A line's width in EMU and its colour.
struct Stroke(u32, &'static str);

const FINE: Stroke = Stroke(
    6350,
    r#"<a:schemeClr val="bg2"><a:lumMod val="75000"/></a:schemeClr>"#,
);
const STRONG: Stroke = Stroke(15_875, r#"<a:schemeClr val="accent1"/>"#);

fn region(name: &str, letters: &str, borders: &str, fill: &str) -> String {
    format!("<a:{name}>{letters}<a:tcStyle>{borders}{fill}</a:tcStyle></a:{name}>")
}

fn plain() -> String {
    letters("", "tx1")
}

fn heavy(colour: &str) -> String {
    letters(r#" b="on""#, colour)
}

fn letters(weight: &str, colour: &str) -> String {
    format!(
        concat!(
            r#"<a:tcTxStyle{}><a:fontRef idx="minor"><a:prstClr val="black"/></a:fontRef>"#,
            r#"<a:schemeClr val="{}"/></a:tcTxStyle>"#,
        ),
        weight, colour
    )
}

/// The edges have to come in the schema's order.
fn borders(edges: &[&str], Stroke(width, colour): &Stroke) -> String {
    let lines: String = edges
        .iter()
        .map(|edge| {
            format!(
                r#"<a:{edge}><a:ln w="{width}" cmpd="sng"><a:solidFill>{colour}</a:solidFill></a:ln></a:{edge}>"#
            )
        })
        .collect();
    format!("<a:tcBdr>{lines}</a:tcBdr>")
}

fn fill(colour: &str) -> String {
    format!(r#"<a:fill><a:solidFill><a:schemeClr val="{colour}"/></a:solidFill></a:fill>"#)
}
