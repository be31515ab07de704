//! Slides: PresentationML (ECMA-376 part 1, clause 19) as PowerPoint writes it.
//!
//! A document becomes [`outline::Section`]s by its headings, these spread over
//! [`spread::Slide`]s, and each slide is a part. The profile `pptx/1` reads
//! slide by slide the shapes in their order, each paragraph a line, tables cell
//! by cell, and then the slide's notes. Nothing runs off a slide: text is
//! measured, set smaller, or carried on by a further slide.

mod bindings;
mod deck;
mod fit;
mod flow;
mod frame;
mod grid;
mod layouts;
mod lines;
mod master;
mod measure;
mod notes;
mod outline;
mod prompt;
#[cfg(test)]
mod sample;
mod sheet;
mod slide;
mod spread;
mod stock;
mod table;
mod table_style;
#[cfg(test)]
mod tests;

use self::bindings::Bindings;
use self::deck::{CONTENT_TYPES, MOST, NAMES};
use self::sheet::Sheet;
use self::slide::Layout;
use self::spread::Slide;
use self::stock::Stock;
use super::deflate::Opening;
use super::package::Package;
use super::{Encoder, Format, properties};
use crate::document::{Document, Kind, PageExtent, Transcript};
use crate::error::{Error, Result};

/// PowerPoint's format.
#[derive(Clone, Copy, Debug)]
pub struct Pptx;

impl Format for Pptx {
    fn name(&self) -> &'static str {
        "pptx"
    }

    fn description(&self) -> &'static str {
        "slides for PowerPoint, with tables and speaker's notes"
    }

    fn profile(&self) -> &'static str {
        "pptx/1"
    }

    fn is_paper(&self) -> bool {
        false
    }

    fn encoder(&self) -> Box<dyn Encoder> {
        Box::new(Slides {
            package: Package::default(),
            bindings: Bindings::default(),
            scratch: Vec::new(),
        })
    }
}

/// What a worker keeps between decks.
struct Slides {
    package: Package,
    bindings: Bindings,
    scratch: Vec<u8>,
}

impl Encoder for Slides {
    fn encode(
        &mut self,
        document: &Document,
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) -> Result<()> {
        let sections = outline::sections(document);
        let mut slides = Vec::with_capacity(sections.len() + 4);
        for section in &sections {
            spread::spread(section, &mut slides);
        }
        if slides.len() > MOST {
            return Err(Error::Document {
                document: format!("{}/{}", document.class, document.number),
                problem: format!(
                    "it takes {} slides, and a deck has {MOST} at most",
                    slides.len()
                ),
            });
        }
        let notes: Vec<bool> = slides.iter().map(|slide| !slide.notes.is_empty()).collect();
        let any_notes = notes.contains(&true);

        self.package.begin();
        let stock = Stock::of(document.look);
        let notes_stock = stock.notes.into_iter().filter(|_| any_notes);
        for part in stock.common.into_iter().chain(notes_stock) {
            self.package.part(bytes, part);
        }
        self.add(bytes, "[Content_Types].xml", &CONTENT_TYPES, |out| {
            deck::content_types(out, &notes);
        });
        for part in self.bindings.presentation(slides.len() as u32, any_notes) {
            self.package.part(bytes, part);
        }
        for (slide, number) in slides.iter().zip(1..) {
            self.slide(document, slide, number, bytes, transcript);
        }
        let Self {
            package, scratch, ..
        } = self;
        properties::add(package, bytes, scratch, &document.head, transcript);
        package.finish(bytes);
        Ok(())
    }
}

impl Slides {
    /// A slide and its notes.
    fn slide(
        &mut self,
        document: &Document,
        slide: &Slide<'_>,
        number: u32,
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) {
        let names = &NAMES[number as usize - 1];
        let start = transcript.text.len();
        let notes = !slide.notes.is_empty();
        self.add(bytes, &names.slide[1..], slide::opening(slide), |out| {
            let mut sheet = Sheet::new(out, transcript, &names.slide, number, Kind::Shape);
            slide::write(&mut sheet, document, slide, number);
        });
        let relations = self.bindings.slide(number, Layout::of(slide), notes);
        self.package.part(bytes, relations);
        if notes {
            self.add(bytes, &names.notes[1..], &notes::OPENING, |out| {
                let mut sheet = Sheet::new(out, transcript, &names.notes, number, Kind::Notes);
                notes::write(&mut sheet, &slide.notes);
            });
            self.package.part(bytes, self.bindings.notes(number));
        }
        let (width, height) = frame::SLIDE_POINTS;
        transcript.pages.push(PageExtent {
            width,
            height,
            range: start..transcript.text.len(),
        });
    }

    fn add(
        &mut self,
        bytes: &mut Vec<u8>,
        name: &str,
        opening: &Opening,
        write: impl FnOnce(&mut Vec<u8>),
    ) {
        self.scratch.clear();
        write(&mut self.scratch);
        self.package.add(bytes, name, opening, &self.scratch);
    }
}
