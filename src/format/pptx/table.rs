//! A table's shape.

use super::flow::Row;
use super::frame::Frame;
use super::grid::{Grid, SIDE};
use super::sheet::{Letters, Sheet};
use super::table_style::{FIELDS, TABLE};
use crate::document::Kind;

/// Writes the rows of a grid that stand on a slide.
pub(super) fn write(
    sheet: &mut Sheet<'_>,
    frame: Frame,
    size: u32,
    grid: &Grid<'_>,
    columns: &[i64],
    rows: &[Row],
) {
    sheet.raw("<p:graphicFrame><p:nvGraphicFramePr>");
    sheet.identify_as(Kind::Table, "Table", None);
    sheet.raw(concat!(
        r#"<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>"#,
        "<p:nvPr/></p:nvGraphicFramePr>",
    ));
    sheet.place("p:xfrm", frame);
    sheet.raw(concat!(
        r#"<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/table">"#,
        "<a:tbl><a:tblPr ",
    ));
    let (flags, style) = match grid.is_fields() {
        true => (r#"firstCol="1""#, FIELDS),
        false if grid.first_row() == 0 => (r#"bandRow="1""#, TABLE),
        false => (r#"firstRow="1" bandRow="1""#, TABLE),
    };
    sheet.raw(flags);
    sheet.raw("><a:tableStyleId>");
    sheet.raw(style);
    sheet.raw("</a:tableStyleId></a:tblPr><a:tblGrid>");
    for &column in columns {
        sheet.raw(r#"<a:gridCol w=""#);
        sheet.number(column);
        sheet.raw(r#""/>"#);
    }
    sheet.raw("</a:tblGrid>");
    let letters = Letters {
        size: Some(size),
        ..Letters::default()
    };
    for row in rows {
        sheet.raw(r#"<a:tr h=""#);
        sheet.number(row.height);
        sheet.raw(r#"">"#);
        for column in 0..columns.len() {
            sheet.raw("<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>");
            let text = grid.cell(row.index, column);
            match text.map(|text| (text, row.stretch(column, text))) {
                Some((text, stretch)) if !stretch.is_empty() => {
                    sheet.begin_paragraph();
                    if grid.right(column) {
                        sheet.raw(r#"<a:pPr algn="r"/>"#);
                    }
                    sheet.end_paragraph(letters, text, stretch, "");
                }
                _ => sheet.blank(letters),
            }
            sheet.raw("</a:txBody><a:tcPr");
            if grid.spare(column) > 0 {
                sheet.raw(r#" marR=""#);
                sheet.number(SIDE + grid.spare(column));
                sheet.raw("\"");
            }
            sheet.raw("/></a:tc>");
        }
        sheet.raw("</a:tr>");
    }
    sheet.raw("</a:tbl></a:graphicData></a:graphic></p:graphicFrame>");
}
