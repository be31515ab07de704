//! Specialties, their credentials and departments.

use std::sync::LazyLock;

use crate::clinic::life::{Kind, Settings};
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
    settings: Settings,
    /// Ids of the other specialties whose conditions it treats.
    also: Vec<&'static str>,
}

/// Who sees everybody first and sends on what others know better.
const GENERALISTS: [&str; 6] = [
    "family_medicine",
    "internal_medicine",
    "pediatrics",
    "hospital_medicine",
    "emergency_medicine",
    "geriatrics",
];

impl Specialty {
    /// Whether it has an office to which people come by day.
    pub fn has_office(&self) -> bool {
        self.settings.has(Kind::Office)
    }

    /// Whether it sees whatever comes rather than one field.
    pub fn is_general(&self) -> bool {
        GENERALISTS.contains(&self.id)
    }

    /// Whether conditions of a specialty's field are its matter.
    pub fn treats(&self, field: &str) -> bool {
        self.id == field || self.also.contains(&field)
    }
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
                settings,
                also,
            ]| Specialty {
                id,
                name,
                credentials: list(credentials).collect(),
                department,
                facet,
                weight: number(weight),
                sees_children: children == "1",
                settings: Settings::of(settings),
                also: list(also).collect(),
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

/// The specialty of a name of the table.
pub fn specialty_called(name: &str) -> &'static Specialty {
    SPECIALTIES
        .iter()
        .find(|specialty| specialty.name == name)
        .expect("a specialty of the table")
}

/// What a specialty is called.
pub fn name(id: &str) -> &'static str {
    specialty(id).name
}
