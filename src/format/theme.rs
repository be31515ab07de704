//! The theme of office documents: a look's colours and typefaces in the terms
//! of DrawingML (ECMA-376 part 1, clause 20.1.6.9).

use super::package::{OfLook, Part};
use crate::document::{Look, Rgb};

/// The content type of a theme.
pub const TYPE: &str = "application/vnd.openxmlformats-officedocument.theme+xml";

/// Accents of which no style makes use, but which a theme has to name: what
/// somebody finds in the palette who goes on writing in the document.
const FURTHER_ACCENTS: [Rgb; 5] = [
    Rgb(192, 112, 40),
    Rgb(120, 120, 120),
    Rgb(196, 154, 32),
    Rgb(72, 118, 168),
    Rgb(98, 140, 70),
];

/// The parts of effects that a theme must have three of each. All are plain.
const FORMATS: &str = concat!(
    r#"<a:fmtScheme name="Plain">"#,
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

/// The part of a look's theme, made once for all formats and documents that
/// have it; it goes by the name that Word documents have for it.
pub fn part(look: &'static Look) -> &'static Part {
    static PARTS: OfLook<Part> = OfLook::new();
    PARTS.get(look, |look| {
        Part::new("word/theme/theme1.xml", theme(look).as_bytes())
    })
}

fn theme(look: &Look) -> String {
    let mut colors = String::new();
    let mut color = |name: &str, value: Rgb| {
        colors.push_str(&format!(
            r#"<a:{name}><a:srgbClr val="{}"/></a:{name}>"#,
            hex(value)
        ));
    };
    color("dk1", Rgb(0, 0, 0));
    color("lt1", Rgb(255, 255, 255));
    color("dk2", look.accent);
    color("lt2", look.tint);
    color("accent1", look.accent);
    for (number, accent) in (2..).zip(FURTHER_ACCENTS) {
        color(&format!("accent{number}"), accent);
    }
    color("hlink", look.accent);
    color("folHlink", look.accent);
    let font = |kind, name| {
        format!(
            r#"<a:{kind}Font><a:latin typeface="{name}"/><a:ea typeface=""/><a:cs typeface=""/></a:{kind}Font>"#
        )
    };
    format!(
        concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n",
            r#"<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="{name}"><a:themeElements>"#,
            r#"<a:clrScheme name="{name}">{colors}</a:clrScheme>"#,
            r#"<a:fontScheme name="{name}">{major}{minor}</a:fontScheme>{formats}"#,
            "</a:themeElements></a:theme>",
        ),
        name = look.name,
        colors = colors,
        major = font("major", look.heading.office_name()),
        minor = font("minor", look.body.office_name()),
        formats = FORMATS,
    )
}

/// A colour as XML writes it: six hexadecimal digits.
pub fn hex(Rgb(red, green, blue): Rgb) -> String {
    format!("{red:02X}{green:02X}{blue:02X}")
}
