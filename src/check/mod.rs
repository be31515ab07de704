//! Holding a corpus against what it says of itself.
//!
//! [`verify`] reads every file and every record, collects all findings instead
//! of stopping at the first, and changes nothing. Its deep form reads each
//! document back with code that did not write it.

mod document;
mod evidence;
mod rules;
mod verify;

pub use verify::{Finding, Report, VerifyOptions, verify};
