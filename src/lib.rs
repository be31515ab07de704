//! synthphi
pub mod check;
pub mod cli;
pub mod clinic;
pub mod document;
pub mod error;
pub mod fact;
pub mod format;
pub mod labels;
pub mod narrate;
pub mod plan;
pub mod recipe;
pub mod report;
pub mod run;
pub mod seed;
pub mod store;
pub mod template;
