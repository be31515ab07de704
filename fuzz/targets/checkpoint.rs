//! Any file in the checkpoint's place is read or refused.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use synthphi::store::Checkpoint;

fuzz_target!(|bytes: &[u8]| {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("checkpoint.sqlite");
    fs::write(&path, bytes).unwrap();
    let Ok(checkpoint) = Checkpoint::read(&path) else {
        return;
    };
    let _ = checkpoint.recipe();
    let _ = checkpoint.templates();
    let _ = checkpoint.sealed();
    let _ = checkpoint.done();
    let _ = checkpoint.tally();
    let _ = checkpoint.failures();
    let _ = checkpoint.runs();
    let _ = checkpoint.workers();
});
