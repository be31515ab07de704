//! Between a scene and its narrator: prose taken down with its marks.

use std::sync::Arc;

use minijinja::Error;

use super::{Scene, invalid};
use crate::document::markup::{self, CLOSE};
use crate::fact::{Fact, Node};
use crate::narrate::{Memory, Pen, Subject};

impl Scene {
    /// Has a passage written about the story, or about a part of it.
    pub(in crate::template) fn write_prose(
        &self,
        passage: &str,
        here: Option<&Arc<dyn Node>>,
        text: &mut String,
    ) -> Result<(), Error> {
        // The pen asks for the ledger, so it can't be held meanwhile.
        let taken = self.ledger().prose.take();
        let (mut stream, mut memory) = taken.unwrap_or_else(|| {
            let name = format_args!("prose/{}", self.document);
            (self.seed.stream(name), Memory::default())
        });
        let mut paper = Paper {
            scene: self,
            text,
            failed: None,
        };
        let subject = Subject {
            story: self.root.as_ref(),
            here,
        };
        self.teller
            .0
            .write(passage, subject, &mut memory, &mut stream, &mut paper)
            .map_err(|error| invalid(error.to_string()))?;
        self.ledger().prose = Some((stream, memory));
        match paper.failed {
            Some(error) => Err(error),
            None => Ok(()),
        }
    }
}

/// Takes prose down with marks in it.
struct Paper<'a> {
    scene: &'a Scene,
    text: &'a mut String,
    failed: Option<Error>,
}

impl Pen for Paper<'_> {
    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn worded(&self, fact: &Fact) -> Option<Arc<Fact>> {
        self.scene.habit.worded(fact, true)
    }

    fn fact(&mut self, fact: &Arc<Fact>) {
        match self.scene.enter_fact(fact) {
            Ok((mark, text)) => {
                self.text.push(markup::open(mark));
                self.text.push_str(&text);
                self.text.push(CLOSE);
            }
            Err(error) => self.failed = Some(error),
        }
    }
}
