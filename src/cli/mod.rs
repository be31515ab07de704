//! The command line: one file a subcommand.
//!
//! What a program would read goes to stdout, what is said to a person to
//! stderr. The exit code is one of the table in the README.

mod audit;
mod bag;
mod bounds;
mod catalogue;
mod complete;
mod dry_run;
mod exit;
mod export;
mod generate;
mod import;
mod memory;
mod new_template;
mod repair;
mod show;
mod signals;
mod stats;
mod status;
mod terminal;
mod verify;

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;

use clap::{Parser, Subcommand};

pub use exit::Exit;
pub use memory::end_without_memory;

use crate::error::{Error, Result};
use crate::narrate::Grammar;
use crate::template::{Catalogue, Source};

/// Synthetic PHI corpora: hospital paperwork whose every identifier is known.
#[derive(Debug, Parser)]
#[command(
    name = "synthphi",
    version,
    about,
    long_about = "Generates synthetic PHI corpora: documents that look like hospital paperwork, in \
                  DOCX, PDF, EML and PPTX, with the truth about every identifier known exactly. \
                  Runs can be interrupted and go on where they were; the same recipe always gives \
                  the same bytes.",
    after_help = Exit::help()
)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Make a corpus, or whatever it still lacks
    Generate(generate::Arguments),
    /// Say how far a corpus is, also while it is being made
    Status(status::Arguments),
    /// Hold every file of a corpus against its record
    Verify(verify::Arguments),
    /// Measure what gives a corpus away: shortcuts, repetition, identifiers
    Audit(audit::Arguments),
    /// Count what is in a corpus
    Stats(stats::Arguments),
    /// Show one document: its truth, its text with the labels, its path
    Show(show::Arguments),
    /// Write the labels in the format of another tool
    Export(export::Arguments),
    /// Give the records back from an export
    Import(import::Arguments),
    /// Pack a finished corpus for an archive, by BagIt
    Bag(bag::Arguments),
    /// Make the checkpoint and every damaged file of a corpus again
    Repair(repair::Arguments),
    /// List the document types
    Documents(catalogue::DocumentArguments),
    /// Write a template to begin with
    NewTemplate(new_template::Arguments),
    /// List the formats
    Formats(catalogue::FormatArguments),
    /// Print the completions of a shell
    Completions(complete::Arguments),
    /// Print the manual page
    Man,
}

/// Reads the command line, does what it says and gives the exit code.
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match dispatch(cli.command) {
        Ok(exit) => exit.into(),
        Err(error) => {
            terminal::say(&format!("error: {error}"));
            if let Some(hint) = error.hint() {
                terminal::say(&format!("hint: {hint}"));
            }
            Exit::from(&error).into()
        }
    }
}

fn dispatch(command: Command) -> Result<Exit> {
    match command {
        Command::Generate(arguments) => generate::run(arguments),
        Command::Status(arguments) => status::run(&arguments),
        Command::Verify(arguments) => verify::run(&arguments),
        Command::Audit(arguments) => audit::run(&arguments),
        Command::Stats(arguments) => stats::run(&arguments),
        Command::Show(arguments) => show::run(&arguments),
        Command::Export(arguments) => export::run(&arguments),
        Command::Import(arguments) => import::run(&arguments),
        Command::Bag(arguments) => bag::run(&arguments),
        Command::Repair(arguments) => repair::run(arguments),
        Command::Documents(arguments) => catalogue::documents(&arguments),
        Command::NewTemplate(arguments) => new_template::run(&arguments),
        Command::Formats(arguments) => catalogue::formats(&arguments),
        Command::Completions(arguments) => complete::completions(&arguments),
        Command::Man => complete::man(),
    }
}

/// The embedded catalogue with a user's templates, told by the phrase grammar.
fn catalogue_of(own: Vec<Source>) -> Result<Catalogue> {
    Catalogue::load(own, Arc::new(Grammar::embedded()?))
}

/// The error of something that is not there.
fn missing(what: impl Into<String>, fix: impl Into<String>) -> Error {
    Error::Missing {
        what: what.into(),
        fix: fix.into(),
    }
}

/// Starts the threads that look at a corpus's documents side by side. Left to
/// their first use, they would end the process where the system gives none.
fn start_threads(folder: &Path) -> Result<()> {
    rayon::ThreadPoolBuilder::new()
        .build_global()
        .map_err(|error| io::Error::new(io::ErrorKind::WouldBlock, error))
        .map_err(Error::io("start threads for", folder))
}

/// The place beside a corpus where what is made of it goes.
fn beside(folder: &Path, kind: &str) -> Result<PathBuf> {
    let name = folder.file_name().ok_or_else(|| {
        missing(
            "the folder has no name to call something beside it by",
            "name the place with --out",
        )
    })?;
    Ok(folder.with_file_name(format!("{}-{kind}", name.to_string_lossy())))
}

/// Refuses to write into the corpus that is looked at.
fn expect_outside(folder: &Path, file: &Path) -> Result<()> {
    let parent = match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    let real = |path: &Path| path.canonicalize().map_err(Error::reading(path));
    if real(parent)?.starts_with(real(folder)?) {
        return Err(missing(
            format!("{} would be in the corpus itself", file.display()),
            "name a place in another folder: a corpus holds what its manifest lists and no more",
        ));
    }
    Ok(())
}
