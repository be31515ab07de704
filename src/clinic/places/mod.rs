//! Where things are: ZIP codes, streets, telephones, clocks and facilities.

pub mod clock;
mod site;
mod zips;

pub use site::{Site, lines};
pub use zips::{Nearby, PLACES, Place, State};
