//! The days on which offices are open.

use jiff::civil::Weekday;

use super::life::later;
use crate::fact::Date;

/// The day, or else the next one in a direction on which offices are open.
pub fn workday(mut day: Date, direction: i64) -> Date {
    while is_closed(day) {
        day = later(day, direction);
    }
    day
}

/// Whether it is a Saturday, a Sunday or one of the six holidays on which
/// practices in the United States are closed.
fn is_closed(day: Date) -> bool {
    match (day.month(), day.day(), day.weekday()) {
        (_, _, Weekday::Saturday | Weekday::Sunday) => true,
        // New Year, Independence Day, Christmas.
        (1, 1, _) | (7, 4, _) | (12, 25, _) => true,
        // Memorial Day and Labor Day, Thanksgiving.
        (5, 25..=31, Weekday::Monday) | (9, 1..=7, Weekday::Monday) => true,
        (11, 22..=28, Weekday::Thursday) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_close_on_weekends_and_holidays() {
        let next = |y, m, d| workday(Date::constant(y, m, d), 1);
        // A Saturday with Independence Day on it; Labor Day; Thanksgiving.
        assert_eq!(next(2026, 7, 4), Date::constant(2026, 7, 6));
        assert_eq!(next(2026, 9, 5), Date::constant(2026, 9, 8));
        assert_eq!(next(2025, 11, 27), Date::constant(2025, 11, 28));
        assert_eq!(next(2025, 11, 26), Date::constant(2025, 11, 26));
        let before = workday(Date::constant(2026, 5, 25), -1);
        assert_eq!(before, Date::constant(2026, 5, 22));
    }
}
