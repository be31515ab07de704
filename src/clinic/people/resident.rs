//! A patient with everything that follows from the number.

use std::sync::{Arc, OnceLock};

use super::cover::{Insured, Payers};
use super::names::{Bearer, NAMES, Named, Sex};
use super::{Identifiers, Member, kin, work};
use crate::clinic::facts::Facts;
use crate::clinic::house::House;
use crate::clinic::life::{Life, NEWBORN_DAYS, days};
use crate::clinic::medicine::{Health, Illness};
use crate::clinic::patient::{Contact, Patient};
use crate::clinic::places::{PLACES, lines};
use crate::clinic::provider::Provider;
use crate::clinic::source::Source;
use crate::fact::{Date, Label, Name, Owner, Role, Value};
use crate::seed::Stream;

/// A patient, the life behind it and how he or she is. The life is known at
/// once, the rest when somebody asks.
#[derive(Debug)]
pub struct Resident {
    /// Whose random draws it follows from.
    pub source: Source,
    /// The facility of all encounters.
    pub house: Arc<House>,
    /// Sex, birth and visits.
    pub life: Life,
    /// The number in the pool.
    pub number: u32,
    health: OnceLock<Health>,
    patient: OnceLock<Arc<Patient>>,
    /// The main problem's illness at each visit: many visits are looked at for one
    /// that is wanted.
    problems: Box<[OnceLock<&'static Illness>]>,
}

/// What gives patients their numbers.
#[derive(Debug)]
pub struct Records {
    /// The corpus's numbers.
    pub ids: Identifiers,
    /// The corpus's payers.
    pub payers: Payers,
}

impl Resident {
    /// The patient of that number, who goes to that house.
    pub fn draw(source: Source, number: u32, house: Arc<House>, as_of: Date) -> Self {
        let life = Life::draw(&mut source.stream("life"), house.site.focus, as_of);
        let problems = life.visits.iter().map(|_| OnceLock::new());
        Self {
            source,
            house,
            problems: problems.collect(),
            life,
            number,
            health: OnceLock::new(),
            patient: OnceLock::new(),
        }
    }

    /// Illnesses and the like.
    pub fn health(&self) -> &Health {
        self.health
            .get_or_init(|| Health::draw(&self.source, &self.life, self.house.site.focus))
    }

    /// The main problem's illness at a visit, worked out once.
    pub fn main_problem(
        &self,
        visit: usize,
        find: impl FnOnce() -> &'static Illness,
    ) -> &'static Illness {
        self.problems[visit].get_or_init(find)
    }

    /// What documents may say.
    pub fn patient(&self, records: &Records) -> &Arc<Patient> {
        self.patient
            .get_or_init(|| Arc::new(patient(self, records)))
    }
}

fn patient(resident: &Resident, records: &Records) -> Patient {
    let Resident {
        source,
        house,
        life,
        number,
        ..
    } = resident;
    let number = *number;
    let Records { ids, payers } = records;
    let last = life.visits[life.visits.len() - 1].day;
    let age = life.age(last);
    let mut stream = source.stream("address");
    let near = PLACES.near(&mut stream, &house.site.nearby);
    let place = PLACES.place(near);
    let street = PLACES.street(&mut stream, true);
    let [cell, land, kin_line] = lines(&place, &mut stream).map(Value::Phone);
    let has_land_line = stream.chance(35.0);

    let mut stream = source.stream("name");
    let bearer = Bearer {
        sex: life.sex,
        year: life.born.year(),
        heritage: stream.weighted(place.shares.into_iter()),
    };
    let family = NAMES.family(&mut stream, bearer);
    let mut named = NAMES.draw(&mut stream, bearer, Some(&family));
    if days(life.born, last) <= NEWBORN_DAYS && stream.chance(50.0) {
        name_newborn(&mut source.stream("newborn"), &mut named, life.sex);
    }
    let email = mailbox(&mut stream, &named, age);

    let mut stream = source.stream("kin");
    let marital = kin::marital(&mut stream, age);
    let kin = kin::draw(&mut stream, bearer, &family, age, marital);
    let is_policy_holder = age < 18 || kin.is_spouse();
    let relation = kin.relation;
    let facts = Facts::of(Owner::Relative(number, 1), Role::EmergencyContact);
    let contact = Contact {
        name: facts.value(
            Label::Person,
            "name",
            "full",
            Value::Name(Arc::new(kin.name)),
        ),
        relation,
        phone: facts.value(Label::Phone, "phone", "cell", kin_line),
    };

    let facts = Facts::of(Owner::Patient(number), Role::Patient);
    let initial = named.family.chars().next().unwrap_or('X');
    let former = former_name(&mut source.stream("former"), bearer, age, marital, &named);
    let former_name =
        former.map(|name| facts.value(Label::Person, "former-name", "full", Value::Name(name)));
    let name = facts.value(
        Label::Person,
        "name",
        "full",
        Value::Name(Arc::new(named.name)),
    );
    let mut stream = source.stream("cover");
    let insured = Insured {
        patient: number,
        age,
        family: is_policy_holder.then_some(&contact.name),
        name: &name,
    };
    let insurance = payers.cover(&mut stream, ids, &insured);
    let [profession, employer] = work::draw(&mut source.stream("work"), number, age);
    let mut stream = source.stream("rest");
    let record = ids.mrn(number);
    let licence = PLACES.state(place.state).licence;
    Patient {
        number,
        facility: house.site.number,
        born: life.born,
        birth: facts.date("birth", "birth", life.born),
        sex: facts.text(
            Label::Sex,
            "sex",
            match life.sex {
                Sex::Female => "Female",
                Sex::Male => "Male",
            },
        ),
        sex_letter: facts.text(Label::Sex, "sex", life.sex.letter()),
        mrn: facts.punctuated(
            Label::Mrn,
            "mrn",
            "",
            format!("{}{record}", house.site.record_prefix),
        ),
        ssn: facts.punctuated(Label::Ssn, "ssn", "", ids.ssn(number)),
        account: facts.number(
            Label::Account,
            "account",
            "patient_account",
            ids.account(number),
        ),
        phone: facts.value(Label::Phone, "phone-cell", "cell", cell),
        phone_home: has_land_line.then(|| facts.value(Label::Phone, "phone-home", "home", land)),
        email: facts.text(Label::Email, "email", email),
        street: facts.text(Label::Street, "street", street),
        city: facts.text(Label::City, "city", place.city),
        county: facts.text(Label::County, "county", place.county),
        state: facts.text(Label::State, "state", place.state),
        zip: facts.text(Label::Zip, "zip", place.zip),
        honorific: honorific(&mut stream, life.sex, age, marital),
        is_minor: age < 18,
        marital,
        language: language(&mut stream, bearer.heritage),
        profession,
        employer,
        insurance: Arc::new(insurance),
        contact: Arc::new(contact),
        license: (age >= 16 && stream.chance(85.0))
            .then(|| ids.driver_licence(number, licence, initial.to_ascii_uppercase()))
            .flatten()
            .map(|text| facts.number(Label::License, "license", "driver", text)),
        pcp: primary_care(&mut stream, &house.staff, (life.sex, age)),
        name,
        former_name,
    }
}

/// The name before a marriage, if there was one.
fn former_name(
    stream: &mut Stream,
    bearer: Bearer,
    age: u16,
    marital: &str,
    named: &Named,
) -> Option<Arc<Name>> {
    let often = match bearer.sex {
        Sex::Female => 45.0,
        Sex::Male => 3.0,
    };
    let was_wed = ["married", "divorced", "widowed"].contains(&marital);
    if age < 20 || !was_wed || !stream.chance(often) {
        return None;
    }
    let family = NAMES.family(stream, bearer).text;
    (family != named.name.family).then(|| {
        Arc::new(Name {
            family,
            ..named.name.clone()
        })
    })
}

/// Newborns have no names of their own yet; twins are told apart by letters.
fn name_newborn(stream: &mut Stream, named: &mut Named, sex: Sex) {
    let given: [&str; 3] = match sex {
        Sex::Female => ["Baby Girl", "Baby Girl A", "Baby Girl B"],
        Sex::Male => ["Baby Boy", "Baby Boy A", "Baby Boy B"],
    };
    named.name.given = given[stream.weighted([92.0, 4.0, 4.0].into_iter())];
    (named.name.middle, named.name.suffix, named.name.nickname) = ("", "", "");
}

fn mailbox(stream: &mut Stream, named: &Named, age: u16) -> String {
    const HOSTS: [&str; 5] = [
        "mail.example.com",
        "inbox.example.net",
        "post.example.org",
        "home.example.com",
        "webmail.example.net",
    ];
    let number = stream.below(100);
    let local = match stream.below(3) {
        _ if age < 13 => format!("{}.family{number:02}", named.login_family()),
        0 => format!("{}{number:02}", named.short_login()),
        1 => format!("{}{number}", named.login(".")),
        _ => named.login("_"),
    };
    format!("{local}@{}", stream.pick(&HOSTS))
}

fn honorific(stream: &mut Stream, sex: Sex, age: u16, marital: &str) -> &'static str {
    match sex {
        _ if age < 18 => "",
        Sex::Male => "Mr.",
        Sex::Female if marital != "single" && stream.chance(55.0) => "Mrs.",
        Sex::Female => "Ms.",
    }
}

fn language(stream: &mut Stream, heritage: usize) -> &'static str {
    const ASIAN: [&str; 5] = ["Vietnamese", "Mandarin", "Tagalog", "Korean", "Cantonese"];
    const OTHER: [&str; 4] = ["Russian", "Arabic", "Portuguese", "Haitian Creole"];
    match (heritage, stream.below(100)) {
        (5, 0..32) => "Spanish",
        (2, 0..28) => ASIAN[stream.index(ASIAN.len())],
        (0 | 1, 0..3) => OTHER[stream.index(OTHER.len())],
        _ => "English",
    }
}

fn primary_care(stream: &mut Stream, staff: &[Member], who: (Sex, u16)) -> Arc<Provider> {
    let best = staff
        .iter()
        .map(|member| member.fits_primary_care(who))
        .max();
    let fitting: Vec<&Member> = staff
        .iter()
        .filter(|member| Some(member.fits_primary_care(who)) == best)
        .collect();
    Arc::clone(&stream.pick(&fitting).provider)
}
