//! Shapes that stand in a line like letters, as Word has had them since 2010.

use std::fmt::Write as _;

/// Begins a run with a shape of that width and height in English Metric Units,
/// as far as what kind of shape it is. Ids are a document's own.
pub fn begin(id: u32, name: &str, (width, height): (u32, u32)) -> String {
    let mut xml = String::from(concat!(
        "<w:r><mc:AlternateContent",
        r#" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006""#,
        r#" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">"#,
        r#"<mc:Choice Requires="wps"><w:drawing>"#,
    ));
    xml.push_str(&inline((width, height)));
    // Writing to a string can't fail.
    let _ = write!(
        xml,
        concat!(
            r#"<wp:docPr id="{id}" name="{name}"/>"#,
            r#"<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">"#,
            r#"<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">"#,
            "<wps:wsp>",
        ),
        id = id,
        name = name
    );
    xml
}

/// Ends such a shape and its run.
pub const END: &str = concat!(
    "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>",
    "</mc:AlternateContent></w:r>",
);

/// Opens a drawing of that width and height.
pub fn inline((width, height): (u32, u32)) -> String {
    format!(
        concat!(
            r#"<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing""#,
            r#" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{}" cy="{}"/>"#,
        ),
        width, height
    )
}

/// How large a shape is, by its own measure.
pub fn transform((width, height): (u32, u32)) -> String {
    format!(r#"<a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>"#)
}
