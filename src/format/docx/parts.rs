//! The parts that are the same in every document, and those of a look.

use std::sync::LazyLock;

use super::{header, numbering, styles};
use crate::document::Look;
use crate::format::needs::Needs;
use crate::format::package::{OfLook, Part};
use crate::format::{properties, theme, xml};

/// What every document shares.
pub struct Shared {
    /// `[Content_Types].xml`
    pub content_types: Part,
    /// `_rels/.rels`
    pub relations: Part,
    /// `word/_rels/document.xml.rels`
    pub document_relations: Part,
    /// `word/settings.xml`
    pub settings: Part,
    /// `word/fontTable.xml`
    pub fonts: Part,
    /// `word/numbering.xml`, good for [`numbering::SHARED`] numbered lists.
    pub numbering: Part,
}

/// The part with the document's relations.
pub const RELATIONS: &str = "/word/_rels/document.xml.rels";
/// The part with the types of all parts.
pub const CONTENT_TYPES: &str = "[Content_Types].xml";
/// The part with a picture.
pub const MEDIA: &str = "word/media/barcode.png";
/// The id of the link's relation.
pub const LINK: &str = "rIdLink";
/// The id of the picture's.
pub const PICTURE: &str = "rIdPicture";

/// They are made once.
pub static SHARED: LazyLock<Shared> = LazyLock::new(Shared::new);

/// What the documents of a look share.
pub struct Dress {
    /// `word/styles.xml`
    pub styles: Part,
    /// `word/theme/theme1.xml`
    pub theme: &'static Part,
    /// The emblem before the facility's name.
    pub emblem: String,
}

impl Dress {
    /// The parts of a look.
    pub fn of(look: &'static Look) -> &'static Self {
        static DRESSES: OfLook<Dress> = OfLook::new();
        DRESSES.get(look, Self::new)
    }

    fn new(look: &'static Look) -> Self {
        Self {
            styles: Part::new("word/styles.xml", styles::styles(look).as_bytes()),
            theme: theme::part(look),
            emblem: header::emblem(look),
        }
    }
}

/// Name, content type behind `…wordprocessingml.`, relation behind
/// `…/relationships/`, and relation id of the parts that hang on the document.
const STORIES: [(&str, &str, &str, &str); 8] = [
    ("styles.xml", "styles", "styles", "rIdStyles"),
    ("settings.xml", "settings", "settings", "rIdSettings"),
    ("fontTable.xml", "fontTable", "fontTable", "rIdFonts"),
    ("numbering.xml", "numbering", "numbering", "rIdNumbering"),
    ("header1.xml", "header", "header", "rIdFirstHeader"),
    ("header2.xml", "header", "header", "rIdHeader"),
    ("footer1.xml", "footer", "footer", "rIdFirstFooter"),
    ("footer2.xml", "footer", "footer", "rIdFooter"),
];

const DECLARATION: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n"
);
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/";

impl Shared {
    fn new() -> Self {
        Self {
            content_types: Part::new(CONTENT_TYPES, content_types(Needs::default()).as_bytes()),
            relations: Part::new("_rels/.rels", relations().as_bytes()),
            document_relations: Part::new(
                &RELATIONS[1..],
                document_relations(Needs::default()).as_bytes(),
            ),
            settings: Part::new("word/settings.xml", SETTINGS.as_bytes()),
            fonts: Part::new("word/fontTable.xml", FONTS.as_bytes()),
            numbering: Part::new(
                "word/numbering.xml",
                numbering::numbering(numbering::SHARED).as_bytes(),
            ),
        }
    }
}

/// The types of a document's parts.
pub fn content_types(needs: Needs<'_>) -> String {
    let mut xml = format!(
        concat!(
            "{}",
            r#"<Types xmlns="{}content-types">"#,
            r#"<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"#,
            r#"<Default Extension="xml" ContentType="application/xml"/>"#,
        ),
        DECLARATION, PACKAGE
    );
    if needs.picture {
        xml.push_str(r#"<Default Extension="png" ContentType="image/png"/>"#);
    }
    let mut part = |name: &str, content_type: &str| {
        xml.push_str(&format!(
            r#"<Override PartName="{name}" ContentType="{content_type}"/>"#
        ));
    };
    part("/word/document.xml", &format!("{WORD}document.main+xml"));
    for (name, content_type, ..) in STORIES {
        part(
            &format!("/word/{name}"),
            &format!("{WORD}{content_type}+xml"),
        );
    }
    if needs.comment.is_some() {
        part("/word/comments.xml", &format!("{WORD}comments+xml"));
    }
    part("/word/theme/theme1.xml", theme::TYPE);
    part("/docProps/core.xml", properties::CORE_TYPE);
    part("/docProps/app.xml", properties::APP_TYPE);
    xml.push_str("</Types>");
    xml
}

fn relations() -> String {
    relationships(&[
        (
            "rId1",
            &format!("{OFFICE}officeDocument"),
            "word/document.xml",
        ),
        (
            "rId2",
            &format!("{PACKAGE}relationships/metadata/core-properties"),
            "docProps/core.xml",
        ),
        (
            "rId3",
            &format!("{OFFICE}extended-properties"),
            "docProps/app.xml",
        ),
    ])
}

/// What a document's text refers to.
pub fn document_relations(needs: Needs<'_>) -> String {
    let kinds = STORIES.map(|(_, _, kind, _)| format!("{OFFICE}{kind}"));
    let theme = format!("{OFFICE}theme");
    let mut all: Vec<(&str, &str, &str)> = STORIES
        .iter()
        .zip(&kinds)
        .map(|((name, _, _, id), kind)| (*id, kind.as_str(), *name))
        .collect();
    all.push(("rIdTheme", &theme, "theme/theme1.xml"));
    let comments = format!("{OFFICE}comments");
    if needs.comment.is_some() {
        all.push(("rIdComments", &comments, "comments.xml"));
    }
    let image = format!("{OFFICE}image");
    if needs.picture {
        all.push((PICTURE, &image, "media/barcode.png"));
    }
    let mut xml = relationships(&all);
    if let Some(target) = needs.target {
        xml.truncate(xml.len() - "</Relationships>".len());
        let mut address = Vec::new();
        xml::escape(&mut address, target.as_str());
        xml.push_str(&format!(
            r#"<Relationship Id="{LINK}" Type="{OFFICE}hyperlink" Target="{}" TargetMode="External"/></Relationships>"#,
            String::from_utf8_lossy(&address)
        ));
    }
    xml
}

fn relationships(all: &[(&str, &str, &str)]) -> String {
    let mut xml = format!(r#"{DECLARATION}<Relationships xmlns="{PACKAGE}relationships">"#);
    for (id, kind, target) in all {
        xml.push_str(&format!(
            r#"<Relationship Id="{id}" Type="{kind}" Target="{target}"/>"#
        ));
    }
    xml.push_str("</Relationships>");
    xml
}

/// Compatibility mode 15 is that of Word 2013 and every later one.
const SETTINGS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>"#,
    r#"<w:characterSpacingControl w:val="doNotCompress"/><w:compat>"#,
    r#"<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>"#,
    r#"</w:compat><w:themeFontLang w:val="en-US"/>"#,
    r#"<w:clrSchemeMapping w:bg1="light1" w:t1="dark1" w:bg2="light2" w:t2="dark2" w:accent1="accent1""#,
    r#" w:accent2="accent2" w:accent3="accent3" w:accent4="accent4" w:accent5="accent5" w:accent6="accent6""#,
    r#" w:hyperlink="hyperlink" w:followedHyperlink="followedHyperlink"/>"#,
    r#"<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>"#,
);

/// What a reader that lacks the fonts needs to find others like them.
const FONTS: &str = concat!(
    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
    "\n",
    r#"<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">"#,
    r#"<w:font w:name="Arial"><w:panose1 w:val="020B0604020202020204"/><w:charset w:val="00"/>"#,
    r#"<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font>"#,
    r#"<w:font w:name="Times New Roman"><w:panose1 w:val="02020603050405020304"/><w:charset w:val="00"/>"#,
    r#"<w:family w:val="roman"/><w:pitch w:val="variable"/></w:font></w:fonts>"#,
);
