//! Any text is markup or is refused, and no value's mark is lost in it.

#![no_main]

use libfuzzer_sys::fuzz_target;
use synthphi::document::markup;

fuzz_target!(|text: &str| {
    let _ = markup::blocks(text);
    let line = markup::line(text);
    for span in line.spans() {
        assert!(line.as_str().get(span.start..span.end).is_some());
    }
});
