//! What the clock on the wall showed.

use jiff::civil::{DateTime, Weekday};

use super::zips::State;
use crate::document::Moment;
use crate::fact::{Date, numbered, push_digits};

/// A time of day, given in minutes since midnight: `07:30`.
pub fn time(minutes: i64) -> String {
    let [hours, minutes] = [minutes / 60, minutes % 60].map(i64::unsigned_abs);
    let mut text = numbered("", hours, 2);
    text.push(':');
    push_digits(&mut text, minutes, 2);
    text
}

/// A local time in a state with its distance from UTC.
pub fn moment(state: &State, local: DateTime) -> Moment {
    let summer = state.has_summer_time && is_summer(local);
    Moment {
        local,
        offset: state.winter_offset + if summer { 60 } else { 0 },
    }
}

/// Whether clocks are set ahead: 15 USC 260a as amended in 2005 for 2007 and
/// later (second Sunday of March to first of November), in 1986 for before
/// (first Sunday of April to last of October). They change at two o'clock.
fn is_summer(local: DateTime) -> bool {
    let sunday = |month, nth| {
        Date::constant(local.year(), month, 1)
            .nth_weekday_of_month(nth, Weekday::Sunday)
            .expect("a month with four Sundays")
            .at(2, 0, 0, 0)
    };
    let (begin, end) = if local.year() >= 2007 {
        (sunday(3, 2), sunday(11, 1))
    } else {
        (sunday(4, 1), sunday(10, -1))
    };
    (begin..end).contains(&local)
}

#[cfg(test)]
mod tests {
    use super::super::PLACES;
    use super::*;

    fn offset(state: &str, year: i16, month: i8, day: i8) -> i16 {
        let noon = Date::constant(year, month, day).at(12, 0, 0, 0);
        moment(PLACES.state(state), noon).offset
    }

    #[test]
    fn summer_time_begins_and_ends_on_sundays() {
        assert_eq!(offset("MA", 2025, 3, 8), -300);
        assert_eq!(offset("MA", 2025, 3, 9), -240);
        assert_eq!(offset("MA", 2025, 11, 1), -240);
        assert_eq!(offset("MA", 2025, 11, 2), -300);
        assert_eq!(offset("CA", 2005, 3, 20), -480);
        assert_eq!(offset("CA", 2005, 10, 29), -420);
        assert_eq!(offset("AZ", 2025, 7, 1), -420);
        assert_eq!(offset("HI", 2025, 7, 1), -600);
    }
}
