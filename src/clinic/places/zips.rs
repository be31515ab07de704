//! ZIP code, city, county, state and area code that belong together.

use std::sync::LazyLock;

use crate::clinic::people::HERITAGES;
use crate::clinic::table::{count, list, rows};
use crate::fact::push_digits;
use crate::seed::Stream;

/// The area of a ZIP code.
#[derive(Debug)]
pub struct Place {
    /// Five digits.
    pub zip: &'static str,
    /// City.
    pub city: &'static str,
    /// The two letters of the state.
    pub state: &'static str,
    /// County, as it is written: `Hampden County`, `Caddo Parish`.
    pub county: &'static str,
    /// The groups' shares of the people, in percent.
    pub shares: [f64; HERITAGES],
    area_codes: &'static str,
}

impl Place {
    /// One of its area codes.
    pub fn area_code(&self, stream: &mut Stream) -> u16 {
        let codes = list(self.area_codes).count();
        list(self.area_codes)
            .nth(stream.index(codes))
            .map_or(0, count)
    }
}

/// What is near a place. Its people are drawn from there.
#[derive(Debug)]
pub struct Nearby {
    state: &'static str,
    /// The places whose ZIP codes begin with the same three digits.
    section: (usize, usize),
    /// Those whose ZIP codes are not far.
    around: (usize, usize),
}

const ZIPS: &str = include_str!("../data/zips.tsv");

/// A state.
#[derive(Debug)]
pub struct State {
    /// Its two letters.
    pub letters: &'static str,
    /// The form of its driver's licences: `@` a letter, `#` a digit.
    pub licence: &'static str,
    /// How far its clocks (most of them) are ahead of UTC in winter, in minutes.
    pub winter_offset: i16,
    /// Whether they are set ahead in summer.
    pub has_summer_time: bool,
}

/// The tables of places. That of ZIP codes is long, so its rows are found by
/// what the build script has digested and read when they are drawn.
#[derive(Debug)]
pub struct Places {
    states: Vec<State>,
    invented: Vec<&'static str>,
}

mod digested {
    include!(concat!(env!("OUT_DIR"), "/zips.rs"));
}

/// How many places there are.
const COUNT: usize = digested::LINES.len() - 1;

/// All places.
pub static PLACES: LazyLock<Places> = LazyLock::new(Places::new);

const STREETS: [(&str, u32); 10] = [
    ("Street", 34),
    ("Avenue", 20),
    ("Road", 17),
    ("Drive", 13),
    ("Lane", 6),
    ("Way", 3),
    ("Court", 3),
    ("Place", 2),
    ("Circle", 1),
    ("Trail", 1),
];

impl Places {
    fn new() -> Self {
        let states = rows(include_str!("../data/states.tsv"))
            .map(|[letters, licence, offset, summer]| State {
                letters,
                licence,
                winter_offset: count(offset),
                has_summer_time: summer == "1",
            })
            .collect();
        let invented = rows(include_str!("../data/invented_places.tsv"))
            .map(|[name]| name)
            .collect();
        Self { states, invented }
    }

    /// A place by its number.
    pub fn place(&self, number: usize) -> Place {
        let (fields, area_codes) = Self::line(number).rsplit_once('\t').unwrap_or_default();
        let mut fields = fields.split('\t');
        let [zip, city, state, county] = [(); 4].map(|()| fields.next().unwrap_or_default());
        Place {
            zip,
            city,
            state,
            county,
            shares: digested::SHARES[number].map(|tenths| f64::from(tenths) / 10.0),
            area_codes,
        }
    }

    fn line(number: usize) -> &'static str {
        let [start, end] = [number, number + 1].map(|at| digested::LINES[at] as usize);
        &ZIPS[start..end - 1]
    }

    /// What is near a place.
    pub fn nearby(&self, number: usize) -> Nearby {
        const FAR: usize = 120;
        let sectional = |number| &Self::line(number)[..3];
        let home = sectional(number);
        let (mut from, mut to) = (number, number + 1);
        while from > 0 && sectional(from - 1) == home {
            from -= 1;
        }
        while to < COUNT && sectional(to) == home {
            to += 1;
        }
        Nearby {
            state: self.place(number).state,
            section: (from, to),
            around: (number.saturating_sub(FAR), (number + FAR).min(COUNT)),
        }
    }

    /// The number of a place, drawn by population.
    pub fn anywhere(&self, stream: &mut Stream) -> usize {
        Self::among(stream, (0, COUNT))
    }

    /// The number of a place near another: mostly one of the same first three
    /// digits, else one of the state whose ZIP code is not far.
    pub fn near(&self, stream: &mut Stream, nearby: &Nearby) -> usize {
        const TRIES: usize = 8;
        if stream.chance(15.0) {
            for _ in 0..TRIES {
                let other = Self::among(stream, nearby.around);
                if self.place(other).state == nearby.state {
                    return other;
                }
            }
        }
        Self::among(stream, nearby.section)
    }

    fn among(stream: &mut Stream, (from, to): (usize, usize)) -> usize {
        let totals = &digested::TOTALS;
        let people = totals[to] - totals[from];
        let point = totals[from] + stream.below(u64::from(people)) as u32;
        from + totals[from..to].partition_point(|&total| total <= point) - 1
    }

    /// A state by its two letters.
    pub fn state(&self, letters: &str) -> &State {
        let at = self
            .states
            .iter()
            .position(|state| state.letters == letters);
        &self.states[at.expect("a row for every state that a ZIP code is in")]
    }

    /// Names of places that are nowhere.
    pub fn invented(&self) -> &[&'static str] {
        &self.invented
    }

    /// House number and a street that is nowhere, at times with an apartment.
    pub fn street(&self, stream: &mut Stream, apartments: bool) -> String {
        let longest = *stream.pick(&[98, 980, 8_900]);
        let house = 1 + stream.below(longest);
        let name = stream.pick(&self.invented);
        let kind = stream.weighted(STREETS.iter().map(|(_, weight)| f64::from(*weight)));
        let mut street = String::with_capacity(32);
        push_digits(&mut street, house, 1);
        for word in [" ", name, " ", STREETS[kind].0] {
            street.push_str(word);
        }
        if apartments && stream.chance(18.0) {
            street.push_str(", Apt ");
            push_digits(&mut street, 1 + stream.below(12), 1);
            street.push(char::from(b'A' + stream.below(8) as u8));
        }
        street
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn zip_codes_are_sorted_and_every_state_is_known() {
        assert!((0..COUNT).is_sorted_by_key(|number| PLACES.place(number).zip));
        for place in (0..COUNT).map(|number| PLACES.place(number)) {
            assert_eq!(PLACES.state(place.state).letters, place.state);
            assert!(list(place.area_codes).all(|code| count::<u16>(code) > 200));
        }
    }

    #[test]
    fn near_is_within_the_state_or_the_first_three_digits() {
        let mut stream = Seed::new(3).unwrap().stream(format_args!("near"));
        for _ in 0..2_000 {
            let home = PLACES.anywhere(&mut stream);
            let near = PLACES.near(&mut stream, &PLACES.nearby(home));
            let (home, near) = (PLACES.place(home), PLACES.place(near));
            assert!(home.state == near.state || home.zip[..3] == near.zip[..3]);
        }
    }
}
