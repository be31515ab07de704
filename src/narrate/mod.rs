//! Who writes the prose.
//!
//! A [`Narrator`] is asked for a passage by name ("hpi", "plan") and gets the
//! story as [`Slots`]. It gives the prose to a [`Pen`], facts as facts, so what
//! it writes is labelled like everything else. The phrase [`Grammar`] is one
//! narrator; a language model behind a cache can be another.

use std::sync::Arc;

use crate::error::Result;
use crate::fact::{Fact, Item};
use crate::seed::Stream;

mod check;
mod flow;
mod grammar;
mod lookup;
mod parse;
mod phrases;
mod scan;
mod telling;
#[cfg(test)]
mod tests;

pub use grammar::Grammar;
pub use phrases::PASSAGES;

/// The story, by path: `patient.name`.
pub trait Slots {
    /// What stands under a path; `None` if nothing does.
    fn get(&self, path: &str) -> Option<Item>;
}

/// Takes prose down, piece by piece.
pub trait Pen {
    /// Words that identify nobody.
    fn text(&mut self, text: &str);
    /// An identifier.
    fn fact(&mut self, fact: &Arc<Fact>);

    /// Whether the document has this wording already. A pen that remembers
    /// spares its readers the same sentence twice; one that doesn't says no.
    fn has_said(&self, wording: u32) -> bool {
        let _ = wording;
        false
    }

    /// Remembers that the document has this wording now.
    fn said(&mut self, wording: u32) {
        let _ = wording;
    }
}

/// Writes passages of prose.
pub trait Narrator: Send + Sync {
    /// What a corpus calls documents written this way: `grammar`.
    fn method(&self) -> &'static str;

    /// Whether it can write this passage at all.
    fn knows(&self, passage: &str) -> bool;

    /// Writes one passage.
    ///
    /// # Errors
    /// If the passage is unknown, or the story lacks what every wording of it needs.
    fn write(
        &self,
        passage: &str,
        slots: &dyn Slots,
        stream: &mut Stream,
        pen: &mut dyn Pen,
    ) -> Result<()>;
}
