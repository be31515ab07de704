//! Who there is: names, numbers, kin and work.

mod cover;
mod employee;
mod identifiers;
mod kin;
mod names;
mod resident;
mod staff;
mod visitor;
mod work;

pub use cover::Payers;
pub use employee::{employee, nurses};
pub use identifiers::Identifiers;
pub use names::{Bearer, HERITAGES, NAMES, Sex};
pub use resident::{Records, Resident};
pub use staff::{Member, staff};
pub use visitor::{TRADES, visitor};
