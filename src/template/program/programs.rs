//! The programs of a catalogue, each compiled when it is first asked for.

use std::collections::BTreeMap;
use std::sync::{Mutex, OnceLock, PoisonError};

use minijinja::syntax::SyntaxConfig;

use super::code::Program;
use super::compile::compile;

/// Our own templates by name, and what they are compiled to.
#[derive(Default)]
pub(in crate::template) struct Programs {
    syntax: SyntaxConfig,
    numbers: BTreeMap<String, usize>,
    templates: Vec<Template>,
    /// Where each variable stands, whichever template sets it.
    slots: Mutex<BTreeMap<String, usize>>,
}

struct Template {
    text: String,
    /// None if it is beyond programs.
    program: OnceLock<Option<Program>>,
}

impl Programs {
    /// No template yet, of any that are written in this syntax.
    pub(in crate::template) fn new(syntax: SyntaxConfig) -> Self {
        Self {
            syntax,
            ..Self::default()
        }
    }

    /// Adds a template.
    pub(in crate::template) fn add(&mut self, name: &str, text: &str) {
        self.numbers.insert(name.to_owned(), self.templates.len());
        self.templates.push(Template {
            text: text.to_owned(),
            program: OnceLock::new(),
        });
    }

    /// The program of a template, if it is one of ours and within what
    /// programs know.
    pub(in crate::template) fn get(&self, name: &str) -> Option<&Program> {
        self.compiled(self.number(name)?, &mut Vec::new())
    }

    /// All templates and what they say.
    pub(in crate::template) fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        let names = self.numbers.iter();
        names.map(|(name, number)| (&**name, &*self.templates[*number].text))
    }

    pub(super) fn syntax(&self) -> &SyntaxConfig {
        &self.syntax
    }

    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }

    /// A program that has been compiled because another includes it.
    pub(super) fn at(&self, number: usize) -> Option<&Program> {
        self.templates.get(number)?.program.get()?.as_ref()
    }

    /// A program, compiled now if it was not before. `open` are those that
    /// wait for it, of which it can't be one.
    pub(super) fn compiled(&self, number: usize, open: &mut Vec<usize>) -> Option<&Program> {
        if open.contains(&number) {
            return None;
        }
        let template = &self.templates[number];
        let program = template.program.get_or_init(|| {
            open.push(number);
            let program = compile(&template.text, self, open).ok();
            open.pop();
            program
        });
        program.as_ref()
    }

    /// Where a variable stands.
    pub(super) fn slot(&self, name: &str) -> usize {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let next = slots.len();
        *slots.entry(name.to_owned()).or_insert(next)
    }

    /// How many variables there are in all that is compiled.
    pub(super) fn slots(&self) -> usize {
        self.slots
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .len()
    }
}
