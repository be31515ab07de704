//! How well a score tells two sides apart.

/// How many documents of each side have a score: the negatives, the positives.
pub(super) type Counts = [u32; 2];

/// The area under the receiver operating characteristic: how likely a positive
/// is to score above a negative, equal scores counting half (Mann and Whitney
/// 1947). `counts` are by score, the lowest first. None if a side is empty.
pub(super) fn auc(counts: &[Counts]) -> Option<f64> {
    let [negatives, positives] = totals(counts);
    if negatives == 0 || positives == 0 {
        return None;
    }
    // Twice the number of pairs in the right order, so that halves are whole.
    let (mut below, mut pairs) = (0_u64, 0_u64);
    for [negative, positive] in counts.iter().map(|both| both.map(u64::from)) {
        pairs += positive * (2 * below + negative);
        below += negative;
    }
    Some(pairs as f64 / 2.0 / (negatives as f64 * positives as f64))
}

/// From which score on to call documents positive so that most are called
/// right, each side counting the same.
pub(super) fn cut(counts: &[Counts]) -> usize {
    let mut best = (0, -1.0);
    for cut in 0..=counts.len() {
        let right = accuracy(counts, cut).unwrap_or(0.5);
        if right > best.1 {
            best = (cut, right);
        }
    }
    best.0
}

/// The mean of the shares of both sides that are called right if those with a
/// score from `cut` on are called positive; a guess has a half. None if a side
/// is empty.
pub(super) fn accuracy(counts: &[Counts], cut: usize) -> Option<f64> {
    let [negatives, positives] = totals(counts);
    let [below, _] = totals(&counts[..cut]);
    let [_, above] = totals(&counts[cut..]);
    (negatives > 0 && positives > 0)
        .then(|| (below as f64 / negatives as f64 + above as f64 / positives as f64) / 2.0)
}

fn totals(counts: &[Counts]) -> [u64; 2] {
    counts.iter().fold([0, 0], |[negatives, positives], both| {
        [
            negatives + u64::from(both[0]),
            positives + u64::from(both[1]),
        ]
    })
}

/// Documents by their score, those with the same together.
pub(super) fn by_score(mut scores: Vec<(f64, bool)>) -> Vec<Counts> {
    scores.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    scores
        .chunk_by(|a, b| a.0 == b.0)
        .map(|same| {
            let positives = same.iter().filter(|(_, positive)| *positive).count() as u32;
            [same.len() as u32 - positives, positives]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_area_is_that_of_known_examples() {
        // The example of scikit-learn's roc_auc_score.
        let scores = vec![(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
        assert_eq!(auc(&by_score(scores)), Some(0.75));
        assert_eq!(auc(&[[3, 0], [0, 2]]), Some(1.0));
        assert_eq!(auc(&[[0, 2], [3, 0]]), Some(0.0));
        assert_eq!(auc(&[[7, 9]]), Some(0.5), "all the same");
        assert_eq!(auc(&[[7, 0]]), None);
        // Against every pair, counted one by one.
        let numbers = |from: u64| (0..40).map(move |n| (n * from + 7) % 23);
        let (low, high): (Vec<u64>, Vec<u64>) = (numbers(11).collect(), numbers(17).collect());
        let pairs = low.iter().flat_map(|a| {
            high.iter()
                .map(move |b| f64::from(u8::from(b > a)) + f64::from(u8::from(b == a)) / 2.0)
        });
        let expected = pairs.sum::<f64>() / 1_600.0;
        let scores = low.iter().map(|n| (*n as f64, false));
        let scores = scores.chain(high.iter().map(|n| (*n as f64, true)));
        let found = auc(&by_score(scores.collect())).unwrap();
        assert!((found - expected).abs() < 1e-12, "{found} {expected}");
    }

    #[test]
    fn a_cut_is_where_most_are_right_on_both_sides() {
        let counts = [[80, 1], [20, 1], [0, 8]];
        assert_eq!(cut(&counts), 2);
        assert_eq!(accuracy(&counts, 2), Some(0.9));
        assert_eq!(accuracy(&counts, 0), Some(0.5));
        assert_eq!(accuracy(&counts, 3), Some(0.5));
    }
}
