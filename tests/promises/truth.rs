//! Every label is exact: what a record says stands in the document, and what
//! is a patient's stands nowhere else.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use synthphi::check::{Finding, VerifyOptions, verify};
use synthphi::run::RunOptions;

use crate::bench::{folder, make, recipe, records, run, said};

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

#[test]
fn records_say_what_is_there() {
    let out = folder();
    let recipe = recipe("seed = 99\npositive = 120\nnegative = 80");
    make(&recipe, &RunOptions::new(out.path()));
    let records = records(out.path());
    assert_eq!(records.len(), 200);
    let mut norms: BTreeMap<String, String> = BTreeMap::new();
    for record in &records {
        let id = text(record, "id");
        let points: Vec<char> = text(record, "text").chars().collect();
        let slice = |start: u64, end: u64| -> String {
            points[start as usize..end as usize].iter().collect()
        };
        let bytes = fs::read(out.path().join(text(record, "path"))).unwrap();
        assert_eq!(
            bytes.len() as u64,
            record["bytes"].as_u64().unwrap(),
            "{id}"
        );
        let mut letters = 0;
        let mut last = 0;
        for span in record["spans"].as_array().unwrap() {
            letters += u32::from(!span["safe_harbor"].is_null());
            if let Some(norm) = span["norm"].as_str() {
                let known = norms
                    .entry(text(span, "entity").to_owned())
                    .or_insert_with(|| norm.to_owned());
                // A month is known of a day, and more is known of it elsewhere.
                assert!(
                    known.starts_with(norm) || norm.starts_with(known.as_str()),
                    "{id}: {span} is {known}"
                );
                if known.len() < norm.len() {
                    norm.clone_into(known);
                }
            }
            let (Some(start), Some(end)) = (span["start"].as_u64(), span["end"].as_u64()) else {
                continue;
            };
            assert_eq!(slice(start, end), text(span, "text"), "{id}");
            assert!(start >= last, "{id}: {span}");
            last = end;
            for part in span["parts"].as_array().into_iter().flatten() {
                let within = slice(
                    part["start"].as_u64().unwrap(),
                    part["end"].as_u64().unwrap(),
                );
                assert!(text(span, "text").contains(&within), "{id}: {span}");
            }
        }
        for decoy in record["decoys"].as_array().unwrap() {
            let (start, end) = (
                decoy["start"].as_u64().unwrap(),
                decoy["end"].as_u64().unwrap(),
            );
            assert_eq!(slice(start, end), text(decoy, "text"), "{id}");
        }
        match text(record, "class") {
            "positive" => assert!(letters > 0, "{id}"),
            _ => assert_eq!(letters, 0, "{id}"),
        }
        assert_eq!(
            record["patients"].as_array().unwrap().is_empty(),
            id.starts_with("neg")
        );
    }
}

/// Who loads the labels as a table is told of every column there is.
#[test]
fn the_card_lists_every_key_of_the_records() {
    let out = folder();
    let text = "seed = 5\npositive = 60\nnegative = 40\n[placement]\ncomment = 1\nlink = 1";
    make(&recipe(text), &RunOptions::new(out.path()));
    fn keys(value: &Value, all: &mut BTreeSet<String>) {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    all.insert(key.clone());
                    keys(value, all);
                }
            }
            Value::Array(items) => items.iter().for_each(|item| keys(item, all)),
            _ => {}
        }
    }
    let mut all = BTreeSet::new();
    for record in records(out.path()) {
        keys(&record, &mut all);
    }
    let card = fs::read_to_string(out.path().join("README.md")).unwrap();
    for key in all {
        let listed =
            card.contains(&format!("name: {key},")) || card.contains(&format!("name: {key}\n"));
        assert!(listed, "{key}");
    }
}

#[test]
fn verify_finds_whatever_was_changed_and_repair_mends_it() {
    let here = folder();
    let generate = [
        "generate",
        "--out",
        "c",
        "--seed",
        "8",
        "--positive",
        "24",
        "--negative",
        "12",
        "--patients",
        "100",
    ];
    let (_, talk, code) = said(&run(here.path(), &generate));
    assert_eq!(code, 0, "{talk}");
    let whole = crate::bench::tree(&here.path().join("c"));
    let document = whole
        .keys()
        .find(|name| name.starts_with("phi_pos"))
        .unwrap();
    let path = here.path().join("c").join(document);
    let verify = |expected: &str| {
        let (report, _, code) = said(&run(here.path(), &["verify", "c"]));
        assert_eq!(code, 1, "{report}");
        assert!(report.contains(expected), "{report}");
    };

    let bytes = fs::read(&path).unwrap();
    let mut flipped = bytes.clone();
    flipped[bytes.len() / 2] ^= 1;
    fs::write(&path, &flipped).unwrap();
    verify(&format!("{document}: is not what was written"));
    fs::write(&path, &bytes[..bytes.len() - 1]).unwrap();
    verify(&format!(
        "{document}: has {} bytes, not {}",
        bytes.len() - 1,
        bytes.len()
    ));
    fs::remove_file(&path).unwrap();
    verify(&format!("{document}: can't be read"));
    fs::write(here.path().join("c/phi_positive/stray.txt"), "x").unwrap();
    verify("stray.txt: is in the folder and not in the manifest");
    fs::remove_file(here.path().join("c/phi_positive/stray.txt")).unwrap();
    let labels = here.path().join("c/labels/part-00000.jsonl");
    let text = fs::read_to_string(&labels).unwrap();
    fs::write(&labels, text.replacen("PERSON", "STREET", 1)).unwrap();
    verify("labels/part-00000.jsonl: is not what the manifest lists");

    let (_, talk, code) = said(&run(here.path(), &["repair", "c"]));
    assert_eq!(code, 0, "{talk}");
    crate::bench::assert_same(&crate::bench::tree(&here.path().join("c")), &whole);
    let (report, _, code) = said(&run(here.path(), &["verify", "c", "--deep"]));
    assert_eq!(code, 0, "{report}");
}

#[test]
fn a_manifest_out_of_step_with_the_records_is_still_held_against_the_files() {
    let out = folder();
    let recipe = recipe("positive = 6\nnegative = 3\n");
    make(&recipe, &RunOptions::new(out.path()));
    let path = out.path().join("manifest-sha256.txt");
    let whole = fs::read_to_string(&path).unwrap();
    let lines: Vec<&str> = whole.lines().collect();
    let findings = |lines: &[&str]| -> Vec<String> {
        fs::write(&path, lines.join("\n") + "\n").unwrap();
        let options = VerifyOptions {
            deep: false,
            sample: 100.0,
        };
        let report = verify(out.path(), options, &mut |_, _| {}).unwrap();
        let said = |finding: Finding| format!("{}: {}", finding.path, finding.problem);
        report.findings.into_iter().map(said).collect()
    };
    let name = |line: &str| line.split_once("  ").unwrap().1.to_owned();
    assert_eq!(findings(&lines), [""; 0]);

    let swapped = [&[lines[1], lines[0]], &lines[2..]].concat();
    assert_eq!(findings(&swapped), [""; 0], "order says nothing");
    let twice = [&lines[..3], &lines[2..]].concat();
    assert_eq!(findings(&twice), [""; 0], "nor does saying it twice");

    for lacking in [0, 4, 8] {
        let fewer = [&lines[..lacking], &lines[lacking + 1..]].concat();
        let lost = name(lines[lacking]);
        let expected = format!("{lost}: is in the folder and not in the manifest");
        assert_eq!(findings(&fewer), [expected]);
    }
    let foreign = format!("{}  phi_positive/none.pdf", "0".repeat(64));
    let more = [&lines[..2], &[&foreign], &lines[2..]].concat();
    let found = findings(&more);
    assert!(
        found.len() == 1 && found[0].starts_with("phi_positive/none.pdf: can't be read"),
        "{found:?}"
    );
    let last = lines.len() - 1;
    for wrong in [0, 5, 8, 9, last] {
        let changed = format!("{}  {}", "0".repeat(64), name(lines[wrong]));
        let other = [&lines[..wrong], &[&changed], &lines[wrong + 1..]].concat();
        let expected = format!("{}: is not what the manifest lists", name(lines[wrong]));
        assert_eq!(findings(&other), [expected]);
    }
}
