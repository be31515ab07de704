//! PDF 1.7, written operator by operator.
//!
//! `layout` measures and breaks the text and puts it on pages, `draw` turns pages
//! into `content` streams and takes down the transcript, `file` wraps them up,
//! `embed` adds the `fonts`. A line of text is shown by one operator per face,
//! with real blanks, so every reader finds the same words; the boxes of marks
//! come from the metrics that place the glyphs.
//!
//! Nothing is read from the clock: the dates are the document's, and the
//! identifier in the trailer is a digest of properties and content.

mod content;
mod draw;
mod embed;
mod file;
mod fonts;
mod layout;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use content::Content;
use draw::{Drawing, Missing};
use file::{Deflater, File, Identity, Object};
use fonts::Font;
use layout::{Layout, Pages};

use super::{Encoder, Format};
use crate::document::{Document, Head, Kind, Source, Transcript};
use crate::error::{Error, Result};

/// Portable Document Format.
pub struct Pdf;

impl Format for Pdf {
    fn name(&self) -> &'static str {
        "pdf"
    }

    fn description(&self) -> &'static str {
        "PDF 1.7 with embedded fonts, and a box for every label"
    }

    fn profile(&self) -> &'static str {
        "pdf-lines/1"
    }

    fn encoder(&self) -> Box<dyn Encoder> {
        Box::new(PdfEncoder {
            content: Content::default(),
            deflater: Deflater::new(1),
            deflated: Vec::new(),
        })
    }
}

/// Writes PDFs, one after the other.
struct PdfEncoder {
    content: Content,
    deflater: Deflater,
    deflated: Vec<u8>,
}

impl Encoder for PdfEncoder {
    fn encode(
        &mut self,
        document: &Document,
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) -> Result<()> {
        let layout = Layout::of(document);
        let pages = Pages::of(&layout.rows, &layout.sheet);
        let mut file = File::new(bytes);
        let [catalog, tree, info, resources] = [(); 4].map(|()| file.reserve());
        write_catalog(&mut file, catalog, tree);
        write_info(&mut file, info, &document.head);
        // The fonts follow from the content, so they need not be in it.
        let mut identity = file.identity();
        let leaves = self
            .pages(
                &layout,
                &pages,
                &mut file,
                (tree, &mut identity),
                transcript,
            )
            .map_err(|missing| missing.in_document(document))?;
        let (width, height) = document.look.page.size();
        file.dictionary(tree, |entries| {
            entries.integer("/Type/Pages/MediaBox[0 0 ", width.into());
            entries.integer(" ", height.into());
            entries.reference("]/Resources ", resources);
            entries.integer("/Count ", leaves.len() as u64);
            entries.raw("/Kids[");
            leaves.iter().for_each(|leaf| entries.reference(" ", *leaf));
            entries.raw("]");
        });
        self.fonts(&mut file, resources);
        file.finish(catalog, info, identity);
        let metadata = Source::of(Kind::Metadata);
        for text in [
            &document.head.title,
            &document.head.author,
            &document.head.subject,
        ] {
            transcript.aside(text, &metadata);
        }
        Ok(())
    }
}

impl PdfEncoder {
    /// Writes every page and its content.
    fn pages(
        &mut self,
        layout: &Layout<'_>,
        pages: &Pages,
        file: &mut File<'_>,
        (tree, identity): (Object, &mut Identity),
        transcript: &mut Transcript,
    ) -> Result<Vec<Object>, Missing> {
        self.content.start_document();
        let mut objects = Vec::with_capacity(pages.leaves.len());
        for (page, leaf) in (1..).zip(&pages.leaves) {
            let content = &mut self.content;
            let mut drawing = Drawing {
                layout,
                pages,
                content,
                transcript,
                page,
            };
            drawing.page(leaf)?;
            self.deflated.clear();
            self.deflater
                .deflate(self.content.operators(), &mut self.deflated);
            identity.page(&self.deflated);
            let (object, stream) = (file.reserve(), file.reserve());
            file.dictionary(object, |entries| {
                entries.reference("/Type/Page/Parent ", tree);
                entries.reference("/Contents ", stream);
            });
            file.stream(stream, &self.deflated, |_| ());
            objects.push(object);
        }
        Ok(objects)
    }

    /// Writes the fonts that the content uses, and the resources that name them.
    fn fonts(&self, file: &mut File<'_>, resources: Object) {
        let used: Vec<(Font, Object)> = Font::all()
            .filter(|font| self.content.uses(*font))
            .map(|font| (font, file.reserve()))
            .collect();
        file.dictionary(resources, |entries| {
            entries.raw("/ProcSet[/PDF/Text]/Font<<");
            for &(font, object) in &used {
                entries.integer("/F", font.number() as u64);
                entries.reference(" ", object);
            }
            entries.raw(">>");
        });
        for (font, object) in used {
            embed::embed(file, font, object);
        }
    }
}

impl Missing {
    fn in_document(self, document: &Document) -> Error {
        let Self(character) = self;
        Error::Document {
            document: format!("{}/{}", document.class, document.number),
            problem: format!(
                "no font for PDF has the character {character} (U+{:04X})",
                u32::from(character)
            ),
        }
    }
}

fn write_catalog(file: &mut File<'_>, catalog: Object, tree: Object) {
    file.dictionary(catalog, |entries| {
        entries.reference("/Type/Catalog/Pages ", tree);
        entries.raw("/Lang(en-US)/ViewerPreferences<</DisplayDocTitle true>>");
    });
}

fn write_info(file: &mut File<'_>, info: Object, head: &Head) {
    file.dictionary(info, |entries| {
        entries.text("/Title", head.title.as_str());
        entries.text("/Author", head.author.as_str());
        entries.text("/Subject", head.subject.as_str());
        entries.raw("/Creator(synthphi)/Producer(synthphi)");
        entries.date("/CreationDate", head.written);
        entries.date("/ModDate", head.written);
    });
}
