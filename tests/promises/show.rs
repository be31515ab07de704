//! One document to look at, with its truth.

use std::fs;

use serde_json::Value;

use crate::bench::{folder, records, run, said};

const RECIPE: &str = "seed = 9\npositive = 30\nnegative = 20\n[placement]\ncomment = 1\ntextbox = 1\n\
hidden = 1\nalt_text = 1\nlink = 1\nattachment = 1\nproperties = 1\nfooter = 1\n";

#[test]
fn a_page_shows_all_that_is_recorded_of_a_document() {
    let here = folder();
    fs::write(here.path().join("r.toml"), RECIPE).unwrap();
    let generate = ["generate", "--recipe", "r.toml", "--out", "c", "--quiet"];
    let (_, talk, code) = said(&run(here.path(), &generate));
    assert_eq!(code, 0, "{talk}");
    for record in records(&here.path().join("c")) {
        let id = record["id"].as_str().unwrap();
        let (page, talk, code) = said(&run(here.path(), &["show", "c", id, "--html"]));
        assert_eq!(code, 0, "{id}: {talk}");
        let list = |key: &str| record[key].as_array().unwrap().clone();
        let within = |entry: &&Value| !entry["start"].is_null();
        let marked = list("spans").iter().filter(within).count() + list("decoys").len();
        assert_eq!(page.matches("<mark id=").count(), marked, "{id}");
        let (text, places) = page.split_once("<section class=\"places\">").unwrap();
        // Every span in a table, and every look-alike.
        let rows = places.matches("<tr><td>").count();
        assert_eq!(rows, list("spans").len() + list("decoys").len(), "{id}");
        for foreign in ["http-equiv", "<script", "src=\"", "<link", "@import"] {
            assert!(!page.contains(foreign), "{id}: {foreign}");
        }
        assert!(!text.contains("class=\"problem\""), "{id}: {text}");
        let is_pdf = record["format"] == "pdf";
        let pages = record["pages"].as_array().map_or(0, Vec::len);
        assert_eq!(
            page.matches("<svg").count(),
            if is_pdf { pages } else { 0 },
            "{id}"
        );
        if is_pdf {
            let boxes = |entry: &Value| entry["source"]["boxes"].as_array().map_or(0, Vec::len);
            let least: usize =
                list("spans").iter().map(boxes).sum::<usize>() + list("decoys").len();
            assert!(page.matches("<rect class=\"box").count() >= least, "{id}");
            for decoy in 1..=list("decoys").len() {
                assert!(
                    page.contains(&format!("<a href=\"#d{decoy}\"><rect")),
                    "{id}: {decoy}"
                );
            }
        }
    }
}

#[test]
fn a_page_goes_where_it_is_asked_for_and_not_into_the_corpus() {
    let here = folder();
    let generate = [
        "generate",
        "--out",
        "c",
        "--seed",
        "3",
        "--positive",
        "2",
        "--negative",
        "1",
        "--quiet",
    ];
    assert!(run(here.path(), &generate).status.success());
    let (data, talk, code) = said(&run(
        here.path(),
        &["show", "c", "positive/1", "--html", "p.html"],
    ));
    assert_eq!((data.as_str(), code), ("", 0), "{talk}");
    let (printed, ..) = said(&run(here.path(), &["show", "c", "positive/1", "--html"]));
    assert_eq!(
        fs::read_to_string(here.path().join("p.html")).unwrap(),
        printed
    );

    for (arguments, message) in [
        (
            &["c", "positive/1", "--html", "c/p.html"][..],
            "in the corpus itself",
        ),
        (
            &["c", "positive/9", "--html", "q.html"],
            "positive/9 is not in c",
        ),
        (
            &["c", "positive/1", "--html", "q.html", "--json"],
            "cannot be used with",
        ),
    ] {
        let mut all = vec!["show"];
        all.extend(arguments);
        let (_, talk, code) = said(&run(here.path(), &all));
        assert_eq!(code, 2, "{arguments:?}: {talk}");
        assert!(talk.contains(message), "{talk}");
        assert!(!here.path().join("q.html").exists());
    }

    let record = &records(&here.path().join("c"))[0];
    let document = here.path().join("c").join(record["path"].as_str().unwrap());
    fs::write(&document, "something else").unwrap();
    let (page, ..) = said(&run(here.path(), &["show", "c", "positive/1", "--html"]));
    assert!(
        page.contains("is not the one that this record is about"),
        "{page}"
    );
    fs::remove_file(&document).unwrap();
    let (page, _, code) = said(&run(here.path(), &["show", "c", "positive/1", "--html"]));
    assert_eq!(code, 0);
    assert!(page.contains("The file can&#39;t be read"), "{page}");
}
