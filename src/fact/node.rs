//! A story as a tree of names, for whoever tells it.
//!
//! Templates and phrases address the same things by the same paths
//! (`patient.name`, `encounter.admitted`). A [`Node`] looks one name up; what
//! it finds is an [`Item`]. So neither the template engine nor the phrase
//! grammar has to know the types of the clinic.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use super::Fact;

/// Something with named things in it.
pub trait Node: fmt::Debug + Send + Sync {
    /// The names it answers to, sorted as its documentation lists them.
    fn names(&self) -> &'static [&'static str];

    /// What it has under a name; `None` if it doesn't know the name.
    fn get(&self, key: Key) -> Option<Item>;
}

/// A name as a number, by which nodes look up faster than by its letters.
/// Whoever asks for the same name again and again keeps its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(pub u64);

impl Key {
    /// The key of a name: FNV-1a. Two names of one node can't share a key, for
    /// the compiler refuses a `match` that names one twice.
    pub const fn of(name: &str) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let bytes = name.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            hash = (hash ^ bytes[at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        Self(hash)
    }
}

/// What a node has under a name.
#[derive(Clone, Debug)]
pub enum Item {
    /// An identifier, which keeps its label wherever it is written.
    Fact(Arc<Fact>),
    /// Words that identify nobody: a diagnosis, a dose, a unit.
    Text(Cow<'static, str>),
    /// A count.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A further node.
    Node(Arc<dyn Node>),
    /// Several of these.
    List(Arc<[Item]>),
    /// The name is known but there is none: a patient without an employer.
    Nothing,
}

impl Item {
    /// Whether a condition on it holds: there is one, and it is not empty.
    pub fn is_some(&self) -> bool {
        match self {
            Self::Nothing => false,
            Self::Flag(flag) => *flag,
            Self::Text(text) => !text.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Number(number) => *number != 0,
            Self::Fact(_) | Self::Node(_) => true,
        }
    }
}

/// What a field of a node can be turned into.
pub trait ToItem {
    /// The item that stands for it.
    fn to_item(&self) -> Item;
}

impl ToItem for Arc<Fact> {
    fn to_item(&self) -> Item {
        Item::Fact(Arc::clone(self))
    }
}

impl ToItem for &'static str {
    fn to_item(&self) -> Item {
        Item::Text(Cow::Borrowed(self))
    }
}

impl ToItem for String {
    fn to_item(&self) -> Item {
        Item::Text(Cow::Owned(self.clone()))
    }
}

impl ToItem for Cow<'static, str> {
    fn to_item(&self) -> Item {
        Item::Text(self.clone())
    }
}

impl ToItem for bool {
    fn to_item(&self) -> Item {
        Item::Flag(*self)
    }
}

impl ToItem for u32 {
    fn to_item(&self) -> Item {
        Item::Number(i64::from(*self))
    }
}

impl<N: Node + 'static> ToItem for Arc<N> {
    fn to_item(&self) -> Item {
        Item::Node(Arc::clone(self) as Arc<dyn Node>)
    }
}

impl<T: ToItem> ToItem for Option<T> {
    fn to_item(&self) -> Item {
        self.as_ref().map_or(Item::Nothing, ToItem::to_item)
    }
}

impl<T: ToItem> ToItem for Vec<T> {
    fn to_item(&self) -> Item {
        Item::List(self.iter().map(ToItem::to_item).collect())
    }
}

/// Makes a node of a struct from the fields named. A name may be given an
/// expression instead: `node!(Patient { name, birth, is_minor: |p| p.years < 18 })`.
#[macro_export]
macro_rules! node {
    ($type:ty { $($name:ident $(: $value:expr)?),* $(,)? }) => {
        impl $crate::fact::Node for $type {
            fn names(&self) -> &'static [&'static str] {
                &[$(stringify!($name)),*]
            }

            fn get(&self, key: $crate::fact::Key) -> Option<$crate::fact::Item> {
                $crate::node!(@find self key $($name $(: $value)?),*)
            }
        }
    };
    (@find $this:ident $key:ident $($name:ident $(: $value:expr)?),*) => {{
        struct Keys;
        #[expect(non_upper_case_globals, reason = "called as the fields are")]
        impl Keys {
            $(const $name: u64 = $crate::fact::Key::of(stringify!($name)).0;)*
        }
        match $key.0 {
            $(Keys::$name => Some($crate::node!(@item $this $name $($value)?)),)*
            _ => None,
        }
    }};
    (@item $this:ident $name:ident) => { $crate::fact::ToItem::to_item(&$this.$name) };
    (@item $this:ident $name:ident $value:expr) => {{
        let value: fn(&Self) -> _ = $value;
        $crate::fact::ToItem::to_item(&value($this))
    }};
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Dog {
        call: &'static str,
        years: u32,
        owner: Option<&'static str>,
    }
    node!(Dog {
        call,
        years,
        owner,
        is_old: |dog| dog.years > 10
    });

    #[test]
    fn a_struct_answers_to_the_names_given() {
        let dog = Dog {
            call: "Rex",
            years: 12,
            owner: None,
        };
        assert_eq!(dog.names(), ["call", "years", "owner", "is_old"]);
        assert!(matches!(dog.get(Key::of("call")), Some(Item::Text(text)) if text == "Rex"));
        assert!(matches!(dog.get(Key::of("years")), Some(Item::Number(12))));
        assert!(matches!(dog.get(Key::of("owner")), Some(Item::Nothing)));
        assert!(matches!(dog.get(Key::of("is_old")), Some(Item::Flag(true))));
        assert!(dog.get(Key::of("breed")).is_none());
    }
}
