//! Word documents (ECMA-376, WordprocessingML), text profile `docx-body/1`.
//!
//! The canonical text has a line for every paragraph, in this order: the body
//! with its tables, cell by cell; the first page's header; the running header;
//! the first page's footer; the footer of the others; the comment; the text
//! box. A line break within a paragraph ends a line too, and a tab is a tab.
//!
//! Everything is set by styles, and the styles are made from the look: see
//! [`styles`].

mod asides;
mod body;
mod columns;
mod drawing;
mod header;
mod length;
mod numbering;
mod parts;
mod section;
mod story;
mod styles;
mod table;
mod table_styles;

#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

use self::parts::{Dress, SHARED};
use self::story::Story;
use super::deflate::{MARKUP, Opening, UNKNOWN};
use super::needs::Needs;
use super::package::Package;
use super::{Encoder, Format, properties};
use crate::document::{Document, Kind, Transcript};
use crate::error::Result;
use crate::recipe::Placement;

/// The format `docx`.
pub struct Docx;

impl Format for Docx {
    fn name(&self) -> &'static str {
        "docx"
    }

    fn description(&self) -> &'static str {
        "Word document"
    }

    fn profile(&self) -> &'static str {
        "docx-body/1"
    }

    fn is_paper(&self) -> bool {
        true
    }

    fn effort(&self) -> u64 {
        18
    }

    fn placements(&self) -> &'static [Placement] {
        &[
            Placement::Comment,
            Placement::Textbox,
            Placement::Hidden,
            Placement::AltText,
            Placement::Link,
            Placement::Properties,
            Placement::Footer,
        ]
    }

    fn encoder(&self) -> Box<dyn Encoder> {
        Box::new(DocxEncoder {
            package: Package::default(),
            xml: Vec::new(),
        })
    }
}

struct DocxEncoder {
    package: Package,
    xml: Vec<u8>,
}

impl Encoder for DocxEncoder {
    fn encode(
        &mut self,
        document: &Document,
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) -> Result<()> {
        let (shared, dress) = (&*SHARED, Dress::of(document.look));
        let pages = length::pages(document);
        let needs = Needs::of(&document.asides);
        self.package.begin();
        if document.asides.is_empty() {
            self.package.part(bytes, &shared.content_types);
        } else {
            let (name, types) = (parts::CONTENT_TYPES, parts::content_types(needs));
            self.package.add(bytes, name, &UNKNOWN, types.as_bytes());
        }
        self.package.part(bytes, &shared.relations);
        self.package.part(bytes, &dress.styles);
        self.package.part(bytes, dress.theme);
        self.package.part(bytes, &shared.settings);
        self.package.part(bytes, &shared.fonts);

        let mut pen = Pen {
            package: &mut self.package,
            xml: &mut self.xml,
            bytes,
            transcript,
        };
        let (lists, boxed) = pen.write(&DOCUMENT, |story| body::write(story, document));
        pen.write(&FIRST_HEADER, |story| header::letterhead(story, document));
        pen.write(&HEADER, |story| header::running(story, document));
        pen.write(&FIRST_FOOTER, |story| {
            header::footer(story, document, 1, pages)
        });
        pen.write(&FOOTER, |story| {
            header::footer(story, document, pages.min(2), pages);
        });
        if document.asides.is_empty() {
            pen.package.part(pen.bytes, &shared.document_relations);
        } else {
            asides::add(&mut pen, document, needs);
            asides::boxed(pen.transcript, boxed);
        }

        if lists <= numbering::SHARED {
            self.package.part(bytes, &shared.numbering);
        } else {
            let numbering = numbering::numbering(lists);
            let (name, opening) = ("word/numbering.xml", &*UNKNOWN);
            self.package.add(bytes, name, opening, numbering.as_bytes());
        }
        properties::add(
            &mut self.package,
            bytes,
            &mut self.xml,
            &document.head,
            transcript,
        );
        self.package.finish(bytes);
        Ok(())
    }
}

/// A part that holds a story.
struct StoryPart {
    name: &'static str,
    kind: Kind,
    root: &'static Root,
}

/// The element that a part is, with its beginning.
struct Root {
    opening: LazyLock<Opening>,
    end: &'static str,
}

macro_rules! root {
    ($element:literal) => {
        Root {
            opening: LazyLock::new(|| {
                let begin = concat!(
                    r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
                    "\n<",
                    $element,
                    r#" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#,
                    r#" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#,
                );
                Opening::new(&MARKUP, begin.as_bytes())
            }),
            end: concat!("</", $element, ">"),
        }
    };
}

static MAIN: Root = root!("w:document");
static HEAD: Root = root!("w:hdr");
static FOOT: Root = root!("w:ftr");
static NOTES: Root = root!("w:comments");

const DOCUMENT: StoryPart = StoryPart {
    name: "/word/document.xml",
    kind: Kind::Body,
    root: &MAIN,
};
const FIRST_HEADER: StoryPart = StoryPart {
    name: "/word/header1.xml",
    kind: Kind::FirstHeader,
    root: &HEAD,
};
const HEADER: StoryPart = StoryPart {
    name: "/word/header2.xml",
    kind: Kind::Header,
    root: &HEAD,
};
const FIRST_FOOTER: StoryPart = StoryPart {
    name: "/word/footer1.xml",
    kind: Kind::FirstFooter,
    root: &FOOT,
};
const FOOTER: StoryPart = StoryPart {
    name: "/word/footer2.xml",
    kind: Kind::Footer,
    root: &FOOT,
};

const COMMENTS: StoryPart = StoryPart {
    name: "/word/comments.xml",
    kind: Kind::Comment,
    root: &NOTES,
};

/// Where stories are written to.
struct Pen<'a> {
    package: &'a mut Package,
    xml: &'a mut Vec<u8>,
    bytes: &'a mut Vec<u8>,
    transcript: &'a mut Transcript,
}

impl Pen<'_> {
    /// Writes one story and adds its part to the package.
    fn write<T>(&mut self, part: &StoryPart, tell: impl FnOnce(&mut Story<'_>) -> T) -> T {
        self.xml.clear();
        self.xml.extend_from_slice(part.root.opening.plain());
        let mut story = Story::new(self.xml, self.transcript, part.name, part.kind);
        let told = tell(&mut story);
        story.markup(part.root.end);
        let (name, opening) = (&part.name[1..], &part.root.opening);
        self.package.add(self.bytes, name, opening, self.xml);
        told
    }
}
