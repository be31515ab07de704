//! What a run says of itself while it works, and in the end.

use std::path::PathBuf;
use std::time::Duration;

use crate::plan::DocumentId;
use crate::store::{Failure, Tally};

/// Something that happened in a run.
#[derive(Clone, Debug)]
pub enum Event<'a> {
    /// The work is known and begins.
    Started {
        /// Documents the corpus is to have.
        total: u64,
        /// Documents it has.
        done: u64,
        /// Workers that will make the rest.
        workers: usize,
    },
    /// Batches were committed.
    Committed {
        /// Documents that the corpus has by now.
        done: u64,
        /// Documents that the corpus is to have.
        total: u64,
        /// Bytes of the documents committed just now.
        bytes: u64,
        /// Time since the run began.
        elapsed: Duration,
        /// Documents committed by this run.
        made: u64,
    },
    /// A document could not be made; the rest goes on.
    Failed(&'a Failure),
    /// A worker has been on one document for longer than it should; it goes on.
    Stalled {
        /// The worker's number, from 0.
        worker: usize,
        /// What it is on.
        document: DocumentId,
        /// For how long.
        time: Duration,
    },
    /// The labels and the manifest are being written.
    Sealing {
        /// Documents that are through.
        through: u64,
        /// Documents there are.
        total: u64,
    },
    /// The run is over.
    Ended(&'a Summary),
}

/// Hears what happens. Several threads may speak at once.
pub trait Reporter: Sync {
    /// Takes note of an event.
    fn hear(&self, event: &Event<'_>);
}

/// Says nothing to anybody.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Reporter for Silent {
    fn hear(&self, _: &Event<'_>) {}
}

/// What a run did.
#[derive(Clone, Debug)]
pub struct Summary {
    /// The corpus's folder.
    pub out: PathBuf,
    /// Documents the corpus is to have.
    pub total: u64,
    /// Documents it had when the run began.
    pub already: u64,
    /// Documents this run made.
    pub made: u64,
    /// Files that stood in their place already and were not what they should be.
    pub replaced: u64,
    /// What could not be made.
    pub failures: Vec<Failure>,
    /// The counts of the whole corpus so far.
    pub tally: Tally,
    /// How long the run took, sealing included.
    pub elapsed: Duration,
    /// What each worker did.
    pub workers: Vec<WorkerSummary>,
    /// The corpus digest, if the corpus is complete.
    pub digest: Option<String>,
    /// Whether the run was asked to stop.
    pub stopped: bool,
}

/// What one worker did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkerSummary {
    /// Its number, from 0.
    pub number: usize,
    /// Documents it made.
    pub documents: u64,
    /// Time it spent making them.
    pub time: Duration,
}
