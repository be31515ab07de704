//! One file a promise.

mod bench;
mod command_line;
mod extend;
mod floors;
mod golden;
mod refuse;
mod repair;
mod reproduce;
mod resume;
mod truth;
