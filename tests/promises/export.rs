//! Exports hold what the records say, appear whole or not at all, and those of
//! lossless formats give the same records back.

use std::fs;
use std::path::Path;

use synthphi::labels::export::LABELS;

use crate::bench::{assert_same, folder, run, said, tree};

fn corpus(here: &Path) {
    let generate = [
        "generate",
        "--out",
        "c",
        "--seed",
        "11",
        "--positive",
        "60",
        "--negative",
        "30",
        "--quiet",
    ];
    let (_, talk, code) = said(&run(here, &generate));
    assert_eq!(code, 0, "{talk}");
}

/// The sealed labels, one after the other.
fn labels(here: &Path) -> String {
    let mut parts: Vec<_> = fs::read_dir(here.join("c/labels"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    parts.sort();
    parts
        .iter()
        .map(|part| fs::read_to_string(part).unwrap())
        .collect()
}

#[test]
fn lossless_formats_give_the_same_bytes_back_and_all_are_the_same_twice() {
    let here = folder();
    corpus(here.path());
    let expected = labels(here.path());
    let before = tree(&here.path().join("c"));
    for format in LABELS {
        let name = format.name();
        let (data, talk, code) = said(&run(here.path(), &["export", "c", "--to", name, "--json"]));
        assert_eq!(code, 0, "{name}: {talk}");
        let summary: serde_json::Value = serde_json::from_str(&data).unwrap();
        let sum = |counts: &serde_json::Value| -> u64 {
            counts
                .as_object()
                .unwrap()
                .values()
                .map(|it| it.as_u64().unwrap())
                .sum()
        };
        let without = summary["documents_without_place"].as_u64().unwrap();
        assert_eq!(sum(&summary["documents"]) + without, 90, "{name}");
        let left = &summary["left_out"];
        let number = |key: &str| left[key].as_u64().unwrap();
        let all = sum(&summary["spans"])
            + sum(&left["without_tag"])
            + number("outside_of_text")
            + number("without_place");
        let spans = expected.matches("\"safe_harbor\":").count() as u64;
        assert!(all == spans || without > 0, "{name}: {all} of {spans}");
        let out = here.path().join(format!("c-{name}"));
        let other = ["export", "c", "--to", name, "--out", "again"];
        assert_eq!(said(&run(here.path(), &other)).2, 0);
        assert_same(&tree(&here.path().join("again")), &tree(&out));
        fs::remove_dir_all(here.path().join("again")).unwrap();
        if format.reader().is_some() {
            let import = [
                "import",
                &format!("c-{name}"),
                "--from",
                name,
                "--out",
                "back.jsonl",
            ];
            let (_, talk, code) = said(&run(here.path(), &import));
            assert_eq!(code, 0, "{name}: {talk}");
            let back = fs::read_to_string(here.path().join("back.jsonl")).unwrap();
            assert!(back == expected, "{name}");
            fs::remove_file(here.path().join("back.jsonl")).unwrap();
        }
    }
    assert_same(&tree(&here.path().join("c")), &before);
}

#[test]
fn a_side_or_a_class_alone_comes_back_in_its_order() {
    let here = folder();
    corpus(here.path());
    let export = [
        "export", "c", "--to", "tab", "--out", "e", "--split", "train", "--class", "positive",
    ];
    assert_eq!(said(&run(here.path(), &export)).2, 0);
    let import = [
        "import",
        "e/train.json",
        "--from",
        "tab",
        "--out",
        "back.jsonl",
    ];
    assert_eq!(said(&run(here.path(), &import)).2, 0);
    let is_asked =
        |line: &&str| line.contains("\"id\":\"positive-") && line.contains("\"split\":\"train\"");
    let expected: Vec<String> = labels(here.path())
        .lines()
        .filter(is_asked)
        .map(str::to_owned)
        .collect();
    let back = fs::read_to_string(here.path().join("back.jsonl")).unwrap();
    assert!(back.lines().eq(expected) && !back.is_empty());
}

#[test]
fn what_cannot_be_done_is_refused_and_leaves_nothing() {
    let here = folder();
    corpus(here.path());
    fs::create_dir(here.path().join("full")).unwrap();
    fs::write(here.path().join("full/mine.txt"), "mine").unwrap();
    for (arguments, expected, part) in [
        (
            &["export", "c", "--to", "brat", "--out", "full"][..],
            5,
            "is there already",
        ),
        (
            &["export", "c", "--to", "brat", "--dpi", "72"],
            2,
            "it is for coco",
        ),
        (
            &["export", "c", "--to", "brat", "--out", "c/brat"],
            2,
            "in the corpus itself",
        ),
        (&["export", "nowhere", "--to", "brat"], 2, "hint:"),
        (
            &["import", "full", "--from", "tab", "--out", "r.jsonl"],
            2,
            "holds no document",
        ),
        (
            &[
                "import",
                "full/mine.txt",
                "--from",
                "tab",
                "--out",
                "full/mine.txt",
            ],
            5,
            "is there already",
        ),
    ] {
        let (_, talk, code) = said(&run(here.path(), arguments));
        assert_eq!(code, expected, "{arguments:?}: {talk}");
        assert!(talk.contains(part), "{arguments:?}: {talk}");
    }
    // A record whose span is not what its text has there.
    let part = here.path().join("c/labels/part-00000.jsonl");
    let text = fs::read_to_string(&part).unwrap();
    let at = text
        .find("\"spans\":[{\"id\":\"s1\",\"start\":0,")
        .or_else(|| text.find("\"start\":0,"))
        .unwrap();
    let wrong = format!(
        "{}{}",
        &text[..at],
        text[at..].replacen("\"start\":0,", "\"start\":1,", 1)
    );
    fs::write(&part, wrong).unwrap();
    let (_, talk, code) = said(&run(here.path(), &["export", "c", "--to", "w3c"]));
    assert_eq!(code, 3, "{talk}");
    assert!(
        talk.contains("span s1 (") && talk.contains("positive-"),
        "{talk}"
    );
    let mut names: Vec<_> = fs::read_dir(here.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    names.sort();
    assert_eq!(names, ["c", "full"]);
}
