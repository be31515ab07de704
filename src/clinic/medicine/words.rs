//! Words for somebody of a sex and age.

use crate::clinic::people::Sex;
use crate::fact::numbered;

/// Pronouns and the rest, as a picture has them.
pub struct Words {
    /// `female`
    pub sex: &'static str,
    /// `She`
    pub subject: &'static str,
    /// `her`
    pub object: &'static str,
    /// `her`
    pub possessive: &'static str,
    /// `woman`
    pub noun: &'static str,
}

impl Words {
    /// The words for a sex and age.
    pub fn of(sex: Sex, age: u16) -> Self {
        let noun = |infant, child, adult| match age {
            0..2 => infant,
            2..18 => child,
            _ => adult,
        };
        match sex {
            Sex::Female => Self {
                sex: "female",
                subject: "She",
                object: "her",
                possessive: "her",
                noun: noun("infant girl", "girl", "woman"),
            },
            Sex::Male => Self {
                sex: "male",
                subject: "He",
                object: "him",
                possessive: "his",
                noun: noun("infant boy", "boy", "man"),
            },
        }
    }
}

/// An age as coarse as a text without identifiers may have it.
pub fn age_band(sex: Sex, age: u16) -> String {
    let plain = match age {
        0 => "an infant",
        1..3 => "a toddler",
        3..6 => "a preschool-aged child",
        6..13 => "a school-aged child",
        13..18 => "a teenager",
        90.. => "aged 90 or older",
        _ => "",
    };
    if !plain.is_empty() {
        return plain.to_owned();
    }
    let possessive = Words::of(sex, age).possessive;
    if age < 20 {
        return ["in ", possessive, " late teens"].concat();
    }
    let third = match age % 10 {
        0..4 => " early ",
        4..7 => " mid ",
        _ => " late ",
    };
    let decade = ["20s", "30s", "40s", "50s", "60s", "70s", "80s"];
    ["in ", possessive, third, decade[usize::from(age / 10) - 2]].concat()
}

/// How long something has been there, in words that hold on any day.
pub fn duration(days: i64) -> String {
    let about = |count: i64, unit| numbered("for about ", count.unsigned_abs(), 1) + unit;
    match days {
        ..45 => "for the past few weeks".to_owned(),
        45..100 => "for about 2 months".to_owned(),
        100..700 => about(days / 30, " months"),
        _ => about(((days + 180) / 365).max(2), " years"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_coarse() {
        assert_eq!(age_band(Sex::Female, 61), "in her early 60s");
        assert_eq!(age_band(Sex::Male, 48), "in his late 40s");
        assert_eq!(age_band(Sex::Male, 90), "aged 90 or older");
        assert_eq!(age_band(Sex::Female, 19), "in her late teens");
        assert_eq!(age_band(Sex::Female, 0), "an infant");
    }

    #[test]
    fn durations_are_relative() {
        assert_eq!(duration(10), "for the past few weeks");
        assert_eq!(duration(400), "for about 13 months");
        assert_eq!(duration(6 * 365 + 20), "for about 6 years");
    }
}
