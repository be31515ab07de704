//! `synthphi audit`.

use std::path::{Path, PathBuf};

use clap::Args;

use super::generate::DEMO;
use super::{Exit, catalogue_of, expect_outside, signals, start_threads, terminal};
use crate::audit::{self, AuditOptions};
use crate::error::{Error, Result};
use crate::report;
use crate::store::stored;

/// Measures what would let a reader tell the classes apart without finding an
/// identifier, how much the texts repeat each other, and whether identifiers
/// are unique and nobody's. Works on an unfinished corpus too, and changes
/// nothing.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The corpus's folder
    #[arg(default_value = DEMO, value_name = "DIR")]
    folder: PathBuf,
    /// How many documents to look into, chosen by the hash of their names; all are counted
    #[arg(long, value_name = "N", default_value_t = 10_000, value_parser = clap::value_parser!(u64).range(1..))]
    sample: u64,
    /// Print JSON
    #[arg(long)]
    json: bool,
    /// Write the report as a page of HTML too, outside of the corpus
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit> {
    let folder = &arguments.folder;
    signals::tell_of_lost_pages(folder)?;
    start_threads(folder)?;
    if let Some(file) = &arguments.html {
        expect_outside(folder, file)?;
    }
    let templates = stored(folder)?.map_or_else(Vec::new, |(_, templates)| templates);
    let catalogue = catalogue_of(templates)?;
    let kinds = catalogue
        .types()
        .iter()
        .map(|kind| (kind.name.clone(), kind.kind.clone()));
    let options = AuditOptions {
        sample: arguments.sample,
        kinds: kinds.collect(),
    };
    let bar = terminal::bar("audit", arguments.json);
    let report = audit::audit(folder, &options, &mut |through, total| {
        bar.set_length(total);
        bar.set_position(through);
    })?;
    bar.finish_and_clear();
    let name = folder.display().to_string();
    if let Some(file) = &arguments.html {
        write(file, &report::page::page(&name, &report))?;
    }
    if arguments.json {
        terminal::print_json(&report::audit::json(&name, &report))?;
    } else {
        terminal::print(&report::audit::text(&report))?;
    }
    Ok(match report.exceeded().next() {
        Some(_) => Exit::Found,
        None => Exit::Done,
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "a report is no part of a corpus: whoever loses it makes it again"
)]
fn write(file: &Path, page: &str) -> Result<()> {
    std::fs::write(file, page).map_err(Error::io("write", file))
}
