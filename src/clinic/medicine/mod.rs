//! What ails people: illnesses, drugs, tests and how they come together in one
//! person at one visit.

mod assay;
mod complaint;
mod drug;
mod eligible;
mod habits;
mod health;
mod illness;
mod intolerance;
mod laboratory;
mod manner;
mod pathology;
mod pertinent;
mod portrait;
mod problem;
mod procedure;
mod rules;
mod scribe;
mod set;
mod specialty;
mod study;
mod vaccine;
mod vitals;
mod words;
mod workup;

#[cfg(test)]
mod surgery_tests;
#[cfg(test)]
mod tests;

pub use assay::Limits;
pub use complaint::Occasion;
pub use drug::Order;
pub use health::Health;
pub use illness::Illness;
pub use manner::Manner;
pub use portrait::{chief_complaint, lesson, main_problem, portrait};
pub use procedure::is_surgical;
pub use specialty::{Care, SPECIALTIES, Specialty, specialty};
pub use study::is_imaged;
pub use vaccine::vaccinations;
