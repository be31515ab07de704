//! Documents, workers and writers that fail: the rest is made, the report is
//! exact, and the next run makes what is missing.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use synthphi::error::{Error, Result};
use synthphi::narrate::{Grammar, Memory, Narrator, Pen, Subject};
use synthphi::recipe::Recipe;
use synthphi::run::{Event, Reporter, RunOptions, Silent, Summary, generate};
use synthphi::seed::Stream;
use synthphi::template::Catalogue;

use crate::bench::{assert_same, folder, make, recipe, tree};

/// A narrator that something is wrong with.
struct Faulty {
    grammar: Grammar,
    fault: fn(&mut Stream) -> Result<()>,
}

impl Narrator for Faulty {
    fn method(&self) -> &'static str {
        self.grammar.method()
    }

    fn knows(&self, passage: &str) -> bool {
        self.grammar.knows(passage)
    }

    fn write(
        &self,
        passage: &str,
        subject: Subject<'_>,
        memory: &mut Memory,
        stream: &mut Stream,
        pen: &mut dyn Pen,
    ) -> Result<()> {
        // Its own draws leave the document's stream alone.
        (self.fault)(&mut stream.clone())?;
        self.grammar.write(passage, subject, memory, stream, pen)
    }
}

fn catalogue(fault: fn(&mut Stream) -> Result<()>) -> Catalogue {
    let grammar = Grammar::embedded().unwrap();
    Catalogue::load(Vec::new(), Arc::new(Faulty { grammar, fault })).unwrap()
}

fn broken() -> Result<()> {
    Err(Error::Missing {
        what: "the pencil broke".into(),
        fix: String::new(),
    })
}

fn some() -> Recipe {
    recipe("positive = 130\nnegative = 70\n")
}

fn two_workers(out: &std::path::Path) -> RunOptions {
    RunOptions {
        workers: 2,
        batch_size: 16,
        ..RunOptions::new(out)
    }
}

/// Everything that was asked for was made or is named; the next run makes the
/// rest, and the tree is the one of a run without any fault.
fn assert_exact_and_mended(recipe: &Recipe, options: &RunOptions, summary: &Summary) {
    assert_eq!(
        summary.made + summary.failures.len() as u64,
        summary.total - summary.already
    );
    assert_eq!(summary.digest, None);
    let mut ids: Vec<_> = summary.failures.iter().map(|failure| failure.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(
        ids.len(),
        summary.failures.len(),
        "a document failed once only"
    );
    for failure in &summary.failures {
        assert!(!failure.kind.is_empty() && !failure.format.is_empty());
    }
    let documents = tree(&options.out)
        .keys()
        .filter(|name| name.starts_with("phi_"))
        .count();
    assert_eq!(documents as u64, summary.already + summary.made);

    let mended = make(recipe, options);
    assert_eq!(mended.made, summary.failures.len() as u64);
    assert!(mended.failures.is_empty() && mended.digest.is_some());
    let here = folder();
    let whole = RunOptions::new(here.path().join("whole"));
    make(recipe, &whole);
    assert_same(&tree(&options.out), &tree(&whole.out));
}

#[test]
fn one_document_in_many_may_fail_or_panic() {
    let here = folder();
    let recipe = some();
    let options = two_workers(&here.path().join("c"));
    let catalogue = catalogue(|stream| match stream.below(100) {
        0 => broken(),
        1 => panic!("the pen leaked"),
        _ => Ok(()),
    });
    let summary = generate(&recipe, &catalogue, &options, &Silent).unwrap();
    let told = |words: &str| {
        let failures = &summary.failures;
        failures.iter().any(|failure| failure.cause.contains(words))
    };
    assert!(told("the pencil broke") && told("the pen leaked") && told("failing.rs"));
    assert!(summary.made > 100, "{} were made", summary.made);
    assert_exact_and_mended(&recipe, &options, &summary);
}

#[test]
fn all_that_is_written_may_fail() {
    let here = folder();
    let recipe = recipe("positive = 40\nnegative = 20\n");
    let options = two_workers(&here.path().join("c"));
    let summary = generate(&recipe, &catalogue(|_| broken()), &options, &Silent).unwrap();
    // A form or a list may have no prose in it, which is what fails here.
    assert!(
        summary.failures.len() > 45,
        "{} failed",
        summary.failures.len()
    );
    assert_exact_and_mended(&recipe, &options, &summary);
}

#[test]
fn one_worker_may_fail_for_ever() {
    let here = folder();
    let recipe = some();
    let options = two_workers(&here.path().join("c"));
    let on_worker_0 = |_: &mut Stream| match std::thread::current().name() {
        Some("worker 0") => panic!("not my day"),
        _ => Ok(()),
    };
    let summary = generate(&recipe, &catalogue(on_worker_0), &options, &Silent).unwrap();
    assert!(!summary.failures.is_empty());
    assert_exact_and_mended(&recipe, &options, &summary);
}

/// Panics at the second commit, on the thread of the one that commits.
#[derive(Default)]
struct Fainting(Mutex<u32>);

impl Reporter for Fainting {
    fn hear(&self, event: &Event<'_>) {
        if let Event::Committed { .. } = event {
            let mut commits = self.0.lock().unwrap();
            *commits += 1;
            if *commits == 2 {
                drop(commits);
                panic!("fainted");
            }
        }
    }
}

#[test]
fn a_writer_that_panics_ends_the_run_and_loses_nothing() {
    let here = folder();
    let recipe = some();
    let options = RunOptions {
        group: 16,
        ..two_workers(&here.path().join("c"))
    };
    let faint = Fainting::default();
    let run = || generate(&recipe, &catalogue(|_| Ok(())), &options, &faint);
    assert!(catch_unwind(AssertUnwindSafe(run)).is_err());

    let rest = make(&recipe, &options);
    assert!(rest.already >= 16, "{} were committed", rest.already);
    assert_eq!(rest.already + rest.made, 200);
    let whole = RunOptions::new(here.path().join("whole"));
    make(&recipe, &whole);
    assert_same(&tree(&options.out), &tree(&whole.out));
}

/// Whether somebody has been told of a stalled worker.
static TOLD: AtomicBool = AtomicBool::new(false);

/// Notes who was stalled.
#[derive(Default)]
struct Watch(Mutex<Vec<(usize, String)>>);

impl Reporter for Watch {
    fn hear(&self, event: &Event<'_>) {
        if let Event::Stalled {
            worker,
            document,
            time,
        } = event
        {
            assert!(*time >= Duration::from_millis(20));
            self.0.lock().unwrap().push((*worker, document.to_string()));
            TOLD.store(true, Ordering::Relaxed);
        }
    }
}

#[test]
fn a_worker_that_is_on_a_document_for_too_long_is_named() {
    let here = folder();
    // Some of them have prose, on which the narrator sleeps.
    let recipe = recipe("positive = 8\nnegative = 0\n");
    let options = RunOptions {
        stall: Duration::from_millis(20),
        ..RunOptions::new(here.path().join("c"))
    };
    let slow = catalogue(|_| {
        let began = Instant::now();
        while !TOLD.load(Ordering::Relaxed) && began.elapsed().as_secs() < 60 {
            std::thread::sleep(Duration::from_millis(5));
        }
        TOLD.store(true, Ordering::Relaxed);
        Ok(())
    });
    let watch = Watch::default();
    let summary = generate(&recipe, &slow, &options, &watch).unwrap();
    assert_eq!(summary.made, 8);
    let seen = watch.0.into_inner().unwrap();
    let is_named =
        |(worker, document): &(usize, String)| *worker == 0 && document.starts_with("positive/");
    assert!(!seen.is_empty() && seen.iter().all(is_named), "{seen:?}");
}
