//! Every room stands on its floor: it uses what is below it and knows neither
//! its neighbours nor what is above.

#![expect(
    clippy::disallowed_methods,
    reason = "the source files are what is tested"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, from the ground up.
const FLOORS: &[&[&str]] = &[
    &["seed", "digest", "math", "words", "fact", "error"],
    &["recipe", "document"],
    &["clinic", "narrate", "format", "labels", "wear"],
    &["template"],
    &["plan"],
    &["store"],
    &["run", "check", "audit", "exchange"],
    &["report"],
    &["cli"],
    &["main", "lib"],
];

/// Names at the crate's root that are macros, with the room they come from.
const MACROS: &[(&str, &str)] = &[("node", "fact")];

#[test]
fn rooms_use_only_the_floors_below() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = rust_files(&src);
    assert!(!files.is_empty(), "nothing to read in {}", src.display());

    let faults: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let text = fs::read_to_string(file).unwrap();
            faults(file.strip_prefix(&src).unwrap(), &text)
        })
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_room_above_or_beside_is_found_however_it_is_written() {
    let faults = |text: &str| faults(Path::new("store/checkpoint.rs"), text);
    let forbidden = |text: &str| {
        let found = faults(text);
        assert_eq!(found.len(), 1, "{text}: {found:?}");
        found[0].clone()
    };

    assert_eq!(
        forbidden("use crate::run::Event;"),
        "store/checkpoint.rs is on floor 5 and may not use `run` (floor 6)"
    );
    forbidden("use crate::{error::Result, fact::{Class, Label}, check::Finding};");
    forbidden("use crate::{\n    error::Result,\n    run,\n};");
    forbidden("fn summary() -> crate::run::Summary { made() }");
    forbidden("use super::super::check::Finding;");
    forbidden("use super::super::{error::Error, check::Finding};");
    forbidden("use crate::Summary;");
    forbidden("use crate::*;");

    let allowed = |text: &str| assert_eq!(faults(text), [""; 0], "{text}");
    allowed("use crate::{error::{Error, Result}, fact::Class, store::Corpus, labels};");
    allowed("use super::Corpus; use crate::format; crate::node!(Row { id });");
    allowed("/// Filled by [`crate::run::generate`].\nuse crate::seed::Seed; // not crate::cli");
    allowed("pub(crate) fn open() {}\n#[cfg(test)]\nmod tests {\n    use super::super::run;\n}");
}

#[test]
fn words_know_each_other_and_a_room_without_a_floor_is_found() {
    let neighbours = "use crate::fact::Fact; use crate::error::Error;";
    assert_eq!(faults(Path::new("seed.rs"), neighbours), [""; 0]);
    assert_eq!(faults(Path::new("main.rs"), "use crate::cli;"), [""; 0]);
    assert_eq!(
        faults(Path::new("format/eml.rs"), "use crate::clinic::Case;"),
        ["format/eml.rs is on floor 2 and may not use `clinic` (floor 2)"]
    );
    assert_eq!(
        faults(Path::new("util/mod.rs"), ""),
        ["util/mod.rs: the room `util` is on no floor"]
    );
}

/// What a source file uses that it may not. `path` is relative to `src`.
fn faults(path: &Path, text: &str) -> Vec<String> {
    let modules = module_path(path);
    let room = modules[0].as_str();
    let Some(floor) = floor(room) else {
        return vec![format!(
            "{}: the room `{room}` is on no floor",
            path.display()
        )];
    };
    if room == "lib" {
        return Vec::new();
    }
    rooms_used(&without_comments(text), modules.len())
        .into_iter()
        .filter_map(|used| match self::floor(&used) {
            _ if used == room => None,
            Some(below) if below < floor || floor == 0 && below == 0 => None,
            Some(other) => Some(format!(
                "{} is on floor {floor} and may not use `{used}` (floor {other})",
                path.display()
            )),
            None => Some(format!(
                "{} uses `crate::{used}`, which hides the room it comes from",
                path.display()
            )),
        })
        .collect()
}

fn floor(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// `format/docx/mod.rs` is the module `format::docx`.
fn module_path(path: &Path) -> Vec<String> {
    let mut modules: Vec<String> = path
        .with_extension("")
        .iter()
        .map(|name| name.to_string_lossy().into_owned())
        .collect();
    if modules.last().is_some_and(|last| last == "mod") {
        modules.pop();
    }
    modules
}

/// The first names behind `crate::`, and behind as many `super::` as lead from
/// a module of that depth to the crate's root.
fn rooms_used(code: &str, depth: usize) -> Vec<String> {
    let mut found = Vec::new();
    for (at, root) in code.match_indices("crate::") {
        first_names(&code[at + root.len()..], &mut found);
    }
    // Modules within a file are one step further from the root; only tests are such.
    let outer = code.split("mod tests {").next().unwrap_or(code);
    let root = "super::".repeat(depth);
    for (at, _) in outer.match_indices(&root) {
        let behind = &outer[at + root.len()..];
        if !behind.starts_with("super::") {
            first_names(behind, &mut found);
        }
    }
    found.sort();
    found.dedup();
    found
}

/// The names in `a::b`, in `{a::{b, c}, d}` or, for a glob, `*`.
fn first_names(path: &str, found: &mut Vec<String>) {
    let Some(list) = path.strip_prefix('{') else {
        found.push(name(path));
        return;
    };
    let mut depth = 0;
    let mut expected = true;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => expected = true,
            c if expected && !c.is_whitespace() => {
                found.push(name(&list[at..]));
                expected = false;
            }
            _ => {}
        }
    }
}

/// The name a path begins with; for a macro, the room that it comes from.
fn name(path: &str) -> String {
    let end = path
        .find(|c: char| !c.is_alphanumeric() && c != '_')
        .unwrap_or(path.len());
    let name = if end == 0 { "*" } else { &path[..end] };
    let room = MACROS.iter().find(|(known, _)| *known == name);
    room.map_or(name, |(_, room)| room).to_owned()
}

/// The code without its line comments; a `//` in a string costs the rest of its line.
fn without_comments(text: &str) -> String {
    let code = |line: &str| line.split("//").next().unwrap_or(line).to_owned();
    text.lines().map(code).collect::<Vec<_>>().join("\n")
}

/// Every source file below a folder, in the order of their paths.
fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}
