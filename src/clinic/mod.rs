//! The clinic: who there is, what ails them and what was written down.
//!
//! [`Pools`] holds facilities, providers and patients, each a pure function of
//! seed and number. A positive document tells a [`Case`], one encounter of one
//! patient; a negative one knows a [`Setting`] only, which has no patient in it.
//! Both are [`Node`](crate::fact::Node)s, so templates and phrases address them
//! by name.

mod calendar;
mod employee;
mod eponym;
mod facts;
mod house;
mod later;
mod life;
mod math;
mod medicine;
mod panel;
mod paperwork;
mod patient;
mod people;
mod picture;
mod places;
mod pools;
mod provider;
mod sample;
mod source;
mod story;
mod surgery;
mod table;
mod telling;
#[cfg(test)]
mod tests;
mod wanted;

pub use employee::{Company, Employee, Visitor};
pub use eponym::Eponym;
pub use later::Later;
pub use panel::{LabResult, Panel};
pub use paperwork::{Bill, Charge, Listed, Trend, Trends, Vaccination};
pub use patient::{Contact, Insurance, Patient};
pub use picture::{Allergy, Condition, Medication, Picture, Problem, Vitals};
pub use pools::{PoolSettings, Pools, home};
pub use provider::{Facility, Provider};
pub use sample::Sample;
pub use story::{Case, Encounter, Seen, Setting, Story};
pub use surgery::{Normal, Pathology, Procedure, Study, SystemFinding};
pub use wanted::Wanted;
