//! What each worker is at, for whoever wonders why nothing comes.

use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::pen::clock;
use crate::plan::DocumentId;

/// The place of one worker.
#[derive(Debug, Default)]
pub struct Desk(Mutex<Option<Work>>);

#[derive(Debug)]
struct Work {
    document: DocumentId,
    since: Instant,
    /// How often it was complained about.
    complaints: u32,
}

impl Desk {
    /// Does something about a document where it can be seen.
    pub(super) fn during<T>(&self, document: DocumentId, work: impl FnOnce() -> T) -> T {
        self.set(Some(Work {
            document,
            since: clock(),
            complaints: 0,
        }));
        let done = work();
        self.set(None);
        done
    }

    /// The document that has been here for longer than it should, and for how
    /// long: told again each time that the time has doubled.
    pub(super) fn overdue(&self, patience: Duration) -> Option<(DocumentId, Duration)> {
        let mut work = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let work = work.as_mut()?;
        let time = work.since.elapsed();
        if time < patience.saturating_mul(1 << work.complaints.min(20)) {
            return None;
        }
        work.complaints += 1;
        Some((work.document, time))
    }

    fn set(&self, work: Option<Work>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = work;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Class;

    #[test]
    fn what_takes_long_is_told_once_until_it_takes_twice_as_long() {
        let desk = Desk::default();
        let document = DocumentId {
            class: Class::Positive,
            number: 7,
        };
        let patience = Duration::from_millis(5);
        assert_eq!(desk.overdue(Duration::ZERO), None);
        desk.during(document, || {
            std::thread::sleep(patience);
            let (found, time) = desk.overdue(patience).unwrap();
            assert_eq!(found, document);
            assert!(time >= patience);
            assert_eq!(desk.overdue(Duration::from_secs(60)), None);
        });
        assert_eq!(desk.overdue(Duration::ZERO), None);
    }
}
