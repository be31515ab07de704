//! Which visit of which patient a document is about.

use std::sync::Arc;

use super::encounter::Visited;
use super::spread::{ALIKE, ANY_DAY, OFFICE_DAY, Spread};
use crate::clinic::life::{Kind, MOST_VISITS, days, later};
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
    (wanted, spread): (Wanted, Spread),
) -> (Arc<Resident>, usize) {
    let settings = pools.settings();
    let most = most_tries(wanted);
    let mut home = Some(spread.facility(settings.facilities, among));
    let mut tries = 0;
    loop {
        let number = match (home.take(), among) {
            (Some(home), _) => pools.somebody(home, draws),
            (None, Some(these)) => pools.somebody(*draws.pick(these), draws),
            (None, None) => Some(draws.below(u64::from(settings.patients)) as u32),
        };
        let Some(number) = number else { continue };
        tries += 1;
        let is_first_choice = tries < most;
        if is_first_choice && pools.passed_over().has(number, wanted) {
            continue;
        }
        let resident = pools.resident(number);
        let fit = |at: &usize| match tries / most {
            0 => fits(&resident, *at, wanted, settings.as_of),
            1 => nearly_fits(&resident, *at, wanted),
            2 => !resident.life.may_end_with(*at),
            _ => true,
        };
        if let Some(at) = late(&resident, draws, fit) {
            let mut alike = vec![(resident, at)];
            if is_first_choice && wanted.is_told_by_life() {
                add_alike(pools, draws, wanted, &mut alike);
            }
            let visit = |(resident, at): &(Arc<Resident>, usize)| resident.life.visits[*at];
            return spread.choose(alike, |of| visit(of).day, |of| visit(of).end());
        }
        if is_first_choice {
            pools.passed_over().note(number, wanted);
        }
    }
}

/// Adds visits of others at the same facility, as they are wanted.
fn add_alike(
    pools: &Pools,
    draws: &mut Stream,
    wanted: Wanted,
    alike: &mut Vec<(Arc<Resident>, usize)>,
) {
    let home = alike[0].0.house.site.number;
    for _ in 1..ALIKE {
        let number = pools.somebody(home, draws);
        let Some(number) = number.filter(|it| !pools.passed_over().has(*it, wanted)) else {
            continue;
        };
        let resident = pools.resident(number);
        let fit = |at: &usize| fits(&resident, *at, wanted, pools.settings().as_of);
        match late(&resident, draws, fit) {
            Some(at) => alike.push((resident, at)),
            None => pools.passed_over().note(number, wanted),
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
    (wanted, spread): (Wanted, Spread),
) -> (Arc<Resident>, usize) {
    let settings = pools.settings();
    let most = most_tries(wanted) as u64;
    let mut which = 0;
    loop {
        let source = Source::sample(settings.seed, number, which);
        let home = match (which, among) {
            (0, _) => spread.facility(settings.facilities, among),
            (_, Some(these)) => *source.stream("home").pick(these),
            (_, None) => source.stream("home").below(u64::from(settings.facilities)) as u32,
        };
        let house = Arc::clone(pools.house(home));
        // The number gives numbers only, and samples show none of them.
        let mut resident = Resident::draw(source, 0, house, settings.as_of);
        which += 1;
        let fit = |at: &usize| fits(&resident, *at, wanted, settings.as_of) || which > most;
        if let Some(at) = late(&resident, &mut source.stream("visit"), fit) {
            if wanted.is_told_by_life() {
                let by = days_earlier(&resident, at, (wanted, spread), settings.as_of);
                resident.life = resident.life.earlier(by);
            }
            return (Arc::new(resident), at);
        }
    }
}

/// By how many days the life of somebody imaginary is to be earlier for a visit
/// to be on a day that is evenly spread. Where it may be any of them, it is
/// known how long ago it is; else only the day of the week can be chosen.
fn days_earlier(
    resident: &Resident,
    at: usize,
    (wanted, spread): (Wanted, Spread),
    as_of: Date,
) -> i64 {
    let visit = &resident.life.visits[at];
    let last = match wanted {
        Wanted::Examined => later(as_of, -1),
        _ => as_of,
    };
    let end = match wanted {
        Wanted::Any | Wanted::Billed | Wanted::Reminded | Wanted::Examined => later(
            last,
            -spread.days_ago(&mut resident.source.stream("days"), as_of),
        ),
        _ => visit.end(),
    };
    let shares = match visit.kind {
        Kind::Office => OFFICE_DAY,
        Kind::Emergency | Kind::Inpatient => ANY_DAY,
    };
    days(spread.day_near(end, shares, last), visit.end())
}

/// One of the visits that fit. The later ones are worth more: more is known by then.
fn late(resident: &Resident, draws: &mut Stream, fit: impl Fn(&usize) -> bool) -> Option<usize> {
    let mut visits = [0; MOST_VISITS];
    let mut count = 0;
    for at in (0..resident.life.visits.len()).filter(fit) {
        visits[count] = at;
        count += 1;
    }
    (count > 0).then(|| visits[draws.index(count).max(draws.index(count))])
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
