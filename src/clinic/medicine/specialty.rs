//! Specialties, their credentials and departments.

use std::sync::LazyLock;

use crate::clinic::life::{Kind, Settings};
use crate::clinic::table::{self, list, rows};

/// A medical specialty.
#[derive(Debug)]
pub struct Specialty {
    /// Its number in the table.
    pub number: usize,
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
    /// Whom it is there for.
    pub care: Care,
    /// Whether it sees children.
    pub sees_children: bool,
    settings: Settings,
    /// A bit for the number of each specialty whose conditions it treats.
    treated: u64,
}

/// Whom a specialty is there for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Care {
    /// For everybody.
    Family,
    /// For adults.
    Internal,
    /// For children.
    Children,
    /// For those who stay.
    Hospital,
    /// For emergencies.
    Emergency,
    /// For those of 65 and over.
    Elderly,
    /// For women.
    Women,
    /// For those whom others send. It is nobody's main physician.
    Seldom,
    /// For whoever has something of its field.
    Field,
}

impl Care {
    fn of(id: &str) -> Self {
        match id {
            "family_medicine" => Self::Family,
            "internal_medicine" => Self::Internal,
            "pediatrics" => Self::Children,
            "hospital_medicine" => Self::Hospital,
            "emergency_medicine" => Self::Emergency,
            "geriatrics" => Self::Elderly,
            "obstetrics" | "gynecology" => Self::Women,
            "radiology"
            | "pathology"
            | "anesthesiology"
            | "psychology"
            | "social_work"
            | "physical_therapy"
            | "occupational_therapy"
            | "audiology"
            | "optometry" => Self::Seldom,
            _ => Self::Field,
        }
    }
}

impl Specialty {
    /// Whether it has an office to which people come by day.
    pub fn has_office(&self) -> bool {
        self.settings.has(Kind::Office)
    }

    /// Whether it sees everybody first and sends on what others know better.
    pub fn is_general(&self) -> bool {
        !matches!(self.care, Care::Women | Care::Seldom | Care::Field)
    }

    /// Whether conditions of a specialty's field are its matter.
    pub fn treats(&self, field: &Self) -> bool {
        self.treated >> field.number & 1 == 1
    }
}

/// All specialties, at most 64.
pub static SPECIALTIES: LazyLock<Vec<Specialty>> = LazyLock::new(|| {
    const TABLE: &str = include_str!("../data/specialties.tsv");
    let ids: Vec<&'static str> = rows::<9>(TABLE).map(|row| row[0]).collect();
    let number_of = |id: &str| ids.iter().position(|known| *known == id);
    let bit = |id: &str| 1 << number_of(id).expect("a specialty of the table");
    rows(TABLE)
        .enumerate()
        .map(
            |(
                number,
                [
                    id,
                    name,
                    credentials,
                    department,
                    facet,
                    weight,
                    children,
                    settings,
                    also,
                ],
            )| Specialty {
                number,
                id,
                name,
                credentials: list(credentials).collect(),
                department,
                facet,
                weight: table::number(weight),
                care: Care::of(id),
                sees_children: children == "1",
                settings: Settings::of(settings),
                treated: list(also).fold(1 << number, |treated, id| treated | bit(id)),
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
