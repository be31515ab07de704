//! The flow of a run: plan, remainder, many hands, one pen, seal.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::ScopedJoinHandle;
use std::time::Duration;

use super::ahead::{Reach, seal_ahead};
use super::desk::Desk;
use super::event::{Event, Reporter, Summary, WorkerSummary};
use super::generator::{ABREAST, Generator};
use super::pen::{Pen, clock, now};
use super::shop::{Shop, room};
use crate::error::{Error, Result};
use crate::plan::{BatchTask, Plan, Portions};
use crate::recipe::Recipe;
use crate::seed::Stream;
use crate::store::{BatchMade, Corpus, Durability, Sealing};
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
    /// Documents that share a sync at most, but for those of its last batch; at least 1.
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
    let mut remaining = plan.batches(options.portions(), &done);
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
        done,
    };
    let sealing = if missing > 0 {
        let generator = Generator::new(&plan, catalogue);
        Some(make_all(&plan, &generator, &remaining, options, &mut pen)?)
    } else {
        pen.corpus.clear_stale()?;
        None
    };
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
            let sealing = match sealing {
                Some(sealing) => sealing,
                None => corpus.begin_seal(&plan)?,
            };
            let seal = corpus.seal(&plan, sealing, &mut |through| {
                reporter.hear(&Event::Sealing {
                    through,
                    total: plan.total(),
                });
            })?;
            Some(seal.digest)
        }
        None => {
            corpus.give_up_seal()?;
            None
        }
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

/// Many hands make batches, one pen commits them, a bounded channel between.
/// What is committed is taken into the seal meanwhile, which is given back.
fn make_all<'a>(
    plan: &'a Plan,
    generator: &Generator<'_>,
    batches: &[BatchTask],
    options: &RunOptions,
    pen: &mut Pen<'_>,
) -> Result<Sealing<'a>> {
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
        .map_err(|error| std::io::Error::new(std::io::ErrorKind::WouldBlock, error))
        .map_err(no_thread(options))?;
    let mut sealing = pen.corpus.begin_seal(plan)?;
    let (sender, receiver) = sync_channel(room(workers));
    let (committed, heard) = channel();
    let broken = AtomicBool::new(false);
    let desks: Vec<Arc<Desk>> = (0..workers).map(|_| Arc::default()).collect();
    let shop = Shop {
        plan,
        generator,
        batches,
        next: AtomicUsize::new(0),
        stop: &options.stop,
        broken: &broken,
        error: Mutex::new(None),
        sender,
        desks: desks.clone(),
        placers: placers
            .into_iter()
            .map(|placer| Mutex::new(Some(placer)))
            .collect(),
        spool: pen.corpus.spool(),
    };
    let written = std::thread::scope(|scope| {
        let pen = &mut *pen;
        let desks = &desks;
        let thread = |name: &str| std::thread::Builder::new().name(name.to_owned());
        let writer = thread("pen")
            .spawn_scoped(scope, move || write(pen, receiver, desks, committed))
            .map_err(no_thread(options))?;
        let (sealing, broken) = (&mut sealing, &broken);
        let seal = move || {
            let sealed = seal_ahead(sealing, &heard);
            broken.fetch_or(sealed.is_err(), Ordering::Relaxed);
            sealed
        };
        let sealer = thread("seal")
            .spawn_scoped(scope, seal)
            .map_err(no_thread(options))?;
        pool.broadcast(|context| shop.work(context.index()));
        // The pen stops when the last sender is gone.
        let Shop { sender, error, .. } = shop;
        drop(sender);
        let (written, sealed) = (ended(writer), ended(sealer));
        // The writer's error is the root cause: the workers' come of it.
        written?;
        sealed?;
        error
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
            .map_or(Ok(()), Err)
    });
    written?;
    pen.corpus.end(now())?;
    Ok(sealing)
}

fn no_thread(options: &RunOptions) -> impl FnOnce(std::io::Error) -> Error {
    Error::io("start workers for", &options.out)
}

fn ended<T>(thread: ScopedJoinHandle<'_, T>) -> T {
    match thread.join() {
        Ok(done) => done,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// Whoever listens to the pen or waits for it hears that it has gone.
fn write(
    pen: &mut Pen<'_>,
    receiver: Receiver<BatchMade>,
    desks: &[Arc<Desk>],
    committed: Sender<Reach>,
) -> Result<()> {
    pen.write(&receiver, desks, &committed)
}

impl RunOptions {
    /// The usual options for a folder: one worker, batches of 1,000 documents.
    pub fn new(out: impl Into<PathBuf>) -> Self {
        Self {
            out: out.into(),
            workers: 1,
            batch_size: 1_000,
            group: 8_000,
            stall: Duration::from_secs(30),
            durability: Durability::default(),
            order: Order::default(),
            keep: false,
            stop: Arc::default(),
        }
    }

    fn portions(&self) -> Portions {
        Portions {
            size: self.batch_size,
            round: ABREAST as u64,
            workers: self.workers,
        }
    }
}
