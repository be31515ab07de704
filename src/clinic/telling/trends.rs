//! Laboratory results of several visits, side by side.

use std::sync::Arc;

use super::encounter::Visited;
use crate::clinic::medicine::portrait;
use crate::clinic::panel::LabResult;
use crate::clinic::paperwork::{Trend, Trends};
use crate::clinic::people::Resident;

/// How many dates a table has room for.
const MOST_DATES: usize = 5;

/// The results of the visits up to and with that one; `None` if nothing was
/// ever tested.
pub fn trends(resident: &Resident, at: usize) -> Option<Arc<Trends>> {
    let mut tested: Vec<(Visited<'_>, Vec<Arc<LabResult>>)> = (0..=at)
        .rev()
        .map(|number| {
            let visited = Visited::new(resident, number);
            let portrait = portrait(&resident.source, &visited.occasion, number);
            let panels = portrait.picture.labs.iter();
            let results = panels.flat_map(|panel| panel.results.iter().cloned());
            let results: Vec<Arc<LabResult>> = results.collect();
            (visited, results)
        })
        .filter(|(_, results)| !results.is_empty())
        .take(MOST_DATES)
        .collect();
    tested.reverse();
    if tested.is_empty() {
        return None;
    }
    // The latest visit's tests lead, in the order of its panels.
    let mut rows: Vec<Arc<LabResult>> = Vec::new();
    for result in tested.iter().rev().flat_map(|(_, results)| results) {
        if rows.iter().all(|known| known.loinc() != result.loinc()) {
            rows.push(Arc::clone(result));
        }
    }
    Some(Arc::new(Trends {
        dates: tested.iter().map(|(it, _)| it.collected()).collect(),
        rows: rows.iter().map(|row| trend(row, &tested)).collect(),
    }))
}

fn trend(row: &LabResult, tested: &[(Visited<'_>, Vec<Arc<LabResult>>)]) -> Arc<Trend> {
    let of_row = |results: &[Arc<LabResult>]| {
        let mut results = results.iter();
        results
            .find(|result| result.loinc() == row.loinc())
            .cloned()
    };
    let results: Vec<Option<Arc<LabResult>>> =
        tested.iter().map(|(_, results)| of_row(results)).collect();
    let value = |result: &Option<Arc<LabResult>>| match result {
        None => String::new(),
        Some(result) if result.flag.is_empty() => result.value.clone().into_owned(),
        Some(result) => format!("{} {}", result.value, result.flag),
    };
    Arc::new(Trend {
        name: row.name(),
        abbrev: row.abbrev(),
        unit: row.unit(),
        range: row.range(),
        values: results.iter().map(value).collect(),
        is_abnormal: results.iter().flatten().any(|result| result.is_abnormal()),
    })
}
