//! From the pools to the story of one document.

mod bill;
mod choice;
mod encounter;
mod others;
mod setting;
mod spread;
mod trends;
mod vaccinations;
mod ward;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use self::encounter::Visited;
use self::others::Others;
use self::spread::Spread;
use super::facts::Facts;
use super::later::Later;
use super::life::later;
use super::medicine::portrait;
use super::patient::Patient;
use super::people::{Resident, Sex};
use super::places::clock;
use super::pools::Pools;
use super::provider::Provider;
use super::story::{Case, Setting};
use super::wanted::Wanted;
use crate::document::Moment;
use crate::fact::{Class, Date, Fact, Label, Owner, Role, Value};
use crate::seed::{Seed, Stream};

/// The stream of one purpose of one document.
fn stream(seed: Seed, class: Class, number: u64, purpose: &str) -> Stream {
    seed.stem("case")
        .of(class.name())
        .at(number)
        .stream(purpose)
}

/// The story of document `positive/<number>`.
pub fn case(pools: &Pools, among: Option<&[u32]>, number: u64, wanted: Wanted) -> Case {
    let seed = pools.settings().seed;
    let spread = Spread::of(seed, Class::Positive, number);
    let mut draws = stream(seed, Class::Positive, number, "patient");
    let (resident, at) = choice::choose(pools, among, &mut draws, (wanted, spread));
    told(
        pools,
        (&resident, at),
        (wanted, spread),
        (Class::Positive, number),
    )
}

/// The story of document `negative/<number>` if it is a sample.
pub fn sample(pools: &Pools, among: Option<&[u32]>, number: u64, wanted: Wanted) -> Case {
    let spread = Spread::of(pools.settings().seed, Class::Negative, number);
    let (resident, at) = choice::imagine(pools, among, number, (wanted, spread));
    told(
        pools,
        (&resident, at),
        (wanted, spread),
        (Class::Negative, number),
    )
}

/// The story of one visit of somebody.
fn told(
    pools: &Pools,
    (resident, at): (&Arc<Resident>, usize),
    (wanted, spread): (Wanted, Spread),
    (class, number): (Class, u64),
) -> Case {
    let seed = pools.settings().seed;
    let as_of = pools.settings().as_of;
    let patient = Arc::clone(resident.patient(pools.records()));
    let visited = Visited::new(resident, at);
    let portrait = portrait(&resident.source, &visited.occasion, at);
    let seen = visited.seen(portrait.reason, portrait.specialty);
    let by = Arc::clone(&seen.provider);
    let known = (
        Later::already(seen),
        Later::already(Arc::clone(&portrait.picture)),
    );
    let encounter = visited.encounter(pools.records(), known);
    let prior = (at > 0).then(|| ward::earlier(pools, resident, at - 1));

    let mut draws = stream(seed, class, number, "setting");
    let is_attending = draws.chance(92.0);
    let author = match wanted {
        // A letter to or from a specialist is of who saw the patient.
        Wanted::Referred | Wanted::Consulted => by,
        _ if is_attending => by,
        _ => visited.somebody(&mut draws, portrait.specialty),
    };
    // Where nobody died, nobody is said to have.
    let papers = visited.papers(wanted == Wanted::Fatal && resident.life.may_end_with(at));
    let (who, picture) = (Arc::clone(resident), Arc::clone(&portrait.picture));
    let bill = Later::new(move || bill::bill(&who, at, &picture, as_of));
    let resulted = match wanted {
        Wanted::Examined => visited.signed_out(as_of),
        _ => papers.resulted,
    };
    let planned = match wanted {
        Wanted::Billed => day_of(&bill.sent),
        Wanted::Reminded => day_of(&papers.follow_up).map(|next| later(next, -3)),
        Wanted::Admission => Some(visited.admission_day(encounter.arrived())),
        Wanted::Examined => day_of(&resulted),
        _ => None,
    };
    let (day, moment) = visited.written(spread, as_of, encounter.arrived(), planned);
    let document = Owner::Document(class, number);
    let own = Facts::of(document, Role::Patient);
    let others = Others::of(pools, &resident.house, class, number);
    let setting = setting::Draft {
        house: &resident.house,
        others,
        document,
        author,
        moment,
        written: own.date("written", "visit", day),
        picture: portrait.picture,
        topic: portrait.topic,
        is_of_patient: true,
        spread,
        who: visited.who(),
        pcp: Some(patient.pcp.number),
    }
    .setting(&mut draws);
    let who = Arc::clone(resident);
    let trends = Later::new(move || trends::trends(&who, at));
    let who = Arc::clone(resident);
    let vaccinations = Later::new(move || vaccinations::vaccinations(&who, at));
    let ward = match wanted {
        Wanted::Ward if class == Class::Positive => {
            let mut draws = stream(seed, class, number, "ward");
            ward::ward(pools, &mut draws, (resident, at), day)
        }
        _ => Vec::new(),
    };
    let mut thread = stream(seed, class, number, "thread");
    let arrived = (day == visited.occasion.visit.day).then(|| encounter.arrived());
    let [asked, answered] = thread_times(&mut thread, &moment, arrived);
    let time = |facet, text: String| own.text(Label::Time, facet, text);
    let referring = referring(&patient, &setting, resident, visited.who());
    Case {
        referring,
        setting,
        patient,
        encounter: Arc::new(encounter),
        prior,
        age: papers.age,
        collected: papers.collected,
        resulted,
        accession: papers.accession,
        follow_up: papers.follow_up,
        follow_up_time: papers.follow_up_time,
        excused_until: papers.excused_until,
        died: papers.died,
        died_time: papers.died_time,
        asked_time: time("asked-time", asked),
        answered_time: time("answered-time", answered),
        referral_number: papers.referral,
        claim_number: papers.claim,
        auth_number: papers.auth,
        rx_number: papers.rx,
        bill,
        trends,
        vaccinations,
        ward,
    }
}

/// When two earlier messages of a thread were sent on the day of the last one,
/// after the patient's arrival if that was on the same day.
fn thread_times(draws: &mut Stream, last: &Moment, arrived: Option<i64>) -> [String; 2] {
    let last = i64::from(last.local.hour()) * 60 + i64::from(last.local.minute());
    let first = arrived.unwrap_or(6 * 60 + 30);
    let room = (last - first).max(3);
    let answered = last - draws.between(1, (room / 2).max(1));
    let asked = answered - draws.between(1, ((answered - first) / 2).max(1));
    [asked, answered].map(|minute| clock::time(minute.max(0)))
}

fn day_of(fact: &Fact) -> Option<Date> {
    match fact.value {
        Value::Date(day) => Some(day),
        _ => None,
    }
}

/// Who sent the patient: the primary care provider, or somebody else who might
/// be that if he or she wrote the document. Author, colleague and this one are
/// three people.
fn referring(
    patient: &Patient,
    setting: &Setting,
    resident: &Resident,
    who: (Sex, u16),
) -> Arc<Provider> {
    let pcp = &patient.pcp;
    let (author, colleague) = (setting.author.number, setting.colleague.number);
    if pcp.number != author {
        return Arc::clone(pcp);
    }
    let staff = resident.house.staff.iter();
    let others = staff.filter(|other| ![author, colleague].contains(&other.number));
    let best = others
        .rev()
        .max_by_key(|other| other.fits_primary_care(who));
    Arc::clone(&best.expect("a facility of three or more").provider)
}

/// The setting of document `negative/<number>`.
pub fn setting(pools: &Pools, among: Option<&[u32]>, number: u64) -> Setting {
    setting::of_nobody(pools, among, number)
}
