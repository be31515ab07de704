//! Which type and format a document has.

use crate::error::{Error, Result};
use crate::fact::Class;
use crate::format::FORMATS;
use crate::recipe::Recipe;
use crate::seed::{Aspect, Sequence};
use crate::template::DocumentType;

/// What a class chooses from.
#[derive(Clone, Debug, Default)]
pub(super) struct Menu {
    /// Share of each format, summing to 1.
    formats: Vec<(usize, f64)>,
    /// For each of these formats: the types that exist in it, with their weights.
    pub(super) types: Vec<Vec<(usize, f64)>>,
    /// Within a format, too, types have their shares in the first few hundred
    /// documents, and nothing that comes with a type tells the classes apart
    /// because one was drawn too often.
    sequences: [Sequence; 2],
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
        let sequences = [Aspect::Format, Aspect::Type];
        Ok(Self {
            formats,
            types: menus,
            sequences: sequences.map(|aspect| recipe.seed().sequence(aspect, class)),
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

    /// The type of a number's document, as the catalogue counts them, and its
    /// index in [`FORMATS`].
    pub(super) fn choose(&self, number: u64) -> (usize, usize) {
        let place = self.place(number);
        let types = &self.types[place];
        let weights = types.iter().map(|(_, weight)| *weight);
        let at = self.sequences[1].at(number).weighted(weights);
        (types[at].0, self.formats[place].0)
    }

    /// The format alone, which takes less to say.
    pub(super) fn format(&self, number: u64) -> usize {
        self.formats[self.place(number)].0
    }

    fn place(&self, number: u64) -> usize {
        let shares = self.formats.iter().map(|(_, share)| *share);
        self.sequences[0].at(number).weighted(shares)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::seed::Seed;

    #[test]
    fn types_have_their_shares_within_each_format() {
        const SHARES: [f64; 4] = [0.4, 0.27, 0.2, 0.13];
        let types: Vec<(usize, f64)> = (0..26).map(|at| (at, 4.0 + at as f64)).collect();
        let total: f64 = types.iter().map(|(_, weight)| weight).sum();
        for start in 0..20_u64 {
            let menu = Menu {
                formats: SHARES.into_iter().enumerate().collect(),
                types: vec![types.clone(); SHARES.len()],
                sequences: [Aspect::Format, Aspect::Type].map(|aspect| {
                    let seed = Seed::new(start).unwrap();
                    seed.sequence(aspect, Class::Positive)
                }),
            };
            let mut counts: BTreeMap<(usize, usize), f64> = BTreeMap::new();
            for number in 1..=1_000 {
                let (kind, format) = menu.choose(number);
                *counts.entry((format, kind)).or_default() += 1.0;
            }
            for (format, share) in SHARES.into_iter().enumerate() {
                for (kind, weight) in &types {
                    let count = counts.get(&(format, *kind)).copied().unwrap_or_default();
                    let expected = 1_000.0 * share * weight / total;
                    // Of independent draws some would be off by 16.
                    assert!(
                        (count - expected).abs() < 6.0,
                        "{kind}: {count}, {expected}"
                    );
                }
            }
        }
    }
}
