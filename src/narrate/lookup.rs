//! What a phrase names: a path into the story, and steps through its lists.

use std::borrow::Cow;
use std::sync::Arc;

use super::Slots;
use crate::fact::{Item, Node};

/// `picture.problems.0.name`, `here.results.is_abnormal?.name`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Path {
    /// What the story is asked for.
    pub base: String,
    /// What happens to the list that is found there.
    pub steps: Vec<Step>,
}

/// A step through every item of a list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    /// Keeps the items whose name holds (`is_new?`) or reads as given (`flag=H?`).
    Keep(String, Option<String>),
    /// Takes from each item what it has under a name.
    Each(String),
}

const HERE: &str = "here.";

impl Path {
    /// Reads a path; `Err` says what is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let (mut base, mut steps) = (String::new(), Vec::new());
        let mut in_list = false;
        for segment in text.split('.') {
            if segment == "*" && !base.is_empty() {
                in_list = true;
                continue;
            }
            let (name, kept) = match segment.strip_suffix('?') {
                Some(test) => test
                    .split_once('=')
                    .map_or((test, Some(None)), |(name, value)| {
                        (name, Some(Some(value)))
                    }),
                None => (segment, None),
            };
            if !is_name(name) || (kept.is_some() && base.is_empty()) {
                return Err(format!("`{text}` is no path"));
            }
            match kept {
                Some(value) => {
                    in_list = true;
                    steps.push(Step::Keep(name.to_owned(), value.map(str::to_owned)));
                }
                None if in_list => steps.push(Step::Each(name.to_owned())),
                None => {
                    if !base.is_empty() {
                        base.push('.');
                    }
                    base.push_str(name);
                }
            }
        }
        Ok(Self { base, steps })
    }

    /// Whether it starts at the thing a passage is about.
    pub(super) fn is_here(&self) -> bool {
        self.base.starts_with(HERE)
    }

    /// What stands under it. `here` is the thing a passage is about, if it is
    /// another than the story's.
    pub(super) fn find(&self, slots: &dyn Slots, here: Option<&Arc<dyn Node>>) -> Option<Item> {
        let found = match (here, self.base.strip_prefix(HERE)) {
            (Some(node), Some(rest)) => {
                let mut names = rest.split('.');
                let first = node.get(names.next()?)?;
                names.try_fold(first, under)?
            }
            _ => slots.get(&self.base)?,
        };
        self.steps
            .iter()
            .try_fold(found, |found, step| match found {
                Item::List(items) => Some(Item::List(step.through(items))),
                _ => None,
            })
    }
}

impl Step {
    fn through(&self, mut items: Vec<Item>) -> Vec<Item> {
        match self {
            Self::Keep(name, value) => {
                items.retain(|item| {
                    let Item::Node(node) = item else { return false };
                    match (node.get(name), value) {
                        (Some(item), None) => item.is_some(),
                        (Some(item), Some(value)) => reads(&item, value),
                        (None, _) => false,
                    }
                });
                items
            }
            Self::Each(name) => items
                .into_iter()
                .filter_map(|item| under(item, name))
                .filter(Item::is_some)
                .collect(),
        }
    }
}

fn under(item: Item, name: &str) -> Option<Item> {
    match item {
        Item::Node(node) => node.get(name),
        Item::Fact(fact) => Some(Item::Fact(Arc::new(fact.written(name)?))),
        Item::List(items) => items.into_iter().nth(name.parse().ok()?),
        _ => None,
    }
}

/// Whether an item is these words or this number.
pub(super) fn reads(item: &Item, words: &str) -> bool {
    match item {
        Item::Text(text) => text == words,
        Item::Number(number) => words.parse() == Ok(*number),
        _ => false,
    }
}

/// The words of an item that has some of its own.
pub(super) fn words(item: &Item) -> Option<Cow<'_, str>> {
    match item {
        Item::Text(text) => Some(Cow::Borrowed(text)),
        Item::Fact(fact) => Some(Cow::Borrowed(&fact.text)),
        Item::Number(number) => Some(Cow::Owned(number.to_string())),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read_in_two_parts() {
        let path = Path::read("here.results.is_abnormal?.flag=H?.name").unwrap();
        assert_eq!(path.base, "here.results");
        assert_eq!(
            path.steps,
            [
                Step::Keep("is_abnormal".into(), None),
                Step::Keep("flag".into(), Some("H".into())),
                Step::Each("name".into())
            ]
        );
        assert_eq!(
            Path::read("picture.labs.*.name").unwrap().steps,
            [Step::Each("name".into())]
        );
        for wrong in ["", ".", "a.", "A.b", "*", "x?", "a b"] {
            assert!(Path::read(wrong).is_err(), "{wrong}");
        }
    }
}
