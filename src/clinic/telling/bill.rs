//! What a visit costs. The amounts are in the range of list prices and stand
//! for no payer's contract.

use std::sync::Arc;

use super::encounter::Visited;
use crate::clinic::calendar::workday;
use crate::clinic::facts::Facts;
use crate::clinic::life::{Kind, Visit, later};
use crate::clinic::paperwork::{Bill, Charge};
use crate::clinic::people::Resident;
use crate::clinic::picture::Picture;
use crate::fact::{Date, Label, Owner, Role, push_digits};
use crate::seed::Stream;

/// A line before it is written: how many days in, what, how often, cents each.
struct Service {
    day: u16,
    description: String,
    units: u32,
    cents: i64,
}

/// The bill of the visit of that number.
pub fn bill(resident: &Resident, at: usize, picture: &Picture, as_of: Date) -> Arc<Bill> {
    let visited = Visited::new(resident, at);
    let visit = visited.occasion.visit;
    let mut draws = resident.source.encounter(at, "bill");
    let services = services(&mut draws, &visit, picture, visited.occasion.age);
    // What the plan allows, in percent of the charges.
    let allowed_share = draws.between(31, 78);
    let facts = visited.facts();
    let mut lines = Vec::with_capacity(services.len());
    let (mut charges, mut allowed) = (0, 0);
    for service in services {
        let amount = service.cents * i64::from(service.units);
        let share = amount * allowed_share / 100;
        charges += amount;
        allowed += share;
        let owner = Owner::Day(resident.number, at as u16, service.day);
        let day = later(visit.day, i64::from(service.day));
        lines.push(Arc::new(Charge {
            date: Facts::of(owner, Role::Patient).date("service", "visit", day),
            code: draws.numbered("4", 6),
            description: service.description,
            units: service.units,
            amount: dollars(amount),
            allowed: dollars(share),
        }));
    }
    let copay = match visit.kind {
        Kind::Office => *draws.pick(&[0, 1_500, 2_000, 2_500, 3_000, 4_000]),
        Kind::Emergency => *draws.pick(&[0, 7_500, 10_000, 15_000]),
        Kind::Inpatient => 0,
    }
    .min(allowed);
    let deductible = match draws.below(3) {
        0 => 0,
        _ => (draws.between(10, 90) * 1_000).min(allowed - copay),
    };
    let rest = allowed - copay - deductible;
    let coinsurance = rest * *draws.pick(&[0, 10, 20, 20]) / 100;
    let sent = workday(later(visit.end(), draws.between(4, 35)), 1).min(as_of);
    let due = workday(later(sent, draws.between(21, 35)), 1);
    Arc::new(Bill {
        number: facts.number(
            Label::IdOther,
            "statement",
            "statement",
            draws.numbered("ST-", 9),
        ),
        sent: facts.date("billed", "document", sent.max(visit.end())),
        due: facts.date("due", "document", due),
        lines,
        charges: dollars(charges),
        adjustment: dollars(charges - allowed),
        allowed: dollars(allowed),
        paid: dollars(rest - coinsurance),
        copay: dollars(copay),
        deductible: dollars(deductible),
        coinsurance: dollars(coinsurance),
        balance: dollars(deductible + coinsurance),
    })
}

fn services(draws: &mut Stream, visit: &Visit, picture: &Picture, age: u16) -> Vec<Service> {
    let mut services = Vec::new();
    let mut add = |day: u16, description: String, units, cents| {
        services.push(Service {
            day,
            description,
            units,
            cents,
        });
    };
    let level = draws.between(3, 5);
    match visit.kind {
        Kind::Office if picture.problems[0].is_new => {
            let text = format!("Office visit, new problem, level {level}");
            add(0, text, 1, draws.between(145, 310) * 100);
        }
        Kind::Office => {
            let text = format!("Office visit, established patient, level {level}");
            add(0, text, 1, draws.between(95, 240) * 100);
        }
        Kind::Emergency => {
            let text = format!("Emergency department visit, level {level}");
            add(0, text, 1, draws.between(480, 1_950) * 100);
            add(0, "Pulse oximetry".into(), 1, draws.between(28, 75) * 100);
        }
        Kind::Inpatient => {
            let room = *draws.pick(&[
                "Room and board, semi-private",
                "Room and board, private",
                "Room and board, telemetry",
            ]);
            let cents = draws.between(1_480, 3_600) * 100;
            add(0, room.into(), u32::from(visit.nights), cents);
            let text = "Physician services, initial hospital day".into();
            add(0, text, 1, draws.between(210, 480) * 100);
            let text = "Physician services, subsequent hospital days".into();
            let cents = draws.between(95, 220) * 100;
            add(1, text, u32::from(visit.nights.max(2)) - 1, cents);
        }
    }
    for panel in picture.labs.iter() {
        let mut name = panel.name.to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        add(0, name, 1, draws.between(24, 190) * 100 + 50);
    }
    if !picture.labs.is_empty() {
        add(
            0,
            "Specimen collection".into(),
            1,
            draws.between(12, 38) * 100,
        );
    }
    if visit.kind != Kind::Office {
        for medication in picture.medications.iter().take(4) {
            let units = u32::from(visit.nights).max(1);
            let text = ["Pharmacy: ", medication.name(), " ", &medication.dose()].concat();
            // Hospitals differ, but not by so much that drugs change places.
            let percent = draws.between(75, 140);
            add(0, text, units, i64::from(medication.charge()) * percent);
        }
        if draws.chance(55.0) && age >= 18 {
            let text = "Electrocardiogram, 12 leads".into();
            add(0, text, 1, draws.between(110, 420) * 100);
        }
    }
    services
}

/// `$1,284.00`
fn dollars(cents: i64) -> String {
    let cents = cents.unsigned_abs();
    let whole = cents / 100;
    let mut text = "$".to_owned();
    let mut width = 1;
    for group in [1_000_000, 1_000] {
        if whole >= group {
            push_digits(&mut text, whole / group % 1_000, width);
            text.push(',');
            width = 3;
        }
    }
    push_digits(&mut text, whole % 1_000, width);
    text.push('.');
    push_digits(&mut text, cents % 100, 2);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_written_as_statements_write_them() {
        assert_eq!(dollars(0), "$0.00");
        assert_eq!(dollars(128_405), "$1,284.05");
        assert_eq!(dollars(123_456_789), "$1,234,567.89");
    }
}
