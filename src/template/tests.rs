//! Every template, told many times and read with an editor's eye.

mod editor;
mod types;

use std::sync::Arc;

use self::editor::{faults, leaks};
use super::compose::By;
use super::{Assignment, Catalogue, DocumentType};
use crate::clinic::{PoolSettings, Pools, Story, Wanted};
use crate::fact::{Class, Date, Item, Key};
use crate::narrate::Grammar;
use crate::recipe::{Placement, Profile};
use crate::seed::Seed;

fn catalogue() -> Catalogue {
    let grammar = Grammar::embedded().expect("our own phrases");
    Catalogue::load(Vec::new(), Arc::new(grammar)).unwrap_or_else(|error| panic!("{error}"))
}

const NUMBERS: u64 = 25;

fn seed() -> Seed {
    Seed::new(42).expect("a small number")
}

fn pools() -> Pools {
    Pools::new(&PoolSettings {
        seed: seed(),
        as_of: Date::constant(2025, 6, 30),
        patients: 400,
        providers: 40,
        facilities: 4,
        identifiers: Profile::Safe,
    })
}

fn story(pools: &Pools, kind: &DocumentType, number: u64) -> Story {
    match kind.class {
        Class::Positive => Story::Positive(Arc::new(pools.case(number, kind.wanted))),
        Class::Negative => match &kind.sample_of {
            Some(_) => Story::Sample(Arc::new(pools.sample(number, kind.wanted))),
            None => Story::Negative(Arc::new(pools.setting(number))),
        },
    }
}

#[test]
fn every_template_reads_well_whatever_the_story() {
    let (catalogue, pools) = (catalogue(), pools());
    let mut faults_found = Vec::new();
    for kind in catalogue.types() {
        for number in 1..=NUMBERS {
            let story = story(&pools, kind, number);
            let assignment = Assignment {
                kind,
                seed: seed(),
                number,
                story: &story,
                places: &[],
            };
            match catalogue.compose(&assignment) {
                Ok(document) => faults_found.extend(
                    faults(&document)
                        .into_iter()
                        .chain(leaks(&document, &story))
                        .map(|fault| format!("{} {number}: {fault}", kind.name)),
                ),
                Err(error) => faults_found.push(format!("{} {number}: {error}", kind.name)),
            }
        }
    }
    assert!(faults_found.is_empty(), "{}", faults_found.join("\n"));
}

/// Our own templates are told by programs, and what programs tell is what the
/// engine tells of the same files.
#[test]
fn programs_tell_what_the_engine_tells() {
    let (catalogue, pools) = (catalogue(), pools());
    let lacking: Vec<&str> = catalogue.without_program().collect();
    assert_eq!(lacking, Vec::<&str>::new());
    let mut found = Vec::new();
    for kind in catalogue.types() {
        for number in 1..=NUMBERS {
            let story = story(&pools, kind, number);
            let places = match number % 5 {
                0 => &Placement::ALL[..],
                _ => &[],
            };
            let assignment = Assignment {
                kind,
                seed: seed(),
                number,
                story: &story,
                places,
            };
            let told = |by| {
                let told = catalogue.told(&assignment, by);
                told.map(|document| format!("{document:?}"))
            };
            match (told(By::Program), told(By::Engine)) {
                (Ok(program), Ok(engine)) if program == engine => {}
                (Ok(program), Ok(engine)) => {
                    let same = program.bytes().zip(engine.bytes());
                    let at = same.take_while(|(a, b)| a == b).count();
                    let from = program.floor_char_boundary(at.saturating_sub(40));
                    let until = program.ceil_char_boundary(at + 80);
                    let other = engine.ceil_char_boundary(at + 80);
                    found.push(format!(
                        "{} {number}: {:?} and not {:?}",
                        kind.name,
                        &program[from..until],
                        &engine[from..other]
                    ));
                }
                (program, _) => {
                    found.push(format!("{} {number}: {:?}", kind.name, program.map(|_| ())))
                }
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The names that `docs/templates.md` lists are there, in both classes or in
/// positive documents.
#[test]
fn the_guide_names_what_there_is() {
    let guide = include_str!("../../docs/templates.md");
    let pools = pools();
    let case = Story::Positive(Arc::new(pools.case(1, Wanted::Any)));
    let setting = Story::Negative(Arc::new(pools.setting(1)));
    let table = |mark: &str| {
        let from = guide.split(mark).nth(1).expect("a marked table");
        let rows = from.trim_start().lines().skip(2);
        rows.take_while(|line| line.starts_with('|'))
            .map(|line| line.split('|').collect::<Vec<_>>())
            .collect::<Vec<_>>()
    };
    let quoted = |cell: &str| -> Vec<String> {
        let parts = cell.split('`').skip(1).step_by(2);
        parts.map(str::to_owned).collect()
    };
    let mut seen = 0;
    for (mark, stories) in [
        ("<!-- names: both -->", vec![&case, &setting]),
        ("<!-- names: positive -->", vec![&case]),
    ] {
        for row in table(mark) {
            for story in &stories {
                for path in quoted(row[1]) {
                    let mut item = Item::Node(story.root());
                    for name in path.split('.') {
                        let Item::Node(node) = &item else {
                            panic!("{path} leads nowhere");
                        };
                        item = node
                            .get(Key::of(name))
                            .unwrap_or_else(|| panic!("no {path}"));
                    }
                    let within = match item {
                        Item::List(items) => items.first().cloned(),
                        other => Some(other),
                    };
                    if let Some(Item::Node(node)) = within {
                        for name in quoted(row[2]) {
                            assert!(node.names().contains(&name.as_str()), "{path}.{name}");
                            seen += 1;
                        }
                    }
                }
            }
        }
    }
    assert!(seen > 150, "{seen}");
}
