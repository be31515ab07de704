//! Train, dev and test.

use super::DocumentId;
use super::families;
use super::menu::Menu;
use crate::clinic::home;
use crate::error::{Error, Result};
use crate::recipe::{Recipe, Side, Split};
use crate::seed::{Permutation, Seed};
use crate::template::DocumentType;

/// Which side of the split a facility is on, and a document type, if types are
/// kept apart too.
///
/// Patients and providers belong to one facility, so no person and no place
/// is on two sides. The choice hangs on the facility's number and on the
/// catalogue alone, so it stays when the corpus grows.
///
/// Without types a document's side is that of the facility that its story
/// turns out to be from. With them the side comes first: it decides of which
/// types the document can be and from which facilities its story.
#[derive(Clone, Debug)]
pub struct Sides {
    split: Split,
    seed: Seed,
    /// By number.
    facilities: Vec<Side>,
    /// By side, the numbers of its facilities.
    houses: [Vec<u32>; 3],
    /// By type, if types are kept apart.
    types: Option<Vec<Side>>,
}

impl Sides {
    /// The sides of a recipe's facilities and of the types on the menus.
    ///
    /// # Errors
    /// [`Error::Recipe`] if types are kept apart and a side has no type that a
    /// class needs in a format, or no patient.
    pub(super) fn new(recipe: &Recipe, types: &[DocumentType], menus: [&Menu; 2]) -> Result<Self> {
        let (seed, split) = (recipe.seed(), recipe.split.clone());
        let size = u64::from(recipe.pools.facilities);
        let order = Permutation::new(seed.stream(format_args!("split")), size);
        let facilities: Vec<Side> = (0..size)
            .map(|number| split.at(order.of(number), size))
            .collect();
        let houses = Side::ALL.map(|side| {
            let of_side = (0..).zip(&facilities).filter(|(_, other)| **other == side);
            of_side.map(|(number, _)| number).collect()
        });
        let mut sides = Self {
            split,
            seed,
            facilities,
            houses,
            types: None,
        };
        if recipe.split.keeps_types_apart() {
            sides.expect_patients(recipe)?;
            sides.types = Some(families::split(recipe, types, menus)?);
        }
        Ok(sides)
    }

    /// Of few patients it can be that none goes to a side's facilities.
    fn expect_patients(&self, recipe: &Recipe) -> Result<()> {
        let mut lacking: Vec<Side> = self.split.sides().collect();
        let size = recipe.pools.facilities;
        for patient in 0..recipe.pools.patients {
            let side = self.of(home(patient, size));
            lacking.retain(|other| *other != side);
            if lacking.is_empty() {
                return Ok(());
            }
        }
        Err(Error::Recipe {
            key: "pools.patients".into(),
            value: recipe.pools.patients.to_string(),
            problem: format!(
                "leaves the {} side without a patient",
                lacking.first().map_or("", |side| side.name())
            ),
            fix: "more patients or fewer facilities, or leave \"template\" out of split.by".into(),
        })
    }

    /// The side of a facility, and of all that belongs to it.
    pub fn of(&self, facility: u32) -> Side {
        self.facilities[facility as usize]
    }

    /// The side of a document type; none if types are not kept apart.
    pub fn of_type(&self, kind: usize) -> Option<Side> {
        self.types.as_ref().map(|types| types[kind])
    }

    /// The facilities of a side, by number.
    pub fn facilities(&self, side: Side) -> &[u32] {
        &self.houses[side as usize]
    }

    /// The side of a document, if it comes before everything else.
    pub(super) fn draw(&self, id: DocumentId) -> Option<Side> {
        self.types.as_ref()?;
        let mut stream = self.seed.stream(format_args!("split/{id}"));
        let shares = Side::ALL.map(|side| self.split.share(side));
        Some(Side::ALL[stream.weighted(shares.into_iter())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::recipe::Draft;

    fn sides(facilities: u32, split: &str) -> Sides {
        let text = format!("[pools]\nproviders = 1000\nfacilities = {facilities}\n{split}");
        let recipe = Recipe::new(Draft::parse("t.toml", &text).unwrap(), 1).unwrap();
        let none = Menu::default();
        Sides::new(&recipe, &[], [&none, &none]).unwrap()
    }

    fn counts(sides: &Sides) -> [usize; 3] {
        Side::ALL.map(|side| sides.facilities(side).len())
    }

    #[test]
    fn eight_of_ten_facilities_train() {
        for facilities in [10, 40, 1_000] {
            let tenth = facilities as usize / 10;
            let sides = sides(facilities, "");
            assert_eq!(counts(&sides), [8 * tenth, tenth, tenth]);
            for side in Side::ALL {
                assert!(sides.facilities(side).iter().all(|n| sides.of(*n) == side));
            }
        }
        assert_eq!(sides(1, "").of(0), Side::Train);
    }

    #[test]
    fn shares_are_relative_and_what_is_not_named_gets_none() {
        let of = |split: &str| counts(&sides(20, &format!("[split]\n{split}")));
        assert_eq!(of("train = 0.5\ndev = 0.2\ntest = 0.3"), [10, 4, 6]);
        assert_eq!(of("test = 7"), [0, 0, 20]);
        assert_eq!(of("train = 3\ntest = 1"), [15, 0, 5]);
    }
}
