//! Where things are: ZIP codes, streets, telephones, clocks and facilities.

pub mod clock;
mod zips;

pub use zips::{PLACES, Place, Places, State};
