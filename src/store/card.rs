//! The dataset card: the README of a corpus, for people and for Hugging Face.

use std::fmt::Write as _;

use super::seal::CorpusFile;
use super::tally::Tally;

/// The columns of a record, told because tools would take them from the first
/// file that they open, and not every record has all of them.
const FEATURES: &str = include_str!("features.yaml");

/// Writes the card of a corpus.
pub(super) fn write(file: &CorpusFile, tally: &Tally) -> String {
    let mut card = String::new();
    // Writing to a string can't fail.
    let _ = compose(&mut card, file, tally);
    card
}

fn compose(out: &mut String, file: &CorpusFile, tally: &Tally) -> std::fmt::Result {
    let size = match file.documents {
        0..1_000 => "n<1K",
        1_000..10_000 => "1K<n<10K",
        10_000..100_000 => "10K<n<100K",
        100_000..1_000_000 => "100K<n<1M",
        _ => "1M<n<10M",
    };
    let seed = &file.recipe["seed"];
    let as_of = file.recipe["as_of"].as_str().unwrap_or_default();
    write!(
        out,
        "---\n\
         language: en\n\
         pretty_name: Synthetic PHI corpus, seed {seed}\n\
         annotations_creators: [machine-generated]\n\
         task_categories: [token-classification, text-classification]\n\
         tags: [synthetic, phi, pii, de-identification, dlp]\n\
         size_categories: [{size}]\n\
         {FEATURES}\
         configs:\n\
         - config_name: default\n\
         \x20 data_files: labels/part-*.jsonl\n\
         ---\n\n\
         # Synthetic PHI corpus, seed {seed}\n\n\
         {} documents that look like hospital paperwork, some holding protected health\n\
         information and some only looking as if they did. Nobody in them exists: people,\n\
         places, plans and numbers were drawn by synthphi (edition {}) from this recipe, and\n\
         the same recipe gives the same bytes again. \"Today\" in the stories is {as_of}.\n\n\
         `labels/` says for every document where each identifier is, in code points of the\n\
         text that a reader of its format sees. `{}` lists every file with its SHA-256.\n\n\
         Corpus digest: `{}`\n\n",
        file.documents,
        file.edition,
        super::MANIFEST,
        file.digest
    )?;
    if !file.types_by_split.is_empty() {
        writeln!(
            out,
            "No patient, facility or document type is on two sides of the split.\n\n\
             | Split | Document types |\n|---|---|"
        )?;
        for (side, types) in &file.types_by_split {
            writeln!(out, "| {side} | {} |", types.join(", "))?;
        }
        out.push('\n');
    }
    for (group, title) in [
        ("class", "Class"),
        ("type", "Document type"),
        ("format", "Format"),
        ("split", "Split"),
        ("label", "Label (mentions)"),
        ("decoy", "Look-alikes planted"),
    ] {
        let counts = tally.group(group);
        if counts.is_empty() {
            continue;
        }
        writeln!(out, "| {title} | Count |\n|---|--:|")?;
        for (name, count) in counts {
            writeln!(out, "| {name} | {count} |")?;
        }
        out.push('\n');
    }
    writeln!(
        out,
        "Prevalences, doses and ranges are plausible for test data and are not medical advice."
    )
}
