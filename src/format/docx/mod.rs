//! Word documents (ECMA-376, WordprocessingML), text profile `docx-body/1`.
//!
//! The canonical text has a line for every paragraph, in this order: the body
//! with its tables, cell by cell; the first page's header; the running header;
//! the first page's footer; the footer of the others. A line break within a
//! paragraph ends a line too, and a tab is a tab.
//!
//! Everything is set by styles, and the styles are made from the look: see
//! [`styles`].

mod body;
mod columns;
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

use self::parts::{Dress, Shared};
use self::story::Story;
use super::package::Package;
use super::{Encoder, Format, properties};
use crate::document::{Document, Kind, Look, Transcript};
use crate::error::Result;

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

    fn encoder(&self) -> Box<dyn Encoder> {
        Box::new(DocxEncoder {
            package: Package::new(),
            shared: Shared::new(),
            dresses: Vec::new(),
            xml: Vec::new(),
        })
    }
}

struct DocxEncoder {
    package: Package,
    shared: Shared,
    dresses: Vec<Dress>,
    xml: Vec<u8>,
}

impl Encoder for DocxEncoder {
    fn encode(
        &mut self,
        document: &Document,
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) -> Result<usize> {
        let dress = self.dress(document.look);
        let pages = length::pages(document);
        self.package.begin();
        self.package.part(bytes, &self.shared.content_types);
        self.package.part(bytes, &self.shared.relations);
        self.package.part(bytes, &self.shared.document_relations);
        self.package.part(bytes, &self.dresses[dress].styles);
        self.package.part(bytes, &self.dresses[dress].theme);
        self.package.part(bytes, &self.shared.settings);
        self.package.part(bytes, &self.shared.fonts);
        let common = bytes.len();

        let mut pen = Pen {
            package: &mut self.package,
            xml: &mut self.xml,
            bytes,
            transcript,
        };
        let lists = pen.write(&DOCUMENT, |story| body::write(story, document));
        pen.write(&FIRST_HEADER, |story| header::letterhead(story, document));
        pen.write(&HEADER, |story| header::running(story, document));
        pen.write(&FIRST_FOOTER, |story| {
            header::footer(story, document, 1, pages)
        });
        pen.write(&FOOTER, |story| {
            header::footer(story, document, pages.min(2), pages);
        });

        if lists <= numbering::SHARED {
            self.package.part(bytes, &self.shared.numbering);
        } else {
            let numbering = numbering::numbering(lists);
            self.package
                .add(bytes, "word/numbering.xml", numbering.as_bytes());
        }
        properties::add(
            &mut self.package,
            bytes,
            &mut self.xml,
            &document.head,
            transcript,
        );
        self.package.finish(bytes);
        Ok(common)
    }
}

impl DocxEncoder {
    /// The index of a look's parts, which are made when it is first seen.
    fn dress(&mut self, look: &'static Look) -> usize {
        let known = self
            .dresses
            .iter()
            .position(|dress| std::ptr::eq(dress.look, look));
        known.unwrap_or_else(|| {
            self.dresses.push(Dress::new(look));
            self.dresses.len() - 1
        })
    }
}

/// A part that holds a story.
struct StoryPart {
    name: &'static str,
    kind: Kind,
    element: &'static str,
}

const DOCUMENT: StoryPart = StoryPart {
    name: "/word/document.xml",
    kind: Kind::Body,
    element: "w:document",
};
const FIRST_HEADER: StoryPart = StoryPart {
    name: "/word/header1.xml",
    kind: Kind::FirstHeader,
    element: "w:hdr",
};
const HEADER: StoryPart = StoryPart {
    name: "/word/header2.xml",
    kind: Kind::Header,
    element: "w:hdr",
};
const FIRST_FOOTER: StoryPart = StoryPart {
    name: "/word/footer1.xml",
    kind: Kind::FirstFooter,
    element: "w:ftr",
};
const FOOTER: StoryPart = StoryPart {
    name: "/word/footer2.xml",
    kind: Kind::Footer,
    element: "w:ftr",
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
        let mut story = Story::new(self.xml, self.transcript, part.name, part.kind);
        story.markup(concat!(
            r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#,
            "\n<",
        ));
        story.markup(part.element);
        story.markup(concat!(
            r#" xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#,
            r#" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">"#,
        ));
        let told = tell(&mut story);
        story.markup("</");
        story.markup(part.element);
        story.markup(">");
        self.package.add(self.bytes, &part.name[1..], self.xml);
        told
    }
}
