//! Offices are closed on weekends and holidays: nobody is seen there, asked to
//! come back or expected at work then.

use jiff::civil::Weekday;
use synthphi::fact::Date;

use super::chart::{Chart, rows};

/// What is planned for a day on which people work.
const PLANNED: [&str; 5] = ["follow-up", "excused-until", "billed", "due", "meeting"];

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut found = Vec::new();
    for record in &chart.records {
        let is_office = record
            .spans
            .iter()
            .any(|span| span.label == "FACILITY" && is_office(&span.text));
        for span in &record.spans {
            let Some(day) = span.day() else { continue };
            let facet = span.facet.as_str();
            let is_visit = is_office && facet == "admitted";
            if (PLANNED.contains(&facet) || is_visit) && is_day_off(day) {
                found.push(chart.says(record, format_args!("{facet} on {day}")));
            }
        }
    }
    found
}

/// Whether a name is that of a practice, by what it ends in.
fn is_office(name: &str) -> bool {
    rows(include_str!("../../../src/clinic/data/facility_types.tsv"))
        .filter(|row| row[1] == "clinic")
        .any(|row| name.ends_with(row[0]))
}

fn is_day_off(day: Date) -> bool {
    let of_month = |month, first: i8, weekday| {
        day.month() == month && (first..first + 7).contains(&day.day()) && day.weekday() == weekday
    };
    [Weekday::Saturday, Weekday::Sunday].contains(&day.weekday())
        || [(1, 1), (7, 4), (12, 25)].contains(&(day.month(), day.day()))
        || of_month(5, 25, Weekday::Monday)
        || of_month(9, 1, Weekday::Monday)
        || of_month(11, 22, Weekday::Thursday)
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::{label, of, visit};
    use super::*;

    #[test]
    fn it_finds_visits_and_plans_on_days_off() {
        let found = |facility: &str, facet: &str, day: &str| {
            let mut records = of("Male", &[""]);
            records[0].spans.retain(|span| span.facet != "admitted");
            label(&mut records[0], "fac-001", "name", "FACILITY", facility);
            label(&mut records[0], &visit(1), facet, "DATE", day);
            contradictions(&Chart::all(&records)[0]).len()
        };
        assert_eq!(found("Fernhill Urgent Care", "admitted", "2025-12-25"), 1);
        assert_eq!(found("Fernhill Urgent Care", "admitted", "2025-12-24"), 0);
        assert_eq!(found("Fernhill Hospital", "admitted", "2025-12-25"), 0);
        assert_eq!(found("Fernhill Hospital", "follow-up", "2025-12-25"), 1);
        assert_eq!(found("Fernhill Hospital", "follow-up", "2025-09-01"), 1);
        assert_eq!(found("Fernhill Hospital", "due", "2025-09-07"), 1);
    }
}
