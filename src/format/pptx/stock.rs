//! The parts that don't depend on a document but on its look at most. They are
//! deflated once and copied into every file.

use super::deck::ROOT;
use super::sheet::{NAMESPACES, XML};
use super::{layouts, master, notes, table_style};
use crate::document::Look;
use crate::format::package::{OfLook, Part};
use crate::format::theme::theme;

/// The parts of all decks of a look.
pub(super) struct Stock {
    /// Those that every deck has.
    pub(super) common: Vec<Part>,
    /// Those that a deck with speaker's notes has besides.
    pub(super) notes: Vec<Part>,
}

impl Stock {
    /// Those of a look.
    pub(super) fn of(look: &'static Look) -> &'static Self {
        static STOCKS: OfLook<Stock> = OfLook::new();
        STOCKS.get(look, Self::new)
    }

    fn new(look: &Look) -> Self {
        let theme = theme(look);
        let part = |name, content: &str| Part::new(name, content.as_bytes());
        let to_master = relations(&[("slideMaster", "../slideMasters/slideMaster1.xml")]);
        Self {
            common: vec![
                part("_rels/.rels", ROOT),
                part("ppt/slideMasters/slideMaster1.xml", &master::part(look)),
                part(
                    "ppt/slideMasters/_rels/slideMaster1.xml.rels",
                    &relations(&[
                        ("slideLayout", "../slideLayouts/slideLayout1.xml"),
                        ("slideLayout", "../slideLayouts/slideLayout2.xml"),
                        ("slideLayout", "../slideLayouts/slideLayout3.xml"),
                        ("theme", "../theme/theme1.xml"),
                    ]),
                ),
                part("ppt/slideLayouts/slideLayout1.xml", &layouts::opening(look)),
                part("ppt/slideLayouts/_rels/slideLayout1.xml.rels", &to_master),
                part("ppt/slideLayouts/slideLayout2.xml", &layouts::content()),
                part("ppt/slideLayouts/_rels/slideLayout2.xml.rels", &to_master),
                part("ppt/slideLayouts/slideLayout3.xml", &layouts::title_only()),
                part("ppt/slideLayouts/_rels/slideLayout3.xml.rels", &to_master),
                part("ppt/theme/theme1.xml", &theme),
                part("ppt/presProps.xml", &properties("presentationPr", "")),
                part("ppt/viewProps.xml", &properties("viewPr", VIEW)),
                part("ppt/tableStyles.xml", &table_style::part(look)),
            ],
            notes: vec![
                part("ppt/notesMasters/notesMaster1.xml", &notes::master()),
                part(
                    "ppt/notesMasters/_rels/notesMaster1.xml.rels",
                    &relations(&[("theme", "../theme/theme2.xml")]),
                ),
                part("ppt/theme/theme2.xml", &theme),
            ],
        }
    }
}

/// The namespace of the relations' types.
pub(super) const RELATION: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
/// What a part of relations begins with.
pub(super) const RELATIONS: &str =
    r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">"#;

fn relations(targets: &[(&str, &str)]) -> String {
    let entries: String = targets
        .iter()
        .enumerate()
        .map(|(index, (kind, target))| {
            format!(
                r#"<Relationship Id="rId{}" Type="{RELATION}{kind}" Target="{target}"/>"#,
                index + 1
            )
        })
        .collect();
    format!("{XML}{RELATIONS}{entries}</Relationships>")
}

fn properties(root: &str, content: &str) -> String {
    format!("{XML}<p:{root}{NAMESPACES}>{content}</p:{root}>")
}

const VIEW: &str = concat!(
    r#"<p:normalViewPr><p:restoredLeft sz="15620"/><p:restoredTop sz="80000"/></p:normalViewPr>"#,
    r#"<p:gridSpacing cx="76200" cy="76200"/>"#,
);
