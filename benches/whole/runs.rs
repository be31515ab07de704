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

use super::clock::{of_machine, of_process};
#[cfg(target_os = "linux")]
use super::floor;
use super::workshop::{self, Result};

/// What a run took.
struct Cost {
    elapsed: Duration,
    processor: Duration,
    /// How many processors of the machine were busy on the average, whoever
    /// kept them so: what the kernel writes in its own name is in no process's
    /// time. 0 where nobody says so.
    busy: f64,
    /// Of documents.
    bytes: u64,
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

/// What is made: the usual mix on one and two workers, waiting for the disk and
/// not; a quarter as many documents on one worker; and these in each format
/// alone.
fn jobs(documents: u64) -> Result<Vec<Job>> {
    let few = (documents / 4).max(4);
    let mixed = |documents, workers: usize, durability| -> Result<Job> {
        let more = if workers == 1 { "" } else { "s" };
        let waiting = match durability {
            Durability::Power => "",
            Durability::Process => ", `--durability process`",
        };
        Ok(Job {
            name: format!("made, {workers} worker{more}{waiting}"),
            recipe: workshop::recipe(documents)?,
            workers,
            durability,
        })
    };
    let mut jobs = vec![
        mixed(documents, 1, Durability::Power)?,
        mixed(documents, 2, Durability::Power)?,
        mixed(documents, 1, Durability::Process)?,
        mixed(documents, 2, Durability::Process)?,
        mixed(few, 1, Durability::Power)?,
    ];
    for format in FORMATS {
        let draft = Draft {
            formats: Some([(format.name().to_owned(), 1.0)].into()),
            ..workshop::draft(few)
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
        "| run | documents | MB | wall, s | CPU, s | CPU, µs a document | documents/s | \
         documents/s/core | busy | peak, MB |"
    )?;
    writeln!(out, "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")?;
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
                None => Ok(summary.tally.group("bytes").values().sum()),
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
        writeln!(
            out,
            "\nMaking takes {:.1} times the processor time of writing only, and {:.1} times as long.",
            ratio(made[0].processor, floor.processor),
            ratio(made[0].elapsed, floor.elapsed)
        )?;
    }
    writeln!(
        out,
        "A second worker makes it {:.2} times as fast, and {:.2} times where nobody waits for the disk.",
        ratio(made[0].elapsed, made[1].elapsed),
        ratio(made[2].elapsed, made[3].elapsed)
    )?;
    Ok(())
}

fn ratio(one: Duration, other: Duration) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// Measures a job that says how many bytes its documents have, with a file
/// system that has nothing left to write.
#[expect(clippy::disallowed_methods, reason = "this is who measures a run")]
fn measure(job: impl FnOnce() -> Result<u64>) -> Result<Cost> {
    rustix::fs::sync();
    forget_peak();
    let (began, before, busy) = (Instant::now(), of_process(), of_machine());
    let bytes = job()?;
    let elapsed = began.elapsed();
    Ok(Cost {
        elapsed,
        processor: of_process() - before,
        busy: ratio(of_machine() - busy, elapsed),
        bytes,
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
            "| {name} | {documents} | {:.0} | {wall:.2} | {processor:.2} | {:.1} | {:.0} | {:.0} | {:.2} | {} |",
            self.bytes as f64 / 1e6,
            processor / documents * 1e6,
            documents / wall,
            documents / processor,
            self.busy,
            self.peak
        )?;
        Ok(())
    }
}
