//! `synthphi show`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use serde_json::Value;

use super::generate::DEMO;
use super::{Exit, expect_outside, missing, signals, terminal};
use crate::error::{Error, Result};
use crate::labels::read::Record;
use crate::plan::DocumentId;
use crate::report;
use crate::store;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The corpus's folder, and the document's name, such as positive/17
    #[arg(value_name = "[DIR] ID", num_args = 1..=2, required = true)]
    what: Vec<String>,
    /// Print the record as JSON
    #[arg(long, conflicts_with = "html")]
    json: bool,
    /// Write a page of HTML instead, outside of the corpus: the text, and the
    /// pages of a PDF, with all labels [printed if no file is named]
    #[arg(long, value_name = "FILE", num_args = 0..=1, default_missing_value = "-")]
    html: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments) -> Result<Exit> {
    let (folder, id) = match arguments.what.as_slice() {
        [folder, id] => (PathBuf::from(folder), id),
        [id] => (PathBuf::from(DEMO), id),
        _ => {
            return Err(missing(
                "no document was named",
                "name one, such as positive/17",
            ));
        }
    };
    signals::tell_of_lost_pages(&folder)?;
    let id: DocumentId = id.parse()?;
    if let Some(file) = arguments.html.as_ref().filter(|file| !is_stdout(file)) {
        expect_outside(&folder, file)?;
    }
    let line = store::record(&folder, id)?.ok_or_else(|| {
        missing(
            format!("{id} is not in {}", folder.display()),
            "`synthphi status` says how many documents there are",
        )
    })?;
    let damaged = |error: serde_json::Error| Error::Damaged {
        path: folder.clone(),
        problem: format!("the record of {id} can't be read: {error}"),
        fix: "`synthphi repair` makes it again".into(),
    };
    if arguments.json || arguments.html.is_some() {
        let value: Value = serde_json::from_slice(&line).map_err(damaged)?;
        match &arguments.html {
            None => terminal::print_json(&value)?,
            Some(file) => look(&folder, &value, file)?,
        }
        return Ok(Exit::Done);
    }
    let record: Record<'_> = serde_json::from_slice(&line).map_err(damaged)?;
    let path = folder.join(record.path.as_ref());
    let mut text = String::new();
    // Writing to a string can't fail.
    let _ = compose(&mut text, &record, &path.display().to_string());
    terminal::print(&text)?;
    Ok(Exit::Done)
}

fn is_stdout(file: &Path) -> bool {
    file == Path::new("-")
}

/// Writes the page of a record to a file, or prints it.
#[expect(
    clippy::disallowed_methods,
    reason = "a page is no part of a corpus: whoever loses it makes it again"
)]
fn look(folder: &Path, record: &Value, file: &Path) -> Result<()> {
    let path = folder.join(record["path"].as_str().unwrap_or_default());
    let document = std::fs::read(&path).map_err(|error| error.to_string());
    let page = report::view::page(record, &document);
    if is_stdout(file) {
        return terminal::print(&page);
    }
    std::fs::write(file, page).map_err(Error::io("write", file))
}

fn compose(out: &mut String, record: &Record<'_>, path: &str) -> std::fmt::Result {
    let rest = |key: &str| record.rest.get(key).and_then(|value| value.as_str());
    writeln!(out, "path      {path}")?;
    writeln!(
        out,
        "document  {} {} ({}), {} split, {} bytes",
        record.class,
        record.doc_type,
        record.format,
        rest("split").unwrap_or_default(),
        record.bytes
    )?;
    writeln!(out, "sha256    {}\n", record.sha256)?;
    coloured(out, record);
    out.push('\n');
    let mut rows = vec![
        ["LABEL", "SUBTYPE", "ROLE", "HIPAA", "ENTITY", "TEXT"]
            .map(str::to_owned)
            .to_vec(),
    ];
    for span in &record.spans {
        rows.push(vec![
            span.label.to_string(),
            span.subtype.to_string(),
            span.role.to_string(),
            span.safe_harbor.map_or("-".to_owned(), String::from),
            span.entity.to_string(),
            span.text.replace('\n', " "),
        ]);
    }
    for decoy in &record.decoys {
        rows.push(vec![
            format!("not {}", decoy.looks_like),
            String::new(),
            String::new(),
            "-".to_owned(),
            decoy.why.to_string(),
            decoy.text.to_string(),
        ]);
    }
    out.push_str(&terminal::table(&rows, &[false; 6]));
    Ok(())
}

/// What stands where: the end, and how it is shown.
struct Stretch {
    end: usize,
    label: String,
    colour: &'static str,
}

/// The text with its labels: in colour on a terminal, in brackets elsewhere.
fn coloured(out: &mut String, record: &Record<'_>) {
    let colours = terminal::has_colours();
    let mut stretches: Vec<(usize, Stretch)> = Vec::new();
    for span in &record.spans {
        if let (Some(start), Some(end)) = (span.start, span.end) {
            let colour = match span.safe_harbor {
                Some(_) => "\u{1b}[1;31m",
                None => "\u{1b}[36m",
            };
            let label = span.label.to_string();
            stretches.push((start, Stretch { end, label, colour }));
        }
    }
    for decoy in &record.decoys {
        let stretch = Stretch {
            end: decoy.end,
            label: format!("not {}", decoy.looks_like),
            colour: "\u{1b}[33m",
        };
        stretches.push((decoy.start, stretch));
    }
    stretches.sort_by_key(|(start, _)| *start);
    let mut stretches = stretches.into_iter().peekable();
    let mut open: Option<Stretch> = None;
    for (point, c) in record.text.chars().enumerate() {
        if open.as_ref().is_some_and(|stretch| stretch.end == point) {
            close(out, open.take(), colours);
        }
        if let Some((_, stretch)) = stretches.next_if(|(start, _)| *start == point) {
            out.push_str(if colours { stretch.colour } else { "[" });
            open = Some(stretch);
        }
        out.push(c);
    }
    close(out, open, colours);
}

fn close(out: &mut String, stretch: Option<Stretch>, colours: bool) {
    match stretch {
        Some(_) if colours => out.push_str("\u{1b}[0m"),
        Some(stretch) => {
            out.push('|');
            out.push_str(&stretch.label);
            out.push(']');
        }
        None => {}
    }
}
