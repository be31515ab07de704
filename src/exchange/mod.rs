//! A corpus's labels on their way to others, and back.
//!
//! [`export`] reads the records of a corpus in document order and writes them
//! with one of [`LABELS`](crate::labels::export::LABELS); [`import`] gives the
//! records back from the formats that carry all of them. Both stream: neither
//! holds more than some thousand documents at a time. [`bag`] packs a whole corpus.

mod bag;
mod export;
mod import;

pub use bag::{Bagged, bag};
pub use export::{ExportOptions, Exported, export};
pub use import::import;
