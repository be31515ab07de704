//! Made-up stories that are as different as can be.

use std::sync::Arc;

use crate::fact::{Date, Fact, Item, Label, Phone, Role, Value};
use crate::narrate::tests::{Fake, fact, fake, named, text, texts};
use crate::seed::{Seed, Stream};

/// The story of a number; without a patient if it is one of nobody.
pub(super) fn story(
    (codes, complaints): &(Vec<String>, Vec<String>),
    number: u64,
    has_patient: bool,
) -> Fake {
    let stream = Seed::new(3).unwrap().stream(format_args!("story/{number}"));
    let mut draw = Draw {
        stream,
        codes,
        complaints,
    };
    draw.story(has_patient)
}

fn owned(text: impl Into<String>) -> Item {
    Item::Text(text.into().into())
}

fn date(year: i16, month: i8, day: i8) -> Item {
    fact(Label::Date, Value::Date(Date::constant(year, month, day)))
}

fn plain(label: Label, text: &str) -> Item {
    let Item::Fact(model) = named("A", "B") else {
        unreachable!("named gives a fact")
    };
    let plain = Fact::plain(label, Role::Patient, model.entity, text);
    Item::Fact(Arc::new(plain))
}

fn phone(line: u16) -> Item {
    let phone = Phone {
        area: 617,
        exchange: 555,
        line,
        extension: 0,
    };
    fact(Label::Phone, Value::Phone(phone))
}

fn provider(given: &'static str, family: &'static str, voice: &'static str) -> Item {
    fake(vec![
        ("name", named(given, family)),
        ("credentials", text("MD")),
        ("title", text("Dr.")),
        ("specialty", text("Cardiology")),
        ("department", plain(Label::Department, "Cardiology Clinic")),
        ("email", plain(Label::Email, "a.b@example.org")),
        ("phone", phone(101)),
        ("pager", phone(102)),
        ("fax", phone(103)),
        ("voice", text(voice)),
    ])
}

fn visitor() -> Item {
    let company = fake(vec![("goods", text("gloves and gowns"))]);
    fake(vec![("company", company)])
}

/// Values that decide which wordings fit, drawn for one story.
pub(super) struct Draw<'a> {
    stream: Stream,
    codes: &'a [String],
    complaints: &'a [String],
}

impl Draw<'_> {
    pub(super) fn of(&mut self, items: &[&'static str]) -> Item {
        text(items[self.stream.index(items.len())])
    }

    fn some(&mut self, items: &[&'static str]) -> Item {
        let count = self.stream.index(items.len() + 1);
        texts(&items[..count])
    }

    pub(super) fn flag(&mut self) -> Item {
        Item::Flag(self.stream.chance(50.0))
    }

    fn list(&mut self, most: usize, mut make: impl FnMut(&mut Self) -> Item) -> Item {
        let count = self.stream.index(most + 1);
        Item::List((0..count).map(|_| make(self)).collect())
    }

    fn problem(&mut self) -> Item {
        let is_chronic = self.stream.chance(50.0);
        let code = self.stream.pick(self.codes).clone();
        fake(vec![
            (
                "name",
                if code.starts_with(['P', 'Z']) {
                    text("single liveborn infant")
                } else {
                    self.of(&["type 2 diabetes mellitus", "asthma", "COPD exacerbation"])
                },
            ),
            ("icd", owned(code)),
            (
                "description",
                text("Type 2 diabetes mellitus without complications"),
            ),
            ("acuity", text(if is_chronic { "chronic" } else { "acute" })),
            (
                "status",
                self.of(&[
                    "well controlled",
                    "stable",
                    "not at goal",
                    "worsening",
                    "improving",
                    "slowly improving",
                    "newly diagnosed",
                    "symptomatic",
                    "mild",
                    "moderate",
                    "uncomplicated",
                ]),
            ),
            (
                "duration",
                self.of(&["for 3 days", "for 7 hours", "for about 6 years"]),
            ),
            ("symptoms", self.some(&["cough", "fever", "chest pressure"])),
            ("denied", self.some(&["chest pain", "rash", "vomiting"])),
            (
                "findings",
                self.some(&["wheezes", "prostate enlarged, smooth", "no edema"]),
            ),
            ("medications", self.list(2, Self::medication)),
            (
                "specialty",
                self.of(&["Pulmonary Disease", "Family Medicine"]),
            ),
            ("is_new", self.flag()),
            ("is_chronic", Item::Flag(is_chronic)),
        ])
    }

    fn medication(&mut self) -> Item {
        fake(vec![
            ("name", self.of(&["lisinopril", "albuterol"])),
            ("short", text("lisinopril 10 mg PO daily")),
            ("dose", text("10 mg")),
            ("route", text("by mouth")),
            ("frequency", text("once daily")),
            ("sig", text("Take 1 tablet by mouth once daily")),
            ("route", self.of(&["by mouth", "intravenously"])),
            ("is_new", self.flag()),
            ("is_home", self.flag()),
            ("is_prescribed", self.flag()),
        ])
    }

    fn result(&mut self) -> Item {
        let flag = *self.stream.pick(&["", "H", "L", "HH", "LL", "A"]);
        fake(vec![
            ("name", self.of(&["Potassium", "Total protein", "INR"])),
            ("value", text("5.8")),
            ("unit", self.of(&["mmol/L", ""])),
            ("range", text("3.5-5.1")),
            ("flag", text(flag)),
            ("is_abnormal", Item::Flag(!flag.is_empty())),
        ])
    }

    fn panel(&mut self) -> Item {
        fake(vec![
            ("name", self.of(&["Complete blood count", "Lipid panel"])),
            ("specimen", text("serum")),
            ("results", self.list(5, Self::result)),
            ("is_abnormal", self.flag()),
        ])
    }

    fn picture(&mut self, age: i64) -> Item {
        let is = |flag| Item::Flag(flag);
        let (noun, band) = match age {
            0..2 => ("infant girl", "an infant"),
            2..3 => ("girl", "a toddler"),
            3..13 => ("girl", "a school-aged child"),
            13..18 => ("girl", "a teenager"),
            _ => ("woman", "in her early 60s"),
        };
        fake(vec![
            ("sex", text("female")),
            ("sex_letter", text("F")),
            ("subject", text("She")),
            ("object", text("her")),
            ("possessive", text("her")),
            ("noun", text(noun)),
            ("age_band", text(band)),
            ("is_child", is(age < 18)),
            ("is_infant", is(age < 2)),
            ("is_senior", is(age > 64)),
            (
                "problems",
                Item::List([self.problem(), self.problem()].into()),
            ),
            ("history", self.list(2, Self::problem)),
            ("medications", self.list(3, Self::medication)),
            (
                "allergies",
                self.list(1, |_| {
                    fake(vec![
                        ("substance", text("penicillin")),
                        ("reaction", text("hives")),
                    ])
                }),
            ),
            (
                "vitals",
                fake(vec![
                    ("bp", text("138/84")),
                    ("systolic", Item::Number(138)),
                    ("hr", self.of(&["82", "118"])),
                    ("rr", text("16")),
                    ("temp", self.of(&["98.4 °F", "101.2 °F"])),
                    ("spo2", self.of(&["97%", "89%"])),
                    ("weight", text("81.2 kg")),
                    ("height", text("172 cm")),
                    ("bmi", self.of(&["27.4", ""])),
                    ("pain", self.of(&["3/10", "0/10"])),
                ]),
            ),
            ("labs", self.list(2, Self::panel)),
            ("procedure", self.procedure()),
            ("study", self.study()),
            ("pathology", self.pathology()),
            ("smoking", text("never smoker")),
            ("alcohol", self.of(&["drinks alcohol socially", ""])),
        ])
    }

    fn encounter(&mut self) -> Item {
        fake(vec![
            ("kind", self.of(&["office", "emergency", "inpatient"])),
            ("admitted", date(2024, 3, 4)),
            ("discharged", date(2024, 3, 9)),
            ("admitted_time", plain(Label::Time, "14:05")),
            ("room", plain(Label::Room, "412-B")),
            ("provider", provider("Mei", "Chen", "")),
            (
                "department",
                plain(Label::Department, "Emergency Department"),
            ),
            (
                "reason",
                self.of(&["cough and fever", "annual physical examination"]),
            ),
            ("length_of_stay", Item::Number(5)),
        ])
    }

    fn patient(&mut self, age: i64) -> Item {
        let adult = |item| if age < 18 { Item::Nothing } else { item };
        fake(vec![
            ("name", named("Ana", "Muñoz")),
            ("birth", date(1957, 3, 14)),
            ("mrn", plain(Label::Mrn, "00123456")),
            ("phone", phone(104)),
            ("email", plain(Label::Email, "ana@example.com")),
            ("city", plain(Label::City, "Salem")),
            ("county", plain(Label::County, "Essex County")),
            ("state", plain(Label::State, "MA")),
            ("honorific", text(if age < 18 { "" } else { "Ms." })),
            ("marital", text("married")),
            ("language", self.of(&["English", "Spanish"])),
            ("profession", adult(plain(Label::Profession, "electrician"))),
            ("employer", adult(plain(Label::Organization, "Brook Mills"))),
            (
                "insurance",
                fake(vec![("payer", plain(Label::Organization, "Elm Health"))]),
            ),
            (
                "contact",
                fake(vec![
                    ("name", named("Luis", "Muñoz")),
                    ("relation", text("father")),
                    ("phone", phone(105)),
                ]),
            ),
            ("pcp", provider("Jo", "Park", "")),
        ])
    }

    /// A whole story; without a patient if it is one of nobody.
    fn story(&mut self, has_patient: bool) -> Fake {
        let age = *self.stream.pick(&[0, 1, 2, 8, 15, 34, 34, 71, 88]);
        let voice = *self
            .stream
            .pick(&["full", "full", "telegraphic", "abbreviated"]);
        let mut names = vec![
            (
                "facility",
                fake(vec![
                    ("name", plain(Label::Facility, "Alder Hospital")),
                    ("short_name", plain(Label::Facility, "Alder")),
                    ("phone", phone(106)),
                    ("fax", phone(107)),
                    ("department", plain(Label::Department, "Quality")),
                ]),
            ),
            ("author", provider("Lee", "Ode", voice)),
            ("colleague", provider("Ida", "Rao", "")),
            (
                "providers",
                Item::List(
                    [
                        provider("A", "B", ""),
                        provider("C", "D", ""),
                        provider("E", "F", ""),
                    ]
                    .into(),
                ),
            ),
            ("written", date(2024, 3, 5)),
            ("review_due", date(2026, 3, 5)),
            ("meeting", date(2024, 4, 2)),
            ("picture", self.picture(age)),
            ("topic", self.topic()),
            ("visitors", Item::List([visitor()].into())),
        ];
        if has_patient {
            names.extend([
                ("patient", self.patient(age)),
                ("encounter", self.encounter()),
                ("referring", provider("Ty", "Wong", "")),
                (
                    "prior",
                    if self.stream.chance(50.0) {
                        self.encounter()
                    } else {
                        Item::Nothing
                    },
                ),
                ("age", fact(Label::Age, Value::Age(age as u16))),
                ("collected", date(2024, 3, 4)),
                ("resulted", date(2024, 3, 4)),
                ("accession", plain(Label::IdOther, "S24-1")),
                ("follow_up", date(2024, 4, 1)),
                ("referral_number", plain(Label::IdOther, "R1")),
                ("auth_number", plain(Label::IdOther, "P1")),
                ("rx_number", plain(Label::IdOther, "X1")),
                (
                    "here",
                    match self.stream.below(5) {
                        0 => self.problem(),
                        1 => self.panel(),
                        2 => self.medication(),
                        3 => fake(vec![("name", owned(self.stream.pick(self.complaints)))]),
                        _ => self.result(),
                    },
                ),
            ]);
        } else {
            names.push(("here", self.result()));
        }
        Fake(names)
    }

    fn topic(&mut self) -> Item {
        fake(vec![
            ("name", text("gout")),
            ("icd", owned(self.stream.pick(self.codes).clone())),
            (
                "symptoms",
                self.some(&["swelling", "sudden great toe pain"]),
            ),
            ("findings", self.some(&["warm joint", "tophi"])),
            ("medications", self.some(&["allopurinol", "colchicine"])),
            ("labs", self.some(&["Uric acid", "Creatinine"])),
            ("specialty", text("Rheumatology")),
        ])
    }
}
