//! The parts that don't depend on a document but on its look at most. They are
//! deflated once and copied into every file.

use std::sync::LazyLock;

use super::deck::ROOT;
use super::sheet::{NAMESPACES, XML};
use super::{layouts, master, notes, table_style};
use crate::document::Look;
use crate::format::package::{OfLook, Part};
use crate::format::theme::part as theme_part;

/// The parts of all decks of a look, in their order.
pub(super) struct Stock {
    /// Those that every deck has.
    pub(super) common: [&'static Part; 13],
    /// Those that a deck with speaker's notes has besides.
    pub(super) notes: [&'static Part; 3],
}

/// Those of them that hang on the look.
struct Dress {
    master: Part,
    opening: Part,
    themes: [Part; 2],
    table_styles: Part,
}

/// Those that are the same in all looks.
struct Shared {
    root: Part,
    master_relations: Part,
    layouts: [Part; 2],
    layout_relations: [Part; 3],
    properties: [Part; 2],
    notes: [Part; 2],
}

static SHARED: LazyLock<Shared> = LazyLock::new(Shared::new);

impl Stock {
    /// Those of a look.
    pub(super) fn of(look: &'static Look) -> Self {
        static DRESSES: OfLook<Dress> = OfLook::new();
        let (dress, shared) = (DRESSES.get(look, Dress::new), &*SHARED);
        Self {
            common: [
                &shared.root,
                &dress.master,
                &shared.master_relations,
                &dress.opening,
                &shared.layout_relations[0],
                &shared.layouts[0],
                &shared.layout_relations[1],
                &shared.layouts[1],
                &shared.layout_relations[2],
                &dress.themes[0],
                &shared.properties[0],
                &shared.properties[1],
                &dress.table_styles,
            ],
            notes: [&shared.notes[0], &shared.notes[1], &dress.themes[1]],
        }
    }
}

impl Dress {
    fn new(look: &'static Look) -> Self {
        let theme = theme_part(look);
        Self {
            master: part("ppt/slideMasters/slideMaster1.xml", &master::part(look)),
            opening: part("ppt/slideLayouts/slideLayout1.xml", &layouts::opening(look)),
            themes: ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"]
                .map(|name| theme.clone().named(name)),
            table_styles: part("ppt/tableStyles.xml", &table_style::part(look)),
        }
    }
}

impl Shared {
    fn new() -> Self {
        let to_master = relations(&[("slideMaster", "../slideMasters/slideMaster1.xml")]);
        let to_master = part("", &to_master);
        Self {
            root: part("_rels/.rels", ROOT),
            master_relations: part(
                "ppt/slideMasters/_rels/slideMaster1.xml.rels",
                &relations(&[
                    ("slideLayout", "../slideLayouts/slideLayout1.xml"),
                    ("slideLayout", "../slideLayouts/slideLayout2.xml"),
                    ("slideLayout", "../slideLayouts/slideLayout3.xml"),
                    ("theme", "../theme/theme1.xml"),
                ]),
            ),
            layouts: [
                part("ppt/slideLayouts/slideLayout2.xml", &layouts::content()),
                part("ppt/slideLayouts/slideLayout3.xml", &layouts::title_only()),
            ],
            layout_relations: [
                "ppt/slideLayouts/_rels/slideLayout1.xml.rels",
                "ppt/slideLayouts/_rels/slideLayout2.xml.rels",
                "ppt/slideLayouts/_rels/slideLayout3.xml.rels",
            ]
            .map(|name| to_master.clone().named(name)),
            properties: [
                part("ppt/presProps.xml", &properties("presentationPr", "")),
                part("ppt/viewProps.xml", &properties("viewPr", VIEW)),
            ],
            notes: [
                part("ppt/notesMasters/notesMaster1.xml", &notes::master()),
                part(
                    "ppt/notesMasters/_rels/notesMaster1.xml.rels",
                    &relations(&[("theme", "../theme/theme2.xml")]),
                ),
            ],
        }
    }
}

fn part(name: &'static str, content: &str) -> Part {
    Part::new(name, content.as_bytes())
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
