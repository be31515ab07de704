//! Plain lines on stderr, for logs.

use std::io::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use super::summary::{count, duration, rate};
use crate::plan::DocumentId;
use crate::run::{Event, Reporter};

/// A line when the run starts, one every five seconds, one for each failure.
#[derive(Debug, Default)]
pub struct Lines {
    last: Mutex<Duration>,
}

const EVERY: Duration = Duration::from_secs(5);

/// Says a line on stderr. Nobody there to hear it is no error.
pub(super) fn tell(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// What is said of a worker that has been on a document for too long.
pub(super) fn stalled(worker: usize, document: DocumentId, time: Duration) -> String {
    format!(
        "stalled: worker {} has been on {document} for {}",
        worker + 1,
        duration(time)
    )
}

impl Reporter for Lines {
    fn hear(&self, event: &Event<'_>) {
        match event {
            Event::Started {
                total,
                done,
                workers,
            } => tell(&format!(
                "generate: {} of {} documents are there, {workers} workers make the rest",
                count(*done),
                count(*total)
            )),
            Event::Committed {
                done,
                total,
                elapsed,
                made,
                ..
            } => {
                let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
                if *elapsed < *last + EVERY {
                    return;
                }
                *last = *elapsed;
                let speed = rate(*made, *elapsed);
                let left = match speed {
                    0 => Duration::ZERO,
                    speed => Duration::from_secs((total - done) / speed),
                };
                tell(&format!(
                    "generate: {} of {} ({} %), {} a second, {} to go",
                    count(*done),
                    count(*total),
                    done * 100 / total,
                    count(speed),
                    duration(left)
                ));
            }
            Event::Stalled {
                worker,
                document,
                time,
            } => tell(&stalled(*worker, *document, *time)),
            Event::Failed(failure) => tell(&format!("failed: {}: {}", failure.id, failure.cause)),
            Event::Sealing { .. } | Event::Ended(_) => {}
        }
    }
}
