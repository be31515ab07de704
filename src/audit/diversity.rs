//! How much of a corpus is new with every document.

use std::collections::BTreeMap;
use std::io::Write as _;

use lzma_rust2::{LzmaOptions, LzmaWriter};
use rayon::prelude::*;

use super::document::Document;
use super::neighbours::{Shingles, nearest};
use super::report::{Amount, Chart, Measure, Section, Table};
use super::words::{hash, lines, runs, sentences};

/// What falls as a corpus grows is measured on so many documents, so that
/// corpora of every size can be held against the same bounds.
pub(super) const BASIS: usize = 3_000;

/// The texts and skeletons of all documents, by class.
#[derive(Debug, Default)]
pub(super) struct Texts {
    /// The hashes of negative and positive texts.
    pub texts: [Vec<u64>; 2],
    /// The same with the labels masked.
    pub skeletons: [Vec<u64>; 2],
}

/// How many of the listed things are distinct.
fn distinct(hashes: &[u64]) -> u64 {
    let mut hashes = hashes.to_vec();
    hashes.par_sort_unstable();
    hashes.dedup();
    hashes.len() as u64
}

pub(super) fn section(texts: &Texts, documents: &[Document]) -> Section {
    let mut basis: Vec<&Document> = documents.iter().collect();
    if basis.len() > BASIS {
        basis.sort_by_key(|document| document.order);
        basis.truncate(BASIS);
        basis.sort_by_key(|document| (!document.is_positive, document.order));
    }
    let ((by_sign, by_name), (nearest, counted)) = rayon::join(
        || {
            let named = basis.iter().map(|it| it.masked.text.clone());
            (
                compressed(basis.iter().copied().map(signed)),
                compressed(named),
            )
        },
        || {
            let shingles: Vec<Shingles> = basis
                .par_iter()
                .map(|document| Shingles::new(runs(&document.masked.text, 5)))
                .collect();
            (nearest(&shingles), Counted::of(&basis))
        },
    );
    let mut measures = Vec::new();
    for (side, class) in [(1, "positive"), (0, "negative")] {
        let whole = texts.texts[side].len() as u64;
        let skeletons = distinct(&texts.skeletons[side]);
        let share = Amount::share(distinct(&texts.texts[side]), whole);
        measures.push(Measure::new(format!("distinct texts, {class}"), share).at_least(0.995));
        let measure = Measure::new(format!("skeletons, {class}"), Amount::Count(skeletons));
        measures.push(match whole {
            ..400 => measure.note("of fewer than 400 documents"),
            _ => measure.at_least(400.0),
        });
    }
    for (least, most) in [(0.8, 0.01), (0.5, 0.05)] {
        let near = |fits: &dyn Fn(&Document) -> bool| {
            let of = basis.iter().zip(&nearest).filter(|(it, _)| fits(it));
            let near = of.clone().filter(|(_, (_, share))| *share >= least);
            Amount::share(near.count() as u64, of.count() as u64)
        };
        let name = |of: &str| format!("near-duplicates from {least} on, {of}");
        measures.push(Measure::new(name("all"), near(&|_| true)).at_most(most));
        measures.push(Measure::new(name("positive"), near(&|it| it.is_positive)));
        measures.push(Measure::new(name("negative"), near(&|it| !it.is_positive)));
    }
    measures.extend(counted.measures());
    let ratio = |ratio: Option<f64>| ratio.map_or(Amount::Unknown, Amount::Ratio);
    measures.push(Measure::new("xz ratio", ratio(by_sign)).at_least(0.15));
    measures.push(Measure::new("xz ratio, labels by name", ratio(by_name)));
    Section {
        key: "diversity",
        title: "Diversity",
        about: format!(
            "Texts are counted over all documents; the rest is measured on {} documents, the \
             first by the hash of their names, and at most {BASIS}. A skeleton is a text whose \
             labelled values and look-alikes are replaced by their labels' names; from \
             near-duplicates on everything is measured on skeletons. Near-duplicates: the share of \
             documents to which another one is found that has so much (Jaccard) of the runs of \
             five words in common. A sentence is a piece between line ends and behind a full stop, \
             exclamation or question mark and a blank, of at least four words; unique sentences \
             are the distinct ones among all. Distinct-3: the distinct runs of three words among \
             all. xz ratio: the length of all texts, each labelled value and look-alike one sign, \
             compressed with LZMA at preset 6, by their length; and the same of the skeletons, in \
             which the names of labels are text that nobody wrote. Lines that recur: those that stand in the sample more than once, blank ones \
             left out.",
            basis.len()
        ),
        measures,
        tables: vec![
            pairs(&basis, &nearest),
            recurring("Lines that recur the most", &basis, lines_of),
            recurring("Sentences that recur the most", &basis, sentences_of),
        ],
        charts: vec![histogram(&nearest)],
    }
}

fn lines_of(text: &str) -> Vec<&str> {
    lines(text).collect()
}

fn sentences_of(text: &str) -> Vec<&str> {
    sentences(text).collect()
}

/// Texts, a line end behind each, as `xz -6` compresses them, by their length.
fn compressed(texts: impl Iterator<Item = String>) -> Option<f64> {
    let mut whole = Vec::new();
    for text in texts {
        whole.extend_from_slice(text.as_bytes());
        whole.push(b'\n');
    }
    let options = LzmaOptions::with_preset(6);
    let length = whole.len();
    let mut writer = LzmaWriter::new_use_header(Vec::new(), &options, Some(length as u64)).ok()?;
    writer.write_all(&whole).ok()?;
    let compressed = writer.finish().ok()?;
    (length > 0).then(|| compressed.len() as f64 / length as f64)
}

/// A text with one sign in the place of each labelled value.
fn signed(document: &Document) -> String {
    let pieces: Vec<&str> = document.masked.outside().collect();
    pieces.join("_")
}

/// Things of which there are many, and how often each occurs.
#[derive(Default)]
struct Tally {
    all: u64,
    distinct: u64,
    once: u64,
}

impl Tally {
    fn of(documents: &[&Document], parts: impl Fn(&str) -> Vec<u64> + Sync) -> Self {
        let mut hashes: Vec<u64> = documents
            .par_iter()
            .flat_map_iter(|document| parts(&document.masked.text))
            .collect();
        hashes.par_sort_unstable();
        let mut tally = Self::default();
        for same in hashes.chunk_by(|a, b| a == b) {
            tally.all += same.len() as u64;
            tally.distinct += 1;
            tally.once += u64::from(same.len() == 1);
        }
        tally
    }
}

struct Counted {
    sentences: [Tally; 3],
    threes: [Tally; 3],
    lines: [Tally; 3],
}

const SETS: [&str; 3] = ["all", "positive", "negative"];

impl Counted {
    fn of(basis: &[&Document]) -> Self {
        let only = |side: bool| -> Vec<&Document> {
            let of = basis.iter().copied();
            of.filter(|document| document.is_positive == side).collect()
        };
        let sets = [basis.to_vec(), only(true), only(false)];
        let hashes = |parts: Vec<&str>| -> Vec<u64> {
            parts.iter().map(|part| hash(part.as_bytes())).collect()
        };
        Self {
            sentences: [0, 1, 2].map(|at| Tally::of(&sets[at], |text| hashes(sentences_of(text)))),
            threes: [0, 1, 2].map(|at| Tally::of(&sets[at], |text| runs(text, 3))),
            lines: [0, 1, 2].map(|at| Tally::of(&sets[at], |text| hashes(lines_of(text)))),
        }
    }

    fn measures(&self) -> Vec<Measure> {
        let mut measures = Vec::new();
        for (set, tally) in SETS.iter().zip(&self.sentences) {
            let share = Amount::share(tally.distinct, tally.all);
            let measure = Measure::new(format!("unique sentences, {set}"), share)
                .note(format!("{} of {}", tally.distinct, tally.all));
            measures.push(bounded(set, measure, 0.60));
        }
        for (set, tally) in SETS.iter().zip(&self.threes) {
            let share = match tally.all {
                0 => Amount::Unknown,
                all => Amount::Ratio(tally.distinct as f64 / all as f64),
            };
            let measure = Measure::new(format!("distinct-3, {set}"), share);
            measures.push(bounded(set, measure, 0.35));
        }
        for (set, tally) in SETS.iter().zip(&self.lines) {
            let share = Amount::share(tally.all - tally.once, tally.all);
            measures.push(Measure::new(format!("lines that recur, {set}"), share));
        }
        measures
    }
}

/// The bounds are those of the corpus as a whole.
fn bounded(set: &str, measure: Measure, least: f64) -> Measure {
    match set {
        "all" => measure.at_least(least),
        _ => measure,
    }
}

/// How many rows a table of examples has.
const EXAMPLES: usize = 20;

fn pairs(basis: &[&Document], nearest: &[(usize, f64)]) -> Table {
    let mut pairs: Vec<(f64, usize, usize)> = nearest
        .iter()
        .enumerate()
        .filter(|(at, (other, _))| at < other || nearest[*other].0 != *at)
        .map(|(at, (other, share))| (*share, at, *other))
        .filter(|(share, ..)| *share > 0.0)
        .collect();
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    pairs.truncate(EXAMPLES);
    let header = ["JACCARD", "DOCUMENT", "TYPE", "AND", "TYPE"];
    let mut table = Table::new("Nearest pairs", &header);
    table
        .rows
        .extend(pairs.into_iter().map(|(share, one, other)| {
            let [one, other] = [basis[one], basis[other]];
            vec![
                format!("{share:.3}"),
                one.id.clone(),
                one.kind_of_document.clone(),
                other.id.clone(),
                other.kind_of_document.clone(),
            ]
        }));
    table
}

/// Longer examples are cut.
const LONGEST: usize = 100;

fn recurring(title: &str, basis: &[&Document], parts: fn(&str) -> Vec<&str>) -> Table {
    let mut counts: BTreeMap<&str, u64> = BTreeMap::new();
    for document in basis {
        for part in parts(&document.masked.text) {
            *counts.entry(part).or_default() += 1;
        }
    }
    let mut counts: Vec<(&str, u64)> = counts.into_iter().filter(|(_, count)| *count > 1).collect();
    counts.sort_by_key(|(part, count)| (std::cmp::Reverse(*count), *part));
    counts.truncate(EXAMPLES);
    let mut table = Table::new(title, &["TIMES", "TEXT"]);
    table.rows.extend(counts.into_iter().map(|(part, count)| {
        let mut text: String = part.chars().take(LONGEST).collect();
        if text.len() < part.len() {
            text.push('…');
        }
        vec![count.to_string(), text]
    }));
    table
}

fn histogram(nearest: &[(usize, f64)]) -> Chart {
    let mut bars: Vec<(String, f64)> = (0..10)
        .map(|tenth| {
            (
                format!(
                    "{:.1} to {:.1}",
                    f64::from(tenth) / 10.0,
                    f64::from(tenth + 1) / 10.0
                ),
                0.0,
            )
        })
        .collect();
    for (_, share) in nearest {
        bars[((share * 10.0) as usize).min(9)].1 += 1.0;
    }
    Chart {
        title: "Documents by what their nearest one has in common with them".into(),
        bars,
        from: 0.0,
        to: None,
        bound: None,
    }
}
