//! What a phrase names: a path into the story, and steps through its lists.

use std::borrow::Cow;
use std::sync::Arc;

use super::pattern::Pattern;
use crate::fact::{Item, Key, Node};

/// `picture.problems.0.name`, `here.results.is_abnormal?.name`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Path {
    /// Whether it starts at the thing a passage is about, not at the story.
    pub is_here: bool,
    /// The names from there on.
    pub base: Vec<Name>,
    /// What happens to the list that is found there.
    pub steps: Vec<Step>,
}

/// A name on the way, or the place of an item in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    text: String,
    key: Key,
    index: Option<usize>,
}

/// A step through every item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// Keeps the items of which something holds (`is_new?`), doesn't
    /// (`!is_new?`) or reads as given (`flag=H,L?`).
    Keep {
        key: Key,
        value: Option<Vec<Pattern>>,
        wanted: bool,
    },
    /// Takes from each item what it has under a name.
    Each(Name),
}

/// What `main` is short for.
const MAIN: [&str; 3] = ["picture", "problems", "0"];

impl Name {
    fn new(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            key: Key::of(text),
            index: text.parse().ok(),
        }
    }

    /// What an item has under this name, or in this place.
    fn under(&self, item: Item) -> Option<Item> {
        match item {
            Item::Node(node) => node.get(self.key),
            Item::Fact(fact) => Some(Item::Fact(Arc::new(fact.written(&self.text)?))),
            Item::List(items) => items.get(self.index?).cloned(),
            _ => None,
        }
    }
}

impl Path {
    /// Reads a path; `Err` says what is wrong with it.
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let is_name = |name: &str| {
            !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        };
        let (mut base, mut steps) = (Vec::new(), Vec::new());
        let mut is_here = false;
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
                    Some((name, value)) => (name, Some(Pattern::several(value))),
                    None => (test, None),
                };
                if !is_name(name) || base.is_empty() {
                    return Err(format!("`{text}` is no path"));
                }
                in_list = true;
                steps.push(Step::Keep {
                    key: Key::of(name),
                    value,
                    wanted,
                });
                continue;
            }
            if !is_name(segment) {
                return Err(format!("`{text}` is no path"));
            }
            if in_list {
                steps.push(Step::Each(Name::new(segment)));
            } else if base.is_empty() && segment == "here" && !is_here {
                is_here = true;
            } else if base.is_empty() && segment == "main" {
                base.extend(MAIN.map(Name::new));
            } else {
                base.push(Name::new(segment));
            }
        }
        if base.is_empty() {
            return Err(format!("`{text}` is no path"));
        }
        Ok(Self {
            is_here,
            base,
            steps,
        })
    }

    /// Whether it ends with this name.
    #[cfg(test)]
    pub(super) fn ends_with(&self, name: &str) -> bool {
        self.base.last().is_some_and(|last| last.text == name)
    }

    /// What stands under it. `here` is the thing a passage is about.
    pub(super) fn find(&self, story: &dyn Node, here: Option<&Arc<dyn Node>>) -> Option<Item> {
        let (first, rest) = self.base.split_first()?;
        let start = if self.is_here { here?.as_ref() } else { story };
        let found = rest
            .iter()
            .try_fold(start.get(first.key)?, |item, name| name.under(item))?;
        self.steps
            .iter()
            .try_fold(found, |found, step| match found {
                Item::List(items) => Some(Item::List(step.through(&items))),
                _ => None,
            })
    }
}

impl Step {
    fn through(&self, items: &[Item]) -> Arc<[Item]> {
        match self {
            Self::Keep { key, value, wanted } => {
                let keeps = |item: &&Item| {
                    let Item::Node(node) = item else { return false };
                    let holds = node.get(*key).is_some_and(|item| match value {
                        None => item.is_some(),
                        Some(patterns) => patterns.iter().any(|pattern| pattern.reads(&item)),
                    });
                    holds == *wanted
                };
                items.iter().filter(keeps).cloned().collect()
            }
            Self::Each(name) => items
                .iter()
                .filter_map(|item| name.under(item.clone()))
                .filter(Item::is_some)
                .collect(),
        }
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
            key: Key::of(name),
            value: value.map(Pattern::several),
            wanted,
        };
        assert!(path.is_here);
        assert_eq!(path.base, [Name::new("results")]);
        assert_eq!(
            path.steps,
            [
                keep("is_abnormal", None, false),
                keep("flag", Some("H"), true),
                Step::Each(Name::new("name"))
            ]
        );
        assert_eq!(
            Path::read("picture.labs.*.name").unwrap().steps,
            [Step::Each(Name::new("name"))]
        );
        assert_eq!(
            Path::read("main.icd").unwrap().base,
            ["picture", "problems", "0", "icd"].map(Name::new)
        );
        for wrong in ["", ".", "here", "a.", "A.b", "*", "x?", "a b"] {
            assert!(Path::read(wrong).is_err(), "{wrong}");
        }
    }
}
