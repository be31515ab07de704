//! The clinical picture: words and numbers that identify nobody.

use std::sync::Arc;

use super::later::Later;
use super::medicine::{Order, Specialty};
use super::panel::Panel;
use super::surgery::{Pathology, Procedure, Study};
use crate::node;

/// What is the matter with somebody, without saying who.
#[derive(Debug)]
pub struct Picture {
    /// `female` or `male`.
    pub sex: &'static str,
    /// `F` or `M`.
    pub sex_letter: &'static str,
    /// `She` or `He`.
    pub subject: &'static str,
    /// `her` or `him`.
    pub object: &'static str,
    /// `her` or `his`.
    pub possessive: &'static str,
    /// `woman`, `man`, `girl`, `boy`, `infant girl`, `infant boy`.
    pub noun: &'static str,
    /// As coarse as de-identified text allows: `in her early 60s`, `aged 90 or older`.
    pub age_band: String,
    /// Below 18 years.
    pub is_child: bool,
    /// Below 2 years.
    pub is_infant: bool,
    /// 65 years and over.
    pub is_senior: bool,
    /// What the encounter is about; the first is the main one.
    pub problems: Vec<Arc<Problem>>,
    /// What has been known for long, other than the main problem.
    pub history: Vec<Arc<Problem>>,
    /// Everything taken at the end of the encounter.
    pub medications: Vec<Arc<Medication>>,
    /// Empty means that none are known.
    pub allergies: Vec<Arc<Allergy>>,
    /// Measured at the encounter.
    pub vitals: Later<Arc<Vitals>>,
    /// Laboratory panels of the encounter; may be empty.
    pub labs: Later<Vec<Arc<Panel>>>,
    /// What is done about it, or about something else that fits the person.
    pub procedure: Later<Arc<Procedure>>,
    /// An imaging study of it, or of the chest.
    pub study: Later<Arc<Study>>,
    /// What the procedure or a biopsy yielded.
    pub pathology: Later<Arc<Pathology>>,
    /// `never smoker`
    pub smoking: &'static str,
    /// `drinks socially`
    pub alcohol: &'static str,
}

node!(Picture {
    sex,
    sex_letter,
    subject,
    object,
    possessive,
    noun,
    age_band,
    is_child,
    is_infant,
    is_senior,
    problems,
    history,
    medications,
    allergies,
    vitals,
    labs,
    procedure,
    study,
    pathology,
    smoking,
    alcohol
});

/// A diagnosis as one person has it.
#[derive(Debug)]
pub struct Problem {
    /// As it stands within a sentence: `type 2 diabetes mellitus`.
    pub name: &'static str,
    /// Its ICD-10-CM code.
    pub icd: &'static str,
    /// The code's official title.
    pub description: &'static str,
    /// `acute` or `chronic`.
    pub acuity: &'static str,
    /// `well controlled`, `worsening`.
    pub status: &'static str,
    /// Relative only: `for about 6 years`, `for 3 days`.
    pub duration: String,
    /// What is complained of; may be empty.
    pub symptoms: Vec<&'static str>,
    /// What is asked for and absent, without "no".
    pub denied: Vec<&'static str>,
    /// What the examination shows.
    pub findings: Vec<&'static str>,
    /// What is given for it.
    pub medications: Vec<Arc<Medication>>,
    /// Whose field it is: `Cardiology`.
    pub specialty: &'static str,
    /// First seen at this encounter.
    pub is_new: bool,
    /// Chronic rather than acute.
    pub is_chronic: bool,
}

node!(Problem {
    name,
    icd,
    description,
    acuity,
    status,
    duration,
    symptoms,
    denied,
    findings,
    medications,
    specialty,
    is_new,
    is_chronic
});

/// A diagnosis as textbooks know it.
#[derive(Debug)]
pub struct Condition {
    /// As it stands within a sentence.
    pub name: &'static str,
    /// Its ICD-10-CM code.
    pub icd: &'static str,
    /// The code's official title.
    pub description: &'static str,
    /// What people complain of.
    pub symptoms: Vec<&'static str>,
    /// What the examination shows.
    pub findings: Vec<&'static str>,
    /// Generic names of what is given for it.
    pub medications: Vec<&'static str>,
    /// Names of the tests that follow it.
    pub labs: Vec<&'static str>,
    /// Whose field it is.
    pub specialty: &'static str,
    pub(super) field: &'static Specialty,
}

node!(Condition {
    name,
    icd,
    description,
    symptoms,
    findings,
    medications,
    labs,
    specialty
});

/// A drug as it is ordered. Its words are put together when they are asked for.
#[derive(Debug)]
pub struct Medication {
    /// Started at this encounter.
    pub is_new: bool,
    pub(super) order: Order,
}

impl Medication {
    /// The generic name.
    pub fn name(&self) -> &'static str {
        self.order.drug.name
    }

    /// `ACE inhibitor`
    pub fn class(&self) -> &'static str {
        self.order.drug.class
    }

    /// `10 mg`
    pub fn dose(&self) -> String {
        self.order.dose()
    }

    /// What a hospital lists for a day of it, in dollars.
    pub fn charge(&self) -> u16 {
        self.order.drug.charge
    }

    /// `tablet`
    pub fn form(&self) -> &'static str {
        self.order.drug.form
    }

    /// `by mouth`
    pub fn route(&self) -> &'static str {
        self.order.drug.route
    }

    /// `once daily`
    pub fn frequency(&self) -> &'static str {
        self.order.frequency()
    }

    /// `Take 1 tablet by mouth once daily`
    pub fn sig(&self) -> String {
        self.order.sig()
    }

    /// `lisinopril 10 mg PO daily`
    pub fn short(&self) -> String {
        self.order.short()
    }

    /// How much is dispensed: `30 tablets`.
    pub fn quantity(&self) -> String {
        self.order.quantity()
    }

    /// On a schedule of the Controlled Substances Act.
    pub fn is_controlled(&self) -> bool {
        self.order.drug.is_controlled()
    }

    /// Dispensed to be taken at home, rather than given by staff.
    pub fn is_home(&self) -> bool {
        self.order.drug.is_dispensed()
    }
}

node!(Medication {
    name: |it| it.name(),
    class: |it| it.class(),
    dose: |it| it.dose(),
    form: |it| it.form(),
    route: |it| it.route(),
    frequency: |it| it.frequency(),
    sig: |it| it.sig(),
    short: |it| it.short(),
    quantity: |it| it.quantity(),
    refills: |it| u32::from(it.order.refills),
    is_controlled: |it| it.is_controlled(),
    is_new,
    is_home: |it| it.is_home(),
    is_prescribed: |it| it.is_new && it.is_home()
});

/// What somebody must not be given.
#[derive(Debug)]
pub struct Allergy {
    /// `penicillin`
    pub substance: &'static str,
    /// `hives`
    pub reaction: &'static str,
    /// `mild`, `moderate`, `severe`.
    pub severity: &'static str,
}

node!(Allergy {
    substance,
    reaction,
    severity
});

/// Vital signs, once measured.
#[derive(Debug)]
pub struct Vitals {
    /// Millimetres of mercury: `138/84`.
    pub bp: String,
    /// Millimetres of mercury.
    pub systolic: u32,
    /// Millimetres of mercury.
    pub diastolic: u32,
    /// Beats a minute.
    pub hr: String,
    /// Breaths a minute.
    pub rr: String,
    /// `98.4 °F`
    pub temp: String,
    /// `97%`
    pub spo2: String,
    /// `81.2 kg`
    pub weight: String,
    /// `172 cm`
    pub height: String,
    /// Kilograms per square metre: `27.4`; empty below 2 years.
    pub bmi: String,
    /// `3/10`
    pub pain: String,
}

node!(Vitals {
    bp,
    systolic,
    diastolic,
    hr,
    rr,
    temp,
    spo2,
    weight,
    height,
    bmi,
    pain
});
