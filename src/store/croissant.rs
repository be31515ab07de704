//! `croissant.json`: the corpus described for machines, by the Croissant format
//! 1.0 (<https://docs.mlcommons.org/croissant/docs/croissant-spec.html>).

use serde_json::{Value, json};

use super::seal::CorpusFile;

/// Name, type and description of the columns of a record that tools load; the
/// whole of it is in `record.schema.json`.
const COLUMNS: [(&str, &str, &str); 8] = [
    ("id", "sc:Text", "the document's name"),
    ("path", "sc:Text", "its file, from the corpus's folder"),
    ("sha256", "sc:Text", "the file's SHA-256"),
    ("format", "sc:Text", "docx, pdf, eml or pptx"),
    ("doc_type", "sc:Text", "what kind of document it is"),
    (
        "class",
        "sc:Text",
        "positive: it holds protected health information; negative: none",
    ),
    ("split", "sc:Text", "train, dev or test"),
    (
        "text",
        "sc:Text",
        "what an independent reader of the format sees",
    ),
];

/// Writes the description of a corpus.
pub(super) fn write(file: &CorpusFile) -> String {
    let seed = &file.recipe["seed"];
    let as_of = file.recipe["as_of"].as_str().unwrap_or_default();
    let fields: Vec<Value> = COLUMNS
        .iter()
        .map(|(name, kind, description)| {
            json!({
                "@type": "cr:Field",
                "@id": format!("records/{name}"),
                "name": name,
                "description": description,
                "dataType": kind,
                "source": {"fileSet": {"@id": "labels"}, "extract": {"column": name}},
            })
        })
        .collect();
    let description = json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "name": format!("synthphi-{seed}"),
        "description": format!(
            "{} synthetic documents that look like hospital paperwork, with the place of every \
             identifier; nobody in them exists",
            file.documents
        ),
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "version": format!("{}.0.0", file.edition),
        // The recipe's "today": no byte hangs on the clock.
        "datePublished": as_of,
        "rai:personalSensitiveInformation":
            "None: people, places and numbers are drawn from ranges that are nobody's.",
        "distribution": [
            {
                "@type": "cr:FileSet",
                "@id": "labels",
                "name": "labels",
                "description": "a record of JSON a document, a line each",
                "encodingFormat": "application/jsonlines",
                "includes": "labels/part-*.jsonl",
            },
        ],
        "recordSet": [
            {
                "@type": "cr:RecordSet",
                "@id": "records",
                "name": "records",
                "key": {"@id": "records/id"},
                "field": fields,
            },
        ],
    });
    let mut text = serde_json::to_string_pretty(&description).expect("strings and lists of them");
    text.push('\n');
    text
}

/// What the names in it mean.
fn context() -> Value {
    let of = |name: &str| Value::from(format!("cr:{name}"));
    let mut terms: serde_json::Map<String, Value> = [
        "citeAs",
        "column",
        "extract",
        "field",
        "fileProperty",
        "fileObject",
        "fileSet",
        "format",
        "includes",
        "isLiveDataset",
        "jsonPath",
        "key",
        "md5",
        "parentField",
        "path",
        "recordSet",
        "references",
        "regex",
        "repeated",
        "replace",
        "separator",
        "source",
        "subField",
        "transform",
    ]
    .into_iter()
    .map(|name| (name.to_owned(), of(name)))
    .collect();
    for (name, meaning) in [
        ("@language", json!("en")),
        ("@vocab", json!("https://schema.org/")),
        ("conformsTo", json!("dct:conformsTo")),
        ("cr", json!("http://mlcommons.org/croissant/")),
        ("rai", json!("http://mlcommons.org/croissant/RAI/")),
        ("dct", json!("http://purl.org/dc/terms/")),
        ("sc", json!("https://schema.org/")),
        ("data", json!({"@id": "cr:data", "@type": "@json"})),
        ("dataType", json!({"@id": "cr:dataType", "@type": "@vocab"})),
        ("examples", json!({"@id": "cr:examples", "@type": "@json"})),
    ] {
        terms.insert(name.to_owned(), meaning);
    }
    Value::Object(terms)
}
