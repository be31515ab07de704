//! The workers: what they share, and what each of them does.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::SyncSender;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::desk::Desk;
use super::generator::{ABREAST, Generator, Maker};
use super::pen::clock;
use crate::error::{Error, Result};
use crate::format::FORMATS;
use crate::plan::{BatchTask, DocumentPlan, Plan};
use crate::store::{BatchMade, Failure, Placer, Row, Tally, crc32};

/// How much of its records a worker holds at most before it hands over what it
/// has of a batch, however many documents a batch may have; those of the
/// documents that are made together come on top of it.
pub(super) const HELD: usize = 2 << 20;

/// About how many bytes a record has: a batch's records are not to be moved
/// while they grow.
const RECORD: usize = 13_000;

/// How many batches may wait for the pen while it syncs the disk; they hold
/// about [`HELD`] each at most.
pub(super) fn room(workers: usize) -> usize {
    4 + workers
}

/// What the workers share.
pub(super) struct Shop<'a> {
    pub plan: &'a Plan,
    pub generator: &'a Generator<'a>,
    pub batches: &'a [BatchTask],
    pub next: AtomicUsize,
    pub stop: &'a AtomicBool,
    /// A file could not be placed, or the pen has gone, or who seals ahead.
    pub broken: &'a AtomicBool,
    pub error: Mutex<Option<Error>>,
    pub sender: SyncSender<BatchMade>,
    pub desks: Vec<Arc<Desk>>,
    pub placers: Vec<Mutex<Option<Placer>>>,
}

impl Shop<'_> {
    fn stops(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.broken.load(Ordering::Relaxed)
    }

    /// One worker: takes batches until none are left.
    pub(super) fn work(&self, worker: usize) {
        let placer = self.placers[worker]
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        let Some(mut placer) = placer else { return };
        let mut maker = Maker::at(Arc::clone(&self.desks[worker]));
        while !self.stops() {
            let next = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(task) = self.batches.get(next) else {
                return;
            };
            let mut left = task.clone();
            while !left.is_empty() && !self.stops() {
                match self.batch(&mut left, worker, &mut maker, &mut placer) {
                    Ok(batch) => {
                        if self.sender.send(batch).is_err() {
                            // The pen has stopped with an error of its own.
                            self.broken.store(true, Ordering::Relaxed);
                        }
                    }
                    Err(error) => {
                        self.broken.store(true, Ordering::Relaxed);
                        let mut first = self.error.lock().unwrap_or_else(PoisonError::into_inner);
                        first.get_or_insert(error);
                    }
                }
            }
        }
    }

    /// Makes and places the documents at the front of a task and takes them off
    /// it: all of them, or as many as there is time and memory for.
    fn batch(
        &self,
        left: &mut BatchTask,
        worker: usize,
        maker: &mut Maker,
        placer: &mut Placer,
    ) -> Result<BatchMade> {
        let began = clock();
        let expected = usize::try_from(left.len()).unwrap_or(usize::MAX);
        let mut batch = BatchMade {
            task: left.clone(),
            worker,
            time: Duration::ZERO,
            rows: Vec::new(),
            records: Vec::with_capacity(expected.saturating_mul(RECORD).min(HELD)),
            failures: Vec::new(),
            tally: Tally::default(),
            replaced: 0,
        };
        let (first, end) = left.numbers.clone().into_inner();
        let mut next = first;
        // At least one round: the way on must not depend on when it is asked to stop.
        while next <= end && batch.records.len() < HELD && (next == first || !self.stops()) {
            let plans: Vec<DocumentPlan> = left
                .ids()
                .take(ABREAST)
                .map(|id| self.plan.document(id))
                .collect();
            self.documents(&plans, maker, placer, &mut batch)?;
            next += plans.len() as u64;
            left.numbers = next..=end;
        }
        batch.task.numbers = first..=next - 1;
        batch.time = began.elapsed();
        Ok(batch)
    }

    /// Makes and places some documents of a batch. An error ends the run; what
    /// is wrong with a document goes into the batch.
    fn documents(
        &self,
        plans: &[DocumentPlan],
        maker: &mut Maker,
        placer: &mut Placer,
        batch: &mut BatchMade,
    ) -> Result<()> {
        let desk = &self.desks[batch.worker];
        let made = self.generator.make(plans, maker, &mut batch.tally);
        for (plan, made) in plans.iter().zip(made) {
            let made = match made {
                Ok(made) => made,
                Err(cause) => {
                    batch.failures.push(Failure {
                        id: plan.id,
                        kind: self.plan.types()[plan.kind].name.clone(),
                        format: FORMATS[plan.format].name(),
                        cause,
                    });
                    continue;
                }
            };
            if desk.during(plan.id, || placer.place(&plan.path, made.bytes))? {
                batch.replaced += 1;
            }
            batch.rows.push(Row {
                id: plan.id,
                bytes: made.bytes.len() as u64,
                digest: made.digest,
                record_start: batch.records.len() as u64,
                record_bytes: made.record.len() as u64,
                record_digest: made.record_digest,
                record_crc: crc32(made.record),
            });
            batch.records.extend_from_slice(made.record);
        }
        Ok(())
    }
}
