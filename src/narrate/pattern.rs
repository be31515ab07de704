//! What a condition asks of an item of the story.

use crate::fact::Item;

/// What an item has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Test {
    /// There, and not empty.
    Something,
    /// One of these, or a list that has one of them.
    Reads(Vec<Pattern>),
    /// A number above this many thousandths, or words that begin with one.
    Above(i64),
    /// The same, below.
    Below(i64),
}

/// Words, of which a `*` leaves the end or the beginning open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Pattern {
    /// `Z34`
    Whole(String),
    /// `Z*`
    Start(String),
    /// `*pain`
    End(String),
    /// `*pain*`
    Within(String),
}

impl Test {
    pub(super) fn holds(&self, item: Option<&Item>) -> bool {
        let Some(item) = item else { return false };
        match self {
            Self::Something => item.is_some(),
            Self::Reads(patterns) => patterns.iter().any(|pattern| pattern.reads(item)),
            Self::Above(bound) => number(item).is_some_and(|number| number > *bound),
            Self::Below(bound) => number(item).is_some_and(|number| number < *bound),
        }
    }
}

impl Pattern {
    /// `this,that`: patterns between commas, in which `_` is a blank.
    pub(super) fn several(text: &str) -> Vec<Self> {
        text.split(',').map(Self::new).collect()
    }

    fn new(text: &str) -> Self {
        let text = text.replace('_', " ");
        let (start, text) = match text.strip_prefix('*') {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (end, text) = match text.strip_suffix('*') {
            Some(rest) => (true, rest.to_owned()),
            None => (false, text.to_owned()),
        };
        match (start, end) {
            (false, false) => Self::Whole(text),
            (false, true) => Self::Start(text),
            (true, false) => Self::End(text),
            (true, true) => Self::Within(text),
        }
    }

    pub(super) fn reads(&self, item: &Item) -> bool {
        match (item, self) {
            (Item::Text(text), Self::Whole(words)) => text == words,
            (Item::Text(text), Self::Start(words)) => text.starts_with(words.as_str()),
            (Item::Text(text), Self::End(words)) => text.ends_with(words.as_str()),
            (Item::Text(text), Self::Within(words)) => text.contains(words.as_str()),
            (Item::Number(number), Self::Whole(words)) => words.parse() == Ok(*number),
            (Item::List(items), _) => items.iter().any(|item| self.reads(item)),
            _ => false,
        }
    }

    /// The words without their stars.
    #[cfg(test)]
    pub(super) fn words(&self) -> &str {
        match self {
            Self::Whole(words) | Self::Start(words) | Self::End(words) | Self::Within(words) => {
                words
            }
        }
    }
}

/// A number in thousandths: `98.4 °F` is 98,400.
pub(super) fn thousandths(text: &str) -> Option<i64> {
    let end = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (whole, part) = text[..end].split_once('.').unwrap_or((&text[..end], ""));
    let part = part.bytes().chain(*b"000").take(3);
    let part = part.fold(0, |sum, digit| {
        sum * 10 + i64::from(digit.wrapping_sub(b'0'))
    });
    Some(whole.parse::<i64>().ok()? * 1_000 + part)
}

fn number(item: &Item) -> Option<i64> {
    match item {
        Item::Number(number) => Some(number * 1_000),
        Item::Text(text) => thousandths(text),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_match_as_far_as_stars_leave_them_open() {
        let item = Item::Text("left flank pain".into());
        for (pattern, expected) in [
            ("left_flank_pain", true),
            ("left", false),
            ("left*", true),
            ("*pain", true),
            ("*flank*", true),
            ("*cough*,*flank*", true),
            ("flank*", false),
        ] {
            let test = Test::Reads(Pattern::several(pattern));
            assert_eq!(test.holds(Some(&item)), expected, "{pattern}");
            let list = Item::List([Item::Text("fever".into()), item.clone()].into());
            assert_eq!(test.holds(Some(&list)), expected, "{pattern}");
        }
        assert!(!Test::Something.holds(None));
    }

    #[test]
    fn numbers_are_compared_with_what_stands_behind_them_left_out() {
        for (text, expected) in [
            ("100.5 °F", true),
            ("98.4 °F", false),
            ("138/84", true),
            ("", false),
        ] {
            let item = Item::Text(text.into());
            assert_eq!(Test::Above(100_400).holds(Some(&item)), expected, "{text}");
        }
        assert!(Test::Below(93_000).holds(Some(&Item::Text("88%".into()))));
        assert!(Test::Below(93_000).holds(Some(&Item::Number(92))));
        assert_eq!(thousandths("2.25"), Some(2_250));
    }
}
