//! What every document of a corpus will be, before one is made.
//!
//! A [`Plan`] answers in constant time what document `positive/17` is: its
//! type, its format, its path. It is a pure function of recipe and catalogue
//! and of nothing that has been made so far, so what remains to be made is
//! the plan less what is done.

use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use crate::digest::{Sha256, hex};

use crate::error::{Error, Result};
use crate::fact::Class;
use crate::format::{FORMATS, Format};
use crate::recipe::{Layout, Quality, Recipe};
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
    /// Where its file goes, from the corpus's folder, with `/` between.
    pub path: String,
}

/// Documents of one class with numbers in a row: what a worker takes at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BatchTask {
    /// Their class.
    pub class: Class,
    /// Their numbers.
    pub numbers: RangeInclusive<u64>,
}

impl BatchTask {
    /// How many.
    pub fn len(&self) -> u64 {
        self.numbers.end() + 1 - self.numbers.start()
    }

    /// Never: a batch has at least one document.
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }

    /// The documents' names.
    pub fn ids(&self) -> impl Iterator<Item = DocumentId> + use<> {
        let class = self.class;
        self.numbers
            .clone()
            .map(move |number| DocumentId { class, number })
    }
}

/// Which numbers of a class are done: ranges in order that neither touch nor overlap.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Numbers(Vec<RangeInclusive<u64>>);

impl Numbers {
    /// Puts ranges in any order together.
    pub fn new(mut ranges: Vec<RangeInclusive<u64>>) -> Self {
        ranges.retain(|range| !range.is_empty());
        ranges.sort_unstable_by_key(|range| *range.start());
        let mut joined: Vec<RangeInclusive<u64>> = Vec::with_capacity(ranges.len());
        for range in ranges {
            match joined.last_mut() {
                Some(last) if *range.start() <= last.end().saturating_add(1) => {
                    *last = *last.start()..=*last.end().max(range.end());
                }
                _ => joined.push(range),
            }
        }
        Self(joined)
    }

    /// These but for some, given in order.
    #[must_use]
    pub fn without(self, numbers: &[u64]) -> Self {
        let mut kept = Vec::with_capacity(self.0.len() + numbers.len());
        for range in self.0 {
            let mut next = *range.start();
            let from = numbers.partition_point(|number| *number < next);
            let inside = numbers[from..]
                .iter()
                .take_while(|number| range.contains(number));
            for number in inside {
                kept.push(next..=number - 1);
                next = number + 1;
            }
            kept.push(next..=*range.end());
        }
        kept.retain(|range| !range.is_empty());
        Self(kept)
    }

    /// How many numbers up to and including `most`.
    pub fn count_to(&self, most: u64) -> u64 {
        self.0
            .iter()
            .map(|range| (most.min(*range.end()) + 1).saturating_sub(*range.start()))
            .sum()
    }

    /// The numbers from 1 to `most` that are not among these.
    pub fn missing(&self, most: u64) -> Vec<RangeInclusive<u64>> {
        let mut gaps = Vec::new();
        let mut next = 1;
        for range in &self.0 {
            gaps.push(next..=(range.start() - 1).min(most));
            next = range.end() + 1;
        }
        gaps.push(next..=most);
        gaps.retain(|gap| !gap.is_empty());
        gaps
    }
}

/// What is done, by class.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Done {
    /// Positive documents.
    pub positive: Numbers,
    /// Negative ones.
    pub negative: Numbers,
}

impl Done {
    /// Those of a class.
    pub fn of(&self, class: Class) -> &Numbers {
        match class {
            Class::Positive => &self.positive,
            Class::Negative => &self.negative,
        }
    }
}

/// What a corpus is to be.
#[derive(Clone, Debug)]
pub struct Plan {
    recipe: Recipe,
    types: Vec<DocumentType>,
    positive: Menu,
    negative: Menu,
}

/// What a class chooses from.
#[derive(Clone, Debug)]
struct Menu {
    /// Share of each format, summing to 1.
    formats: Vec<(usize, f64)>,
    /// For each of these formats: the types that exist in it, with their weights.
    types: Vec<Vec<(usize, f64)>>,
    /// Where the sequence of formats starts.
    offset: u64,
}

/// 2^64 over the golden ratio: multiples of it fill the unit interval evenly,
/// so that the first 200 documents have the formats' shares as well as the
/// first 200,000 (Weyl 1916).
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

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
        Ok(Self {
            positive: Menu::new(recipe, types, Class::Positive)?,
            negative: Menu::new(recipe, types, Class::Negative)?,
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

    /// How many documents there are to be.
    pub fn total(&self) -> u64 {
        self.recipe.positive + self.recipe.negative
    }

    /// What a document will be, whether the corpus goes so far or not.
    pub fn document(&self, id: DocumentId) -> DocumentPlan {
        let menu = match id.class {
            Class::Positive => &self.positive,
            Class::Negative => &self.negative,
        };
        let (place, format) = menu.format(id.number);
        let mut stream = self.recipe.seed().stream(format_args!("plan/{id}"));
        let types = &menu.types[place];
        let (kind, _) = types[stream.weighted(types.iter().map(|(_, weight)| *weight))];
        let shares = Quality::ALL.map(|quality| self.recipe.share(quality));
        DocumentPlan {
            id,
            kind,
            format,
            quality: Quality::ALL[stream.weighted(shares.into_iter())],
            path: self.path(id, &self.types[kind], FORMATS[format]),
        }
    }

    fn path(&self, id: DocumentId, kind: &DocumentType, format: &dyn Format) -> String {
        let (number, extension) = (id.number, format.name());
        let folder = (number - 1) / 1_000;
        match self.recipe.layout {
            Layout::Classes => format!(
                "phi_{}/{folder:04}/{}-{number:06}.{extension}",
                id.class, kind.name
            ),
            Layout::Labelled => {
                let name: String = kind.name.split('-').map(capitalised).collect();
                let short = &id.class.name().to_uppercase()[..3];
                format!(
                    "phi_{}/{folder:04}/PHI_{short}_{name}_{number:06}.{extension}",
                    id.class
                )
            }
            Layout::Flat => {
                let seed = self.recipe.seed.to_le_bytes();
                let hash = Sha256::new()
                    .chain_update(b"synthphi name 1\0")
                    .chain_update(seed)
                    .chain_update(id.to_string())
                    .finalize();
                let name: String = hex(&hash[..8]);
                // A folder by number would tell where one class ends.
                format!("documents/{}/{name}.{extension}", &name[..2])
            }
        }
    }

    /// All documents in the order of the corpus: the positive ones, then the
    /// negative ones.
    pub fn ids(&self) -> impl Iterator<Item = DocumentId> + '_ {
        Class::ALL.into_iter().flat_map(|class| {
            (1..=self.recipe.count(class)).map(move |number| DocumentId { class, number })
        })
    }

    /// What remains when `done` is done, in batches of at most `size`, the
    /// classes taking turns as their shares are.
    pub fn batches(&self, size: u64, done: &Done) -> Vec<BatchTask> {
        let mut batches: Vec<(u64, BatchTask)> = Vec::new();
        for class in Class::ALL {
            let count = self.recipe.count(class);
            for gap in done.of(class).missing(count) {
                let mut first = *gap.start();
                while first <= *gap.end() {
                    let last = gap.end().min(&(first + size.max(1) - 1)).to_owned();
                    // The place in the class, in parts of a million, orders both alike.
                    let place = (u128::from(first) * 1_000_000 / u128::from(count)) as u64;
                    let numbers = first..=last;
                    batches.push((place, BatchTask { class, numbers }));
                    first = last + 1;
                }
            }
        }
        batches.sort_by_key(|(place, batch)| (*place, batch.class));
        batches.into_iter().map(|(_, batch)| batch).collect()
    }
}

impl Menu {
    fn new(recipe: &Recipe, types: &[DocumentType], class: Class) -> Result<Self> {
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

    /// The place in the menu and the index in [`FORMATS`] of a number's format.
    fn format(&self, number: u64) -> (usize, usize) {
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

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars
        .next()
        .map(|first| first.to_ascii_uppercase())
        .into_iter()
        .chain(chars)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_what_is_not_done() {
        let done = Numbers::new(vec![8..=9, 1..=3, 4..=5, 20..=40]);
        assert_eq!(done.missing(30), [6..=7, 10..=19]);
        assert_eq!(done.missing(9), [6..=7]);
        assert_eq!(done.missing(45), [6..=7, 10..=19, 41..=45]);
        assert_eq!(done.count_to(30), 5 + 2 + 11);
        let less = done.without(&[1, 3, 9, 12, 40]);
        assert_eq!(less.missing(41), [1..=1, 3..=3, 6..=7, 9..=19, 40..=41]);
        assert_eq!(Numbers::default().missing(2), [1..=2]);
        assert!(Numbers::default().missing(0).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn done_and_missing_make_the_whole(
            ranges in proptest::collection::vec((1_u64..60, 0_u64..12), 0..12),
            most in 0_u64..70,
        ) {
            let ranges: Vec<_> = ranges.into_iter().map(|(start, more)| start..=start + more).collect();
            let oracle: Vec<u64> = (1..=most)
                .filter(|n| !ranges.iter().any(|range| range.contains(n)))
                .collect();
            let done = Numbers::new(ranges);
            let missing: Vec<u64> = done.missing(most).into_iter().flatten().collect();
            proptest::prop_assert_eq!(&missing, &oracle);
            proptest::prop_assert_eq!(done.count_to(most) + oracle.len() as u64, most);
        }
    }

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
