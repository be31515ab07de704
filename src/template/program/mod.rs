//! The templates that the binary carries, as programs.
//!
//! MiniJinja reads a template; what it reads is compiled once more, to a tree
//! that knows where each variable stands, holds each name of the story as a key
//! and draws a choice before it works out what was drawn. MiniJinja's machine
//! takes more processor time for the same text and stays in the house for the
//! rest: the templates of users, who may write all that MiniJinja has, and the
//! words of every error. Whatever a program does not know how to do, it leaves to
//! the machine from the beginning, so there is one meaning of a template: a test
//! holds the two against each other, type by type.

mod code;
mod compile;
mod programs;
mod run;
mod value;

pub(super) use self::programs::Programs;

/// A template, or a moment of it, that is MiniJinja's to tell.
#[derive(Clone, Copy, Debug)]
pub(super) struct Beyond;
