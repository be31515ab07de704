//! What a narrator keeps in mind while it tells one document.

use std::sync::Arc;

use super::grammar::{Grammar, PassageId};
use crate::fact::{Item, Node};

/// What was found in the story and said of it so far: the story is asked for
/// everything once, and no sentence has to be read twice.
#[derive(Debug, Default)]
pub struct Memory {
    /// What the story has under each path.
    found: Vec<Kept<Option<Item>>>,
    /// Whether each passage fits.
    fits: Vec<Kept<bool>>,
    /// The wordings that the document has.
    said: Vec<u32>,
    /// How many things passages were about.
    things: u32,
}

/// Something learnt while a passage was about a thing.
#[derive(Clone, Debug, Default)]
struct Kept<T> {
    about: Option<u32>,
    value: T,
}

/// The thing that a passage is about: `here` in phrases.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub node: Arc<dyn Node>,
    number: u32,
}

/// What is learnt without regard to `here` holds for all of the document.
const LASTING: u32 = 0;

impl Memory {
    /// Makes room for what a grammar can ask.
    pub(super) fn prepare(&mut self, grammar: &Grammar) {
        if self.found.is_empty() {
            self.found = vec![Kept::default(); grammar.paths.len()];
            self.fits = vec![Kept::default(); grammar.passages.len()];
            self.said.reserve(64);
        }
    }

    /// Turns to a thing.
    pub(super) fn about(&mut self, node: Arc<dyn Node>) -> About {
        self.things += 1;
        About {
            node,
            number: self.things,
        }
    }

    /// What stands under a path, looked up if it is not known of this thing.
    pub(super) fn found(
        &mut self,
        path: usize,
        about: Option<&About>,
        look_up: impl FnOnce() -> Option<Item>,
    ) -> Option<&Item> {
        let kept = &mut self.found[path];
        let about = Some(about.map_or(LASTING, |about| about.number));
        if kept.about != about {
            *kept = Kept {
                about,
                value: look_up(),
            };
        }
        kept.value.as_ref()
    }

    /// Whether a passage fits a thing, if that is known.
    pub(super) fn fits(&self, passage: PassageId, about: Option<&About>) -> Option<bool> {
        let kept = &self.fits[passage];
        let about = about.map_or(LASTING, |about| about.number);
        (kept.about == Some(about)).then_some(kept.value)
    }

    /// Keeps whether a passage fits a thing.
    pub(super) fn keep_fits(&mut self, passage: PassageId, about: Option<&About>, fits: bool) {
        self.fits[passage] = Kept {
            about: Some(about.map_or(LASTING, |about| about.number)),
            value: fits,
        };
    }

    /// Whether the document has this wording already.
    pub(super) fn has_said(&self, wording: u32) -> bool {
        self.said.contains(&wording)
    }

    /// The document has this wording now.
    pub(super) fn say(&mut self, wording: u32) {
        self.said.push(wording);
    }
}
