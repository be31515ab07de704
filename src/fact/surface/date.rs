//! The forms of days.

use super::pieces::Pieces;

/// A day of the Gregorian calendar, without a clock or zone.
pub type Date = jiff::civil::Date;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) fn iso<P: Pieces>(date: Date, pieces: P) -> P {
    pieces
        .number("year", date.year().unsigned_abs(), 4)
        .text("-")
        .number("month", date.month().unsigned_abs().into(), 2)
        .text("-")
        .number("day", date.day().unsigned_abs().into(), 2)
}

pub(super) fn date_pieces<P: Pieces>(date: Date, form: &str, pieces: P) -> Option<P> {
    let year = date.year().unsigned_abs();
    let [month, day] = [date.month(), date.day()].map(|number| number.unsigned_abs().into());
    let name = MONTHS[date.month() as usize - 1];
    Some(match form {
        "us" => pieces
            .number("month", month, 2)
            .text("/")
            .number("day", day, 2)
            .text("/")
            .number("year", year, 4),
        "short" => pieces
            .number("month", month, 1)
            .text("/")
            .number("day", day, 1)
            .text("/")
            .number("year", year % 100, 2),
        "iso" => iso(date, pieces),
        "long" => pieces
            .part("month", name)
            .text(" ")
            .number("day", day, 1)
            .text(", ")
            .number("year", year, 4),
        "dmy" | "dmy_short" => {
            let pieces = pieces
                .number("day", day, 2)
                .text("-")
                .part("month", &name[..3])
                .text("-");
            match form {
                "dmy" => pieces.number("year", year, 4),
                _ => pieces.number("year", year % 100, 2),
            }
        }
        "day" => pieces
            .number("month", month, 1)
            .text("/")
            .number("day", day, 1),
        "month_year" => pieces.part("month", name).text(" ").number("year", year, 4),
        "month_of" => pieces
            .part("month", name)
            .text(" of ")
            .number("year", year, 4),
        "year" => pieces.number("year", year, 4),
        _ => return None,
    })
}
