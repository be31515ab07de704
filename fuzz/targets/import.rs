//! Any files are an export that gives records back, or are refused.
//!
//! The first byte chooses a lossless format; form feeds part the files of a
//! document where the format has several.

#![no_main]

use std::fs;

use libfuzzer_sys::fuzz_target;
use synthphi::exchange::import;
use synthphi::labels::export::{LABELS, LabelWriter, Shape};

fuzz_target!(|bytes: &[u8]| {
    let Some((choice, files)) = bytes.split_first() else {
        return;
    };
    let lossless: Vec<&'static dyn LabelWriter> = LABELS
        .iter()
        .copied()
        .filter(|format| format.reader().is_some())
        .collect();
    let format = lossless[usize::from(*choice) % lossless.len()];
    // Not all that a reader may be handed stands in a file between braces.
    if let (Some(reader), Ok(text)) = (format.reader(), std::str::from_utf8(files)) {
        let _ = reader.read(&text.split('\x0c').collect::<Vec<_>>());
    }
    let folder = tempfile::tempdir().unwrap();
    match format.shape() {
        Shape::Folder(extensions) => {
            let files = files.splitn(extensions.len(), |byte| *byte == b'\x0c');
            for (extension, file) in extensions.iter().zip(files) {
                let path = folder.path().join(format!("positive-17.{extension}"));
                fs::write(path, file).unwrap();
            }
        }
        Shape::Lines(extension) | Shape::Array(extension) | Shape::Sections(extension, _) => {
            let path = folder.path().join(format!("train.{extension}"));
            fs::write(path, files).unwrap();
        }
    }
    let mut record = |line: &str| {
        assert!(!line.trim_end_matches('\n').contains('\n'), "{line:?}");
        serde_json::from_str::<serde_json::Value>(line).unwrap();
    };
    let _ = import(format, folder.path(), &mut |line| {
        record(std::str::from_utf8(line).unwrap());
        Ok(())
    });
});
