//! Extending is continuing: no document depends on how many others there are.

use synthphi::run::RunOptions;

use crate::bench::{assert_same, folder, make, recipe, run, said, tree};

#[test]
fn more_documents_keep_the_ones_that_are_there() {
    let out = folder();
    let options = RunOptions::new(out.path());
    make(&recipe("positive = 20\nnegative = 9"), &options);
    let small = tree(out.path());
    let grown = make(&recipe("positive = 50\nnegative = 9"), &options);
    assert_eq!((grown.already, grown.made), (29, 30));
    let large = tree(out.path());
    for (name, digest) in small.iter().filter(|(name, _)| name.starts_with("phi_")) {
        assert_eq!(large.get(name), Some(digest), "{name}");
    }

    let fresh = folder();
    let recipe = recipe("positive = 50\nnegative = 9");
    let at_once = make(&recipe, &RunOptions::new(fresh.path()));
    assert_eq!(at_once.digest, grown.digest);
    assert_same(&tree(fresh.path()), &large);
}

#[test]
fn a_corpus_does_not_shrink() {
    let here = folder();
    for (positive, code) in [("20", 0), ("50", 0), ("35", 5)] {
        let arguments = [
            "generate",
            "--out",
            "out",
            "--seed",
            "4",
            "--negative",
            "3",
            "--patients",
            "100",
            "--positive",
            positive,
        ];
        let (_, talk, found) = said(&run(here.path(), &arguments));
        assert_eq!(found, code, "{talk}");
        if code != 0 {
            assert!(
                talk.contains("holds 50 positive documents; 35 would be fewer"),
                "{talk}"
            );
            assert!(
                talk.contains("hint: a corpus can grow but not shrink"),
                "{talk}"
            );
        }
    }
    let (status, _, _) = said(&run(here.path(), &["status", "out"]));
    assert!(status.contains("53 of 53"), "{status}");
    let (report, _, code) = said(&run(here.path(), &["verify", "out"]));
    assert_eq!(code, 0, "{report}");
}
