//! A lost or damaged checkpoint is made again from the documents.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::bench::{assert_same, folder, run, said, tree};

const GENERATE: [&str; 11] = [
    "generate",
    "--out",
    "c",
    "--seed",
    "21",
    "--positive",
    "12",
    "--negative",
    "8",
    "--patients",
    "100",
];

/// A finished corpus, and its tree.
fn made(here: &Path) -> (PathBuf, BTreeMap<String, String>) {
    let (_, talk, code) = said(&run(here, &GENERATE));
    assert_eq!(code, 0, "{talk}");
    let corpus = here.join("c");
    let whole = tree(&corpus);
    (corpus, whole)
}

#[test]
fn a_checkpoint_is_refused_when_damaged_and_comes_back() {
    let here = folder();
    let (corpus, whole) = made(here.path());
    let database = corpus.join(".synthphi/checkpoint.sqlite");

    let size = fs::metadata(&database).unwrap().len() as usize;
    for damage in [&b"this is no database"[..], &vec![7; size], b""] {
        fs::write(&database, damage).unwrap();
        let (_, talk, code) = said(&run(here.path(), &["generate", "--out", "c"]));
        assert_eq!(code, 3, "{talk}");
        assert!(
            talk.contains("c/.synthphi/checkpoint.sqlite:") && talk.contains("synthphi repair"),
            "{talk}"
        );
        let (_, talk, code) = said(&run(here.path(), &["repair", "c"]));
        assert_eq!(code, 0, "{talk}");
        assert!(talk.contains("0 files were replaced"), "{talk}");
        assert_same(&tree(&corpus), &whole);
    }
}

#[test]
fn a_folder_without_its_state_is_not_overwritten_but_adopted() {
    let here = folder();
    let (corpus, whole) = made(here.path());
    fs::remove_dir_all(corpus.join(".synthphi")).unwrap();

    let (report, _, code) = said(&run(here.path(), &["verify", "c"]));
    assert_eq!(
        code, 0,
        "a corpus can be verified without its state: {report}"
    );
    let (_, talk, code) = said(&run(here.path(), &GENERATE));
    assert_eq!(code, 5, "{talk}");
    assert!(
        talk.contains("no checkpoint") && talk.contains("synthphi repair"),
        "{talk}"
    );
    let (_, talk, code) = said(&run(here.path(), &["repair", "c"]));
    assert_eq!(code, 0, "{talk}");
    assert_same(&tree(&corpus), &whole);
    let (_, talk, code) = said(&run(
        here.path(),
        &["generate", "--out", "c", "--positive", "15"],
    ));
    assert_eq!(code, 0, "{talk}");
}

#[test]
fn a_changed_row_is_found_though_the_database_is_well_formed() {
    let here = folder();
    let (_, talk, code) = said(&run(here.path(), &GENERATE));
    assert_eq!(code, 0, "{talk}");
    let database = here.path().join("c/.synthphi/checkpoint.sqlite");
    rusqlite::Connection::open(&database)
        .unwrap()
        .execute("UPDATE document SET bytes = bytes + 1 WHERE number = 3", [])
        .unwrap();
    let (_, talk, code) = said(&run(here.path(), &["verify", "c"]));
    assert_eq!(code, 3, "{talk}");
    assert!(
        talk.contains("the row of positive/3 is not what was written"),
        "{talk}"
    );
    assert!(talk.contains("synthphi repair"), "{talk}");
}

#[test]
fn no_row_is_believed_that_is_not_what_was_written() {
    let here = folder();
    let (corpus, whole) = made(here.path());
    let database = corpus.join(".synthphi/checkpoint.sqlite");
    for change in [
        "UPDATE meta SET value = replace(value, '\"seed\":21', '\"seed\":22')",
        "UPDATE batch SET last = last - 1 WHERE id = 1",
        "DELETE FROM batch WHERE id = 1",
        "UPDATE tally SET count = count + 1 WHERE kind = 'label' AND name = 'PERSON'",
        "DELETE FROM tally WHERE kind = 'format' AND name = 'pdf'",
        "UPDATE run SET workers = workers + 1",
        "INSERT INTO failure VALUES ('0', 3, 'policy', 'pdf', '', 1, x'00')",
    ] {
        let changed = rusqlite::Connection::open(&database)
            .unwrap()
            .execute(change, [])
            .unwrap();
        assert!(changed > 0, "{change}");
        for command in [&["generate", "--out", "c"][..], &["verify", "c"]] {
            let (_, talk, code) = said(&run(here.path(), command));
            assert!(code > 0, "{change}: {talk}");
            assert!(talk.contains("synthphi repair"), "{change}: {talk}");
        }
        let (_, talk, code) = said(&run(here.path(), &["repair", "c"]));
        assert_eq!(code, 0, "{change}: {talk}");
        assert_same(&tree(&corpus), &whole);
    }
}

#[test]
fn a_repair_that_was_interrupted_has_not_lost_the_recipe() {
    let here = folder();
    let (corpus, whole) = made(here.path());
    let state = corpus.join(".synthphi");
    fs::create_dir(state.join("aside")).unwrap();
    for name in ["checkpoint.sqlite", "records.jsonl"] {
        fs::rename(state.join(name), state.join("aside").join(name)).unwrap();
    }
    fs::remove_file(corpus.join("corpus.json")).unwrap();

    let (_, talk, code) = said(&run(here.path(), &["generate", "--out", "c"]));
    assert!(code > 0, "another seed would make another corpus: {talk}");
    assert!(talk.contains("a repair was interrupted"), "{talk}");
    let (_, talk, code) = said(&run(here.path(), &["repair", "c"]));
    assert_eq!(code, 0, "{talk}");
    assert_same(&tree(&corpus), &whole);

    fs::create_dir(state.join("aside")).unwrap();
    fs::write(state.join("aside/records.jsonl"), "").unwrap();
    let (_, talk, code) = said(&run(here.path(), &["generate", "--out", "c"]));
    assert_eq!(code, 0, "the repair had done all: {talk}");
    assert!(!state.join("aside").exists());
}

#[test]
fn what_went_missing_between_two_runs_is_not_sealed() {
    let here = folder();
    let (corpus, whole) = made(here.path());
    let lost = whole.keys().find(|name| name.ends_with(".eml")).unwrap();
    fs::write(corpus.join(lost), "").unwrap();
    let more = ["generate", "--out", "c", "--positive", "14"];
    let (_, talk, code) = said(&run(here.path(), &more));
    assert!(code > 0, "{talk}");
    assert!(
        talk.contains(lost.as_str()) && talk.contains("synthphi repair"),
        "{talk}"
    );
    let (_, talk, code) = said(&run(here.path(), &["repair", "c"]));
    assert_eq!(code, 0, "{talk}");
    assert!(talk.contains("1 files were replaced"), "{talk}");
    assert_eq!(tree(&corpus).get(lost), whole.get(lost));
}

#[test]
fn what_says_that_a_corpus_is_whole_is_missed() {
    let here = folder();
    let (corpus, whole) = made(here.path());
    let manifest = corpus.join("manifest-sha256.txt");
    fs::write(&manifest, b"\xff\xfe").unwrap();
    let (report, talk, code) = said(&run(here.path(), &["verify", "c"]));
    assert_eq!(code, 1, "{report}{talk}");
    assert!(report.contains("manifest-sha256.txt: "), "{report}");
    let (_, talk, code) = said(&run(here.path(), &["repair", "c"]));
    assert_eq!(code, 0, "{talk}");
    for name in ["corpus.json", "manifest-sha256.txt"] {
        for lost in [true, false] {
            if lost {
                fs::remove_file(corpus.join(name)).unwrap();
            } else {
                fs::create_dir(corpus.join("other")).unwrap();
                fs::rename(corpus.join(name), corpus.join("other/x")).unwrap();
                fs::create_dir(corpus.join(name)).unwrap();
            }
            let (report, talk, code) = said(&run(here.path(), &["verify", "c"]));
            assert_eq!(code, 1, "{report}{talk}");
            assert!(report.contains(&format!("{name}: ")), "{report}");
            if !lost {
                fs::remove_dir(corpus.join(name)).unwrap();
                fs::remove_dir_all(corpus.join("other")).unwrap();
            }
            let (_, talk, code) = said(&run(here.path(), &["repair", "c"]));
            assert_eq!(code, 0, "{talk}");
            assert_same(&tree(&corpus), &whole);
        }
    }
}

#[test]
fn the_log_of_another_checkpoint_is_not_taken_for_this_ones() {
    let here = folder();
    let state = here.path().join("c/.synthphi");
    fs::create_dir_all(&state).unwrap();
    let other = rusqlite::Connection::open(here.path().join("other.sqlite")).unwrap();
    other.pragma_update(None, "journal_mode", "WAL").unwrap();
    let mine = "CREATE TABLE mine (x); INSERT INTO mine VALUES (randomblob(30000))";
    other.execute_batch(mine).unwrap();
    let log = state.join("checkpoint.sqlite-wal");
    fs::copy(here.path().join("other.sqlite-wal"), &log).unwrap();
    let (_, talk, code) = said(&run(here.path(), &GENERATE));
    assert_eq!(code, 0, "{talk}");
    let (report, talk, code) = said(&run(here.path(), &["verify", "c"]));
    assert_eq!(code, 0, "{report}{talk}");
}

#[test]
fn what_a_kill_left_of_a_checkpoint_does_not_hinder() {
    let here = folder();
    let state = here.path().join("c/.synthphi");
    fs::create_dir_all(&state).unwrap();
    fs::write(state.join("checkpoint.new"), b"torn").unwrap();
    let (_, talk, code) = said(&run(here.path(), &GENERATE));
    assert_eq!(code, 0, "{talk}");
    assert!(!state.join("checkpoint.new").exists());
}
