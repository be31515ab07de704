//! What somebody has been vaccinated against.

use std::sync::Arc;

use crate::clinic::facts::Facts;
use crate::clinic::medicine;
use crate::clinic::paperwork::Vaccination;
use crate::clinic::people::Resident;
use crate::fact::{Owner, Role};

/// The vaccinations up to the visit of that number, in the order of time.
pub fn vaccinations(resident: &Resident, at: usize) -> Vec<Arc<Vaccination>> {
    let mut draws = resident.source.stream("vaccinations");
    let life = &resident.life;
    // Drawn up to the last visit, so that all visits know the same.
    let last = life.visits[life.visits.len() - 1].day;
    let day = life.visits[at].day;
    medicine::vaccinations(&mut draws, life, last)
        .into_iter()
        .map(|given| {
            let letter = *draws.pick(&["A", "K", "P", "U", "W", "X"]);
            let lot = draws.numbered(letter, 5);
            (given, lot)
        })
        .enumerate()
        .filter(|(_, (given, _))| given.day <= day)
        .map(|(number, (given, lot))| {
            let owner = Owner::Vaccination(resident.number, number as u16);
            let facts = Facts::of(owner, Role::Patient);
            Arc::new(Vaccination {
                name: given.vaccine.name,
                abbrev: given.vaccine.abbrev,
                cvx: given.vaccine.cvx,
                dose: given.dose,
                date: facts.date("given", "visit", given.day),
                site: given.site,
                route: given.vaccine.route,
                lot,
            })
        })
        .collect()
}
