//! Which illnesses come into question for whom, sorted out once for each sex and
//! age: of more than a hundred, some thirty do.

use std::sync::OnceLock;

use super::illness::{ILLNESSES, Illness};
use crate::clinic::life::Kind;
use crate::clinic::people::Sex;

/// From this age on, nothing changes.
const AGES: usize = 128;
const KINDS: usize = 3;

/// A list for each sex and age.
type Lists = [[OnceLock<Vec<&'static Illness>>; AGES]; 2];

static CHRONIC: Lists = [const { [const { OnceLock::new() }; AGES] }; 2];
static SEEN: [Lists; KINDS] = [const { [const { [const { OnceLock::new() }; AGES] }; 2] }; KINDS];

fn list(lists: &'static Lists, sex: Sex, age: u16) -> &'static OnceLock<Vec<&'static Illness>> {
    &lists[sex as usize][usize::from(age).min(AGES - 1)]
}

/// The chronic illnesses that somebody of this sex and age may have.
pub fn chronic(sex: Sex, age: u16) -> &'static [&'static Illness] {
    list(&CHRONIC, sex, age).get_or_init(|| {
        let fits = |illness: &&Illness| {
            illness.is_chronic && illness.suits(sex, age) && illness.percent(age) > 0.0
        };
        ILLNESSES.iter().filter(fits).collect()
    })
}

/// What somebody of this sex and age may be seen for at a visit of this kind:
/// there is a code for it and, unless it depends on what is known of the
/// patient, it befalls people of that age.
pub fn seen(kind: Kind, sex: Sex, age: u16) -> &'static [&'static Illness] {
    list(&SEEN[kind as usize], sex, age).get_or_init(|| {
        let fits = |illness: &&Illness| {
            let befalls = illness.is_chronic
                || !illness.needed.is_empty()
                || (illness.percent(age) > 0.0 && illness.id != "newborn");
            befalls && illness.suits(sex, age) && illness.codes(kind, sex, age).next().is_some()
        };
        ILLNESSES.iter().filter(fits).collect()
    })
}
