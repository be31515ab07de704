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

mod annotations;
mod content;
mod draw;
mod embed;
mod file;
mod fonts;
mod layout;
pub mod replay;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod tests;

use content::Content;
use draw::{Drawing, Missing, Spot};
use file::{File, Identity, Object};
use fonts::Font;
use layout::{Layout, Pages};

use super::deflate::Deflater;
use super::{Encoder, Format};
use crate::document::{Document, Head, Kind, Source, Transcript};
use crate::error::{Error, Result};
use crate::recipe::Placement;

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

    fn is_paper(&self) -> bool {
        true
    }

    fn effort(&self) -> u64 {
        23
    }

    fn placements(&self) -> &'static [Placement] {
        &[
            Placement::Comment,
            Placement::Textbox,
            Placement::Hidden,
            Placement::Link,
            Placement::Properties,
            Placement::Footer,
        ]
    }

    fn encoder(&self) -> Box<dyn Encoder> {
        Box::new(PdfEncoder {
            content: Content::default(),
            deflater: Deflater::default(),
            deflated: Vec::new(),
            ends: Vec::new(),
        })
    }
}

/// Writes PDFs, one after the other.
struct PdfEncoder {
    content: Content,
    deflater: Deflater,
    /// The deflated content of all pages, one after the other …
    deflated: Vec<u8>,
    /// … and where each of them ends.
    ends: Vec<usize>,
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
        let link = self
            .draw(&layout, &pages, transcript)
            .map_err(|missing| missing.in_document(document))?;
        let mut file = File::new(bytes);
        let fonts = self.fonts(&mut file);
        let behind_fonts = file.len();
        let [catalog, tree, info, resources] = [(); 4].map(|()| file.reserve());
        write_catalog(&mut file, catalog, tree);
        write_info(&mut file, info, &document.head);
        // The fonts follow from the content, so they need not be in it.
        let mut identity = file.identity(behind_fonts);
        let notes = annotations::write(&mut file, document, link);
        let leaves = self.pages(&mut file, tree, &mut identity, &notes);
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
        write_resources(&mut file, resources, &fonts);
        file.finish(catalog, info, identity);
        let metadata = Source::of(Kind::Metadata);
        for text in [
            &document.head.title,
            &document.head.author,
            &document.head.subject,
            &document.head.keywords,
        ] {
            transcript.aside(text, &metadata);
        }
        annotations::take_down(document, link, transcript);
        Ok(())
    }
}

impl PdfEncoder {
    /// Draws every page and deflates its content; says where a link is.
    fn draw(
        &mut self,
        layout: &Layout<'_>,
        pages: &Pages,
        transcript: &mut Transcript,
    ) -> Result<Option<Spot>, Missing> {
        let mut link = None;
        self.content.start_document();
        self.deflated.clear();
        self.ends.clear();
        for (page, leaf) in (1..).zip(&pages.leaves) {
            let content = &mut self.content;
            let mut drawing = Drawing {
                layout,
                pages,
                content,
                transcript,
                page,
                link: &mut link,
            };
            drawing.page(leaf)?;
            let operators = self.content.operators();
            file::deflate(&mut self.deflater, operators, &mut self.deflated);
            self.ends.push(self.deflated.len());
        }
        Ok(link)
    }

    /// Writes every page and its content.
    fn pages(
        &self,
        file: &mut File<'_>,
        tree: Object,
        identity: &mut Identity,
        notes: &[(u32, Object)],
    ) -> Vec<Object> {
        let mut start = 0;
        let mut objects = Vec::with_capacity(self.ends.len());
        for (page, &end) in (1..).zip(&self.ends) {
            let deflated = &self.deflated[start..end];
            start = end;
            identity.page(deflated);
            let (object, stream) = (file.reserve(), file.reserve());
            file.dictionary(object, |entries| {
                entries.reference("/Type/Page/Parent ", tree);
                entries.reference("/Contents ", stream);
                let mut here = notes.iter().filter(|(on, _)| *on == page).peekable();
                if here.peek().is_some() {
                    entries.raw("/Annots[");
                    here.for_each(|(_, note)| entries.reference(" ", *note));
                    entries.raw("]");
                }
            });
            file.stream(stream, deflated, |_| ());
            objects.push(object);
        }
        objects
    }

    /// Writes the fonts that the content uses.
    fn fonts(&self, file: &mut File<'_>) -> Vec<(Font, Object)> {
        let used: Vec<(Font, Object)> = Font::all()
            .filter(|font| self.content.uses(*font))
            .map(|font| (font, file.reserve()))
            .collect();
        for &(font, object) in &used {
            embed::embed(file, font, object, self.content.is_plain(font));
        }
        used
    }
}

/// Writes the resources that name the fonts.
fn write_resources(file: &mut File<'_>, resources: Object, fonts: &[(Font, Object)]) {
    file.dictionary(resources, |entries| {
        entries.raw("/ProcSet[/PDF/Text]/Font<<");
        for &(font, object) in fonts {
            entries.integer("/F", font.number() as u64);
            entries.reference(" ", object);
        }
        entries.raw(">>");
    });
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
        entries.text("/Keywords", head.keywords.as_str());
        entries.raw("/Creator(synthphi)/Producer(synthphi)");
        entries.date("/CreationDate", head.written);
        entries.date("/ModDate", head.written);
    });
}
