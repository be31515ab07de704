//! Train, dev and test.

use crate::seed::{Permutation, Seed};

/// Which side of a split a facility's documents are on: eight of ten
/// facilities train, one each is for development and test.
///
/// Patients and providers belong to one facility, so no person and no place
/// is on two sides. The choice hangs on the facility's number alone, so it
/// stays when the corpus grows.
#[derive(Clone, Debug)]
pub struct Split(Permutation);

impl Split {
    /// A split of so many facilities; at least one.
    pub fn new(seed: Seed, facilities: u32) -> Self {
        let stream = seed.stream(format_args!("split"));
        Self(Permutation::new(stream, u64::from(facilities)))
    }

    /// `train`, `dev` or `test`.
    pub fn of(&self, facility: u32) -> &'static str {
        let (place, size) = (self.0.of(u64::from(facility)), self.0.size());
        // The middle of the facility's tenth-part decides, so that one facility trains.
        match (2 * place + 1) * 5 / size {
            0..=7 => "train",
            8 => "dev",
            _ => "test",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn eight_of_ten_facilities_train() {
        let seed = Seed::new(1).unwrap();
        for facilities in [10, 40, 1_000] {
            let split = Split::new(seed, facilities);
            let count = |side| (0..facilities).filter(|n| split.of(*n) == side).count();
            let tenth = facilities as usize / 10;
            assert_eq!(
                [count("train"), count("dev"), count("test")],
                [8 * tenth, tenth, tenth]
            );
        }
        assert_eq!(Split::new(seed, 1).of(0), "train");
    }
}
