//! What is made when it is first looked at.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use crate::fact::{Item, ToItem};

/// A part of a story that few documents show. It draws from streams of its own,
/// so that it is the same whether and whenever it is made.
pub struct Later<T> {
    made: OnceLock<T>,
    make: Option<Box<dyn Fn() -> T + Send + Sync>>,
}

impl<T> Later<T> {
    /// It will be made by this.
    pub fn new(make: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self {
            made: OnceLock::new(),
            make: Some(Box::new(make)),
        }
    }

    /// It is there already.
    pub fn already(value: T) -> Self {
        Self {
            made: OnceLock::from(value),
            make: None,
        }
    }

    /// What it is, if anybody has looked at it.
    pub fn made(&self) -> Option<&T> {
        self.made.get()
    }
}

impl<T> Deref for Later<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.made.get_or_init(|| {
            let make = self.make.as_ref();
            make.expect("it is there or there is a way to make it")()
        })
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
