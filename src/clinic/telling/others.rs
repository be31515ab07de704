//! Who else a document may name: employees of the facility, those who come on
//! business, and nobodies.

use std::sync::Arc;

use crate::clinic::employee::{Employee, Visitor};
use crate::clinic::eponym::{Eponym, eponyms};
use crate::clinic::house::House;
use crate::clinic::later::Later;
use crate::clinic::people::{Records, TRADES, employee, nurses, visitor};
use crate::clinic::pools::{PoolSettings, Pools};
use crate::clinic::provider::Provider;
use crate::clinic::sample::Sample;
use crate::fact::{Class, Owner};
use crate::seed::{Stem, Stream};

/// How many employees a facility has, whatever its size. Corpora have a
/// thousand facilities at most, so social security numbers suffice.
const EMPLOYEES: u32 = 36;
/// How many of them one document may name.
const NAMED: usize = 12;

/// What the others of one document are drawn from. Few documents name any.
#[derive(Clone, Debug)]
pub struct Others {
    settings: PoolSettings,
    records: Arc<Records>,
    house: Arc<House>,
    class: Class,
    number: u64,
}

impl Others {
    /// The others of a document from that house.
    pub fn of(pools: &Pools, house: &Arc<House>, class: Class, number: u64) -> Self {
        Self {
            settings: *pools.settings(),
            records: Arc::clone(pools.records()),
            house: Arc::clone(house),
            class,
            number,
        }
    }

    fn stem(&self) -> Stem {
        let stem = self.settings.seed.stem("case");
        stem.of(self.class.name()).at(self.number)
    }

    /// Some of the house, no two of the same first name.
    pub fn employees(&self) -> Later<Vec<Arc<Employee>>> {
        let own = self.clone();
        Later::new(move || own.draw_employees(&mut own.stem().stream("employees")))
    }

    /// The providers of the house at these places in its staff.
    pub fn providers(&self, places: Vec<u32>) -> Later<Vec<Arc<Provider>>> {
        let house = Arc::clone(&self.house);
        Later::new(move || {
            let member = |at: &u32| Arc::clone(&house.staff[*at as usize].provider);
            places.iter().map(member).collect()
        })
    }

    /// A registered nurse of the house.
    pub fn nurse(&self) -> Later<Arc<Employee>> {
        let own = self.clone();
        Later::new(move || {
            let places = nurses(EMPLOYEES);
            let at = own.stem().stream("nurse").index(places.clone().count());
            let at = places.clone().nth(at).unwrap_or_default();
            Arc::new(own.employee(at))
        })
    }

    /// The employee at a place in the list of the house.
    fn employee(&self, at: u32) -> Employee {
        let PoolSettings {
            seed,
            facilities,
            as_of,
            ..
        } = self.settings;
        let site = &self.house.site;
        let number = at * facilities + site.number;
        employee(seed, (number, at), site, &self.records.ids, as_of)
    }

    fn draw_employees(&self, draws: &mut Stream) -> Vec<Arc<Employee>> {
        let mut places: Vec<u32> = (0..EMPLOYEES).collect();
        draws.shuffle(&mut places);
        let mut employees: Vec<Arc<Employee>> = Vec::with_capacity(NAMED);
        for at in places {
            let person = self.employee(at);
            let given = |it: &Employee| it.name.written("given").map(|fact| fact.text);
            // A shift plan has first names only.
            if employees.iter().all(|known| given(known) != given(&person)) {
                employees.push(Arc::new(person));
            }
            if employees.len() == NAMED {
                break;
            }
        }
        employees
    }

    /// Some from outside, in the order in which they come.
    pub fn visitors(&self) -> Later<Vec<Arc<Visitor>>> {
        let own = self.clone();
        Later::new(move || own.draw_visitors(&mut own.stem().stream("visitors")))
    }

    fn draw_visitors(&self, draws: &mut Stream) -> Vec<Arc<Visitor>> {
        let mut trades: Vec<usize> = (0..TRADES.len()).collect();
        draws.shuffle(&mut trades);
        trades.truncate(5 + draws.index(6));
        let near = &self.house.site.nearby;
        let mut visitors: Vec<Arc<Visitor>> = (0..)
            .zip(trades)
            .map(|(at, trade)| {
                let owner = Owner::Visitor(self.class, self.number, at);
                let ids = &self.records.ids;
                Arc::new(visitor(draws, owner, trade, near, ids))
            })
            .collect();
        visitors.sort_by(|a, b| a.arrived.text.cmp(&b.arrived.text));
        visitors
    }

    /// What stands in the place of a patient of the sex of that letter.
    pub fn sample(&self, sex: &'static str) -> Later<Arc<Sample>> {
        let stem = self.stem();
        Later::new(move || Arc::new(Sample::draw(&mut stem.stream("sample"), sex)))
    }

    /// What is named after somebody and comes to mind with a code.
    pub fn eponyms(&self, icd: &'static str) -> Later<Vec<Arc<Eponym>>> {
        let stem = self.stem();
        Later::new(move || eponyms(&mut stem.stream("eponyms"), icd))
    }
}
