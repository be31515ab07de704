//! What stands in a template or sample where a patient would stand.

use std::borrow::Cow;
use std::sync::Arc;

use crate::fact::{Date, Fact, Label, Name, Role, Value};
use crate::node;
use crate::seed::Stream;

/// A way to leave a patient out: placeholders, or a person that everybody
/// knows to be none. Its texts are no facts; whoever writes one has to say that
/// it is a decoy.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Why it is nobody's, as decoys give it.
    pub why: &'static str,
    style: Style,
}

#[derive(Clone, Debug)]
enum Style {
    /// `[PATIENT NAME]`
    Bracketed,
    /// `@PATIENTNAME@`, as record systems mark what they fill in.
    Marked,
    /// `***`, where such a system stops for the author to type.
    Starred,
    /// `__________`
    Lined,
    /// Jane Doe, born on January 1, 1900.
    Person(Box<Nobody>),
}

/// A person that everybody knows to be none.
#[derive(Clone, Debug)]
struct Nobody {
    name: Arc<Name>,
    contact: Arc<Name>,
    birth: Date,
    date: Date,
    /// What the other kinds are: see [`Nobody::text`].
    mrn: &'static str,
    ssn: &'static str,
    number: &'static str,
    phone: &'static str,
    street: &'static str,
}

node!(Sample {
    why: |it| it.why,
    name: |it| it.listed(),
    who: |it| it.text("PATIENT NAME"),
    birth: |it| it.text("DOB"),
    age: |it| it.text("AGE"),
    date: |it| it.text("DATE"),
    mrn: |it| it.text("MRN"),
    account: |it| it.text("ACCOUNT"),
    member_id: |it| it.text("MEMBER ID"),
    number: |it| it.text("NUMBER"),
    phone: |it| it.text("PHONE"),
    street: |it| it.text("STREET"),
    city: |it| it.text("CITY"),
    state: |it| it.text("STATE"),
    zip: |it| it.text("ZIP"),
});

/// Names of nobody: sex, given and family name.
const NOBODIES: [(&str, &str, &str); 14] = [
    ("F", "Jane", "Doe"),
    ("M", "John", "Doe"),
    ("M", "Richard", "Roe"),
    ("F", "Jane", "Roe"),
    ("", "Patient", "Sample"),
    ("F", "Sally", "Sample"),
    ("", "Patient", "Test"),
    ("", "Alpha", "ZZTest"),
    ("", "Bravo", "ZZTest"),
    ("F", "Erin", "Example"),
    ("M", "Tom", "Training"),
    ("", "Dana", "Demo"),
    ("M", "John", "Public"),
    ("", "Sam", "Specimen"),
];

impl Sample {
    /// One of the ways; a person is of the sex of that letter.
    pub fn draw(stream: &mut Stream, sex: &str) -> Self {
        let (style, why) = if stream.chance(50.0) {
            let nobody = Box::new(Nobody::draw(stream, sex));
            (Style::Person(nobody), "sample that is nobody's")
        } else {
            let styles = [
                Style::Bracketed,
                Style::Marked,
                Style::Starred,
                Style::Lined,
            ];
            (stream.pick(&styles).clone(), "placeholder in a template")
        };
        Self { why, style }
    }

    /// What stands for a patient's fact, in the form in which the fact is written.
    pub fn stand_in(&self, fact: &Fact) -> String {
        let is_patient = fact.role == Role::Patient;
        let kind = match (fact.label, fact.form) {
            // These say who it is with others only, and no sample leaves them out.
            (Label::Sex | Label::Profession, _) => return fact.text.clone(),
            // Where an e-mail goes to has to be an address.
            (Label::Email, _) => return "sample@example.org".to_owned(),
            (Label::Person, form) => match &self.style {
                Style::Person(nobody) => {
                    let name = if is_patient {
                        &nobody.name
                    } else {
                        &nobody.contact
                    };
                    return written(fact, Value::Name(Arc::clone(name)));
                }
                _ if !is_patient => "CONTACT NAME",
                _ => match form {
                    "given" | "nickname" => "FIRST NAME",
                    "family" => "LAST NAME",
                    "initials" | "initials_dotted" => "INITIALS",
                    _ => "PATIENT NAME",
                },
            },
            (Label::Date, _) => match &self.style {
                Style::Person(nobody) => {
                    let is_birth = fact.subtype == "birth";
                    let date = if is_birth { nobody.birth } else { nobody.date };
                    return written(fact, Value::Date(date));
                }
                _ if fact.subtype == "birth" => "DOB",
                _ => "DATE",
            },
            (Label::Age, _) => "AGE",
            (Label::Mrn, _) => "MRN",
            (Label::Ssn, _) => "SSN",
            (Label::Account, _) => "ACCOUNT",
            (Label::HealthPlanId, _) => "MEMBER ID",
            (Label::Phone | Label::Fax, _) => "PHONE",
            (Label::Street, _) => "STREET",
            (Label::City, _) => "CITY",
            (Label::County, _) => "COUNTY",
            (Label::State, _) => "STATE",
            (Label::Zip, _) => "ZIP",
            (Label::Room, _) => "ROOM",
            (Label::Time, _) => "TIME",
            (Label::Organization, _) => "EMPLOYER",
            _ => "NUMBER",
        };
        self.text(kind)
    }

    /// The name as lists have it.
    fn listed(&self) -> String {
        match &self.style {
            Style::Person(nobody) => format!("{}, {}", nobody.name.family, nobody.name.given),
            _ => self.text("PATIENT NAME"),
        }
    }

    /// What stands for something of that kind.
    fn text(&self, kind: &'static str) -> String {
        match &self.style {
            Style::Bracketed => format!("[{kind}]"),
            Style::Marked => format!("@{}@", kind.replace(' ', "")),
            Style::Starred => "***".to_owned(),
            Style::Lined => match kind {
                "DOB" | "DATE" => "__/__/____",
                "PHONE" => "(___) ___-____",
                "SSN" => "___-__-____",
                "AGE" | "STATE" => "___",
                _ => "__________",
            }
            .to_owned(),
            Style::Person(nobody) => nobody.text(kind),
        }
    }
}

/// Another value in the form of a fact.
fn written(fact: &Fact, value: Value) -> String {
    let other = Fact::of(fact.label, Role::None, fact.entity, value);
    other.written(fact.form).unwrap_or(other).text
}

impl Nobody {
    fn draw(stream: &mut Stream, sex: &str) -> Self {
        let fitting: Vec<_> = NOBODIES
            .iter()
            .filter(|(only, ..)| only.is_empty() || *only == sex)
            .collect();
        let &(_, given, family) = *stream.pick(&fitting);
        let name = |given| {
            Arc::new(Name {
                given,
                family: Cow::Borrowed(family),
                ..Name::default()
            })
        };
        let mut one = |texts: &[&'static str]| *stream.pick(texts);
        Self {
            name: name(given),
            contact: name("Pat"),
            mrn: one(&["00000000", "12345678", "99999999", "MRN-000000"]),
            // Never issued, or known to everybody and withdrawn for it.
            ssn: one(&["000-00-0000", "078-05-1120", "XXX-XX-XXXX"]),
            number: one(&["0000000", "TEST-0001", "1234567", "SAMPLE-01"]),
            phone: one(&["(000) 000-0000", "(999) 999-9999", "123-456-7890"]),
            street: one(&["123 Any Street", "1 Sample Street", "100 Example Road"]),
            birth: *stream.pick(&[
                Date::constant(1900, 1, 1),
                Date::constant(1901, 2, 3),
                Date::constant(1899, 12, 31),
            ]),
            date: *stream.pick(&[
                Date::constant(1900, 1, 1),
                Date::constant(1999, 12, 31),
                Date::constant(2000, 1, 1),
            ]),
        }
    }

    fn text(&self, kind: &str) -> String {
        let text = match kind {
            "PATIENT NAME" => return format!("{} {}", self.name.given, self.name.family),
            "DOB" => return self.birth.strftime("%m/%d/%Y").to_string(),
            "DATE" => return self.date.strftime("%m/%d/%Y").to_string(),
            "AGE" => "XX",
            "MRN" => self.mrn,
            "SSN" => self.ssn,
            "ACCOUNT" => "0000000000",
            "MEMBER ID" => "ABC123456789",
            "PHONE" => self.phone,
            "STREET" => self.street,
            "CITY" => "Anytown",
            "COUNTY" => "Sample County",
            "STATE" => "XX",
            "ZIP" => "00000",
            "ROOM" => "000",
            "TIME" => "00:00",
            "EMPLOYER" => "Sample Company",
            _ => self.number,
        };
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::{Class, Entity, Owner};
    use crate::seed::Seed;

    #[test]
    fn nothing_of_a_patient_is_left() {
        let entity = Entity {
            owner: Owner::Document(Class::Negative, 1),
            facet: "name",
        };
        let name = Name {
            given: "Maria",
            family: Cow::Borrowed("Okafor"),
            ..Name::default()
        };
        let name = Fact::of(
            Label::Person,
            Role::Patient,
            entity,
            Value::Name(Arc::new(name)),
        );
        let birth = Value::Date(Date::constant(1957, 3, 14));
        let birth = Fact::of(Label::Date, Role::Patient, entity, birth).subtype("birth");
        let mut stream = Seed::new(8).unwrap().stream(format_args!("samples"));
        for _ in 0..200 {
            let sample = Sample::draw(&mut stream, "F");
            for form in ["full", "given", "last_first", "initials"] {
                let text = sample.stand_in(&name.written(form).unwrap());
                assert!(
                    !text.contains("Maria") && !text.contains("Okafor"),
                    "{text}"
                );
            }
            let text = sample.stand_in(&birth.written("long").unwrap());
            assert!(!text.is_empty() && !text.contains("1957"), "{text}");
        }
    }
}
