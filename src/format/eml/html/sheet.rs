//! A look's opening tags, made once.

use std::fmt;

use crate::document::{Document, FieldsStyle, HeadingStyle, Look, Rgb, TableStyle, Typeface};

pub const PARAGRAPH: &str = "<p style=\"margin:0 0 10px\">";
pub const ORDERED: &str = "<ol style=\"margin:0 0 10px;padding-left:24px\">\n";
pub const BULLETED: &str = "<ul style=\"margin:0 0 10px;padding-left:24px\">\n";
pub const SIGNATURE: &str = "<p style=\"margin:18px 0 10px\">";
pub const FIELD_TO_FILL: &str =
    "<td style=\"border-bottom:1px solid #888;min-width:140px\">&nbsp;</td>";

/// The opening tags of one look. Those of `th` and `td` are left open for an
/// alignment.
pub struct Sheet {
    look: &'static str,
    pub body: String,
    pub headings: [String; 3],
    pub table: String,
    pub th: String,
    pub td: String,
    pub other_row: String,
    pub fields: FieldsStyle,
    pub field_table: String,
    pub field_name: String,
    pub field_value: String,
    pub quote: String,
    pub rule: String,
    pub footer: String,
}

impl Sheet {
    /// One for each look.
    pub fn all() -> Vec<Self> {
        Look::ALL.iter().map(Self::new).collect()
    }

    /// That of a document's look.
    pub fn of<'a>(sheets: &'a [Self], document: &Document) -> &'a Self {
        sheets
            .iter()
            .find(|sheet| sheet.look == document.look.name)
            .expect("every look is in the list of all looks")
    }

    fn new(look: &Look) -> Self {
        let (accent, tint) = (Hex(look.accent), Hex(look.tint));
        let face = |typeface| match typeface {
            Typeface::Sans => "Arial,Helvetica,sans-serif",
            Typeface::Serif => "'Times New Roman',Times,serif",
        };
        let size = |half_points: u32| {
            let half = if half_points % 2 == 1 { ".5" } else { "" };
            format!("{}{half}pt", half_points / 2)
        };
        let heading_face = face(look.heading);
        let rank = match look.headings {
            HeadingStyle::Plain => String::new(),
            HeadingStyle::Ruled => format!(";border-bottom:1px solid {accent};padding-bottom:2px"),
            HeadingStyle::Bar => format!(";background:{tint};padding:4px 8px"),
        };
        let heading = |level: u32, more: u32, rank: &str| {
            format!(
                "<h{level} style=\"font:bold {} {heading_face};color:{accent};margin:16px 0 8px{rank}\">",
                size(look.half_points + more)
            )
        };
        let (cell, head) = match look.tables {
            TableStyle::Grid => (
                "border:1px solid #999;".to_owned(),
                format!("border:1px solid #999;background:{tint};"),
            ),
            TableStyle::Lines => (
                "border-bottom:1px solid #bbb;".to_owned(),
                format!("border-bottom:2px solid {accent};"),
            ),
            TableStyle::Banded => (String::new(), format!("background:{accent};color:#fff;")),
        };
        let boxed = match look.fields {
            FieldsStyle::Boxed => format!("border:1px solid {accent};"),
            FieldsStyle::OneColumn | FieldsStyle::TwoColumns => String::new(),
        };
        Self {
            look: look.name,
            body: format!(
                "<body style=\"margin:0;padding:12px;font:{} {};color:#222;max-width:720px\">\n",
                size(look.half_points),
                face(look.body)
            ),
            headings: [heading(1, 8, ""), heading(2, 3, &rank), heading(3, 1, "")],
            table: "<table style=\"border-collapse:collapse;margin:0 0 12px\">\n".into(),
            th: format!("<th style=\"{head}padding:3px 8px;text-align:left"),
            td: format!("<td style=\"{cell}padding:3px 8px"),
            other_row: match look.tables {
                TableStyle::Banded => format!("<tr style=\"background:{tint}\">"),
                TableStyle::Grid | TableStyle::Lines => "<tr>".into(),
            },
            fields: look.fields,
            field_table: format!(
                "<table style=\"{boxed}border-collapse:collapse;margin:0 0 12px\">\n"
            ),
            field_name: format!("<td style=\"padding:2px 8px;color:{accent}\">"),
            field_value: "<td style=\"padding:2px 20px 2px 0\">".into(),
            quote: format!(
                "<blockquote style=\"margin:0 0 10px;padding-left:10px;border-left:3px solid {accent};color:#555\">\n"
            ),
            rule: format!("<hr style=\"border:0;border-top:1px solid {accent}\">\n"),
            footer: format!(
                "<div style=\"margin-top:18px;padding-top:6px;border-top:1px solid {accent};font-size:80%;color:#666\">"
            ),
        }
    }
}

/// A colour as CSS writes it.
struct Hex(Rgb);

impl fmt::Display for Hex {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rgb(red, green, blue) = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}
