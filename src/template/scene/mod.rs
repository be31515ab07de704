//! What a template sees: the story as values that carry their labels.
//!
//! Every value made from a [`Fact`] enters itself into the document's ledger
//! of marks when it is written and writes its number before and a closing mark
//! behind its text, so `{{ patient.name }}` is labelled without the author of
//! the template having to do anything, and can't be written without.

mod functions;
mod habit;
mod prose;

use std::borrow::Cow;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, Value};
use minijinja::{Error, ErrorKind, Output, State};

pub(super) use self::functions::FUNCTIONS;
use self::functions::Function;
use self::habit::Habit;
use crate::clinic::Sample;
use crate::document::markup::{self, CLOSE, MOST_MARKS};
use crate::fact::{Decoy, Fact, Item, Key, Mark, Node};
use crate::narrate::{Memory, Narrator};
use crate::seed::{Seed, Stream};

/// One telling of one story.
#[derive(Debug)]
pub(super) struct Scene {
    root: Arc<dyn Node>,
    teller: Teller,
    /// `positive/17`: the stem of its streams' names.
    document: String,
    seed: Seed,
    /// What stands in the place of the patient, if it is to be nobody.
    sample: Option<Arc<Sample>>,
    habit: Habit,
    ledger: Mutex<Ledger>,
}

/// The narrator, which has nothing to show when debugged.
pub(super) struct Teller(pub(super) Arc<dyn Narrator>);

impl fmt::Debug for Teller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.method())
    }
}

#[derive(Debug)]
struct Ledger {
    marks: Vec<Mark>,
    /// The draws of the template itself: `pick`, `chance`, `between`.
    stream: Stream,
    /// The draws of the narrator and what it keeps in mind, from the first
    /// passage on.
    prose: Option<(Stream, Memory)>,
    /// Something a template did that can't be said where it was done.
    misuse: Option<&'static str>,
}

impl Scene {
    pub(super) fn new(
        root: Arc<dyn Node>,
        teller: Teller,
        seed: Seed,
        document: String,
        sample: Option<Arc<Sample>>,
    ) -> Arc<Self> {
        let stream = seed.stream(format_args!("template/{document}"));
        Arc::new(Self {
            habit: Habit::draw(seed, &document, root.as_ref()),
            root,
            teller,
            document,
            seed,
            sample,
            ledger: Mutex::new(Ledger {
                marks: Vec::with_capacity(64),
                stream,
                prose: None,
                misuse: None,
            }),
        })
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        // A scene is used by one thread, so a poisoned lock is a panic that is
        // on its way out already.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The root that templates are rendered with.
    pub(super) fn stage(self: &Arc<Self>) -> Value {
        Value::from_object(Stage(Arc::clone(self)))
    }

    /// Enters a mark and gives its number.
    pub(super) fn enter(&self, mark: Mark) -> Result<usize, Error> {
        let marks = &mut self.ledger().marks;
        if marks.len() >= MOST_MARKS {
            return Err(invalid(format!(
                "a document can have {MOST_MARKS} labelled values at most"
            )));
        }
        marks.push(mark);
        Ok(marks.len() - 1)
    }

    /// Enters a fact and gives its number and text: its own, or those of the
    /// decoy that stands for what is a patient's in a sample.
    pub(super) fn enter_fact<'a>(
        &self,
        fact: &'a Arc<Fact>,
    ) -> Result<(usize, Cow<'a, str>), Error> {
        match &self.sample {
            Some(sample) if fact.role.is_individual() => {
                let decoy = Decoy {
                    looks_like: fact.label,
                    why: sample.why.to_owned(),
                };
                let mark = self.enter(Mark::Decoy(decoy))?;
                Ok((mark, Cow::Owned(sample.stand_in(fact))))
            }
            _ => {
                let mark = self.enter(Mark::Fact(Arc::clone(fact)))?;
                Ok((mark, Cow::Borrowed(&fact.text)))
            }
        }
    }

    /// Writes a fact as the author words it in forms, tables and headings,
    /// between its marks and escaped.
    pub(super) fn write_fact(
        &self,
        fact: &Arc<Fact>,
        out: &mut impl fmt::Write,
    ) -> Result<fmt::Result, Error> {
        let worded = self.habit.worded(fact, false);
        let (mark, text) = self.enter_fact(worded.as_ref().unwrap_or(fact))?;
        Ok(out
            .write_char(markup::open(mark))
            .and_then(|()| markup::escape(&text, out))
            .and_then(|()| out.write_char(CLOSE)))
    }

    /// Adds the same to a text that is still to be escaped.
    pub(super) fn append_fact(&self, fact: &Arc<Fact>, text: &mut String) -> Result<(), Error> {
        let worded = self.habit.worded(fact, false);
        let (mark, words) = self.enter_fact(worded.as_ref().unwrap_or(fact))?;
        text.push(markup::open(mark));
        text.push_str(&words);
        text.push(CLOSE);
        Ok(())
    }

    /// The story.
    pub(super) fn root(&self) -> &dyn Node {
        self.root.as_ref()
    }

    /// Ends the telling: the marks, or what was wrong with it.
    pub(super) fn finish(&self) -> Result<Vec<Mark>, &'static str> {
        let mut ledger = self.ledger();
        match ledger.misuse {
            Some(misuse) => Err(misuse),
            None => Ok(std::mem::take(&mut ledger.marks)),
        }
    }

    fn value(self: &Arc<Self>, item: Item) -> Value {
        match item {
            Item::Fact(fact) => Value::from_object(FactView {
                fact,
                scene: Arc::clone(self),
            }),
            Item::Node(node) => Value::from_object(View {
                node,
                scene: Arc::clone(self),
            }),
            Item::Text(text) => Value::from(text.as_ref()),
            Item::Number(number) => Value::from(number),
            Item::Flag(flag) => Value::from(flag),
            Item::Nothing => Value::UNDEFINED,
            Item::List(items) => items.iter().map(|item| self.value(item.clone())).collect(),
        }
    }
}

pub(super) fn invalid(problem: String) -> Error {
    Error::new(ErrorKind::InvalidOperation, problem)
}

/// Writes every value of a template: facts between their marks, the rest
/// escaped so that Markdown takes none of it for markup.
pub(super) fn write_value(
    out: &mut Output<'_>,
    _: &mut State<'_, '_>,
    value: &Value,
) -> Result<(), Error> {
    let written = if let Some(view) = value.downcast_object_ref::<FactView>() {
        view.scene.write_fact(&view.fact, out)?
    } else if value.is_undefined() || value.is_none() {
        return Err(Error::new(
            ErrorKind::UndefinedError,
            "there is no such value in this story; guard it with {% if … %}",
        ));
    } else if let Some(view) = value.downcast_object_ref::<View>() {
        return Err(invalid(format!(
            "this is no value by itself; it has {}",
            view.node.names().join(", ")
        )));
    } else if let Some(text) = value.as_str() {
        if value.is_safe() {
            out.write_str(text)
        } else {
            markup::escape(text, out)
        }
    } else {
        markup::escape(&value.to_string(), out)
    };
    written.map_err(Error::from)
}

/// The root of a scene: the story's names and the functions.
#[derive(Debug)]
struct Stage(Arc<Scene>);

impl Object for Stage {
    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        if let Some(name) = FUNCTIONS.iter().find(|name| **name == key) {
            return Some(Value::from_object(Function {
                name,
                scene: Arc::clone(&self.0),
            }));
        }
        let item = self.0.root.get(Key::of(key))?;
        Some(self.0.value(item))
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }
}

fn marked(mark: usize, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 6);
    out.push(markup::open(mark));
    out.push_str(text);
    out.push(CLOSE);
    out
}

/// A node of the story.
#[derive(Debug)]
struct View {
    node: Arc<dyn Node>,
    scene: Arc<Scene>,
}

impl Object for View {
    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        Some(match self.node.get(Key::of(key)) {
            Some(item) => self.scene.value(item),
            None => Value::from(Error::new(
                ErrorKind::UndefinedError,
                format!("no {key} here; there is {}", self.node.names().join(", ")),
            )),
        })
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn render(self: &Arc<Self>, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.scene.ledger().misuse =
            Some("a part of the story was written as if it were a value; write one of its names");
        Ok(())
    }
}

/// A fact of the story.
#[derive(Debug)]
struct FactView {
    fact: Arc<Fact>,
    scene: Arc<Scene>,
}

impl Object for FactView {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value_by_str(self: &Arc<Self>, key: &str) -> Option<Value> {
        Some(match self.fact.written(key) {
            Some(fact) => self.scene.value(Item::Fact(Arc::new(fact))),
            None => Value::from(Error::new(
                ErrorKind::UndefinedError,
                format!("{} has no form {key}", self.fact.entity.facet),
            )),
        })
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.get_value_by_str(key.as_str()?)
    }

    fn custom_cmp(self: &Arc<Self>, _: &DynObject) -> Option<std::cmp::Ordering> {
        self.scene.ledger().misuse =
            Some("facts were compared; a story has plain words for what a template decides by");
        None
    }

    /// What filters such as `upper` and the operator `~` work on: the marks
    /// stay around the text.
    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = String::with_capacity(32);
        match self.scene.append_fact(&self.fact, &mut text) {
            Ok(()) => f.write_str(&text),
            Err(_) => {
                self.scene.ledger().misuse = Some("the document has too many labelled values");
                Ok(())
            }
        }
    }
}
