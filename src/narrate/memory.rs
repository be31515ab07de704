//! What a narrator keeps in mind while it tells one document.

use std::sync::Arc;

use super::grammar::{Grammar, GuardId, PassageId, PathId};
use crate::fact::{Item, Node};

/// What was found in the story and said of it so far: the story is asked for
/// everything once, and no sentence has to be read twice.
#[derive(Debug, Default)]
pub struct Memory {
    /// What the story has under each path.
    found: Vec<Kept<Option<Item>>>,
    /// Whether each condition holds.
    holds: Vec<Kept<bool>>,
    /// Whether each passage with a slot fits.
    fits: Vec<Kept<bool>>,
    /// The wordings that the document has, as bits.
    said: Vec<u64>,
    /// The wordings that its author sticks to.
    habits: Vec<(PassageId, usize)>,
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
            self.holds = vec![Kept::default(); grammar.guards.len()];
            self.fits = vec![Kept::default(); grammar.slots.into()];
            self.said = vec![0; grammar.wordings() / 64 + 1];
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
        path: PathId,
        about: Option<&About>,
        look_up: impl FnOnce() -> Option<Item>,
    ) -> Option<&Item> {
        let kept = &mut self.found[path as usize];
        let about = Some(about.map_or(LASTING, |about| about.number));
        if kept.about != about {
            *kept = Kept {
                about,
                value: look_up(),
            };
        }
        kept.value.as_ref()
    }

    /// Whether a condition holds of a thing, if that is known.
    pub(super) fn holds(&self, guard: GuardId, about: Option<&About>) -> Option<bool> {
        let kept = &self.holds[guard as usize];
        let about = about.map_or(LASTING, |about| about.number);
        (kept.about == Some(about)).then_some(kept.value)
    }

    /// Keeps whether a condition holds of a thing.
    pub(super) fn keep_holds(&mut self, guard: GuardId, about: Option<&About>, holds: bool) {
        self.holds[guard as usize] = Kept {
            about: Some(about.map_or(LASTING, |about| about.number)),
            value: holds,
        };
    }

    /// Whether a passage fits a thing, if that is known; `slot` is the passage's.
    pub(super) fn fits(&self, slot: u16, about: Option<&About>) -> Option<bool> {
        let kept = self.fits.get(usize::from(slot.checked_sub(1)?))?;
        let about = about.map_or(LASTING, |about| about.number);
        (kept.about == Some(about)).then_some(kept.value)
    }

    /// Keeps whether a passage fits a thing, if the passage has a slot.
    pub(super) fn keep_fits(&mut self, slot: u16, about: Option<&About>, fits: bool) {
        let at = slot.checked_sub(1).map(usize::from);
        let kept = at.and_then(|at| self.fits.get_mut(at));
        if let Some(kept) = kept {
            *kept = Kept {
                about: Some(about.map_or(LASTING, |about| about.number)),
                value: fits,
            };
        }
    }

    /// Whether the document has this wording already.
    pub(super) fn has_said(&self, wording: usize) -> bool {
        self.said[wording / 64] >> (wording % 64) & 1 == 1
    }

    /// The document has this wording now.
    pub(super) fn say(&mut self, wording: usize) {
        self.said[wording / 64] |= 1 << (wording % 64);
    }

    /// Which wording of a passage the author sticks to, once one was drawn.
    pub(super) fn habit(&self, passage: PassageId) -> Option<usize> {
        let habit = self.habits.iter().find(|(known, _)| *known == passage);
        habit.map(|(_, wording)| *wording)
    }

    /// The author sticks to this wording of a passage.
    pub(super) fn keep_habit(&mut self, passage: PassageId, wording: usize) {
        self.habits.push((passage, wording));
    }
}
