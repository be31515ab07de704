//! `synthphi stats`.

use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value, json};

use super::generate::DEMO;
use super::{Exit, signals, terminal};
use crate::error::Result;
use crate::report::{bytes, count, duration, rate};
use crate::store::{Checkpoint, database};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The corpus's folder
    #[arg(default_value = DEMO, value_name = "DIR")]
    folder: PathBuf,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

const GROUPS: [(&str, &str); 7] = [
    ("class", "class"),
    ("format", "format"),
    ("type", "document type"),
    ("method", "method"),
    ("split", "split"),
    ("label", "label"),
    ("decoy", "look-alike"),
];

pub(super) fn run(arguments: &Arguments) -> Result<Exit> {
    signals::tell_of_lost_pages(&arguments.folder)?;
    let checkpoint = Checkpoint::read(&database(&arguments.folder))?;
    let tally = checkpoint.tally()?;
    let workers = checkpoint.workers()?;
    let runs = checkpoint.runs()?;
    if arguments.json {
        let mut value = Map::new();
        for (group, _) in GROUPS {
            value.insert(group.to_owned(), json!(tally.group(group)));
        }
        value.insert("bytes".to_owned(), json!(tally.group("bytes")));
        let list: Vec<Value> = workers
            .iter()
            .map(|worker| {
                json!({
                    "worker": worker.number, "documents": worker.documents,
                    "seconds": worker.time.as_secs_f64(),
                    "per_second": rate(worker.documents, worker.time),
                })
            })
            .collect();
        value.insert("workers".to_owned(), list.into());
        let list: Vec<Value> = runs
            .iter()
            .map(|run| {
                json!({
                    "started_ms": run.started, "ended_ms": run.ended, "workers": run.workers,
                    "batch_size": run.batch_size, "documents": run.made,
                })
            })
            .collect();
        value.insert("runs".to_owned(), list.into());
        terminal::print_json(&value.into())?;
        return Ok(Exit::Done);
    }
    let mut text = String::new();
    for (group, title) in GROUPS {
        let counts = tally.group(group);
        if counts.is_empty() {
            continue;
        }
        let sum: u64 = counts.values().sum();
        let mut rows = vec![vec![title.to_uppercase(), "COUNT".into(), "SHARE".into()]];
        for (name, number) in counts {
            let permille = number * 1_000 / sum.max(1);
            rows.push(vec![
                name.to_owned(),
                count(number),
                format!("{}.{} %", permille / 10, permille % 10),
            ]);
        }
        text.push_str(&terminal::table(&rows, &[false, true, true]));
        text.push('\n');
    }
    let mut rows = vec![["FORMAT", "BYTES", "MEAN"].map(str::to_owned).to_vec()];
    for (format, size) in tally.group("bytes") {
        let mean = size / tally.get("format", format).max(1);
        rows.push(vec![format.to_owned(), bytes(size), bytes(mean)]);
    }
    text.push_str(&terminal::table(&rows, &[false, true, true]));
    text.push('\n');
    let header = ["WORKER", "DOCUMENTS", "TIME", "PER SECOND"];
    let mut rows = vec![header.map(str::to_owned).to_vec()];
    for worker in &workers {
        rows.push(vec![
            (worker.number + 1).to_string(),
            count(worker.documents),
            duration(worker.time),
            count(rate(worker.documents, worker.time)),
        ]);
    }
    text.push_str(&terminal::table(&rows, &[true; 4]));
    terminal::print(&text)?;
    Ok(Exit::Done)
}
