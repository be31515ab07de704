//! What people don't tolerate.

use std::sync::OnceLock;

use super::drug::of_classes;
use super::set::DrugSet;
use crate::seed::Stream;

/// What is not tolerated, and which classes of drugs that rules out.
#[derive(Debug)]
pub struct Intolerance {
    /// What it is.
    pub substance: &'static str,
    /// What it may do; severities from mild on.
    pub reactions: [&'static str; 3],
    /// The classes of drugs that it rules out.
    classes: &'static [&'static str],
    ruled_out: OnceLock<DrugSet>,
    /// From which age on anybody can have met it.
    from: u16,
    weight: f64,
}

static INTOLERANCES: [Intolerance; 18] = [
    intolerance(
        "penicillin",
        ["rash", "hives", "anaphylaxis"],
        &["penicillin"],
        (0, 24.0),
    ),
    intolerance(
        "sulfa drugs",
        ["rash", "hives", "facial swelling"],
        &["sulfonamide"],
        (2, 14.0),
    ),
    intolerance(
        "codeine",
        ["nausea", "itching", "vomiting"],
        &["opioid", "opioid combination", "partial opioid agonist"],
        (12, 9.0),
    ),
    intolerance(
        "aspirin",
        ["stomach upset", "hives", "bronchospasm"],
        &["NSAID", "COX-2 inhibitor", "topical NSAID", "antiplatelet"],
        (16, 5.0),
    ),
    intolerance(
        "ibuprofen",
        ["stomach upset", "rash", "facial swelling"],
        &["NSAID", "COX-2 inhibitor", "topical NSAID"],
        (1, 6.0),
    ),
    intolerance(
        "lisinopril",
        ["cough", "dizziness", "angioedema"],
        &["ACE inhibitor", "ARNI"],
        (25, 5.0),
    ),
    intolerance(
        "statins",
        ["muscle aches", "muscle cramps", "muscle weakness"],
        &["statin"],
        (35, 4.0),
    ),
    intolerance(
        "levofloxacin",
        ["rash", "tendon pain", "hives"],
        &["fluoroquinolone"],
        (18, 4.0),
    ),
    intolerance(
        "erythromycin",
        ["nausea", "abdominal cramping", "rash"],
        &["macrolide"],
        (1, 4.0),
    ),
    intolerance(
        "cephalexin",
        ["rash", "hives", "anaphylaxis"],
        &["cephalosporin"],
        (1, 4.0),
    ),
    intolerance(
        "doxycycline",
        ["nausea", "sun rash", "hives"],
        &["tetracycline"],
        (12, 2.0),
    ),
    intolerance(
        "vancomycin",
        ["itching", "flushing", "rash"],
        &["glycopeptide"],
        (12, 2.0),
    ),
    intolerance(
        "latex",
        ["contact rash", "hives", "wheezing"],
        &[],
        (2, 5.0),
    ),
    intolerance(
        "iodinated contrast",
        ["itching", "hives", "throat tightness"],
        &[],
        (16, 4.0),
    ),
    intolerance(
        "shellfish",
        ["itching", "hives", "anaphylaxis"],
        &[],
        (2, 5.0),
    ),
    intolerance(
        "peanuts",
        ["hives", "lip swelling", "anaphylaxis"],
        &[],
        (1, 4.0),
    ),
    intolerance(
        "bee stings",
        ["local swelling", "hives", "anaphylaxis"],
        &[],
        (3, 2.0),
    ),
    intolerance(
        "adhesive tape",
        ["skin redness", "contact rash", "blistering"],
        &[],
        (1, 3.0),
    ),
];

const fn intolerance(
    substance: &'static str,
    reactions: [&'static str; 3],
    classes: &'static [&'static str],
    (from, weight): (u16, f64),
) -> Intolerance {
    Intolerance {
        substance,
        reactions,
        classes,
        ruled_out: OnceLock::new(),
        from,
        weight,
    }
}

impl Intolerance {
    /// The drugs that it rules out.
    pub fn ruled_out(&self) -> &DrugSet {
        self.ruled_out.get_or_init(|| of_classes(self.classes))
    }
}

/// What somebody does not tolerate who is of these ages at the first and the
/// last visit, with the number of the reaction. It is known from the first on.
pub fn draw(stream: &mut Stream, (first, age): (u16, u16)) -> Vec<(&'static Intolerance, usize)> {
    let none = if age < 18 { 82.0 } else { 60.0 };
    let count = stream.weighted([none, 28.0, 9.0, 3.0].into_iter());
    let mut chosen: Vec<(&'static Intolerance, usize)> = Vec::new();
    for _ in 0..count {
        let weights = INTOLERANCES
            .iter()
            .map(|row| if row.from <= first { row.weight } else { 0.0 });
        let row = &INTOLERANCES[stream.weighted(weights)];
        let reaction = stream.weighted([5.0, 4.0, 2.0].into_iter());
        if chosen
            .iter()
            .all(|(other, _)| other.substance != row.substance)
        {
            chosen.push((row, reaction));
        }
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::super::drug::DRUGS;
    use super::*;

    #[test]
    fn classes_are_those_of_the_formulary() {
        for class in INTOLERANCES.iter().flat_map(|row| row.classes) {
            assert!(DRUGS.iter().any(|drug| drug.class == *class), "{class}");
        }
    }
}
