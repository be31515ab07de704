//! What tells positives from negatives and should not.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::auc::{accuracy, auc, by_score};
use super::best::{Best, Row, features, words};
use super::classifier::{Classifier, Example};
use super::columns::Column;
use super::document::Document;
use super::features::Subject;
use super::report::{Amount, Chart, Measure, Section, Table};
use super::trial::{Comparison, ENOUGH, FOLDS, Ground};
use super::words::{hash, tokens};

/// No single feature may tell more.
const FEATURE: f64 = 0.60;
/// Nor may the words outside of labels tell more from hard negatives.
const WORDS: f64 = 0.80;
/// What is said of the words and features that tell the most.
const TELLING: &[&str] = &["WHAT", "WITHIN", "AGAINST", "AUC", "FEATURE"];

pub(super) fn section(documents: &[Document], columns: &[Column]) -> Section {
    let ground = Ground::new(documents);
    let mut rows: Vec<Row> = Vec::new();
    let mut telling = Table::new("Features that tell the most", TELLING);
    for subject in Subject::ALL {
        let of: Vec<&Column> = columns.iter().filter(|it| it.subject == subject).collect();
        let best = features(&ground, &of);
        let name = |at: u64| of[at as usize].name.clone();
        rows.extend(best.rows(subject.name(), &ground, name));
        best.tell(&ground, subject.name(), name, &mut telling);
    }
    let words = words(&ground, documents);
    let names = spelt(documents, &words);
    let spell = |word: u64| format!("{:?}", names.get(&word).map_or("", String::as_str));
    rows.extend(words.rows("single word", &ground, spell));
    words.tell(&ground, "single word", spell, &mut telling);
    rows.extend(all_words(&ground, documents));
    Section {
        key: "shortcuts",
        title: "Shortcuts",
        about: format!(
            "How well something tells positive documents from negative ones without reading what \
             is labelled: the area under the ROC curve (AUC), 0.5 being a guess and 1 certainty, \
             and the accuracy, which is the mean of the shares of both sides that are called \
             right. Documents are dealt into {FOLDS} folds by facility. What is best, which way it \
             points and where its cut lies is learnt on the other folds and measured on the one \
             left out; the figures are means over the folds. File names are taken without their \
             folder; properties and texts without what is labelled in them. All words: logistic \
             regression on which words a text has. Sides of fewer than {ENOUGH} documents are \
             shown and not judged."
        ),
        measures: measures(&rows, &ground),
        tables: vec![every(&rows, &ground), telling],
        charts: charts(&rows, &ground),
    }
}

/// The words behind the hashes that are to be named.
fn spelt(documents: &[Document], best: &Best) -> BTreeMap<u64, String> {
    let mut wanted: BTreeSet<u64> = best.named().collect();
    let mut names = BTreeMap::new();
    for document in documents {
        if wanted.is_empty() {
            break;
        }
        if !document.words.iter().any(|word| wanted.contains(word)) {
            continue;
        }
        for word in document.masked.outside().flat_map(tokens) {
            let key = hash(word.as_bytes());
            if wanted.remove(&key) {
                names.insert(key, word);
            }
        }
    }
    names
}

/// A linear classifier on all words, in each comparison.
fn all_words(ground: &Ground, documents: &[Document]) -> Vec<Row> {
    let mut vocabulary: Vec<u64> = documents.iter().flat_map(|it| it.words.clone()).collect();
    vocabulary.par_sort_unstable();
    vocabulary.dedup();
    let numbers: Vec<Vec<u32>> = documents
        .par_iter()
        .map(|document| {
            let place = |word: &u64| vocabulary.partition_point(|known| known < word) as u32;
            document.words.iter().map(place).collect()
        })
        .collect();
    let outcome = |comparison: Comparison, fold: usize| -> Option<(f64, f64)> {
        let of = |held: bool| -> Vec<Example<'_>> {
            (0..documents.len())
                .filter(|at| ground.includes(comparison, *at))
                .filter(|at| (ground.folds[*at] == fold) == held)
                .map(|at| Example {
                    words: &numbers[at],
                    positive: documents[at].is_positive,
                })
                .collect()
        };
        let held = of(true);
        let both = [false, true].map(|side| held.iter().any(|example| example.positive == side));
        if both != [true, true] {
            return None;
        }
        let classifier = Classifier::learn(&of(false), vocabulary.len());
        let scores: Vec<(f64, bool)> = held
            .iter()
            .map(|example| (f64::from(classifier.score(example.words)), example.positive))
            .collect();
        let called = [false, true].map(|called| {
            let same = scores.iter().filter(|(score, _)| (*score > 0.0) == called);
            let positives = same.clone().filter(|(_, positive)| *positive).count() as u32;
            [same.count() as u32 - positives, positives]
        });
        auc(&by_score(scores)).zip(accuracy(&called, 1))
    };
    let tasks: Vec<(usize, usize)> = (0..ground.comparisons.len())
        .filter(|at| ground.is_measurable(ground.comparisons[*at]))
        .flat_map(|at| (0..FOLDS).map(move |fold| (at, fold)))
        .collect();
    let outcomes: Vec<(usize, Option<(f64, f64)>)> = tasks
        .into_par_iter()
        .map(|(at, fold)| (at, outcome(ground.comparisons[at], fold)))
        .collect();
    outcomes
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|folds| {
            let comparison = ground.comparisons[folds[0].0];
            let held: Vec<(f64, f64)> = folds.iter().filter_map(|fold| fold.1).collect();
            let count = held.len() as f64;
            (!held.is_empty()).then(|| Row {
                what: "all words",
                comparison,
                sizes: ground.sizes(comparison),
                area: held.iter().map(|outcome| outcome.0).sum::<f64>() / count,
                right: held.iter().map(|outcome| outcome.1).sum::<f64>() / count,
                by: "a linear classifier".into(),
            })
        })
        .collect()
}

fn bound(row: &Row, ground: &Ground) -> Option<f64> {
    match (row.what, row.comparison.kind) {
        ("all words", Some(kind)) if ground.kinds[kind] == "hard" => {
            row.comparison.format.is_none().then_some(WORDS)
        }
        ("all words" | "single word" | "wording", _) => None,
        (_, None) => Some(FEATURE),
        (_, Some(_)) => None,
    }
}

fn measures(rows: &[Row], ground: &Ground) -> Vec<Measure> {
    let judged = rows
        .iter()
        .filter_map(|row| Some((row, bound(row, ground)?)));
    judged
        .map(|(row, bound)| {
            let name = format!(
                "{}, {}, {}",
                row.what,
                row.within(ground),
                row.against(ground)
            );
            let note = format!("{}; accuracy {:.3}", row.by, row.right);
            let measure = Measure::new(name, Amount::Ratio(row.area));
            match row.is_judged() {
                true => measure.at_most(bound).note(note),
                false => measure.note(format!("{note}; too few documents to judge")),
            }
        })
        .collect()
}

fn every(rows: &[Row], ground: &Ground) -> Table {
    let header = [
        "WHAT", "WITHIN", "AGAINST", "POSITIVE", "NEGATIVE", "AUC", "ACCURACY", "BEST",
    ];
    let mut every = Table::new("Every comparison", &header);
    every.rows.extend(rows.iter().map(|row| {
        vec![
            row.what.to_owned(),
            row.within(ground),
            row.against(ground),
            row.sizes[1].to_string(),
            row.sizes[0].to_string(),
            format!("{:.3}", row.area),
            format!("{:.3}", row.right),
            row.by.clone(),
        ]
    }));
    every
}

fn charts(rows: &[Row], ground: &Ground) -> Vec<Chart> {
    let chart = |title: &str, bound, bars: Vec<(String, f64)>| Chart {
        title: title.into(),
        bars,
        from: 0.5,
        to: Some(1.0),
        bound,
    };
    let is_word = |row: &&Row| matches!(row.what, "single word" | "all words");
    let features = rows
        .iter()
        .filter(|row| bound(row, ground) == Some(FEATURE))
        .map(|row| {
            (
                format!("{}, {}: {}", row.what, row.within(ground), row.by),
                row.area,
            )
        });
    let words = rows
        .iter()
        .filter(|row| is_word(row) && row.comparison.format.is_none())
        .map(|row| {
            (
                format!("{}, {}: {}", row.what, row.against(ground), row.by),
                row.area,
            )
        });
    vec![
        chart(
            "AUC of the best feature against all negatives",
            Some(FEATURE),
            features.collect(),
        ),
        chart("AUC of words, all formats, against", None, words.collect()),
    ]
}
