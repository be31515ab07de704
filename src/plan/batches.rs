//! What remains to be made, portion by portion.

use std::ops::RangeInclusive;

use super::{DocumentId, Done, Plan};
use crate::fact::Class;
use crate::format::FORMATS;

/// Documents of one class with numbers in a row: what a worker takes at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchTask {
    /// Their class.
    pub class: Class,
    /// Their numbers.
    pub numbers: RangeInclusive<u64>,
}

impl BatchTask {
    /// How many.
    pub fn len(&self) -> u64 {
        (self.numbers.end() + 1).saturating_sub(*self.numbers.start())
    }

    /// Whether nothing of it is left.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The documents' names.
    pub fn ids(&self) -> impl Iterator<Item = DocumentId> + use<> {
        let class = self.class;
        self.numbers
            .clone()
            .map(move |number| DocumentId { class, number })
    }
}

/// How work is to be portioned.
#[derive(Clone, Copy, Debug)]
pub struct Portions {
    /// Documents to a batch at most.
    pub size: u64,
    /// How many documents a worker makes together; a batch is a multiple of it
    /// where it can be.
    pub round: u64,
    /// Who shares the work.
    pub workers: usize,
}

impl Plan {
    /// What remains when `done` is done, in the order in which it is to be
    /// taken, the classes taking turns as their shares are.
    ///
    /// Whoever is free takes the next batch, so nobody waits before the last
    /// one is taken. What somebody else is on by then is what is waited for, and
    /// so a batch has at most half of its worker's share of the effort that is
    /// left (guided self-scheduling; Polychronopoulos and Kuck 1987), down to one
    /// round: they are large while there is much to do, and small in the end.
    /// A worker that is alone waits for nobody.
    pub fn batches(&self, portions: Portions, done: &Done) -> Vec<BatchTask> {
        let shares = match portions.workers {
            0 | 1 => 1,
            workers => 2 * workers as u64,
        };
        let mut left = Class::ALL.map(|class| {
            let mut gaps = done.of(class).missing(self.recipe.count(class));
            gaps.reverse();
            gaps
        });
        let mut effort: u64 = Class::ALL
            .into_iter()
            .zip(&left)
            .flat_map(|(class, gaps)| gaps.iter().map(move |gap| (class, gap.clone())))
            .map(|(class, gap)| gap.map(|number| self.effort(class, number)).sum::<u64>())
            .sum();
        let mut batches = Vec::new();
        while let Some(class) = self.next_in_turn(&left) {
            let gaps = &mut left[class as usize];
            let Some(gap) = gaps.pop() else { break };
            let (batch, taken) = self.cut(class, &gap, portions, effort / shares);
            effort -= taken;
            if batch.numbers.end() < gap.end() {
                gaps.push(batch.numbers.end() + 1..=*gap.end());
            }
            batches.push(batch);
        }
        batches
    }

    /// The class that has come less far than the other, by what is left of each.
    fn next_in_turn(&self, left: &[Vec<RangeInclusive<u64>>; 2]) -> Option<Class> {
        let place = |class: Class| {
            let first = *left[class as usize].last()?.start();
            // In parts of a million, which orders both alike.
            let place = u128::from(first) * 1_000_000 / u128::from(self.recipe.count(class));
            Some((place, class))
        };
        let places = Class::ALL.into_iter().filter_map(place);
        places
            .min_by_key(|(place, _)| *place)
            .map(|(_, class)| class)
    }

    /// The batch that a gap begins with, and its effort, which is at most `most`
    /// but for the first round.
    fn cut(
        &self,
        class: Class,
        gap: &RangeInclusive<u64>,
        portions: Portions,
        most: u64,
    ) -> (BatchTask, u64) {
        let size = portions.size.max(1);
        let round = portions.round.clamp(1, size);
        let rounds = size / round;
        let (mut end, mut effort) = (gap.start() - 1, 0);
        for _ in 0..rounds {
            let until = gap.end().min(&(end + round)).to_owned();
            let more: u64 = (end + 1..=until)
                .map(|number| self.effort(class, number))
                .sum();
            if end >= *gap.start() && effort + more > most {
                break;
            }
            (end, effort) = (until, effort + more);
        }
        let numbers = *gap.start()..=end;
        (BatchTask { class, numbers }, effort)
    }

    /// How long a document will take, beside the others.
    fn effort(&self, class: Class, number: u64) -> u64 {
        FORMATS[self.menus[class as usize].format(number)].effort()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::{Arc, OnceLock};

    use super::*;
    use crate::narrate::Grammar;
    use crate::plan::Numbers;
    use crate::recipe::{Draft, Recipe};
    use crate::template::Catalogue;

    fn plan(positive: u64, negative: u64, formats: &str) -> Plan {
        static CATALOGUE: OnceLock<Catalogue> = OnceLock::new();
        let catalogue = CATALOGUE.get_or_init(|| {
            let grammar = Arc::new(Grammar::embedded().unwrap());
            Catalogue::load(Vec::new(), grammar).unwrap()
        });
        let text = format!("positive = {positive}\nnegative = {negative}\nformats = {formats}\n");
        let recipe = Recipe::new(Draft::parse("test.toml", &text).unwrap(), 7).unwrap();
        Plan::new(&recipe, catalogue).unwrap()
    }

    fn effort(plan: &Plan, batch: &BatchTask) -> u64 {
        let ids = batch.ids();
        ids.map(|id| plan.effort(id.class, id.number)).sum()
    }

    /// How long the first worker waits for the last one, if each free one takes
    /// the next batch and every document takes what it is expected to.
    fn wait(plan: &Plan, batches: &[BatchTask], workers: usize) -> u64 {
        let mut busy_until = vec![0; workers];
        for batch in batches {
            let free = busy_until.iter_mut().min().unwrap();
            *free += effort(plan, batch);
        }
        busy_until.iter().max().unwrap() - busy_until.iter().min().unwrap()
    }

    const MIXES: [&str; 3] = [
        "{ docx = 0.4, pdf = 0.27, eml = 0.2, pptx = 0.13 }",
        "{ eml = 0.9, pptx = 0.1 }",
        "{ pdf = 1.0 }",
    ];

    proptest::proptest! {
        #[test]
        fn each_missing_document_is_in_one_batch_and_the_end_is_fair(
            (positive, negative) in (0_u64..3_000, 0_u64..3_000),
            done in proptest::collection::vec((1_u64..3_000, 0_u64..90), 0..9),
            (size, round, workers, mix) in (1_u64..400, 1_u64..40, 1_usize..9, 0_usize..3),
        ) {
            let plan = plan(positive, negative, MIXES[mix]);
            let ranges = done.into_iter().map(|(start, more)| start..=start + more);
            let done = Done { positive: Numbers::new(ranges.collect()), ..Done::default() };
            let portions = Portions { size, round, workers };
            let batches = plan.batches(portions, &done);

            let made: Vec<DocumentId> = batches.iter().flat_map(BatchTask::ids).collect();
            let once: BTreeSet<DocumentId> = made.iter().copied().collect();
            let missing: BTreeSet<DocumentId> = Class::ALL
                .into_iter()
                .flat_map(|class| {
                    let gaps = done.of(class).missing(plan.recipe().count(class));
                    gaps.into_iter().flat_map(move |numbers| BatchTask { class, numbers }.ids())
                })
                .collect();
            proptest::prop_assert_eq!(made.len(), once.len());
            proptest::prop_assert_eq!(once, missing);
            proptest::prop_assert!(batches.iter().all(|batch| (1..=size).contains(&batch.len())));

            let dearest = FORMATS.iter().map(|format| format.effort()).max().unwrap();
            let waited = wait(&plan, &batches, workers);
            proptest::prop_assert!(
                waited <= round.min(size) * dearest,
                "{} workers, batches of {:?}: {}", workers, batches, waited
            );
        }
    }

    #[test]
    fn batches_are_whole_rounds_until_the_end_is_near() {
        let portions = Portions {
            size: 100,
            round: 16,
            workers: 2,
        };
        let batches = plan(2_000, 1_000, MIXES[0]).batches(portions, &Done::default());
        let lengths: Vec<u64> = batches.iter().map(BatchTask::len).collect();
        let (early, late) = lengths.split_at(28);
        assert!(early.iter().all(|length| *length == 96), "{lengths:?}");
        assert!(late.iter().all(|length| *length < 96), "{lengths:?}");
        assert_eq!(late.iter().sum::<u64>(), 3_000 - 28 * 96);
    }
}
