//! The end of a process that gets no memory.
//!
//! Rust aborts a process then, some libraries panic, and neither says what to
//! do. So the program's allocator asks for an end in words instead, from any
//! thread and from before `main` on.

use std::io;
use std::os::fd::AsFd as _;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use signal_hook::low_level;

use super::Exit;

const USUAL: &str = "error: there is no memory left\nhint: allow more memory (ulimit -v) or take \
                     fewer --workers, and run the same command again\n";

/// What is said instead, if somebody knows better what took the memory.
static BETTER: OnceLock<String> = OnceLock::new();

/// Has the process end in these words if there is no memory. The first ones stay.
pub(super) fn tell_of_no_memory(words: String) {
    let _ = BETTER.set(words);
}

/// Ends the process in words, without any memory.
pub fn end_without_memory() -> ! {
    static ENDS: AtomicBool = AtomicBool::new(false);
    if ENDS.swap(true, Ordering::Relaxed) {
        // Another thread is at it: one of them is enough to say so.
        loop {
            thread::sleep(Duration::from_secs(1));
        }
    }
    let words = BETTER.get().map_or(USUAL, String::as_str);
    // Nobody there to hear it is no error.
    let _ = rustix::io::write(io::stderr().as_fd(), words.as_bytes());
    low_level::exit(Exit::Io.code().into())
}
