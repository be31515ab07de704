//! Identifiers stand where the recipe says besides the text: in every format
//! that has room, labelled, found by independent readers, and never in a negative.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use synthphi::run::RunOptions;

use crate::bench::{folder, make, recipe, records, run, said};

/// What a format has room for, by the names that records give to kinds.
const ROOM: [(&str, &[&str]); 4] = [
    (
        "docx",
        &[
            "comment", "textbox", "hidden", "image", "href", "metadata", "footer",
        ],
    ),
    (
        "pdf",
        &["comment", "textbox", "hidden", "href", "metadata", "footer"],
    ),
    ("pptx", &["comment", "textbox", "image", "href", "metadata"]),
    ("eml", &["image", "href", "attachment_name"]),
];

const EVERYWHERE: &str = "seed = 71\npositive = 80\nnegative = 60\n[placement]\ncomment = 1\n\
    textbox = 1\nhidden = 1\nalt_text = 1\nlink = 1\nattachment = 1\nproperties = 1\nfooter = 1\n";

fn kinds(record: &Value, wanted: impl Fn(&Value) -> bool) -> BTreeSet<String> {
    let spans = record["spans"].as_array().unwrap().iter();
    spans
        .filter(|span| wanted(span))
        .map(|span| span["source"]["kind"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn what_a_format_has_room_for_is_there_and_labelled() {
    let out = folder();
    make(&recipe(EVERYWHERE), &RunOptions::new(out.path()));
    let mut formats: BTreeMap<(String, String), u32> = BTreeMap::new();
    for record in records(out.path()) {
        let (format, class) = (&record["format"], &record["class"]);
        let key = (
            class.as_str().unwrap().to_owned(),
            format.as_str().unwrap().to_owned(),
        );
        *formats.entry(key).or_default() += 1;
        let (_, room) = ROOM.iter().find(|(name, _)| format == name).unwrap();
        let identifying = kinds(&record, |span| !span["safe_harbor"].is_null());
        if class == "negative" {
            assert!(identifying.is_empty(), "{}", record["id"]);
            continue;
        }
        for kind in *room {
            assert!(
                identifying.contains(*kind),
                "{}: {kind} of {format}: {identifying:?}",
                record["id"]
            );
        }
    }
    assert_eq!(formats.len(), 8, "every format in both classes");

    let (told, problem, code) = said(&run(out.path(), &["verify", "--deep", "."]));
    assert_eq!(code, 0, "{told}{problem}");
}

#[test]
fn a_share_of_the_documents_has_them_in_both_classes_alike() {
    let out = folder();
    let text = "seed = 72\npositive = 300\nnegative = 300\n[formats]\ndocx = 1\n\
        [placement]\ncomment = 0.3\n";
    make(&recipe(text), &RunOptions::new(out.path()));
    for class in ["positive", "negative"] {
        let with = records(out.path())
            .iter()
            .filter(|record| record["class"] == class)
            .filter(|record| kinds(record, |_| true).contains("comment"))
            .count();
        // 90 of 300 by four standard deviations.
        assert!((58..=122).contains(&with), "{class}: {with}");
    }
}
