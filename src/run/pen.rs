//! The one writer: takes batches as they come and commits them in groups.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use super::ahead::Reach;
use super::desk::Desk;
use super::event::{Event, Reporter, WorkerSummary};
use crate::error::Result;
use crate::fact::Class;
use crate::plan::{Done, Numbers};
use crate::store::{BatchMade, Corpus, Failure};

/// How long the first batch of a group waits for the others, and for how many
/// documents it does: they are worth a sync.
const PATIENCE: Duration = Duration::from_millis(150);
const ENOUGH: usize = 1_000;

/// How often the pen looks up to see what the workers are at.
const ROUND: Duration = Duration::from_secs(1);

/// Milliseconds since 1970, for the run's state; no document ever sees a clock.
#[expect(clippy::disallowed_methods, reason = "the times of runs are run state")]
pub(super) fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or_default()
}

/// A stopwatch for what is said of a run.
#[expect(clippy::disallowed_methods, reason = "the times of runs are run state")]
pub(super) fn clock() -> Instant {
    Instant::now()
}

/// Commits batches until no worker is left to send one.
pub(super) struct Pen<'a> {
    pub corpus: &'a mut Corpus,
    pub reporter: &'a dyn Reporter,
    pub began: Instant,
    pub group: usize,
    /// How long a worker may be on one document before it is told.
    pub stall: Duration,
    pub total: u64,
    pub already: u64,
    pub made: u64,
    pub replaced: u64,
    pub failures: Vec<Failure>,
    pub workers: Vec<WorkerSummary>,
    /// What is committed.
    pub done: Done,
}

impl Pen<'_> {
    pub(super) fn write(
        &mut self,
        batches: &Receiver<BatchMade>,
        desks: &[Arc<Desk>],
        committed: &Sender<Reach>,
    ) -> Result<()> {
        let mut group = Vec::new();
        let round = ROUND.min(self.stall);
        let mut looked = clock();
        loop {
            if looked.elapsed() >= round {
                self.look(desks);
                looked = clock();
            }
            let first = match batches.recv_timeout(round) {
                Ok(first) => first,
                Err(RecvTimeoutError::Timeout) => continue,
                Err(RecvTimeoutError::Disconnected) => return Ok(()),
            };
            let deadline = clock() + PATIENCE;
            let mut documents = first.rows.len();
            group.push(first);
            while documents < self.group {
                // What came while the disk was being synced goes along in any case.
                let next = match documents < ENOUGH {
                    true => {
                        let rest = deadline.saturating_duration_since(clock());
                        batches.recv_timeout(rest).ok()
                    }
                    false => batches.try_recv().ok(),
                };
                let Some(batch) = next else { break };
                documents += batch.rows.len();
                group.push(batch);
            }
            self.corpus.commit(now(), &group)?;
            self.note(&mut group);
            // Who seals ahead may have failed; that is for others to tell.
            let _ = committed.send(Class::ALL.map(|class| self.done.of(class).reach()));
        }
    }

    /// Tells of workers that have been on one document for too long.
    fn look(&self, desks: &[Arc<Desk>]) {
        for (worker, desk) in desks.iter().enumerate() {
            if let Some((document, time)) = desk.overdue(self.stall) {
                self.reporter.hear(&Event::Stalled {
                    worker,
                    document,
                    time,
                });
            }
        }
    }

    fn note(&mut self, group: &mut Vec<BatchMade>) {
        let mut bytes = 0;
        for batch in group.drain(..) {
            self.made += batch.rows.len() as u64;
            let made = Numbers::new(vec![batch.task.numbers.clone()]);
            let failed: Vec<u64> = batch.failures.iter().map(|it| it.id.number).collect();
            self.done
                .of_mut(batch.task.class)
                .add_all(made.without(&failed));
            self.replaced += batch.replaced;
            bytes += batch.rows.iter().map(|row| row.bytes).sum::<u64>();
            let worker = &mut self.workers[batch.worker];
            worker.documents += batch.rows.len() as u64;
            worker.time += batch.time;
            for failure in batch.failures {
                self.reporter.hear(&Event::Failed(&failure));
                self.failures.push(failure);
            }
        }
        self.reporter.hear(&Event::Committed {
            done: self.already + self.made,
            total: self.total,
            bytes,
            elapsed: self.began.elapsed(),
            made: self.made,
        });
    }
}
