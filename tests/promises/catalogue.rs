//! The whole catalogue: every type in every format that it has, many times.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use synthphi::fact::Class;
use synthphi::format::FORMATS;
use synthphi::narrate::Grammar;
use synthphi::plan::{DocumentId, DocumentPlan, Plan};
use synthphi::recipe::{Draft, Quality, Recipe};
use synthphi::run::{Generator, Maker};
use synthphi::store::Tally;
use synthphi::template::Catalogue;

use crate::bench::{catalogue, folder, run, said};

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

/// Notes of writers in haste mostly carry an earlier one along, careful ones
/// hardly ever do.
#[test]
fn copying_forward_is_a_mark_of_haste() {
    let catalogue = catalogue();
    let recipe = Recipe::new(Draft::parse("default.toml", "").unwrap(), 42).unwrap();
    let plan = Plan::new(&recipe, &catalogue).unwrap();
    let generator = Generator::new(&plan, &catalogue);
    let mut types = plan.types().iter();
    let kind = types.position(|kind| kind.name == "progress-note");
    let kind = kind.expect("progress notes");
    let mut maker = Maker::default();
    let [clean, messy] = [Quality::Clean, Quality::Messy].map(|quality| {
        let carried = (1..=300).filter(|number| {
            let note = DocumentPlan {
                id: DocumentId {
                    class: Class::Positive,
                    number: *number,
                },
                kind,
                format: 0,
                quality,
                side: None,
                placements: Vec::new(),
                path: "note.docx".into(),
            };
            let made = generator.make(&[note], &mut maker, &mut Tally::default());
            let record = String::from_utf8_lossy(made[0].as_ref().unwrap().record);
            [
                "Carried Forward from",
                "Copied from the Note of",
                "Previous Assessment,",
                "Assessment of",
            ]
            .iter()
            .any(|head| record.contains(head))
        });
        carried.count()
    });
    assert!(clean > 0 && clean < 20, "{clean} careful ones do");
    assert!(messy > 60, "{messy} hasty ones do");
}

/// The README names every type. `SYNTHPHI_BLESS=1 cargo test --test promises
/// readme_lists` writes its table anew.
#[test]
fn the_readme_lists_the_catalogue() {
    let table = table(&catalogue());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(&path).unwrap();
    let [from, to] = ["<!-- types -->\n", "<!-- /types -->"];
    let start = readme.find(from).expect("where the table begins") + from.len();
    let end = readme.find(to).expect("where it ends");
    if std::env::var_os("SYNTHPHI_BLESS").is_some() {
        let whole = format!("{}{table}{}", &readme[..start], &readme[end..]);
        fs::write(&path, whole).unwrap();
        return;
    }
    assert_eq!(&readme[start..end], table);
}

/// All types by class, kind and formats; samples of positive types in one line.
fn table(catalogue: &Catalogue) -> String {
    let mut rows: BTreeMap<(&str, &str, String), Vec<&str>> = BTreeMap::new();
    let mut samples = 0;
    for kind in catalogue.types() {
        if kind.sample_of.is_some() {
            samples += 1;
            continue;
        }
        let has = |name: &&str| kind.formats.iter().any(|has| has == name);
        let names = FORMATS.iter().map(|format| format.name());
        let formats: Vec<&str> = names.filter(has).collect();
        let formats = formats.join(", ");
        let row = (kind.class.name(), kind.kind.as_str(), formats);
        rows.entry(row).or_default().push(&kind.title);
    }
    let positives = rows.iter().filter(|((class, ..), _)| *class == "positive");
    let positives: usize = positives.map(|(_, titles)| titles.len()).sum();
    assert!(samples >= positives, "a positive type without a sample");
    let mut table = "| class | kind | formats | types |\n|---|---|---|---|\n".to_owned();
    for class in ["positive", "negative"] {
        for ((_, kind, formats), titles) in rows.iter().filter(|((of, ..), _)| *of == class) {
            let titles = titles.join("; ");
            writeln!(table, "| {class} | {kind} | {formats} | {titles} |").unwrap();
        }
    }
    writeln!(
        table,
        "| negative | hard | as what they are like | {samples} models, specimens, drafts and \
         training copies of the {positives} positive types |"
    )
    .unwrap();
    table
}
