//! What must hold of the page of any record.

use serde_json::json;

use super::*;

fn record() -> Value {
    json!({
        "id": "positive-1", "path": "a/<b>.docx", "format": "docx", "class": "positive",
        "doc_type": "note", "split": "dev", "sha256": "00",
        "text": "Seen: Zoë <script>alert(1)</script> & co\nDr. Lee, x",
        "spans": [
            {"start": 6, "end": 9, "text": "Zoë", "label": "PERSON", "role": "patient",
             "safe_harbor": "A", "entity": "pat-1/name", "norm": "\"><img src=x>",
             "source": {"kind": "body", "part": "/word/document.xml", "p": 2, "start": 6, "end": 9}},
            {"start": 7, "end": 30, "text": "within", "label": "NO \"LABEL\"", "role": "x",
             "safe_harbor": null, "entity": "e", "source": {"kind": "body"}},
            {"start": null, "end": null, "text": "</style>", "label": "URL", "role": "patient",
             "safe_harbor": "N", "entity": "e", "source": {"kind": "href", "part": "/x"}},
        ],
        "decoys": [
            {"start": 41, "end": 48, "text": "Dr. Lee", "looks_like": "PERSON", "why": "a 'sign'"},
            {"start": 900, "end": 910, "text": "past", "looks_like": "PERSON", "why": "y"},
        ],
    })
}

#[test]
fn nothing_that_a_document_says_is_markup() {
    let html = page(&record(), &Err("it's <gone>".into()));
    for markup in ["<script", "<img", "<b>", "<gone>", "http", "NO \"LABEL\""] {
        assert!(!html.contains(markup), "{markup} in {html}");
    }
    assert_eq!(html.matches("</style>").count(), 1);
    for text in [
        "<mark id=\"s1\" class=\"l0 sh\"",
        "PERSON, patient, Safe Harbor A\nentity: pat-1/name\nnorm: &quot;&gt;&lt;img src=x&gt;",
        ">Zoë</mark> &lt;script&gt;alert(1)&lt;/script&gt; &amp; co\n<mark id=\"d1\" class=\"decoy\"",
        ">Dr. Lee</mark>, x",
        "not PERSON: a &#39;sign&#39;",
        "paragraph 2, 6 to 9",
        "can&#39;t be read: it&#39;s &lt;gone&gt;",
    ] {
        assert!(html.contains(text), "no {text} in {html}");
    }
}

#[test]
fn a_file_that_is_another_one_is_said_to_be() {
    let mut record = record();
    let html = page(&record, &Ok(b"x".to_vec()));
    assert!(html.contains("is not the one"), "{html}");
    record["sha256"] = hex(&Sha256::digest("x")).into();
    let html = page(&record, &Ok(b"x".to_vec()));
    assert!(!html.contains("class=\"problem\""), "{html}");
    record["format"] = "pdf".into();
    let html = page(&record, &Ok(b"x".to_vec()));
    assert!(html.contains("can&#39;t be drawn: it is no PDF"), "{html}");
}

#[test]
fn a_record_that_says_nothing_is_a_page_too() {
    let html = page(&Value::Null, &Ok(Vec::new()));
    assert!(html.ends_with("</html>\n"));
}
