//! What every document of a corpus will be, before one is made.
//!
//! A [`Plan`] answers in constant time what document `positive/17` is: its
//! type, its format, its path. It is a pure function of recipe and catalogue
//! and of nothing that has been made so far, so what remains to be made is
//! the plan less what is done.

mod batches;
mod families;
mod menu;
mod names;
mod numbers;
mod sides;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

pub use self::batches::{BatchTask, Portions};
pub use self::numbers::{Done, Numbers};
pub use self::sides::Sides;

use self::menu::Menu;
use self::names::Names;
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::format::FORMATS;
use crate::recipe::{Placement, Quality, Recipe, Side};
use crate::seed::Aspect;
use crate::template::{Catalogue, DocumentType};

/// A document's name in its corpus: its class and its number in it, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DocumentId {
    /// Its class.
    pub class: Class,
    /// Its number, from 1.
    pub number: u64,
}

impl fmt::Display for DocumentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.class, self.number)
    }
}

impl FromStr for DocumentId {
    type Err = Error;

    /// Reads `positive/17`, or `positive-17` as records have it.
    fn from_str(text: &str) -> Result<Self> {
        text.split_once(['/', '-'])
            .and_then(|(class, number)| {
                Some(Self {
                    class: Class::named(class)?,
                    number: number.parse().ok().filter(|number| *number > 0)?,
                })
            })
            .ok_or_else(|| Error::Missing {
                what: format!("{text} is no document"),
                fix: "documents are called positive/1, positive/2, negative/1 …".into(),
            })
    }
}

/// What one document will be.
#[derive(Clone, Debug)]
pub struct DocumentPlan {
    /// Its name.
    pub id: DocumentId,
    /// Its type: an index into the catalogue's types.
    pub kind: usize,
    /// Its format: an index into [`FORMATS`].
    pub format: usize,
    /// How careful its writer is.
    pub quality: Quality,
    /// The side of the split that its story has to be from, if document types
    /// are kept apart; else it can be from any.
    pub side: Option<Side>,
    /// Where it has something besides its text.
    pub placements: Vec<Placement>,
    /// Where its file goes, from the corpus's folder, with `/` between.
    pub path: String,
}

/// What a corpus is to be.
#[derive(Clone, Debug)]
pub struct Plan {
    recipe: Recipe,
    types: Vec<DocumentType>,
    /// By class.
    menus: [Menu; 2],
    sides: Sides,
    /// By side and class, if document types are kept apart.
    menus_of_sides: Option<[[Menu; 2]; 3]>,
    names: Names,
}

impl Plan {
    /// Puts a recipe and a catalogue together.
    ///
    /// # Errors
    /// [`Error::Recipe`] if the recipe names a format or document type that
    /// there is not, or leaves a class without anything to make.
    pub fn new(recipe: &Recipe, catalogue: &Catalogue) -> Result<Self> {
        let types = catalogue.types();
        check_names("formats", recipe.formats.keys(), || {
            FORMATS
                .iter()
                .map(|format| format.name().to_owned())
                .collect()
        })?;
        check_names("documents", recipe.documents.keys(), || {
            types.iter().map(|kind| kind.name.clone()).collect()
        })?;
        let menus = [
            Menu::new(recipe, types, Class::Positive)?,
            Menu::new(recipe, types, Class::Negative)?,
        ];
        let sides = Sides::new(recipe, types, menus.each_ref())?;
        let menus_of_sides = recipe.split.keeps_types_apart().then(|| {
            Side::ALL.map(|side| {
                let menus = menus.each_ref();
                menus.map(|menu| menu.only(|kind| sides.of_type(kind) == Some(side)))
            })
        });
        Ok(Self {
            menus,
            sides,
            menus_of_sides,
            names: Names::new(recipe.layout, recipe.seed()),
            recipe: recipe.clone(),
            types: types.to_vec(),
        })
    }

    /// The recipe.
    pub fn recipe(&self) -> &Recipe {
        &self.recipe
    }

    /// The document types, as [`DocumentPlan::kind`] counts them.
    pub fn types(&self) -> &[DocumentType] {
        &self.types
    }

    /// Train, dev and test.
    pub fn sides(&self) -> &Sides {
        &self.sides
    }

    /// The names of the document types on a side of the split; none if types
    /// are not kept apart.
    pub fn types_of(&self, side: Side) -> Option<Vec<&str>> {
        let menus = &self.menus_of_sides.as_ref()?[side as usize];
        let entries = menus.iter().flat_map(Menu::entries);
        let kinds = entries.flat_map(|(_, types)| types.iter().map(|(kind, _)| *kind));
        let kinds: BTreeSet<usize> = kinds.collect();
        // Types are in the order of their names.
        Some(
            kinds
                .into_iter()
                .map(|kind| &*self.types[kind].name)
                .collect(),
        )
    }

    /// How many documents there are to be.
    pub fn total(&self) -> u64 {
        self.recipe.positive + self.recipe.negative
    }

    /// What a document will be, whether the corpus goes so far or not.
    pub fn document(&self, id: DocumentId) -> DocumentPlan {
        let side = self.sides.draw(id);
        let menus = match (side, &self.menus_of_sides) {
            (Some(side), Some(of_sides)) => &of_sides[side as usize],
            _ => &self.menus,
        };
        let menu = &menus[id.class as usize];
        let (kind, format) = menu.choose(id.number);
        let qualities = self.recipe.seed().sequence(Aspect::Quality, id.class);
        let shares = Quality::ALL.map(|quality| self.recipe.share(quality));
        let quality = Quality::ALL[qualities.at(id.number).weighted(shares.into_iter())];
        let (name, extension) = (&self.types[kind].name, FORMATS[format].name());
        DocumentPlan {
            id,
            kind,
            format,
            quality,
            side,
            placements: self.placements(id, format),
            path: self.names.path(id, name, extension),
        }
    }

    /// Where a document of a format has something besides its text.
    fn placements(&self, id: DocumentId, format: usize) -> Vec<Placement> {
        if self.recipe.placement.is_empty() {
            return Vec::new();
        }
        let room = FORMATS[format].placements();
        let mut stream = self.recipe.seed().stream(format_args!("placement/{id}"));
        // Each has its draw, whatever the others' shares are.
        let drawn = Placement::ALL.map(|place| stream.unit() < self.recipe.places(place));
        let chosen = Placement::ALL.into_iter().zip(drawn);
        chosen
            .filter(|(place, drawn)| *drawn && room.contains(place))
            .map(|(place, _)| place)
            .collect()
    }

    /// All documents in the order of the corpus: the positive ones, then the
    /// negative ones.
    pub fn ids(&self) -> impl Iterator<Item = DocumentId> + '_ {
        Class::ALL.into_iter().flat_map(|class| {
            (1..=self.recipe.count(class)).map(move |number| DocumentId { class, number })
        })
    }
}

fn check_names<'a>(
    section: &str,
    names: impl Iterator<Item = &'a String>,
    known: impl FnOnce() -> Vec<String>,
) -> Result<()> {
    let known = known();
    for name in names {
        if !known.contains(name) {
            return Err(Error::Recipe {
                key: section.to_owned(),
                value: name.clone(),
                problem: "there is none of that name".into(),
                fix: format!("there is {}", known.join(", ")),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_as_they_are_written() {
        let id: DocumentId = "positive/17".parse().unwrap();
        assert_eq!(id.to_string(), "positive/17");
        assert_eq!("negative-4".parse::<DocumentId>().unwrap().number, 4);
        for wrong in ["positive", "positive/0", "maybe/3", "positive/x", ""] {
            assert!(wrong.parse::<DocumentId>().is_err(), "{wrong}");
        }
    }
}
