//! The people and places of one corpus.

use std::sync::Arc;

use super::patient::Patient;
use super::profile::Profile;
use super::provider::{Facility, Provider};
use super::story::{Case, Setting};
use crate::fact::Date;
use crate::seed::Seed;

/// What decides who there is.
#[derive(Clone, Copy, Debug)]
pub struct PoolSettings {
    /// The corpus's seed.
    pub seed: Seed,
    /// The present day: nothing but appointments is after it.
    pub as_of: Date,
    /// How many patients; at least 1.
    pub patients: u32,
    /// How many providers; at least 1. Each facility gets at least six.
    pub providers: u32,
    /// How many facilities; at least 1.
    pub facilities: u32,
    /// Where identifiers are drawn from.
    pub identifiers: Profile,
}

/// Everybody and every place there is.
#[derive(Debug)]
pub struct Pools {}

impl Pools {
    /// Builds facilities and providers; patients are made when they are first met.
    pub fn new(_settings: &PoolSettings) -> Self {
        todo!()
    }

    /// A patient by number, below the number of patients.
    pub fn patient(&self, _number: u32) -> Arc<Patient> {
        todo!()
    }

    /// A provider by number.
    pub fn provider(&self, _number: u32) -> &Arc<Provider> {
        todo!()
    }

    /// A facility by number.
    pub fn facility(&self, _number: u32) -> &Arc<Facility> {
        todo!()
    }

    /// The story of document `positive/<number>`. `written_type` names the
    /// kind of document, so that what only an admission has (a discharge
    /// summary) is about one.
    pub fn case(&self, _number: u64, _written_type: &str) -> Case {
        todo!()
    }

    /// The setting of document `negative/<number>`.
    pub fn setting(&self, _number: u64) -> Setting {
        todo!()
    }
}
