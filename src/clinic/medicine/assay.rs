//! Laboratory tests: what is normal for whom, and what is not.

use std::sync::LazyLock;

use super::manner::Ways;
use crate::clinic::people::Sex;
use crate::clinic::table::{count, list, number, rows};
use crate::seed::Stream;

/// Which way a test goes, and how far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Nowhere.
    Normal,
    /// Just above.
    Raised,
    /// Above.
    High,
    /// Far above.
    VeryHigh,
    /// Just below.
    Lowered,
    /// Below.
    Low,
    /// Far below.
    VeryLow,
    /// Abnormal, of a test without numbers.
    Abnormal,
}

impl Direction {
    /// The direction by its sign in the table of conditions.
    pub fn named(sign: &str) -> Self {
        match sign {
            "h" => Self::Raised,
            "H" => Self::High,
            "HH" => Self::VeryHigh,
            "l" => Self::Lowered,
            "L" => Self::Low,
            "LL" => Self::VeryLow,
            "A" | "a" => Self::Abnormal,
            _ => Self::Normal,
        }
    }

    /// The same when the illness is held down by treatment.
    pub fn held_down(self) -> Self {
        match self {
            Self::VeryHigh | Self::High => Self::Raised,
            Self::VeryLow | Self::Low => Self::Lowered,
            Self::Raised | Self::Lowered => Self::Normal,
            other => other,
        }
    }
}

/// The limits of a test's result for one sex and span of ages.
#[derive(Debug)]
pub struct Limits {
    id: &'static str,
    /// The number of the test.
    assay: usize,
    /// The test's name.
    pub name: &'static str,
    /// Its abbreviation.
    pub abbrev: &'static str,
    /// Its LOINC code.
    pub loinc: &'static str,
    /// What it is done on.
    pub specimen: &'static str,
    /// How many decimals are printed.
    pub decimals: u32,
    sex: Option<Sex>,
    ages: (u16, u16),
    /// What is normal, as the table has it.
    pub range: &'static str,
    /// How laboratories write the unit and what is normal.
    pub ways: Ways,
    /// Numbers, unless its results are words.
    pub numbers: Option<Numbers>,
    /// Abnormal results in words.
    pub abnormal: Vec<&'static str>,
}

/// Limits in numbers.
#[derive(Clone, Copy, Debug)]
pub struct Numbers {
    low: f64,
    high: f64,
    critical_low: f64,
    critical_high: f64,
    least: f64,
    most: f64,
}

impl Numbers {
    /// A value that goes that way.
    pub fn draw(&self, stream: &mut Stream, direction: Direction) -> f64 {
        let (above, below) = (self.most - self.high, self.low - self.least);
        let unit = stream.unit();
        let middle = (self.low + self.high) * 0.5;
        let value = match direction {
            Direction::Normal | Direction::Abnormal => {
                middle + stream.normal() * (self.high - self.low) * 0.2
            }
            Direction::Raised => self.high + above * (0.015 + 0.06 * unit),
            Direction::High => self.high + above * (0.08 + 0.3 * unit * unit),
            Direction::VeryHigh => self.high + above * (0.4 + 0.4 * unit),
            Direction::Lowered => self.low - below * (0.03 + 0.1 * unit),
            Direction::Low => self.low - below * (0.12 + 0.38 * unit * unit),
            Direction::VeryLow => self.low - below * (0.5 + 0.4 * unit),
        };
        match direction {
            Direction::Normal | Direction::Abnormal => value.clamp(self.low, self.high),
            _ => value,
        }
    }

    /// The flag of a value; empty if it is normal.
    pub fn flag(&self, value: f64) -> &'static str {
        match value {
            _ if value < self.critical_low => "LL",
            _ if value > self.critical_high => "HH",
            _ if value < self.low => "L",
            _ if value > self.high => "H",
            _ => "",
        }
    }

    /// The value kept within what is possible.
    pub fn possible(&self, value: f64) -> f64 {
        value.clamp(self.least, self.most)
    }
}

impl Limits {
    fn suits(&self, sex: Sex, age: u16) -> bool {
        self.sex.is_none_or(|only| only == sex) && (self.ages.0..=self.ages.1).contains(&age)
    }

    /// The value rounded to the decimals that are printed.
    pub fn rounded(&self, value: f64) -> f64 {
        let scale = f64::from(10_u32.pow(self.decimals));
        (value * scale).round() / scale
    }
}

/// A number with so many decimals.
pub fn printed(value: f64, decimals: u32) -> String {
    let scaled = (value * f64::from(10_u32.pow(decimals))).round() as i64;
    let mut rest = scaled.unsigned_abs();
    // Digits from the last to the first, at least one before the point.
    let mut digits = [0; 24];
    let mut start = digits.len();
    let mut push = |byte| {
        start -= 1;
        digits[start] = byte;
    };
    let mut written = 0;
    while written <= decimals || rest > 0 {
        if written == decimals && decimals > 0 {
            push(b'.');
        }
        push(b'0' + (rest % 10) as u8);
        rest /= 10;
        written += 1;
    }
    if scaled < 0 {
        push(b'-');
    }
    String::from_utf8_lossy(&digits[start..]).into_owned()
}

/// The limits of all tests; those of one test lie together.
static LIMITS: LazyLock<Vec<Limits>> = LazyLock::new(|| {
    let mut limits: Vec<Limits> = rows(include_str!("../data/labs.tsv"))
        .map(
            |[
                id,
                name,
                abbrev,
                loinc,
                specimen,
                unit,
                decimals,
                sex,
                from,
                to,
                range,
                low,
                high,
                critical_low,
                critical_high,
                least,
                most,
                abnormal,
            ]| {
                let or = |field: &str, other| {
                    if field.is_empty() {
                        other
                    } else {
                        number(field)
                    }
                };
                Limits {
                    id,
                    assay: 0,
                    name,
                    abbrev,
                    loinc,
                    specimen,
                    decimals: if decimals.is_empty() {
                        0
                    } else {
                        count(decimals)
                    },
                    sex: Sex::of(sex),
                    ages: (count(from), count(to)),
                    range,
                    ways: Ways::of(unit, range),
                    numbers: (!low.is_empty()).then(|| Numbers {
                        low: number(low),
                        high: number(high),
                        critical_low: or(critical_low, f64::NEG_INFINITY),
                        critical_high: or(critical_high, f64::INFINITY),
                        least: number(least),
                        most: number(most),
                    }),
                    abnormal: list(abnormal).collect(),
                }
            },
        )
        .collect();
    let (mut assay, mut last) = (0, "");
    for (row, limits) in limits.iter_mut().enumerate() {
        if limits.id != last {
            (assay, last) = (row, limits.id);
        }
        limits.assay = assay;
    }
    limits
});

/// A group of tests ordered as one.
#[derive(Debug)]
pub struct Group {
    /// What it is called.
    pub name: &'static str,
    /// What it is done on.
    pub specimen: &'static str,
    /// The numbers of its tests, in the order in which they are printed.
    pub assays: Vec<usize>,
    /// It is ordered for the sake of one of these; of any test if there are none.
    markers: Vec<usize>,
    id: &'static str,
}

/// All groups.
pub static GROUPS: LazyLock<Vec<Group>> = LazyLock::new(|| {
    rows(include_str!("../data/lab_panels.tsv"))
        .map(|[id, name, specimen, assays, markers]| Group {
            name,
            specimen,
            assays: list(assays).map(assay).collect(),
            markers: list(markers).map(assay).collect(),
            id,
        })
        .collect()
});

impl Group {
    /// Whether a test is in it.
    pub fn holds(&self, assay: usize) -> bool {
        self.assays.contains(&assay)
    }

    /// Whether all tests of another are in it.
    pub fn holds_all(&self, other: &Self) -> bool {
        other.assays.iter().all(|assay| self.holds(*assay))
    }

    /// Whether it shares nothing with another, or holds all of it.
    pub fn goes_with(&self, other: &Self) -> bool {
        self.holds_all(other) || !other.assays.iter().any(|assay| self.holds(*assay))
    }

    /// Whether one would order it to learn these.
    pub fn is_for(&self, asked: &[usize]) -> bool {
        self.markers.is_empty() || self.markers.iter().any(|marker| asked.contains(marker))
    }

    /// The number of the group of an id of the table.
    pub fn number(id: &str) -> usize {
        GROUPS
            .iter()
            .position(|group| group.id == id)
            .expect("a group of the table")
    }
}

/// The number of a test: that of its first row of limits.
pub fn assay(id: &str) -> usize {
    LIMITS
        .iter()
        .position(|limits| limits.id == id)
        .expect("a test of the table")
}

/// The name of a test.
pub fn name(assay: usize) -> &'static str {
    LIMITS[assay].name
}

/// A test's limits for somebody; `None` if it isn't done at that sex and age.
pub fn limits(assay: usize, sex: Sex, age: u16) -> Option<&'static Limits> {
    LIMITS[assay..]
        .iter()
        .take_while(|limits| limits.assay == assay)
        .find(|limits| limits.suits(sex, age))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn values_go_the_way_they_are_told() {
        let mut stream = Seed::new(8).unwrap().stream(format_args!("values"));
        for limits in LIMITS.iter() {
            let Some(numbers) = limits.numbers else {
                assert!(!limits.abnormal.is_empty(), "{}", limits.id);
                continue;
            };
            for _ in 0..20 {
                let normal = numbers.draw(&mut stream, Direction::Normal);
                assert_eq!(numbers.flag(limits.rounded(normal)), "", "{}", limits.id);
                let high = limits.rounded(numbers.draw(&mut stream, Direction::VeryHigh));
                if numbers.most > numbers.high {
                    assert!(numbers.flag(high).starts_with('H'), "{} {high}", limits.id);
                }
            }
        }
    }

    #[test]
    fn numbers_are_printed_with_their_decimals() {
        assert_eq!(printed(4.05, 1), "4.1");
        assert_eq!(printed(-2.04, 1), "-2.0");
        assert_eq!(printed(1.0049, 3), "1.005");
        assert_eq!(printed(138.4, 0), "138");
        assert_eq!(
            (printed(0.04, 1), printed(0.0, 0)),
            ("0.0".into(), "0".into())
        );
    }
}
