//! An audit finds what was planted, says the same each time, and changes nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::Value;
use synthphi::digest::{Sha256, hex};
use synthphi::run::{Event, Reporter, RunOptions};

use crate::bench::{folder, hear, make, recipe, records, run, said, synthphi};

/// A report as JSON, and the exit code.
fn report(here: &Path, arguments: &[&str]) -> (Value, i32) {
    let all = [&["audit"], arguments, &["--json"]].concat();
    let (data, talk, code) = said(&run(here, &all));
    let value = serde_json::from_str(&data).unwrap_or_else(|error| panic!("{error}: {data}{talk}"));
    (value, code)
}

fn measure<'a>(report: &'a Value, section: &str, name: &str) -> &'a Value {
    let measures = report["sections"][section]["measures"].as_array().unwrap();
    let found = measures.iter().find(|measure| measure["name"] == name);
    found.unwrap_or_else(|| panic!("no {name:?} in {measures:#?}"))
}

/// The row of a comparison: positives, negatives, AUC, accuracy, the best.
fn comparison<'a>(report: &'a Value, what: &str, against: &str) -> (f64, &'a str) {
    let rows = report["sections"]["shortcuts"]["tables"][0]["rows"]
        .as_array()
        .unwrap();
    let wanted = [what, "all formats", against];
    let found = rows
        .iter()
        .find(|row| (0..3).all(|at| row[at] == wanted[at]));
    let row = found.unwrap_or_else(|| panic!("no {wanted:?} in {rows:#?}"));
    let area = row[5].as_str().unwrap().parse().unwrap();
    (area, row[7].as_str().unwrap())
}

/// Every file of a corpus, its state as well, with its digest.
fn everything(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let digest = hex(&Sha256::digest(fs::read(&path).unwrap()));
                files.insert(path.display().to_string(), digest);
            }
        }
    }
    files
}

#[test]
fn the_same_corpus_gives_the_same_report_and_is_left_as_it_was() {
    let here = folder();
    make(
        &recipe("seed = 3\npositive = 60\nnegative = 60"),
        &RunOptions::new(here.path().join("c")),
    );
    let before = everything(&here.path().join("c"));
    let told = |threads: &str| {
        let output = synthphi()
            .current_dir(here.path())
            .env("RAYON_NUM_THREADS", threads)
            .args(["audit", "c", "--json"])
            .output()
            .unwrap();
        said(&output)
    };
    let (first, talk, code) = told("1");
    assert!(talk.is_empty() && (0..=1).contains(&code), "{code}: {talk}");
    assert_eq!(told("4").0, first);
    assert_eq!(everything(&here.path().join("c")), before);

    // Without its state a finished corpus says as much.
    fs::remove_dir_all(here.path().join("c/.synthphi")).unwrap();
    assert_eq!(told("2").0, first);
    let (part, _) = report(here.path(), &["c", "--sample", "50"]);
    assert_eq!(
        (&part["sample"], &part["documents"]),
        (&50.into(), &120.into())
    );
    let (table, _, _) = said(&run(here.path(), &["audit", "c"]));
    for words in ["SHORTCUTS", "xz ratio", "at most 0.6"] {
        assert!(table.contains(words), "no {words} in {table}");
    }
}

/// A corpus of two types of one's own that differ in a word, or in none.
fn two_types(here: &Path, word: &str) {
    let template = |class: &str, kind: &str, who: &str, word: &str| {
        format!(
            "+++\ntitle = \"Visit\"\ndescription = \"d\"\nclass = \"{class}\"\nkind = \"{kind}\"\n\
             formats = [\"docx\"]\n+++\n# Visit\n\nSeen :: {{{{ {who}.name }}}}\n\n\
             Said to be well and to <script>alert(1)</script> at home {word} as before.\n\n"
        )
        .replace('<', "{{ '<' }}")
        .replace('>', "{{ '>' }}")
    };
    fs::create_dir_all(here.join("own")).unwrap();
    let positive = template("positive", "clinical", "patient", word);
    let negative = template("negative", "hard", "author", "");
    fs::write(here.join("own/one.md"), positive).unwrap();
    fs::write(here.join("own/two.md"), negative).unwrap();
    let (_, talk, code) = said(&run(
        here,
        &[
            "generate",
            "--out",
            "c",
            "--seed",
            "5",
            "--positive",
            "80",
            "--negative",
            "80",
            "--templates",
            "own",
            "--documents",
            "one=1000000,two=1000000",
            "--formats",
            "docx",
            "--layout",
            "flat",
            "--quiet",
        ],
    ));
    assert_eq!(code, 0, "{talk}");
}

#[test]
fn a_word_that_tells_is_found_and_where_there_is_none_nothing_is() {
    let here = folder();
    two_types(here.path(), "gladly");
    let (told, code) = report(here.path(), &["c"]);
    assert_eq!(code, 1);
    assert_eq!(
        comparison(&told, "single word", "hard"),
        (1.0, "\"gladly\"")
    );
    assert!(comparison(&told, "all words", "hard").0 > 0.99, "{told:#}");
    let words = measure(&told, "shortcuts", "all words, all formats, hard");
    assert_eq!(words["within"], false);

    let here = folder();
    two_types(here.path(), "");
    let (told, _) = report(here.path(), &["c"]);
    let (area, best) = comparison(&told, "all words", "hard");
    assert!(area < 0.7, "{area} by {best}");
    let words = measure(&told, "shortcuts", "all words, all formats, hard");
    assert_eq!(words["within"], true, "{words}");
}

#[test]
fn the_page_holds_what_documents_say_as_text_and_is_kept_out_of_the_corpus() {
    let here = folder();
    two_types(here.path(), "");
    for inside in ["c/report.html", "c/labels/report.html"] {
        let (_, talk, code) = said(&run(here.path(), &["audit", "c", "--html", inside]));
        assert_eq!(code, 2, "{talk}");
        assert!(talk.contains("in the corpus itself"), "{talk}");
        assert!(!here.path().join(inside).exists());
    }
    let (_, talk, code) = said(&run(here.path(), &["audit", "c", "--html", "report.html"]));
    assert_eq!((talk.as_str(), code), ("", 1));
    let page = fs::read_to_string(here.path().join("report.html")).unwrap();
    assert!(
        page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"),
        "{page}"
    );
    for absent in ["<script", "http://", "https://", " src="] {
        assert!(!page.contains(absent), "{absent}");
    }
    assert!(page.contains("<svg"));
}

/// Writes records as the labels of a corpus that came without its state.
fn relabel(corpus: &Path, records: &[Value]) {
    let _ = fs::remove_dir_all(corpus.join(".synthphi"));
    for entry in fs::read_dir(corpus.join("labels")).unwrap() {
        fs::remove_file(entry.unwrap().path()).unwrap();
    }
    let lines: String = records.iter().map(|record| format!("{record}\n")).collect();
    fs::write(corpus.join("labels/part-00000.jsonl"), lines).unwrap();
}

#[test]
fn copies_and_shared_identifiers_are_counted() {
    let here = folder();
    let corpus = here.path().join("c");
    make(
        &recipe("seed = 8\npositive = 40\nnegative = 10"),
        &RunOptions::new(&corpus),
    );
    let (told, _) = report(here.path(), &["c"]);
    let value = |told: &Value, section, name| measure(told, section, name)["value"].clone();
    assert_eq!(value(&told, "diversity", "distinct texts, positive"), 1.0);
    assert_eq!(value(&told, "identifiers", "MRN of more than one"), 0.0);
    assert_eq!(
        value(&told, "identifiers", "values against their rule"),
        0.0
    );
    let near = |told: &Value| {
        value(told, "diversity", "near-duplicates from 0.8 on, positive")
            .as_f64()
            .unwrap()
    };
    assert!(near(&told) < 0.01);

    let mut records = records(&corpus);
    for (from, to) in [(0, 1), (2, 3)] {
        for part in ["text", "spans", "decoys"] {
            records[to][part] = records[from][part].clone();
        }
    }
    relabel(&corpus, &records);
    let (told, code) = report(here.path(), &["c"]);
    assert_eq!(code, 1);
    assert_eq!(value(&told, "diversity", "distinct texts, positive"), 0.95);
    assert_eq!(near(&told), 0.1);

    // The second person's number becomes the first one's; another one's is real.
    let mut spans = records
        .iter_mut()
        .flat_map(|record| record["spans"].as_array_mut().unwrap())
        .filter(|span| span["label"] == "MRN");
    let first = spans.next().unwrap().clone();
    let other = spans
        .find(|span| span["entity"] != first["entity"])
        .unwrap();
    other["norm"] = first["norm"].clone();
    let phone = records
        .iter_mut()
        .flat_map(|record| record["spans"].as_array_mut().unwrap())
        .find(|span| span["label"] == "PHONE")
        .unwrap();
    phone["norm"] = "+16175552368".into();
    relabel(&corpus, &records);
    let (told, _) = report(here.path(), &["c"]);
    assert_eq!(value(&told, "identifiers", "MRN of more than one"), 1.0);
    assert_eq!(
        value(&told, "identifiers", "values against their rule"),
        1.0
    );
}

/// Stops a run at its first commit.
struct Stop(Arc<AtomicBool>);

impl Reporter for Stop {
    fn hear(&self, event: &Event<'_>) {
        if matches!(event, Event::Committed { .. }) {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}

#[test]
fn what_is_committed_of_an_unfinished_corpus_is_audited() {
    let here = folder();
    let stop = Arc::new(AtomicBool::new(false));
    let options = RunOptions {
        batch_size: 10,
        group: 1,
        stop: Arc::clone(&stop),
        ..RunOptions::new(here.path().join("c"))
    };
    let recipe = recipe("seed = 4\npositive = 200\nnegative = 100");
    let made = hear(&recipe, &options, &Stop(stop)).made;
    assert!((1..300).contains(&made), "{made} made");
    let before = everything(&here.path().join("c"));
    let (told, _) = report(here.path(), &["c"]);
    assert_eq!(told["documents"], made);
    assert_eq!(
        (&told["planned"], &told["sealed"]),
        (&300.into(), &false.into())
    );
    assert_eq!(everything(&here.path().join("c")), before);
}

#[test]
fn what_is_no_corpus_or_damaged_is_said_so() {
    let here = folder();
    fs::create_dir(here.path().join("c")).unwrap();
    let (_, talk, code) = said(&run(here.path(), &["audit", "c"]));
    assert_eq!(code, 2, "{talk}");
    assert!(talk.contains("holds no corpus"), "{talk}");

    let corpus = here.path().join("d");
    make(
        &recipe("seed = 4\npositive = 6\nnegative = 4"),
        &RunOptions::new(&corpus),
    );
    let path = records(&corpus)[0]["path"].as_str().unwrap().to_owned();
    fs::write(corpus.join(path), "torn").unwrap();
    let (told, code) = report(here.path(), &["d"]);
    assert_eq!(code, 1);
    let torn = measure(&told, "looks", "files that can't be taken apart");
    assert_eq!(
        (&torn["value"], &torn["within"]),
        (&1.0.into(), &false.into())
    );
    relabel(&corpus, &["no record".into()]);
    let (_, talk, code) = said(&run(here.path(), &["audit", "d"]));
    assert_eq!(code, 3, "{talk}");
    assert!(talk.contains("hint: `synthphi repair`"), "{talk}");
}
