//! Who is called in an emergency.

use super::names::Family;
use super::{Bearer, NAMES, Sex};
use crate::fact::Name;
use crate::seed::Stream;

/// Somebody close to a patient.
#[derive(Debug)]
pub struct Kin {
    /// The name.
    pub name: Name,
    /// What he or she is to the patient.
    pub relation: &'static str,
}

impl Kin {
    /// Whether it is husband or wife.
    pub fn is_spouse(&self) -> bool {
        matches!(self.relation, "wife" | "husband")
    }
}

/// How somebody of this age lives.
pub fn marital(stream: &mut Stream, age: u16) -> &'static str {
    const STATES: [&str; 4] = ["single", "married", "divorced", "widowed"];
    let weights = match age {
        0..18 => return "single",
        18..30 => [72.0, 25.0, 3.0, 0.0],
        30..60 => [24.0, 58.0, 16.0, 2.0],
        60..75 => [10.0, 60.0, 18.0, 12.0],
        _ => [7.0, 42.0, 9.0, 42.0],
    };
    STATES[stream.weighted(weights.into_iter())]
}

/// Draws somebody close to a patient of this age.
pub fn draw(stream: &mut Stream, patient: Bearer, family: &Family, age: u16, marital: &str) -> Kin {
    let wed = match patient.sex {
        Sex::Female => "husband",
        Sex::Male => "wife",
    };
    let relations: &[&'static str] = match age {
        0..18 => &["mother", "mother", "mother", "father"],
        _ if marital == "married" && stream.chance(75.0) => &[wed],
        18..30 => &["mother", "father", "sister", "brother", "friend"],
        30..50 => &["mother", "sister", "brother", "friend", "father"],
        _ => &[
            "daughter", "son", "daughter", "son", "sister", "brother", "friend",
        ],
    };
    let relation = *stream.pick(relations);
    let (sex, years, shared) = match relation {
        "mother" => (Sex::Female, -stream.between(20, 38), 85.0),
        "father" => (Sex::Male, -stream.between(22, 42), 92.0),
        "wife" => (Sex::Female, stream.between(-4, 6), 80.0),
        "husband" => (Sex::Male, stream.between(-6, 4), 80.0),
        "daughter" => (Sex::Female, stream.between(20, 36), 60.0),
        "son" => (Sex::Male, stream.between(20, 36), 88.0),
        "sister" => (Sex::Female, stream.between(-8, 8), 55.0),
        "brother" => (Sex::Male, stream.between(-8, 8), 90.0),
        _ => (patient.sex, stream.between(-8, 8), 0.0),
    };
    let bearer = Bearer {
        sex,
        year: patient.year + years as i16,
        heritage: patient.heritage,
    };
    let shared = stream.chance(shared).then_some(family);
    Kin {
        name: NAMES.draw(stream, bearer, shared).name,
        relation,
    }
}
