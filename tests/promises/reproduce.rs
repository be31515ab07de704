//! A document is a pure function of recipe, edition and id: workers, batches,
//! order, surroundings and folder change no byte.

use synthphi::run::{Order, RunOptions};
use synthphi::seed::Seed;

use crate::bench::{assert_same, folder, make, recipe, synthphi, tree};

#[test]
fn workers_batches_and_order_change_nothing() {
    let recipe = recipe("seed = 7\npositive = 60\nnegative = 33");
    let first = folder();
    let expected = make(&recipe, &RunOptions::new(first.path()));
    let tree_expected = tree(first.path());
    for workers in [1, 2, 8] {
        for batch_size in [1, 7, 64] {
            let stream = Seed::new(workers as u64 * 100 + batch_size)
                .unwrap()
                .stream(format_args!("order"));
            let out = folder();
            let made = make(
                &recipe,
                &RunOptions {
                    workers,
                    batch_size,
                    order: Order::Shuffled(Box::new(stream)),
                    ..RunOptions::new(out.path())
                },
            );
            assert_eq!(made.digest, expected.digest, "{workers} × {batch_size}");
            assert_same(&tree(out.path()), &tree_expected);
        }
    }
}

#[test]
fn surroundings_change_nothing() {
    let out = folder();
    let arguments = [
        "generate",
        "--seed",
        "7",
        "--positive",
        "20",
        "--negative",
        "10",
        "--quiet",
    ];
    let surroundings: [&[(&str, &str)]; 3] = [
        &[],
        &[
            ("TZ", "Asia/Kathmandu"),
            ("LANG", "tr_TR.UTF-8"),
            ("LC_ALL", "tr_TR.UTF-8"),
        ],
        &[
            ("HOME", "/nowhere"),
            ("USER", "somebody"),
            ("COLUMNS", "20"),
        ],
    ];
    let mut trees = Vec::new();
    for (number, variables) in surroundings.iter().enumerate() {
        let here = out.path().join(format!("here {number} ü"));
        std::fs::create_dir(&here).unwrap();
        let status = synthphi()
            .current_dir(&here)
            .envs(variables.iter().copied())
            .args(arguments)
            .args(["--out", "a/b c"])
            .status()
            .unwrap();
        assert!(status.success());
        trees.push(tree(&here.join("a/b c")));
    }
    assert_same(&trees[1], &trees[0]);
    assert_same(&trees[2], &trees[0]);
}

#[test]
fn another_seed_is_another_corpus() {
    let digests: Vec<Option<String>> = [1, 2]
        .into_iter()
        .map(|seed| {
            let out = folder();
            let recipe = recipe(&format!("seed = {seed}\npositive = 3\nnegative = 3"));
            make(&recipe, &RunOptions::new(out.path())).digest
        })
        .collect();
    assert!(digests[0].is_some());
    assert_ne!(digests[0], digests[1]);
}
