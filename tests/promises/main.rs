//! What synthphi promises, a file per promise.

#![expect(
    clippy::disallowed_methods,
    reason = "tests look at files, clocks and surroundings from outside"
)]

mod audit;
mod bag;
mod bench;
mod catalogue;
mod command_line;
mod consistency;
mod export;
mod extend;
mod failing;
mod floors;
mod golden;
mod hostile;
mod placement;
mod refuse;
mod repair;
mod reproduce;
mod resume;
mod show;
mod split;
mod truth;
