//! One name, one number of each kind, one address that there is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use super::chart::{Chart, Span, rows};

/// What a patient has one of.
const ONE: [&str; 17] = [
    "name",
    "birth",
    "sex",
    "mrn",
    "ssn",
    "account",
    "member-id",
    "group-id",
    "mbi",
    "license",
    "street",
    "city",
    "county",
    "state",
    "zip",
    "email",
    "phone-cell",
];

/// What no two patients have.
const UNIQUE: [&str; 6] = ["mrn", "ssn", "account", "member-id", "mbi", "license"];

/// City, state, county and area codes of a ZIP code.
static PLACES: LazyLock<BTreeMap<&str, [&str; 4]>> = LazyLock::new(|| {
    rows(include_str!("../../../src/clinic/data/zips.tsv"))
        .map(|row| (row[0], [row[1], row[2], row[3], row[11]]))
        .collect()
});

pub fn contradictions(chart: &Chart<'_>) -> Vec<String> {
    let mut known: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for span in chart.records.iter().flat_map(|record| chart.own(record)) {
        let value = match span.facet.as_str() {
            "sex" => span.text[..1].to_ascii_uppercase(),
            // Made from the name that stands behind it, so it shows that too.
            "birth" if span.norm.len() < 10 => continue,
            _ => span.value().to_owned(),
        };
        known.entry(&span.facet).or_default().insert(value);
    }
    let mut found: Vec<String> = ONE
        .iter()
        .filter_map(|facet| Some((facet, known.get(facet)?)))
        .filter(|(_, values)| values.len() > 1)
        .map(|(facet, values)| format!("{}: more than one {facet}: {values:?}", chart.patient))
        .collect();
    let value = |facet: &str| known.get(facet)?.first().map(String::as_str);
    if let Some(zip) = value("zip") {
        let Some([city, state, county, areas]) = PLACES.get(zip) else {
            found.push(format!("{}: no ZIP code {zip}", chart.patient));
            return found;
        };
        for (facet, expected) in [("city", city), ("state", state), ("county", county)] {
            if value(facet).is_some_and(|value| value != *expected) {
                found.push(format!(
                    "{}: {:?} is not in {zip}",
                    chart.patient,
                    value(facet)
                ));
            }
        }
        for facet in ["phone-cell", "phone-home"] {
            let area = value(facet).and_then(|phone| phone.get(2..5));
            if area.is_some_and(|area| !areas.split(';').any(|known| known == area)) {
                found.push(format!("{}: area {area:?} is not in {zip}", chart.patient));
            }
        }
    }
    for record in &chart.records {
        let of_payer = |span: &&Span| span.owner.starts_with("pay-");
        let payers: BTreeSet<&str> = record
            .spans
            .iter()
            .filter(of_payer)
            .map(|span| span.owner.as_str())
            .collect();
        if payers.len() > 1 {
            found.push(chart.says(record, "more than one payer"));
        }
    }
    found
}

/// Numbers that several patients have.
pub fn shared(charts: &[Chart<'_>]) -> Vec<String> {
    let mut owners: BTreeMap<(&str, &str), BTreeSet<&str>> = BTreeMap::new();
    for record in charts.iter().flat_map(|chart| &chart.records) {
        for span in &record.spans {
            if UNIQUE.contains(&span.facet.as_str()) && span.owner.starts_with("pat-") {
                let value = (span.facet.as_str(), span.value());
                owners.entry(value).or_default().insert(&span.owner);
            }
        }
    }
    let shared = owners.into_iter().filter(|(_, owners)| owners.len() > 1);
    shared
        .map(|(value, owners)| format!("{value:?}: {owners:?}"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::chart::sketches::{PATIENT, label, of};
    use super::*;

    #[test]
    fn it_finds_a_second_number_and_a_place_that_is_not() {
        let mut records = of("Male", &["one", "two"]);
        assert!(contradictions(&Chart::all(&records)[0]).is_empty());
        for (record, mrn) in records.iter_mut().zip(["100", "200"]) {
            label(record, PATIENT, "mrn", "MRN", mrn);
            label(record, PATIENT, "zip", "ZIP", "01001");
            label(record, PATIENT, "city", "CITY", "Amherst");
            label(record, PATIENT, "phone-cell", "PHONE", "+12125550100");
        }
        let found = contradictions(&Chart::all(&records)[0]);
        assert_eq!(found.len(), 3, "{found:?}");
        records[1].patients[0] = "pat-000002".into();
        for span in &mut records[1].spans {
            span.owner = span.owner.replace("001", "002");
            span.norm = span.norm.replace("200", "100");
        }
        assert_eq!(shared(&Chart::all(&records)).len(), 1);
    }
}
