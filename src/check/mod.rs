//! Holding a corpus against what it says of itself.
//!
//! [`verify`] reads every file and every record, collects all findings instead
//! of stopping at the first, and changes nothing. Our own reader agreeing with
//! our own writer would prove nothing, so its deep form gets the text out of
//! each document with libraries that had no part in writing it ([`read`]) and
//! holds it against the record ([`agree`]).

pub mod agree;
mod document;
mod manifest;
pub mod read;
mod verify;

pub use verify::{Finding, Report, VerifyOptions, verify};
