//! How much memory templates of the user's own may take.
//!
//! MiniJinja bounds the steps of a template and not the length of its texts:
//! one that doubles a text thirty times takes a gigabyte, and forty times more
//! than a machine has. So a process that tells such templates may take only so
//! much beside what it has, and ends in words if they want more.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use super::memory::tell_of_no_memory;
use crate::template::Source;

/// What templates may take, in GiB.
const ROOM: u64 = 4;

/// What a worker may take beside that, in bytes of addresses.
const WORKER: u64 = 128 << 20;

/// Bounds what a run with these templates and so many workers may take. A limit
/// that is there and is lower stays.
pub(super) fn bound(templates: &[Source], workers: usize) {
    if templates.is_empty() {
        return;
    }
    let names: Vec<&str> = templates.iter().map(|it| it.file.as_str()).collect();
    tell_of_no_memory(format!(
        "error: {} took all memory that templates may have, {ROOM} GiB or what is there\nhint: a \
         template that doubles a text, as in {{% set t = t ~ t %}}, takes any amount; let none \
         grow so\n",
        names.join(" or ")
    ));
    // Where it can't be told how much there is, there is no limit either.
    let Some(taken) = addresses() else {
        return;
    };
    let most = taken + (ROOM << 30) + workers as u64 * WORKER;
    let limit = getrlimit(Resource::As);
    if limit.current.is_none_or(|current| current > most) {
        let lower = Rlimit {
            current: Some(most),
            ..limit
        };
        // A system that knows no such limit says so, and goes without.
        let _ = setrlimit(Resource::As, lower);
    }
}

/// How many bytes of addresses the process has.
#[expect(clippy::disallowed_methods, reason = "the system tells it as a file")]
fn addresses() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let size = status
        .lines()
        .find_map(|line| line.strip_prefix("VmSize:"))?;
    let kilobytes: u64 = size.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}
