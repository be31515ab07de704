//! Synthetic PHI corpora: documents that look like hospital paperwork, with
//! the truth about every identifier in them known exactly.
//!
//! A [`Recipe`](recipe::Recipe) fixes everything; a [`Plan`](plan::Plan) says
//! what each document will be; a [`Case`](clinic::Case) is one clinical story
//! drawn from the [`Pools`](clinic::Pools); a template of the
//! [`Catalogue`](template::Catalogue) tells it as a
//! [`Document`](document::Document) whose labelled words know what they are; a
//! [`Format`](format::Format) turns the document into bytes and says where
//! every label landed; a batch of them is committed to the
//! [`Corpus`](store::Corpus); what the corpus lacks is what remains to be made.
//!
//! [`run::generate`] is that sentence as a function, and calling it again is
//! resuming:
//!
//! ```
//! use std::sync::Arc;
//! use synthphi::narrate::Grammar;
//! use synthphi::recipe::{Draft, Recipe};
//! use synthphi::run::{RunOptions, Silent, generate};
//! use synthphi::template::Catalogue;
//!
//! let draft = Draft::parse("recipe.toml", "seed = 7\npositive = 3\nnegative = 2")?;
//! let recipe = Recipe::new(draft, 42)?;
//! let catalogue = Catalogue::load(Vec::new(), Arc::new(Grammar::embedded()?))?;
//! let folder = tempfile::tempdir().expect("a folder for the corpus");
//! let options = RunOptions::new(folder.path());
//!
//! let first = generate(&recipe, &catalogue, &options, &Silent)?;
//! assert_eq!((first.made, first.already), (5, 0));
//! let again = generate(&recipe, &catalogue, &options, &Silent)?;
//! assert_eq!((again.made, again.already), (0, 5));
//! assert_eq!(again.digest, first.digest);
//! # Ok::<(), synthphi::error::Error>(())
//! ```
//!
//! The modules are the floors of one house: each uses only those below it, in
//! the order [`seed`], [`math`], [`fact`], [`error`]; [`recipe`], [`document`];
//! [`clinic`], [`narrate`], [`mod@format`], [`labels`], [`wear`]; [`template`],
//! [`plan`], [`store`]; [`run`], [`check`], [`audit`],
//! [`exchange`]; [`report`]; [`cli`].

pub mod audit;
pub mod check;
pub mod cli;
pub mod clinic;
pub mod digest;
pub mod document;
pub mod error;
pub mod exchange;
pub mod fact;
pub mod format;
pub mod labels;
pub mod math;
pub mod narrate;
pub mod plan;
pub mod recipe;
pub mod report;
pub mod run;
pub mod seed;
pub mod store;
pub mod template;
pub mod wear;
mod words;
