//! Everything that is saved to disk, and nothing else saves anything.
//!
//! A [`Corpus`] is a folder of documents with its checkpoint. Workers place
//! files through a [`Placer`] as they make them; the one writer commits
//! batches: it makes what was placed durable and only then records it, so a
//! committed row means a whole file. [`Corpus::seal`] writes what describes
//! the finished corpus: labels, manifest, digest, card.

#![expect(
    clippy::disallowed_methods,
    reason = "this is the room that reads and places files"
)]

mod card;
mod checkpoint;
mod corpus;
mod croissant;
mod datasheet;
mod evidence;
mod hashed;
mod lock;
mod merkle;
mod parts;
mod place;
mod publish;
mod seal;
mod sealing;
mod spool;
mod tally;

pub use checkpoint::{BatchMade, Checkpoint, Failure, Row, Run, Worker};
pub use corpus::{Corpus, FOLDER, database, is_there, set_aside, stored, stored_aside};
pub use evidence::{Entry, Evidence, published, record};
pub use lock::is_locked;
pub use merkle::{Tree, leaf};
pub use parts::part_name;
pub use place::{Durability, Placer};
pub use publish::Publication;
pub use seal::{CorpusFile, MANIFEST, Roots, Seal, corpus_digest, crc32};
pub use sealing::Sealing;
pub use spool::{Records, Spool};
pub use tally::Tally;
