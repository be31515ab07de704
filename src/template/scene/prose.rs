//! Between a scene and its narrator: the story by path, and prose taken down
//! with its marks.

use std::sync::Arc;

use minijinja::{Error, Value};

use super::{Scene, invalid};
use crate::document::markup::{self, CLOSE};
use crate::fact::{Fact, Item, Mark, Node};
use crate::narrate::{Pen, Slots};

impl Scene {
    /// Has a passage written about the story, or about a part of it.
    pub(super) fn prose(
        self: &Arc<Self>,
        passage: &str,
        here: Option<&dyn Node>,
    ) -> Result<Value, Error> {
        let number = {
            let mut ledger = self.ledger();
            ledger.passages += 1;
            ledger.passages
        };
        let document = &self.document;
        let mut stream = self
            .seed
            .stream(format_args!("prose/{document}/{passage}/{number}"));
        let mut paper = Paper {
            scene: self,
            text: String::with_capacity(256),
            failed: None,
        };
        let slots = Path {
            root: self.root.as_ref(),
            here,
        };
        self.teller
            .0
            .write(passage, &slots, &mut stream, &mut paper)
            .map_err(|error| invalid(error.to_string()))?;
        match paper.failed {
            Some(error) => Err(error),
            None => Ok(Value::from(paper.text)),
        }
    }
}

/// Looks a phrase's paths up, `here` first.
struct Path<'a> {
    root: &'a dyn Node,
    here: Option<&'a dyn Node>,
}

impl Slots for Path<'_> {
    fn get(&self, path: &str) -> Option<Item> {
        let mut names = path.split('.');
        let first = names.next()?;
        let mut item = if first == "here" {
            self.here?.get(names.next()?)?
        } else {
            self.root.get(first)?
        };
        for name in names {
            item = match item {
                Item::Node(node) => node.get(name)?,
                Item::Fact(fact) => Item::Fact(Arc::new(fact.written(name)?)),
                Item::List(items) => items.into_iter().nth(name.parse().ok()?)?,
                _ => return None,
            };
        }
        Some(item)
    }
}

/// Takes prose down with marks in it.
struct Paper<'a> {
    scene: &'a Scene,
    text: String,
    failed: Option<Error>,
}

impl Pen for Paper<'_> {
    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn fact(&mut self, fact: &Arc<Fact>) {
        match self.scene.enter(Mark::Fact(Arc::clone(fact))) {
            Ok(mark) => {
                self.text.push(markup::open(mark));
                self.text.push_str(&fact.text);
                self.text.push(CLOSE);
            }
            Err(error) => self.failed = Some(error),
        }
    }

    fn has_said(&self, wording: u32) -> bool {
        self.scene.ledger().said.contains(&wording)
    }

    fn said(&mut self, wording: u32) {
        self.scene.ledger().said.push(wording);
    }
}
