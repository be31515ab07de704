//! The truth about a document, in writing.
//!
//! [`record`] writes the canonical record, one line of JSON a document; every
//! other way of writing labels starts from it. [`audit`] holds a document
//! against its own truth before anything is written, and [`rules`] says which
//! values could be somebody's. [`export`] writes records in the formats of
//! others, in whose words by the [`map`].

pub mod audit;
pub mod export;
mod json;
pub mod map;
mod occurrences;
mod points;
pub mod read;
pub mod record;
pub mod rules;

/// The JSON Schema of [`record`]s, which goes with every corpus.
pub const SCHEMA: &str = include_str!("record.schema.json");
