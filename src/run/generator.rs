//! Documents: story, telling, bytes, truth.

use std::sync::Arc;

use super::desk::Desk;
use super::panics;
use super::sheet::Sheet;
use crate::clinic::{Case, PoolSettings, Pools, Setting, Story};
use crate::digest::{Hash, digest_all};
use crate::document::Document;
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::format::{Encoder, FORMATS};
use crate::plan::{DocumentId, DocumentPlan, Plan};
use crate::recipe::Quality;
use crate::store::Tally;
use crate::template::{Assignment, Catalogue, DocumentType};
use crate::wear::wear;

/// How many documents are hashed together at most: enough for the widest
/// vector units.
pub const ABREAST: usize = 16;

/// Makes documents: pools, templates and narrator, built once and then only read.
pub struct Generator<'a> {
    pub(super) plan: &'a Plan,
    pub(super) catalogue: &'a Catalogue,
    pools: Pools,
}

/// One finished document, in the memory of the worker that made it.
#[derive(Debug)]
pub struct Made<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// Its SHA-256.
    pub digest: Hash,
    /// Its record, a line of JSON.
    pub record: &'a [u8],
    /// The record's SHA-256.
    pub record_digest: Hash,
}

/// The tools of one worker, kept from document to document.
pub struct Maker {
    /// Where it can be seen what is being made.
    desk: Arc<Desk>,
    encoders: Vec<Box<dyn Encoder>>,
    sheets: Vec<Sheet>,
}

impl Default for Maker {
    fn default() -> Self {
        Self::at(Arc::default())
    }
}

impl Maker {
    /// The tools of a worker whose desk can be seen.
    pub fn at(desk: Arc<Desk>) -> Self {
        Self {
            desk,
            encoders: FORMATS.iter().map(|format| format.encoder()).collect(),
            sheets: Vec::new(),
        }
    }
}

impl<'a> Generator<'a> {
    /// Builds the pools.
    pub fn new(plan: &'a Plan, catalogue: &'a Catalogue) -> Self {
        let recipe = plan.recipe();
        Self {
            plan,
            catalogue,
            pools: Pools::new(&PoolSettings {
                seed: recipe.seed(),
                as_of: recipe.as_of,
                patients: recipe.pools.patients,
                providers: recipe.pools.providers,
                facilities: recipe.pools.facilities,
                identifiers: recipe.identifiers,
            }),
        }
    }

    /// Makes a document of each of the user's own types and throws it away: a
    /// template that can't be told is found before anything is written.
    ///
    /// # Errors
    /// As [`Generator::make`].
    pub fn rehearse(&self) -> Result<()> {
        let mut sheet = Sheet::default();
        for (kind, own) in self.plan.types().iter().enumerate() {
            if !self.catalogue.is_own(own) {
                continue;
            }
            for (format, known) in FORMATS.iter().enumerate() {
                if own.formats.iter().any(|name| name == known.name()) {
                    let plan = DocumentPlan {
                        id: DocumentId {
                            class: own.class,
                            number: 1,
                        },
                        kind,
                        format,
                        quality: Quality::Clean,
                        side: None,
                        // What stands beside the text is ours, and would pass for its own.
                        placements: Vec::new(),
                        path: own.name.clone(),
                    };
                    let encoder = &mut *known.encoder();
                    self.document(&plan, encoder, &mut sheet, &mut Tally::default())
                        .map_err(|error| blame(own, error))?;
                }
            }
        }
        Ok(())
    }

    /// What a document tells.
    pub fn story(&self, plan: &DocumentPlan) -> Story {
        let kind = &self.plan.types()[plan.kind];
        let (number, wanted) = (plan.id.number, kind.wanted);
        let sides = self.plan.sides();
        let among = plan.side.map(|side| sides.facilities(side));
        let is_hasty = plan.quality == Quality::Messy;
        let of_somebody = |mut case: Case| {
            case.setting.is_hasty = is_hasty;
            Arc::new(case)
        };
        match (plan.id.class, &kind.sample_of) {
            (Class::Positive, _) => {
                Story::Positive(of_somebody(self.pools.case_among(among, number, wanted)))
            }
            (Class::Negative, Some(_)) => {
                Story::Sample(of_somebody(self.pools.sample_among(among, number, wanted)))
            }
            (Class::Negative, None) => Story::Negative(Arc::new(Setting {
                is_hasty,
                ..self.pools.setting_among(among, number)
            })),
        }
    }

    /// A document before it is given a format.
    ///
    /// # Errors
    /// If its template asks for what the story does not have.
    pub fn tell(&self, plan: &DocumentPlan, story: &Story) -> Result<Document> {
        let seed = self.plan.recipe().seed();
        let mut document = self.catalogue.compose(&Assignment {
            kind: &self.plan.types()[plan.kind],
            seed,
            number: plan.id.number,
            story,
            places: &plan.placements,
        })?;
        if plan.quality != Quality::Clean {
            let mut stream = seed.stream(format_args!("wear/{}", plan.id));
            let is_paper = FORMATS[plan.format].is_paper();
            wear(&mut document, plan.quality, is_paper, &mut stream);
        }
        Ok(document)
    }

    /// Makes documents, one after the other, and counts them; their hashes are
    /// computed side by side, for which [`ABREAST`] is a good number. Where
    /// they are of one format and type, what making one reads (its program and
    /// phrases, the code of its format) is at hand for the next.
    ///
    /// A document that can't be made, by an error or a panic, is the words
    /// that say why; the others are made all the same.
    pub fn make<'m>(
        &self,
        plans: &[DocumentPlan],
        maker: &'m mut Maker,
        tally: &mut Tally,
    ) -> Vec<Result<Made<'m>, String>> {
        let Maker {
            desk,
            encoders,
            sheets,
        } = maker;
        if sheets.len() < plans.len() {
            sheets.resize_with(plans.len(), Sheet::default);
        }
        let sheets = &mut sheets[..plans.len()];
        let made: Vec<Result<(), String>> = plans
            .iter()
            .zip(&mut *sheets)
            .map(|(plan, sheet)| {
                sheet.clear();
                let encoder = &mut encoders[plan.format];
                let document = || self.document(plan, encoder.as_mut(), sheet, tally);
                let made = desk.during(plan.id, || attempt(document));
                if made.is_err() {
                    // What the encoder was in the middle of is lost with it.
                    *encoder = FORMATS[plan.format].encoder();
                }
                made
            })
            .collect();
        Sheet::hash_all(sheets);
        let records: Vec<&[u8]> = sheets.iter().map(Sheet::record).collect();
        let record_digests = digest_all(&records);

        let made = made.into_iter().zip(&*sheets).zip(record_digests);
        made.map(|((made, sheet), record_digest)| {
            made.map(|()| Made {
                bytes: sheet.bytes(),
                digest: sheet.digest(),
                record: sheet.record(),
                record_digest,
            })
        })
        .collect()
    }

    /// A document from its story to its truth.
    fn document(
        &self,
        plan: &DocumentPlan,
        encoder: &mut dyn Encoder,
        sheet: &mut Sheet,
        tally: &mut Tally,
    ) -> Result<()> {
        let story = self.story(plan);
        let document = self.tell(plan, &story)?;
        sheet.encode(encoder, &document)?;
        self.attest(plan, &story, &document, sheet, tally)
    }
}

/// What is wrong with a rehearsed document is wrong with its template.
fn blame(kind: &DocumentType, error: Error) -> Error {
    match error {
        Error::Document { problem, .. } => Error::Source {
            file: format!("{}.md", kind.name),
            line: 1,
            problem,
            fix: "the README tells what a document of each class and format can hold".into(),
        },
        other => other,
    }
}

/// Makes something; what goes wrong, or panics, becomes words.
fn attempt<T>(make: impl FnOnce() -> Result<T>) -> Result<T, String> {
    panics::caught(make)?.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::narrate::Grammar;
    use crate::recipe::{Draft, Recipe};

    #[test]
    fn a_panic_costs_its_own_document_and_no_other() {
        let grammar = Arc::new(Grammar::embedded().unwrap());
        let catalogue = Catalogue::load(Vec::new(), grammar).unwrap();
        let pools = "positive = 9\n[pools]\npatients = 50\nproviders = 30\nfacilities = 5\n";
        let draft = Draft::parse("test.toml", pools).unwrap();
        let recipe = Recipe::new(draft, 42).unwrap();
        let plan = Plan::new(&recipe, &catalogue).unwrap();
        let generator = Generator::new(&plan, &catalogue);
        let sound: Vec<DocumentPlan> = (1..=9)
            .map(|number| {
                plan.document(DocumentId {
                    class: Class::Positive,
                    number,
                })
            })
            .collect();
        let alone: Vec<(Vec<u8>, Vec<u8>)> = sound
            .iter()
            .map(|plan| {
                let mut maker = Maker::default();
                let plans = std::slice::from_ref(plan);
                let made = generator.make(plans, &mut maker, &mut Tally::default());
                let made = made.into_iter().next().unwrap().unwrap();
                (made.bytes.to_vec(), made.record.to_vec())
            })
            .collect();

        // No such type: the telling panics.
        let mut plans = sound.clone();
        plans[4].kind = usize::MAX;
        let mut maker = Maker::default();
        let mut tally = Tally::default();
        let made = generator.make(&plans, &mut maker, &mut tally);
        for (at, made) in made.into_iter().enumerate() {
            match made {
                Ok(made) => {
                    assert_eq!((made.bytes, made.record), (&*alone[at].0, &*alone[at].1));
                    assert_ne!(at, 4);
                }
                Err(cause) => {
                    assert!(cause.contains("generator.rs"), "{cause}");
                    assert_eq!(at, 4);
                }
            }
        }
    }
}
