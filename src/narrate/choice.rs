//! Which wordings are told: drawn by weight among those that fit.

use super::grammar::{Op, Passage, PassageId, Show, Wording};
use super::lists::joint;
use super::telling::Telling;

impl<'a> Telling<'a> {
    /// Draws until a wording fits, first among those that were not used yet.
    pub(super) fn choose(&mut self, id: PassageId, is_asked_for: bool) -> Option<&'a Wording> {
        let passage = self.voiced(id);
        if passage.is_habit
            && let Some(index) = self.memory.habit(id)
        {
            return passage.wordings.get(index);
        }
        let mut stale: u128 = 0;
        let mut open = self.open(passage);
        while open != 0 {
            let index = self.draw(passage, open);
            open &= !(1 << index);
            let wording = &passage.wordings[index];
            if !passage.is_open && !self.can_show(wording) {
                continue;
            }
            if passage.wordings.len() > 1 && wording.is_used_up(is_asked_for) {
                if self.memory.has_said(wording.number) {
                    stale |= 1 << index;
                    continue;
                }
                self.memory.say(wording.number);
            }
            if passage.is_habit {
                self.memory.keep_habit(id, index);
            }
            return Some(wording);
        }
        (stale != 0).then(|| &passage.wordings[self.draw(passage, stale)])
    }

    /// Tells so many different wordings of a passage, in the order in which they
    /// are drawn; those first that the document doesn't have yet.
    pub(super) fn several(&mut self, id: PassageId, count: (i64, i64), show: &Show) {
        let passage = self.voiced(id);
        let wanted = self.stream.between(count.0, count.1) as usize;
        let mut chosen: Vec<&'a Wording> = Vec::with_capacity(wanted);
        let mut stale: u128 = 0;
        let mut open = self.open(passage);
        while chosen.len() < wanted && open | stale != 0 {
            let is_fresh = open != 0;
            let index = self.draw(passage, if is_fresh { open } else { stale });
            open &= !(1 << index);
            let wording = &passage.wordings[index];
            if !is_fresh {
                stale &= !(1 << index);
            } else if !passage.is_open && !self.can_show(wording) {
                continue;
            } else if self.memory.has_said(wording.number) {
                stale |= 1 << index;
                continue;
            }
            self.memory.say(wording.number);
            chosen.push(wording);
        }
        for (index, wording) in chosen.iter().enumerate() {
            self.flow.text(joint(show, ", ", index, chosen.len()));
            self.ops(&wording.ops);
        }
    }

    /// The wordings whose conditions hold, as bits.
    fn open(&mut self, passage: &Passage) -> u128 {
        if passage.is_open {
            return u128::MAX >> (128 - passage.wordings.len());
        }
        let mut open = 0;
        for (index, wording) in passage.wordings.iter().enumerate() {
            if self.is_open(wording) {
                open |= 1 << index;
            }
        }
        open
    }

    /// One of the wordings whose bit is set, of which there is one at least, by weight.
    fn draw(&mut self, passage: &Passage, open: u128) -> usize {
        let weight = |index: usize| u64::from(passage.wordings[index].weight);
        let is_whole = open.count_ones() as usize == passage.wordings.len();
        let total = match is_whole {
            true => passage.total,
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
    pub(super) fn ops(&mut self, ops: &'a [Op]) {
        for op in ops {
            self.op(op);
        }
    }
}

impl Wording {
    /// Whether it shouldn't be told again: a sentence, or all that was asked for,
    /// unless it passes on to a passage that has wordings of its own.
    fn is_used_up(&self, is_asked_for: bool) -> bool {
        self.is_sentence || is_asked_for && !matches!(self.ops.as_slice(), [Op::Call(_)])
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
