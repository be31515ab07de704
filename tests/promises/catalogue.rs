//! The whole catalogue: every type in every format that it has, many times.

use std::fs;
use std::sync::Arc;

use synthphi::fact::Class;
use synthphi::format::FORMATS;
use synthphi::narrate::Grammar;
use synthphi::plan::{DocumentId, DocumentPlan, Plan};
use synthphi::recipe::{Draft, Quality, Recipe};
use synthphi::run::{Generator, Maker};
use synthphi::store::Tally;
use synthphi::template::Catalogue;

use crate::bench::{folder, run, said};

/// How many documents of each type and format.
const TIMES: u64 = 20;

/// Making a document holds it against its own truth, so that it is made at all
/// is what is to be shown.
#[test]
fn every_type_can_be_made_in_every_format_it_has() {
    let grammar = Arc::new(Grammar::embedded().unwrap());
    let catalogue = Catalogue::load(Vec::new(), grammar).unwrap();
    let small = "[pools]\npatients = 900\nproviders = 120\nfacilities = 9\n";
    let recipe = Recipe::new(Draft::parse("small.toml", small).unwrap(), 42).unwrap();
    let plan = Plan::new(&recipe, &catalogue).unwrap();
    let generator = Generator::new(&plan, &catalogue);
    let mut maker = Maker::default();
    let mut failed = Vec::new();
    for (kind, known) in plan.types().iter().enumerate() {
        for name in &known.formats {
            let format = FORMATS.iter().position(|format| format.name() == name);
            let format = format.unwrap_or_else(|| panic!("{}: no format {name}", known.name));
            let plans: Vec<DocumentPlan> = (1..=TIMES)
                .map(|number| DocumentPlan {
                    id: DocumentId {
                        class: known.class,
                        number,
                    },
                    kind,
                    format,
                    quality: Quality::ALL[number as usize % 3],
                    side: None,
                    // Every second one has something wherever there is room.
                    placements: match number % 2 {
                        0 => FORMATS[format].placements().to_vec(),
                        _ => Vec::new(),
                    },
                    path: format!("{}.{name}", known.name),
                })
                .collect();
            for made in generator.make(&plans, &mut maker, &mut Tally::default()) {
                if let Err(cause) = made {
                    failed.push(format!("{} in {name}: {cause}", known.name));
                }
            }
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn there_are_as_many_types_as_were_asked_for() {
    let grammar = Arc::new(Grammar::embedded().unwrap());
    let catalogue = Catalogue::load(Vec::new(), grammar).unwrap();
    let of = |class| {
        let types = catalogue.types().iter();
        types.filter(move |kind| kind.class == class).count()
    };
    assert!(of(Class::Positive) >= 24 && of(Class::Negative) >= 20);
}

#[test]
fn a_new_template_can_be_told_as_it_is() {
    let here = folder();
    for class in ["positive", "negative"] {
        let name = format!("my-{class}");
        let (path, _, code) = said(&run(
            here.path(),
            &["new-template", &name, "--class", class],
        ));
        assert_eq!(
            (path.trim(), code),
            (format!("templates/{name}.md").as_str(), 0)
        );
        let again = said(&run(
            here.path(),
            &["new-template", &name, "--class", class],
        ));
        assert_ne!(again.2, 0, "{again:?}");
    }
    let arguments = [
        "generate",
        "--templates",
        "templates",
        "--documents",
        "my-positive=100000,my-negative=100000",
        "--formats",
        "docx,pdf",
        "--positive",
        "6",
        "--negative",
        "6",
        "--seed",
        "3",
        "--out",
        "trial",
    ];
    let (_, talk, code) = said(&run(here.path(), &arguments));
    assert_eq!(code, 0, "{talk}");
    let labels = fs::read_to_string(here.path().join("trial/labels/part-00000.jsonl")).unwrap();
    assert!(labels.contains("\"doc_type\":\"my-positive\""));
    assert!(labels.contains("\"doc_type\":\"my-negative\""));
    let (_, talk, code) = said(&run(here.path(), &["verify", "trial", "--deep"]));
    assert_eq!(code, 0, "{talk}");
}
