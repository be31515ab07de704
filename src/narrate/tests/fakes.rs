//! Small stories made up by hand, and paper to tell them on.

use std::sync::Arc;

use crate::fact::{Entity, Fact, Item, Key, Label, Name, Node, Owner, Role, Value};
use crate::narrate::lookup::Path;
use crate::narrate::{Grammar, Memory, Narrator as _, Pen, Subject};
use crate::seed::Seed;

/// A node made of a list.
#[derive(Debug, Default)]
pub struct Fake(pub Vec<(&'static str, Item)>);

impl Node for Fake {
    fn names(&self) -> &'static [&'static str] {
        &[]
    }

    fn get(&self, key: Key) -> Option<Item> {
        let found = self.0.iter().find(|(known, _)| Key::of(known) == key);
        found.map(|(_, item)| item.clone())
    }
}

impl Fake {
    /// What it is about, if it has something under `here`.
    pub fn here(&self) -> Option<Arc<dyn Node>> {
        match self.get(Key::of("here")) {
            Some(Item::Node(node)) => Some(node),
            _ => None,
        }
    }

    pub fn at(&self, path: &str) -> Option<Item> {
        Path::read(path).unwrap().find(self, self.here().as_ref())
    }
}

pub fn text(text: &'static str) -> Item {
    Item::Text(text.into())
}

pub fn texts(texts: &[&'static str]) -> Item {
    Item::List(texts.iter().copied().map(text).collect())
}

pub fn fake(names: Vec<(&'static str, Item)>) -> Item {
    Item::Node(Arc::new(Fake(names)))
}

pub fn named(given: &'static str, family: &'static str) -> Item {
    let value = Value::Name(Arc::new(Name {
        given,
        family: family.into(),
        ..Name::default()
    }));
    fact(Label::Person, value)
}

pub fn fact(label: Label, value: Value) -> Item {
    let entity = Entity {
        owner: Owner::Patient(1),
        facet: "thing",
    };
    Item::Fact(Arc::new(Fact::of(label, Role::Patient, entity, value)))
}

/// Paper on which facts stand between angle quotes.
#[derive(Default)]
pub struct Sheet {
    pub text: String,
}

impl Pen for Sheet {
    fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    fn fact(&mut self, fact: &Arc<Fact>) {
        self.text.push('«');
        self.text.push_str(&fact.text);
        self.text.push('»');
    }
}

pub fn tell(grammar: &Grammar, passage: &str, story: &Fake, number: u64) -> String {
    let mut sheet = Sheet::default();
    let mut stream = Seed::new(7).unwrap().stream(format_args!("prose/{number}"));
    let here = story.here();
    let subject = Subject {
        story,
        here: here.as_ref(),
    };
    grammar
        .write(
            passage,
            subject,
            &mut Memory::default(),
            &mut stream,
            &mut sheet,
        )
        .unwrap_or_else(|error| panic!("{error}"));
    sheet.text
}
