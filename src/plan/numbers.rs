//! What is done, as ranges of numbers.

use std::ops::RangeInclusive;

use crate::fact::Class;

/// Which numbers of a class are done: ranges in order that neither touch nor overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Vec<RangeInclusive<u64>>);

impl Numbers {
    /// Puts ranges in any order together.
    pub fn new(mut ranges: Vec<RangeInclusive<u64>>) -> Self {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_unstable_by_key(|range| *range.start());
        let mut joined: Vec<RangeInclusive<u64>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match joined.last_mut() {
                Some(last) if *range.start() <= last.end().saturating_add(1) => {
                    *last = *last.start()..=*last.end().max(range.end());
                }
                _ => joined.push(range),
            }
        }
        Self(joined)
    }

    /// Takes in others.
    pub fn add_all(&mut self, others: Self) {
        let mut ranges = std::mem::take(&mut self.0);
        ranges.extend(others.0);
        *self = Self::new(ranges);
    }

    /// Up to which number there is no gap; 0 if even 1 is missing.
    pub fn reach(&self) -> u64 {
        match self.0.first() {
            Some(first) if *first.start() <= 1 => *first.end(),
            _ => 0,
        }
    }

    /// These but for some, given in order.
    #[must_use]
    pub fn without(self, numbers: &[u64]) -> Self {
        let mut kept = Vec::with_capacity(self.0.len() + numbers.len());
        for range in self.0 {
            let mut next = *range.start();
            let from = numbers.partition_point(|number| *number < next);
            let inside = numbers[from..]
                .iter()
                .take_while(|number| range.contains(number));
            for number in inside {
                kept.push(next..=number - 1);
                next = number + 1;
            }
            kept.push(next..=*range.end());
        }
        kept.retain(|range| !range.is_empty());
        Self(kept)
    }

    /// How many numbers up to and including `most`.
    pub fn count_to(&self, most: u64) -> u64 {
        self.0
            .iter()
            .map(|range| (most.min(*range.end()) + 1).saturating_sub(*range.start()))
            .sum()
    }

    /// The numbers from 1 to `most` that are not among these.
    pub fn missing(&self, most: u64) -> Vec<RangeInclusive<u64>> {
        let mut gaps = Vec::new();
        let mut next = 1;
        for range in &self.0 {
            gaps.push(next..=(range.start() - 1).min(most));
            next = range.end() + 1;
        }
        gaps.push(next..=most);
        gaps.retain(|gap| !gap.is_empty());
        gaps
    }
}

/// What is done, by class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Positive documents.
    pub positive: Numbers,
    /// Negative ones.
    pub negative: Numbers,
}

impl Done {
    /// Those of a class, to add to.
    pub fn of_mut(&mut self, class: Class) -> &mut Numbers {
        match class {
            Class::Positive => &mut self.positive,
            Class::Negative => &mut self.negative,
        }
    }

    /// Those of a class.
    pub fn of(&self, class: Class) -> &Numbers {
        match class {
            Class::Positive => &self.positive,
            Class::Negative => &self.negative,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_what_is_not_done() {
        let done = Numbers::new(vec![8..=9, 1..=3, 4..=5, 20..=40]);
        assert_eq!(done.missing(30), [6..=7, 10..=19]);
        assert_eq!(done.missing(9), [6..=7]);
        assert_eq!(done.missing(45), [6..=7, 10..=19, 41..=45]);
        assert_eq!(done.count_to(30), 5 + 2 + 11);
        assert_eq!(done.reach(), 5);
        let mut more = done.clone();
        more.add_all(Numbers::new(vec![6..=7]));
        assert_eq!(more.reach(), 9);
        assert_eq!(Numbers::new(vec![2..=3]).reach(), 0);
        let less = done.without(&[1, 3, 9, 12, 40]);
        assert_eq!(less.missing(41), [1..=1, 3..=3, 6..=7, 9..=19, 40..=41]);
        assert_eq!(Numbers::default().missing(2), [1..=2]);
        assert!(Numbers::default().missing(0).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn done_and_missing_make_the_whole(
            ranges in proptest::collection::vec((1_u64..60, 0_u64..12), 0..12),
            most in 0_u64..70,
        ) {
            let ranges: Vec<_> = ranges.into_iter().map(|(start, more)| start..=start + more).collect();
            let oracle: Vec<u64> = (1..=most)
                .filter(|n| !ranges.iter().any(|range| range.contains(n)))
                .collect();
            let done = Numbers::new(ranges);
            let missing: Vec<u64> = done.missing(most).into_iter().flatten().collect();
            proptest::prop_assert_eq!(&missing, &oracle);
            proptest::prop_assert_eq!(done.count_to(most) + oracle.len() as u64, most);
        }
    }
}
