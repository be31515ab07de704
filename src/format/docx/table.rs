//! Tables, and names with their values set as tables.

use super::body::KEPT;
use super::columns::{self, Column};
use super::story::{KEEP_NEXT, Story};
use crate::document::{Field, FieldsStyle, Kind, Look, Table, Text};
use crate::format::theme;

const RIGHT: &str = r#"<w:jc w:val="right"/>"#;
const KEEP_RIGHT: &str = r#"<w:keepNext/><w:jc w:val="right"/>"#;
const TO_FILL_IN: &str = concat!(
    r#"<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="808080"/>"#,
    "</w:tcBorders>",
);
const CELL_END: &str = "</w:tc>";
const ROW_END: &str = "</w:tr>";

/// A table as wide as the text, its first row repeated on every page, its last
/// rows kept with what follows if that is to be.
pub fn table(story: &mut Story<'_>, table: &Table, look: &Look, (width, is_kept): (u32, bool)) {
    let mut columns: Vec<Column> = vec![Column::default(); table.header.len()];
    for row in std::iter::once(&table.header).chain(&table.rows) {
        for (index, (column, text)) in columns.iter_mut().zip(row).enumerate() {
            column.hold_whole(
                text,
                match table.right.get(index) {
                    Some(true) => columns::NUMBER,
                    _ => columns::SHORT,
                },
            );
        }
    }
    let widths = columns::share(&columns, width, look);
    let further = |index: usize, is_kept: bool| match (table.right.get(index), is_kept) {
        (Some(true), false) => RIGHT,
        (Some(true), true) => KEEP_RIGHT,
        (_, false) => "",
        (_, true) => KEEP_NEXT,
    };

    story.set_kind(Kind::Table);
    start(story, "Report", &widths);
    let mut row = |row: &[Text], properties: &str, style: &str, is_kept: bool| {
        story.markup("<w:tr><w:trPr><w:cantSplit/>");
        story.markup(properties);
        story.markup("</w:trPr>");
        for (index, (text, width)) in row.iter().zip(&widths).enumerate() {
            cell(story, *width, "");
            story.open(style, further(index, is_kept));
            story.text(text);
            story.close();
            story.markup(CELL_END);
        }
        story.markup(ROW_END);
    };
    row(&table.header, "<w:tblHeader/>", "TableHeading", false);
    for (index, cells) in table.rows.iter().enumerate() {
        let is_last = index + KEPT >= table.rows.len();
        row(cells, "", "TableText", is_kept && is_last);
    }
    end(story, is_kept);
}

/// Names and values, one or two pairs to a row, though not a pair and an empty
/// place for another, the last rows kept with what follows if that is to be. A
/// value that is left blank is a line to write on.
pub fn fields(story: &mut Story<'_>, fields: &[Field], look: &Look, (width, is_kept): (u32, bool)) {
    let pairs = match look.fields {
        FieldsStyle::OneColumn => 1,
        FieldsStyle::TwoColumns | FieldsStyle::Boxed => 2.min(fields.len()),
    };
    let widths = field_widths(fields, pairs, look, width);

    let boxed = look.fields == FieldsStyle::Boxed;
    // The table style can't tell the columns of names from those of values.
    let name_cell = if boxed {
        let tint = theme::hex(look.tint);
        format!(r#"<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>"#)
    } else {
        String::new()
    };

    story.set_kind(Kind::Table);
    start(story, "Fields", &widths);
    let rows = fields.len().div_ceil(pairs);
    for (index, row) in fields.chunks(pairs).enumerate() {
        let kept = match is_kept && index + KEPT >= rows {
            true => KEEP_NEXT,
            false => "",
        };
        story.markup("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        for (index, widths) in widths.chunks(2).enumerate() {
            let field = row.get(index);
            cell(story, widths[0], &name_cell);
            story.open("FieldName", kept);
            if let Some(field) = field {
                story.text(&field.name);
                if !boxed && !field.name.is_empty() {
                    story.literal(":");
                }
            }
            story.close();
            story.markup(CELL_END);

            let blank = !boxed && field.is_some_and(|field| field.value.is_empty());
            cell(story, widths[1], if blank { TO_FILL_IN } else { "" });
            story.open("TableText", kept);
            if let Some(field) = field {
                story.text(&field.value);
            }
            story.close();
            story.markup(CELL_END);
        }
        story.markup(ROW_END);
    }
    end(story, is_kept);
}

/// Columns of names as wide as the longest name, up to two fifths of their
/// share; the values get what is left.
fn field_widths(fields: &[Field], pairs: usize, look: &Look, width: u32) -> Vec<u32> {
    let mut names = Column::default();
    for field in fields {
        names.hold(&field.name);
    }
    let count = pairs as u32;
    let share = width / count;
    // The colon and some air.
    let name = (names.most(look) + 120).min(share * 2 / 5);
    let mut widths = Vec::with_capacity(2 * pairs);
    for _ in 0..pairs {
        widths.extend([name, share - name]);
    }
    if let Some(last) = widths.last_mut() {
        *last += width - share * count;
    }
    widths
}

/// Opens a table: its style, its whole width and the grid of its columns.
pub fn start(story: &mut Story<'_>, style: &str, widths: &[u32]) {
    story.markup(r#"<w:tbl><w:tblPr><w:tblStyle w:val=""#);
    story.markup(style);
    story.markup(r#""/><w:tblW w:w=""#);
    story.number(widths.iter().sum());
    story.markup(concat!(
        r#"" w:type="dxa"/><w:tblLayout w:type="fixed"/>"#,
        r#"<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0""#,
        r#" w:lastColumn="0" w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>"#,
    ));
    for width in widths {
        story.markup(r#"<w:gridCol w:w=""#);
        story.number(*width);
        story.markup(r#""/>"#);
    }
    story.markup("</w:tblGrid>");
}

/// Opens a cell. `further` holds what the table's style leaves open.
pub fn cell(story: &mut Story<'_>, width: u32, further: &str) {
    story.markup(r#"<w:tc><w:tcPr><w:tcW w:w=""#);
    story.number(width);
    story.markup(r#"" w:type="dxa"/>"#);
    story.markup(further);
    story.markup("</w:tcPr>");
}

/// Ends a table with the paragraph that Word wants between two of them.
fn end(story: &mut Story<'_>, is_kept: bool) {
    story.markup("</w:tbl>");
    story.set_kind(Kind::Body);
    story.open("AfterTable", if is_kept { KEEP_NEXT } else { "" });
    story.close();
}
