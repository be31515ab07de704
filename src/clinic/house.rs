//! A facility with what is behind it.

use std::sync::Arc;

use super::people::{Identifiers, Member, staff};
use super::places::Site;
use super::provider::Facility;
use crate::fact::Fact;
use crate::seed::{Permutation, Seed};

/// A facility and those who work there.
#[derive(Debug)]
pub struct House {
    /// Where it stands and what it is for.
    pub site: Site,
    /// Who works there.
    pub staff: Vec<Member>,
    /// The facility as each of its departments writes its letters.
    facilities: Vec<Arc<Facility>>,
}

/// What decides which houses there are.
#[derive(Clone, Copy, Debug)]
pub struct Grounds<'a> {
    /// The corpus's seed.
    pub seed: Seed,
    /// How many houses there are.
    pub houses: u32,
    /// How many people work in all of them.
    pub providers: u32,
    /// The order in which their names are given away.
    pub names: &'a Permutation,
    /// The corpus's numbers.
    pub ids: &'a Identifiers,
}

impl House {
    /// The house of that number.
    pub fn draw(grounds: Grounds<'_>, number: u32) -> Self {
        let Grounds {
            seed,
            houses,
            providers,
            names,
            ids,
        } = grounds;
        let site = Site::draw(seed, number, names);
        let size = providers / houses + u32::from(number < providers % houses);
        let mut stream = seed.stream(format_args!("facility/{number}/staff"));
        let specialties = staff(&mut stream, site.focus, size as usize);
        let staff: Vec<Member> = (0..size)
            .map(|at| {
                let specialty = specialties[at as usize];
                Member::draw(seed, (at * houses + number, at), &site, specialty, ids)
            })
            .collect();
        let mut departments: Vec<Arc<Fact>> = Vec::new();
        for member in &staff {
            let department = &member.provider.department;
            if departments.iter().all(|known| known != department) {
                departments.push(Arc::clone(department));
            }
        }
        let facility = site.facility(seed, ids, departments);
        let of_department = |department: &Arc<Fact>| {
            Arc::new(Facility {
                department: Arc::clone(department),
                ..facility.clone()
            })
        };
        let facilities = facility.departments.iter().map(of_department).collect();
        Self {
            site,
            staff,
            facilities,
        }
    }

    /// The facility, its largest department first.
    pub fn facility(&self) -> &Arc<Facility> {
        &self.facilities[0]
    }

    /// The facility as one of its departments writes its letters.
    pub fn facility_of(&self, department: &Fact) -> &Arc<Facility> {
        let own = |facility: &&Arc<Facility>| *facility.department == *department;
        self.facilities
            .iter()
            .find(own)
            .unwrap_or(&self.facilities[0])
    }
}
