//! Facilities: what they are called, where they stand and what they are for.

use std::sync::{Arc, LazyLock};

use super::{Nearby, PLACES, Place, State};
use crate::clinic::facts::Facts;
use crate::clinic::life::Focus;
use crate::clinic::medicine::Specialty;
use crate::clinic::people::Identifiers;
use crate::clinic::provider::Facility;
use crate::clinic::table::{number, rows};
use crate::document::Look;
use crate::fact::{Fact, Label, Owner, Phone, Role, Value};
use crate::seed::{Permutation, Seed, Stream};

struct Kind {
    suffix: &'static str,
    kind: &'static str,
    weight: f64,
    focus: Focus,
}

static KINDS: LazyLock<Vec<Kind>> = LazyLock::new(|| {
    rows(include_str!("../data/facility_types.tsv"))
        .map(|[suffix, kind, weight, focus]| Kind {
            suffix,
            kind,
            weight: number(weight),
            focus: Focus::of(kind, focus),
        })
        .collect()
});

/// Where a facility stands and what it is for.
#[derive(Debug)]
pub struct Site {
    /// Its number in the pool.
    pub number: u32,
    /// The place.
    pub place: Place,
    /// What is near it.
    pub nearby: Nearby,
    /// What it is for.
    pub focus: Focus,
    /// The domain of its mailboxes.
    pub domain: String,
    /// What its medical record numbers begin with; mostly nothing.
    pub record_prefix: String,
    name: String,
    short_name: String,
    kind: &'static str,
    area: u16,
    first_desk: u16,
}

impl Site {
    /// The site of that number. The first is a hospital, so that there is one.
    pub fn draw(seed: Seed, number: u32, names: &Permutation) -> Self {
        let mut stream = seed.stream(format_args!("facility/{number}/site"));
        let invented = PLACES.invented();
        let count = invented.len() as u64;
        let place = invented[names.of(u64::from(number) % count) as usize];
        let kind = loop {
            let kind = &KINDS[stream.weighted(KINDS.iter().map(|kind| kind.weight))];
            if number > 0 || kind.focus == Focus::Hospital {
                break kind;
            }
        };
        // Past the end of the list, two names make a new one.
        let place = match u64::from(number) / count {
            0 => place.to_owned(),
            _ => format!("{place}-{}", stream.pick(invented)),
        };
        let short_name = match kind.suffix.split_once(' ') {
            Some((first, _)) => format!("{place} {first}"),
            None => place.clone(),
        };
        let word = *stream.pick(&["health", "care", "medical", "clinical"]);
        let top = *stream.pick(&["org", "org", "com", "net"]);
        let place_number = PLACES.anywhere(&mut stream);
        let at = PLACES.place(place_number);
        Self {
            number,
            nearby: PLACES.nearby(place_number),
            area: at.area_code(&mut stream),
            first_desk: stream.below(DESKS) as u16,
            focus: kind.focus,
            domain: format!("{}-{word}.example.{top}", place.to_ascii_lowercase()),
            record_prefix: if stream.chance(30.0) {
                format!("{}-", place[..2].to_ascii_uppercase())
            } else {
                String::new()
            },
            name: format!("{place} {}", kind.suffix),
            short_name,
            kind: kind.kind,
            place: at,
        }
    }

    /// The state.
    pub fn state(&self) -> &'static State {
        PLACES.state(self.place.state)
    }

    /// The facility's facts.
    pub fn facts(&self) -> Facts {
        Facts::of(Owner::Facility(self.number), Role::Facility)
    }

    /// The numbers of so many desks, from that one on. Those of one facility
    /// are different, as far as there are enough.
    pub fn desks<const N: usize>(&self, from: u32) -> [Phone; N] {
        std::array::from_fn(|at| {
            // 13 and 40 have no common divisor, so each desk is met once.
            let step = (from + at as u32) % DESKS as u32 * 13;
            let line = 100 + (self.first_desk + step as u16) % DESKS as u16;
            fictional(self.area, line)
        })
    }

    /// The extension of a desk, where the switchboard is what one calls: at every
    /// third facility.
    pub fn extension(&self, at: u32) -> Option<Phone> {
        let [switchboard] = self.desks(0);
        // 900 extensions; 7 and 900 have no common divisor.
        let extension = 100 + (at * 7 + self.number * 37) % 900;
        (self.number % 3 == 1).then_some(Phone {
            extension: extension as u16,
            ..switchboard
        })
    }

    /// A department, as a fact.
    pub fn department(&self, specialty: &Specialty) -> Arc<Fact> {
        self.facts()
            .text(Label::Department, specialty.facet, specialty.department)
    }

    /// The facility with these departments, at least one.
    pub fn facility(&self, seed: Seed, ids: &Identifiers, departments: Vec<Arc<Fact>>) -> Facility {
        let mut stream = seed.stream(format_args!("facility/{}/facts", self.number));
        let facts = self.facts();
        let place = &self.place;
        let name = facts.number(Label::Facility, "name", self.kind, &*self.name);
        let mut short_name = Fact::plain(
            Label::Facility,
            Role::Facility,
            name.entity,
            &*self.short_name,
        )
        .subtype(self.kind)
        .with_norm(&*self.name);
        short_name.form = "short";
        let [phone, fax] = self.desks(0);
        Facility {
            number: self.number,
            look: stream.pick(Look::ALL),
            name,
            short_name: Arc::new(short_name),
            kind: self.kind,
            street: facts.text(Label::Street, "street", PLACES.street(&mut stream, false)),
            city: facts.text(Label::City, "city", place.city),
            state: facts.text(Label::State, "state", place.state),
            zip: facts.text(Label::Zip, "zip", place.zip),
            phone: facts.value(Label::Phone, "phone", "clinic", Value::Phone(phone)),
            fax: facts.value(Label::Fax, "fax", "", Value::Phone(fax)),
            url: facts.text(Label::Url, "url", format!("https://www.{}", self.domain)),
            email: facts.text(Label::Email, "email", format!("info@{}", self.domain)),
            department: Arc::clone(&departments[0]),
            departments,
            // Providers count from below, facilities from above.
            npi: facts.number(
                Label::ProviderId,
                "npi",
                "npi",
                ids.npi(99_999_999 - u64::from(self.number)),
            ),
        }
    }
}

/// How many lines are desks': 0100 to 0139. Those above, to 0199, are people's,
/// so that no number is both. All are set aside for fiction in every area code.
const DESKS: u64 = 40;
const PEOPLE: u16 = 60;

fn fictional(area: u16, line: u16) -> Phone {
    Phone {
        area,
        exchange: 555,
        line,
        extension: 0,
    }
}

/// So many different numbers of people of one household.
pub fn lines<const N: usize>(place: &Place, stream: &mut Stream) -> [Phone; N] {
    let step = PEOPLE / N as u16;
    let first = stream.below(u64::from(PEOPLE)) as u16;
    std::array::from_fn(|at| {
        let aside = match at {
            0 => 0,
            _ => stream.below(u64::from(step)) as u16,
        };
        let offset = (first + at as u16 * step + aside) % PEOPLE;
        fictional(place.area_code(stream), 140 + offset)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::digest::{Sha256, hex};

    /// The first eight bytes of the SHA-256 of the names of real facilities, in
    /// capitals and without punctuation.
    const REAL: &str = include_str!("../../../tests/data/real_facility_names.sha256");

    #[test]
    fn no_facility_is_called_as_a_real_one() {
        let real: Vec<&str> = REAL.lines().collect();
        assert!(real.is_sorted() && real.len() > 10_000);
        for place in PLACES.invented() {
            for kind in KINDS.iter() {
                let name = format!("{place} {}", kind.suffix).to_ascii_uppercase();
                let name = name.replace(|c: char| !c.is_ascii_alphanumeric() && c != ' ', "");
                let digest = hex(&Sha256::digest(&name)[..8]);
                assert!(real.binary_search(&&*digest).is_err(), "{name}");
            }
        }
    }

    #[test]
    fn numbers_of_desks_and_people_are_apart() {
        let seed = Seed::new(9).unwrap();
        let names = Permutation::new(seed.stream(format_args!("names")), 1_500);
        for n in 0..500 {
            let site = Site::draw(seed, n, &names);
            let mut stream = seed.stream(format_args!("{n}"));
            let people: [Phone; 3] = lines(&site.place, &mut stream);
            let desks: [Phone; 40] = site.desks(0);
            let mut all: Vec<u16> = people
                .iter()
                .chain(&desks)
                .map(|phone| phone.line)
                .collect();
            assert!(all.iter().all(|line| (100..200).contains(line)));
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), 43, "{people:?}");
        }
    }
}
