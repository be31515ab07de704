//! Which visit of which patient a document is about.

use std::sync::Arc;

use super::encounter::Visited;
use crate::clinic::life::{Kind, days};
use crate::clinic::medicine::{is_imaged, is_surgical};
use crate::clinic::people::Resident;
use crate::clinic::pools::Pools;
use crate::clinic::source::Source;
use crate::clinic::wanted::Wanted;
use crate::fact::Date;
use crate::seed::Stream;

/// How many patients are looked at for a visit as it is wanted.
const TRIES: usize = 400;
/// How many for a visit of which there are few.
const RARE_TRIES: usize = 4_000;
/// How long ago a stay ended that is on a list of recent ones, in days.
const RECENT: i64 = 60;
/// Below this age hardly anybody has a cancer, so nobody is looked at closely.
const CANCER_AGE: u16 = 40;

/// A patient and the number of a visit, as it is wanted if anybody has one.
///
/// A visit that may have ended in death is passed over by all documents but
/// those about that, so that nobody is well after it.
pub fn choose(
    pools: &Pools,
    among: Option<&[u32]>,
    draws: &mut Stream,
    wanted: Wanted,
) -> (Arc<Resident>, usize) {
    let patients = u64::from(pools.settings().patients);
    let most = most_tries(wanted);
    let mut tries = 0;
    loop {
        let number = draws.below(patients) as u32;
        if among.is_some_and(|these| these.binary_search(&pools.home(number)).is_err()) {
            continue;
        }
        tries += 1;
        let is_first_choice = tries < most;
        if is_first_choice && pools.passed_over().has(number, wanted) {
            continue;
        }
        let resident = pools.resident(number);
        let fit = |at: &usize| match tries / most {
            0 => fits(&resident, *at, wanted, pools.settings().as_of),
            1 => nearly_fits(&resident, *at, wanted),
            2 => !resident.life.may_end_with(*at),
            _ => true,
        };
        let fitting: Vec<usize> = (0..resident.life.visits.len()).filter(fit).collect();
        if !fitting.is_empty() {
            let at = late(&fitting, draws);
            return (resident, at);
        }
        if is_first_choice {
            pools.passed_over().note(number, wanted);
        }
    }
}

/// What comes nearest to what is wanted where nobody has it: a visit of the kind,
/// after which life goes on; for a cancer, one of somebody who has a cancer.
fn nearly_fits(resident: &Resident, at: usize, wanted: Wanted) -> bool {
    let visit = &resident.life.visits[at];
    let is_of_kind = wanted.kind().is_none_or(|kind| kind == visit.kind);
    let has_cancer = || {
        let mut known = Visited::new(resident, at).occasion.known();
        known.any(|known| known.illness.is_cancer)
    };
    is_of_kind && !resident.life.may_end_with(at) && (wanted != Wanted::Cancer || has_cancer())
}

/// Somebody who is in no pool, and the number of a visit as it is wanted.
pub fn imagine(
    pools: &Pools,
    among: Option<&[u32]>,
    number: u64,
    wanted: Wanted,
) -> (Arc<Resident>, usize) {
    let settings = pools.settings();
    let most = most_tries(wanted) as u64;
    let mut which = 0;
    loop {
        let source = Source::sample(settings.seed, number, which);
        let home = facility(&mut source.stream("home"), settings.facilities, among);
        let house = Arc::clone(pools.house(home));
        // The number gives numbers only, and samples show none of them.
        let resident = Resident::draw(source, 0, house, settings.as_of);
        which += 1;
        let fit = |at: &usize| fits(&resident, *at, wanted, settings.as_of) || which > most;
        let fitting: Vec<usize> = (0..resident.life.visits.len()).filter(fit).collect();
        if !fitting.is_empty() {
            let at = late(&fitting, &mut source.stream("visit"));
            return (Arc::new(resident), at);
        }
    }
}

/// A facility of so many, or one of some.
pub fn facility(draws: &mut Stream, facilities: u32, among: Option<&[u32]>) -> u32 {
    match among {
        Some(these) => *draws.pick(these),
        None => draws.below(u64::from(facilities)) as u32,
    }
}

/// One of several visits. The later ones are worth more: more is known by then.
fn late(visits: &[usize], draws: &mut Stream) -> usize {
    visits[draws.index(visits.len()).max(draws.index(visits.len()))]
}

fn most_tries(wanted: Wanted) -> usize {
    match wanted {
        Wanted::Fatal | Wanted::Cancer => RARE_TRIES,
        _ => TRIES,
    }
}

fn fits(resident: &Resident, at: usize, wanted: Wanted, as_of: Date) -> bool {
    let visit = &resident.life.visits[at];
    if wanted.kind().is_some_and(|kind| kind != visit.kind) {
        return false;
    }
    let is_end = resident.life.may_end_with(at);
    let problem = || Visited::main_problem_of(resident, at);
    let who = || (resident.life.sex, resident.life.age(visit.day));
    match wanted {
        Wanted::Fatal => is_end && problem().is_deadly,
        Wanted::Surgical => !is_end && visit.kind != Kind::Emergency && is_surgical(problem()),
        Wanted::Imaged => !is_end && is_imaged(problem(), who()),
        Wanted::Cancer => {
            let age = resident.life.age(visit.day);
            !is_end && age >= CANCER_AGE && problem().is_cancer
        }
        Wanted::Repeated => {
            let so_far = &resident.life.visits[..=at];
            let tested = so_far.iter().filter(|visit| visit.kind != Kind::Office);
            !is_end && tested.count() > 1
        }
        Wanted::Referred => !is_end && Visited::new(resident, at).is_referred(),
        Wanted::Consulted => !is_end && Visited::new(resident, at).is_consulted(),
        Wanted::Examined => !is_end && visit.day < as_of,
        Wanted::Ward => !is_end && days(visit.end(), as_of) <= RECENT,
        _ => !is_end,
    }
}
