//! Every stage of a document by itself, over the first documents of the
//! default recipe in turn: `cargo bench --bench stages`.

use criterion::{Criterion, criterion_group, criterion_main};
use synthphi::clinic::Story;
use synthphi::digest::digest_all;
use synthphi::document::Document;
use synthphi::fact::Class;
use synthphi::format::{Encoder, FORMATS};
use synthphi::plan::{DocumentPlan, Plan};
use synthphi::run::ABREAST;

#[path = "whole/workshop.rs"]
mod workshop;

use workshop::{File, Result, Workshop};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Enough for every document type to be among them in every format it has.
const DOCUMENTS: u64 = 600;

/// A document with all that the stages hand on.
struct Sample {
    plan: DocumentPlan,
    story: Story,
    document: Document,
    file: File,
}

/// What the stages are measured on.
fn samples(workshop: &Workshop<'_>, encoders: &mut [Box<dyn Encoder>]) -> Result<Vec<Sample>> {
    let make = |plan: DocumentPlan| {
        let story = workshop.generator.story(&plan);
        let document = workshop.generator.tell(&plan, &story)?;
        let mut file = File::default();
        file.encode(encoders[plan.format].as_mut(), &document)?;
        workshop::digest(std::slice::from_mut(&mut file));
        workshop.attest(&plan, &story, &document, &mut file)?;
        Ok(Sample {
            plan,
            story,
            document,
            file,
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
    let mut file = File::default();
    for (number, format) in FORMATS.iter().enumerate() {
        let encoder = encoders[number].as_mut();
        let mut turn = samples.iter().filter(|at| at.plan.format == number).cycle();
        criterion.bench_function(&format!("encode/{}", format.name()), |bencher| {
            bencher.iter(|| turn.next().map(|at| file.encode(encoder, &at.document)));
        });
    }
    let files: Vec<&[u8]> = samples.iter().map(|at| &at.file.bytes[..]).collect();
    let mut turn = files.chunks_exact(ABREAST).cycle();
    criterion.bench_function("sha-256 of 32", |bencher| {
        bencher.iter(|| turn.next().map(digest_all));
    });
    let mut turn = (0..samples.len()).cycle();
    criterion.bench_function("truth", |bencher| {
        bencher.iter(|| {
            turn.next().map(|at| {
                let made = &mut samples[at];
                workshop.attest(&made.plan, &made.story, &made.document, &mut made.file)
            })
        });
    });
}

criterion_group!(benches, stages);
criterion_main!(benches);
