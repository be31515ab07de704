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
use crate::store::{BatchMade, Failure, Placer, Row, Spool, Tally, crc32};

/// How many documents a worker makes at most before it hands over what it has
/// of a batch, however many the batch may have. They are made in an order of
/// their own, so there is nothing to hand over before the last of them.
const AT_A_TIME: usize = 1_024;

/// How many batches may wait for the pen while it syncs the disk.
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
    pub spool: Arc<Spool>,
}

/// What a worker has of its own.
struct Hands {
    maker: Maker,
    placer: Placer,
    /// The records of the documents that are made together.
    records: Vec<u8>,
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
        let Some(placer) = placer else { return };
        let mut hands = Hands {
            maker: Maker::at(Arc::clone(&self.desks[worker])),
            placer,
            records: Vec::new(),
        };
        while !self.stops() {
            let next = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(task) = self.batches.get(next) else {
                return;
            };
            let (first, last) = task.numbers.clone().into_inner();
            for first in (first..=last).step_by(AT_A_TIME) {
                if self.stops() {
                    break;
                }
                let part = BatchTask {
                    class: task.class,
                    numbers: first..=last.min(first + AT_A_TIME as u64 - 1),
                };
                match self.batch(part, worker, &mut hands) {
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

    /// Makes and places documents: one format after the other, and one type
    /// after the other in it, so that what the making of a type reads (its
    /// program, phrases, the code of its format) is at hand for the next one.
    fn batch(&self, task: BatchTask, worker: usize, hands: &mut Hands) -> Result<BatchMade> {
        let began = clock();
        let mut plans: Vec<DocumentPlan> = task.ids().map(|id| self.plan.document(id)).collect();
        plans.sort_by_key(|plan| (plan.format, plan.kind));
        let mut batch = BatchMade {
            task,
            worker,
            time: Duration::ZERO,
            rows: Vec::with_capacity(plans.len()),
            failures: Vec::new(),
            tally: Tally::default(),
            replaced: 0,
        };
        for plans in plans.chunks(ABREAST) {
            self.documents(plans, hands, &mut batch)?;
        }
        batch.rows.sort_unstable_by_key(|row| row.id);
        batch.failures.sort_unstable_by_key(|failure| failure.id);
        batch.time = began.elapsed();
        Ok(batch)
    }

    /// Makes and places some documents of a batch. An error ends the run; what
    /// is wrong with a document goes into the batch.
    fn documents(
        &self,
        plans: &[DocumentPlan],
        hands: &mut Hands,
        batch: &mut BatchMade,
    ) -> Result<()> {
        let Hands {
            maker,
            placer,
            records,
        } = hands;
        let desk = &self.desks[batch.worker];
        let made = self.generator.make(plans, maker, &mut batch.tally);
        let before = batch.rows.len();
        records.clear();
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
                record_start: records.len() as u64,
                record_bytes: made.record.len() as u64,
                record_digest: made.record_digest,
                record_crc: crc32(made.record),
            });
            records.extend_from_slice(made.record);
        }
        let start = self.spool.append(records)?;
        for row in &mut batch.rows[before..] {
            row.record_start += start;
        }
        Ok(())
    }
}
