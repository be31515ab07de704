//! What expressions are worth.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::rc::Rc;
use std::sync::Arc;

use super::Beyond;
use super::code::{Attr, Compare};
use crate::fact::{Fact, Item, Node};

/// A value while a template is told; texts may be the program's own.
#[derive(Clone, Debug)]
pub(super) enum Value<'p> {
    Undefined,
    Flag(bool),
    Number(i64),
    /// Escaped when it is written.
    Text(Cow<'p, str>),
    /// Markup.
    Safe(Cow<'p, str>),
    List(Rc<Vec<Value<'p>>>),
    Map(Rc<Vec<(&'p str, Value<'p>)>>),
    Fact(Arc<Fact>),
    Node(Arc<dyn Node>),
}

impl From<Item> for Value<'_> {
    fn from(item: Item) -> Self {
        match item {
            Item::Fact(fact) => Self::Fact(fact),
            Item::Node(node) => Self::Node(node),
            Item::Text(text) => Self::Text(text),
            Item::Number(number) => Self::Number(number),
            Item::Flag(flag) => Self::Flag(flag),
            Item::Nothing => Self::Undefined,
            Item::List(items) => Self::list(items.iter().cloned().map(Self::from).collect()),
        }
    }
}

impl<'p> Value<'p> {
    pub(super) fn list(items: Vec<Self>) -> Self {
        Self::List(Rc::new(items))
    }

    /// What a condition makes of it.
    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Undefined => false,
            Self::Flag(flag) => *flag,
            Self::Number(number) => *number != 0,
            Self::Text(text) | Self::Safe(text) => !text.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Map(items) => !items.is_empty(),
            Self::Fact(_) | Self::Node(_) => true,
        }
    }

    /// What it has behind a dot.
    pub(super) fn attr(&self, attr: &Attr) -> Result<Self, Beyond> {
        match self {
            Self::Node(node) => node.get(attr.key).map(Self::from).ok_or(Beyond),
            _ => self.under(&attr.text),
        }
    }

    /// What it has under a key.
    pub(super) fn item(&self, key: &Self) -> Result<Self, Beyond> {
        match (self, key) {
            (_, Self::Text(name)) => self.under(name),
            (Self::List(items), Self::Number(index)) => {
                let index = match index {
                    0.. => usize::try_from(*index).ok(),
                    back => usize::try_from(-back)
                        .ok()
                        .and_then(|back| items.len().checked_sub(back)),
                };
                let item = index.and_then(|index| items.get(index));
                Ok(item.cloned().unwrap_or(Self::Undefined))
            }
            (Self::Text(text), Self::Number(index @ 0..)) => {
                let index = usize::try_from(*index).unwrap_or(usize::MAX);
                let found = text.chars().nth(index);
                Ok(found.map_or(Self::Undefined, |c| Self::Text(c.to_string().into())))
            }
            _ => Err(Beyond),
        }
    }

    fn under(&self, name: &str) -> Result<Self, Beyond> {
        match self {
            Self::Node(node) => {
                let key = crate::fact::Key::of(name);
                node.get(key).map(Self::from).ok_or(Beyond)
            }
            Self::Fact(fact) => {
                let fact = fact.written(name).ok_or(Beyond)?;
                Ok(Self::Fact(Arc::new(fact)))
            }
            Self::Map(items) => {
                let found = items.iter().find(|(key, _)| *key == name);
                Ok(found.map_or(Self::Undefined, |(_, item)| item.clone()))
            }
            _ => Err(Beyond),
        }
    }

    /// The items of a list.
    pub(super) fn items(self) -> Result<Rc<Vec<Self>>, Beyond> {
        match self {
            Self::List(items) => Ok(items),
            _ => Err(Beyond),
        }
    }

    pub(super) fn number(&self) -> Result<i64, Beyond> {
        match self {
            Self::Number(number) => Ok(*number),
            _ => Err(Beyond),
        }
    }

    pub(super) fn text(&self) -> Result<&str, Beyond> {
        match self {
            Self::Text(text) | Self::Safe(text) => Ok(text),
            _ => Err(Beyond),
        }
    }

    pub(super) fn compare(&self, compare: Compare, other: &Self) -> Result<bool, Beyond> {
        Ok(match compare {
            Compare::Equal => self.equals(other)?,
            Compare::Unequal => !self.equals(other)?,
            Compare::In => other.contains(self)?,
            Compare::NotIn => !other.contains(self)?,
            Compare::Less => self.number()? < other.number()?,
            Compare::LessOrEqual => self.number()? <= other.number()?,
            Compare::More => self.number()? > other.number()?,
            Compare::MoreOrEqual => self.number()? >= other.number()?,
        })
    }

    pub(super) fn equals(&self, other: &Self) -> Result<bool, Beyond> {
        match (self, other) {
            (Self::Text(a) | Self::Safe(a), Self::Text(b) | Self::Safe(b)) => Ok(a == b),
            (Self::Number(a), Self::Number(b)) => Ok(a.cmp(b) == Ordering::Equal),
            (Self::Flag(a), Self::Flag(b)) => Ok(a == b),
            (Self::Number(_), Self::Text(_)) | (Self::Text(_), Self::Number(_)) => Ok(false),
            _ => Err(Beyond),
        }
    }

    fn contains(&self, item: &Self) -> Result<bool, Beyond> {
        match (self, item) {
            (Self::List(items), _) => {
                for each in items.iter() {
                    if each.equals(item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            (Self::Text(text), Self::Text(part)) => Ok(text.contains(&**part)),
            _ => Err(Beyond),
        }
    }
}
