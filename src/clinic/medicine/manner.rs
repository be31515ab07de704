//! How a laboratory prints its results. Each facility's has its own manner, and
//! keeps it.

use std::borrow::Cow;

/// The manner of one laboratory.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Manner {
    units: usize,
    ranges: usize,
}

/// Units and the ways to write them; the first is the table's.
const UNITS: [[&str; 4]; 10] = [
    ["K/uL", "10*3/uL", "x10E3/uL", "thou/mcL"],
    ["M/uL", "10*6/uL", "x10E6/uL", "mil/mcL"],
    ["mg/dL", "mg/dL", "mg/dl", "MG/DL"],
    ["g/dL", "g/dL", "gm/dL", "G/DL"],
    ["U/L", "IU/L", "U/L", "units/L"],
    ["ug/mL", "mcg/mL", "ug/mL", "mcg/mL"],
    ["ug/dL", "mcg/dL", "ug/dL", "mcg/dL"],
    ["mm/h", "mm/hr", "mm/hour", "MM/HR"],
    ["uIU/mL", "mIU/L", "mcIU/mL", "uIU/mL"],
    ["mmol/L", "mmol/L", "mMol/L", "MMOL/L"],
];

/// What stands between the limits of a range.
const BETWEEN: [&str; 4] = ["-", " - ", " – ", " to "];

/// A unit and a reference range in the ways of all laboratories.
#[derive(Debug)]
pub struct Ways {
    units: [&'static str; 4],
    ranges: [Cow<'static, str>; BETWEEN.len()],
}

impl Ways {
    /// Those of a unit and a range of the table.
    pub fn of(unit: &'static str, range: &'static str) -> Self {
        let known = UNITS.into_iter().find(|ways| ways[0] == unit);
        let is_number =
            |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let limits = range.split_once('-');
        let limits = limits.filter(|(low, high)| is_number(low) && is_number(high));
        Self {
            units: known.unwrap_or([unit; 4]),
            ranges: BETWEEN.map(|between| match limits {
                Some((low, high)) => Cow::Owned([low, between, high].concat()),
                None => Cow::Borrowed(range),
            }),
        }
    }
}

impl Manner {
    /// The manner of the laboratory of a facility of that number.
    pub fn of(facility: u32) -> Self {
        let facility = facility as usize;
        Self {
            units: facility % 4,
            ranges: facility / 4 % BETWEEN.len(),
        }
    }

    /// A unit as it writes it.
    pub fn unit(self, ways: &Ways) -> &'static str {
        ways.units[self.units]
    }

    /// A reference range as it writes it.
    pub fn range(self, ways: &Ways) -> &str {
        &ways.ranges[self.ranges]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manner_changes_how_it_is_written_and_nothing_else() {
        let (count, words) = (&Ways::of("K/uL", "4.0-11.0"), &Ways::of("fL", "Negative"));
        let manner = Manner::of(13);
        assert_eq!(manner.unit(count), "10*3/uL");
        assert_eq!(manner.unit(words), "fL");
        assert_eq!(manner.range(count), "4.0 to 11.0");
        assert_eq!(manner.range(words), "Negative");
        assert_eq!(Manner::of(0).range(count), "4.0-11.0");
    }
}
