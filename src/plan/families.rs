//! Which side of the split a document type is on.
//!
//! A type and the samples of it look alike, so they are a family and stay
//! together. Every class needs types in every format on every side; beyond
//! that, the sides' weights in each format and of each kind are to be what the
//! shares ask for, as nearly as families can be had. There are so few families
//! that a seeded start and moves and exchanges as long as they help find it.

use std::collections::BTreeMap;

use super::menu::Menu;
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::format::FORMATS;
use crate::recipe::{Recipe, Side};
use crate::template::DocumentType;

/// What it costs if a side has nothing of a format: more than all else.
const NO_FORMAT: f64 = 1_000.0;
/// What it costs if a side has nothing of a kind.
const NO_KIND: f64 = 10.0;
/// What has to be won by a change, so that rounding decides nothing.
const LEAST: f64 = 1e-9;

/// Types of a class that are in one format, or of one kind.
struct Cell {
    class: Class,
    /// The format, by its place in [`FORMATS`]; none if they are of a kind.
    format: Option<usize>,
    /// The weight of each family.
    weights: Vec<f64>,
    total: f64,
}

/// The side of each type.
///
/// # Errors
/// [`Error::Recipe`] if a class that documents are asked of lacks types in a format on a side.
pub(super) fn split(
    recipe: &Recipe,
    types: &[DocumentType],
    menus: [&Menu; 2],
) -> Result<Vec<Side>> {
    let (families, count) = families(types);
    let cells = cells(types, &families, count, menus);
    let mut search = Search::new(recipe, &cells, count);
    search.settle();
    search.expect_all(recipe)?;
    Ok(families
        .iter()
        .map(|family| search.sides[*family])
        .collect())
}

/// The family of each type, and how many families there are.
fn families(types: &[DocumentType]) -> (Vec<usize>, usize) {
    let mut names: BTreeMap<&str, usize> = BTreeMap::new();
    let families = types
        .iter()
        .map(|kind| {
            let name = kind.sample_of.as_ref().unwrap_or(&kind.name);
            let next = names.len();
            *names.entry(name).or_insert(next)
        })
        .collect();
    (families, names.len())
}

fn cells(types: &[DocumentType], families: &[usize], count: usize, menus: [&Menu; 2]) -> Vec<Cell> {
    let mut cells = Vec::new();
    for (class, menu) in Class::ALL.into_iter().zip(menus) {
        let mut kinds: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
        for (format, on_menu) in menu.entries() {
            let mut weights = vec![0.0; count];
            for (kind, weight) in on_menu {
                weights[families[*kind]] += weight;
                let of_kind = kinds.entry(&types[*kind].kind);
                of_kind.or_insert_with(|| vec![0.0; count])[families[*kind]] += weight;
            }
            cells.push((class, Some(format), weights));
        }
        cells.extend(kinds.into_values().map(|weights| (class, None, weights)));
    }
    let cell = |(class, format, weights): (Class, Option<usize>, Vec<f64>)| Cell {
        class,
        format,
        total: weights.iter().sum(),
        weights,
    };
    cells.into_iter().map(cell).collect()
}

/// An assignment that gets better.
struct Search<'a> {
    cells: &'a [Cell],
    shares: [f64; 3],
    /// The side of each family.
    sides: Vec<Side>,
    /// What each side has of each cell.
    got: Vec<[f64; 3]>,
}

impl<'a> Search<'a> {
    fn new(recipe: &Recipe, cells: &'a [Cell], count: usize) -> Self {
        let total: f64 = Side::ALL.map(|side| recipe.split.share(side)).iter().sum();
        let shares = Side::ALL.map(|side| recipe.split.share(side) / total);
        let mut order: Vec<usize> = (0..count).collect();
        recipe
            .seed()
            .stream(format_args!("split/types"))
            .shuffle(&mut order);
        let mut search = Self {
            cells,
            shares,
            sides: vec![Side::Train; count],
            got: vec![[0.0; 3]; cells.len()],
        };
        for (place, family) in (0..).zip(order) {
            search.sides[family] = recipe.split.at(place, count as u64);
        }
        for family in 0..count {
            search.add(family, search.sides[family], 1.0);
        }
        search
    }

    fn add(&mut self, family: usize, side: Side, sign: f64) {
        for (cell, got) in self.cells.iter().zip(&mut self.got) {
            got[side as usize] += sign * cell.weights[family];
        }
    }

    fn put(&mut self, family: usize, side: Side) {
        self.add(family, self.sides[family], -1.0);
        self.sides[family] = side;
        self.add(family, side, 1.0);
    }

    fn cost(&self) -> f64 {
        let mut cost = 0.0;
        for (cell, got) in self.cells.iter().zip(&self.got) {
            for (got, share) in got.iter().zip(self.shares) {
                if share > 0.0 && cell.total > 0.0 {
                    let away = got / cell.total - share;
                    cost += away * away;
                    if *got < LEAST {
                        cost += cell.format.map_or(NO_KIND, |_| NO_FORMAT);
                    }
                }
            }
        }
        cost
    }

    /// Moves families and exchanges them until nothing gets better.
    fn settle(&mut self) {
        while self.moved() || self.exchanged() {}
    }

    fn moved(&mut self) -> bool {
        let mut has_moved = false;
        for family in 0..self.sides.len() {
            for side in Side::ALL {
                let (before, from) = (self.cost(), self.sides[family]);
                if side == from || self.shares[side as usize] <= 0.0 {
                    continue;
                }
                self.put(family, side);
                if self.cost() < before - LEAST {
                    has_moved = true;
                } else {
                    self.put(family, from);
                }
            }
        }
        has_moved
    }

    fn exchanged(&mut self) -> bool {
        let mut has_exchanged = false;
        for one in 0..self.sides.len() {
            for other in 0..one {
                let (side, opposite) = (self.sides[one], self.sides[other]);
                if side == opposite {
                    continue;
                }
                let before = self.cost();
                self.put(one, opposite);
                self.put(other, side);
                if self.cost() < before - LEAST {
                    has_exchanged = true;
                } else {
                    self.put(one, side);
                    self.put(other, opposite);
                }
            }
        }
        has_exchanged
    }

    /// Refuses a side that lacks a format of a class.
    fn expect_all(&self, recipe: &Recipe) -> Result<()> {
        for (cell, got) in self.cells.iter().zip(&self.got) {
            let Some(format) = cell.format.filter(|_| recipe.count(cell.class) > 0) else {
                continue;
            };
            let lacks = |side: &Side| got[*side as usize] < LEAST;
            if let Some(side) = recipe.split.sides().find(lacks) {
                let (name, class) = (FORMATS[format].name(), cell.class);
                return Err(Error::Recipe {
                    key: "split.by".into(),
                    value: "template".into(),
                    problem: format!(
                        "leaves the {} side without a {class} document type in {name}",
                        side.name()
                    ),
                    fix: format!(
                        "give more types that exist in {name} a weight above 0, leave the format \
                         out with formats.{name} = 0, or give the side no share"
                    ),
                });
            }
        }
        Ok(())
    }
}
