//! The shapes of masters and layouts: placeholders that prompt for text, and
//! decoration. They depend on the look only, so they are made of strings.

use super::frame::Frame;

/// A placeholder of a master or layout.
pub(super) struct Prompt<'a> {
    /// Its id on the sheet.
    pub(super) id: u32,
    /// Its name.
    pub(super) name: &'a str,
    /// The attributes of `p:ph`.
    pub(super) ph: &'a str,
    /// Where it stands, if that isn't inherited.
    pub(super) frame: Option<Frame>,
    /// The attributes of `a:bodyPr`.
    pub(super) body: &'a str,
    /// What `a:lstStyle` holds.
    pub(super) list_style: String,
    /// The paragraphs.
    pub(super) content: &'a str,
}

/// The paragraph of a slide number.
pub(super) const NUMBER_FIELD: &str = concat!(
    r#"<a:p><a:fld id="{6B1D5E2A-93C4-4F0E-8A57-2D60C3B914F8}" type="slidenum">"#,
    r#"<a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld></a:p>"#,
);
/// The paragraph of a footer. LibreOffice passes over the style of a footer
/// whose master has no text.
pub(super) const FOOTER_PROMPT: &str =
    r#"<a:p><a:r><a:rPr lang="en-US"/><a:t>Footer</a:t></a:r></a:p>"#;
/// A paragraph without text.
const BLANK: &str = r#"<a:p><a:endParaRPr lang="en-US"/></a:p>"#;

impl Prompt<'_> {
    /// Its XML.
    pub(super) fn xml(&self) -> String {
        let place = match self.frame {
            Some(frame) => format!(
                r#"<p:spPr>{}<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></p:spPr>"#,
                transform(frame)
            ),
            None => String::from("<p:spPr/>"),
        };
        format!(
            concat!(
                r#"<p:sp><p:nvSpPr><p:cNvPr id="{}" name="{}"/>"#,
                r#"<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {}/></p:nvPr></p:nvSpPr>{}"#,
                "<p:txBody><a:bodyPr{}><a:normAutofit/></a:bodyPr><a:lstStyle>{}</a:lstStyle>{}</p:txBody></p:sp>",
            ),
            self.id, self.name, self.ph, place, self.body, self.list_style, self.content
        )
    }
}

/// A paragraph that says what to write.
pub(super) fn prompt(text: &str) -> String {
    format!(r#"<a:p><a:r><a:rPr lang="en-US"/><a:t>{text}</a:t></a:r></a:p>"#)
}

/// A shape of some geometry, filled with a colour of the theme.
pub(super) fn figure(id: u32, name: &str, frame: Frame, geometry: &str, colour: &str) -> String {
    format!(
        concat!(
            r#"<p:sp><p:nvSpPr><p:cNvPr id="{}" name="{}"/><p:cNvSpPr/><p:nvPr userDrawn="1"/></p:nvSpPr>"#,
            r#"<p:spPr>{}{}<a:solidFill><a:schemeClr val="{}"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>"#,
            r#"<p:txBody><a:bodyPr rtlCol="0" anchor="ctr"/><a:lstStyle/>{}</p:txBody></p:sp>"#,
        ),
        id,
        name,
        transform(frame),
        geometry,
        colour,
        BLANK
    )
}

/// A rectangle filled with a colour of the theme.
pub(super) fn rectangle(id: u32, name: &str, frame: Frame, colour: &str) -> String {
    let geometry = r#"<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>"#;
    figure(id, name, frame, geometry, colour)
}

/// A line across a frame, in a colour of the theme.
pub(super) fn rule(id: u32, name: &str, frame: Frame, colour: &str, width: u32) -> String {
    format!(
        concat!(
            r#"<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{}" name="{}"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr>"#,
            r#"<p:spPr>{}<a:prstGeom prst="line"><a:avLst/></a:prstGeom>"#,
            r#"<a:ln w="{}"><a:solidFill><a:schemeClr val="{}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>"#,
        ),
        id,
        name,
        transform(frame),
        width,
        colour
    )
}

fn transform(frame: Frame) -> String {
    format!(
        r#"<a:xfrm><a:off x="{}" y="{}"/><a:ext cx="{}" cy="{}"/></a:xfrm>"#,
        frame.x, frame.y, frame.width, frame.height
    )
}
