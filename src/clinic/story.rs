//! What one document is about.

use std::sync::Arc;

use super::employee::{Employee, Visitor};
use super::eponym::Eponym;
use super::later::Later;
use super::paperwork::{Bill, Listed, Trends, Vaccination};
use super::patient::Patient;
use super::picture::{Condition, Picture};
use super::provider::{Facility, Provider};
use super::sample::Sample;
use crate::document::Moment;
use crate::fact::{Fact, Item, Key, Node, Owner};
use crate::node;

/// One visit or stay.
#[derive(Debug)]
pub struct Encounter {
    /// Its number among the patient's, from 0, in the order of time.
    pub number: u16,
    /// `office`, `emergency` or `inpatient`.
    pub kind: &'static str,
    /// The day of the visit or admission.
    pub admitted: Arc<Fact>,
    /// The day of discharge, after a stay.
    pub discharged: Option<Arc<Fact>>,
    /// The time of arrival.
    pub admitted_time: Arc<Fact>,
    /// Contact serial number.
    pub csn: Arc<Fact>,
    /// Room and bed, during a stay.
    pub room: Option<Arc<Fact>>,
    /// By whom and why the patient was seen.
    pub seen: Later<Seen>,
    /// How the patient was then.
    pub picture: Later<Arc<Picture>>,
    /// Nights; 0 if there was no stay.
    pub length_of_stay: u32,
}

/// By whom and why a patient was seen.
#[derive(Debug)]
pub struct Seen {
    /// Who saw the patient, at whose department.
    pub provider: Arc<Provider>,
    /// The chief complaint: `chest pain and sweating`.
    pub reason: String,
}

node!(Encounter {
    kind,
    admitted,
    discharged,
    admitted_time,
    csn,
    room,
    provider: |it| Arc::clone(&it.seen.provider),
    department: |it| Arc::clone(&it.seen.provider.department),
    reason: |it| it.seen.reason.clone(),
    picture,
    length_of_stay
});

impl Encounter {
    /// The time of arrival, in minutes since midnight.
    pub(super) fn arrived(&self) -> i64 {
        let time = &self.admitted_time.text;
        let (hours, minutes) = time.split_once(':').unwrap_or_default();
        let part = |text: &str| text.parse::<i64>().unwrap_or_default();
        part(hours) * 60 + part(minutes)
    }

    /// Every fact of it that is the patient's.
    pub fn identifying_facts(&self) -> impl Iterator<Item = &Arc<Fact>> {
        [&self.admitted, &self.admitted_time, &self.csn]
            .into_iter()
            .chain(&self.discharged)
            .chain(&self.room)
    }
}

/// Where a document comes from: all that a negative one may know.
#[derive(Debug)]
pub struct Setting {
    /// When it was written, by the clock on the facility's wall.
    pub moment: Moment,
    /// The facility.
    pub facility: Arc<Facility>,
    /// Who wrote it.
    pub author: Arc<Provider>,
    /// Somebody else of the facility.
    pub colleague: Arc<Provider>,
    /// Six to twelve of the facility, as far as it has them; all different.
    pub providers: Later<Vec<Arc<Provider>>>,
    /// The day on which it was written.
    pub written: Arc<Fact>,
    /// Since when a policy has been in force; before `written`.
    pub effective: Arc<Fact>,
    /// When a policy is to be looked at again; after `written`.
    pub review_due: Arc<Fact>,
    /// An event to come.
    pub meeting: Arc<Fact>,
    /// The year of `written`.
    pub year: u32,
    /// The patient's clinical picture, or one of nobody.
    pub picture: Arc<Picture>,
    /// The main problem, or what the document teaches.
    pub topic: Arc<Condition>,
    /// `POL-0417`
    pub document_number: String,
    /// Whether the author writes in haste, and so copies what is there already.
    pub is_hasty: bool,
    /// How much the document tells, of a hundred.
    pub fullness: u32,
    /// How much of what can be a table is one, of a hundred.
    pub tables: u32,
    /// How much is said besides what slides show, of a hundred.
    pub spoken: u32,
    /// A dozen of those who work at the facility and are no providers, no two
    /// of the same first name.
    pub employees: Later<Vec<Arc<Employee>>>,
    /// A registered nurse of the facility.
    pub nurse: Later<Arc<Employee>>,
    /// Some who come to the facility on business, each from another company.
    pub visitors: Later<Vec<Arc<Visitor>>>,
    /// What a sample shows in the place of a patient.
    pub sample: Later<Arc<Sample>>,
    /// What is named after somebody and comes to mind with the topic.
    pub eponyms: Later<Vec<Arc<Eponym>>>,
}

node!(Setting {
    facility,
    author,
    colleague,
    providers,
    written,
    effective,
    review_due,
    meeting,
    year,
    picture,
    topic,
    document_number,
    is_hasty,
    fullness,
    tables,
    spoken,
    employees,
    nurse,
    visitors,
    sample,
    eponyms
});

/// One encounter of one patient, for a positive document.
#[derive(Debug)]
pub struct Case {
    /// Where the document comes from.
    pub setting: Setting,
    /// Whom it is about.
    pub patient: Arc<Patient>,
    /// Which visit or stay.
    pub encounter: Arc<Encounter>,
    /// Who sent the patient.
    pub referring: Arc<Provider>,
    /// An earlier encounter.
    pub prior: Option<Arc<Encounter>>,
    /// Age at the encounter, in completed years.
    pub age: Arc<Fact>,
    /// When the specimen was taken.
    pub collected: Arc<Fact>,
    /// When the result was there, or the pathologist had signed.
    pub resulted: Arc<Fact>,
    /// The specimen's number.
    pub accession: Arc<Fact>,
    /// The next appointment; may be after the corpus's present day.
    pub follow_up: Arc<Fact>,
    /// The time of the next appointment.
    pub follow_up_time: Arc<Fact>,
    /// Until when the patient stays away from work or school; may be after the
    /// corpus's present day.
    pub excused_until: Arc<Fact>,
    /// When the patient died, if the document's type is about that.
    pub died: Option<Arc<Fact>>,
    /// At what time.
    pub died_time: Option<Arc<Fact>>,
    /// When the first message of a thread was sent, on the day of the last one.
    pub asked_time: Arc<Fact>,
    /// When the second one was.
    pub answered_time: Arc<Fact>,
    /// Number of the referral.
    pub referral_number: Arc<Fact>,
    /// Number of the insurance claim.
    pub claim_number: Arc<Fact>,
    /// Number of the prior authorization.
    pub auth_number: Arc<Fact>,
    /// Number of the prescription.
    pub rx_number: Arc<Fact>,
    /// What the encounter costs.
    pub bill: Later<Arc<Bill>>,
    /// Laboratory results up to this encounter; `None` if nothing was tested.
    pub trends: Later<Option<Arc<Trends>>>,
    /// In the order of time; may be empty.
    pub vaccinations: Later<Vec<Arc<Vaccination>>>,
    /// Who else stayed at the facility lately, with the patient among them, if
    /// the document's type asks for them.
    pub ward: Vec<Arc<Listed>>,
}

impl Case {
    /// Every fact of the case that is the patient's, a relative's, a household
    /// member's or the employer's: what must stand nowhere without its label.
    pub fn identifying_facts(&self) -> Vec<&Fact> {
        let mut facts = Vec::with_capacity(48);
        let papers = [
            &self.setting.written,
            &self.age,
            &self.collected,
            &self.resulted,
            &self.accession,
            &self.follow_up,
            &self.follow_up_time,
            &self.excused_until,
            &self.asked_time,
            &self.answered_time,
            &self.referral_number,
            &self.claim_number,
            &self.auth_number,
            &self.rx_number,
        ];
        facts.extend(papers.into_iter().map(|fact| &**fact));
        facts.extend(self.patient.identifying_facts().map(|fact| &**fact));
        facts.extend(self.encounter.identifying_facts().map(|fact| &**fact));
        if let Some(prior) = &self.prior {
            facts.extend(prior.identifying_facts().map(|fact| &**fact));
        }
        facts.extend(self.died.iter().chain(&self.died_time).map(|fact| &**fact));
        for other in &self.ward {
            facts.extend(other.identifying_facts().map(|fact| &**fact));
        }
        facts.extend(self.shown_facts());
        facts
    }

    /// The facts of those parts that somebody has looked at.
    fn shown_facts(&self) -> impl Iterator<Item = &Fact> {
        let bill = self.bill.made().into_iter().flat_map(|bill| {
            let services = bill.lines.iter().map(|line| &line.date);
            [&bill.number, &bill.sent, &bill.due]
                .into_iter()
                .chain(services)
        });
        let trends = self.trends.made().into_iter().flatten();
        let given = self.vaccinations.made().into_iter().flatten();
        bill.chain(trends.flat_map(|trends| &trends.dates))
            .chain(given.map(|given| &given.date))
            .map(|fact| &**fact)
    }

    /// Every patient whom it is about, the first one mainly.
    pub fn patients(&self) -> Vec<Owner> {
        let own = self.patient.number;
        let others = self.ward.iter().map(|listed| listed.patient.number);
        std::iter::once(own)
            .chain(others.filter(|other| *other != own))
            .map(Owner::Patient)
            .collect()
    }
}

impl Node for Case {
    fn names(&self) -> &'static [&'static str] {
        &[
            "patient",
            "encounter",
            "referring",
            "prior",
            "age",
            "collected",
            "resulted",
            "accession",
            "follow_up",
            "follow_up_time",
            "excused_until",
            "died",
            "died_time",
            "asked_time",
            "answered_time",
            "bill",
            "trends",
            "vaccinations",
            "ward",
            "referral_number",
            "claim_number",
            "auth_number",
            "rx_number",
            "facility",
            "author",
            "colleague",
            "providers",
            "written",
            "effective",
            "review_due",
            "meeting",
            "year",
            "picture",
            "topic",
            "document_number",
            "is_hasty",
            "fullness",
            "tables",
            "spoken",
            "employees",
            "nurse",
            "visitors",
            "sample",
            "eponyms",
        ]
    }

    fn get(&self, key: Key) -> Option<Item> {
        node!(@find self key patient, encounter, referring, prior, age, collected, resulted, accession, follow_up, follow_up_time, excused_until, died, died_time, asked_time, answered_time, bill, trends, vaccinations, ward, referral_number, claim_number, auth_number, rx_number)
            .or_else(|| self.setting.get(key))
    }
}

/// What a document tells, by its class.
#[derive(Clone, Debug)]
pub enum Story {
    /// Of a patient.
    Positive(Arc<Case>),
    /// Of nobody.
    Negative(Arc<Setting>),
    /// Of nobody, told as if it were of a patient: whatever is the patient's is
    /// to be written as what the setting's sample has in its place.
    Sample(Arc<Case>),
}

impl Story {
    /// The root of all names.
    pub fn root(&self) -> Arc<dyn Node> {
        match self {
            Self::Positive(case) | Self::Sample(case) => Arc::clone(case) as Arc<dyn Node>,
            Self::Negative(setting) => Arc::clone(setting) as Arc<dyn Node>,
        }
    }

    /// Where the document comes from.
    pub fn setting(&self) -> &Setting {
        match self {
            Self::Positive(case) | Self::Sample(case) => &case.setting,
            Self::Negative(setting) => setting,
        }
    }

    /// What stands in the place of the patient, if it is a sample.
    pub fn sample(&self) -> Option<&Arc<Sample>> {
        match self {
            Self::Sample(case) => Some(&case.setting.sample),
            Self::Positive(_) | Self::Negative(_) => None,
        }
    }
}
