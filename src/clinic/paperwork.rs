//! What a patient's file holds besides the story: bills, vaccinations, results
//! over time, the others on the ward.

use std::sync::Arc;

use super::patient::Patient;
use super::story::Encounter;
use crate::fact::Fact;
use crate::node;

/// What one encounter costs and who pays it.
#[derive(Debug)]
pub struct Bill {
    /// The statement's number.
    pub number: Arc<Fact>,
    /// When it was sent: after the encounter, at most on the present day.
    pub sent: Arc<Fact>,
    /// When the rest is due; may be after the corpus's present day.
    pub due: Arc<Fact>,
    /// In the order of the days.
    pub lines: Vec<Arc<Charge>>,
    /// The sum of the lines, in dollars: `$1,284.00`.
    pub charges: String,
    /// What the contract with the payer takes off.
    pub adjustment: String,
    /// What remains of the charges: what the plan allows.
    pub allowed: String,
    /// What the payer pays.
    pub paid: String,
    /// What the patient paid at the desk.
    pub copay: String,
    /// The patient's share before a plan pays anything.
    pub deductible: String,
    /// The patient's share of the rest.
    pub coinsurance: String,
    /// What the patient still owes.
    pub balance: String,
}

node!(Bill {
    number,
    sent,
    due,
    lines,
    charges,
    adjustment,
    allowed,
    paid,
    copay,
    deductible,
    coinsurance,
    balance
});

/// A line of a bill.
#[derive(Debug)]
pub struct Charge {
    /// The day of the service.
    pub date: Arc<Fact>,
    /// The facility's own code for it, of seven digits.
    pub code: String,
    /// What it is.
    pub description: String,
    /// How often.
    pub units: u32,
    /// In dollars, of all units.
    pub amount: String,
    /// What the plan allows of it.
    pub allowed: String,
}

node!(Charge {
    date,
    code,
    description,
    units,
    amount,
    allowed
});

/// A vaccine that somebody was given.
#[derive(Debug)]
pub struct Vaccination {
    /// `measles, mumps and rubella`
    pub name: &'static str,
    /// `MMR`
    pub abbrev: &'static str,
    /// Its number in the CDC's code set CVX.
    pub cvx: &'static str,
    /// Which dose of the series, from 1.
    pub dose: u32,
    /// The day.
    pub date: Arc<Fact>,
    /// `left deltoid`
    pub site: &'static str,
    /// `IM`
    pub route: &'static str,
    /// The lot, which identifies nobody.
    pub lot: String,
}

node!(Vaccination {
    name,
    abbrev,
    cvx,
    dose,
    date,
    site,
    route,
    lot
});

/// Laboratory results of several encounters side by side.
#[derive(Debug)]
pub struct Trends {
    /// When the specimens were taken, the oldest first; at least one.
    pub dates: Vec<Arc<Fact>>,
    /// A row a test.
    pub rows: Vec<Arc<Trend>>,
}

node!(Trends { dates, rows });

/// One test over time.
#[derive(Debug)]
pub struct Trend {
    /// `Potassium`
    pub name: &'static str,
    /// `K`
    pub abbrev: &'static str,
    /// `mmol/L`; may be empty.
    pub unit: &'static str,
    /// What is normal at the last of the dates on which it was tested.
    pub range: &'static str,
    /// A value for each date, with its flag; empty where it was not tested.
    pub values: Vec<String>,
    /// Whether any of them is abnormal.
    pub is_abnormal: bool,
}

node!(Trend {
    name,
    abbrev,
    unit,
    range,
    values,
    is_abnormal
});

/// Somebody on a list of patients.
#[derive(Debug)]
pub struct Listed {
    /// Who.
    pub patient: Arc<Patient>,
    /// Which stay.
    pub encounter: Arc<Encounter>,
    /// Age on admission.
    pub age: Arc<Fact>,
}

node!(Listed {
    name: |it| Arc::clone(&it.patient.name),
    mrn: |it| Arc::clone(&it.patient.mrn),
    birth: |it| Arc::clone(&it.patient.birth),
    sex_letter: |it| Arc::clone(&it.patient.sex_letter),
    encounter,
    age
});

impl Listed {
    /// Every fact that a list can show of somebody.
    pub fn identifying_facts(&self) -> impl Iterator<Item = &Arc<Fact>> {
        let patient = &self.patient;
        [
            &patient.name,
            &patient.mrn,
            &patient.birth,
            &patient.sex_letter,
            &self.age,
        ]
        .into_iter()
        .chain(self.encounter.identifying_facts())
    }
}
