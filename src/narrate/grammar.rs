//! The phrase grammar: passages, each of several wordings to draw from.

use rustc_hash::FxHashMap;

use super::draft::Draft;
use super::lookup::Path;
use super::parse;
use super::pattern::Test;
use super::phrases;
use super::telling::Telling;
use super::{Memory, Narrator, Pen, Subject};
use crate::error::{Error, Result};
use crate::seed::Stream;
use crate::words::{Page, Words};

/// Habits of writing that a passage can have a variant for, `hpi@telegraphic`.
/// Everything else is written in full, which is the passage without a variant.
pub(super) const VOICES: [&str; 2] = ["telegraphic", "abbreviated"];

/// The place of a passage in the grammar.
pub(super) type PassageId = u32;

/// How many bytes the words of an idiom have at most; they are ASCII.
pub(super) const LONGEST_IDIOM: usize = 64;

/// The place of a condition in the grammar.
pub(super) type GuardId = Question;

/// The place of a path in the grammar.
pub(super) type PathId = Question;

/// Something that a story is asked: its place among its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Question {
    place: u16,
    /// Whether it asks the thing that a passage is about.
    pub uses_here: bool,
}

impl Question {
    /// The next one where there are so many; none if there are too many.
    pub(super) fn next(count: usize, uses_here: bool) -> Option<Self> {
        let place = u16::try_from(count).ok()?;
        Some(Self { place, uses_here })
    }

    pub(super) fn place(self) -> usize {
        self.place.into()
    }
}

/// Phrases, parsed and checked.
///
/// What a telling walks through lies side by side and is small: fifteen
/// thousand wordings in pieces of their own would be more than a processor
/// keeps at hand, and it would wait for most of them.
#[derive(Debug, Default)]
pub struct Grammar {
    passages: Vec<Passage>,
    /// Those of one passage after those of the other.
    wordings: Vec<Wording>,
    /// How often each wording is drawn, relative to the others of its passage.
    weights: Vec<u16>,
    /// The conditions of one wording after those of the other.
    conditions: Vec<Condition>,
    /// The pieces of one wording after those of the other.
    ops: Vec<Op>,
    /// All words that are told as they stand.
    words: Page,
    /// The nouns of numbers.
    pub(super) nouns: Vec<String>,
    /// The numbers that are drawn.
    pub(super) numbers: Vec<Number>,
    pub(super) names: FxHashMap<String, PassageId>,
    /// The idioms by their words in small letters, for values of a story that read so.
    pub(super) idioms: FxHashMap<Vec<u8>, PassageId>,
    /// The paths that phrases name.
    pub(super) paths: Vec<Path>,
    /// The conditions of wordings, each once.
    pub(super) guards: Vec<Guard>,
    /// The path under which a story says in which voice it is told.
    pub(super) voice: PathId,
    /// How many passages the memory has to keep something about.
    pub(super) slots: u16,
}

/// Several ways to say one thing.
#[derive(Clone, Copy, Debug)]
pub(super) struct Passage {
    /// Its first wording, and how many there are.
    first: u32,
    count: u8,
    /// The first condition of its wordings, and how many there are.
    first_condition: u32,
    conditions: u16,
    /// It fits every story.
    pub always: bool,
    /// All of its wordings do, without a condition.
    pub is_open: bool,
    /// What is drawn first holds for the whole document: a habit.
    pub is_habit: bool,
    /// Whether it fits depends on the thing it is about.
    pub uses_here: bool,
    /// Where the memory keeps whether it fits, from 1 on.
    pub slot: u16,
    /// The weights of its wordings together.
    pub total: u32,
    /// The passages that say it in other voices, or [`NOTHING`].
    pub variants: [PassageId; VOICES.len()],
}

/// No passage.
pub(super) const NOTHING: PassageId = PassageId::MAX;

/// One way to say it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording {
    first_op: u32,
    ops: u16,
    /// It ends as a sentence does, so it shouldn't be read twice.
    pub is_sentence: bool,
    /// Whatever the story, all that it shows is there.
    pub is_plain: bool,
}

/// What has to hold for a wording of a passage.
#[derive(Clone, Copy, Debug)]
pub(super) struct Condition {
    pub guard: GuardId,
    /// Which of the passage's wordings it is.
    pub wording: u8,
}

/// A condition on the story.
#[derive(Debug)]
pub(super) struct Guard {
    pub path: PathId,
    /// What it has to be.
    pub test: Test,
    /// What the answer has to be.
    pub wanted: bool,
}

/// A number from `low` to `high` in steps.
#[derive(Debug)]
pub(super) struct Number {
    pub low: i64,
    pub high: i64,
    pub step: i64,
    pub show: Show,
    pub article: bool,
}

/// A piece of a wording.
#[derive(Clone, Copy, Debug)]
pub(super) enum Op {
    Text(Words),
    Slot {
        path: PathId,
        show: Show,
        /// In no order.
        mixed: bool,
        casing: Casing,
        article: bool,
    },
    /// A passage about each of several things.
    Each {
        path: PathId,
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
        least: u8,
        most: u8,
        show: Show,
    },
    /// A number, by its place among all.
    Number(u16),
}

/// What is shown of a list, and how it is joined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    /// A number and its noun, by the noun's place among all: `3 days`.
    Plural(u16),
}

/// What becomes of the first letters of words; facts keep theirs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Casing {
    /// Words start small, abbreviations aside.
    pub lower: bool,
    /// The first of them starts with a capital.
    pub capital: bool,
}

impl Passage {
    /// A passage without wordings.
    pub(super) fn new(is_habit: bool) -> Self {
        Self {
            first: 0,
            count: 0,
            first_condition: 0,
            conditions: 0,
            always: false,
            is_open: false,
            is_habit,
            uses_here: false,
            slot: 0,
            total: 0,
            variants: [NOTHING; VOICES.len()],
        }
    }

    /// The passage that says the same in that voice.
    pub(super) fn variant(&self, voice: Option<usize>) -> Option<PassageId> {
        let id = self.variants[voice?];
        (id != NOTHING).then_some(id)
    }

    /// How many wordings it has.
    pub(super) fn count(&self) -> usize {
        usize::from(self.count)
    }

    /// Where the memory keeps whether it fits, if it does.
    pub(super) fn slot(&self) -> Option<usize> {
        self.slot.checked_sub(1).map(usize::from)
    }

    /// The number of one of its wordings among all.
    pub(super) fn number(&self, index: usize) -> usize {
        self.first as usize + index
    }
}

impl Grammar {
    /// A passage.
    pub(super) fn passage(&self, id: PassageId) -> &Passage {
        &self.passages[id as usize]
    }

    /// The wordings of a passage.
    pub(super) fn wordings_of(&self, passage: &Passage) -> &[Wording] {
        &self.wordings[passage.first as usize..][..passage.count()]
    }

    /// How often each wording of a passage is drawn, relative to the others.
    pub(super) fn weights_of(&self, passage: &Passage) -> &[u16] {
        &self.weights[passage.first as usize..][..passage.count()]
    }

    /// The conditions of the wordings of a passage, in the order of these.
    pub(super) fn conditions_of(&self, passage: &Passage) -> &[Condition] {
        &self.conditions[passage.first_condition as usize..][..usize::from(passage.conditions)]
    }

    /// The pieces of a wording.
    pub(super) fn ops_of(&self, wording: &Wording) -> &[Op] {
        &self.ops[wording.first_op as usize..][..usize::from(wording.ops)]
    }

    /// Words that are told as they stand.
    pub(super) fn words(&self, words: Words) -> &str {
        self.words.at(words)
    }

    /// How many wordings there are.
    pub(super) fn wordings(&self) -> usize {
        self.wordings.len()
    }

    /// Keeps words.
    pub(super) fn keep_words(&mut self, words: &str) -> Words {
        self.words.keep(words)
    }

    /// Lays passages down, side by side.
    pub(super) fn lay_down(&mut self, drafts: &[Draft]) {
        for draft in drafts {
            let conditions = draft.wordings.iter().map(|wording| wording.guards.len());
            self.passages.push(Passage {
                first: self.wordings.len() as u32,
                count: draft.wordings.len() as u8,
                first_condition: self.conditions.len() as u32,
                conditions: conditions.sum::<usize>() as u16,
                ..draft.passage
            });
            for (index, wording) in draft.wordings.iter().enumerate() {
                self.wordings.push(Wording {
                    first_op: self.ops.len() as u32,
                    ops: wording.ops.len() as u16,
                    is_sentence: wording.is_sentence,
                    is_plain: wording.is_plain,
                });
                self.weights.push(wording.weight);
                let conditions = wording.guards.iter().map(|&guard| Condition {
                    guard,
                    wording: index as u8,
                });
                self.conditions.extend(conditions);
                self.ops.extend(&wording.ops);
            }
        }
    }

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
        self.idioms.get(&*small).copied()
    }

    /// The passages that can be asked for, in the order of the alphabet.
    pub fn passages(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self.names.keys().map(String::as_str).collect();
        names.sort_unstable();
        names
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
