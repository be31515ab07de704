//! Which wordings are told: drawn by weight among those that fit.

use super::grammar::{Condition, Grammar, Op, Passage, PassageId, Show, Wording};
use super::lists::joint;
use super::telling::Telling;

impl<'a> Telling<'a> {
    /// Draws until a wording fits, first among those that were not used yet.
    pub(super) fn choose(&mut self, id: PassageId, is_asked_for: bool) -> Option<&'a Wording> {
        let passage = self.voiced(id);
        if passage.is_habit
            && let Some(index) = self.memory.habit(id)
        {
            return self.grammar.wordings_of(passage).get(index);
        }
        let wordings = self.grammar.wordings_of(passage);
        let mut stale: u128 = 0;
        let mut open = self.open(passage);
        while open != 0 {
            let index = self.draw(passage, open);
            open &= !(1 << index);
            let wording = &wordings[index];
            if !self.can_show(wording) {
                continue;
            }
            if wordings.len() > 1 && wording.is_used_up(self.grammar, is_asked_for) {
                if self.memory.has_said(passage.number(index)) {
                    stale |= 1 << index;
                    continue;
                }
                self.memory.say(passage.number(index));
            }
            if passage.is_habit {
                self.memory.keep_habit(id, index);
            }
            return Some(wording);
        }
        (stale != 0).then(|| &wordings[self.draw(passage, stale)])
    }

    /// Tells so many different wordings of a passage, in the order in which they
    /// are drawn; those first that the document doesn't have yet.
    pub(super) fn several(&mut self, id: PassageId, (least, most): (u8, u8), show: Show) {
        let passage = self.voiced(id);
        let wordings = self.grammar.wordings_of(passage);
        let wanted = self.stream.between(least.into(), most.into()) as usize;
        let mut chosen: Vec<&'a Wording> = Vec::with_capacity(wanted);
        let mut stale: u128 = 0;
        let mut open = self.open(passage);
        while chosen.len() < wanted && open | stale != 0 {
            let is_fresh = open != 0;
            let index = self.draw(passage, if is_fresh { open } else { stale });
            open &= !(1 << index);
            let (wording, number) = (&wordings[index], passage.number(index));
            if !is_fresh {
                stale &= !(1 << index);
            } else if !self.can_show(wording) {
                continue;
            } else if self.memory.has_said(number) {
                stale |= 1 << index;
                continue;
            }
            self.memory.say(number);
            chosen.push(wording);
        }
        for (index, wording) in chosen.iter().enumerate() {
            self.flow.text(joint(show, ", ", index, chosen.len()));
            self.ops(wording);
        }
    }

    /// The wordings whose conditions hold, as bits.
    pub(super) fn open(&mut self, passage: &Passage) -> u128 {
        let mut open = u128::MAX >> (128 - passage.count());
        for &Condition { guard, wording } in self.grammar.conditions_of(passage) {
            let bit = 1 << wording;
            if open & bit != 0 && !self.holds(guard) {
                open &= !bit;
            }
        }
        open
    }

    /// One of the wordings whose bit is set, of which there is one at least, by weight.
    fn draw(&mut self, passage: &Passage, open: u128) -> usize {
        let weights = self.grammar.weights_of(passage);
        let weight = |index: usize| u64::from(weights[index]);
        let is_whole = open.count_ones() as usize == passage.count();
        let total = match is_whole {
            true => passage.total.into(),
            false => bits(open).map(weight).sum(),
        };
        let mut rest = self.stream.below(total);
        let mut last = 0;
        for index in bits(open) {
            last = index;
            if rest < weight(index) {
                break;
            }
            rest -= weight(index);
        }
        last
    }

    /// Tells the pieces of a wording.
    pub(super) fn ops(&mut self, wording: &Wording) {
        for op in self.grammar.ops_of(wording) {
            self.op(op);
        }
    }
}

impl Wording {
    /// Whether it shouldn't be told again: a sentence, or all that was asked for,
    /// unless it passes on to a passage that has wordings of its own.
    fn is_used_up(&self, grammar: &Grammar, is_asked_for: bool) -> bool {
        self.is_sentence || is_asked_for && !matches!(grammar.ops_of(self), [Op::Call(_)])
    }
}

/// The numbers of the bits that are set.
fn bits(mut set: u128) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = set.trailing_zeros();
        set &= set.checked_sub(1)?;
        Some(lowest as usize)
    })
}
