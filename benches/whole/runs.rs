//! Whole corpora: made, and only written.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use synthphi::run::{RunOptions, Silent, generate};
use synthphi::template::Catalogue;

use super::clock::of_process;
#[cfg(target_os = "linux")]
use super::floor;
use super::workshop::{self, Result};

/// What a run took.
struct Cost {
    elapsed: Duration,
    processor: Duration,
}

/// Prints what whole corpora take on one and two workers, truth, commits and
/// seal included, and beside it what it takes to write the same files and
/// make nothing. Every corpus gets a folder of its own below `folder`.
pub fn report(
    catalogue: &Catalogue,
    documents: u64,
    folder: &Path,
    out: &mut impl Write,
) -> Result<()> {
    let recipe = workshop::recipe(documents)?;
    // All folders go at the end: ext4 is slow to create what follows upon
    // deleting much.
    std::fs::create_dir_all(folder)?;
    let room = tempfile::Builder::new()
        .prefix("synthphi-bench-")
        .tempdir_in(folder)?;
    writeln!(
        out,
        "| {documents} documents | wall, s | CPU, s | CPU, µs a document | documents/s | \
         documents/s/core |"
    )?;
    writeln!(out, "|---|--:|--:|--:|--:|--:|")?;
    let mut made = Vec::new();
    for workers in [1, 2] {
        let options = RunOptions {
            workers,
            ..RunOptions::new(room.path().join(format!("made-{workers}")))
        };
        let cost = measure(|| {
            let summary = generate(&recipe, catalogue, &options, &Silent)?;
            match summary.failures.first() {
                None => Ok(()),
                Some(failure) => Err(format!("{}: {}", failure.id, failure.cause).into()),
            }
        })?;
        let plural = if workers == 1 { "" } else { "s" };
        cost.row(&format!("made, {workers} worker{plural}"), documents, out)?;
        made.push(cost);
    }
    #[cfg(target_os = "linux")]
    {
        let files = floor::read(&room.path().join("made-1"), &recipe, catalogue)?;
        let floor = measure(|| floor::write(&room.path().join("floor"), &files))?;
        floor.row("only written, 1 worker", documents, out)?;
        let ratio =
            |of: fn(&Cost) -> Duration| of(&made[0]).as_secs_f64() / of(&floor).as_secs_f64();
        writeln!(
            out,
            "\nMaking takes {:.1} times the processor time of writing only, and {:.1} times as long.",
            ratio(|cost| cost.processor),
            ratio(|cost| cost.elapsed)
        )?;
    }
    Ok(())
}

/// Measures a job with a file system that has nothing left to write.
#[expect(clippy::disallowed_methods, reason = "this is who measures a run")]
fn measure(job: impl FnOnce() -> Result<()>) -> Result<Cost> {
    rustix::fs::sync();
    let (began, before) = (Instant::now(), of_process());
    job()?;
    Ok(Cost {
        elapsed: began.elapsed(),
        processor: of_process() - before,
    })
}

impl Cost {
    fn row(&self, name: &str, documents: u64, out: &mut impl Write) -> Result<()> {
        let (wall, processor) = (self.elapsed.as_secs_f64(), self.processor.as_secs_f64());
        let documents = documents as f64;
        writeln!(
            out,
            "| {name} | {wall:.2} | {processor:.2} | {:.1} | {:.0} | {:.0} |",
            processor / documents * 1e6,
            documents / wall,
            documents / processor
        )?;
        Ok(())
    }
}
