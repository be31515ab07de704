//! What a program is made of.
//!
//! Its pieces and expressions lie side by side, sixteen bytes each, and name
//! each other by their places. A document is told by one of some hundred
//! programs; as trees of boxes they would be more than a processor keeps at
//! hand.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use crate::fact::Key;
use crate::words::{Page, Words};

/// A template, compiled.
#[derive(Debug, Default)]
pub(in crate::template) struct Program {
    /// The pieces of a block one after the other.
    pub(super) ops: Vec<Op>,
    exprs: Vec<Expr>,
    /// All text as it stands.
    words: Page,
    pub(super) loops: Vec<Loop>,
    pub(super) filters: Vec<Filter>,
    pub(super) attrs: Vec<Attr>,
    /// The outermost block.
    pub(super) body: Many,
    /// The variables that it leaves behind: those set outside of its loops,
    /// by itself or by what it includes.
    pub(super) sets: BTreeSet<usize>,
}

/// The place of an expression, from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Id(NonZeroU32);

/// The places of several expressions, or pieces, one after the other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Many {
    pub start: u32,
    pub count: u32,
}

/// A piece of a template.
#[derive(Clone, Copy, Debug)]
pub(super) enum Op {
    /// Text as it stands.
    Raw(Words),
    Emit(Id),
    Set(u32, Id),
    /// What is told if something holds stands before what is told if not.
    If {
        test: Id,
        start: u32,
        then: u16,
        other: u16,
    },
    /// A loop, by its place.
    For(u32),
    /// The number of a template that is included.
    Include(u32),
}

#[derive(Debug)]
pub(super) struct Loop {
    pub list: Id,
    /// What has to hold of an item, or it is passed over.
    pub filter: Option<Id>,
    /// Where the item goes.
    pub item: usize,
    /// The variables that are set within the loop, which are after it what
    /// they were before.
    pub own: Vec<usize>,
    pub body: Many,
    /// Told if there is no item.
    pub other: Many,
}

/// Something that has a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expr {
    Text(Words),
    Number(i64),
    Flag(bool),
    List(Many),
    /// By keys that are texts, each before its value.
    Map(Many),
    /// A variable: where it stands if it is set, and what the story calls so.
    Name(u32, Key),
    /// What something has behind a dot, by the name's place.
    Attr(Id, u32),
    /// Under a key or an index that is worked out.
    Item(Id, Id),
    /// The items from one on, those before one, or both.
    Slice(Id, Option<Id>, Option<Id>),
    Loop(Part),
    Not(Id),
    And(Id, Id),
    Or(Id, Id),
    Compare(Id, Compare, Id),
    Count(Id, Count, Id),
    /// Texts one after the other.
    Joined(Many),
    If(Id, Id, Option<Id>),
    IsDefined(Id),
    IsOdd(Id),
    /// A filter, by its place.
    Filter(Id, u32),
    Call(Call),
}

/// A name behind a dot.
#[derive(Debug)]
pub(super) struct Attr {
    pub text: Box<str>,
    pub key: Key,
}

/// What a loop knows of itself.
#[derive(Clone, Copy, Debug)]
pub(super) enum Part {
    First,
    Last,
    /// From 1.
    Index,
    /// From 0.
    Index0,
    Length,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Compare {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    More,
    MoreOrEqual,
    In,
    NotIn,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Count {
    Add,
    Subtract,
    Multiply,
    Divide,
    Rest,
}

#[derive(Debug)]
pub(super) enum Filter {
    Capitalize,
    Title,
    Small,
    Upper,
    Lower,
    Safe,
    Length,
    /// A list stays what it is.
    List,
    Sum,
    Int,
    Join(Words),
    /// What each item has under a name.
    Under(Attr),
    Lengths,
    /// The items of which something holds, or doesn't.
    Select {
        attr: Attr,
        test: Test,
        wanted: bool,
    },
}

#[derive(Debug)]
pub(super) enum Test {
    True,
    Equal(Id),
    In(Id),
}

/// A function.
#[derive(Clone, Copy, Debug)]
pub(super) enum Call {
    /// One of several. Of those that can be left out, only the one that is
    /// drawn is worked out.
    Pick {
        choices: Many,
        is_still: bool,
    },
    PickOf(Id),
    Mixed(Id, Option<Id>),
    Chance(Id),
    Between(Id, Id),
    Prose(Id, Option<Id>),
    /// What is shown, what it looks like, and why it is none.
    Decoy(Many),
    Range(Id, Option<Id>),
}

impl Many {
    /// The place of one of them.
    pub(super) fn at(self, index: usize) -> Id {
        Id::of(self.start as usize + index)
    }

    /// All their places.
    pub(super) fn ids(self) -> impl Iterator<Item = Id> {
        (0..self.count as usize).map(move |index| self.at(index))
    }
}

impl Id {
    fn of(at: usize) -> Self {
        let next = u32::try_from(at + 1).ok().and_then(NonZeroU32::new);
        Self(next.expect("fewer expressions than numbers"))
    }
}

impl Program {
    pub(super) fn expr(&self, id: Id) -> &Expr {
        &self.exprs[id.0.get() as usize - 1]
    }

    pub(super) fn exprs(&self, many: Many) -> &[Expr] {
        &self.exprs[many.start as usize..][..many.count as usize]
    }

    pub(super) fn block(&self, many: Many) -> &[Op] {
        &self.ops[many.start as usize..][..many.count as usize]
    }

    pub(super) fn words(&self, words: Words) -> &str {
        self.words.at(words)
    }

    pub(super) fn keep(&mut self, expr: Expr) -> Id {
        self.exprs.push(expr);
        Id::of(self.exprs.len() - 1)
    }

    pub(super) fn keep_all(&mut self, exprs: &[Expr]) -> Many {
        let start = self.exprs.len() as u32;
        self.exprs.extend(exprs);
        Many {
            start,
            count: exprs.len() as u32,
        }
    }

    pub(super) fn keep_block(&mut self, ops: &[Op]) -> Many {
        let start = self.ops.len() as u32;
        self.ops.extend(ops);
        Many {
            start,
            count: ops.len() as u32,
        }
    }

    pub(super) fn keep_words(&mut self, words: &str) -> Words {
        self.words.keep(words)
    }

    /// Whether working an expression out draws nothing and enters no mark, so
    /// that it can be left out without anything else changing.
    pub(super) fn is_still(&self, expr: &Expr) -> bool {
        let still = |id: &Id| self.is_still(self.expr(*id));
        let all = |many: Many| self.exprs(many).iter().all(|expr| self.is_still(expr));
        match expr {
            Expr::Call(Call::Range(from, to)) => still(from) && to.iter().all(still),
            // A part of a text that is a fact is entered as it is joined.
            Expr::Call(_) | Expr::Joined(_) => false,
            Expr::Text(_) | Expr::Number(_) | Expr::Flag(_) | Expr::Name(..) | Expr::Loop(_) => {
                true
            }
            Expr::List(items) | Expr::Map(items) => all(*items),
            Expr::Attr(of, _) | Expr::Not(of) | Expr::IsDefined(of) | Expr::IsOdd(of) => still(of),
            Expr::Slice(of, from, to) => still(of) && from.iter().chain(to).all(still),
            Expr::Filter(of, filter) => {
                still(of)
                    && match &self.filters[*filter as usize] {
                        Filter::Select {
                            test: Test::Equal(with) | Test::In(with),
                            ..
                        } => still(with),
                        Filter::Upper | Filter::Lower | Filter::Join(_) => false,
                        _ => true,
                    }
            }
            Expr::Item(a, b)
            | Expr::And(a, b)
            | Expr::Or(a, b)
            | Expr::Compare(a, _, b)
            | Expr::Count(a, _, b) => still(a) && still(b),
            Expr::If(test, then, other) => still(test) && still(then) && other.iter().all(still),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_and_expressions_stay_small() {
        assert_eq!((size_of::<Op>(), size_of::<Expr>()), (16, 16));
    }
}
