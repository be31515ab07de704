//! What the promises are tested with: small corpora, trees, processes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Arc;

use synthphi::digest::{Sha256, hex};
use synthphi::narrate::Grammar;
use synthphi::recipe::{Draft, Recipe};
use synthphi::run::{Reporter, RunOptions, Silent, Summary, generate};
use synthphi::template::Catalogue;
use tempfile::TempDir;

/// A folder that is gone after the test.
pub fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The embedded catalogue.
pub fn catalogue() -> Catalogue {
    Catalogue::load(Vec::new(), Arc::new(Grammar::embedded().unwrap())).unwrap()
}

/// A recipe from lines of TOML; the pools are small unless it says otherwise.
pub fn recipe(text: &str) -> Recipe {
    let small = "[pools]\npatients = 300\nproviders = 60\nfacilities = 10\n";
    let draft = Draft::parse("test.toml", text).unwrap();
    Recipe::new(draft.or(Draft::parse("small.toml", small).unwrap()), 42).unwrap()
}

/// Makes a corpus in this process.
pub fn make(recipe: &Recipe, options: &RunOptions) -> Summary {
    hear(recipe, options, &Silent)
}

/// The same with somebody listening.
pub fn hear(recipe: &Recipe, options: &RunOptions, reporter: &dyn Reporter) -> Summary {
    generate(recipe, &catalogue(), options, reporter).unwrap()
}

/// Every file but the run's state, with its SHA-256.
pub fn tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files);
    files
}

fn walk(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            if path.file_name().unwrap() != ".synthphi" {
                walk(root, &path, files);
            }
            continue;
        }
        let name = path.strip_prefix(root).unwrap().to_str().unwrap();
        files.insert(
            name.to_owned(),
            hex(&Sha256::digest(fs::read(&path).unwrap())),
        );
    }
}

/// Fails with the names that differ, not with two whole trees.
pub fn assert_same(found: &BTreeMap<String, String>, expected: &BTreeMap<String, String>) {
    let differing: Vec<&String> = found
        .keys()
        .chain(expected.keys())
        .filter(|name| found.get(*name) != expected.get(*name))
        .collect();
    assert!(differing.is_empty(), "these differ: {differing:?}");
}

/// The program itself, without what the surroundings could tell it.
pub fn synthphi() -> Command {
    Command::new(env!("CARGO_BIN_EXE_synthphi"))
}

/// Runs the program in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    synthphi()
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

/// What a command printed, and its exit code.
pub fn said(output: &Output) -> (String, String, i32) {
    (
        String::from_utf8_lossy(&output.stdout).into_owned(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
        output.status.code().unwrap_or(-1),
    )
}

/// All records of a sealed corpus, in order.
pub fn records(folder: &Path) -> Vec<serde_json::Value> {
    let mut parts: Vec<PathBuf> = fs::read_dir(folder.join("labels"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    parts.sort();
    let read = |path: PathBuf| fs::read_to_string(path).unwrap();
    let text: String = parts.into_iter().map(read).collect();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}
