//! The theme: colours, fonts and effects.

use super::sheet::XML;
use crate::document::{Look, Rgb};

/// The namespace of DrawingML.
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";

/// The part.
pub(super) fn part(look: &Look) -> String {
    format!(
        concat!(
            r#"{}<a:theme xmlns:a="{}" name="{}"><a:themeElements>"#,
            r#"<a:clrScheme name="{}">{}</a:clrScheme>"#,
            r#"<a:fontScheme name="{}"><a:majorFont>{}</a:majorFont><a:minorFont>{}</a:minorFont></a:fontScheme>"#,
            "{}</a:themeElements></a:theme>",
        ),
        XML,
        MAIN,
        look.name,
        look.name,
        colours(look),
        look.name,
        fonts(look.heading.office_name()),
        fonts(look.body.office_name()),
        EFFECTS,
    )
}

fn colours(look: &Look) -> String {
    let (accent, black, white) = (look.accent, Rgb(0, 0, 0), Rgb(255, 255, 255));
    [
        ("dk1", Rgb(31, 31, 31)),
        ("lt1", white),
        ("dk2", accent),
        ("lt2", look.tint),
        ("accent1", accent),
        ("accent2", mixed(accent, white, 35)),
        ("accent3", mixed(accent, black, 35)),
        ("accent4", Rgb(128, 128, 128)),
        ("accent5", mixed(accent, white, 60)),
        ("accent6", Rgb(166, 166, 166)),
        ("hlink", accent),
        ("folHlink", mixed(accent, Rgb(128, 128, 128), 50)),
    ]
    .into_iter()
    .map(|(name, Rgb(red, green, blue))| {
        format!(r#"<a:{name}><a:srgbClr val="{red:02X}{green:02X}{blue:02X}"/></a:{name}>"#)
    })
    .collect()
}

/// A colour with so many hundredths of another.
fn mixed(Rgb(r, g, b): Rgb, Rgb(s, h, c): Rgb, percent: u16) -> Rgb {
    let mix = |one: u8, other: u8| {
        ((u16::from(one) * (100 - percent) + u16::from(other) * percent) / 100) as u8
    };
    Rgb(mix(r, s), mix(g, h), mix(b, c))
}

fn fonts(latin: &str) -> String {
    format!(r#"<a:latin typeface="{latin}"/><a:ea typeface=""/><a:cs typeface=""/>"#)
}

/// Flat: three fills, lines, effects and backgrounds, as the schema asks for.
const EFFECTS: &str = concat!(
    r#"<a:fmtScheme name="Flat">"#,
    "<a:fillStyleLst>",
    r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#,
    r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#,
    r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#,
    "</a:fillStyleLst><a:lnStyleLst>",
    r#"<a:ln w="6350"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>"#,
    r#"<a:ln w="12700"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>"#,
    r#"<a:ln w="19050"><a:solidFill><a:schemeClr val="phClr"/></a:solidFill></a:ln>"#,
    "</a:lnStyleLst><a:effectStyleLst>",
    "<a:effectStyle><a:effectLst/></a:effectStyle>",
    "<a:effectStyle><a:effectLst/></a:effectStyle>",
    "<a:effectStyle><a:effectLst/></a:effectStyle>",
    "</a:effectStyleLst><a:bgFillStyleLst>",
    r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#,
    r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#,
    r#"<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>"#,
    "</a:bgFillStyleLst></a:fmtScheme>",
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mixing_goes_from_one_colour_to_the_other() {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        assert_eq!(mixed(black, white, 0), black);
        assert_eq!(mixed(black, white, 100), white);
        assert_eq!(mixed(black, white, 50), Rgb(127, 127, 127));
    }
}
