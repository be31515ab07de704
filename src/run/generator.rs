//! One document: story, telling, bytes, truth.

use std::sync::Arc;

use super::fingerprint::Fingerprints;
use crate::clinic::{PoolSettings, Pools, Story};
use crate::document::{Document, Transcript};
use crate::error::{Error, Result};
use crate::fact::{Class, Fact, Mark, Owner};
use crate::format::{Encoder, FORMATS};
use crate::labels::audit::{Namesake, audit};
use crate::labels::record::{self, Truth};
use crate::labels::split::Split;
use crate::plan::{DocumentId, DocumentPlan, Plan};
use crate::store::Tally;
use crate::template::Catalogue;

/// Makes documents: pools, templates and narrator, built once and then only read.
pub struct Generator<'a> {
    plan: &'a Plan,
    catalogue: &'a Catalogue,
    pools: Pools,
    split: Split,
}

/// One finished document, in the memory of the worker that made it.
#[derive(Debug)]
pub struct Made<'a> {
    /// The file.
    pub bytes: &'a [u8],
    /// Its SHA-256.
    pub digest: [u8; 32],
    /// Its record, a line of JSON.
    pub record: &'a [u8],
}

/// The tools of one worker, kept from document to document.
pub struct Maker {
    encoders: Vec<Box<dyn Encoder>>,
    bytes: Vec<u8>,
    transcript: Transcript,
    record: Vec<u8>,
    fingerprints: Fingerprints,
}

impl Default for Maker {
    fn default() -> Self {
        Self {
            encoders: FORMATS.iter().map(|format| format.encoder()).collect(),
            bytes: Vec::new(),
            transcript: Transcript::default(),
            record: Vec::new(),
            fingerprints: Fingerprints::default(),
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
            split: Split::new(recipe.seed(), recipe.pools.facilities),
        }
    }

    /// Makes a document of each of the user's own types and throws it away: a
    /// template that can't be told is found before anything is written.
    ///
    /// # Errors
    /// As [`Generator::make`].
    pub fn rehearse(&self) -> Result<()> {
        let mut maker = Maker::default();
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
                        path: own.name.clone(),
                    };
                    self.make(&plan, &mut maker, &mut Tally::default())?;
                }
            }
        }
        Ok(())
    }

    /// What a document tells.
    pub fn story(&self, plan: &DocumentPlan) -> Story {
        let kind = &self.plan.types()[plan.kind];
        match plan.id.class {
            Class::Positive => {
                Story::Positive(Arc::new(self.pools.case(plan.id.number, &kind.name)))
            }
            Class::Negative => Story::Negative(Arc::new(self.pools.setting(plan.id.number))),
        }
    }

    /// A document before it is given a format.
    ///
    /// # Errors
    /// If its template asks for what the story does not have.
    pub fn tell(&self, plan: &DocumentPlan, story: &Story) -> Result<Document> {
        let kind = &self.plan.types()[plan.kind];
        let seed = self.plan.recipe().seed();
        self.catalogue.compose(kind, seed, plan.id.number, story)
    }

    /// Makes a document and counts it.
    ///
    /// # Errors
    /// If it can't be told or encoded, or does not hold against its own truth.
    pub fn make<'m>(
        &self,
        plan: &DocumentPlan,
        maker: &'m mut Maker,
        tally: &mut Tally,
    ) -> Result<Made<'m>> {
        let story = self.story(plan);
        let document = self.tell(plan, &story)?;
        let Maker {
            encoders,
            bytes,
            transcript,
            record,
            fingerprints,
        } = maker;
        bytes.clear();
        transcript.clear();
        record.clear();
        let common = encoders[plan.format].encode(&document, bytes, transcript)?;
        let digest = fingerprints.digest(bytes, common);
        let (patients, identifying) = whose(&story);
        let namesakes =
            audit(&document, transcript, &identifying).map_err(|problem| Error::Document {
                document: plan.id.to_string(),
                problem,
            })?;
        let kind = &self.plan.types()[plan.kind];
        let format = FORMATS[plan.format];
        let facility = story.setting().facility.number;
        let truth = Truth {
            path: &plan.path,
            bytes: bytes.len(),
            digest: &digest,
            format: format.name(),
            profile: format.profile(),
            kind: &kind.name,
            hard_negative: kind.hard_negative.as_deref(),
            split: self.split.of(facility),
            patients: &patients,
            facility: Owner::Facility(facility),
            document: &document,
            transcript,
            namesakes: &namesakes,
        };
        record::write(&truth, record);
        self.count(&truth, &namesakes, tally);
        Ok(Made {
            bytes,
            digest,
            record,
        })
    }

    fn count(&self, truth: &Truth<'_>, namesakes: &[Namesake], tally: &mut Tally) {
        tally.add("class", truth.document.class.name(), 1);
        tally.add("type", truth.kind, 1);
        tally.add("format", truth.format, 1);
        tally.add("method", self.catalogue.method(), 1);
        tally.add("split", truth.split, 1);
        tally.add("bytes", truth.format, truth.bytes as u64);
        let mut decoys = namesakes.len() as u64;
        for placed in &truth.transcript.placed {
            match &truth.document.marks[placed.mark] {
                Mark::Fact(fact) => tally.add("label", fact.label.name(), 1),
                Mark::Decoy(decoy) => tally.add("decoy", decoy.looks_like.name(), 1),
            }
        }
        if decoys > 0 {
            tally.add("decoy", "PERSON", std::mem::take(&mut decoys));
        }
    }
}

/// The patients of a story and what identifies them.
fn whose(story: &Story) -> (Vec<Owner>, Vec<Arc<Fact>>) {
    match story {
        Story::Positive(case) => (
            vec![Owner::Patient(case.patient.number)],
            case.identifying_facts(),
        ),
        Story::Negative(_) => (Vec::new(), Vec::new()),
    }
}
