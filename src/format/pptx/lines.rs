//! The paragraphs and points of a shape.

use super::fit::SUBTITLES;
use super::flow::Clip;
use super::outline::Setting;
use super::sheet::{Letters, Sheet};

/// The paragraphs of a shape, below a list style that sets their size once.
pub(super) fn write(sheet: &mut Sheet<'_>, size: u32, lines: &[Clip<'_>]) {
    list_style(sheet, size);
    for (index, clip) in lines.iter().enumerate() {
        let setting = clip.line.setting;
        let own = setting.size(size);
        sheet.begin_paragraph();
        match setting {
            // What goes on from the slide before has no bullet of its own.
            Setting::Bullet | Setting::Number(_) if clip.stretch.start > 0 => {
                sheet.raw(r#"<a:pPr marL=""#);
                sheet.number(setting.indent(own));
                sheet.raw(r#"" indent="0"><a:buNone/></a:pPr>"#);
            }
            Setting::Bullet => {}
            Setting::Number(number) => {
                sheet.raw(r#"<a:pPr marL=""#);
                sheet.number(setting.indent(own));
                sheet.raw(r#"" indent="-"#);
                sheet.number(setting.indent(own));
                sheet.raw(r#""><a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod"#);
                if number > 1 {
                    sheet.raw(r#"" startAt=""#);
                    sheet.number(i64::from(number));
                }
                sheet.raw(r#""/></a:pPr>"#);
            }
            Setting::Subheading | Setting::Signature { .. } if index > 0 => {
                sheet.raw(r#"<a:pPr marL="0" indent="0"><a:spcBef><a:spcPts val=""#);
                sheet.number(setting.space_before(own));
                sheet.raw(r#""/></a:spcBef><a:buNone/></a:pPr>"#);
            }
            Setting::Plain | Setting::Subheading | Setting::Signature { .. } => {
                sheet.raw(r#"<a:pPr marL="0" indent="0"><a:buNone/></a:pPr>"#);
            }
        }
        let letters = Letters {
            size: (own != size).then_some(own),
            bold: setting == Setting::Subheading,
            accent: setting == Setting::Subheading,
            ..Letters::default()
        };
        sheet.end_paragraph(letters, clip.line.text, clip.stretch.clone(), "");
    }
}

fn list_style(sheet: &mut Sheet<'_>, size: u32) {
    let indent = Setting::Bullet.indent(size);
    sheet.raw(r#"<a:lstStyle><a:lvl1pPr marL=""#);
    sheet.number(indent);
    sheet.raw(r#"" indent="-"#);
    sheet.number(indent);
    sheet.raw(r#""><a:spcBef><a:spcPts val=""#);
    sheet.number(Setting::Bullet.space_before(size));
    sheet.raw(concat!(
        r#""/></a:spcBef><a:buFont typeface="Arial"/><a:buChar char="•"/>"#,
        r#"<a:defRPr sz=""#
    ));
    sheet.number(i64::from(size));
    sheet.raw(r#""/></a:lvl1pPr></a:lstStyle>"#);
}

/// What stands below the title of a title slide. Its layout says how.
pub(super) fn subtitle(sheet: &mut Sheet<'_>, size: u32, lines: &[Clip<'_>]) {
    sheet.raw("<a:lstStyle/>");
    let letters = Letters {
        size: (size != SUBTITLES[0]).then_some(size),
        ..Letters::default()
    };
    for clip in lines {
        sheet.paragraph(letters, clip.line.text, "");
    }
}
