//! The people and places of one corpus.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use super::life::Kind;
use super::patient::Patient;
use super::people::{Home, Identifiers, Member, Payers, Resident, staff};
use super::places::{PLACES, Site};
use super::provider::{Facility, Provider};
use super::source::{Source, Subject};
use super::story::{Case, Setting};
use super::telling;
use crate::fact::{Date, Fact};
use crate::recipe::Profile;
use crate::seed::{Permutation, Seed};

/// What decides who there is.
#[derive(Clone, Copy, Debug)]
pub struct PoolSettings {
    /// The corpus's seed.
    pub seed: Seed,
    /// The present day: nothing but appointments, meetings and dates of review
    /// is after it.
    pub as_of: Date,
    /// How many patients; at least 1, at most [`Pools::MOST_PATIENTS`].
    pub patients: u32,
    /// How many providers. Every facility has [`Pools::LEAST_STAFF`] anyway.
    pub providers: u32,
    /// How many facilities; at least 1.
    pub facilities: u32,
    /// Where identifiers are drawn from.
    pub identifiers: Profile,
}

/// Everybody and every place there is.
///
/// Facilities and providers are made at once, patients when they are first
/// met: then they are kept, or made anew each time if there are very many. It
/// makes no difference but in time, since a patient follows from seed and
/// number alone.
#[derive(Debug)]
pub struct Pools {
    settings: PoolSettings,
    ids: Identifiers,
    payers: Payers,
    sites: Vec<Site>,
    facilities: Vec<Arc<Facility>>,
    staff: Vec<Vec<Member>>,
    kept: Vec<OnceLock<Arc<Resident>>>,
}

impl Pools {
    /// Up to so many, social security numbers are unique (but for those of
    /// [`Profile::Purview`]).
    pub const MOST_PATIENTS: u32 = 50_000_000;

    /// So many providers work at a facility at least.
    pub const LEAST_STAFF: u32 = 6;

    /// Up to so many patients are kept once they are made: about 65 MB.
    const MOST_KEPT: u32 = 10_000;

    /// Builds the pools.
    ///
    /// # Panics
    /// If there is to be no patient or no facility.
    pub fn new(settings: &PoolSettings) -> Self {
        let PoolSettings {
            seed,
            patients,
            facilities,
            ..
        } = *settings;
        assert!(patients > 0 && facilities > 0, "pools of nobody or nothing");
        let ids = Identifiers::new(seed, settings.identifiers);
        let names = seed.stream(format_args!("pool/places"));
        let names = Permutation::new(names, PLACES.invented().len() as u64);
        let providers = settings.providers.max(facilities * Self::LEAST_STAFF);
        let (sites, (facilities, staff)) = (0..facilities)
            .into_par_iter()
            .map(|number| {
                let site = Site::draw(seed, number, &names);
                let size = providers / facilities + u32::from(number < providers % facilities);
                let mut stream = seed.stream(format_args!("facility/{number}/staff"));
                let specialties = staff(&mut stream, site.focus, size as usize);
                let members: Vec<Member> = (0..size)
                    .map(|at| {
                        let specialty = specialties[at as usize];
                        let number = at * facilities + number;
                        Member::draw(seed, (number, at), &site, specialty, &ids)
                    })
                    .collect();
                let mut departments: Vec<Arc<Fact>> = Vec::new();
                for member in &members {
                    let department = &member.provider.department;
                    if departments.iter().all(|known| known != department) {
                        departments.push(Arc::clone(department));
                    }
                }
                let facility = Arc::new(site.facility(seed, &ids, departments));
                (site, (facility, members))
            })
            .unzip();
        let kept = if patients <= Self::MOST_KEPT {
            patients
        } else {
            0
        };
        Self {
            settings: *settings,
            ids,
            payers: Payers::new(seed),
            sites,
            facilities,
            staff,
            kept: (0..kept).map(|_| OnceLock::new()).collect(),
        }
    }

    /// What they were built from.
    pub fn settings(&self) -> &PoolSettings {
        &self.settings
    }

    /// A patient by number, below the number of patients.
    pub fn patient(&self, number: u32) -> Arc<Patient> {
        Arc::clone(&self.resident(number).patient)
    }

    /// A provider by number.
    ///
    /// # Panics
    /// If there are not so many.
    pub fn provider(&self, number: u32) -> &Arc<Provider> {
        let facilities = self.sites.len();
        let number = number as usize;
        &self.staff[number % facilities][number / facilities].provider
    }

    /// A facility by number.
    ///
    /// # Panics
    /// If there are not so many.
    pub fn facility(&self, number: u32) -> &Arc<Facility> {
        &self.facilities[number as usize]
    }

    /// The story of document `positive/<number>`, told from streams that are
    /// named after the document.
    ///
    /// `written_type` is what the document is called, such as
    /// `discharge-summary`. The words inpatient, hospital, admission,
    /// discharge, operative, nursing and transfer in it ask for a stay;
    /// emergency, ed and triage for an emergency visit; office, outpatient and
    /// clinic for an office visit. It gets one if anybody has one.
    pub fn case(&self, number: u64, written_type: &str) -> Case {
        telling::case(self, number, Kind::wanted(written_type))
    }

    /// The setting of document `negative/<number>`.
    pub fn setting(&self, number: u64) -> Setting {
        telling::setting(self, number)
    }

    pub(super) fn resident(&self, number: u32) -> Arc<Resident> {
        match self.kept.get(number as usize) {
            Some(slot) => Arc::clone(slot.get_or_init(|| Arc::new(self.derived(number)))),
            None => Arc::new(self.derived(number)),
        }
    }

    /// Whose random draws a patient's are.
    pub(super) fn source(&self, number: u32) -> Source {
        Source {
            seed: self.settings.seed,
            subject: Subject::Patient(number),
        }
    }

    /// The number of the facility that a patient goes to.
    fn home(&self, source: &Source) -> usize {
        source.stream("home").index(self.sites.len())
    }

    fn derived(&self, number: u32) -> Resident {
        let source = self.source(number);
        let at = self.home(&source);
        let home = Home {
            site: &self.sites[at],
            staff: &self.staff[at],
            ids: &self.ids,
            payers: &self.payers,
            as_of: self.settings.as_of,
        };
        Resident::draw(&source, number, &home)
    }

    pub(super) fn site(&self, number: u32) -> &Site {
        &self.sites[number as usize]
    }

    pub(super) fn staff(&self, facility: u32) -> &[Member] {
        &self.staff[facility as usize]
    }

    pub(super) fn ids(&self) -> &Identifiers {
        &self.ids
    }
}
