//! From the pools to the story of one document.

mod encounter;
mod others;
mod setting;

use std::sync::Arc;

use self::encounter::Visited;
use self::others::Others;
use super::facts::Facts;
use super::later::Later;
use super::life::{Kind, Visit};
use super::medicine::portrait;
use super::patient::Patient;
use super::people::Resident;
use super::pools::Pools;
use super::provider::Provider;
use super::source::Source;
use super::story::{Case, Encounter, Setting};
use crate::fact::{Class, Owner, Role};
use crate::seed::{Seed, Stream};

/// How many patients are looked at for an encounter of the kind wanted.
const TRIES: usize = 400;

/// The stream of one purpose of one document.
fn stream(seed: Seed, class: Class, number: u64, purpose: &str) -> Stream {
    seed.stem("case")
        .of(class.name())
        .at(number)
        .stream(purpose)
}

/// The story of document `positive/<number>`.
pub fn case(pools: &Pools, number: u64, wanted: Option<Kind>) -> Case {
    let seed = pools.settings().seed;
    let mut draws = stream(seed, Class::Positive, number, "patient");
    let (resident, at) = choose(pools, &mut draws, wanted);
    told(pools, &resident, at, Class::Positive, number)
}

/// The story of document `negative/<number>` if it is a sample.
pub fn sample(pools: &Pools, number: u64, wanted: Option<Kind>) -> Case {
    let (resident, at) = imagine(pools, number, wanted);
    told(pools, &resident, at, Class::Negative, number)
}

/// The story of one visit of somebody.
fn told(pools: &Pools, resident: &Arc<Resident>, at: usize, class: Class, number: u64) -> Case {
    let seed = pools.settings().seed;
    let patient = Arc::clone(resident.patient(pools.records()));
    let visited = Visited::new(resident, at);
    let portrait = portrait(&resident.source, &visited.occasion, at);
    let seen = visited.seen(portrait.reason, portrait.specialty);
    let by = Arc::clone(&seen.provider);
    let encounter = visited.encounter(pools.records(), Later::already(seen));
    let prior = (at > 0).then(|| earlier(pools, resident, at - 1));

    let mut draws = stream(seed, class, number, "setting");
    let author = if draws.chance(80.0) {
        by
    } else {
        visited.somebody(&mut draws)
    };
    let (written, moment) =
        visited.written(&mut draws, pools.settings().as_of, &encounter.admitted_time);
    let document = Owner::Document(class, number);
    let others = Others::of(pools, &resident.house, class, number);
    let written = Facts::of(document, Role::Patient).date("written", "visit", written);
    let setting = setting::Draft {
        house: &resident.house,
        others,
        document,
        author,
        moment,
        written,
        picture: portrait.picture,
        topic: portrait.topic,
    }
    .setting(&mut draws);
    let papers = visited.papers();
    Case {
        referring: referring(&visited, &patient, &setting, &mut draws),
        setting,
        patient,
        encounter: Arc::new(encounter),
        prior,
        age: papers.age,
        collected: papers.collected,
        resulted: papers.resulted,
        accession: papers.accession,
        follow_up: papers.follow_up,
        referral_number: papers.referral,
        claim_number: papers.claim,
        auth_number: papers.auth,
        rx_number: papers.rx,
    }
}

/// An earlier encounter. Hardly any document says why it was.
fn earlier(pools: &Pools, resident: &Arc<Resident>, at: usize) -> Arc<Encounter> {
    let who = Arc::clone(resident);
    let seen = Later::new(move || Visited::new(&who, at).seen_in_short());
    Arc::new(Visited::new(resident, at).encounter(pools.records(), seen))
}

/// A patient and the number of a visit, of the kind wanted if anybody has one.
fn choose(pools: &Pools, draws: &mut Stream, wanted: Option<Kind>) -> (Arc<Resident>, usize) {
    let patients = u64::from(pools.settings().patients);
    let mut tries = 0;
    loop {
        let number = draws.below(patients) as u32;
        let resident = pools.resident(number);
        tries += 1;
        let visits = &resident.life.visits;
        let fits = |visit: &Visit| wanted.is_none_or(|kind| visit.kind == kind) || tries > TRIES;
        let fitting: Vec<usize> = (0..visits.len()).filter(|at| fits(&visits[*at])).collect();
        if !fitting.is_empty() {
            // The later visits are worth more: more is known by then.
            let at = fitting[draws.index(fitting.len()).max(draws.index(fitting.len()))];
            return (resident, at);
        }
    }
}

/// Somebody who is in no pool, and the number of a visit of the kind wanted.
fn imagine(pools: &Pools, number: u64, wanted: Option<Kind>) -> (Arc<Resident>, usize) {
    let settings = pools.settings();
    let mut which = 0;
    loop {
        let source = Source::sample(settings.seed, number, which);
        let facility = source.stream("home").below(u64::from(settings.facilities)) as u32;
        let house = Arc::clone(pools.house(facility));
        // The number gives numbers only, and samples show none of them.
        let resident = Resident::draw(source, 0, house, settings.as_of);
        which += 1;
        let tries = which as usize;
        if let Some(at) = last_fitting(&resident, wanted, tries) {
            return (Arc::new(resident), at);
        }
    }
}

/// The number of the last visit of a kind; of the last of all after many tries.
fn last_fitting(resident: &Resident, wanted: Option<Kind>, tries: usize) -> Option<usize> {
    let visits = &resident.life.visits;
    let fits = |visit: &Visit| wanted.is_none_or(|kind| visit.kind == kind) || tries > TRIES;
    visits.iter().rposition(fits)
}

fn referring(
    visited: &Visited<'_>,
    patient: &Patient,
    setting: &Setting,
    draws: &mut Stream,
) -> Arc<Provider> {
    let pcp = &patient.pcp;
    if pcp.number == setting.author.number {
        return visited.somebody(draws);
    }
    Arc::clone(pcp)
}

/// The setting of document `negative/<number>`.
pub fn setting(pools: &Pools, number: u64) -> Setting {
    setting::of_nobody(pools, number)
}
