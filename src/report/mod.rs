//! Readers of a run's events.
//!
//! A run says what happens; a reporter decides who hears it and how: a bar for
//! a person at a terminal, lines for a log, JSON for a program.

mod bar;
mod json;
mod lines;
mod summary;

pub use bar::Bar;
pub use json::Json;
pub use lines::Lines;
pub use summary::{bytes, count, duration, rate, summary};
