//! Whether what is on disk is what was recorded.
//!
//! Our own reader agreeing with our own writer would prove nothing, so
//! [`read`] gets the text out of a document with libraries that had no part in
//! writing it, and [`agree`] holds it against the record.

pub mod agree;
pub mod read;
