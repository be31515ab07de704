//! What is made when it is first looked at.

use std::fmt;
use std::ops::Deref;
use std::sync::LazyLock;

use crate::fact::{Item, ToItem};

/// A part of a story that few documents show. It draws from streams of its own,
/// so that it is the same whether and whenever it is made.
pub struct Later<T>(Made<T>);

enum Made<T> {
    Already(T),
    OnDemand(LazyLock<T, Box<dyn FnOnce() -> T + Send + Sync>>),
}

impl<T> Later<T> {
    /// It will be made by this.
    pub fn new(make: impl FnOnce() -> T + Send + Sync + 'static) -> Self {
        Self(Made::OnDemand(LazyLock::new(Box::new(make))))
    }

    /// It is there already.
    pub fn already(value: T) -> Self {
        Self(Made::Already(value))
    }
}

impl<T> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        match &self.0 {
            Made::Already(value) => value,
            Made::OnDemand(value) => value,
        }
    }
}

/// Shows what it is, made or not.
impl<T: fmt::Debug> fmt::Debug for Later<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: ToItem> ToItem for Later<T> {
    fn to_item(&self) -> Item {
        (**self).to_item()
    }
}
