//! The phrase grammar: passages, each of several wordings to draw from.

use std::collections::BTreeMap;

use super::lookup::Path;
use super::parse;
use super::pattern::Test;
use super::phrases;
use super::telling::Telling;
use super::{Memory, Narrator, Pen, Subject};
use crate::error::{Error, Result};
use crate::seed::Stream;

/// Habits of writing that a passage can have a variant for, `hpi@telegraphic`.
/// Everything else is written in full, which is the passage without a variant.
pub(super) const VOICES: [&str; 2] = ["telegraphic", "abbreviated"];

/// The place of a passage in the grammar.
pub(super) type PassageId = usize;

/// How many bytes the words of an idiom have at most; they are ASCII.
pub(super) const LONGEST_IDIOM: usize = 64;

/// The place of a condition in the grammar.
pub(super) type GuardId = usize;

/// Phrases, parsed and checked.
#[derive(Debug, Default)]
pub struct Grammar {
    pub(super) passages: Vec<Passage>,
    pub(super) names: BTreeMap<String, PassageId>,
    /// The idioms by their words, for values of a story that read so.
    pub(super) idioms: BTreeMap<String, PassageId>,
    /// The paths that phrases name.
    pub(super) paths: Vec<Path>,
    /// The conditions of wordings, each once.
    pub(super) guards: Vec<Guard>,
    /// The path under which a story says in which voice it is told.
    pub(super) voice: usize,
    /// How many passages the memory has to keep something about.
    pub(super) slots: usize,
    /// How many wordings there are.
    pub(super) wordings: usize,
}

/// Several ways to say one thing.
#[derive(Debug, Default)]
pub(super) struct Passage {
    /// Empty for choices within a wording.
    pub name: String,
    pub wordings: Vec<Wording>,
    /// The passages that say it in other voices.
    pub variants: [Option<PassageId>; VOICES.len()],
    /// It fits every story.
    pub always: bool,
    /// All of its wordings do, without a condition.
    pub is_open: bool,
    /// The weights of its wordings together.
    pub total: u64,
    /// What is drawn first holds for the whole document: a habit.
    pub is_habit: bool,
    /// Where the memory keeps whether it fits.
    pub slot: usize,
    /// Whether it fits depends on the thing it is about.
    pub uses_here: bool,
}

/// One way to say it.
#[derive(Debug)]
pub(super) struct Wording {
    /// How often it is drawn, relative to the others.
    pub weight: u32,
    /// Its number in the grammar.
    pub number: u32,
    /// It ends as a sentence does, so it shouldn't be read twice.
    pub is_sentence: bool,
    pub guards: Vec<GuardId>,
    pub ops: Vec<Op>,
    /// Where it stands: file and line.
    pub place: (usize, usize),
}

/// A condition on the story.
#[derive(Debug)]
pub(super) struct Guard {
    pub path: usize,
    /// What it has to be.
    pub test: Test,
    /// What the answer has to be.
    pub wanted: bool,
    /// Whether it asks the thing that a passage is about.
    pub uses_here: bool,
}

/// A piece of a wording.
#[derive(Debug)]
pub(super) enum Op {
    Text(String),
    Slot {
        path: usize,
        show: Show,
        /// In no order.
        mixed: bool,
        casing: Casing,
        article: bool,
    },
    /// A passage about each of several things.
    Each {
        path: usize,
        passage: PassageId,
        show: Show,
        /// In no order.
        mixed: bool,
    },
    /// A passage.
    Call(PassageId),
    /// So many different wordings of a passage, in no order.
    Several {
        passage: PassageId,
        least: i64,
        most: i64,
        show: Show,
    },
    /// A number from `low` to `high` in steps.
    Number {
        low: i64,
        high: i64,
        step: i64,
        show: Show,
        article: bool,
    },
}

/// What is shown of a list, and how it is joined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Show {
    /// It is no list.
    One,
    /// `a, b and c`
    And,
    /// `a, b or c`
    Or,
    /// `a, b, c`, or with semicolons if an item has a comma.
    List,
    /// One sentence after the other.
    Sentences,
    /// The first.
    First,
    /// All but the first, joined as by `And`.
    Rest,
    /// One at random.
    Pick,
    /// One to three at random, joined as by `And`.
    Some,
    /// A number and its noun: `3 days`.
    Plural(String),
}

/// What becomes of the first letters of words; facts keep theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Casing {
    /// Words start small, abbreviations aside.
    pub lower: bool,
    /// The first of them starts with a capital.
    pub capital: bool,
}

impl Grammar {
    /// The phrases that come with the crate.
    ///
    /// # Errors
    /// [`Error::Source`] if one can't be read, which a test excludes.
    pub fn embedded() -> Result<Self> {
        Self::load(phrases::FILES)
    }

    /// Reads phrase files, each a name and its text.
    ///
    /// # Errors
    /// [`Error::Source`] with file, line and what to do.
    pub fn load(files: &[(&str, &str)]) -> Result<Self> {
        parse::read(files)
    }

    /// The idiom that these words are, in capitals or small letters.
    pub(super) fn idiom(&self, words: &str) -> Option<PassageId> {
        // Most words are none, and idioms are short: no memory is asked for.
        let mut small = [0; LONGEST_IDIOM];
        let small = small.get_mut(..words.len())?;
        small.copy_from_slice(words.as_bytes());
        small.make_ascii_lowercase();
        let small = std::str::from_utf8(small).ok()?;
        self.idioms.get(small).copied()
    }

    /// The passages that can be asked for, in the order of the alphabet.
    pub fn passages(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }
}

impl Narrator for Grammar {
    fn method(&self) -> &'static str {
        "grammar"
    }

    fn knows(&self, passage: &str) -> bool {
        self.names.contains_key(passage)
    }

    fn write(
        &self,
        passage: &str,
        subject: Subject<'_>,
        memory: &mut Memory,
        stream: &mut Stream,
        pen: &mut dyn Pen,
    ) -> Result<()> {
        let id = *self.names.get(passage).ok_or_else(|| Error::Missing {
            what: format!("there is no passage `{passage}`"),
            fix: format!("use one of {}", phrases::PASSAGES.join(", ")),
        })?;
        if Telling::new(self, subject, memory, stream, pen).tell(id) {
            return Ok(());
        }
        Err(Error::Missing {
            what: format!("no wording of `{passage}` fits this story"),
            fix: "give it what it is about, as in prose(\"plan\", problem), or guard the call"
                .into(),
        })
    }
}
