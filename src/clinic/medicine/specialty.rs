//! Specialties, their credentials and departments.

use std::sync::LazyLock;

use crate::clinic::table::{list, number, rows};

/// A medical specialty.
#[derive(Debug)]
pub struct Specialty {
    /// Its id in the table.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The usual credentials first.
    pub credentials: Vec<&'static str>,
    /// Its department.
    pub department: &'static str,
    /// The facet of the department in an entity id.
    pub facet: &'static str,
    /// How many there are, in proportion.
    pub weight: f64,
    /// Whether it sees children.
    pub sees_children: bool,
}

/// All specialties.
pub static SPECIALTIES: LazyLock<Vec<Specialty>> = LazyLock::new(|| {
    rows(include_str!("../data/specialties.tsv"))
        .map(
            |[
                id,
                name,
                credentials,
                department,
                facet,
                weight,
                children,
                _,
            ]| Specialty {
                id,
                name,
                credentials: list(credentials).collect(),
                department,
                facet,
                weight: number(weight),
                sees_children: children == "1",
            },
        )
        .collect()
});

/// The specialty of an id of the table.
pub fn specialty(id: &str) -> &'static Specialty {
    SPECIALTIES
        .iter()
        .find(|specialty| specialty.id == id)
        .expect("a specialty of the table")
}

/// What a specialty is called.
pub fn name(id: &str) -> &'static str {
    specialty(id).name
}
