//! The catalogue of document types, and how one is told.
//!
//! A template is a file of front matter and Markdown with MiniJinja in it. The
//! [`Catalogue`] holds all of them, compiled and checked before the first
//! document is made: those of `templates/`, which are embedded, and the user's.
//! [`Catalogue::compose`] tells a story by one of them.

mod catalogue;
mod compose;
mod document_type;
mod engine;
mod filters;
mod front;
mod program;
mod scene;

pub use catalogue::{Catalogue, Source};
pub use compose::Assignment;
pub use document_type::{DocumentType, is_type_name};

#[cfg(test)]
mod tests;
