//! What a program is made of.

use std::collections::BTreeSet;

use crate::fact::Key;

/// A template, compiled.
#[derive(Debug)]
pub(in crate::template) struct Program {
    pub(super) ops: Vec<Op>,
    /// The variables that it leaves behind: those set outside of its loops,
    /// by itself or by what it includes.
    pub(super) sets: BTreeSet<usize>,
}

/// A piece of a template.
#[derive(Debug)]
pub(super) enum Op {
    /// Text as it stands.
    Raw(Box<str>),
    Emit(Expr),
    Set(usize, Expr),
    If {
        test: Expr,
        then: Vec<Op>,
        other: Vec<Op>,
    },
    For(Box<Loop>),
    /// The number of a template that is included.
    Include(usize),
}

#[derive(Debug)]
pub(super) struct Loop {
    pub list: Expr,
    /// What has to hold of an item, or it is passed over.
    pub filter: Option<Expr>,
    /// Where the item goes.
    pub item: usize,
    /// The variables that are set within the loop, which are after it what
    /// they were before.
    pub own: Vec<usize>,
    pub body: Vec<Op>,
    /// Told if there is no item.
    pub other: Vec<Op>,
}

/// Something that has a value.
#[derive(Debug)]
pub(super) enum Expr {
    Text(Box<str>),
    Number(i64),
    Flag(bool),
    List(Vec<Expr>),
    /// By keys that are texts.
    Map(Vec<(Box<str>, Expr)>),
    Name(Name),
    Attr(Box<Expr>, Attr),
    /// Under a key or an index that is worked out.
    Item(Box<Expr>, Box<Expr>),
    /// The items from one on, those before one, or both.
    Slice(Box<Expr>, Option<Box<Expr>>, Option<Box<Expr>>),
    Loop(Part),
    Not(Box<Expr>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Compare(Box<Expr>, Compare, Box<Expr>),
    Count(Box<Expr>, Count, Box<Expr>),
    /// Texts one after the other.
    Joined(Vec<Expr>),
    If(Box<Expr>, Box<Expr>, Option<Box<Expr>>),
    IsDefined(Box<Expr>),
    IsOdd(Box<Expr>),
    Filter(Box<Expr>, Filter),
    Call(Call),
}

/// A variable: where it stands if it is set, and what the story calls so.
#[derive(Debug)]
pub(super) struct Name {
    pub slot: usize,
    pub key: Key,
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
    Join(Box<str>),
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
    Equal(Box<Expr>),
    In(Box<Expr>),
}

/// A function.
#[derive(Debug)]
pub(super) enum Call {
    /// One of several. Of those that can be left out, only the one that is
    /// drawn is worked out.
    Pick {
        choices: Vec<Expr>,
        is_still: bool,
    },
    PickOf(Box<Expr>),
    Mixed(Box<Expr>, Option<Box<Expr>>),
    Chance(Box<Expr>),
    Between(Box<Expr>, Box<Expr>),
    Prose(Box<Expr>, Option<Box<Expr>>),
    Decoy(Box<[Expr; 3]>),
    Range(Box<Expr>, Option<Box<Expr>>),
}

impl Expr {
    /// Whether working it out draws nothing and enters no mark, so that it can
    /// be left out without anything else changing.
    pub(super) fn is_still(&self) -> bool {
        match self {
            Self::Call(Call::Range(from, to)) => {
                from.is_still() && to.as_ref().is_none_or(|to| to.is_still())
            }
            // A part of a text that is a fact is entered as it is joined.
            Self::Call(_) | Self::Joined(_) => false,
            Self::Text(_) | Self::Number(_) | Self::Flag(_) | Self::Name(_) | Self::Loop(_) => true,
            Self::List(items) => items.iter().all(Self::is_still),
            Self::Map(items) => items.iter().all(|(_, item)| item.is_still()),
            Self::Attr(of, _) | Self::Not(of) | Self::IsDefined(of) | Self::IsOdd(of) => {
                of.is_still()
            }
            Self::Slice(of, from, to) => {
                let mut bounds = from.iter().chain(to);
                of.is_still() && bounds.all(|bound| bound.is_still())
            }
            Self::Filter(of, filter) => {
                of.is_still()
                    && match filter {
                        Filter::Select {
                            test: Test::Equal(with) | Test::In(with),
                            ..
                        } => with.is_still(),
                        Filter::Upper | Filter::Lower | Filter::Join(_) => false,
                        _ => true,
                    }
            }
            Self::Item(a, b)
            | Self::And(a, b)
            | Self::Or(a, b)
            | Self::Compare(a, _, b)
            | Self::Count(a, _, b) => a.is_still() && b.is_still(),
            Self::If(test, then, other) => {
                test.is_still()
                    && then.is_still()
                    && other.as_ref().is_none_or(|other| other.is_still())
            }
        }
    }
}
