//! What can't be followed is refused before anything is written, with the way out.

use std::fs;
use std::process::Stdio;

use crate::bench::{folder, run, said, synthphi};

#[test]
fn a_setting_that_makes_no_sense_is_named_with_its_fix() {
    let here = folder();
    for (arguments, message) in [
        (
            &["--positive", "0", "--negative", "0"][..],
            "nothing to make",
        ),
        (
            &["--seed", "18446744073709551615"],
            "seed = 18446744073709551615: does not fit",
        ),
        (&["--as-of", "2026-13-01"], "as_of = 2026-13-01: is no date"),
        (&["--formats", "docx=0"], "formats"),
        (
            &["--formats", "odt=1"],
            "formats = odt: there is none of that name",
        ),
        (
            &["--documents", "horoscope=1"],
            "documents = horoscope: there is none of that name",
        ),
        (&["--patients", "0"], "pools.patients = 0: is out of range"),
        (
            &[
                "--formats",
                "pptx",
                "--documents",
                "case-study=0,care-conference=0,tumor-board=0",
            ],
            "no positive document type exists in this format",
        ),
        (
            &["--quality", "shabby=1"],
            "quality.shabby = 1: is no quality",
        ),
        (&["--quality", "poor=0"], "sums to nothing"),
        (
            &["--layout", "purview", "--positive", "40"],
            "positive = 40: does not fit layout",
        ),
        (
            &[
                "--layout",
                "purview",
                "--positive",
                "60",
                "--negative",
                "200",
            ],
            "negative = 200: does not fit layout",
        ),
        (&["--recipe", "absent.toml"], "absent.toml"),
        (&["--templates", "absent"], "absent"),
    ] {
        let mut all = vec!["generate", "--out", "x"];
        all.extend(arguments);
        let (_, talk, code) = said(&run(here.path(), &all));
        assert_eq!(code, 2, "{arguments:?}: {talk}");
        assert!(
            talk.contains("error: ") && talk.contains(message),
            "{arguments:?}: {talk}"
        );
        assert!(
            !here.path().join("x").exists(),
            "{arguments:?} wrote something"
        );
    }
}

#[test]
fn a_file_that_is_no_recipe_is_refused_at_once() {
    let here = folder();
    let path = here.path().join("bytes.toml");
    fs::write(&path, b"seed = 7\n# \xff\n").unwrap();
    fs::write(here.path().join("own.toml"), "templates = \"abc\"\n").unwrap();
    for (file, message) in [
        ("/dev/zero", "too long for a recipe"),
        ("bytes.toml", "UTF-8"),
        ("own.toml", "--templates"),
    ] {
        let all = ["generate", "--out", "x", "--recipe", file];
        let (_, talk, code) = said(&run(here.path(), &all));
        assert!(code > 0, "{file}: {talk}");
        assert!(
            talk.contains("hint: ") && talk.contains(message),
            "{file}: {talk}"
        );
        assert!(!here.path().join("x").exists(), "{file} wrote something");
    }
}

#[test]
fn a_folder_of_something_else_is_not_touched() {
    let here = folder();
    fs::create_dir(here.path().join("mine")).unwrap();
    fs::write(here.path().join("mine/thesis.docx"), "dear to me").unwrap();
    let (_, talk, code) = said(&run(here.path(), &["generate", "--out", "mine"]));
    assert_eq!(code, 5, "{talk}");
    assert!(
        talk.contains("holds thesis.docx and no checkpoint"),
        "{talk}"
    );
    assert_eq!(fs::read_dir(here.path().join("mine")).unwrap().count(), 1);

    let (_, talk, code) = said(&run(
        here.path(),
        &["generate", "--out", "mine/thesis.docx"],
    ));
    assert_eq!(code, 6, "{talk}");
    assert!(
        talk.contains("mine/thesis.docx") && talk.contains("hint: "),
        "{talk}"
    );
    for command in ["status", "verify", "stats"] {
        let (_, talk, code) = said(&run(here.path(), &[command, "mine"]));
        assert_eq!(code, 2, "{command}: {talk}");
        assert!(talk.contains("mine"), "{talk}");
    }
}

#[test]
fn another_recipe_is_refused_by_the_name_of_what_differs() {
    let here = folder();
    let first = [
        "generate",
        "--out",
        "c",
        "--seed",
        "1",
        "--positive",
        "3",
        "--negative",
        "2",
    ];
    assert!(run(here.path(), &first).status.success());
    for (flag, value, message) in [
        ("--seed", "2", "seed: 1 -> 2"),
        (
            "--as-of",
            "2025-01-01",
            "as_of: \"2026-06-30\" -> \"2025-01-01\"",
        ),
        (
            "--identifiers",
            "strict",
            "identifiers: \"safe\" -> \"strict\"",
        ),
    ] {
        let (_, talk, code) = said(&run(here.path(), &["generate", "--out", "c", flag, value]));
        assert_eq!(code, 5, "{talk}");
        assert!(talk.contains(message) && talk.contains("hint: "), "{talk}");
    }
}

#[test]
fn a_newer_checkpoint_is_left_to_the_newer_program() {
    let here = folder();
    let first = [
        "generate",
        "--out",
        "c",
        "--seed",
        "1",
        "--positive",
        "3",
        "--negative",
        "2",
    ];
    assert!(run(here.path(), &first).status.success());
    rusqlite::Connection::open(here.path().join("c/.synthphi/checkpoint.sqlite"))
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    let (_, talk, code) = said(&run(here.path(), &["generate", "--out", "c"]));
    assert_eq!(code, 5, "{talk}");
    assert!(
        talk.contains("format 99") && talk.contains("newer version"),
        "{talk}"
    );
}

#[test]
fn a_template_that_says_too_much_is_named() {
    let here = folder();
    fs::create_dir(here.path().join("own")).unwrap();
    let text = "+++\ntitle = \"T\"\ndescription = \"d\"\nclass = \"positive\"\nkind = \"clinical\"\n\
                formats = [\"docx\"]\n+++\n{{ patient.name }}: {{ 'words ' * 1000000 }}\n";
    fs::write(here.path().join("own/long.md"), text).unwrap();
    let arguments = ["generate", "--out", "c", "--templates", "own"];
    let (_, talk, code) = said(&run(here.path(), &arguments));
    assert_eq!(code, 2, "{talk}");
    assert!(
        talk.contains("long.md") && talk.contains("more than"),
        "{talk}"
    );
    assert!(!here.path().join("c").exists());
}

#[test]
fn a_second_process_is_refused_and_told_about_the_first() {
    let here = folder();
    let mut first = synthphi()
        .current_dir(here.path())
        .args([
            "generate",
            "--out",
            "c",
            "--seed",
            "1",
            "--positive",
            "100000",
        ])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lock = here.path().join("c/.synthphi/lock");
    while fs::read_to_string(&lock).unwrap_or_default().is_empty() {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let began = std::time::Instant::now();
    let second = [
        "generate",
        "--out",
        "c",
        "--seed",
        "1",
        "--positive",
        "100000",
    ];
    let mut output = said(&run(here.path(), &second));
    // The first may still be writing its recipe, which is refused as well.
    while !output.1.contains("is in use") && began.elapsed().as_secs() < 20 {
        output = said(&run(here.path(), &second));
    }
    let (_, talk, code) = output;
    assert_eq!(code, 4, "{talk}");
    assert!(
        talk.contains(&format!("is in use by process {}", first.id())),
        "{talk}"
    );
    first.kill().unwrap();
    first.wait().unwrap();
    let small = [
        "generate",
        "--out",
        "c",
        "--positive",
        "100000",
        "--dry-run",
    ];
    let (_, talk, code) = said(&run(here.path(), &small));
    assert_eq!(code, 0, "a lock ends with its process: {talk}");
}

#[test]
fn a_template_with_a_mistake_is_named_by_file_and_line() {
    let here = folder();
    let own = here.path().join("own");
    fs::create_dir(&own).unwrap();
    let front = "+++\ntitle = \"Visit\"\ndescription = \"A visit\"\nclass = \"positive\"\n\
                 kind = \"clinical\"\nformats = [\"docx\", \"pdf\"]\n+++\n";
    for (body, message) in [
        ("# Visit\n\n{{ patient.name }\n", "visit.md:10"),
        (
            "# Visit\n\n{{ patient.nmae }}\n",
            "visit.md:10: no nmae here",
        ),
        ("# Visit\n\n{{ patiant.name }}\n", "visit.md:10"),
        (
            "# Visit\n\n`code` {{ patient.name }}\n",
            "code `code` is not in the subset",
        ),
        ("# Visit\n\nNobody.\n", "holds no identifier"),
        (
            "# Visit\n\n{{ patient.name }} \u{1f642}\n",
            "visit.md:1: no font for PDF has the character",
        ),
    ] {
        fs::write(own.join("visit.md"), format!("{front}{body}")).unwrap();
        let arguments = [
            "generate",
            "--out",
            "x",
            "--templates",
            "own",
            "--positive",
            "2",
        ];
        let (_, talk, code) = said(&run(here.path(), &arguments));
        assert_eq!(code, 2, "{body}: {talk}");
        assert!(talk.contains(message), "{body}: {talk}");
        assert!(!here.path().join("x").exists(), "{body} wrote something");
    }
}

#[test]
fn documents_that_fail_are_reported_and_tried_again() {
    let here = folder();
    let own = here.path().join("own");
    fs::create_dir(&own).unwrap();
    let text = "+++\ntitle = \"Visit\"\ndescription = \"A visit\"\nclass = \"positive\"\n\
                kind = \"clinical\"\nformats = [\"docx\"]\nweight = 40\n+++\n# Visit\n\n\
                {{ patient.name }}\n\n{% if chance(20) and written.year %}`x`{% endif %}\n";
    fs::write(own.join("visit.md"), text).unwrap();
    let arguments = [
        "generate",
        "--out",
        "x",
        "--templates",
        "own",
        "--positive",
        "60",
        "--negative",
        "0",
        "--seed",
        "7",
        "--formats",
        "docx",
        "--json",
    ];
    let (events, _, code) = said(&run(here.path(), &arguments));
    assert_eq!(code, 7, "{events}");
    let ended: serde_json::Value = serde_json::from_str(events.lines().last().unwrap()).unwrap();
    let failed = ended["failed"].as_array().unwrap();
    assert!(!failed.is_empty());
    assert_eq!(ended["made"].as_u64().unwrap() + failed.len() as u64, 60);
    assert_eq!(failed[0]["doc_type"], "visit");
    assert!(ended["digest"].is_null());
    let (events, _, code) = said(&run(here.path(), &["generate", "--out", "x", "--json"]));
    assert_eq!(code, 7, "{events}");
    let again: serde_json::Value = serde_json::from_str(events.lines().last().unwrap()).unwrap();
    assert_eq!(again["failed"].as_array().unwrap().len(), failed.len());
    assert_eq!(again["made"], 0);
}
