//! Making the facts of one owner.

use std::sync::Arc;

use crate::fact::{Date, Entity, Fact, Label, Owner, Role, Value};

/// Makes facts that belong to one owner and are of one role.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// Whose they are.
    pub owner: Owner,
    /// Whose identifiers they are, seen from the patient.
    pub role: Role,
}

impl Facts {
    /// Facts of an owner.
    pub fn of(owner: Owner, role: Role) -> Self {
        Self { owner, role }
    }

    fn entity(self, facet: &'static str) -> Entity {
        Entity {
            owner: self.owner,
            facet,
        }
    }

    /// A fact that is its text.
    pub fn text(self, label: Label, facet: &'static str, text: impl Into<String>) -> Arc<Fact> {
        self.number(label, facet, "", text)
    }

    /// A fact that is its text, with a subtype.
    pub fn number(
        self,
        label: Label,
        facet: &'static str,
        subtype: &'static str,
        text: impl Into<String>,
    ) -> Arc<Fact> {
        Arc::new(Fact::plain(label, self.role, self.entity(facet), text).subtype(subtype))
    }

    /// A number that is also known without its punctuation.
    pub fn punctuated(
        self,
        label: Label,
        facet: &'static str,
        subtype: &'static str,
        text: String,
    ) -> Arc<Fact> {
        let fact = Fact::plain(label, self.role, self.entity(facet), text);
        Arc::new(fact.subtype(subtype).punctuated())
    }

    /// A fact of several forms.
    pub fn value(
        self,
        label: Label,
        facet: &'static str,
        subtype: &'static str,
        value: Value,
    ) -> Arc<Fact> {
        Arc::new(Fact::of(label, self.role, self.entity(facet), value).subtype(subtype))
    }

    /// A day.
    pub fn date(self, facet: &'static str, subtype: &'static str, date: Date) -> Arc<Fact> {
        self.value(Label::Date, facet, subtype, Value::Date(date))
    }
}
