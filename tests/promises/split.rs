//! Train, dev and test: nobody and no place is on two sides, and no type if
//! that is asked for.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use synthphi::fact::Class;
use synthphi::plan::{DocumentId, Plan};
use synthphi::recipe::Side;
use synthphi::run::RunOptions;

use crate::bench::{assert_same, catalogue, folder, make, recipe, records, run, said, tree};

const BY_TEMPLATE: &str = "[split]\ntrain = 6\ndev = 2\ntest = 2\n\
                           by = [\"patient\", \"facility\", \"template\"]\n";

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap()
}

/// The sides on which each of something is found.
type Sides = BTreeMap<String, BTreeSet<String>>;

fn add(sides: &mut Sides, what: &str, record: &Value) {
    let side = text(record, "split").to_owned();
    sides.entry(what.to_owned()).or_default().insert(side);
}

/// Whom and what records name, patients, providers and facilities among them.
/// Insurers are everywhere.
fn entities(records: &[Value]) -> Sides {
    let mut sides = Sides::new();
    for record in records {
        add(&mut sides, text(record, "facility"), record);
        for patient in record["patients"].as_array().unwrap() {
            add(&mut sides, patient.as_str().unwrap(), record);
        }
        for span in record["spans"].as_array().unwrap() {
            let owner = text(span, "entity").split('/').next().unwrap();
            if !owner.starts_with("pay-") {
                add(&mut sides, owner, record);
            }
        }
    }
    sides
}

fn assert_apart(sides: &Sides) {
    let crossing: Vec<_> = sides.iter().filter(|(_, on)| on.len() > 1).collect();
    assert!(crossing.is_empty(), "on two sides: {crossing:?}");
}

fn count(records: &[Value], side: &str) -> usize {
    records
        .iter()
        .filter(|record| text(record, "split") == side)
        .count()
}

#[test]
fn nobody_is_on_two_sides_of_the_split() {
    let out = folder();
    make(
        &recipe("seed = 5\npositive = 200\nnegative = 60"),
        &RunOptions::new(out.path()),
    );
    let records = records(out.path());
    assert_apart(&entities(&records));
    for side in Side::ALL {
        assert!(
            count(&records, side.name()) > 0,
            "nothing in {}",
            side.name()
        );
    }
    let card = std::fs::read_to_string(out.path().join("README.md")).unwrap();
    assert!(
        !card.contains("two sides"),
        "what goes without saying is said"
    );
}

#[test]
fn no_type_is_on_two_sides_if_that_is_asked_for() {
    let out = folder();
    let text = format!("seed = 5\npositive = 300\nnegative = 200\n{BY_TEMPLATE}");
    make(&recipe(&text), &RunOptions::new(out.path()));
    let records = records(out.path());
    assert_apart(&entities(&records));

    let catalogue = catalogue();
    let models: BTreeMap<&str, &str> = catalogue
        .types()
        .iter()
        .map(|kind| (&*kind.name, kind.sample_of.as_deref().unwrap_or(&kind.name)))
        .collect();
    let mut families = Sides::new();
    let mut covered = BTreeSet::new();
    for record in &records {
        add(
            &mut families,
            models[self::text(record, "doc_type")],
            record,
        );
        covered.insert(["split", "class", "format"].map(|key| self::text(record, key).to_owned()));
    }
    assert_apart(&families);
    assert_eq!(
        covered.len(),
        3 * 2 * 4,
        "every side has every class in every format"
    );
    for (side, share) in [("train", 300), ("dev", 100), ("test", 100)] {
        let found = count(&records, side);
        assert!(found.abs_diff(share) < 45, "{found} documents in {side}");
    }

    let corpus = std::fs::read_to_string(out.path().join("corpus.json")).unwrap();
    let corpus: Value = serde_json::from_str(&corpus).unwrap();
    assert_eq!(corpus["recipe"]["split"]["dev"], 2.0);
    for record in &records {
        let listed = corpus["types_by_split"][self::text(record, "split")]
            .as_array()
            .unwrap();
        assert!(listed.contains(&record["doc_type"]), "{}", record["id"]);
    }
    let read = |name: &str| std::fs::read_to_string(out.path().join(name)).unwrap();
    assert!(read("README.md").contains("document type is on two sides of the split"));
    assert!(read("DATASHEET.md").contains("facilities and document types are on one side only"));
    let (report, _, code) = said(&run(
        out.path(),
        &["verify", ".", "--deep", "--sample", "20%"],
    ));
    assert_eq!(code, 0, "{report}");
}

/// Whatever the seed, every side has types of every class in every format, and
/// the sides' weights are about what their shares ask for.
#[test]
fn every_side_has_types_of_every_class_and_format() {
    let catalogue = catalogue();
    for seed in 0..60 {
        for shares in ["", "train = 7\ndev = 1\ntest = 2\n"] {
            let by = "by = [\"patient\", \"facility\", \"template\"]\n";
            let recipe = recipe(&format!("seed = {seed}\n[split]\n{shares}{by}"));
            let plan = Plan::new(&recipe, &catalogue).unwrap();
            let all: usize = Side::ALL
                .map(|side| plan.types_of(side).unwrap().len())
                .iter()
                .sum();
            assert_eq!(all, catalogue.types().len(), "seed {seed}");
            for side in Side::ALL {
                let names = plan.types_of(side).unwrap();
                let kinds: BTreeSet<(&str, &str)> = catalogue
                    .types()
                    .iter()
                    .filter(|kind| names.contains(&&*kind.name))
                    .map(|kind| (kind.class.name(), kind.kind.as_str()))
                    .collect();
                // Clinical, administrative, messages; routine, hard, with data of employees.
                assert!(kinds.len() >= 6, "seed {seed}, {}: {kinds:?}", side.name());
            }
        }
    }
}

#[test]
fn a_side_stays_where_it_is_when_the_corpus_grows() {
    let catalogue = catalogue();
    let plan = |positive: u64, negative: u64| {
        let counts = format!("seed = 3\npositive = {positive}\nnegative = {negative}\n");
        Plan::new(&recipe(&(counts + BY_TEMPLATE)), &catalogue).unwrap()
    };
    // Negatives that are not asked for have their sides all the same.
    let (small, large) = (plan(10, 0), plan(5_000, 2_000));
    for class in Class::ALL {
        for number in 1..=500 {
            let id = DocumentId { class, number };
            let (before, after) = (small.document(id), large.document(id));
            assert_eq!((before.side, before.kind), (after.side, after.kind));
            assert_eq!((before.format, before.path), (after.format, after.path));
        }
    }

    let out = folder();
    let grow = |counts: &str| {
        let text = format!("seed = 3\n{counts}\n{BY_TEMPLATE}");
        make(&recipe(&text), &RunOptions::new(out.path()));
        tree(out.path())
    };
    let before = grow("positive = 12\nnegative = 9");
    let after = grow("positive = 30\nnegative = 9");
    for (name, digest) in before.iter().filter(|(name, _)| name.starts_with("phi_")) {
        assert_eq!(after.get(name), Some(digest), "{name}");
    }
    let at_once = folder();
    let text = format!("seed = 3\npositive = 30\nnegative = 9\n{BY_TEMPLATE}");
    make(&recipe(&text), &RunOptions::new(at_once.path()));
    assert_same(&tree(at_once.path()), &after);
}

#[test]
fn flags_say_what_the_recipe_says_and_go_before_it() {
    let here = folder();
    std::fs::write(
        here.path().join("r.toml"),
        "seed = 1\npositive = 3\nnegative = 2\n[split]\ntrain = 1\ntest = 1\nby = [\"patient\", \"facility\"]\n",
    )
    .unwrap();
    let plan = |more: &[&str]| -> Value {
        let mut all = vec![
            "generate",
            "--dry-run",
            "--json",
            "--out",
            "c",
            "--recipe",
            "r.toml",
        ];
        all.extend(more);
        let (data, talk, code) = said(&run(here.path(), &all));
        assert_eq!(code, 0, "{talk}");
        serde_json::from_str(&data).unwrap()
    };
    let own = plan(&[]);
    let expected =
        serde_json::json!({"train": 1.0, "dev": 0.0, "test": 1.0, "by": ["patient", "facility"]});
    assert_eq!(own["recipe"]["split"], expected);
    assert!(own["split"].is_null());
    let usual = plan(&["--split", "train=8,dev=1,test=1"]);
    assert!(
        usual["recipe"]["split"].is_null(),
        "the usual split is no setting"
    );
    let by_type = plan(&["--split-by", "patient,facility,template"]);
    assert_eq!(by_type["recipe"]["split"]["dev"], 0.0);
    assert_eq!(by_type["split"]["dev"].as_array().unwrap().len(), 0);
    assert!(by_type["split"]["test"].as_array().unwrap().len() > 20);
}

#[test]
fn a_split_that_can_not_be_had_is_refused() {
    let here = folder();
    for (flags, message) in [
        (
            &["--split", "training=8"][..],
            "split.training = 8: is no side of the split",
        ),
        (&["--split", "train=-1"], "split.train = -1: is no weight"),
        (&["--split", "train=0"], "sums to nothing"),
        (
            &["--split-by", "patient"],
            "split.by = [\"patient\"]: would let people and places cross",
        ),
        (
            &["--split", "train=98,dev=1,test=1"],
            "split.test = 1: gets none of 40 facilities\nhint: pools.facilities = ",
        ),
        (
            &[
                "--split-by",
                "patient,facility,template",
                "--documents",
                "case-study=0",
            ],
            "without a positive document type in pptx\nhint: give more types",
        ),
        (
            &[
                "--split-by",
                "patient,facility,template",
                "--patients",
                "3",
                "--providers",
                "20",
                "--facilities",
                "20",
            ],
            "pools.patients = 3: leaves the ",
        ),
    ] {
        let mut all = vec!["generate", "--out", "x", "--seed", "1"];
        all.extend(flags);
        let (_, talk, code) = said(&run(here.path(), &all));
        assert_eq!(code, 2, "{flags:?}: {talk}");
        assert!(
            talk.contains(message) && talk.contains("hint: "),
            "{flags:?}: {talk}"
        );
        assert!(!here.path().join("x").exists(), "{flags:?} wrote something");
    }
    let first = [
        "generate",
        "--out",
        "c",
        "--seed",
        "1",
        "--positive",
        "3",
        "--negative",
        "2",
        "--quiet",
    ];
    assert!(run(here.path(), &first).status.success());
    let other = [
        "generate",
        "--out",
        "c",
        "--split-by",
        "patient,facility,template",
    ];
    let (_, talk, code) = said(&run(here.path(), &other));
    assert_eq!(code, 5, "{talk}");
    assert!(
        talk.contains("split: {") && talk.contains(" -> {"),
        "{talk}"
    );
}
