//! synthphi
pub mod check;
pub mod document;
pub mod error;
pub mod fact;
pub mod format;
pub mod narrate;
pub mod recipe;
pub mod seed;
