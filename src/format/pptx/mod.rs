//! Slides: PresentationML (ECMA-376 part 1, clause 19) as PowerPoint writes it.
//!
//! A document becomes [`outline::Section`]s by its headings, these spread over
//! [`spread::Slide`]s, and each slide is a part. The profile `pptx/1` reads
//! slide by slide the shapes in their order, each paragraph a line, tables cell
//! by cell, and then the slide's notes. Nothing runs off a slide: text is
//! measured, set smaller, or carried on by a further slide.

mod asides;
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
use self::deck::{CONTENT_TYPES, MOST, NAMES, PRESENTATION_RELATIONS};
use self::sheet::Sheet;
use self::slide::Layout;
use self::spread::Slide;
use self::stock::Stock;
use super::barcode;
use super::deflate::{Opening, UNKNOWN};
use super::needs::Needs;
use super::package::Package;
use super::{Encoder, Format, properties};
use crate::document::{Document, Kind, PageExtent, Text, Transcript};
use crate::error::{Error, Result};
use crate::recipe::Placement;

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

    fn effort(&self) -> u64 {
        30
    }

    fn placements(&self) -> &'static [Placement] {
        &[
            Placement::Comment,
            Placement::Textbox,
            Placement::AltText,
            Placement::Link,
            Placement::Properties,
            Placement::Footer,
        ]
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
        let needs = Needs::of(&document.asides);
        if needs.below {
            slides.extend(slides.last().map(asides::slide));
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
            deck::content_types(out, &notes, needs);
        });
        let count = slides.len() as u32;
        let [presentation, relations] = self.bindings.presentation(count, any_notes);
        self.package.part(bytes, presentation);
        match needs.comment {
            None => self.package.part(bytes, relations),
            Some(text) => {
                self.add(bytes, PRESENTATION_RELATIONS, &UNKNOWN, |out| {
                    deck::relations(out, count, any_notes, true);
                });
                self.comment(document, text, bytes, transcript);
            }
        }
        if needs.picture {
            self.package.stored(bytes, &deck::MEDIA[1..], barcode::PNG);
        }
        for (slide, number) in slides.iter().zip(1..) {
            // The comment is on the first slide, the rest on the last.
            let is_last = number == count;
            let needs = Needs {
                comment: needs.comment.filter(|_| number == 1),
                target: needs.target.filter(|_| is_last),
                picture: needs.picture && is_last,
                below: needs.below && is_last,
            };
            self.slide(document, slide, (number, needs), bytes, transcript);
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
    /// The comment on the first slide, and who made it.
    fn comment(
        &mut self,
        document: &Document,
        text: &Text,
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) {
        let head = &document.head;
        self.add(bytes, &deck::COMMENT_AUTHORS[1..], &UNKNOWN, |out| {
            asides::comment_author(out, transcript, &head.author);
        });
        self.add(bytes, &deck::COMMENTS[1..], &UNKNOWN, |out| {
            asides::comment(out, transcript, head, text);
        });
    }

    /// A slide and its notes.
    fn slide(
        &mut self,
        document: &Document,
        slide: &Slide<'_>,
        (number, needs): (u32, Needs<'_>),
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) {
        let names = &NAMES[number as usize - 1];
        let start = transcript.text.len();
        let notes = !slide.notes.is_empty();
        self.add(bytes, &names.slide[1..], slide::opening(slide), |out| {
            let mut sheet = Sheet::new(out, transcript, &names.slide, number, Kind::Shape);
            let asides = match needs.below {
                true => &document.asides[..],
                false => &[],
            };
            slide::write(&mut sheet, document, slide, number, asides);
        });
        let layout = Layout::of(slide);
        if needs.comment.is_some() || needs.below {
            self.add(bytes, &names.slide_relations, &UNKNOWN, |out| {
                deck::slide_relations(out, names, layout, notes, needs);
            });
        } else {
            let relations = self.bindings.slide(number, layout, notes);
            self.package.part(bytes, relations);
        }
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
