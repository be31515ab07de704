//! Which type and format a document has.

use crate::error::{Error, Result};
use crate::fact::Class;
use crate::format::FORMATS;
use crate::recipe::Recipe;
use crate::template::DocumentType;

/// 2^64 over the golden ratio: multiples of it fill the unit interval evenly,
/// so that the first 200 documents have the formats' shares as well as the
/// first 200,000 (Weyl 1916).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// What a class chooses from.
#[derive(Clone, Debug, Default)]
pub(super) struct Menu {
    /// Share of each format, summing to 1.
    formats: Vec<(usize, f64)>,
    /// For each of these formats: the types that exist in it, with their weights.
    pub(super) types: Vec<Vec<(usize, f64)>>,
    /// Where the sequence of formats starts.
    offset: u64,
}

impl Menu {
    pub(super) fn new(recipe: &Recipe, types: &[DocumentType], class: Class) -> Result<Self> {
        let weight = |kind: &DocumentType| {
            let own = recipe.documents.get(&kind.name).copied();
            own.unwrap_or(kind.weight)
        };
        let mut formats = Vec::new();
        let mut menus = Vec::new();
        for (index, format) in FORMATS.iter().enumerate() {
            let share = recipe.formats.get(format.name()).copied().unwrap_or(0.0);
            let menu: Vec<(usize, f64)> = types
                .iter()
                .enumerate()
                .filter(|(_, kind)| kind.class == class)
                .filter(|(_, kind)| kind.formats.iter().any(|name| name == format.name()))
                .map(|(index, kind)| (index, weight(kind)))
                .filter(|(_, weight)| *weight > 0.0)
                .collect();
            if share <= 0.0 {
                continue;
            }
            if menu.is_empty() && recipe.count(class) > 0 {
                return Err(Error::Recipe {
                    key: format!("formats.{}", format.name()),
                    value: share.to_string(),
                    problem: format!("no {class} document type exists in this format"),
                    fix: "set it to 0, or give a type that has it a weight above 0 (`synthphi \
                          documents` lists them)"
                        .into(),
                });
            }
            formats.push((index, share));
            menus.push(menu);
        }
        let total: f64 = formats.iter().map(|(_, share)| share).sum();
        for (_, share) in &mut formats {
            *share /= total;
        }
        let mut stream = recipe.seed().stream(format_args!("plan/{class}/formats"));
        Ok(Self {
            formats,
            types: menus,
            offset: stream.bits(),
        })
    }

    /// The formats, as indices into [`FORMATS`], with their types.
    pub(super) fn entries(&self) -> impl Iterator<Item = (usize, &[(usize, f64)])> {
        let types = self.types.iter().map(Vec::as_slice);
        self.formats.iter().map(|(format, _)| *format).zip(types)
    }

    /// The same with only some of the types.
    pub(super) fn only(&self, keep: impl Fn(usize) -> bool) -> Self {
        let kept = |types: &Vec<(usize, f64)>| {
            let types = types.iter().copied();
            types.filter(|(kind, _)| keep(*kind)).collect()
        };
        Self {
            types: self.types.iter().map(kept).collect(),
            ..self.clone()
        }
    }

    /// The place in the menu and the index in [`FORMATS`] of a number's format.
    pub(super) fn format(&self, number: u64) -> (usize, usize) {
        let point = self.offset.wrapping_add(number.wrapping_mul(GOLDEN));
        let mut rest = (point >> 11) as f64 / (1_u64 << 53) as f64;
        for (place, (format, share)) in self.formats.iter().enumerate() {
            if rest < *share {
                return (place, *format);
            }
            rest -= share;
        }
        // Rounding can leave a sliver past the end; it belongs to the last format.
        let last = self.formats.len() - 1;
        (last, self.formats[last].0)
    }
}
