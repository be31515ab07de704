//! Where things are: ZIP codes, streets, telephones, clocks and facilities.

pub mod clock;
mod site;
mod zips;

pub use site::{Site, desks, lines};
pub use zips::{PLACES, Place, State};
