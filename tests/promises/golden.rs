//! The bytes of an edition, as `hash name` lines. A line that changes without
//! a new edition is a broken promise to everybody who published a digest.

use std::fmt::Write as _;
use std::path::Path;

use synthphi::run::RunOptions;

use crate::bench::{folder, make, recipe, run, tree};

/// `SYNTHPHI_BLESS=1 cargo test --test promises golden` writes the lines anew.
#[test]
fn the_bytes_of_this_edition_are_what_they_were() {
    let out = folder();
    let recipe = recipe("seed = 42\npositive = 24\nnegative = 16");
    let summary = make(&recipe, &RunOptions::new(out.path()));
    let mut lines = String::new();
    for (name, digest) in tree(out.path()) {
        writeln!(lines, "{digest} {name}").unwrap();
    }
    writeln!(lines, "{} corpus digest", summary.digest.unwrap()).unwrap();
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/hashes");
    if std::env::var_os("SYNTHPHI_BLESS").is_some() {
        std::fs::write(&path, &lines).unwrap();
    }
    let expected = std::fs::read_to_string(&path).unwrap();
    let changed: Vec<&str> = lines
        .lines()
        .filter(|line| !expected.lines().any(|other| other == *line))
        .collect();
    assert!(
        changed.is_empty() && lines.len() == expected.len(),
        "these are new: {changed:#?}"
    );
}

/// A stranger checks one line: the README's digest of the first command.
#[test]
fn the_readme_publishes_the_digest_of_the_demonstration_corpus() {
    let here = folder();
    assert!(run(here.path(), &["generate", "--quiet"]).status.success());
    let file = std::fs::read_to_string(here.path().join("output/demo/corpus.json")).unwrap();
    let corpus: serde_json::Value = serde_json::from_str(&file).unwrap();
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = std::fs::read_to_string(readme).unwrap();
    let digest = corpus["digest"].as_str().unwrap();
    assert!(readme.contains(digest), "the README lacks {digest}");
}
