//! `synthphi import`.

use std::path::PathBuf;

use clap::Args;
use clap::builder::PossibleValuesParser;
use serde_json::json;

use super::{Exit, missing, terminal};
use crate::error::Result;
use crate::exchange;
use crate::labels::export::{LABELS, named};
use crate::report::count;
use crate::store::Publication;

/// Gives the records back that `synthphi export` wrote in a format that
/// carries all of them: the same lines, byte for byte, in the corpus's order.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The folder of an export, or one of its files
    #[arg(value_name = "PATH")]
    path: PathBuf,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = PossibleValuesParser::new(lossless()))]
    from: String,
    /// The file to write, which must not be there yet
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// The formats that carry all of a record.
fn lossless() -> impl Iterator<Item = &'static str> {
    let all = LABELS.iter().filter(|format| format.reader().is_some());
    all.map(|format| format.name())
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit> {
    let format = named(&arguments.from).ok_or_else(|| {
        missing(
            "there is no such format",
            "`synthphi import --help` lists them",
        )
    })?;
    let name = "records.jsonl";
    let mut publication = Publication::begin(&arguments.out)?;
    let documents = exchange::import(format, &arguments.path, &mut |record| {
        publication.append(name, record)
    })?;
    publication.finish_file(name)?;
    let out = arguments.out.display().to_string();
    if arguments.json {
        terminal::print_json(&json!({
            "path": arguments.path.to_string_lossy(), "format": format.name(),
            "out": out, "documents": documents,
        }))?;
    } else {
        terminal::print(&format!("{} records in {out}\n", count(documents)))?;
    }
    Ok(Exit::Done)
}
