//! The others who stayed at a facility lately.

use std::sync::Arc;

use super::encounter::Visited;
use crate::clinic::facts::Facts;
use crate::clinic::later::Later;
use crate::clinic::life::{Kind, Visit, days};
use crate::clinic::medicine::portrait;
use crate::clinic::paperwork::Listed;
use crate::clinic::people::Resident;
use crate::clinic::pools::Pools;
use crate::clinic::story::Encounter;
use crate::fact::{Date, Label, Owner, Role, Value};
use crate::seed::Stream;

/// How many patients of the pool are looked at for a list.
const LOOKED_AT: u32 = 2_000;
/// How long ago a stay on a list may have begun, in days.
const WINDOW: i64 = 120;
const MOST_LISTED: usize = 18;

/// Who is on the list that somebody's stay is on, in the order of admission:
/// stays at the same facility that began before the day, not long ago.
pub fn ward(
    pools: &Pools,
    draws: &mut Stream,
    (own, at): (&Arc<Resident>, usize),
    day: Date,
) -> Vec<Arc<Listed>> {
    let patients = pools.settings().patients;
    let wanted = 5 + draws.index(MOST_LISTED - 4);
    let first = draws.below(u64::from(patients)) as u32;
    let mut stays = vec![(own.life.visits[at].day, Arc::clone(own), at)];
    for step in 0..patients.min(LOOKED_AT) {
        let number = ((u64::from(first) + u64::from(step)) % u64::from(patients)) as u32;
        if stays.len() >= wanted {
            break;
        }
        let home = pools.home(number);
        if number == own.number || home != own.house.site.number {
            continue;
        }
        let resident = pools.resident(number);
        let is_recent = |(at, visit): &(usize, &Visit)| {
            visit.kind == Kind::Inpatient
                && visit.day <= day
                && days(visit.day, day) <= WINDOW
                && !resident.life.may_end_with(*at)
        };
        let visits = resident.life.visits.iter().enumerate();
        if let Some((at, visit)) = visits.rev().find(is_recent) {
            stays.push((visit.day, Arc::clone(&resident), at));
        }
    }
    stays.sort_by_key(|(day, resident, _)| (*day, resident.number));
    stays
        .iter()
        .map(|(_, resident, at)| Arc::new(listed(pools, resident, *at)))
        .collect()
}

fn listed(pools: &Pools, resident: &Arc<Resident>, at: usize) -> Listed {
    let visit = resident.life.visits[at];
    let owner = Owner::Encounter(resident.number, at as u16);
    let age = Value::Age(resident.life.age(visit.day));
    Listed {
        patient: Arc::clone(resident.patient(pools.records())),
        encounter: earlier(pools, resident, at),
        age: Facts::of(owner, Role::Patient).value(Label::Age, "age", "", age),
    }
}

/// An encounter that the document is not about. Hardly any says why it was.
pub fn earlier(pools: &Pools, resident: &Arc<Resident>, at: usize) -> Arc<Encounter> {
    let who = Arc::clone(resident);
    let seen = Later::new(move || Visited::new(&who, at).seen_in_short());
    let who = Arc::clone(resident);
    let picture = Later::new(move || {
        let visited = Visited::new(&who, at);
        portrait(&who.source, &visited.occasion, at).picture
    });
    Arc::new(Visited::new(resident, at).encounter(pools.records(), (seen, picture)))
}
