//! Who writes the prose.
//!
//! A [`Narrator`] is asked for a passage by name ("hpi", "plan") and told what
//! it is about, a [`Subject`]. It gives the prose to a [`Pen`], facts as facts,
//! so what it writes is labelled like everything else, and keeps what it found
//! and said of a document in that document's [`Memory`]. The phrase [`Grammar`] is one
//! narrator; a language model behind a cache can be another.

use std::sync::Arc;

use crate::error::Result;
use crate::fact::{Fact, Node};
use crate::seed::Stream;

mod check;
mod choice;
mod draft;
mod flow;
mod grammar;
mod idiom;
mod lists;
mod lookup;
mod memory;
mod parse;
mod pattern;
mod phrases;
mod scan;
mod slots;
mod telling;
#[cfg(test)]
mod tests;

pub use grammar::Grammar;
pub use memory::Memory;
pub use phrases::PASSAGES;

/// What a passage is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// The story.
    pub story: &'a dyn Node,
    /// The part of it that phrases call `here`.
    pub here: Option<&'a Arc<dyn Node>>,
}

/// Takes prose down, piece by piece.
pub trait Pen {
    /// Words that identify nobody.
    fn text(&mut self, text: &str);
    /// An identifier as whoever holds the pen writes it, if not as it comes.
    fn worded(&self, _: &Fact) -> Option<Arc<Fact>> {
        None
    }
    /// An identifier.
    fn fact(&mut self, fact: &Arc<Fact>);
}

/// Writes passages of prose.
pub trait Narrator: Send + Sync {
    /// What a corpus calls documents written this way: `grammar`.
    fn method(&self) -> &'static str;

    /// Whether it can write this passage at all.
    fn knows(&self, passage: &str) -> bool;

    /// Writes one passage. All passages of a document share one memory, which
    /// has to be new for each document.
    ///
    /// # Errors
    /// If the passage is unknown, or the story lacks what every wording of it needs.
    fn write(
        &self,
        passage: &str,
        subject: Subject<'_>,
        memory: &mut Memory,
        stream: &mut Stream,
        pen: &mut dyn Pen,
    ) -> Result<()>;
}
