//! The same documents through the libraries that one would take instead of an
//! emitter of one's own: content and emphasis only, without the facility's
//! look, without embedded fonts, without a transcript.

mod docx;
mod pdf;

use std::io::Write;

use synthphi::document::Document;
use synthphi::format::{FORMATS, named};
use synthphi::plan::Plan;
use synthphi::run::Sheet;
use synthphi::template::Catalogue;

use super::clock::Laps;
use super::workshop::{self, Result, Workshop};

/// A library as a writer of one format.
struct Library {
    name: &'static str,
    format: &'static str,
    write: fn(&Document) -> Result<Vec<u8>>,
}

const LIBRARIES: [Library; 2] = [
    Library {
        name: "docx-rs",
        format: "docx",
        write: docx::write,
    },
    Library {
        name: "printpdf",
        format: "pdf",
        write: pdf::write,
    },
];

/// So often every document is written; the least time counts.
const ROUNDS: usize = 5;

/// Prints what a document takes with each library and with our own emitter.
pub fn report(catalogue: &Catalogue, documents: u64, out: &mut impl Write) -> Result<()> {
    let recipe = workshop::recipe(documents)?;
    let plan = Plan::new(&recipe, catalogue)?;
    let workshop = Workshop::new(&plan, catalogue);
    let plans = workshop.plans();
    writeln!(out, "| µs a document | documents | KB | time |")?;
    writeln!(out, "|---|--:|--:|--:|")?;
    for library in LIBRARIES {
        let Some(format) = named(library.format) else {
            continue;
        };
        let mut told = Vec::new();
        for plan in &plans {
            if FORMATS[plan.format].name() == library.format {
                let story = workshop.generator.story(plan);
                told.push(workshop.generator.tell(plan, &story)?);
            }
        }
        let theirs = measure(&told, |document| Ok((library.write)(document)?.len()))?;
        row(
            &format!("{} with {}", library.format, library.name),
            told.len(),
            theirs,
            out,
        )?;
        let mut encoder = format.encoder();
        let mut sheet = Sheet::default();
        let ours = measure(&told, |document| {
            sheet.encode(encoder.as_mut(), document)?;
            Ok(sheet.bytes().len())
        })?;
        row(
            &format!("{} of our own", library.format),
            told.len(),
            ours,
            out,
        )?;
    }
    Ok(())
}

/// Bytes and nanoseconds of all documents.
fn measure(
    documents: &[Document],
    mut write: impl FnMut(&Document) -> Result<usize>,
) -> Result<(usize, u64)> {
    let mut least = (0, u64::MAX);
    for _ in 0..ROUNDS {
        let mut bytes = 0;
        let mut laps = Laps::start();
        for document in documents {
            bytes += write(document)?;
        }
        least = (bytes, least.1.min(laps.lap()));
    }
    Ok(least)
}

fn row(
    name: &str,
    documents: usize,
    (bytes, time): (usize, u64),
    out: &mut impl Write,
) -> Result<()> {
    let mean = |sum: f64| sum / documents.max(1) as f64 / 1_000.0;
    let (size, time) = (mean(bytes as f64), mean(time as f64));
    writeln!(out, "| {name} | {documents} | {size:.1} | {time:.1} |")?;
    Ok(())
}
