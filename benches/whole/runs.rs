//! Whole corpora: made, and only written.

use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use synthphi::fact::Class;
use synthphi::format::FORMATS;
use synthphi::recipe::{Draft, Recipe};
use synthphi::run::{RunOptions, Silent, generate};
use synthphi::store::Durability;
use synthphi::template::Catalogue;

use super::clock::of_process;
#[cfg(target_os = "linux")]
use super::floor;
use super::workshop::{self, Result};

/// What a run took.
struct Cost {
    elapsed: Duration,
    processor: Duration,
    /// The most memory that was in use, in MB; 0 where nobody says so.
    peak: u64,
}

/// A corpus to make.
struct Job {
    name: String,
    recipe: Recipe,
    workers: usize,
    durability: Durability,
}

/// What is made: the usual mix on one and two workers and without waiting for
/// the disk, and each format alone, of a quarter as many documents.
fn jobs(documents: u64) -> Result<Vec<Job>> {
    let mixed = |name: &str, workers, durability| -> Result<Job> {
        Ok(Job {
            name: name.to_owned(),
            recipe: workshop::recipe(documents)?,
            workers,
            durability,
        })
    };
    let mut jobs = vec![
        mixed("made, 1 worker", 1, Durability::Power)?,
        mixed("made, 2 workers", 2, Durability::Power)?,
        mixed(
            "made, 1 worker, `--durability process`",
            1,
            Durability::Process,
        )?,
    ];
    for format in FORMATS {
        let draft = Draft {
            formats: Some([(format.name().to_owned(), 1.0)].into()),
            ..workshop::draft((documents / 4).max(4))
        };
        jobs.push(Job {
            name: format!("{} alone, 1 worker", format.name()),
            recipe: Recipe::new(draft, 42)?,
            workers: 1,
            durability: Durability::Power,
        });
    }
    Ok(jobs)
}

/// Prints what whole corpora take, truth, commits and seal included, and beside
/// it what it takes to write the files and labels of the first and make
/// nothing. Every corpus gets a folder of its own below `folder`.
pub fn report(
    catalogue: &Catalogue,
    documents: u64,
    folder: &Path,
    out: &mut impl Write,
) -> Result<()> {
    // All folders go at the end: ext4 is slow to create what follows upon
    // deleting much.
    std::fs::create_dir_all(folder)?;
    let room = tempfile::Builder::new()
        .prefix("synthphi-bench-")
        .tempdir_in(folder)?;
    writeln!(
        out,
        "| run | documents | wall, s | CPU, s | CPU, µs a document | documents/s | \
         documents/s/core | peak, MB |"
    )?;
    writeln!(out, "|---|--:|--:|--:|--:|--:|--:|--:|")?;
    let mut made = Vec::new();
    for (number, job) in jobs(documents)?.iter().enumerate() {
        let options = RunOptions {
            workers: job.workers,
            durability: job.durability,
            ..RunOptions::new(room.path().join(format!("made-{number}")))
        };
        let cost = measure(|| {
            let summary = generate(&job.recipe, catalogue, &options, &Silent)?;
            match summary.failures.first() {
                None => Ok(()),
                Some(failure) => Err(format!("{}: {}", failure.id, failure.cause).into()),
            }
        })?;
        let documents = Class::ALL.map(|class| job.recipe.count(class)).iter().sum();
        cost.row(&job.name, documents, out)?;
        made.push(cost);
    }
    #[cfg(target_os = "linux")]
    {
        let files = floor::read(
            &room.path().join("made-0"),
            &workshop::recipe(documents)?,
            catalogue,
        )?;
        let floor = measure(|| floor::write(&room.path().join("floor"), &files))?;
        floor.row(
            "only hashed, written and recorded, 1 worker",
            documents,
            out,
        )?;
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
    forget_peak();
    let (began, before) = (Instant::now(), of_process());
    job()?;
    Ok(Cost {
        elapsed: began.elapsed(),
        processor: of_process() - before,
        peak: peak(),
    })
}

/// Linux counts the peak anew from here on.
#[expect(clippy::disallowed_methods, reason = "this is who measures a run")]
fn forget_peak() {
    // Where there is no such file there is no peak either.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// The most memory in use since then, in MB.
#[expect(clippy::disallowed_methods, reason = "this is who measures a run")]
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or_default() / 1_000
}

impl Cost {
    fn row(&self, name: &str, documents: u64, out: &mut impl Write) -> Result<()> {
        let (wall, processor) = (self.elapsed.as_secs_f64(), self.processor.as_secs_f64());
        let documents = documents as f64;
        writeln!(
            out,
            "| {name} | {documents} | {wall:.2} | {processor:.2} | {:.1} | {:.0} | {:.0} | {} |",
            processor / documents * 1e6,
            documents / wall,
            documents / processor,
            self.peak
        )?;
        Ok(())
    }
}
