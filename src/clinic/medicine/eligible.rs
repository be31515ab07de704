//! Which illnesses come into question for whom, sorted out once for each sex and
//! age: of more than a hundred, some thirty do. Everybody is held against all of
//! them, so what that takes lies side by side, by the number of the illness.

use std::sync::{LazyLock, OnceLock};

use super::illness::{BANDS, ILLNESSES, Illness, band};
use super::set::Set;
use crate::clinic::life::Kind;
use crate::clinic::people::Sex;

/// From this age on, nothing changes.
const AGES: usize = 128;
const KINDS: usize = 3;

/// One for each sex and age.
type Each<T> = [[OnceLock<T>; AGES]; 2];

/// What somebody may be seen for.
#[derive(Debug)]
pub struct Seen {
    /// Chronic illnesses.
    pub chronic: Set,
    /// Others.
    pub acute: Set,
    /// Those of the others that depend on what is known of the patient.
    pub needy: Set,
}

static CHRONIC: Each<Set> = [const { [const { OnceLock::new() }; AGES] }; 2];
static SEEN: [Each<Seen>; KINDS] =
    [const { [const { [const { OnceLock::new() }; AGES] }; 2] }; KINDS];

/// A number for each illness, by bands of age.
type Rates = [[f64; Set::CAPACITY]; BANDS];

static PERCENTS: LazyLock<Box<Rates>> = LazyLock::new(|| rates(|percent| percent));

/// Rare illnesses are worth more documents than people.
static WEIGHTS: LazyLock<Box<Rates>> = LazyLock::new(|| rates(|percent| percent.min(3.0) + 0.25));

fn rates(rate: impl Fn(f64) -> f64) -> Box<Rates> {
    let mut rates = Box::new([[0.0; Set::CAPACITY]; BANDS]);
    for illness in ILLNESSES.iter() {
        for (band, percent) in illness.percent.into_iter().enumerate() {
            if percent > 0.0 {
                rates[band][illness.number] = rate(percent);
            }
        }
    }
    rates
}

fn each<T>(each: &'static Each<T>, sex: Sex, age: u16) -> &'static OnceLock<T> {
    &each[sex as usize][usize::from(age).min(AGES - 1)]
}

fn those(fits: impl Fn(&Illness) -> bool) -> Set {
    let fitting = ILLNESSES.iter().filter(|illness| fits(illness));
    fitting.map(|illness| illness.number).collect()
}

/// The chronic illnesses that somebody of this sex and age may have.
pub fn chronic(sex: Sex, age: u16) -> &'static Set {
    each(&CHRONIC, sex, age).get_or_init(|| {
        those(|illness| illness.is_chronic && illness.suits(sex, age) && illness.percent(age) > 0.0)
    })
}

/// How many in a hundred of an age have each illness, or have it in a year.
pub fn percents(age: u16) -> &'static [f64; Set::CAPACITY] {
    &PERCENTS[band(age)]
}

/// The weight of each illness that befalls people of an age; 0 of others.
pub fn weights(age: u16) -> &'static [f64; Set::CAPACITY] {
    &WEIGHTS[band(age)]
}

/// What somebody of this sex and age may be seen for at a visit of this kind:
/// there is a code for it and, unless it depends on what is known of the
/// patient, it befalls people of that age.
pub fn seen(kind: Kind, sex: Sex, age: u16) -> &'static Seen {
    each(&SEEN[kind as usize], sex, age).get_or_init(|| {
        let all = those(|illness| {
            let befalls = illness.is_chronic
                || !illness.needed.is_empty()
                || (illness.percent(age) > 0.0 && illness.id != "newborn");
            befalls && illness.suits(sex, age) && illness.codes(kind, sex, age).next().is_some()
        });
        let chronic = all.and(&those(|illness| illness.is_chronic));
        Seen {
            chronic,
            acute: all.without(&chronic),
            needy: all.and(&those(|illness| {
                !illness.is_chronic && !illness.needed.is_empty()
            })),
        }
    })
}
