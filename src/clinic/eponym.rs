//! Signs, scores and diseases that are named after somebody: a person's name
//! that is nobody's here.

use std::sync::{Arc, LazyLock};

use super::table::rows;
use crate::node;
use crate::seed::Stream;

/// Something that is named after somebody.
#[derive(Debug)]
pub struct Eponym {
    /// The chapters of ICD-10-CM in which it is spoken of, by their letters; `*` if
    /// in all.
    chapters: &'static str,
    /// `Murphy`
    pub name: &'static str,
    /// `sign`
    pub thing: &'static str,
    /// What one has in mind: `an inflamed gallbladder`.
    pub purpose: &'static str,
}

node!(Eponym {
    name,
    thing,
    purpose
});

static EPONYMS: LazyLock<Vec<Arc<Eponym>>> = LazyLock::new(|| {
    rows(include_str!("data/eponyms.tsv"))
        .map(|[chapters, name, thing, purpose]| {
            Arc::new(Eponym {
                chapters,
                name,
                thing,
                purpose,
            })
        })
        .collect()
});

/// How many a document may name.
const NAMED: usize = 8;

/// Several, in the order in which they come to mind with a code: those of its
/// chapter first, then those of all, and none of another.
pub fn eponyms(stream: &mut Stream, icd: &str) -> Vec<Arc<Eponym>> {
    let chapter = icd.chars().next().unwrap_or('R');
    let spoken_of = |eponym: &&Arc<Eponym>| eponym.chapters.contains([chapter, '*']);
    let mut eponyms: Vec<&Arc<Eponym>> = EPONYMS.iter().filter(spoken_of).collect();
    stream.shuffle(&mut eponyms);
    eponyms.sort_by_key(|eponym| !eponym.chapters.contains(chapter));
    let mut named: Vec<Arc<Eponym>> = Vec::with_capacity(NAMED);
    for eponym in eponyms {
        if named.len() < NAMED && named.iter().all(|known| known.name != eponym.name) {
            named.push(Arc::clone(eponym));
        }
    }
    named
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn those_of_the_chapter_come_first() {
        let mut stream = Seed::new(3).unwrap().stream(format_args!("eponyms"));
        for icd in ["K81.0", "I10", "U07.1", "F41.1", "P59.9"] {
            let named = eponyms(&mut stream, icd);
            assert_eq!(named.len(), NAMED);
            assert!(named[0].chapters.contains(&icd[..1]), "{icd}");
            let known = [&icd[..1], "*"];
            let is_known = |it: &Arc<Eponym>| known.iter().any(|one| it.chapters.contains(one));
            assert!(named.iter().all(is_known), "{icd}: {named:?}");
        }
    }
}
