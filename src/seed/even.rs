//! Draws that are evenly spread from document to document.
//!
//! Of a hundred independent draws for Monday to Friday, a third more than
//! twenty may well be Mondays; and whatever a class has too often by chance
//! tells it from the other. The multiples of an irrational number, without
//! their integer parts, fill the unit interval evenly instead (Weyl 1916), and
//! so do those of any regular part of all documents, such as the ones of a
//! format. Each is still a function of its number alone.

use super::{Seed, mix, of_weights};
use crate::fact::Class;

/// What is spread evenly, each by a step of its own, so that no two go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// The document's format.
    Format,
    /// Its type.
    Type,
    /// How careful its writer is.
    Quality,
    /// The word that its file is named by.
    Word,
    /// What joins that word to the rest.
    Joint,
    /// How the name ends.
    Tail,
    /// Where it comes from.
    Facility,
    /// In which season of the year it was written.
    Season,
    /// On which day of the week.
    Weekday,
    /// In which part of the month.
    MonthDay,
    /// How many days after what it is about.
    Delay,
    /// In which hour.
    Hour,
    /// In which minute of it.
    Minute,
    /// In which second of that.
    Second,
    /// How much it tells.
    Fullness,
    /// How much of what can be a table is one.
    Tables,
    /// How much is said besides what it shows.
    Spoken,
}

impl Aspect {
    /// The step as a part of 2^64. No one is a sum of multiples of others: they
    /// are the golden ratio's, that of the square of the plastic ratio (the
    /// root of x³ = x + 1), and the roots of numbers without squares, of which
    /// those were taken that fill formats and types the best.
    const fn step(self) -> u64 {
        match self {
            Self::Format => 0x9e37_79b9_7f4a_7c15,
            Self::Type => 0x91e1_0da5_c79e_7b1c,
            Self::Quality => 0xa4c6_4bd8_82a0_04d0,  // √93
            Self::Word => 0x152f_ecd8_f70e_5939,     // √37
            Self::Joint => 0xb467_369e_08ef_d70e,    // √137
            Self::Tail => 0x460b_dc99_bc19_f287,     // √86
            Self::Facility => 0xd4ee_47b6_f881_c075, // √78
            Self::Season => 0xbb67_ae85_84ca_a73b,   // √3
            Self::Weekday => 0x1c45_6002_ce13_e9f8,  // √83
            Self::MonthDay => 0x5be0_cd19_137e_2179, // √19
            Self::Delay => 0x9b05_688c_2b3e_6c1f,    // √13
            Self::Hour => 0x8eb4_4a87_6858_1511,     // √43
            Self::Minute => 0xc664_10eb_69f1_59ea,   // √77
            Self::Second => 0x510e_527f_ade6_82d1,   // √11
            Self::Fullness => 0x2a17_093d_c196_5f6e, // √38
            Self::Tables => 0x70b7_ed67_fc9b_5c42,   // √109
            Self::Spoken => 0x5815_a7be_0543_c11c,   // √107
        }
    }
}

/// The draws of one aspect for the documents of a class.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sequence {
    start: u64,
    step: u64,
}

impl Sequence {
    /// The draw for the document of that number.
    pub fn at(self, number: u64) -> Point {
        Point(self.start.wrapping_add(number.wrapping_mul(self.step)))
    }
}

impl Seed {
    /// The draws of one aspect for the documents of a class.
    pub fn sequence(self, aspect: Aspect, class: Class) -> Sequence {
        let name = aspect as u64 * 2 + class as u64;
        Sequence {
            start: mix(mix(self.0).wrapping_add(name)),
            step: aspect.step(),
        }
    }
}

/// One draw, which decides one thing.
#[derive(Clone, Copy, Debug)]
pub struct Point(u64);

impl Point {
    /// Uniform in [0, 1), a multiple of 2^-53.
    pub fn unit(self) -> f64 {
        (self.0 >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
    }

    /// Uniform in `0..length`, for indexing. `length` must not be 0.
    pub fn index(self, length: usize) -> usize {
        assert!(length > 0, "a draw below zero");
        ((u128::from(self.0) * length as u128) >> 64) as usize
    }

    /// One of the items. The slice must not be empty.
    pub fn pick<T>(self, items: &[T]) -> &T {
        &items[self.index(items.len())]
    }

    /// The index of one of the weights, drawn in proportion to them. At least
    /// one must be above zero, none below.
    pub fn weighted(self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        of_weights(self.unit(), weights)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Aspect; 17] = [
        Aspect::Format,
        Aspect::Type,
        Aspect::Quality,
        Aspect::Word,
        Aspect::Joint,
        Aspect::Tail,
        Aspect::Facility,
        Aspect::Season,
        Aspect::Weekday,
        Aspect::MonthDay,
        Aspect::Delay,
        Aspect::Hour,
        Aspect::Minute,
        Aspect::Second,
        Aspect::Fullness,
        Aspect::Tables,
        Aspect::Spoken,
    ];

    /// How far quarters of the unit interval are from their share of what is
    /// kept of the first thousand documents, at most, over forty seeds.
    fn away(aspect: Aspect, keep: impl Fn(Seed, u64) -> bool) -> f64 {
        let seeds = (0..40).map(|number| Seed::new(number).unwrap());
        let of_seed = |seed: Seed| {
            let sequence = seed.sequence(aspect, Class::Negative);
            let mut quarters = [0.0_f64; 4];
            for number in (1..=1_000).filter(|number| keep(seed, *number)) {
                quarters[sequence.at(number).index(4)] += 1.0;
            }
            let share = quarters.iter().sum::<f64>() / 4.0;
            quarters.map(|count| (count - share).abs())
        };
        seeds.flat_map(of_seed).fold(0.0, f64::max)
    }

    #[test]
    fn every_aspect_is_even_over_all_documents_and_within_a_format() {
        let format = |seed: Seed, number| {
            let sequence = seed.sequence(Aspect::Format, Class::Negative);
            sequence.at(number).unit() >= 0.87
        };
        for aspect in ALL {
            let all = away(aspect, |_, _| true);
            // Of independent draws, some would be off by 40.
            assert!(all < 7.0, "{aspect:?}: {all} of 250");
            if aspect != Aspect::Format {
                // Of independent draws, some would be off by 15.
                let within = away(aspect, format);
                assert!(within < 8.0, "{aspect:?}: {within} of 32");
            }
        }
    }

    #[test]
    fn no_two_aspects_go_together() {
        for (at, one) in ALL.into_iter().enumerate() {
            for other in ALL.into_iter().take(at) {
                let low = |seed: Seed, number| {
                    let sequence = seed.sequence(other, Class::Negative);
                    sequence.at(number).unit() < 0.5
                };
                let away = away(one, low);
                // Steps that are nearly alike, or add up to nearly one, are off by 33.
                assert!(away < 23.0, "{one:?}, {other:?}: {away} of 125");
            }
        }
    }

    #[test]
    fn classes_and_seeds_begin_elsewhere() {
        let start = |seed, class| {
            let seed = Seed::new(seed).unwrap();
            seed.sequence(Aspect::Season, class).at(1).unit()
        };
        let positive = start(1, Class::Positive);
        assert!((positive - start(1, Class::Negative)).abs() > 1e-6);
        assert!((positive - start(2, Class::Positive)).abs() > 1e-6);
    }

    #[test]
    fn a_point_reaches_both_ends() {
        assert_eq!((Point(0).index(7), Point(u64::MAX).index(7)), (0, 6));
        let weights = [0.0, 1.0, 3.0, 0.0];
        let drawn = |point: u64| Point(point).weighted(weights.into_iter());
        assert_eq!(
            [0, u64::MAX / 5, u64::MAX / 3, u64::MAX].map(drawn),
            [1, 1, 2, 2]
        );
    }
}
