//! Records of texts that are hard to hold.

use serde_json::{Value, json};

use crate::fact::{Label, Role};

const PIECES: [&str; 24] = [
    "a",
    "Zoë",
    "😀",
    "e\u{301}",
    " ",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "]]>",
    "]]",
    "\"",
    "'",
    "<b>",
    "&amp;",
    "12/3",
    "\u{2028}",
    "\u{c}",
    "|",
    "\\",
    "日本",
    "&#13;<![CDATA[",
    "?>",
    "\u{feff}",
];

/// A record of some text, with spans at some of its places.
pub fn record(pieces: &[usize], ends: &[(usize, usize, usize)]) -> Value {
    let text: String = pieces.iter().map(|at| PIECES[at % PIECES.len()]).collect();
    let points: Vec<char> = text.chars().collect();
    let cuts = |at: usize| at > 0 && points[at - 1] == '\r' && points.get(at) == Some(&'\n');
    let mut places: Vec<(usize, usize, usize)> = ends
        .iter()
        .map(|&(a, b, what)| (a % (points.len() + 1), b % (points.len() + 1), what))
        .map(|(a, b, what)| (a.min(b), a.max(b), what))
        .filter(|&(start, end, _)| !cuts(start) && !cuts(end))
        .filter(|&(start, end, _)| {
            let mut inside = points[start..end].iter();
            inside.any(|c| !c.is_whitespace() && !c.is_control())
        })
        .collect();
    places.sort_by_key(|&(start, end, _)| (start, usize::MAX - end));
    let spans = places.iter().enumerate().map(|(at, &(start, end, what))| {
        let text: String = points[start..end].iter().collect();
        let label = Label::ALL[what % Label::ALL.len()].name();
        let role = Role::ALL[what % Role::ALL.len()].name();
        let letter = (what % 3 > 0).then_some("R");
        let mut span = json!({
            "id": format!("s{}", at + 1), "start": start, "end": end, "text": text, "label": label,
        });
        if what % 2 > 0 {
            span["subtype"] = "full".into();
        }
        span["role"] = role.into();
        span["safe_harbor"] = letter.into();
        span["entity"] = "pat-000007/name".into();
        span["norm"] = "?> \u{feff} ]]>".into();
        span["source"] = json!({"kind": "body", "boxes": [[72.07, 1, 80.5, 12.125]]});
        span
    });
    let mut spans: Vec<Value> = spans.collect();
    spans.push(json!({
        "id": "s0", "start": null, "end": null, "text": "aside", "label": "PERSON",
        "role": "provider", "safe_harbor": null, "entity": "prv-0001/name",
        "source": {"kind": "metadata"},
    }));
    json!({
        "v": 1, "id": "positive-17", "path": "phi_positive/x.pdf", "class": "positive",
        "split": "dev", "patients": ["pat-000007"], "text": text, "spans": spans, "decoys": [],
    })
}

/// The same without the spans that begin within another and end behind it.
pub fn laminar(mut record: Value) -> Value {
    let mut open: Vec<u64> = Vec::new();
    let mut kept = Vec::new();
    for span in record["spans"].as_array().unwrap() {
        let (Some(start), Some(end)) = (span["start"].as_u64(), span["end"].as_u64()) else {
            continue;
        };
        open.retain(|outer| *outer > start);
        if open.iter().all(|outer| end <= *outer) {
            open.push(end);
            kept.push(span.clone());
        }
    }
    record["spans"] = kept.into();
    record
}
