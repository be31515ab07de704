//! `synthphi bag`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::generate::DEMO;
use super::{Exit, beside, expect_outside, signals, terminal};
use crate::error::Result;
use crate::exchange;
use crate::report::{bytes, count};

/// Copies a finished corpus into a new folder that archives take as it is: a
/// bag by BagIt 1.0 (RFC 8493), dated by the recipe. Every file is held against
/// the manifest on its way.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The corpus's folder
    #[arg(default_value = DEMO, value_name = "DIR")]
    folder: PathBuf,
    /// The folder to write, which must not be there yet [default: DIR-bag]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit> {
    let folder = &arguments.folder;
    signals::tell_of_lost_pages(folder)?;
    let out = match &arguments.out {
        Some(out) => out.clone(),
        None => beside(folder, "bag")?,
    };
    expect_outside(folder, &out)?;
    let bar = terminal::bar("bag", arguments.json);
    let bagged = exchange::bag(folder, &out, &mut |through, total| {
        bar.set_length(total);
        bar.set_position(through);
    })?;
    bar.finish_and_clear();
    if arguments.json {
        terminal::print_json(&json!({
            "folder": folder.to_string_lossy(), "out": out.to_string_lossy(),
            "files": bagged.files, "bytes": bagged.bytes,
        }))?;
    } else {
        terminal::print(&format!(
            "{} files, {}, as a bag in {}\n",
            count(bagged.files),
            bytes(bagged.bytes),
            out.display()
        ))?;
    }
    Ok(Exit::Done)
}
