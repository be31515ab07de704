//! Those who keep a facility running.

use std::sync::Arc;

use super::{Bearer, Identifiers, NAMES, Sex};
use crate::clinic::employee::Employee;
use crate::clinic::facts::Facts;
use crate::clinic::life::later;
use crate::clinic::places::{PLACES, Site, lines};
use crate::fact::{Date, Label, Owner, Role, Value};
use crate::seed::Seed;

/// A job: what it is called, of which group it is, the facet and the name of
/// its department, and the least and the most that it pays, in cents an hour.
struct Job {
    title: &'static str,
    group: &'static str,
    facet: &'static str,
    department: &'static str,
    pay: (i64, i64),
}

const fn job(
    title: &'static str,
    group: &'static str,
    facet: &'static str,
    department: &'static str,
    pay: (i64, i64),
) -> Job {
    Job {
        title,
        group,
        facet,
        department,
        pay,
    }
}

/// All jobs. The three groups take turns, so that every house has some of each.
#[rustfmt::skip]
const JOBS: [Job; 24] = [
    job("Registered nurse", "nursing", "nursing", "Nursing Services", (3_400, 5_200)),
    job("Food service worker", "services", "nutrition", "Food and Nutrition Services", (1_550, 2_100)),
    job("Payroll specialist", "office", "payroll", "Payroll Office", (2_300, 3_400)),
    job("Nursing assistant", "nursing", "nursing", "Nursing Services", (1_700, 2_300)),
    job("Housekeeper", "services", "environmental", "Environmental Services", (1_550, 2_100)),
    job("Accounts payable clerk", "office", "accounting", "Accounting", (2_000, 2_900)),
    job("Licensed practical nurse", "nursing", "nursing", "Nursing Services", (2_500, 3_300)),
    job("Maintenance mechanic", "services", "plant", "Plant Operations", (2_200, 3_200)),
    job("Human resources coordinator", "office", "human-resources", "Human Resources", (2_400, 3_500)),
    job("Unit secretary", "nursing", "nursing", "Nursing Services", (1_700, 2_400)),
    job("Patient transporter", "services", "transport", "Patient Transport", (1_600, 2_100)),
    job("Buyer", "office", "purchasing", "Purchasing", (2_500, 3_700)),
    job("Registered nurse", "nursing", "nursing", "Nursing Services", (3_400, 5_200)),
    job("Security officer", "services", "security", "Security", (1_800, 2_600)),
    job("Registration clerk", "office", "registration", "Patient Registration", (1_750, 2_400)),
    job("Nursing assistant", "nursing", "nursing", "Nursing Services", (1_700, 2_300)),
    job("Linen services worker", "services", "environmental", "Environmental Services", (1_550, 2_000)),
    job("Help desk analyst", "office", "information", "Information Technology", (2_400, 3_800)),
    job("Monitor technician", "nursing", "nursing", "Nursing Services", (1_900, 2_600)),
    job("Biomedical equipment technician", "services", "biomedical", "Biomedical Engineering", (2_700, 4_000)),
    job("Medical records coder", "office", "records", "Health Information Management", (2_300, 3_500)),
    job("Charge nurse", "nursing", "nursing", "Nursing Services", (3_900, 5_800)),
    job("Courier", "services", "transport", "Patient Transport", (1_600, 2_200)),
    job("Administrative assistant", "office", "administration", "Administration", (2_000, 3_000)),
];

/// What follows the name of those who nurse.
fn licence(title: &str) -> &'static str {
    match title {
        "Registered nurse" | "Charge nurse" => "RN",
        "Licensed practical nurse" => "LPN",
        "Nursing assistant" => "CNA",
        _ => "",
    }
}

/// The places in the list of a site of so many at which registered nurses are.
pub fn nurses(employees: u32) -> impl Iterator<Item = u32> + Clone {
    (0..employees).filter(|at| licence(JOBS[*at as usize % JOBS.len()].title) == "RN")
}

/// Whoever is on a pay list has been there for so many days at least: longer
/// than any document of a corpus is old.
const LEAST_DAYS: i64 = 800;

/// The employee of that number, who is `at` in the list of a site.
pub fn employee(
    seed: Seed,
    (number, at): (u32, u32),
    site: &Site,
    ids: &Identifiers,
    as_of: Date,
) -> Employee {
    let mut stream = seed.stem("employee").at(u64::from(number)).stream("person");
    let stream = &mut stream;
    let job = &JOBS[at as usize % JOBS.len()];
    let near = PLACES.near(stream, &site.nearby);
    let place = PLACES.place(near);
    let sex = if stream.chance(66.0) {
        Sex::Female
    } else {
        Sex::Male
    };
    let hired = later(as_of, -LEAST_DAYS - stream.between(0, 7_000));
    let age = stream.between(19, 50);
    let bearer = Bearer {
        sex,
        year: hired.year() - age as i16,
        heritage: stream.weighted(place.shares.into_iter()),
    };
    let born = later(hired, -age * 365 - 10 - stream.between(0, 350));
    let named = NAMES.draw(stream, bearer, None);
    let [phone] = lines(&place, stream).map(Value::Phone);
    let facts = Facts::of(Owner::Employee(number), Role::Staff);
    let cents = stream.between(job.pay.0, job.pay.1);
    let login = named.short_login();
    Employee {
        job: facts.text(Label::Profession, "profession", job.title),
        group: job.group,
        licence: licence(job.title),
        department: site
            .facts()
            .text(Label::Department, job.facet, job.department),
        employee_id: facts.number(
            Label::IdOther,
            "employee-id",
            "employee",
            ids.employee_id(number),
        ),
        email: facts.text(
            Label::Email,
            "email",
            format!("{login}{}@{}", stream.between(2, 99), site.domain),
        ),
        phone: facts.value(Label::Phone, "phone-cell", "cell", phone),
        street: facts.text(Label::Street, "street", PLACES.street(stream, true)),
        city: facts.text(Label::City, "city", place.city),
        state: facts.text(Label::State, "state", place.state),
        zip: facts.text(Label::Zip, "zip", place.zip),
        birth: facts.date("birth", "birth", born),
        ssn: facts.punctuated(Label::Ssn, "ssn", "", ids.employee_ssn(number)),
        account: facts.number(
            Label::Account,
            "bank-account",
            "bank_account",
            ids.bank_account(u64::from(number)),
        ),
        hired: facts.date("hired", "hire", hired),
        pay: format!("{}.{:02}", cents / 100, cents % 100),
        name: facts.value(
            Label::Person,
            "name",
            "full",
            Value::Name(Arc::new(named.name)),
        ),
    }
}
