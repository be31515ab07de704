//! The main job: making what a corpus still lacks.
//!
//! [`generate`] is the flow; a [`Generator`] makes one document; [`Event`]s are
//! all that the rest of the program hears of it.

mod ahead;
mod cgroup;
mod desk;
mod event;
mod flow;
mod generator;
mod machine;
mod panics;
mod pen;
mod sheet;
mod shop;

pub use desk::Desk;
pub use event::{Event, Reporter, Silent, Summary, WorkerSummary};
pub use flow::{Order, RunOptions, generate};
pub use generator::{ABREAST, Generator, Made, Maker};
pub use machine::{Crew, Machine};
pub use sheet::Sheet;
