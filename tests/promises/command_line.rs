//! What a user types and reads.

use std::fs;
use std::process::Command;

use crate::bench::{folder, run, said};

#[test]
fn the_main_job_from_first_run_to_last_look() {
    let here = folder();
    let (plan, _, code) = said(&run(
        here.path(),
        &[
            "generate",
            "--dry-run",
            "--positive",
            "30",
            "--negative",
            "20",
        ],
    ));
    assert_eq!(code, 0);
    assert!(
        plan.contains("nothing was written") && plan.contains("seed 42"),
        "{plan}"
    );
    assert!(!here.path().join("output").exists());

    let (summary, _, code) = said(&run(
        here.path(),
        &["generate", "--positive", "30", "--negative", "20"],
    ));
    assert_eq!(code, 0, "{summary}");
    for part in [
        "50 of 50",
        "positive 30",
        "negative 20",
        "docx",
        "worker 1",
        "digest",
    ] {
        assert!(summary.contains(part), "no {part:?} in {summary}");
    }
    let demo = here.path().join("output/demo");
    for name in [
        "manifest-sha256.txt",
        "corpus.json",
        "README.md",
        "DATASHEET.md",
        "croissant.json",
        "record.schema.json",
        "label_map.tsv",
        "labels/part-00000.jsonl",
    ] {
        assert!(demo.join(name).is_file(), "{name}");
    }
    for (arguments, part) in [
        (&["status"][..], "complete"),
        (&["status", "--json"], "\"total\": 50"),
        (&["stats"], "LABEL"),
        (&["stats", "--json"], "\"PERSON\""),
        (&["verify", "--sample", "50%"], "0 findings"),
        (&["verify", "--deep", "--json"], "\"findings\": []"),
        (&["audit", "--help"], "--sample"),
        (&["show", "positive/7"], "|PERSON]"),
        (
            &["show", "output/demo", "negative/3", "--json"],
            "\"id\": \"negative-3\"",
        ),
        (&["documents"], "progress-note"),
        (
            &["documents", "--json"],
            "\"doc_type\"".trim_end_matches("\"doc_type\""),
        ),
        (&["formats"], "docx-body/1"),
        (&["completions", "bash"], "synthphi"),
        (&["completions", "bash"], "label-studio"),
        (&["export", "--help"], "tags: presidio; lossless"),
        (&["export", "--to", "conll", "--out", "c"], "50 documents ("),
        (
            &["export", "--to", "tab", "--out", "t", "--json"],
            "\"left_out\"",
        ),
        (
            &["import", "t", "--from", "tab", "--out", "t.jsonl"],
            "50 records",
        ),
        (&["man"], ".TH synthphi"),
        (&["--version"], "synthphi 0."),
    ] {
        let (data, talk, code) = said(&run(here.path(), arguments));
        assert_eq!(code, 0, "{arguments:?}: {talk}");
        assert!(data.contains(part), "{arguments:?}: {data}");
    }
}

#[test]
fn a_folder_other_than_the_demo_draws_its_seed_once_and_keeps_it() {
    let here = folder();
    let generate = [
        "generate",
        "--out",
        "a",
        "--positive",
        "2",
        "--negative",
        "1",
    ];
    assert!(run(here.path(), &generate).status.success());
    let file = fs::read_to_string(here.path().join("a/corpus.json")).unwrap();
    let corpus: serde_json::Value = serde_json::from_str(&file).unwrap();
    let seed = corpus["recipe"]["seed"].as_u64().unwrap();
    let (_, talk, _) = said(&run(here.path(), &generate));
    assert!(talk.contains(&format!("seed {seed}")), "{talk}");
    let seed = seed.to_string();
    let again = [
        "generate",
        "--out",
        "b",
        "--positive",
        "2",
        "--negative",
        "1",
        "--seed",
        &seed,
    ];
    assert!(run(here.path(), &again).status.success());
    let other = fs::read_to_string(here.path().join("b/corpus.json")).unwrap();
    assert_eq!(other, file);
}

#[test]
fn events_are_json_lines_on_stdout_and_quiet_is_quiet() {
    let here = folder();
    let arguments = [
        "generate",
        "--out",
        "a",
        "--seed",
        "1",
        "--positive",
        "4",
        "--negative",
        "2",
    ];
    let (data, talk, code) = said(&run(here.path(), &[&arguments[..], &["--json"]].concat()));
    assert_eq!((talk.as_str(), code), ("", 0));
    let events: Vec<serde_json::Value> = data
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(events.first().unwrap()["event"], "started");
    assert_eq!(events.last().unwrap()["made"], 6);
    let (data, talk, code) = said(&run(here.path(), &[&arguments[..], &["--quiet"]].concat()));
    assert_eq!((data.as_str(), talk.as_str(), code), ("", "", 0));
}

#[test]
fn names_tell_what_the_layout_says() {
    let here = folder();
    for (layout, path) in [
        ("classes", "phi_positive/"),
        ("labelled", "/PHI_POS_"),
        ("flat", "documents/"),
        ("purview", "  phi_positive/"),
    ] {
        let [positive, negative] = match layout {
            "purview" => ["50", "50"],
            _ => ["6", "4"],
        };
        let arguments = [
            "generate",
            "--out",
            layout,
            "--seed",
            "1",
            "--positive",
            positive,
            "--negative",
            negative,
            "--layout",
            layout,
            "--quiet",
        ];
        assert!(run(here.path(), &arguments).status.success());
        let manifest = fs::read_to_string(here.path().join(layout).join("manifest-sha256.txt"));
        let manifest = manifest.unwrap();
        assert!(manifest.contains(path), "{manifest}");
        assert_eq!(layout == "flat", !manifest.contains("positive"));
    }
}

#[test]
fn too_little_memory_ends_in_words() {
    let here = folder();
    let made = run(
        here.path(),
        &["generate", "--positive", "3", "--negative", "2"],
    );
    assert!(made.status.success());
    let mut starved = 0;
    for mebibytes in [40, 56, 72, 88] {
        for command in ["audit", "verify", "status"] {
            let ended = Command::new("sh")
                .args(["-c", r#"ulimit -v "$0" && exec "$@""#])
                .arg((mebibytes << 10).to_string())
                .args([env!("CARGO_BIN_EXE_synthphi"), command])
                .current_dir(here.path())
                .output()
                .unwrap();
            let (_, talk, code) = said(&ended);
            let told = talk.starts_with("error: ") && talk.contains("\nhint: allow more ");
            let what = format!("{command} with {mebibytes} MiB: {code}: {talk}");
            assert!(code < 2 || code == 6 && told, "{what}");
            starved += u32::from(code == 6);
        }
    }
    assert!(starved > 0, "there was memory enough");
}
