//! Processor time a document by format and stage.

use std::io::Write;

use synthphi::document::Document;
use synthphi::fact::Class;
use synthphi::format::{Encoder, FORMATS};
use synthphi::plan::{DocumentPlan, Plan};
use synthphi::run::{ABREAST, Maker, Sheet};
use synthphi::store::Tally;
use synthphi::template::Catalogue;

use super::bare::bare;
use super::clock::Laps;
use super::workshop::{self, Result, Workshop};

/// The stages, encoding once more without labels, and all stages with counting
/// and tidying up.
const COLUMNS: [&str; 7] = [
    "story",
    "tell",
    "encode",
    "without places",
    "SHA-256",
    "truth",
    "**make**",
];

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
    sheets: Vec<Sheet>,
    /// For documents without labels, which are encoded first every other round.
    blank: Sheet,
    are_blanks_first: bool,
    maker: Maker,
}

impl Default for Desk {
    fn default() -> Self {
        Self {
            encoders: FORMATS.iter().map(|format| format.encoder()).collect(),
            sheets: (0..ABREAST).map(|_| Sheet::default()).collect(),
            blank: Sheet::default(),
            are_blanks_first: false,
            maker: Maker::default(),
        }
    }
}

impl Desk {
    /// Makes all documents twice: stage by stage, and as a run makes them, in
    /// the order in which it does.
    fn round(&mut self, workshop: &Workshop<'_>, plans: &[DocumentPlan]) -> Result<Vec<Sum>> {
        self.are_blanks_first = !self.are_blanks_first;
        let mut sums = Vec::with_capacity(FORMATS.len());
        for format in 0..FORMATS.len() {
            let mut plans: Vec<DocumentPlan> = plans
                .iter()
                .filter(|plan| plan.format == format)
                .cloned()
                .collect();
            plans.sort_by_key(|plan| plan.kind);
            let mut sum = Sum::default();
            for plans in plans.chunks(ABREAST) {
                let times = self.stages(workshop, plans)?;
                for (sum, time) in sum.times.iter_mut().zip(times) {
                    *sum += time;
                }
                let sheets = &self.sheets[..plans.len()];
                sum.documents += plans.len() as u64;
                sum.bytes += sheets
                    .iter()
                    .map(|sheet| sheet.bytes().len() as u64)
                    .sum::<u64>();
                let mut tally = Tally::default();
                let mut laps = Laps::start();
                let made = workshop.generator.make(plans, &mut self.maker, &mut tally);
                sum.times[COLUMNS.len() - 1] += laps.lap();
                made.into_iter()
                    .collect::<std::result::Result<Vec<_>, _>>()?;
            }
            sums.push(sum);
        }
        Ok(sums)
    }

    fn stages(&mut self, workshop: &Workshop<'_>, plans: &[DocumentPlan]) -> Result<[u64; 6]> {
        let generator = &workshop.generator;
        let mut tally = Tally::default();
        let [
            mut drawn,
            mut told,
            mut encoded,
            mut without_places,
            mut attested,
        ] = [0; 5];
        let mut laps = Laps::start();
        let sheets = &mut self.sheets[..plans.len()];
        for (plan, sheet) in plans.iter().zip(&mut *sheets) {
            laps.lap();
            let story = generator.story(plan);
            drawn += laps.lap();
            let document = generator.tell(plan, &story)?;
            told += laps.lap();
            // Both copies are as fresh, and neither is always the second to
            // find the encoder's code and tables at hand.
            let (copy, bare) = (document.clone(), bare(&document));
            let encoder = self.encoders[plan.format].as_mut();
            let mut encode = |document: &Document, sheet: &mut Sheet, time: &mut u64| {
                laps.lap();
                let encoded = sheet.encode(encoder, document);
                *time += laps.lap();
                encoded
            };
            if self.are_blanks_first {
                encode(&bare, &mut self.blank, &mut without_places)?;
                encode(&copy, sheet, &mut encoded)?;
            } else {
                encode(&copy, sheet, &mut encoded)?;
                encode(&bare, &mut self.blank, &mut without_places)?;
            }
            laps.lap();
            generator.attest(plan, &story, &document, sheet, &mut tally)?;
            attested += laps.lap();
        }
        laps.lap();
        Sheet::hash_all(sheets);
        let hashed = laps.lap();
        Ok([drawn, told, encoded, without_places, hashed, attested])
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
