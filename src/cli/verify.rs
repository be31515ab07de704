//! `synthphi verify`.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::generate::DEMO;
use super::{Exit, signals, start_threads, terminal};
use crate::check::{self, VerifyOptions};
use crate::error::Result;
use crate::report::count;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The corpus's folder
    #[arg(default_value = DEMO, value_name = "DIR")]
    folder: PathBuf,
    /// Read every document back with code that did not write it, and hold it against its record
    #[arg(long)]
    deep: bool,
    /// Look at part of the documents only
    #[arg(long, value_name = "PERCENT", default_value = "100%", value_parser = percent)]
    sample: f64,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn percent(text: &str) -> Result<f64, String> {
    text.trim_end_matches('%')
        .trim()
        .parse()
        .ok()
        .filter(|percent| (0.0..=100.0).contains(percent))
        .ok_or_else(|| format!("{text:?} is no percentage from 0% to 100%"))
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit> {
    signals::tell_of_lost_pages(&arguments.folder)?;
    start_threads(&arguments.folder)?;
    let options = VerifyOptions {
        deep: arguments.deep,
        sample: arguments.sample,
    };
    let bar = terminal::bar("verify", arguments.json);
    let report = check::verify(&arguments.folder, options, &mut |through, total| {
        bar.set_length(total);
        bar.set_position(through);
    })?;
    bar.finish_and_clear();
    if arguments.json {
        let findings: Vec<_> = report
            .findings
            .iter()
            .map(|finding| json!({"path": finding.path, "problem": finding.problem}))
            .collect();
        terminal::print_json(&json!({
            "folder": arguments.folder.to_string_lossy(), "planned": report.planned,
            "documents": report.documents, "checked": report.checked, "sealed": report.sealed,
            "deep": arguments.deep, "findings": findings,
        }))?;
    } else {
        let mut text = String::new();
        for finding in &report.findings {
            let path = terminal::plain(&finding.path);
            text.push_str(&format!("{path}: {}\n", finding.problem));
        }
        let state = if report.sealed {
            "complete"
        } else {
            "unfinished: what is committed was checked"
        };
        text.push_str(&format!(
            "{} of {} documents checked{}, {} findings; the corpus is {state}\n",
            count(report.checked),
            count(report.planned),
            if arguments.deep { " in depth" } else { "" },
            count(report.findings.len() as u64),
        ));
        terminal::print(&text)?;
    }
    if report.findings.is_empty() {
        return Ok(Exit::Done);
    }
    terminal::say(&format!(
        "hint: `synthphi repair {}` makes every damaged file again, byte for byte",
        arguments.folder.display()
    ));
    Ok(Exit::Found)
}
