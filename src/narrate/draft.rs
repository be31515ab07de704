//! Passages as they are read, each in a piece of its own.

use super::grammar::{GuardId, Op, Passage};

/// A passage.
#[derive(Debug)]
pub(super) struct Draft {
    /// Empty for choices within a wording.
    pub name: String,
    pub wordings: Vec<DraftWording>,
    /// What is known of it, its wordings aside.
    pub passage: Passage,
}

/// A wording.
#[derive(Debug)]
pub(super) struct DraftWording {
    pub weight: u16,
    pub is_sentence: bool,
    /// Whatever the story, all that it shows is there.
    pub is_plain: bool,
    pub guards: Vec<GuardId>,
    pub ops: Vec<Op>,
    /// Where it stands: file and line.
    pub place: (usize, usize),
}
