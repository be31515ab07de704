//! What a corpus would teach somebody who learns from it, and should not.
//!
//! A corpus that a file's name, a typeface or a single word gives away trains
//! nobody to find identifiers; one whose texts repeat each other shows less
//! than its size promises. [`audit`] measures both on what is recorded: every
//! document is counted, a sample of them is looked into, and each figure that
//! has a bound is held against it. It reads what a corpus holds, sealed or
//! not, and changes nothing.

mod auc;
mod balance;
mod best;
mod classifier;
mod columns;
mod corpus;
mod diversity;
mod document;
mod features;
mod identifiers;
mod looks;
mod mask;
mod neighbours;
mod report;
mod shortcuts;
mod trial;
mod words;

pub use corpus::{AuditOptions, audit};
pub use report::{Amount, Bound, Chart, Measure, Report, Section, Table, Verdict};
