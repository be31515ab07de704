//! Patients and what is known of them for good.

use std::sync::Arc;

use super::provider::Provider;
use crate::fact::{Date, Fact};
use crate::node;

/// A patient.
#[derive(Debug)]
pub struct Patient {
    /// The number in the pool, from 0.
    pub number: u32,
    /// The number of the facility that all encounters are at.
    pub facility: u32,
    /// The day of birth.
    pub born: Date,
    /// Name.
    pub name: Arc<Fact>,
    /// The name before a marriage, if it was another.
    pub former_name: Option<Arc<Fact>>,
    /// Date of birth.
    pub birth: Arc<Fact>,
    /// `Female` or `Male`.
    pub sex: Arc<Fact>,
    /// `F` or `M`.
    pub sex_letter: Arc<Fact>,
    /// Medical record number, unique in the whole corpus.
    pub mrn: Arc<Fact>,
    /// Social security number.
    pub ssn: Arc<Fact>,
    /// Hospital account.
    pub account: Arc<Fact>,
    /// Mobile telephone; a child's is a parent's.
    pub phone: Arc<Fact>,
    /// Telephone at home.
    pub phone_home: Option<Arc<Fact>>,
    /// E-mail.
    pub email: Arc<Fact>,
    /// House number and street.
    pub street: Arc<Fact>,
    /// City.
    pub city: Arc<Fact>,
    /// County.
    pub county: Arc<Fact>,
    /// The two letters of the state.
    pub state: Arc<Fact>,
    /// Five digits.
    pub zip: Arc<Fact>,
    /// `Mr.`, `Ms.`, `Mrs.`; empty for children.
    pub honorific: &'static str,
    /// Below 18 years when last seen.
    pub is_minor: bool,
    /// `married`
    pub marital: &'static str,
    /// The language to speak with the patient.
    pub language: &'static str,
    /// What he or she works as.
    pub profession: Option<Arc<Fact>>,
    /// For whom.
    pub employer: Option<Arc<Fact>>,
    /// Who pays.
    pub insurance: Arc<Insurance>,
    /// Whom to call.
    pub contact: Arc<Contact>,
    /// Driver's licence.
    pub license: Option<Arc<Fact>>,
    /// The primary care provider.
    pub pcp: Arc<Provider>,
}

node!(Patient {
    name,
    former_name,
    birth,
    sex,
    sex_letter,
    mrn,
    ssn,
    account,
    phone,
    phone_home,
    email,
    street,
    city,
    county,
    state,
    zip,
    honorific,
    is_minor,
    marital,
    language,
    profession,
    employer,
    insurance,
    contact,
    license,
    pcp
});

impl Patient {
    /// Every fact of the patient that is his or hers, a relative's, a household
    /// member's or the employer's.
    pub fn identifying_facts(&self) -> impl Iterator<Item = &Arc<Fact>> {
        let always = [
            &self.name,
            &self.birth,
            &self.sex,
            &self.sex_letter,
            &self.mrn,
            &self.ssn,
            &self.account,
            &self.phone,
            &self.email,
            &self.street,
            &self.city,
            &self.county,
            &self.state,
            &self.zip,
            &self.insurance.member_id,
            &self.insurance.group_id,
            &self.insurance.subscriber,
            &self.contact.name,
            &self.contact.phone,
        ];
        let perhaps = [
            &self.former_name,
            &self.phone_home,
            &self.profession,
            &self.employer,
            &self.insurance.mbi,
            &self.license,
        ];
        always.into_iter().chain(perhaps.into_iter().flatten())
    }
}

/// Who pays.
#[derive(Debug)]
pub struct Insurance {
    /// The health plan or insurer.
    pub payer: Arc<Fact>,
    /// `PPO`, `Medicare Advantage`.
    pub plan: &'static str,
    /// The member's number.
    pub member_id: Arc<Fact>,
    /// The group's number.
    pub group_id: Arc<Fact>,
    /// Medicare Beneficiary Identifier, from 65 years on.
    pub mbi: Option<Arc<Fact>>,
    /// Whose policy it is: the patient, or a child's parent.
    pub subscriber: Arc<Fact>,
}

node!(Insurance {
    payer,
    plan,
    member_id,
    group_id,
    mbi,
    subscriber
});

/// Whom to call in an emergency.
#[derive(Debug)]
pub struct Contact {
    /// Name.
    pub name: Arc<Fact>,
    /// What he or she is to the patient: `daughter`.
    pub relation: &'static str,
    /// Telephone.
    pub phone: Arc<Fact>,
}

node!(Contact {
    name,
    relation,
    phone
});
