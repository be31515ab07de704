//! What a phrase names: a path into the story, and steps through its lists.

use std::borrow::Cow;
use std::sync::Arc;

use super::Slots;
use crate::fact::{Item, Node};

/// `picture.problems.0.name`, `here.results.is_abnormal?.name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// What the story is asked for.
    pub base: String,
    /// What happens to the list that is found there.
    pub steps: Vec<Step>,
}

/// A step through every item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Keeps the items of which something holds (`is_new?`), doesn't
    /// (`!is_new?`) or reads as given (`flag=H?`).
    Keep {
        name: String,
        value: Option<String>,
        wanted: bool,
    },
    /// Takes from each item what it has under a name.
    Each(String),
}

const HERE: &str = "here.";

/// What `main` is short for.
const MAIN: &str = "picture.problems.0";

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
            if let Some(test) = segment.strip_suffix('?') {
                let (test, wanted) = match test.strip_prefix('!') {
                    Some(test) => (test, false),
                    None => (test, true),
                };
                let (name, value) = match test.split_once('=') {
                    Some((name, value)) => (name, Some(value.to_owned())),
                    None => (test, None),
                };
                if !is_name(name) || base.is_empty() {
                    return Err(format!("`{text}` is no path"));
                }
                in_list = true;
                steps.push(Step::Keep {
                    name: name.to_owned(),
                    value,
                    wanted,
                });
                continue;
            }
            if !is_name(segment) {
                return Err(format!("`{text}` is no path"));
            }
            if in_list {
                steps.push(Step::Each(segment.to_owned()));
            } else if base.is_empty() && segment == "main" {
                base.push_str(MAIN);
            } else {
                if !base.is_empty() {
                    base.push('.');
                }
                base.push_str(segment);
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
            Self::Keep {
                name,
                value,
                wanted,
            } => {
                items.retain(|item| {
                    let Item::Node(node) = item else { return false };
                    let holds = node.get(name).is_some_and(|item| match value {
                        None => item.is_some(),
                        Some(value) => reads(&item, value),
                    });
                    holds == *wanted
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

/// Whether an item is these words or this number, or begins with them: `Z*`.
pub(super) fn reads(item: &Item, words: &str) -> bool {
    match item {
        Item::Text(text) => match words.strip_suffix('*') {
            Some(start) => text.starts_with(start),
            None => text == words,
        },
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
        let path = Path::read("here.results.!is_abnormal?.flag=H?.name").unwrap();
        let keep = |name: &str, value: Option<&str>, wanted| Step::Keep {
            name: name.into(),
            value: value.map(str::to_owned),
            wanted,
        };
        assert_eq!(path.base, "here.results");
        assert_eq!(
            path.steps,
            [
                keep("is_abnormal", None, false),
                keep("flag", Some("H"), true),
                Step::Each("name".into())
            ]
        );
        assert_eq!(
            Path::read("picture.labs.*.name").unwrap().steps,
            [Step::Each("name".into())]
        );
        assert_eq!(
            Path::read("main.icd").unwrap().base,
            "picture.problems.0.icd"
        );
        for wrong in ["", ".", "a.", "A.b", "*", "x?", "a b"] {
            assert!(Path::read(wrong).is_err(), "{wrong}");
        }
    }
}
