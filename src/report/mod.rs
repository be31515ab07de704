//! Readers of a run's events, and of an audit's report.
//!
//! A run says what happens; a reporter decides who hears it and how: a bar for
//! a person at a terminal, lines for a log, JSON for a program. An audit says
//! what it measured; it is read as tables ([`audit`]), as JSON or as a page. [`view`] shows
//! one document beside its truth.

pub mod audit;
mod bar;
mod html;
mod json;
mod lines;
pub mod page;
mod summary;
mod table;
pub mod view;

pub use bar::Bar;
pub use json::Json;
pub use lines::Lines;
pub use summary::{bytes, count, duration, rate, summary};
pub use table::table;
