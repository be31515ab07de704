//! Every stage of a document by itself, over the first documents of the
//! default recipe in turn: `cargo bench --bench stages`.

use std::time::Duration;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use synthphi::clinic::Story;
use synthphi::digest::digest_all;
use synthphi::document::Document;
use synthphi::fact::Class;
use synthphi::format::{Encoder, FORMATS};
use synthphi::plan::{BatchTask, DocumentId, DocumentPlan, Plan};
use synthphi::run::{ABREAST, Sheet};
use synthphi::store::{BatchMade, Corpus, Durability, Row, Tally, crc32};

#[path = "whole/workshop.rs"]
mod workshop;

use workshop::{Result, Workshop};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Enough for every document type to be among them in every format it has.
const DOCUMENTS: u64 = 600;

/// Rows to a commit.
const BATCH: u64 = 1_000;

/// A document with all that the stages hand on.
struct Sample {
    plan: DocumentPlan,
    story: Story,
    document: Document,
    sheet: Sheet,
}

/// What the stages are measured on.
fn samples(workshop: &Workshop<'_>, encoders: &mut [Box<dyn Encoder>]) -> Result<Vec<Sample>> {
    let make = |plan: DocumentPlan| {
        let generator = &workshop.generator;
        let story = generator.story(&plan);
        let document = generator.tell(&plan, &story)?;
        let mut sheet = Sheet::default();
        sheet.encode(encoders[plan.format].as_mut(), &document)?;
        Sheet::hash_all(std::slice::from_mut(&mut sheet));
        generator.attest(&plan, &story, &document, &mut sheet, &mut Tally::default())?;
        Ok(Sample {
            plan,
            story,
            document,
            sheet,
        })
    };
    workshop.plans().into_iter().map(make).collect()
}

fn stages(criterion: &mut Criterion) {
    let catalogue = workshop::catalogue().expect("the embedded catalogue is whole");
    let recipe = workshop::recipe(DOCUMENTS).expect("the default recipe is valid");
    let plan = Plan::new(&recipe, &catalogue).expect("the default recipe can be planned");
    let workshop = Workshop::new(&plan, &catalogue);
    let mut encoders: Vec<_> = FORMATS.iter().map(|format| format.encoder()).collect();
    let mut samples =
        samples(&workshop, &mut encoders).expect("every document of the recipe can be made");

    made(criterion, &workshop, &mut encoders, &mut samples);
    saved(criterion, &plan, &samples);
}

/// What happens in memory.
fn made(
    criterion: &mut Criterion,
    workshop: &Workshop<'_>,
    encoders: &mut [Box<dyn Encoder>],
    samples: &mut [Sample],
) {
    let generator = &workshop.generator;
    for class in Class::ALL {
        let mut turn = samples
            .iter()
            .filter(|at| at.plan.id.class == class)
            .cycle();
        criterion.bench_function(&format!("story/{class}"), |bencher| {
            bencher.iter(|| turn.next().map(|at| generator.story(&at.plan)));
        });
        criterion.bench_function(&format!("tell/{class}"), |bencher| {
            bencher.iter(|| turn.next().map(|at| generator.tell(&at.plan, &at.story)));
        });
    }
    let mut sheet = Sheet::default();
    for (number, format) in FORMATS.iter().enumerate() {
        let encoder = encoders[number].as_mut();
        let mut turn = samples.iter().filter(|at| at.plan.format == number).cycle();
        criterion.bench_function(&format!("encode/{}", format.name()), |bencher| {
            bencher.iter(|| turn.next().map(|at| sheet.encode(encoder, &at.document)));
        });
    }
    let files: Vec<&[u8]> = samples.iter().map(|at| at.sheet.bytes()).collect();
    let mut turn = files.chunks_exact(ABREAST).cycle();
    criterion.bench_function(&format!("sha-256 of {ABREAST}"), |bencher| {
        bencher.iter(|| turn.next().map(digest_all));
    });
    let mut turn = (0..samples.len()).cycle();
    let mut tally = Tally::default();
    criterion.bench_function("truth", |bencher| {
        bencher.iter(|| {
            turn.next().map(|at| {
                let Sample {
                    plan,
                    story,
                    document,
                    sheet,
                } = &mut samples[at];
                generator.attest(plan, story, document, sheet, &mut tally)
            })
        });
    });
}

/// What happens on the disk, without waiting for it.
fn saved(criterion: &mut Criterion, plan: &Plan, samples: &[Sample]) {
    let folder = tempfile::Builder::new()
        .prefix("synthphi-bench-")
        .tempdir_in(concat!(env!("CARGO_MANIFEST_DIR"), "/target"))
        .expect("the target folder can be written");
    let mut corpus = Corpus::open(folder.path(), plan, &[], Durability::Process)
        .expect("an empty folder becomes a corpus");
    let mut placer = corpus.placer(0, false).expect("a corpus has room to write");
    let spool = corpus.spool();
    // Short, for every turn leaves a file.
    let mut group = criterion.benchmark_group("disk");
    group
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(1))
        .sample_size(10);

    let mut turn = samples.iter().cycle();
    let mut numbers = 1_u64..;
    group.bench_function("place", |bencher| {
        let next = || numbers.next().zip(turn.next());
        bencher.iter_batched(
            next,
            |next| next.map(|(at, it)| placer.place(&format!("placed/{at}"), it.sheet.bytes())),
            BatchSize::LargeInput,
        );
    });
    let mut turn = samples.iter().cycle();
    group.bench_function("record to the spool", |bencher| {
        bencher.iter(|| turn.next().map(|at| spool.append(at.sheet.record())));
    });
    let mut turn = samples.iter().cycle();
    let mut next = 1;
    group.bench_function(format!("commit of {BATCH}"), |bencher| {
        bencher.iter_batched(
            || {
                next += BATCH;
                batch(next - BATCH, &mut turn)
            },
            |batch| corpus.commit(0, &[batch]),
            BatchSize::PerIteration,
        );
    });
}

/// The rows of documents from a number on.
fn batch<'s>(first: u64, turn: &mut impl Iterator<Item = &'s Sample>) -> BatchMade {
    let task = BatchTask {
        class: Class::Positive,
        numbers: first..=first + BATCH - 1,
    };
    let rows = task.ids().zip(turn).map(|(id, at)| row(id, &at.sheet));
    BatchMade {
        rows: rows.collect(),
        task,
        worker: 0,
        time: Duration::ZERO,
        failures: Vec::new(),
        tally: Tally::default(),
        replaced: 0,
    }
}

fn row(id: DocumentId, sheet: &Sheet) -> Row {
    let record = sheet.record();
    Row {
        id,
        bytes: sheet.bytes().len() as u64,
        digest: sheet.digest(),
        record_start: 0,
        record_bytes: record.len() as u64,
        record_digest: digest_all(&[record])[0],
        record_crc: crc32(record),
    }
}

criterion_group!(benches, stages);
criterion_main!(benches);
