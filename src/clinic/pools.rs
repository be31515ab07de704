//! The people and places of one corpus.

use std::sync::{Arc, OnceLock};

use super::house::{Grounds, House};
use super::patient::Patient;
use super::people::{Identifiers, Payers, Records, Resident};
use super::places::PLACES;
use super::provider::{Facility, Provider};
use super::source::Source;
use super::story::{Case, Setting};
use super::telling;
use super::wanted::{PassedOver, Wanted};
use crate::fact::Date;
use crate::recipe::Profile;
use crate::seed::{Permutation, Seed, Stream};

/// The number of the facility, of so many, that a patient goes to: all have as
/// many, but for one.
pub fn home(patient: u32, facilities: u32) -> u32 {
    patient % facilities
}

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
/// Facilities with their providers and patients are made when they are first
/// met. Then they are kept, or patients made anew each time if there are very
/// many. It makes no difference but in time, since each follows from seed and
/// number alone.
#[derive(Debug)]
pub struct Pools {
    settings: PoolSettings,
    records: Arc<Records>,
    names: Permutation,
    houses: Vec<OnceLock<Arc<House>>>,
    kept: Vec<OnceLock<Arc<Resident>>>,
    /// Those of them who were found to have no visit as it was wanted.
    passed_over: PassedOver,
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
        let names = seed.stream(format_args!("pool/places"));
        let kept = if patients <= Self::MOST_KEPT {
            patients
        } else {
            0
        };
        Self {
            settings: *settings,
            records: Arc::new(Records {
                ids: Identifiers::new(seed, settings.identifiers),
                payers: Payers::new(seed),
            }),
            names: Permutation::new(names, PLACES.invented().len() as u64),
            houses: (0..facilities).map(|_| OnceLock::new()).collect(),
            kept: (0..kept).map(|_| OnceLock::new()).collect(),
            passed_over: PassedOver::of(kept as usize),
        }
    }

    /// What they were built from.
    pub fn settings(&self) -> &PoolSettings {
        &self.settings
    }

    /// A patient by number, below the number of patients.
    pub fn patient(&self, number: u32) -> Arc<Patient> {
        Arc::clone(self.resident(number).patient(&self.records))
    }

    /// A provider by number.
    ///
    /// # Panics
    /// If there are not so many.
    pub fn provider(&self, number: u32) -> &Arc<Provider> {
        let houses = self.settings.facilities;
        let house = self.house(number % houses);
        &house.staff[(number / houses) as usize].provider
    }

    /// A facility by number.
    ///
    /// # Panics
    /// If there are not so many.
    pub fn facility(&self, number: u32) -> &Arc<Facility> {
        self.house(number).facility()
    }

    /// The story of document `positive/<number>`, told from streams that are
    /// named after the document.
    ///
    /// Its type may want a visit of some kind, and gets one if anybody has one.
    pub fn case(&self, number: u64, wanted: Wanted) -> Case {
        self.case_among(None, number, wanted)
    }

    /// The same from one of some facilities, given in the order of their
    /// numbers; from any, if there are none given.
    ///
    /// # Panics
    /// It never ends if nobody goes to these; see [`home`].
    pub fn case_among(&self, among: Option<&[u32]>, number: u64, wanted: Wanted) -> Case {
        telling::case(self, among, number, wanted)
    }

    /// The story of document `negative/<number>` if it is a sample of a type of
    /// positive documents: that of somebody who is in no pool.
    pub fn sample(&self, number: u64, wanted: Wanted) -> Case {
        self.sample_among(None, number, wanted)
    }

    /// The same from one of some facilities.
    pub fn sample_among(&self, among: Option<&[u32]>, number: u64, wanted: Wanted) -> Case {
        telling::sample(self, among, number, wanted)
    }

    /// The setting of document `negative/<number>`.
    pub fn setting(&self, number: u64) -> Setting {
        self.setting_among(None, number)
    }

    /// The same at one of some facilities.
    pub fn setting_among(&self, among: Option<&[u32]>, number: u64) -> Setting {
        telling::setting(self, among, number)
    }

    pub(super) fn resident(&self, number: u32) -> Arc<Resident> {
        match self.kept.get(number as usize) {
            Some(slot) => Arc::clone(slot.get_or_init(|| Arc::new(self.derived(number)))),
            None => Arc::new(self.derived(number)),
        }
    }

    /// Who has no visit of a kind that is wanted, as far as that is known.
    pub(super) fn passed_over(&self) -> &PassedOver {
        &self.passed_over
    }

    /// Whose random draws a patient's are.
    fn source(&self, number: u32) -> Source {
        Source::patient(self.settings.seed, number)
    }

    /// The number of the facility that a patient goes to.
    pub(super) fn home(&self, patient: u32) -> u32 {
        home(patient, self.settings.facilities)
    }

    /// Somebody who goes to a facility, if anybody does.
    pub(super) fn somebody(&self, facility: u32, draws: &mut Stream) -> Option<u32> {
        let PoolSettings {
            patients,
            facilities,
            ..
        } = self.settings;
        let count = patients / facilities + u32::from(facility < patients % facilities);
        (count > 0).then(|| facility + facilities * draws.below(u64::from(count)) as u32)
    }

    fn derived(&self, number: u32) -> Resident {
        let source = self.source(number);
        let house = Arc::clone(self.house(self.home(number)));
        Resident::draw(source, number, house, self.settings.as_of)
    }

    /// A facility with its staff.
    pub(super) fn house(&self, number: u32) -> &Arc<House> {
        self.houses[number as usize].get_or_init(|| {
            let PoolSettings {
                seed,
                providers,
                facilities: houses,
                ..
            } = self.settings;
            let grounds = Grounds {
                seed,
                houses,
                providers: providers.max(houses * Self::LEAST_STAFF),
                names: &self.names,
                ids: &self.records.ids,
            };
            Arc::new(House::draw(grounds, number))
        })
    }

    pub(super) fn records(&self) -> &Arc<Records> {
        &self.records
    }
}
