//! Any text with spans anywhere is exported in every format or refused, and a
//! lossless format gives the same record back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};
use synthphi::fact::{Label, Role};
use synthphi::labels::export::{Chosen, Document, LABELS, Only, Options};

/// From which code point to which, and what.
type Place = (u16, u16, u8);

fuzz_target!(|input: (&str, Vec<Place>)| {
    let record = record(input.0, input.1);
    for format in LABELS.iter().copied() {
        for join in [false, true] {
            let mut options = Options::of(format);
            (options.join, options.utf16, options.bioes) = (join, !join, join);
            options.columns = if join { 2 } else { 4 };
            let chosen = Chosen {
                format,
                tags: options.tags,
                only: Only::All,
            };
            let Ok((document, _)) = Document::check(&record, chosen) else {
                continue;
            };
            let Ok(pieces) = format.write(&document, &options) else {
                continue;
            };
            let parts: Vec<&str> = pieces
                .iter()
                .map(|piece| std::str::from_utf8(&piece.bytes).unwrap())
                .collect();
            if let Some(reader) = format.reader() {
                let back = reader.read(&parts).unwrap();
                assert_eq!(back, record.to_string(), "{}", format.name());
            }
        }
    }
});

/// A record that says of its spans what a corpus's says.
fn record(text: &str, mut places: Vec<Place>) -> Value {
    let points: Vec<char> = text.chars().collect();
    places.sort_by_key(|&(start, end, _)| (start, u16::MAX - end));
    let spans = places.iter().enumerate().map(|(at, &(start, end, what))| {
        let inside = points.get(usize::from(start)..usize::from(end));
        let said: String = inside.unwrap_or_default().iter().collect();
        let what = usize::from(what);
        json!({
            "id": format!("s{}", at + 1), "start": start, "end": end, "text": said,
            "label": Label::ALL[what % Label::ALL.len()].name(), "subtype": "full",
            "role": Role::ALL[what % Role::ALL.len()].name(), "safe_harbor": "R",
            "entity": "pat-000007/name", "source": {"kind": "body"},
        })
    });
    json!({
        "v": 1, "id": "positive-17", "path": "phi_positive/x.pdf", "class": "positive",
        "format": "pdf", "split": "dev", "patients": ["pat-000007"], "text": text,
        "spans": spans.collect::<Vec<_>>(), "decoys": [],
    })
}
