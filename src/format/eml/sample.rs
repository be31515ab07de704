//! A message with every kind of block and the names that break writers.

use std::sync::Arc;

use jiff::civil::DateTime;

use crate::document::{
    Document, Head, Letterhead, Look, Mail, Mailbox, Moment, Style, Text, markup,
};
use crate::fact::{Class, Entity, Fact, Label, Mark, Owner, Role};

/// Puts a document together; values are marked as they are named.
#[derive(Default)]
pub struct Sample {
    marks: Vec<Mark>,
}

impl Sample {
    fn mark(&mut self, label: Label, value: &str) -> usize {
        let entity = Entity {
            owner: Owner::Patient(17),
            facet: "thing",
        };
        let fact = Fact::plain(label, Role::Patient, entity, value);
        self.marks.push(Mark::Fact(Arc::new(fact)));
        self.marks.len() - 1
    }

    fn text(&mut self, label: Label, before: &str, value: &str, after: &str) -> Text {
        let mark = self.mark(label, value);
        let mut text = Text::from(before);
        let start = text.len();
        text.push(value, Style::default());
        text.mark(start, mark);
        text.push(after, Style::default());
        text
    }

    fn mailbox(&mut self, name: &str, address: &str) -> Mailbox {
        Mailbox {
            name: self.text(Label::Person, "", name, ""),
            address: self.text(Label::Email, "", address, ""),
        }
    }

    /// A value as a template's output has it.
    fn value(&mut self, label: Label, value: &str) -> String {
        let mut out = String::from(markup::open(self.mark(label, value)));
        markup::escape(value, &mut out).expect("a string takes everything");
        out.push(markup::CLOSE);
        out
    }

    /// The document, in the look of that number.
    pub fn document(mut self, look: usize) -> Document {
        let mail = Mail {
            from: self.mailbox("José Muñoz-Ortega", "jose.munoz@clinic.example.org"),
            to: vec![
                self.mailbox("Doe, Jane", "jane.doe@mail.example.com"),
                self.mailbox("Nguyễn Văn Anh", "anh.nguyen@mail.example.net"),
            ],
            cc: vec![
                self.mailbox("Sean O'Brien", "sean.o'brien@mail.example.com"),
                self.mailbox("Łukasz", "lukasz@mail.example.com"),
                self.mailbox("Robert T. Roe", "roe@mail.example.com"),
                Mailbox {
                    name: Text::default(),
                    address: self.text(Label::Email, "", "desk@clinic.example.org", ""),
                },
            ],
            sent: None,
            message_id: "20260303.140500.17@clinic.example.org".into(),
        };
        let subject = self.text(
            Label::Person,
            "Re: Results of ",
            "Håkan Łukasz O'Brien",
            " and the follow-up that we planned\nfor him in the spring of this year",
        );
        let footer = self.text(
            Label::Phone,
            "This message is confidential. If it reached you by mistake, call ",
            "(617) 555-0123",
            ".",
        );
        let body = self.body();
        Document {
            class: Class::Positive,
            number: 17,
            head: Head {
                subject,
                written: Moment {
                    local: DateTime::constant(2026, 3, 3, 14, 5, 0, 0),
                    offset: -300,
                },
                mail: Some(mail),
                ..Head::default()
            },
            letterhead: Letterhead {
                name: Text::from("Lakeview Clinic"),
                footer,
                ..Letterhead::default()
            },
            blocks: markup::blocks(&body).expect("the sample is in the subset"),
            asides: Vec::new(),
            marks: self.marks,
            look: &Look::ALL[look % Look::ALL.len()],
        }
    }

    fn body(&mut self) -> String {
        let name = self.value(Label::Person, "Nguyễn Văn Anh");
        let bold = self.value(Label::Person, "José Muñoz-Ortega");
        let mrn = self.value(Label::Mrn, "MRN-00481516");
        let birth = self.value(Label::Date, "03/14/1957");
        let street = self.value(Label::Street, "12 O'Brien <&> \"Elm\" St");
        let email = self.value(Label::Email, "łukasz.w@mail.example.com");
        let doctor = self.value(Label::Person, "Dr. Zoë Doe, Jr.");
        let long = "The wound is dry and clean, and he walks without help; ".repeat(6);
        format!(
            "# Follow-up\n\n\
             Dear {name},\n\n\
             {long}**{bold}** will call you. 3 < 5 & 7 > 2 = true 😀.\n\n\
             ## Details\n\n\
             Patient :: {name}\nMRN :: {mrn}\nDate of birth :: {birth}\n\
             Address :: {street}\nConsent ::\n\n\
             ### Results\n\n\
             | Test | Value | Unit |\n|---|--:|---|\n\
             | Glucose | 104 | mg/dL |\n| Naïve count | 7 | {mrn} |\n\n\
             - take one tablet\n- write to {email}\n\n\
             1. rest\n2. come back\n\n\
             > He wrote that he feels *better*.\n>\n> {name} thanks you.\n\n\
             ---\n\n\
             --\n{doctor}\nInternal medicine\n"
        )
    }
}
