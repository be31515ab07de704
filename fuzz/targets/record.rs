//! Any line is a record or is refused.

#![no_main]

use libfuzzer_sys::fuzz_target;
use synthphi::labels::read::Record;

fuzz_target!(|line: &str| {
    let _ = serde_json::from_str::<Record<'_>>(line);
});
