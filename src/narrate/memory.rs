//! What a narrator keeps in mind while it tells one document.

use std::sync::Arc;

use super::grammar::{Grammar, GuardId, Passage, PassageId, PathId};
use crate::fact::{Item, Node};

/// What was found in the story and said of it so far: the story is asked for
/// everything once, and no sentence has to be read twice.
#[derive(Debug, Default)]
pub struct Memory {
    /// Of each path, the thing it was looked up for, if it was.
    asked: Vec<u32>,
    /// Where among the items stands what was found, if anything was asked.
    places: Vec<u16>,
    items: Vec<Option<Item>>,
    /// Whether each condition holds.
    holds: Vec<Answer>,
    /// Whether each passage with a slot fits.
    fits: Vec<Answer>,
    /// The wordings that the document has, as bits.
    said: Vec<u64>,
    /// The wordings that its author sticks to.
    habits: Vec<(PassageId, usize)>,
    /// How many things passages were about.
    things: u32,
}

/// A yes or no about a thing, in a word: a document asks a thousand of them.
#[derive(Clone, Copy, Debug, Default)]
struct Answer(u32);

impl Answer {
    fn new(about: u32, yes: bool) -> Self {
        Self(about << 1 | u32::from(yes))
    }

    /// The answer, if it is about this thing.
    fn about(self, about: u32) -> Option<bool> {
        (self.0 >> 1 == about).then_some(self.0 & 1 == 1)
    }
}

/// The thing that a passage is about: `here` in phrases.
#[derive(Clone, Debug)]
pub(super) struct About {
    pub node: Arc<dyn Node>,
    number: u32,
}

/// What is learnt without regard to `here` holds for all of the document; a
/// zero is not learnt yet.
const LASTING: u32 = 1;

/// What something learnt now is about.
fn about(uses_here: bool, here: Option<&About>) -> u32 {
    here.filter(|_| uses_here)
        .map_or(LASTING, |about| about.number)
}

impl Memory {
    /// Makes room for what a grammar can ask.
    pub(super) fn prepare(&mut self, grammar: &Grammar) {
        if self.asked.is_empty() {
            self.asked = vec![0; grammar.paths.len()];
            self.places = vec![0; grammar.paths.len()];
            self.holds = vec![Answer::default(); grammar.guards.len()];
            self.fits = vec![Answer::default(); grammar.slots.into()];
            self.said = vec![0; grammar.wordings() / 64 + 1];
        }
    }

    /// Turns to a thing.
    pub(super) fn about(&mut self, node: Arc<dyn Node>) -> About {
        self.things += 1;
        About {
            node,
            number: LASTING + self.things,
        }
    }

    /// What stands under a path, looked up if it is not known of this thing.
    pub(super) fn found(
        &mut self,
        path: PathId,
        here: Option<&About>,
        look_up: impl FnOnce() -> Option<Item>,
    ) -> Option<&Item> {
        let about = about(path.uses_here, here);
        let asked = &mut self.asked[path.place()];
        let place = &mut self.places[path.place()];
        if *asked == 0 {
            // There are no more paths than a place can tell apart.
            *place = self.items.len() as u16;
            self.items.push(look_up());
        } else if *asked != about {
            self.items[usize::from(*place)] = look_up();
        }
        *asked = about;
        self.items[usize::from(*place)].as_ref()
    }

    /// Whether a condition holds of a thing, if that is known.
    pub(super) fn holds(&self, guard: GuardId, here: Option<&About>) -> Option<bool> {
        self.holds[guard.place()].about(about(guard.uses_here, here))
    }

    /// Keeps whether a condition holds of a thing.
    pub(super) fn keep_holds(&mut self, guard: GuardId, here: Option<&About>, holds: bool) {
        self.holds[guard.place()] = Answer::new(about(guard.uses_here, here), holds);
    }

    /// Whether a passage fits a thing, if that is known.
    pub(super) fn fits(&self, passage: &Passage, here: Option<&About>) -> Option<bool> {
        let answer = self.fits.get(passage.slot()?)?;
        answer.about(about(passage.uses_here, here))
    }

    /// Keeps whether a passage fits a thing, if the passage has a slot.
    pub(super) fn keep_fits(&mut self, passage: &Passage, here: Option<&About>, fits: bool) {
        let kept = passage.slot().and_then(|slot| self.fits.get_mut(slot));
        if let Some(kept) = kept {
            *kept = Answer::new(about(passage.uses_here, here), fits);
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
