//! Pieces of text that know what they are.
//!
//! A [`Fact`] is one surface form of one thing: the text that stands in a
//! document together with its [`Label`], whose it is and which thing it
//! names. Templates get facts, never bare strings, so a patient's name can't
//! be written without its label. A [`Decoy`] is the opposite: a string that
//! looks like an identifier and is none.

mod digits;
mod label;
mod node;
mod surface;

pub use digits::{numbered, push_digits};
pub use label::{Label, Role};
pub use node::{Item, Key, Node, ToItem};
pub use surface::{Date, Name, Part, Phone, Value};

use std::fmt;

/// Whose a fact is: the stem of its entity id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Owner {
    /// `pat-000017`, counted from 0 as all of these.
    Patient(u32),
    /// `pat-000017-rel-1`: a relative or emergency contact of a patient.
    Relative(u32, u8),
    /// `pat-000017-enc-03`: one visit or stay.
    Encounter(u32, u16),
    /// `pat-000017-enc-03-day-02`: one day of it.
    Day(u32, u16, u16),
    /// `pat-000017-vac-02`: one vaccination of a patient.
    Vaccination(u32, u16),
    /// `prv-0031`
    Provider(u32),
    /// `fac-004`
    Facility(u32),
    /// `pay-12`: a health plan or insurer.
    Payer(u32),
    /// `org-000017`: the employer of that patient.
    Employer(u32),
    /// `emp-000017`: somebody who works at a facility and sees no patients.
    Employee(u32),
    /// `vis-negative-17-2`: a visitor or supplier who one document names, with the company.
    Visitor(Class, u64, u8),
    /// `doc-positive-17`: something that is true of one document only.
    Document(Class, u64),
}

/// Whether a document holds protected health information.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// It holds at least one identifier of the Safe Harbor list.
    Positive,
    /// It holds none.
    Negative,
}

impl Class {
    /// Both, in the order in which a corpus lists them.
    pub const ALL: [Self; 2] = [Self::Positive, Self::Negative];

    /// `positive` or `negative`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Positive => "positive",
            Self::Negative => "negative",
        }
    }

    /// The class of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.name() == name)
    }
}

impl fmt::Display for Class {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Which thing a fact names: the same for every mention and every surface form
/// of it in the whole corpus. Displayed as `pat-000017/name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entity {
    /// Whose it is.
    pub owner: Owner,
    /// Which of its things: `name`, `mrn`, `phone-home`.
    pub facet: &'static str,
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Patient(n) => write!(f, "pat-{n:06}"),
            Self::Relative(n, k) => write!(f, "pat-{n:06}-rel-{k}"),
            Self::Encounter(n, k) => write!(f, "pat-{n:06}-enc-{k:02}"),
            Self::Day(n, k, day) => write!(f, "pat-{n:06}-enc-{k:02}-day-{day:02}"),
            Self::Vaccination(n, k) => write!(f, "pat-{n:06}-vac-{k:02}"),
            Self::Provider(n) => write!(f, "prv-{n:04}"),
            Self::Facility(n) => write!(f, "fac-{n:03}"),
            Self::Payer(n) => write!(f, "pay-{n:02}"),
            Self::Employer(n) => write!(f, "org-{n:06}"),
            Self::Employee(n) => write!(f, "emp-{n:06}"),
            Self::Visitor(class, n, k) => write!(f, "vis-{class}-{n}-{k}"),
            Self::Document(class, n) => write!(f, "doc-{class}-{n}"),
        }
    }
}

impl fmt::Display for Entity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.owner, self.facet)
    }
}

/// One surface form of one thing, with the label it carries everywhere.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What kind of identifier it is.
    pub label: Label,
    /// The finer kind, as `label_map.tsv` names it (`birth`, `mbi`, `home`); may be empty.
    pub subtype: &'static str,
    /// Whose identifier it is.
    pub role: Role,
    /// Which thing it names.
    pub entity: Entity,
    /// The text as it stands in the document. Never empty, no line break.
    pub text: String,
    /// How it is written: `full`, `initials`, `short`; see [`Fact::written`].
    pub form: &'static str,
    /// What other surface forms are made from.
    pub value: Value,
    norm: Norm,
}

/// What the normal form of a fact is. Few are ever looked at, so it is made
/// when it is asked for.
#[derive(Clone, Debug, PartialEq)]
enum Norm {
    /// That of its value.
    OfValue,
    /// The text without its punctuation.
    Alphanumeric,
    /// Another text.
    Other(String),
}

impl Fact {
    /// A fact whose only form is its text.
    pub fn plain(label: Label, role: Role, entity: Entity, text: impl Into<String>) -> Self {
        Self {
            label,
            subtype: "",
            role,
            entity,
            text: text.into(),
            form: "full",
            value: Value::Plain,
            norm: Norm::OfValue,
        }
    }

    /// A fact in the usual form of its value: a name in full, a date as
    /// 03/14/1957, a telephone number as (617) 555-0123.
    pub fn of(label: Label, role: Role, entity: Entity, value: Value) -> Self {
        let form = value.usual_form();
        let text = value.written(form).unwrap_or_default();
        Self {
            form,
            value,
            ..Self::plain(label, role, entity, text)
        }
    }

    /// The same with a subtype.
    #[must_use]
    pub fn subtype(mut self, subtype: &'static str) -> Self {
        self.subtype = subtype;
        self
    }

    /// The same with a normal form that is another text.
    #[must_use]
    pub fn with_norm(mut self, norm: impl Into<String>) -> Self {
        self.norm = Norm::Other(norm.into());
        self
    }

    /// The same, known also without its punctuation.
    #[must_use]
    pub fn punctuated(mut self) -> Self {
        self.norm = Norm::Alphanumeric;
        self
    }

    /// The normal form (ISO date, digits only); empty if the text is its own.
    pub fn norm(&self) -> String {
        let mut norm = String::new();
        self.write_norm(&mut norm);
        norm
    }

    /// Appends the normal form to a text.
    pub fn write_norm(&self, to: &mut String) {
        match &self.norm {
            Norm::OfValue => self.value.write_norm(self.form, to),
            Norm::Alphanumeric => to.extend(self.text.chars().filter(char::is_ascii_alphanumeric)),
            Norm::Other(norm) => to.push_str(norm),
        }
    }

    /// Appends the pieces of its text to a list, if it is of several.
    pub fn write_parts(&self, to: &mut Vec<Part>) {
        self.value.write_parts(self.form, to);
    }

    /// The same thing written in another form (see [`Value::FORMS`]), with the
    /// same label; `None` if its value has no such form.
    pub fn written(&self, form: &str) -> Option<Self> {
        let form = Value::FORMS.iter().find(|known| **known == form)?;
        Some(Self {
            text: self.value.written(form)?,
            form,
            value: self.value.clone(),
            norm: self.norm.clone(),
            ..*self
        })
    }

    /// The same thing, come out wrong in a way that has a name (`typo`, `ocr`).
    /// Its normal form is what is true.
    #[must_use]
    pub fn worn(&self, text: String, form: &'static str) -> Self {
        let norm = self.norm();
        Self {
            text,
            form,
            value: self.value.clone(),
            norm: Norm::Other(if norm.is_empty() {
                self.text.clone()
            } else {
                norm
            }),
            ..*self
        }
    }

    /// The letter of 45 CFR 164.514(b)(2)(i) under which this very text has to
    /// go before a document counts as de-identified; `None` if it may stay.
    pub fn safe_harbor(&self) -> Option<char> {
        let letter = self.label.safe_harbor()?;
        let individual = self.role.is_individual();
        let counts = match self.label {
            Label::Organization => self.role == Role::Employer,
            Label::Age => individual && matches!(self.value, Value::Age(years) if years > 89),
            Label::Date => individual && self.form != "year",
            Label::Zip => individual && self.form != "zip3",
            _ => individual,
        };
        counts.then_some(letter)
    }
}

/// A string that looks like an identifier and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoy {
    /// The label that a hasty detector would give it.
    pub looks_like: Label,
    /// Why it is none, in a few words.
    pub why: String,
}

/// What a marked stretch of a document's text is.
#[derive(Clone, Debug)]
pub enum Mark {
    /// An identifier, with its label.
    Fact(std::sync::Arc<Fact>),
    /// A look-alike, with its reason.
    Decoy(Decoy),
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENT: Owner = Owner::Patient(17);

    fn entity(facet: &'static str) -> Entity {
        Entity {
            owner: PATIENT,
            facet,
        }
    }

    #[test]
    fn safe_harbor_follows_label_role_and_value() {
        let age = |years, role| {
            Fact::of(Label::Age, role, entity("age"), Value::Age(years)).safe_harbor()
        };
        assert_eq!(age(89, Role::Patient), None);
        assert_eq!(age(90, Role::Patient), Some('C'));
        assert_eq!(age(90, Role::Provider), None);

        let birth = Fact::of(
            Label::Date,
            Role::Patient,
            entity("birth"),
            Value::Date(Date::constant(1957, 3, 14)),
        );
        assert_eq!(birth.safe_harbor(), Some('C'));
        for form in ["month_year", "month_of", "day", "dmy_short"] {
            let written = birth.written(form).unwrap();
            assert_eq!(written.safe_harbor(), Some('C'), "{form}");
        }
        assert_eq!(birth.written("year").unwrap().safe_harbor(), None);

        let employer =
            |role| Fact::plain(Label::Organization, role, entity("employer"), "Acme").safe_harbor();
        assert_eq!(employer(Role::Employer), Some('A'));
        assert_eq!(employer(Role::Other), None);
        let state = Fact::plain(Label::State, Role::Patient, entity("state"), "MA");
        assert_eq!(state.safe_harbor(), None);
    }

    #[test]
    fn an_entity_has_one_name_in_all_its_forms() {
        let fact = Fact::of(
            Label::Date,
            Role::Patient,
            entity("birth"),
            Value::Date(Date::constant(1957, 3, 14)),
        );
        assert_eq!(fact.text, "03/14/1957");
        let other = fact.written("dmy").unwrap();
        assert_eq!(other.text, "14-Mar-1957");
        assert_eq!((other.entity, other.norm()), (fact.entity, fact.norm()));
        assert_eq!(other.norm(), "1957-03-14");
        assert_eq!(fact.entity.to_string(), "pat-000017/birth");
        assert_eq!(fact.written("initials"), None);
    }

    #[test]
    fn a_form_has_its_text_its_parts_and_a_norm_as_exact_as_it_is() {
        let date = Value::Date(Date::constant(1957, 3, 4));
        let date = Fact::of(Label::Date, Role::Patient, entity("birth"), date);
        let phone = |extension| {
            let value = Value::Phone(Phone {
                area: 617,
                exchange: 555,
                line: 123,
                extension,
            });
            Fact::of(Label::Phone, Role::Provider, entity("phone"), value)
        };
        let name = Value::Name(std::sync::Arc::new(Name {
            given: "José",
            family: "Okafor".into(),
            ..Name::default()
        }));
        let name = Fact::of(Label::Person, Role::Patient, entity("name"), name);
        for (fact, form, text, norm, parts) in [
            (&date, "dmy_short", "04-Mar-57", "1957-03-04", "04 Mar 57"),
            (&date, "day", "3/4", "1957-03-04", "3 4"),
            (&date, "month_year", "March 1957", "1957-03", "March 1957"),
            (&date, "month_of", "March of 1957", "1957-03", "March 1957"),
            (&date, "year", "1957", "1957", "1957"),
            (&name, "initials_dotted", "J.O.", "José Okafor", "J. O."),
            (&phone(0), "tight", "(617)555-0123", "+16175550123", "617"),
            (&phone(0), "space", "617 555 0123", "+16175550123", "617"),
            (&phone(0), "plus", "+1 617-555-0123", "+16175550123", "617"),
            (
                &phone(214),
                "dot",
                "617.555.0123 x214",
                "+16175550123;ext=214",
                "617",
            ),
            (
                &phone(214),
                "paren",
                "(617) 555-0123 ext. 214",
                "+16175550123;ext=214",
                "617",
            ),
        ] {
            let written = fact.written(form).unwrap();
            assert_eq!(
                (written.text.as_str(), written.norm().as_str()),
                (text, norm)
            );
            let mut places = Vec::new();
            written.write_parts(&mut places);
            let told: Vec<&str> = places.iter().map(|it| &text[it.start..it.end]).collect();
            assert_eq!(told.join(" "), parts, "{form}");
        }
    }
}
