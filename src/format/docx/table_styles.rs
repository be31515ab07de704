//! The table styles of a look: `Report` for tables, `Fields` for names and
//! their values, `LetterheadTable` for letterheads that are set as one.

use super::columns::CELL_MARGIN;
use super::styles::border;
use crate::document::{FieldsStyle, LetterheadStyle, Look, TableStyle};
use crate::format::theme::hex;

const GREY: &str = "A6A6A6";

/// Appends them to the styles part.
pub fn write(xml: &mut String, look: &Look) {
    report(xml, look);
    fields(xml, look);
    letterhead(xml, look);
}

/// Adds a style. `table` holds table properties behind `w:tblInd`, `parts`
/// what follows them: cell properties and what holds for some rows only.
fn style(xml: &mut String, id: &str, name: &str, bands: &str, table: &str, parts: &str) {
    xml.push_str(&format!(
        concat!(
            r#"<w:style w:type="table" w:customStyle="1" w:styleId="{id}"><w:name w:val="{name}"/>"#,
            r#"<w:basedOn w:val="TableNormal"/><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>"#,
            r#"<w:tblPr>{bands}<w:tblInd w:w="0" w:type="dxa"/>{table}</w:tblPr>{parts}</w:style>"#,
        ),
        id = id,
        name = name,
        bands = bands,
        table = table,
        parts = parts,
    ));
}

fn cell_margins(top: u32, side: u32) -> String {
    margins(top, side, side)
}

fn margins(top: u32, left: u32, right: u32) -> String {
    format!(
        concat!(
            r#"<w:tblCellMar><w:top w:w="{top}" w:type="dxa"/><w:left w:w="{left}" w:type="dxa"/>"#,
            r#"<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{right}" w:type="dxa"/></w:tblCellMar>"#,
        ),
        top = top,
        left = left,
        right = right,
    )
}

fn box_of(color: &str) -> String {
    ["top", "left", "bottom", "right", "insideH", "insideV"]
        .map(|side| border(side, 4, 0, color))
        .concat()
}

fn shade(color: &str) -> String {
    format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{color}"/>"#)
}

fn report(xml: &mut String, look: &Look) {
    let (accent, tint) = (hex(look.accent), hex(look.tint));
    let part = |kind: &str, run: &str, cell: &str| {
        format!(
            r#"<w:tblStylePr w:type="{kind}"><w:rPr>{run}</w:rPr><w:tcPr>{cell}</w:tcPr></w:tblStylePr>"#
        )
    };
    let bold = "<w:b/><w:bCs/>";
    let (borders, parts) = match look.tables {
        TableStyle::Grid => (box_of(GREY), part("firstRow", bold, &shade(&tint))),
        TableStyle::Lines => (
            [
                border("bottom", 8, 0, &accent),
                border("insideH", 4, 0, "D0D0D0"),
            ]
            .concat(),
            part(
                "firstRow",
                &format!(r#"{bold}<w:color w:val="{accent}"/>"#),
                &format!(
                    "<w:tcBorders>{}</w:tcBorders>",
                    border("bottom", 8, 0, &accent)
                ),
            ),
        ),
        TableStyle::Banded => (
            border("bottom", 8, 0, &accent),
            part(
                "firstRow",
                &format!(r#"{bold}<w:color w:val="FFFFFF"/>"#),
                &shade(&accent),
            ) + &part("band2Horz", "", &shade(&tint)),
        ),
    };
    style(
        xml,
        "Report",
        "Report",
        r#"<w:tblStyleRowBandSize w:val="1"/>"#,
        &format!(
            "<w:tblBorders>{borders}</w:tblBorders>{}",
            cell_margins(0, CELL_MARGIN)
        ),
        &parts,
    );
}

fn fields(xml: &mut String, look: &Look) {
    let table = match look.fields {
        FieldsStyle::Boxed => format!(
            "<w:tblBorders>{}</w:tblBorders>{}",
            box_of(GREY),
            cell_margins(0, CELL_MARGIN)
        ),
        // In line with the text at the left; a name that fills its cell doesn't
        // touch the value.
        FieldsStyle::OneColumn | FieldsStyle::TwoColumns => margins(0, 0, CELL_MARGIN),
    };
    style(xml, "Fields", "Fields", "", &table, "");
}

fn letterhead(xml: &mut String, look: &Look) {
    let (table, cell) = match look.letterhead {
        LetterheadStyle::Band => (
            cell_margins(120, 180),
            format!("<w:tcPr>{}</w:tcPr>", shade(&hex(look.accent))),
        ),
        LetterheadStyle::Left | LetterheadStyle::Centered | LetterheadStyle::Split => (
            cell_margins(0, 0),
            r#"<w:tcPr><w:vAlign w:val="bottom"/></w:tcPr>"#.to_owned(),
        ),
    };
    style(
        xml,
        "LetterheadTable",
        "Letterhead Table",
        "",
        &table,
        &cell,
    );
}
