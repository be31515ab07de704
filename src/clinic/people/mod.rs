//! Who there is: names, numbers, kin and work.

mod cover;
mod identifiers;
mod kin;
mod names;
mod resident;
mod staff;
mod work;

pub use cover::Payers;
pub use identifiers::Identifiers;
pub use names::{Bearer, HERITAGES, NAMES, Sex};
pub use resident::{Records, Resident};
pub use staff::{Member, staff};
