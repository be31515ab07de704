//! Who there is: names, numbers, kin and work.

mod identifiers;
mod names;

pub use names::{Bearer, Family, HERITAGES, NAMES, Named, Names, Sex};
