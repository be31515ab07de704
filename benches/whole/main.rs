//! What a document costs, stage by stage and as a whole, beside what it would
//! cost to make nothing and to write it with other libraries:
//! `cargo bench --bench whole -- [FOLDER] [DOCUMENTS]`.
//!
//! Prints Markdown; `docs/performance.md` says how to read it. FOLDER is where
//! corpora are made and removed again in the end, `target` if it is left out;
//! DOCUMENTS is how many of them a corpus has. Nothing is asserted: a time is
//! no promise.

mod bare;
mod clock;
#[cfg(target_os = "linux")]
mod floor;
mod libraries;
mod runs;
mod stages;
mod workshop;

use std::io::{self, Write as _};
use std::path::PathBuf;

use workshop::Result;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Documents whose stages are looked at one by one.
const LOOKED_AT: u64 = 600;

/// Documents of a whole corpus.
const CORPUS: u64 = 12_000;

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    // Cargo says so when it measures; otherwise it only wants to see it run.
    let measuring = arguments.iter().any(|argument| argument == "--bench");
    arguments.retain(|argument| !argument.starts_with("--"));
    let mut arguments = arguments.into_iter();
    let folder = arguments.next().map_or_else(
        || concat!(env!("CARGO_MANIFEST_DIR"), "/target").into(),
        PathBuf::from,
    );
    let documents = arguments.next().map(|count| count.parse()).transpose()?;
    let (looked_at, corpus) = if measuring {
        (LOOKED_AT, CORPUS)
    } else {
        (30, 30)
    };

    let catalogue = workshop::catalogue()?;
    let mut out = io::stdout().lock();
    stages::report(&catalogue, looked_at, &mut out)?;
    writeln!(out)?;
    libraries::report(&catalogue, looked_at, &mut out)?;
    writeln!(out)?;
    runs::report(&catalogue, documents.unwrap_or(corpus), &folder, &mut out)
}
