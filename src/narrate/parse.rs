//! Reads phrase files.
//!
//! ```text
//! # a comment
//! passage
//!   A wording with {slot.path}, [another-passage] and (this|that|).
//!   3x A wording drawn three times as often,
//!     which goes on here.
//!   ?picture.is_child ?!encounter.kind=inpatient Only if this holds and that does not.
//! passage@telegraphic
//!   The same in another voice.
//! ```
//!
//! - `{path}` shows words, a number or a fact; `{path|and}`, `or`, `list`,
//!   `sentences`, `first`, `rest`, `pick`, `some` show a list, after `mixed` in no order;
//!   `{path|plural:day}` shows a number with its noun; `lower` makes names start small,
//!   `cap` the first word with a capital; `{a:path}` puts `a` or `an` before them.
//! - `{3..8}` is a number drawn, `{10..60:5|plural:minute}` one in steps, with its noun.
//! - `main` is short for `picture.problems.0`, what a story is mainly about.
//! - A path may go through a list: `picture.history.*.name` takes a name of each
//!   item, `here.results.is_abnormal?`, `!is_abnormal?`, `flag=H?` and `icd=J*?` keep some.
//! - `{path|each:passage|and}` tells a passage about each thing of a list (or about
//!   one thing), which is its `here`; of words, `here.name` is the word.
//! - `[passage|and:2..3]` is two or three different wordings of a passage in no order,
//!   joined as lists are: `and`, `or`, `list`, `sentences`.
//! - Parentheses are a choice if there is a bar in them, otherwise themselves.
//! - A condition may name several words, with stars for what is left open and `_` for
//!   a blank: `?main.icd=I*,J*`, `?main.symptoms=*pain*` (one of the list reads so); or it
//!   compares numbers: `?picture.vitals.hr>100`.
//! - A passage whose name stands in quotes, `"because of"`, is told wherever these words
//!   stand in a wording of another passage, or are all that a path shows.
//! - Of `passage=` one wording is drawn for all of a document: a habit of its author.
//!
//! A wording takes part only if its conditions hold and all that it shows is there.
//! Sentences, and the wordings of the passage that was asked for, are not used
//! twice while others are left.

use std::collections::BTreeMap;
use std::mem;

use super::draft::{Draft, DraftWording};
use super::grammar::{
    Grammar, Guard, GuardId, LONGEST_IDIOM, Op, Passage, PassageId, PathId, Question, VOICES,
};
use super::idiom::Idioms;
use super::lookup::Path;
use super::pattern::{Pattern, Test, thousandths};
use super::scan::{Wrong, bracketed, options, split, wrong};
use crate::error::{Error, Result};

/// As many as the bits of the set in which a telling keeps what it has tried.
const MOST_WORDINGS: usize = 128;
/// So many conditions and pieces a wording may have.
const MOST_CONDITIONS: usize = u16::MAX as usize / MOST_WORDINGS;
const MOST_PIECES: usize = u16::MAX as usize;
/// The weights of all wordings of a passage stay a small number.
const MOST_WEIGHT: u16 = 10_000;

/// Reads and checks phrase files, each a name and its text.
pub(super) fn read(files: &[(&str, &str)]) -> Result<Grammar> {
    let (mut grammar, drafts) = drafts(files)?;
    grammar.lay_down(&drafts);
    Ok(grammar)
}

/// The passages of phrase files, and the grammar that they are to be laid down in.
pub(super) fn drafts(files: &[(&str, &str)]) -> Result<(Grammar, Vec<Draft>)> {
    let mut reader = Reader::default();
    let at = |file: usize, line: usize| {
        move |(problem, fix): Wrong| Error::Source {
            file: files[file].0.to_owned(),
            line,
            problem,
            fix,
        }
    };
    let mut blocks = Vec::new();
    for (file, (_, text)) in files.iter().enumerate() {
        for block in split(text).map_err(|(line, problem)| at(file, line)(problem))? {
            let id = reader.declare(block.name).map_err(at(file, block.line))?;
            blocks.push((file, id, block));
        }
    }
    for (file, id, block) in blocks {
        if block.wordings.is_empty() {
            let problem = wrong(
                format!("`{}` has no wording", block.name),
                "write one below it, indented by two blanks",
            );
            return Err(at(file, block.line)(problem));
        }
        reader.is_in_idiom = Idioms::words(block.name).is_some();
        for (line, text) in block.wordings {
            let wording = reader
                .wording(&text, (file, line))
                .map_err(at(file, line))?;
            reader.add(id, wording).map_err(at(file, line))?;
        }
    }
    let voice = reader.path("author.voice").map_err(at(0, 1))?;
    let (mut grammar, mut drafts) = (reader.grammar, reader.drafts);
    grammar.voice = voice;
    super::check::check(&mut grammar, &mut drafts)
        .map_err(|(place, problem)| at(place.0, place.1)(problem))?;
    Ok((grammar, drafts))
}

#[derive(Default)]
pub(super) struct Reader {
    pub(super) grammar: Grammar,
    drafts: Vec<Draft>,
    paths: BTreeMap<String, PathId>,
    guards: BTreeMap<String, GuardId>,
    idioms: Idioms,
    /// No idiom is said within an idiom.
    is_in_idiom: bool,
}

impl Reader {
    fn declare(&mut self, name: &str) -> Result<PassageId, Wrong> {
        let is_word = |text: &str| {
            !text.is_empty()
                && text
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        };
        let (name, is_habit) = match name.strip_suffix('=') {
            Some(name) => (name, true),
            None => (name, false),
        };
        let (base, voice) = match name.split_once('@') {
            Some((base, voice)) => (base, Some(voice)),
            None => (name, None),
        };
        let idiom = Idioms::words(name);
        if !is_word(base) && idiom.is_none() {
            return Err(wrong(
                format!("`{name}` is no name of a passage"),
                "use letters, digits, - and _",
            ));
        }
        if voice.is_some_and(|voice| !VOICES.contains(&voice)) {
            return Err(wrong(
                format!("`{name}` is of no known voice"),
                format!("the voices are {}", VOICES.join(" and ")),
            ));
        }
        let id = self.drafts.len() as PassageId;
        if let Some(words) = idiom {
            if !words.is_ascii() || words.len() > LONGEST_IDIOM {
                return Err(wrong(
                    format!("`{name}` is no idiom"),
                    format!("use ASCII, {LONGEST_IDIOM} characters at most"),
                ));
            }
            self.idioms.add(words, id);
            let small = words.to_ascii_lowercase().into_bytes();
            self.grammar.idioms.insert(small, id);
        }
        if self.grammar.names.insert(name.to_owned(), id).is_some() {
            return Err(wrong(
                format!("`{name}` is there already"),
                "move its wordings to the passage of that name, or rename it",
            ));
        }
        self.drafts.push(Draft {
            name: name.to_owned(),
            wordings: Vec::new(),
            passage: Passage::new(is_habit),
        });
        Ok(id)
    }

    fn add(&mut self, id: PassageId, wording: DraftWording) -> Result<(), Wrong> {
        let wordings = &mut self.drafts[id as usize].wordings;
        wordings.push(wording);
        few_wordings(wordings)
    }

    pub(super) fn path(&mut self, text: &str) -> Result<PathId, Wrong> {
        if let Some(&known) = self.paths.get(text) {
            return Ok(known);
        }
        let path = Path::read(text)
            .map_err(|problem| wrong(problem, "write names with dots between them"))?;
        let count = self.grammar.paths.len();
        let id = Question::next(count, path.is_here).ok_or_else(too_many)?;
        self.paths.insert(text.to_owned(), id);
        self.grammar.paths.push(path);
        Ok(id)
    }

    pub(super) fn passage(&self, name: &str) -> Result<PassageId, Wrong> {
        let known = self.grammar.names.get(name).copied();
        known.ok_or_else(|| {
            wrong(
                format!("there is no passage `{name}`"),
                "check the spelling, or write that passage",
            )
        })
    }

    /// A wording or an option of a choice.
    fn wording(&mut self, text: &str, place: (usize, usize)) -> Result<DraftWording, Wrong> {
        let mut rest = text;
        let mut weight = 1;
        if let Some((head, tail)) = rest.split_once("x ")
            && let Ok(number) = head.parse()
        {
            (weight, rest) = (number, tail);
        }
        if weight == 0 {
            return Err(wrong("a weight of 0", "leave the wording out"));
        }
        if weight > MOST_WEIGHT {
            return Err(wrong(
                format!("a weight above {MOST_WEIGHT}"),
                "make the weights of all wordings smaller",
            ));
        }
        let mut guards = Vec::new();
        while let Some(guarded) = rest.strip_prefix('?') {
            let (test, tail) = guarded.split_once(' ').unwrap_or((guarded, ""));
            guards.push(self.guard(test)?);
            rest = tail;
        }
        let ops = self.ops(rest, place)?;
        if guards.len() > MOST_CONDITIONS || ops.len() > MOST_PIECES {
            return Err(wrong(
                "too many conditions or pieces",
                "make several wordings or passages of it",
            ));
        }
        Ok(DraftWording {
            weight,
            is_sentence: rest.ends_with(['.', '!', '?']),
            is_plain: false,
            guards,
            ops,
            place,
        })
    }

    /// A condition, which is kept once however many wordings have it.
    fn guard(&mut self, text: &str) -> Result<GuardId, Wrong> {
        if let Some(&known) = self.guards.get(text) {
            return Ok(known);
        }
        let (path, test, wanted) = self.condition(text)?;
        let count = self.grammar.guards.len();
        let id = Question::next(count, path.uses_here).ok_or_else(too_many)?;
        self.guards.insert(text.to_owned(), id);
        self.grammar.guards.push(Guard { path, test, wanted });
        Ok(id)
    }

    /// A path, what it has to be, and what the answer has to be.
    fn condition(&mut self, test: &str) -> Result<(PathId, Test, bool), Wrong> {
        let (test, mut wanted) = match test.strip_prefix('!') {
            Some(test) => (test, false),
            None => (test, true),
        };
        if let Some(at) = test.find(['<', '>']) {
            let bound = thousandths(&test[at + 1..]).ok_or_else(|| {
                wrong(
                    format!("`{test}` compares with no number"),
                    "write a number behind < or >",
                )
            })?;
            let is_above = test.as_bytes()[at] == b'>';
            let path = self.path(&test[..at])?;
            let test = match is_above {
                true => Test::Above(bound),
                false => Test::Below(bound),
            };
            return Ok((path, test, wanted));
        }
        let (path, test) = match test.rsplit_once('=') {
            // `list.flag=H?` is a step of a path.
            Some((path, value)) if !value.contains('?') => {
                (path, Test::Reads(Pattern::several(value)))
            }
            _ => (test, Test::Something),
        };
        let path = match path.strip_suffix('!') {
            Some(path) => {
                wanted = !wanted;
                path
            }
            None => path,
        };
        Ok((self.path(path)?, test, wanted))
    }

    fn ops(&mut self, text: &str, place: (usize, usize)) -> Result<Vec<Op>, Wrong> {
        let mut ops = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}', '[', ']', '(', ')', '|']) {
            words.push_str(&rest[..at]);
            let (mark, inside, tail) = bracketed(&rest[at..])?;
            rest = tail;
            let op = match mark {
                '{' => self.slot(inside)?,
                '[' => self.call(inside)?,
                _ => match options(inside).as_slice() {
                    [only] => {
                        // No choice: parentheses as everybody writes them.
                        words.push('(');
                        let mut inner = self.ops(only, place)?;
                        if let Some(Op::Text(first)) = inner.first() {
                            words.push_str(self.grammar.words(*first));
                            inner.remove(0);
                        }
                        self.put_words(&mut ops, &mut words);
                        ops.extend(inner);
                        words.push(')');
                        continue;
                    }
                    options => Op::Call(self.choice(options, place)?),
                },
            };
            self.put_words(&mut ops, &mut words);
            ops.push(op);
        }
        words.push_str(rest);
        self.put_words(&mut ops, &mut words);
        Ok(ops)
    }

    fn choice(&mut self, options: &[&str], place: (usize, usize)) -> Result<PassageId, Wrong> {
        let wordings = options
            .iter()
            .map(|option| self.wording(option, place))
            .collect::<Result<Vec<_>, _>>()?;
        few_wordings(&wordings)?;
        let id = self.drafts.len() as PassageId;
        self.drafts.push(Draft {
            name: String::new(),
            wordings,
            passage: Passage::new(false),
        });
        Ok(id)
    }

    fn put_words(&mut self, ops: &mut Vec<Op>, words: &mut String) {
        let words = mem::take(words);
        if !self.is_in_idiom {
            self.idioms.put(&words, &mut self.grammar, ops);
        } else if !words.is_empty() {
            ops.push(Op::Text(self.grammar.keep_words(&words)));
        }
    }
}

fn too_many() -> Wrong {
    wrong(
        "more different paths or conditions than a grammar holds",
        "take those that are there already",
    )
}

fn few_wordings(wordings: &[DraftWording]) -> Result<(), Wrong> {
    if wordings.len() > MOST_WORDINGS {
        return Err(wrong(
            format!("more than {MOST_WORDINGS} wordings"),
            "make a passage of some of them",
        ));
    }
    Ok(())
}
