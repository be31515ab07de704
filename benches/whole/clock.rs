//! Processor time, which does not count what other processes do meanwhile.

use std::time::Duration;

use rustix::time::{ClockId, Timespec, clock_gettime};

/// Measures laps on the processor time of this thread.
pub struct Laps(Timespec);

impl Laps {
    pub fn start() -> Self {
        Self(clock_gettime(ClockId::ThreadCPUTime))
    }

    /// Nanoseconds since the start or the last lap.
    pub fn lap(&mut self) -> u64 {
        let now = clock_gettime(ClockId::ThreadCPUTime);
        let lap = nanoseconds(now) - nanoseconds(self.0);
        self.0 = now;
        lap
    }
}

/// The processor time of all threads of this process so far, what the kernel
/// did on their behalf included.
pub fn of_process() -> Duration {
    Duration::from_nanos(nanoseconds(clock_gettime(ClockId::ProcessCPUTime)))
}

/// The time that the processors of the machine spent on anything, hundredths
/// of a second by `/proc/stat`; none where there is no such file.
#[expect(clippy::disallowed_methods, reason = "this is who measures a run")]
pub fn of_machine() -> Duration {
    let all = std::fs::read_to_string("/proc/stat").unwrap_or_default();
    let times = all.lines().next().unwrap_or_default().split_whitespace();
    let ticks: Vec<u64> = times.skip(1).map_while(|tick| tick.parse().ok()).collect();
    // user, nice, system, idle, waiting for the disk, interrupts (two), stolen.
    let busy = [0, 1, 2, 5, 6].map(|at| ticks.get(at).copied().unwrap_or_default());
    Duration::from_millis(10 * busy.iter().sum::<u64>())
}

fn nanoseconds(time: Timespec) -> u64 {
    // Counted from the start of the thread or process: neither is negative.
    time.tv_sec as u64 * 1_000_000_000 + time.tv_nsec as u64
}
