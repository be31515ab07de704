//! What is shown of a list, and how it is joined.

use std::sync::Arc;

use super::grammar::Show;
use crate::fact::{Item, Node};
use crate::node;
use crate::seed::Stream;

/// A word of a list that a passage is told about.
#[derive(Debug)]
struct Word {
    name: Item,
}

impl crate::fact::ToItem for Item {
    fn to_item(&self) -> Item {
        self.clone()
    }
}

node!(Word { name });

/// The thing that a passage can be told about, if an item is one.
pub(super) fn thing(item: &Item) -> Option<Arc<dyn Node>> {
    match item {
        Item::Node(node) => Some(Arc::clone(node)),
        Item::Text(_) => Some(Arc::new(Word { name: item.clone() })),
        _ => None,
    }
}

/// What of several is shown.
pub(super) fn select<T>(mut items: Vec<T>, show: Show, stream: &mut Stream) -> Vec<T> {
    match show {
        Show::First => items.truncate(1),
        Show::Rest => {
            items.drain(..1.min(items.len()));
        }
        Show::Pick if !items.is_empty() => {
            let index = stream.index(items.len());
            items = items.drain(index..=index).collect();
        }
        Show::Some => {
            let count = stream.between(1, 3) as usize;
            while items.len() > count {
                let index = stream.index(items.len());
                items.remove(index);
            }
        }
        _ => {}
    }
    items
}

/// Whether there is something to show, of the shape it takes.
pub(super) fn can_show(item: &Item, show: Show) -> bool {
    match (item, show) {
        (Item::List(_), Show::One | Show::Plural(_)) => false,
        (Item::List(items), Show::Rest) => items.len() > 1,
        (Item::List(items), _) => !items.is_empty(),
        (Item::Number(_), Show::Plural(_)) => item.is_some(),
        (Item::Number(_) | Item::Text(_) | Item::Fact(_), Show::One) => item.is_some(),
        _ => false,
    }
}

/// What stands before an item of several.
pub(super) fn joint(show: Show, comma: &'static str, index: usize, count: usize) -> &'static str {
    match show {
        _ if index == 0 => "",
        Show::Sentences => " ",
        Show::List => comma,
        Show::Or if index + 1 == count => " or ",
        _ if index + 1 == count && comma == "; " => "; and ",
        _ if index + 1 == count => " and ",
        _ => comma,
    }
}
