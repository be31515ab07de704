//! The flow of a run: plan, remainder, many hands, one pen, seal.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::desk::Desk;
use super::event::{Event, Reporter, Summary, WorkerSummary};
use super::generator::{ABREAST, Generator, Maker};
use super::pen::{Pen, clock, now};
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::format::FORMATS;
use crate::plan::{BatchTask, DocumentPlan, Done, Plan};
use crate::recipe::Recipe;
use crate::seed::Stream;
use crate::store::{BatchMade, Corpus, Durability, Failure, Placer, Row, Tally, crc32};
use crate::template::Catalogue;

/// What decides the speed of a run and none of its bytes.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// The corpus's folder.
    pub out: PathBuf,
    /// How many workers; at least 1.
    pub workers: usize,
    /// Documents to a batch at most; at least 1.
    pub batch_size: u64,
    /// Documents that share a sync, as far as they come fast enough; at least 1.
    pub group: usize,
    /// How long a worker may be on one document before that is told.
    pub stall: Duration,
    /// What a commit outlives.
    pub durability: Durability,
    /// The order of the batches.
    pub order: Order,
    /// Whether a file that stands in a document's place is kept if it is what
    /// it should be, as repairing does, instead of being written again.
    pub keep: bool,
    /// Set it to stop the run: what is made by then is committed.
    pub stop: Arc<AtomicBool>,
}

/// In which order the batches are taken.
#[derive(Clone, Debug, Default)]
pub enum Order {
    /// As the plan has them.
    #[default]
    Planned,
    /// In the order that a stream's draws give: for showing that order
    /// decides nothing.
    Shuffled(Box<Stream>),
}

/// Makes whatever the corpus still lacks. Calling it again is resuming.
///
/// # Errors
/// If the plan does not come about, the folder is not this corpus's or in use,
/// or something can't be written. What was committed by then stays.
pub fn generate(
    recipe: &Recipe,
    catalogue: &Catalogue,
    options: &RunOptions,
    reporter: &dyn Reporter,
) -> Result<Summary> {
    let began = clock();
    let plan = Plan::new(recipe, catalogue)?;
    if !catalogue.own().is_empty() {
        Generator::new(&plan, catalogue).rehearse()?;
    }
    let mut corpus = Corpus::open(&options.out, &plan, catalogue.own(), options.durability)?;
    let done = corpus.done()?;
    let mut remaining = plan.batches(batch_size(&plan, options, &done), &done);
    if let Order::Shuffled(stream) = &options.order {
        stream.clone().shuffle(&mut remaining);
    }
    let missing: u64 = remaining.iter().map(BatchTask::len).sum();
    let already = plan.total() - missing;
    reporter.hear(&Event::Started {
        total: plan.total(),
        done: already,
        workers: options.workers,
    });
    let mut pen = Pen {
        corpus: &mut corpus,
        reporter,
        began,
        group: options.group,
        stall: options.stall,
        total: plan.total(),
        already,
        made: 0,
        replaced: 0,
        failures: Vec::new(),
        workers: (0..options.workers)
            .map(|number| WorkerSummary {
                number,
                ..WorkerSummary::default()
            })
            .collect(),
    };
    if missing > 0 {
        let generator = Generator::new(&plan, catalogue);
        make_all(&plan, &generator, &remaining, options, &mut pen)?;
    }
    let Pen {
        made,
        replaced,
        failures,
        workers,
        ..
    } = pen;
    let complete = already + made == plan.total();
    let digest = match corpus.checkpoint().sealed()? {
        Some(digest) => Some(digest),
        None if complete => {
            if already > 0 {
                corpus.expect_documents(&plan)?;
            }
            let seal = corpus.seal(&plan, &mut |through| {
                reporter.hear(&Event::Sealing {
                    through,
                    total: plan.total(),
                });
            })?;
            Some(seal.digest)
        }
        None => None,
    };
    let summary = Summary {
        out: options.out.clone(),
        total: plan.total(),
        already,
        made,
        replaced,
        failures,
        tally: corpus.checkpoint().tally()?,
        elapsed: began.elapsed(),
        workers,
        digest,
        stopped: !complete && options.stop.load(Ordering::Relaxed),
    };
    reporter.hear(&Event::Ended(&summary));
    Ok(summary)
}

/// Batches small enough that every worker gets several: with few documents one
/// large batch at the end would keep one worker busy and the others waiting.
fn batch_size(plan: &Plan, options: &RunOptions, done: &Done) -> u64 {
    let recipe = plan.recipe();
    let missing: u64 = Class::ALL
        .into_iter()
        .map(|class| recipe.count(class) - done.of(class).count_to(recipe.count(class)))
        .sum();
    let fair = missing / (8 * options.workers as u64);
    options.batch_size.min(fair.max(10))
}

/// Many hands make batches, one pen commits them, a bounded channel between.
fn make_all(
    plan: &Plan,
    generator: &Generator<'_>,
    batches: &[BatchTask],
    options: &RunOptions,
    pen: &mut Pen<'_>,
) -> Result<()> {
    let workers = options.workers;
    let placers = (0..workers)
        .map(|worker| pen.corpus.placer(worker, options.keep))
        .collect::<Result<Vec<_>>>()?;
    pen.corpus
        .begin(now(), workers as u32, options.batch_size)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(workers)
        .thread_name(|number| format!("worker {number}"))
        .build()
        .map_err(|error| {
            let source = std::io::Error::new(std::io::ErrorKind::WouldBlock, error);
            Error::io("start workers for", &options.out)(source)
        })?;
    let (sender, receiver) = sync_channel(2 * workers);
    let desks: Vec<Arc<Desk>> = (0..workers).map(|_| Arc::default()).collect();
    let shop = Shop {
        plan,
        generator,
        batches,
        next: AtomicUsize::new(0),
        stop: &options.stop,
        broken: AtomicBool::new(false),
        error: Mutex::new(None),
        sender,
        desks: desks.clone(),
        placers: placers
            .into_iter()
            .map(|placer| Mutex::new(Some(placer)))
            .collect(),
    };
    let written = std::thread::scope(|scope| {
        let pen = &mut *pen;
        let desks = &desks;
        let writer = std::thread::Builder::new()
            .spawn_scoped(scope, move || write(pen, receiver, desks))
            .map_err(Error::io("start a writer for", &options.out))?;
        pool.broadcast(|context| shop.work(context.index()));
        // The pen stops when the last sender is gone.
        let Shop { sender, error, .. } = shop;
        drop(sender);
        let written = match writer.join() {
            Ok(written) => written,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        // The writer's error is the root cause: the workers' come of it.
        written.and_then(
            |()| match error.into_inner().unwrap_or_else(PoisonError::into_inner) {
                Some(error) => Err(error),
                None => Ok(()),
            },
        )
    });
    written?;
    pen.corpus.end(now())
}

fn write(pen: &mut Pen<'_>, receiver: Receiver<BatchMade>, desks: &[Arc<Desk>]) -> Result<()> {
    pen.write(&receiver, desks)
}

/// About how many bytes a record has: a batch's records are not to be moved
/// while they grow.
const RECORD: usize = 13_000;

/// What the workers share.
struct Shop<'a> {
    plan: &'a Plan,
    generator: &'a Generator<'a>,
    batches: &'a [BatchTask],
    next: AtomicUsize,
    stop: &'a AtomicBool,
    /// A file could not be placed, or the pen has gone.
    broken: AtomicBool,
    error: Mutex<Option<Error>>,
    sender: SyncSender<BatchMade>,
    desks: Vec<Arc<Desk>>,
    placers: Vec<Mutex<Option<Placer>>>,
}

impl RunOptions {
    /// The usual options for a folder: one worker, batches of 100 documents.
    pub fn new(out: impl Into<PathBuf>) -> Self {
        Self {
            out: out.into(),
            workers: 1,
            batch_size: 100,
            group: 1_000,
            stall: Duration::from_secs(30),
            durability: Durability::default(),
            order: Order::default(),
            keep: false,
            stop: Arc::default(),
        }
    }
}

impl Shop<'_> {
    fn stops(&self) -> bool {
        self.stop.load(Ordering::Relaxed) || self.broken.load(Ordering::Relaxed)
    }

    /// One worker: takes batches until none are left.
    fn work(&self, worker: usize) {
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
            match self.batch(task, worker, &mut maker, &mut placer) {
                Ok(Some(batch)) => {
                    if self.sender.send(batch).is_err() {
                        // The pen has stopped with an error of its own.
                        self.broken.store(true, Ordering::Relaxed);
                    }
                }
                Ok(None) => {}
                Err(error) => {
                    self.broken.store(true, Ordering::Relaxed);
                    let mut first = self.error.lock().unwrap_or_else(PoisonError::into_inner);
                    first.get_or_insert(error);
                }
            }
        }
    }

    /// Makes and places a batch, or as much of it as there is time for.
    fn batch(
        &self,
        task: &BatchTask,
        worker: usize,
        maker: &mut Maker,
        placer: &mut Placer,
    ) -> Result<Option<BatchMade>> {
        let began = clock();
        let expected = usize::try_from(task.len()).unwrap_or(0).min(1_000);
        let mut batch = BatchMade {
            task: task.clone(),
            worker,
            time: Duration::ZERO,
            rows: Vec::with_capacity(expected),
            records: Vec::with_capacity(expected * RECORD),
            failures: Vec::new(),
            tally: Tally::default(),
            replaced: 0,
        };
        let mut last = None;
        let mut ids = task.ids();
        while !self.stops() {
            let plans: Vec<DocumentPlan> = ids
                .by_ref()
                .take(ABREAST)
                .map(|id| self.plan.document(id))
                .collect();
            let Some(end) = plans.last() else { break };
            last = Some(end.id.number);
            self.documents(&plans, maker, placer, &mut batch)?;
        }
        let Some(last) = last else { return Ok(None) };
        batch.task.numbers = *task.numbers.start()..=last;
        batch.time = began.elapsed();
        Ok(Some(batch))
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
