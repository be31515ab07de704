//! The parts that hold decks together and are the same in many of them. An
//! encoder makes and deflates each when it is first needed.

use std::collections::BTreeMap;

use super::deck::{self, NAMES};
use super::slide::Layout;
use crate::format::needs::Needs;
use crate::format::package::Part;

/// Those that were needed so far.
#[derive(Default)]
pub(super) struct Bindings {
    presentations: BTreeMap<(u32, bool), [Part; 2]>,
    slides: BTreeMap<(u32, Layout, bool), Part>,
    notes: BTreeMap<u32, Part>,
}

impl Bindings {
    /// The presentation of so many slides, with or without notes, and its relations.
    pub(super) fn presentation(&mut self, slides: u32, notes: bool) -> &[Part; 2] {
        let made = self.presentations.entry((slides, notes));
        made.or_insert_with(|| {
            let presentation = part("ppt/presentation.xml", |out| {
                deck::presentation(out, slides, notes);
            });
            let relations = part(deck::PRESENTATION_RELATIONS, |out| {
                deck::relations(out, slides, notes, false);
            });
            [presentation, relations]
        })
    }

    /// The relations of a slide.
    pub(super) fn slide(&mut self, number: u32, layout: Layout, notes: bool) -> &Part {
        let names = &NAMES[number as usize - 1];
        let made = self.slides.entry((number, layout, notes));
        made.or_insert_with(|| {
            part(&names.slide_relations, |out| {
                deck::slide_relations(out, names, layout, notes, Needs::default());
            })
        })
    }

    /// The relations of a slide's page of notes.
    pub(super) fn notes(&mut self, number: u32) -> &Part {
        let names = &NAMES[number as usize - 1];
        let made = self.notes.entry(number);
        made.or_insert_with(|| {
            part(&names.notes_relations, |out| {
                deck::notes_relations(out, names);
            })
        })
    }
}

fn part(name: &'static str, write: impl FnOnce(&mut Vec<u8>)) -> Part {
    let mut content = Vec::new();
    write(&mut content);
    Part::new(name, &content)
}
