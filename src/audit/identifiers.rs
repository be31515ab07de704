//! Whether identifiers are one thing's each, valid and nobody's.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::report::{Amount, Measure, Section, Table};
use super::words::{hash, join};
use crate::labels::read::Record;
use crate::labels::rules;
use crate::recipe::Profile;

/// A value and the thing it names, of one kind of identifier; all by their hashes.
pub(super) type Sighting = (usize, u64, u64);

/// A kind of identifier.
struct Kind {
    label: &'static str,
    subtype: &'static str,
    /// Whether no two things may share a value.
    is_unique: bool,
}

const fn kind(label: &'static str, subtype: &'static str, is_unique: bool) -> Kind {
    Kind {
        label,
        subtype,
        is_unique,
    }
}

/// Numbers that name one thing. Those that are drawn anew for every order or
/// visit may meet by chance, as they do where two laboratories number alike.
const KINDS: &[Kind] = &[
    kind("SSN", "", true),
    kind("MRN", "", true),
    kind("HEALTH_PLAN_ID", "mbi", true),
    kind("HEALTH_PLAN_ID", "member_id", true),
    kind("ACCOUNT", "patient_account", true),
    kind("ID_OTHER", "encounter", true),
    kind("PROVIDER_ID", "npi", true),
    kind("PROVIDER_ID", "dea", true),
    kind("PROVIDER_ID", "state_license", false),
    kind("LICENSE", "driver", false),
    kind("ID_OTHER", "accession", false),
    kind("ID_OTHER", "prior_auth", false),
    kind("ID_OTHER", "referral", false),
    kind("ID_OTHER", "rx", false),
];

impl Kind {
    fn name(&self) -> String {
        match self.subtype {
            "" => self.label.to_owned(),
            subtype => format!("{} {subtype}", self.label),
        }
    }
}

/// The identifiers of a record, and the values that break a rule: which, and how.
pub(super) fn sightings(
    record: &Record<'_>,
    profile: Profile,
) -> (Vec<Sighting>, Vec<(String, String)>) {
    let mut sightings = Vec::new();
    let mut faults = Vec::new();
    for span in &record.spans {
        if let Some(fault) = rules::fault(span, profile) {
            let what = format!("{} {:?} {fault}", span.label, span.text);
            faults.push((record.id.to_string(), what));
        }
        let Some(kind) = KINDS
            .iter()
            .position(|kind| kind.label == span.label && kind.subtype == span.subtype)
        else {
            continue;
        };
        let norm = span.norm.as_deref().filter(|norm| !norm.is_empty());
        let plain: String = norm
            .unwrap_or(&span.text)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_uppercase)
            .collect();
        sightings.push((kind, hash(plain.as_bytes()), hash(span.entity.as_bytes())));
    }
    (sightings, faults)
}

/// Faulty values that are shown.
const EXAMPLES: usize = 20;
/// Fewer pairs than this are not worth putting in order.
const FEW: usize = 1 << 16;

/// All identifiers of a corpus: each value once for each thing that it names.
#[derive(Debug, Default)]
pub(super) struct Identifiers {
    seen: Vec<Sighting>,
    /// How many there were when equal ones were last put together.
    settled: usize,
    count: BTreeMap<usize, u64>,
    faults: u64,
    examples: Vec<(String, String)>,
}

impl Identifiers {
    pub(super) fn add(&mut self, sightings: Vec<Sighting>, faults: Vec<(String, String)>) {
        for (kind, ..) in &sightings {
            *self.count.entry(*kind).or_default() += 1;
        }
        self.seen.extend(sightings);
        // At most twice as many are kept as there are different ones.
        if self.seen.len() > 2 * self.settled.max(FEW) {
            self.settle();
        }
        self.faults += faults.len() as u64;
        let room = EXAMPLES.saturating_sub(self.examples.len());
        self.examples.extend(faults.into_iter().take(room));
    }

    fn settle(&mut self) {
        self.seen.par_sort_unstable();
        self.seen.dedup();
        self.settled = self.seen.len();
    }

    pub(super) fn section(mut self, profile: Profile) -> Section {
        self.settle();
        let mut rows = Table::new(
            "Identifiers",
            &[
                "IDENTIFIER",
                "STAND",
                "VALUES",
                "THINGS",
                "SHARED",
                "UNIQUE",
            ],
        );
        let mut measures = vec![
            Measure::new("values against their rule", Amount::Count(self.faults))
                .at_most(0.0)
                .note("check digits, reserved and never-issued ranges"),
        ];
        for (number, kind) in KINDS.iter().enumerate() {
            let Some(count) = self.count.get(&number) else {
                continue;
            };
            let seen: Vec<&Sighting> = self.seen.iter().filter(|it| it.0 == number).collect();
            let by_value: Vec<&[&Sighting]> = seen.chunk_by(|a, b| a.1 == b.1).collect();
            let shared = by_value.iter().filter(|same| same.len() > 1).count() as u64;
            let mut things: Vec<u64> = seen.iter().map(|it| join(0, it.2)).collect();
            things.sort_unstable();
            things.dedup();
            // Microsoft's type of it knows only a few retired numbers.
            let retired = kind.label == "SSN" && profile == Profile::Purview;
            let is_unique = kind.is_unique && !retired;
            if is_unique {
                let name = format!("{} of more than one", kind.name());
                measures.push(Measure::new(name, Amount::Count(shared)).at_most(0.0));
            }
            rows.rows.push(vec![
                kind.name(),
                count.to_string(),
                by_value.len().to_string(),
                things.len().to_string(),
                shared.to_string(),
                if is_unique { "yes" } else { "no" }.to_owned(),
            ]);
        }
        let mut tables = vec![rows];
        if !self.examples.is_empty() {
            let mut table = Table::new("Values against their rule", &["DOCUMENT", "WHAT"]);
            let rows = self.examples.into_iter().map(|(id, what)| vec![id, what]);
            table.rows.extend(rows);
            tables.push(table);
        }
        Section {
            key: "identifiers",
            title: "Identifiers",
            about: format!(
                "Every value of every document against the rules of the {} profile, and whether \
                 two people, visits or providers share a number that has to be one thing's alone.",
                match profile {
                    Profile::Safe => "safe",
                    Profile::Purview => "purview",
                    Profile::Strict => "strict",
                }
            ),
            measures,
            tables,
            charts: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_of_two_people_is_counted_however_often_it_stands() {
        let mut identifiers = Identifiers::default();
        for _ in 0..3 {
            identifiers.add(
                vec![(1, 7, 100), (1, 7, 101), (1, 8, 100), (0, 7, 100)],
                vec![],
            );
        }
        let section = identifiers.section(Profile::Safe);
        let of = |name: &str| {
            let found = section.measures.iter().find(|it| it.name.starts_with(name));
            found.unwrap().amount
        };
        assert_eq!(of("MRN"), Amount::Count(1));
        assert_eq!(of("SSN"), Amount::Count(0));
        assert_eq!(section.tables[0].rows[1][1..5], ["9", "2", "2", "1"]);
    }
}
