//! Resuming is a subtraction: whatever stopped a run, the next one makes what
//! is missing and nothing else, and the tree is that of a run nobody stopped.

use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};
use synthphi::recipe::Recipe;
use synthphi::run::{Event, Reporter, RunOptions};
use synthphi::seed::Seed;
use synthphi::store::{Checkpoint, database};

use crate::bench::{assert_same, folder, hear, make, recipe, run, said, synthphi, tree};

type Tree = std::collections::BTreeMap<String, String>;

fn small() -> Recipe {
    recipe("seed = 11\npositive = 16\nnegative = 8")
}

fn uninterrupted() -> &'static Tree {
    static TREE: OnceLock<Tree> = OnceLock::new();
    TREE.get_or_init(|| {
        let out = folder();
        make(&small(), &RunOptions::new(out.path()));
        tree(out.path())
    })
}

/// Asks the run to stop when it hears of a commit for the n-th time.
struct StopAt {
    countdown: AtomicUsize,
    stop: Arc<AtomicBool>,
}

impl Reporter for StopAt {
    fn hear(&self, event: &Event<'_>) {
        if matches!(event, Event::Committed { .. })
            && self.countdown.fetch_sub(1, Ordering::Relaxed) == 1
        {
            self.stop.store(true, Ordering::Relaxed);
        }
    }
}

/// How many documents all runs together committed: one more than the corpus
/// has would be one made twice.
fn committed(folder: &Path) -> u64 {
    let checkpoint = Checkpoint::read(&database(folder)).unwrap();
    checkpoint.runs().unwrap().iter().map(|run| run.made).sum()
}

#[test]
fn stopping_at_every_commit_and_going_on_gives_the_same_tree() {
    for stop_at in 1..=8 {
        let out = folder();
        let stop = Arc::new(AtomicBool::new(false));
        let reporter = StopAt {
            countdown: AtomicUsize::new(stop_at),
            stop: Arc::clone(&stop),
        };
        let options = RunOptions {
            batch_size: 3,
            group: 1,
            stop,
            ..RunOptions::new(out.path())
        };
        let first = hear(&small(), &options, &reporter);
        assert_eq!(first.made + first.already, committed(out.path()));
        if first.stopped {
            let begun = out.path().join(".synthphi/seal");
            assert!(!begun.exists(), "what was sealed ahead takes no room");
        }
        let rest = make(
            &small(),
            &RunOptions {
                workers: 2,
                batch_size: 5,
                ..RunOptions::new(out.path())
            },
        );
        assert_eq!(rest.already, first.made, "stopped at commit {stop_at}");
        assert_eq!(rest.made, 24 - first.made);
        assert_eq!(committed(out.path()), 24);
        assert_same(&tree(out.path()), uninterrupted());
    }
}

const RECIPE: &str = "seed = 11\npositive = 160\nnegative = 80\n\
    [pools]\npatients = 300\nproviders = 60\nfacilities = 10\n";

fn start(folder: &Path, workers: u64, batch: u64) -> Child {
    synthphi()
        .current_dir(folder)
        .args([
            "generate",
            "--recipe",
            "recipe.toml",
            "--out",
            "out",
            "--json",
        ])
        .args(["--workers", &workers.to_string()])
        .args(["--batch-size", &batch.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn killing_it_at_any_moment_loses_nothing_and_makes_nothing_twice() {
    let whole = folder();
    std::fs::write(whole.path().join("recipe.toml"), RECIPE).unwrap();
    let began = Instant::now();
    assert!(start(whole.path(), 2, 20).wait().unwrap().success());
    let length = began.elapsed().as_micros() as i64;
    let expected = tree(&whole.path().join("out"));

    let mut moments = Seed::new(5).unwrap().stream(format_args!("kills"));
    let (mut killed, mut rounds) = (0, 0);
    let mut here = folder();
    while killed < 50 {
        std::fs::write(here.path().join("recipe.toml"), RECIPE).unwrap();
        let workers = moments.between(1, 4) as u64;
        let mut process = start(here.path(), workers, moments.between(1, 30) as u64);
        let moment = moments.between(1_000, length);
        std::thread::sleep(Duration::from_micros(moment as u64));
        process.kill().unwrap();
        let ended = process.wait().unwrap().success();
        rounds += 1;
        killed += u32::from(!ended);
        assert!(rounds < 400, "it ends before it can be killed");
        if ended || moments.chance(30.0) {
            assert!(
                start(here.path(), workers + 1, 13)
                    .wait()
                    .unwrap()
                    .success()
            );
            let out = here.path().join("out");
            assert_same(&tree(&out), &expected);
            assert_eq!(committed(&out), 240);
            here = folder();
        }
    }
}

/// Waits until a run at work has committed something, however slow the machine is.
fn wait_for_a_commit(folder: &Path, process: &mut Child) {
    let has_committed = || {
        Checkpoint::read(&database(folder))
            .and_then(|checkpoint| checkpoint.runs())
            .is_ok_and(|runs| runs.iter().any(|run| run.made > 0))
    };
    let began = Instant::now();
    while !has_committed() {
        assert_eq!(process.try_wait().unwrap(), None, "it ended by itself");
        assert!(began.elapsed().as_secs() < 120, "nothing is committed");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[cfg(unix)]
#[test]
fn being_asked_to_stop_commits_and_says_how_to_go_on() {
    let here = folder();
    let arguments = [
        "generate",
        "--seed",
        "3",
        "--positive",
        "50000",
        "--negative",
        "0",
        "--out",
        "out",
        "--workers",
        "1",
    ];
    let mut process = synthphi()
        .current_dir(here.path())
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let out = here.path().join("out");
    wait_for_a_commit(&out, &mut process);
    kill_process(Pid::from_child(&process), Signal::TERM).unwrap();
    let (_, talk, code) = said(&process.wait_with_output().unwrap());
    assert_eq!(code, 75, "{talk}");
    assert!(talk.contains("synthphi generate --out out"), "{talk}");
    assert!((1..50_000).contains(&committed(&out)));
    let (status, _, code) = said(&run(here.path(), &["status", "out"]));
    assert!(status.contains("unfinished") && code == 0, "{status}");
}

#[test]
fn a_finished_corpus_is_left_alone() {
    let out = folder();
    let options = RunOptions::new(out.path());
    let first = make(&small(), &options);
    let again = make(&small(), &options);
    assert_eq!((again.made, again.already), (0, 24));
    assert_eq!(again.digest, first.digest);
}

#[test]
fn what_an_interrupted_seal_left_is_gone_in_the_end() {
    let out = folder();
    let options = RunOptions::new(out.path());
    let state = out.path().join(".synthphi");
    // Nothing there, all there, and more to be made.
    for text in ["positive = 5\n", "positive = 5\n", "positive = 9\n"] {
        let labels = state.join("seal/labels");
        std::fs::create_dir_all(&labels).unwrap();
        std::fs::write(labels.join("part-00000.jsonl"), "half a rec").unwrap();
        let summary = make(&recipe(&format!("{text}negative = 3\n")), &options);
        assert!(summary.digest.is_some());
        for name in ["seal", "stale", "spare"] {
            assert!(!state.join(name).exists(), "{name}");
        }
    }
}

/// The most documents that a commit added.
#[derive(Default)]
struct Largest {
    made: AtomicU64,
    most: AtomicU64,
}

impl Reporter for Largest {
    fn hear(&self, event: &Event<'_>) {
        if let Event::Committed { made, .. } = event {
            let before = self.made.swap(*made, Ordering::Relaxed);
            self.most.fetch_max(made - before, Ordering::Relaxed);
        }
    }
}

#[test]
fn what_a_worker_holds_does_not_follow_the_batch_size() {
    let out = folder();
    let reporter = Largest::default();
    let options = RunOptions {
        batch_size: 100_000,
        group: 1,
        ..RunOptions::new(out.path())
    };
    hear(
        &recipe("positive = 1_500\nnegative = 0\nformats = { eml = 1.0 }\n"),
        &options,
        &reporter,
    );
    assert_eq!(reporter.most.into_inner(), 1_024);
}
