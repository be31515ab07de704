//! Health plans and who has which.

use std::sync::Arc;

use super::Identifiers;
use crate::clinic::facts::Facts;
use crate::clinic::patient::Insurance;
use crate::clinic::places::PLACES;
use crate::fact::{Fact, Label, Owner, Role};
use crate::seed::{Permutation, Seed, Stream};

/// What the names of payers end in. The last is for those of 65 and over.
const SUFFIXES: [&str; 10] = [
    "Health Plan",
    "Health Insurance",
    "Mutual Health",
    "Benefit Alliance",
    "Care Partners",
    "Assurance Group",
    "Health Cooperative",
    "Medical Benefit Trust",
    "Employee Health Fund",
    "Senior Advantage",
];

const PAYERS: usize = 16;
/// How many of them, the first, cover those of 65 and over.
const SENIOR: usize = 3;

const COMMERCIAL: [(&str, f64); 5] = [
    ("PPO", 26.0),
    ("HMO", 18.0),
    ("EPO", 6.0),
    ("HDHP", 8.0),
    ("POS", 4.0),
];

/// The payers of a corpus.
#[derive(Debug)]
pub struct Payers(Vec<(Arc<Fact>, String)>);

/// Who is to be covered.
pub struct Insured<'a> {
    /// The patient's number.
    pub patient: u32,
    /// Age when last seen.
    pub age: u16,
    /// Who may have the policy beside the patient: parent or spouse.
    pub family: Option<&'a Arc<Fact>>,
    /// The patient.
    pub name: &'a Arc<Fact>,
}

impl Payers {
    /// The payers of a seed.
    pub fn new(seed: Seed) -> Self {
        let invented = PLACES.invented();
        let names = seed.stream(format_args!("pool/payers"));
        let names = Permutation::new(names, invented.len() as u64);
        let payer = |number: usize| {
            let place = invented[names.of(number as u64) as usize];
            let suffix = if number < SENIOR {
                SUFFIXES[SUFFIXES.len() - 1]
            } else {
                SUFFIXES[number % (SUFFIXES.len() - 1)]
            };
            let facts = Facts::of(Owner::Payer(number as u32), Role::Other);
            let name = format!("{place} {suffix}");
            let fact = facts.number(Label::Organization, "name", "payer", name);
            (fact, place[..3].to_ascii_uppercase())
        };
        Self((0..PAYERS).map(payer).collect())
    }

    /// Covers a patient.
    pub fn cover(
        &self,
        stream: &mut Stream,
        ids: &Identifiers,
        insured: &Insured<'_>,
    ) -> Insurance {
        let senior = insured.age >= 65 || (insured.age >= 40 && stream.chance(4.0));
        let plan = match stream.below(100) {
            0..55 if senior => "Medicare",
            _ if senior => "Medicare Advantage",
            0..38 if insured.age < 18 => "Medicaid",
            0..16 => "Medicaid",
            _ => COMMERCIAL[stream.weighted(COMMERCIAL.iter().map(|(_, weight)| *weight))].0,
        };
        let payer = if senior {
            stream.index(SENIOR)
        } else {
            SENIOR + stream.index(PAYERS - SENIOR)
        };
        let (payer, code) = &self.0[payer];
        let is_private = !plan.starts_with("Medica");
        let by_family = insured.age < 18 || stream.chance(25.0);
        let subscriber = match insured.family {
            Some(family) if is_private && by_family => family,
            _ => insured.name,
        };
        let facts = Facts::of(Owner::Patient(insured.patient), Role::Patient);
        let id = |facet, subtype, text| facts.number(Label::HealthPlanId, facet, subtype, text);
        Insurance {
            payer: Arc::clone(payer),
            plan,
            member_id: id(
                "member-id",
                "member_id",
                ids.member_id(insured.patient, code),
            ),
            group_id: id("group-id", "group_id", stream.numbered("GRP", 6)),
            mbi: senior.then(|| {
                let mbi = ids.mbi(insured.patient);
                facts.punctuated(Label::HealthPlanId, "mbi", "mbi", mbi)
            }),
            subscriber: Arc::clone(subscriber),
        }
    }
}
