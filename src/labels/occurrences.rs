//! Many values looked for in one text at once.

/// How many values are looked for in one pass: a bit of a word each.
const ABREAST: usize = 64;

/// The shortest value that can be looked for.
pub(super) const LEAST: usize = 3;

/// Where the values stand in a text, in the order of their places: first byte
/// and number of the value. Occurrences of one value do not overlap.
///
/// Every value must be of [`LEAST`] bytes or more. A document is held against
/// some thirty short values that are hardly ever there, so a search for one
/// after the other is mostly preparation; three tables that say which values
/// have which byte at their start find next to nothing but what is to be found.
pub(super) fn occurrences(text: &str, values: &[&str]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for (round, values) in values.chunks(ABREAST).enumerate() {
        let [mut firsts, mut seconds, mut thirds] = [[0_u64; 256]; LEAST];
        for (number, value) in values.iter().enumerate() {
            let Some([first, second, third]) = value.as_bytes().first_chunk() else {
                debug_assert!(false, "{value:?} is too short");
                continue;
            };
            firsts[usize::from(*first)] |= 1 << number;
            seconds[usize::from(*second)] |= 1 << number;
            thirds[usize::from(*third)] |= 1 << number;
        }
        let mut ends = [0; ABREAST];
        let bytes = text.as_bytes();
        for (start, here) in bytes.windows(LEAST).enumerate() {
            let &[first, second, third] = here else {
                continue;
            };
            let mut fitting = firsts[usize::from(first)]
                & seconds[usize::from(second)]
                & thirds[usize::from(third)];
            while fitting != 0 {
                let number = fitting.trailing_zeros() as usize;
                fitting &= fitting - 1;
                let value = values[number].as_bytes();
                if start >= ends[number] && bytes.get(start..start + value.len()) == Some(value) {
                    ends[number] = start + value.len();
                    found.push((start, round * ABREAST + number));
                }
            }
        }
    }
    if values.len() > ABREAST {
        found.sort_unstable();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    /// One value after the other.
    fn oracle(text: &str, values: &[&str]) -> Vec<(usize, usize)> {
        let of = |(number, value): (usize, &&str)| -> Vec<(usize, usize)> {
            let found = text.match_indices(*value);
            found.map(|(start, _)| (start, number)).collect()
        };
        let mut found: Vec<_> = values.iter().enumerate().flat_map(of).collect();
        found.sort_unstable();
        found
    }

    proptest! {
        #[test]
        fn every_occurrence_is_found_and_nothing_else(
            text in "[abé1 ]{0,200}",
            values in vec("[abé1 ]{3,5}", 0..90),
        ) {
            let values: Vec<&str> = values.iter().map(String::as_str).collect();
            prop_assert_eq!(occurrences(&text, &values), oracle(&text, &values));
        }
    }

    #[test]
    fn a_text_ends_with_its_last_value() {
        assert_eq!(
            occurrences("xabc", &["abc", "abcd", "xab"]),
            [(0, 2), (1, 0)]
        );
        assert_eq!(occurrences("ab", &["abc"]), []);
        assert_eq!(occurrences("aaaaaaa", &["aaa"]), [(0, 0), (3, 0)]);
    }
}
