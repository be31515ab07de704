//! A small linear classifier: logistic regression on the words of a text.

use crate::math::exp;
use crate::seed::{Seed, Stream};

/// How often every example is looked at.
const EPOCHS: usize = 8;
/// The first step of a weight; AdaGrad (Duchi et al. 2011) shortens the next.
const STEP: f32 = 0.5;

/// A text and the side it is on.
#[derive(Clone, Copy, Debug)]
pub(super) struct Example<'a> {
    /// Its words, each once, by their number in the vocabulary.
    pub words: &'a [u32],
    pub positive: bool,
}

/// Weights by word.
pub(super) struct Classifier {
    weights: Vec<f32>,
    bias: f32,
}

impl Classifier {
    /// Learns from examples, both sides counting the same however many there
    /// are of each. The same examples give the same weights.
    pub(super) fn learn(examples: &[Example<'_>], vocabulary: usize) -> Self {
        let positives = examples.iter().filter(|example| example.positive).count();
        let negatives = examples.len() - positives;
        let share = |side: usize| examples.len() as f32 / 2.0 / side.max(1) as f32;
        let mut it = Self {
            weights: vec![0.0; vocabulary],
            bias: 0.0,
        };
        let mut squares = vec![1e-6_f32; vocabulary];
        let mut bias_square = 1e-6_f32;
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut stream = stream();
        for _ in 0..EPOCHS {
            stream.shuffle(&mut order);
            for &at in &order {
                let example = examples[at];
                let (truth, weight) = match example.positive {
                    true => (1.0, share(positives)),
                    false => (0.0, share(negatives)),
                };
                let error = weight * (probability(it.score(example.words)) - truth);
                let slope = error * size(example.words);
                for &word in example.words {
                    let word = word as usize;
                    squares[word] += slope * slope;
                    it.weights[word] -= STEP * slope / squares[word].sqrt();
                }
                bias_square += error * error;
                it.bias -= STEP * error / bias_square.sqrt();
            }
        }
        it
    }

    /// Above 0 for what looks positive.
    pub(super) fn score(&self, words: &[u32]) -> f32 {
        let sum: f32 = words.iter().map(|&word| self.weights[word as usize]).sum();
        self.bias + sum * size(words)
    }
}

/// What makes texts of any length equally long.
fn size(words: &[u32]) -> f32 {
    1.0 / (words.len().max(1) as f32).sqrt()
}

fn probability(score: f32) -> f32 {
    (1.0 / (1.0 + exp(-f64::from(score.clamp(-30.0, 30.0))))) as f32
}

/// The order of the examples, the same in every report.
fn stream() -> Stream {
    Seed::new(0)
        .expect("zero is a seed")
        .stream(format_args!("audit/classifier"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_that_tells_is_learnt_and_one_that_does_not_is_not() {
        // Word 0 stands in most positives and few negatives, the others anywhere.
        let mut stream = stream();
        let texts: Vec<(Vec<u32>, bool)> = (0..400)
            .map(|n| {
                let positive = n % 4 > 0;
                let tells = stream.chance(if positive { 90.0 } else { 10.0 });
                let mut words: Vec<u32> = (1..40).filter(|_| stream.chance(30.0)).collect();
                if tells {
                    words.insert(0, 0);
                }
                (words, positive)
            })
            .collect();
        let examples: Vec<Example<'_>> = texts
            .iter()
            .map(|(words, positive)| Example {
                words,
                positive: *positive,
            })
            .collect();
        let learnt = Classifier::learn(&examples[..300], 41);
        let right = examples[300..]
            .iter()
            .filter(|example| (learnt.score(example.words) > 0.0) == example.positive);
        let right = right.count();
        assert!(right >= 80, "{right} of 100");
        let other = learnt.weights[1..40].iter().map(|weight| weight.abs());
        assert!(other.fold(0.0, f32::max) < learnt.weights[0]);
        let again = Classifier::learn(&examples[..300], 41);
        assert_eq!(again.weights, learnt.weights);
    }
}
