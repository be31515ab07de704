//! A bag holds the whole corpus, is the same each time, and is whole or not at all.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use synthphi::digest::{Sha256, hex};
use synthphi::run::RunOptions;

use crate::bench::{assert_same, folder, make, recipe, run, said, tree};

fn corpus(here: &Path, positive: &str) {
    let generate = [
        "generate",
        "--out",
        "c",
        "--seed",
        "11",
        "--positive",
        positive,
        "--negative",
        "6",
        "--quiet",
    ];
    let (_, talk, code) = said(&run(here, &generate));
    assert_eq!(code, 0, "{talk}");
}

/// Digest and name of each line of a manifest.
fn listed(path: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).unwrap();
    let line = |line: &str| {
        let (digest, name) = line.split_once("  ").unwrap();
        (name.to_owned(), digest.to_owned())
    };
    text.lines().map(line).collect()
}

#[test]
fn a_bag_lists_all_that_is_in_it_and_is_the_same_twice() {
    let here = folder();
    corpus(here.path(), "12");
    let (data, talk, code) = said(&run(here.path(), &["bag", "c", "--json"]));
    assert_eq!(code, 0, "{talk}");
    let said_of: serde_json::Value = serde_json::from_str(&data).unwrap();
    let bag = here.path().join("c-bag");
    let all = tree(&bag);

    let payload: std::collections::BTreeMap<_, _> = all
        .iter()
        .filter(|(name, _)| name.starts_with("data/"))
        .collect();
    let manifest = listed(&bag.join("manifest-sha256.txt"));
    assert_eq!(manifest.len(), payload.len());
    for (name, digest) in &manifest {
        assert_eq!(payload[name], digest, "{name}");
    }
    let tags = listed(&bag.join("tagmanifest-sha256.txt"));
    assert_eq!(tags.len() + 1 + payload.len(), all.len());
    for (name, digest) in &tags {
        assert_eq!(all[name], *digest, "{name}");
    }
    let bytes: u64 = payload
        .keys()
        .map(|name| fs::metadata(bag.join(name)).unwrap().len())
        .sum();
    assert_eq!(said_of["files"], payload.len());
    assert_eq!(said_of["bytes"], bytes);
    let info = fs::read_to_string(bag.join("bag-info.txt")).unwrap();
    assert!(info.contains("Bagging-Date: 2026-06-30\n"), "{info}");
    assert!(
        info.ends_with(&format!("Payload-Oxum: {bytes}.{}\n", payload.len())),
        "{info}"
    );
    assert_eq!(
        fs::read_to_string(bag.join("bagit.txt")).unwrap(),
        "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    );

    assert_same(&tree(&bag.join("data")), &tree(&here.path().join("c")));
    let (report, _, code) = said(&run(here.path(), &["verify", "c-bag/data"]));
    assert_eq!(code, 0, "{report}");
    assert_eq!(
        said(&run(here.path(), &["bag", "c", "--out", "again"])).2,
        0
    );
    assert_same(&tree(&here.path().join("again")), &all);
}

#[test]
fn what_is_not_whole_is_not_packed() {
    let here = folder();
    corpus(here.path(), "12");
    let refused = |expected: &str, code: i32| {
        let (_, talk, found) = said(&run(here.path(), &["bag", "c", "--out", "b"]));
        assert_eq!(found, code, "{talk}");
        assert!(talk.contains(expected) && talk.contains("hint: "), "{talk}");
        let left = fs::read_dir(here.path())
            .unwrap()
            .map(|it| it.unwrap().file_name());
        assert_eq!(
            left.filter(|name| name != "c").count(),
            0,
            "something was left"
        );
    };
    let manifest = here.path().join("c/manifest-sha256.txt");
    let list = fs::read_to_string(&manifest).unwrap();
    let name = list
        .lines()
        .next()
        .unwrap()
        .split_once("  ")
        .unwrap()
        .1
        .to_owned();
    let document = here.path().join("c").join(&name);
    let bytes = fs::read(&document).unwrap();
    fs::write(&document, b"other").unwrap();
    refused(&format!("{name}: is not what the manifest lists"), 3);
    fs::remove_file(&document).unwrap();
    refused(&name, 2);
    fs::write(&document, bytes).unwrap();

    let outside = format!("{}  ../secret\n{list}", hex(&Sha256::digest("")));
    fs::write(&manifest, outside).unwrap();
    refused("../secret\" is none of a manifest", 3);
    fs::write(&manifest, list).unwrap();

    for (out, message, code) in [
        ("c/b", "in the corpus itself", 2),
        ("c", "in the corpus itself", 5),
    ] {
        let (_, talk, found) = said(&run(here.path(), &["bag", "c", "--out", out]));
        assert_eq!(found, code, "{talk}");
        assert!(
            talk.contains(message) || talk.contains("is there already"),
            "{talk}"
        );
    }
    let (_, talk, code) = said(&run(here.path(), &["bag", "nowhere"]));
    assert_eq!(code, 2, "{talk}");
}

#[test]
fn what_is_not_finished_is_not_packed() {
    let here = folder();
    let out = here.path().join("c");
    let options = RunOptions {
        stop: Arc::new(AtomicBool::new(true)),
        ..RunOptions::new(&out)
    };
    make(&recipe("positive = 3\nnegative = 2"), &options);
    let (_, talk, code) = said(&run(here.path(), &["bag", "c"]));
    assert_eq!(code, 2, "{talk}");
    assert!(talk.contains("the corpus in c is not finished"), "{talk}");
    assert!(
        talk.contains("hint: `synthphi generate --out c` finishes it"),
        "{talk}"
    );
}
