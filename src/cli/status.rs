//! `synthphi status`.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::time::Duration;

use clap::Args;
use serde_json::json;

use super::generate::DEMO;
use super::{Exit, signals, terminal};
use crate::error::Result;
use crate::fact::Class;
use crate::report::{bytes, count, duration, rate};
use crate::store::{Checkpoint, database, is_locked};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The corpus's folder
    #[arg(default_value = DEMO, value_name = "DIR")]
    folder: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit> {
    let folder = &arguments.folder;
    signals::tell_of_lost_pages(folder)?;
    let checkpoint = Checkpoint::read(&database(folder))?;
    let recipe = checkpoint.recipe()?;
    let tally = checkpoint.tally()?;
    let failures = checkpoint.failures()?;
    let runs = checkpoint.runs()?;
    let sealed = checkpoint.sealed()?;
    let running = is_locked(folder)?;
    let there: u64 = tally.group("class").values().sum();
    let total = recipe.positive + recipe.negative;
    let size: u64 = tally.group("bytes").values().sum();
    let last = runs.last();
    let took = last.and_then(|run| {
        let end = run.last_commit?;
        Some(Duration::from_millis(
            u64::try_from(end - run.started).unwrap_or(0),
        ))
    });
    let speed = match (last, took) {
        (Some(run), Some(took)) => rate(run.made, took),
        _ => 0,
    };
    if arguments.json {
        let failed: Vec<_> = failures
            .iter()
            .map(|failure| {
                json!({
                    "id": failure.id.to_string(), "doc_type": failure.kind,
                    "format": failure.format, "cause": failure.cause,
                })
            })
            .collect();
        terminal::print_json(&json!({
            "folder": folder.to_string_lossy(), "seed": recipe.seed, "total": total, "done": there,
            "positive": tally.get("class", "positive"), "negative": tally.get("class", "negative"),
            "bytes": size, "failed": failed, "running": running, "runs": runs.len(),
            "per_second": speed, "digest": sealed,
        }))?;
        return Ok(Exit::Done);
    }
    let mut text = String::new();
    let state = match (&sealed, running) {
        (Some(_), _) => "complete",
        (None, true) => "being made",
        (None, false) => "unfinished",
    };
    let percent = (there * 100).checked_div(total).unwrap_or(0);
    // Writing to a string can't fail.
    let _ = writeln!(text, "state      {state}");
    let _ = writeln!(
        text,
        "documents  {} of {} ({percent} %), {}",
        count(there),
        count(total),
        bytes(size)
    );
    for class in Class::ALL {
        let _ = writeln!(
            text,
            "{:<10} {} of {}",
            class.name(),
            count(tally.get("class", class.name())),
            count(recipe.count(class))
        );
    }
    if let (Some(run), Some(took)) = (last, took) {
        let _ = writeln!(
            text,
            "last run   {} documents in {}, {} a second, {} workers",
            count(run.made),
            duration(took),
            count(speed),
            run.workers
        );
        if running && speed > 0 {
            let left = Duration::from_secs(total.saturating_sub(there) / speed);
            let _ = writeln!(text, "to go      {}", duration(left));
        }
    }
    for failure in &failures {
        let _ = writeln!(
            text,
            "failed     {} ({}, {}): {}",
            failure.id, failure.kind, failure.format, failure.cause
        );
    }
    match &sealed {
        Some(digest) => {
            let _ = writeln!(text, "digest     {digest}");
        }
        None if !running => {
            let _ = writeln!(
                text,
                "go on with `synthphi generate --out {}`",
                folder.display()
            );
        }
        None => {}
    }
    terminal::print(&text)?;
    Ok(Exit::Done)
}
