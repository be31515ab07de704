//! What a writer wrote, read by readers that know nothing of it but its format.

mod readers;
mod records;

use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::{Value, json};

use self::readers::{Place, brat, listed, slice, tokens, trimmed, xml};
use self::records::{laminar, record};
use super::*;

fn check<'a>(
    record: &'a Value,
    format: &dyn LabelWriter,
    tags: Tags,
) -> Result<(Document<'a>, Left), String> {
    let only = Only::All;
    Document::check(record, Chosen { format, tags, only })
}

/// What a format makes of a record: the document, and its files by extension.
fn written<'a>(
    record: &'a Value,
    name: &str,
    change: impl Fn(&mut Options),
) -> Result<(Document<'a>, Vec<String>), String> {
    let format = named(name).unwrap();
    let mut options = Options::of(format);
    change(&mut options);
    let (document, _) = check(record, format, options.tags)?;
    let pieces = format.write(&document, &options)?;
    let texts: Vec<String> = pieces
        .into_iter()
        .map(|piece| String::from_utf8(piece.bytes).unwrap())
        .collect();
    if let Some(reader) = format.reader() {
        let parts: Vec<&str> = texts.iter().map(String::as_str).collect();
        assert_eq!(reader.read(&parts).unwrap(), record.to_string(), "{name}");
    }
    Ok((document, texts))
}

fn places(document: &Document<'_>) -> Vec<Place> {
    let place = |span: &Span<'_>| {
        (
            span.points.start,
            span.points.end,
            span.tag.name.to_string(),
        )
    };
    document.spans.iter().map(place).collect()
}

proptest! {
    #[test]
    fn any_spans_come_back_from_formats_that_hold_any(
        pieces in vec(0..99_usize, 1..40),
        ends in vec((0..200_usize, 0..200_usize, 0..999_usize), 0..12),
    ) {
        let record = record(&pieces, &ends);
        let text = record["text"].as_str().unwrap();
        for name in ["i2b2", "meddocan"] {
            let (document, files) = written(&record, name, |_| {}).unwrap();
            let (found, spans) = xml(&files[0]);
            let held = |c: char| match c { '\u{c}' => ' ', c => c };
            prop_assert_eq!(found, text.chars().map(held).collect::<String>());
            prop_assert!(!files[0].contains('\r'));
            prop_assert_eq!(spans, places(&document));
        }
        match written(&record, "brat", |_| {}) {
            Ok((document, files)) => prop_assert_eq!(brat(&files[0], &files[1]), places(&document)),
            Err(problem) => prop_assert!(problem.contains("end of a line"), "{}", problem),
        }
        let (document, files) = written(&record, "brat", |options| options.join = true).unwrap();
        let joined = files[1].lines().filter(|line| line.starts_with('T')).count();
        prop_assert_eq!((joined, files[0].as_str()), (document.spans.len(), text));

        let json = |name: &str, change: &dyn Fn(&mut Options)| {
            let (document, files) = written(&record, name, change).unwrap();
            let value: Value = serde_json::from_str(files.last().unwrap()).unwrap();
            (places(&document), value)
        };
        let (expected, it) = json("presidio", &|_| {});
        prop_assert_eq!(it["full_text"].as_str(), Some(text));
        prop_assert_eq!(listed(&it["spans"], "/start_position", "/end_position", "/entity_type"), expected);
        let (expected, it) = json("label-studio", &|_| {});
        let result = &it["annotations"][0]["result"];
        prop_assert_eq!(listed(result, "/value/start", "/value/end", "/value/labels/0"), expected);
        let (expected, it) = json("tab", &|_| {});
        let mentions = &it["annotations"]["synthphi"]["entity_mentions"];
        prop_assert_eq!(listed(mentions, "/start_offset", "/end_offset", "/entity_type"), expected);
        let (expected, it) = json("w3c", &|_| {});
        let at = |end| format!("/target/selector/0/{end}");
        prop_assert_eq!(listed(&it["first"]["items"], &at("start"), &at("end"), "/body/0/value"), expected);
        let (expected, it) = json("doccano", &|options| options.utf16 = false);
        prop_assert_eq!(listed(&it["label"], "/0", "/1", "/2"), expected);
        let (expected, it) = json("doccano", &|_| {});
        let units: Vec<u16> = text.encode_utf16().collect();
        let found = listed(&it["label"], "/0", "/1", "/2");
        prop_assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            let said = String::from_utf16(&units[found.0..found.1]).unwrap();
            let before = String::from_utf16(&units[..found.0]).unwrap();
            prop_assert_eq!(said, slice(text, expected.0, expected.1));
            prop_assert_eq!(before.chars().count(), expected.0);
        }
        let (document, files) = written(&record, "value-map", |_| {}).unwrap();
        let map: Value = serde_json::from_str(&format!("{{{}}}", files[0])).unwrap();
        let values: Vec<&str> = document.spans.iter().map(|span| span.text).collect();
        prop_assert_eq!(&map["phi_positive/x.pdf"], &json!(values));
    }

    #[test]
    fn nested_spans_come_back_from_flat_formats_without_the_inner_ones(
        pieces in vec(0..99_usize, 1..40),
        ends in vec((0..200_usize, 0..200_usize, 0..999_usize), 0..12),
    ) {
        let any = record(&pieces, &ends);
        let record = laminar(any.clone());
        let text = record["text"].as_str().unwrap();
        let bare = |c: Place| trimmed(text, &c);
        let all = record["spans"].as_array().unwrap().len();
        let (document, files) = written(&record, "spacy", |_| {}).unwrap();
        let pair: Value = serde_json::from_str(&files[0]).unwrap();
        prop_assert_eq!(listed(&pair[1]["entities"], "/0", "/1", "/2"), places(&document));
        let (_, left) = check(&record, named("spacy").unwrap(), Tags::Synthphi).unwrap();
        prop_assert_eq!(document.spans.len() as u64 + left.nested, all as u64);
        let expected: Vec<Place> = places(&document).into_iter().map(bare).collect();
        for (bioes, columns) in [(false, 4), (true, 2)] {
            let set = |options: &mut Options| {
                (options.bioes, options.columns) = (bioes, columns);
            };
            let (_, files) = written(&record, "conll", set).unwrap();
            let rows: Vec<&str> = files[0].split('\n').filter(|row| !row.is_empty()).skip(1).collect();
            let separator = if columns == 2 { "\t" } else { " -X- -X- " };
            let (words, tags): (Vec<&str>, Vec<&str>) =
                rows.iter().map(|row| row.split_once(separator).unwrap()).unzip();
            prop_assert_eq!(&tokens(text, &words, &tags, bioes), &expected);
            // No sentence begins within a span.
            let begins_inside = files[0].split("\n\n").any(|sentence| {
                let tag = sentence.trim_start().lines().next().and_then(|row| row.rsplit(separator).next());
                tag.is_some_and(|tag| tag.starts_with("I-") || tag.starts_with("E-"))
            });
            prop_assert!(!begins_inside);
            let (_, files) = written(&record, "huggingface", set).unwrap();
            let row: Value = serde_json::from_str(&files[0]).unwrap();
            let list = |key: &str| -> Vec<&str> {
                row[key].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect()
            };
            prop_assert_eq!(&tokens(text, &list("tokens"), &list("ner_tags"), bioes), &expected);
        }
        let (document, files) = written(&record, "gliner", |_| {}).unwrap();
        let sample: Value = serde_json::from_str(&files[0]).unwrap();
        let words: Vec<&str> = sample["tokenized_text"].as_array().unwrap().iter().map(|it| it.as_str().unwrap()).collect();
        let mut tags = vec!["O".to_owned(); words.len()];
        for (first, last, name) in listed(&sample["ner"], "/0", "/1", "/2") {
            for (at, tag) in tags.iter_mut().enumerate().take(last + 1).skip(first) {
                *tag = format!("{}-{name}", if at == first { "B" } else { "I" });
            }
        }
        let tags: Vec<&str> = tags.iter().map(String::as_str).collect();
        let expected: Vec<Place> = places(&document).into_iter().map(bare).collect();
        prop_assert_eq!(tokens(text, &words, &tags, false), expected);
        // What crosses is refused, in every flat format alike; within another, nobody sees it.
        let mut outer = 0;
        let all = any["spans"].as_array().unwrap().iter();
        let crosses = all.filter_map(|span| Some((span["start"].as_u64()?, span["end"].as_u64()?))).any(|(start, end)| {
            let crosses = start < outer && outer < end;
            outer = outer.max(end);
            crosses
        });
        match check(&any, named("conll").unwrap(), Tags::Synthphi) {
            Ok(_) => prop_assert!(!crosses),
            Err(problem) => prop_assert!(crosses && problem.contains("ends behind it"), "{}", problem),
        }
    }
}

#[test]
fn a_span_that_is_not_right_is_refused_by_name() {
    let with = |text: &str, start: Value, end: Value, said: &str| {
        let mut record = record(&[0], &[]);
        record["text"] = text.into();
        record["spans"] = json!([{
            "id": "s9", "start": start, "end": end, "text": said, "label": "MRN", "role": "patient",
            "safe_harbor": "H", "entity": "x",
        }]);
        record
    };
    let problem = |record: Value| {
        let found = check(&record, named("i2b2").unwrap(), Tags::I2b2);
        found.map(|(document, _)| document.spans.len()).unwrap_err()
    };
    for (record, part) in [
        (with("MRN 0041", 4.into(), 8.into(), "0042"), "\"0041\""),
        (with("MRN 0041", 4.into(), 4.into(), ""), "empty"),
        (with("MRN 0041", 5.into(), 4.into(), ""), "empty"),
        (
            with("MRN 0041", 4.into(), 9.into(), "0041"),
            "behind the text",
        ),
        (with("a\r\n0041", 2.into(), 7.into(), "\n0041"), "cuts"),
        (with("0041\r\n", 0.into(), 5.into(), "0041\r"), "cuts"),
        (with("a \n b", 1.into(), 4.into(), " \n "), "white space"),
        (with("MRN 0041", 4.into(), Value::Null, "0041"), "its place"),
    ] {
        let found = problem(record);
        assert!(found.contains("span s9") && found.contains(part), "{found}");
    }
    let mut wrong = with("MRN 0041", 4.into(), 8.into(), "0041");
    wrong["spans"][0]["label"] = "PHI".into();
    assert!(problem(wrong).contains("its label"));
    let mut two = with("ab", 1.into(), 2.into(), "b");
    let mut first = two["spans"][0].clone();
    (first["start"], first["end"], first["text"]) = (0.into(), 1.into(), "a".into());
    two["spans"].as_array_mut().unwrap().push(first);
    assert!(problem(two).contains("follows"));
}

#[test]
fn what_no_export_wrote_is_refused() {
    for format in LABELS {
        let Some(reader) = format.reader() else {
            continue;
        };
        for part in ["", "[]", "[[{}]]", "null", "7", "\"meta\"", "<TEXT>"] {
            for parts in [&[][..], &[part], &[part; 2], &[part; 3]] {
                assert!(reader.read(parts).is_err(), "{}: {part}", format.name());
            }
        }
    }
}

#[test]
fn what_is_left_out_is_counted() {
    let record = record(&[0, 4, 0, 4, 0], &[(0, 1, 33), (2, 3, 7), (4, 5, 0)]);
    let (document, left) = check(&record, named("i2b2").unwrap(), Tags::I2b2).unwrap();
    assert_eq!(document.spans.len(), 2);
    assert_eq!(
        (left.outside, &left.unmapped),
        (1, &[("SEX".to_owned(), 1)].into())
    );
    let chosen = |only| Chosen {
        format: named("i2b2").unwrap(),
        tags: Tags::Synthphi,
        only,
    };
    let count = |only| {
        let (document, left) = Document::check(&record, chosen(only)).unwrap();
        (document.spans.len(), left.unasked)
    };
    assert_eq!(count(Only::All), (3, 0));
    assert_eq!(count(Only::SafeHarbor), (1, 2));
    assert_eq!(count(Only::I2b2Hipaa), (2, 1));
}

#[test]
fn boxes_are_in_pixels_of_their_pages() {
    let mut record = record(&[0, 4, 0], &[(0, 1, 0), (2, 3, 1)]);
    record["format"] = "pdf".into();
    record["pages"] = json!([{"page": 1, "width": 612, "height": 792}]);
    for span in record["spans"].as_array_mut().unwrap().iter_mut().take(2) {
        span["source"]["page"] = 1.into();
    }
    let (_, pieces) = written(&record, "coco", |options| options.dpi = 144).unwrap();
    let value = |at: usize| serde_json::from_str::<Value>(&pieces[at]).unwrap();
    assert_eq!(pieces.len(), 3);
    assert_eq!(
        (&value(0)["width"], &value(0)["height"]),
        (&json!(1224), &json!(1584))
    );
    assert_eq!(value(1)["bbox"], json!([144.14, 2, 16.86, 22.25]));
    assert_eq!(value(1)["image_id"], value(0)["id"]);
    assert_eq!(value(1)["synthphi"]["text"], "a");
    assert_ne!(value(1)["id"], value(2)["id"]);
    let (_, pieces) = written(&record, "coco", |_| {}).unwrap();
    let page: Value = serde_json::from_str(&pieces[0]).unwrap();
    assert_eq!(
        (&page["width"], &page["height"]),
        (&json!(1275), &json!(1650))
    );
    record["format"] = "docx".into();
    assert!(written(&record, "coco", |_| {}).unwrap().1.is_empty());
}

#[test]
fn every_format_can_be_written_in_every_tag_set() {
    let record = record(&[0, 4, 0, 4, 0], &[(0, 1, 33), (2, 3, 7), (4, 5, 0)]);
    for format in LABELS {
        for tags in Tags::ALL {
            let (document, files) =
                written(&record, format.name(), |options| options.tags = tags).unwrap();
            let shown = document.spans.len();
            let files = files.concat();
            for span in &document.spans {
                let last = span.tag.name.split([' ', '.']).next_back().unwrap();
                let is_said = ["coco", "value-map"].contains(&format.name());
                assert!(files.contains(last) || is_said, "{}: {last}", format.name());
            }
            assert!(shown > 0 || format.name() == "coco", "{}", format.name());
        }
    }
}

#[test]
fn names_are_unique_and_the_readme_lists_every_format() {
    let readme = include_str!("../../../README.md");
    for (at, format) in LABELS.iter().enumerate() {
        assert!(
            LABELS[..at]
                .iter()
                .all(|other| other.name() != format.name())
        );
        let lossless = if format.reader().is_some() {
            "yes"
        } else {
            "no"
        };
        let row = format!(
            "| `{}` | {} | {} | `{}` | {lossless} |",
            format.name(),
            format.description(),
            format.offsets(),
            format.tags().name()
        );
        assert!(readme.contains(&row), "no {row:?}");
    }
}
