//! How many of everything there are, in each class, and which words they use.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::document::Document;
use super::looks::is_one_classes;
use super::report::{Amount, Chart, Measure, Section, Table};

/// The groups that are counted, with their names for people.
const GROUPS: [(&str, &str); 6] = [
    ("format", "Formats"),
    ("kind", "Kinds"),
    ("type", "Document types"),
    ("split", "Splits"),
    ("label", "Labels"),
    ("look-alike", "Look-alikes"),
];

/// Counts by group and name, of negatives and positives.
#[derive(Debug, Default)]
pub(super) struct Balance {
    counts: BTreeMap<&'static str, BTreeMap<String, [u64; 2]>>,
    documents: [u64; 2],
}

impl Balance {
    pub(super) fn add(&mut self, is_positive: bool, tally: Vec<(&'static str, String, u64)>) {
        let side = usize::from(is_positive);
        self.documents[side] += 1;
        for (group, name, count) in tally {
            let group = self.counts.entry(group).or_default();
            group.entry(name).or_default()[side] += count;
        }
    }

    pub(super) fn section(&self) -> Section {
        let of = |group| self.counts.get(group).into_iter().flatten();
        let one_sided: Vec<&str> = of("format")
            .filter(|(_, uses)| is_one_classes(**uses, self.documents))
            .map(|(format, _)| format.as_str())
            .collect();
        let mut measures = vec![
            Measure::new("positive documents", Amount::Count(self.documents[1])),
            Measure::new("negative documents", Amount::Count(self.documents[0])),
            Measure::new(
                "formats of one class only",
                Amount::Count(one_sided.len() as u64),
            )
            .at_most(0.0)
            .note(one_sided.join(", ")),
        ];
        for (format, uses) in of("format") {
            let share = Amount::share(uses[1], uses[0] + uses[1]);
            measures.push(Measure::new(format!("positives among {format}"), share));
        }
        let tables =
            GROUPS.iter().map(|(group, title)| {
                let mut table = Table::new(*title, &["NAME", "POSITIVE", "NEGATIVE"]);
                table.rows.extend(of(group).map(|(name, uses)| {
                    vec![name.clone(), uses[1].to_string(), uses[0].to_string()]
                }));
                table
            });
        Section {
            key: "balance",
            title: "Balance",
            about: "How many documents and labels there are, counted over all documents. A format \
                    is one class's own if seven documents of the other class were to be expected \
                    in it and there is none."
                .into(),
            measures,
            tables: tables.filter(|table| !table.rows.is_empty()).collect(),
            charts: vec![Chart {
                title: "Labels".into(),
                bars: of("label")
                    .map(|(label, uses)| (label.clone(), (uses[0] + uses[1]) as f64))
                    .collect(),
                from: 0.0,
                to: None,
                bound: None,
            }],
        }
    }
}

/// The words outside of labels.
pub(super) fn vocabulary(documents: &[Document]) -> Section {
    let words = |side: bool| -> Vec<u64> {
        let mut words: Vec<u64> = documents
            .par_iter()
            .filter(|document| document.is_positive == side)
            .flat_map_iter(|document| document.words.iter().copied())
            .collect();
        words.par_sort_unstable();
        words
    };
    let count = |words: &[u64]| words.chunk_by(|a, b| a == b).count() as u64;
    let [negative, positive] = [words(false), words(true)];
    let mut all = [positive.clone(), negative.clone()].concat();
    all.par_sort_unstable();
    let once = all.chunk_by(|a, b| a == b).filter(|same| same.len() == 1);
    let once = Amount::share(once.count() as u64, count(&all));
    let both = count(&positive) + count(&negative) - count(&all);
    Section {
        key: "vocabulary",
        title: "Vocabulary",
        about: "The different words outside of labels: runs of letters and digits in lower case, \
                every digit as a 0."
            .into(),
        measures: vec![
            Measure::new("words", Amount::Count(count(&all))),
            Measure::new("words of positives", Amount::Count(count(&positive))),
            Measure::new("words of negatives", Amount::Count(count(&negative))),
            Measure::new("words of both", Amount::Count(both)),
            Measure::new("words of one document only", once),
        ],
        tables: Vec::new(),
        charts: Vec::new(),
    }
}
