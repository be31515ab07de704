//! Drawing from long tables.

use std::borrow::Cow;

use super::Stream;

/// Running totals of weights, for many draws from one long table.
///
/// A search by halves would look at ten far places of a table that no cache
/// holds. So the whole is cut into as many equal parts as there are weights, and
/// it is known with which of them each part begins (Chen and Asau 1974): two or
/// three places do.
#[derive(Clone, Debug)]
pub struct Weights {
    totals: Cow<'static, [f64]>,
    /// For each part, how many totals are in the parts before it; and how many
    /// there are.
    before: Vec<u16>,
    /// How many parts there are to a weight of one.
    parts: f64,
}

impl Weights {
    /// At least one weight must be above zero, none below; at most 65,535.
    pub fn new(weights: impl Iterator<Item = f64>) -> Self {
        let mut total = 0.0;
        let totals = weights
            .map(|weight| {
                total += weight;
                total
            })
            .collect();
        Self::of(Cow::Owned(totals))
    }

    /// The weights of which these are the running totals.
    pub fn of_totals(totals: &'static [f64]) -> Self {
        Self::of(Cow::Borrowed(totals))
    }

    fn of(totals: Cow<'static, [f64]>) -> Self {
        let count = totals.len();
        let total = totals.last().copied().unwrap_or_default();
        assert!(total > 0.0, "weights that sum to nothing");
        assert!(count <= usize::from(u16::MAX), "more weights than places");
        let mut this = Self {
            totals,
            before: Vec::with_capacity(count + 1),
            parts: count as f64 / total,
        };
        for (at, total) in this.totals.iter().enumerate() {
            let part = this.part(*total);
            this.before
                .resize(this.before.len().max(part + 1), at as u16);
        }
        this.before.resize(count + 1, count as u16);
        this
    }

    /// The part in which a point is. It never falls as points rise, so that no
    /// rounding parts a point from its weight.
    fn part(&self, point: f64) -> usize {
        ((point * self.parts) as usize).min(self.totals.len() - 1)
    }

    /// The index of a weight, drawn in proportion to them.
    pub fn draw(&self, stream: &mut Stream) -> usize {
        let total = self.totals.last().copied().unwrap_or_default();
        let point = stream.unit() * total;
        let part = self.part(point);
        let [from, to] = [part, part + 1].map(|part| usize::from(self.before[part]));
        let within = self.totals[from..to].partition_point(|&end| end <= point);
        (from + within).min(self.totals.len() - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Seed;
    use super::*;

    #[test]
    fn parts_change_nothing_but_the_search() {
        let mut stream = Seed::new(42).unwrap().stream(format_args!("weights"));
        let steep = |at: u32| f64::from(1 + at).recip() * f64::from(at % 7);
        for count in [2, 3, 48, 1_500] {
            let weights = Weights::new((0..count).map(steep));
            for _ in 0..2_000 {
                let mut same = stream.clone();
                let point = same.unit() * weights.totals[weights.totals.len() - 1];
                let searched = weights.totals.partition_point(|&end| end <= point);
                assert_eq!(weights.draw(&mut stream), searched, "{count}");
            }
        }
    }
}
