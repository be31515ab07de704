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
mod pertinent;
mod portrait;
mod problem;
mod rules;
mod set;
mod specialty;
mod vaccine;
mod vitals;
mod words;

#[cfg(test)]
mod tests;

pub use complaint::Occasion;
pub use drug::Order;
pub use health::Health;
pub use portrait::{chief_complaint, lesson, main_problem, portrait};
pub use rules::{is_cancer, is_deadly};
pub use specialty::{SPECIALTIES, Specialty, specialty};
pub use vaccine::vaccinations;
