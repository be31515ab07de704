//! Processor time a document by format and stage.

use std::io::Write;

use synthphi::fact::Class;
use synthphi::format::{Encoder, FORMATS};
use synthphi::plan::{DocumentPlan, Plan};
use synthphi::run::Maker;
use synthphi::store::Tally;
use synthphi::template::Catalogue;

use super::clock::Laps;
use super::workshop::{self, File, Result, Workshop};

/// The stages, and all of them with counting and tidying up.
const COLUMNS: [&str; 6] = ["story", "tell", "encode", "SHA-256", "truth", "**make**"];

/// So often all documents are made. The least time of each column counts:
/// whatever disturbs a measurement adds to it.
const ROUNDS: usize = 9;

/// Prints what a document takes, a row a format.
pub fn report(catalogue: &Catalogue, documents: u64, out: &mut impl Write) -> Result<()> {
    let recipe = workshop::recipe(documents)?;
    let plan = Plan::new(&recipe, catalogue)?;
    let known = Workshop::new(&plan, catalogue);
    let plans = known.plans();
    let mut desk = Desk::default();
    // The first round is for the patients to be met and the caches to fill.
    desk.round(&known, &plans)?;
    let mut least = desk.round(&known, &plans)?;
    for _ in 1..ROUNDS {
        let round = desk.round(&known, &plans)?;
        for (least, sum) in least.iter_mut().zip(round) {
            for (least, time) in least.times.iter_mut().zip(sum.times) {
                *least = time.min(*least);
            }
        }
    }

    writeln!(
        out,
        "| µs a document | documents | KB | {} |",
        COLUMNS.join(" | ")
    )?;
    writeln!(out, "|---|--:|--:|{}", "--:|".repeat(COLUMNS.len()))?;
    let mut all = Sum::default();
    for (format, sum) in FORMATS.iter().zip(&least) {
        sum.row(format.name(), out)?;
        all.append(sum);
    }
    all.row("all", out)?;

    let strangers = Workshop::new(&plan, catalogue);
    let first = desk.round(&strangers, &plans)?;
    let stories: u64 = first.iter().map(|sum| sum.times[0]).sum();
    let positive = recipe.count(Class::Positive).max(1);
    let more = stories.saturating_sub(all.times[0]) as f64 / positive as f64 / 1_000.0;
    writeln!(
        out,
        "\nA patient who is met for the first time takes {more:.1} µs more."
    )?;
    Ok(())
}

/// The tools of one worker.
struct Desk {
    encoders: Vec<Box<dyn Encoder>>,
    file: File,
    maker: Maker,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            encoders: FORMATS.iter().map(|format| format.encoder()).collect(),
            file: File::default(),
            maker: Maker::default(),
        }
    }
}

impl Desk {
    /// Makes all documents twice: stage by stage, and as a run makes them.
    fn round(&mut self, workshop: &Workshop<'_>, plans: &[DocumentPlan]) -> Result<Vec<Sum>> {
        let mut sums: Vec<Sum> = FORMATS.iter().map(|_| Sum::default()).collect();
        for plan in plans {
            let times = self.stages(workshop, plan)?;
            let sum = &mut sums[plan.format];
            sum.documents += 1;
            sum.bytes += self.file.bytes.len() as u64;
            for (sum, time) in sum.times.iter_mut().zip(times) {
                *sum += time;
            }
        }
        for plan in plans {
            let mut tally = Tally::default();
            let mut laps = Laps::start();
            workshop.generator.make(plan, &mut self.maker, &mut tally)?;
            sums[plan.format].times[COLUMNS.len() - 1] += laps.lap();
        }
        Ok(sums)
    }

    fn stages(&mut self, workshop: &Workshop<'_>, plan: &DocumentPlan) -> Result<[u64; 5]> {
        let file = &mut self.file;
        let mut laps = Laps::start();
        let story = workshop.generator.story(plan);
        let drawn = laps.lap();
        let document = workshop.generator.tell(plan, &story)?;
        let told = laps.lap();
        file.encode(self.encoders[plan.format].as_mut(), &document)?;
        let encoded = laps.lap();
        file.digest();
        let hashed = laps.lap();
        workshop.attest(plan, &story, &document, file)?;
        Ok([drawn, told, encoded, hashed, laps.lap()])
    }
}

/// Documents, their bytes and their nanoseconds by column.
#[derive(Default)]
struct Sum {
    documents: u64,
    bytes: u64,
    times: [u64; COLUMNS.len()],
}

impl Sum {
    fn append(&mut self, other: &Self) {
        self.documents += other.documents;
        self.bytes += other.bytes;
        for (sum, time) in self.times.iter_mut().zip(other.times) {
            *sum += time;
        }
    }

    fn row(&self, name: &str, out: &mut impl Write) -> Result<()> {
        let mean = |sum: u64| sum as f64 / self.documents.max(1) as f64 / 1_000.0;
        write!(
            out,
            "| {name} | {} | {:.1} |",
            self.documents,
            mean(self.bytes)
        )?;
        for time in self.times {
            write!(out, " {:.1} |", mean(time))?;
        }
        writeln!(out)?;
        Ok(())
    }
}
