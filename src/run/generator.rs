//! Documents: story, telling, bytes, truth.

use std::sync::Arc;

use super::panics;
use crate::clinic::{PoolSettings, Pools, Story};
use crate::digest::{Hash, digest_all};
use crate::document::{Document, Transcript};
use crate::error::{Error, Result};
use crate::fact::{Class, Fact, Label, Mark, Owner};
use crate::format::{Encoder, FORMATS};
use crate::labels::audit::audit;
use crate::labels::record::{self, Truth};
use crate::labels::split::Split;
use crate::plan::{DocumentId, DocumentPlan, Plan};
use crate::store::Tally;
use crate::template::Catalogue;

/// How many documents are made together: enough for the widest vector units,
/// and few enough for the caches.
pub const ABREAST: usize = 32;

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
    pub digest: Hash,
    /// Its record, a line of JSON.
    pub record: &'a [u8],
    /// The record's SHA-256.
    pub record_digest: Hash,
}

/// The tools of one worker, kept from document to document.
pub struct Maker {
    encoders: Vec<Box<dyn Encoder>>,
    sheets: Vec<Sheet>,
}

/// The memory that one document is made in.
#[derive(Default)]
struct Sheet {
    bytes: Vec<u8>,
    transcript: Transcript,
    /// The record, and room for a longer one.
    room: Vec<u8>,
    length: usize,
}

impl Sheet {
    fn clear(&mut self) {
        self.bytes.clear();
        self.transcript.clear();
        self.length = 0;
    }

    fn record(&self) -> &[u8] {
        &self.room[..self.length]
    }
}

impl Default for Maker {
    fn default() -> Self {
        Self {
            encoders: FORMATS.iter().map(|format| format.encoder()).collect(),
            sheets: Vec::new(),
        }
    }
}

/// A document between telling and truth.
struct Told {
    story: Story,
    document: Document,
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
                        path: own.name.clone(),
                    };
                    let told = self.told(&plan)?;
                    sheet.clear();
                    known.encoder().encode(
                        &told.document,
                        &mut sheet.bytes,
                        &mut sheet.transcript,
                    )?;
                    let digest = Hash::default();
                    self.attest(&plan, &told, &digest, &mut sheet, &mut Tally::default())?;
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

    /// Makes documents and counts them. They are taken through each stage
    /// together, which keeps a stage's code and tables at hand and lets their
    /// hashes be computed side by side; [`ABREAST`] is a good number.
    ///
    /// A document that can't be made, by an error or a panic, is the words
    /// that say why; the others are made all the same.
    pub fn make<'m>(
        &self,
        plans: &[DocumentPlan],
        maker: &'m mut Maker,
        tally: &mut Tally,
    ) -> Vec<Result<Made<'m>, String>> {
        let Maker { encoders, sheets } = maker;
        if sheets.len() < plans.len() {
            sheets.resize_with(plans.len(), Sheet::default);
        }
        let sheets = &mut sheets[..plans.len()];
        sheets.iter_mut().for_each(Sheet::clear);

        let mut told = self.told_all(plans);
        self.encode(plans, encoders, &mut told, sheets);
        let bytes: Vec<&[u8]> = sheets.iter().map(|sheet| &sheet.bytes[..]).collect();
        let digests = digest_all(&bytes);
        // A document goes as soon as its record is there, while it is at hand.
        let attested: Vec<Result<(), String>> = told
            .into_iter()
            .zip(&mut *sheets)
            .enumerate()
            .map(|(at, (told, sheet))| {
                let told = told?;
                attempt(|| self.attest(&plans[at], &told, &digests[at], sheet, tally))
            })
            .collect();
        let records: Vec<&[u8]> = sheets.iter().map(Sheet::record).collect();
        let record_digests = digest_all(&records);

        let made = attested.into_iter().zip(&*sheets).enumerate();
        made.map(|(at, (attested, sheet))| {
            attested.map(|()| Made {
                bytes: &sheet.bytes,
                digest: digests[at],
                record: sheet.record(),
                record_digest: record_digests[at],
            })
        })
        .collect()
    }

    /// Tells the documents: the stories first, then one type after the other.
    fn told_all(&self, plans: &[DocumentPlan]) -> Vec<Result<Told, String>> {
        let mut stories: Vec<_> = plans
            .iter()
            .map(|plan| attempt(|| Ok(self.story(plan))))
            .collect();
        let mut told: Vec<Result<Told, String>> = Vec::new();
        told.resize_with(plans.len(), || Err(String::new()));
        let mut by_type: Vec<usize> = (0..plans.len()).collect();
        by_type.sort_by_key(|&at| plans[at].kind);
        for at in by_type {
            let story = std::mem::replace(&mut stories[at], Err(String::new()));
            told[at] = story.and_then(|story| {
                attempt(|| {
                    let document = self.tell(&plans[at], &story)?;
                    Ok(Told { story, document })
                })
            });
        }
        told
    }

    fn told(&self, plan: &DocumentPlan) -> Result<Told> {
        let story = self.story(plan);
        let document = self.tell(plan, &story)?;
        Ok(Told { story, document })
    }

    /// Gives the documents their bytes, one format after the other.
    fn encode(
        &self,
        plans: &[DocumentPlan],
        encoders: &mut [Box<dyn Encoder>],
        told: &mut [Result<Told, String>],
        sheets: &mut [Sheet],
    ) {
        for (format, encoder) in encoders.iter_mut().enumerate() {
            let these = (0..plans.len()).filter(|&at| plans[at].format == format);
            for at in these {
                let Ok(this) = &told[at] else { continue };
                let Sheet {
                    bytes, transcript, ..
                } = &mut sheets[at];
                let encoded = attempt(|| encoder.encode(&this.document, bytes, transcript));
                if let Err(cause) = encoded {
                    told[at] = Err(cause);
                    // What the encoder was in the middle of is lost with it.
                    *encoder = FORMATS[format].encoder();
                }
            }
        }
    }

    /// Holds a document against its own truth and writes that down.
    fn attest(
        &self,
        plan: &DocumentPlan,
        told: &Told,
        digest: &Hash,
        sheet: &mut Sheet,
        tally: &mut Tally,
    ) -> Result<()> {
        let Told { story, document } = told;
        let (patients, identifying) = whose(story);
        let namesakes = audit(document, &sheet.transcript, &identifying).map_err(|problem| {
            Error::Document {
                document: plan.id.to_string(),
                problem,
            }
        })?;
        let kind = &self.plan.types()[plan.kind];
        let format = FORMATS[plan.format];
        let facility = story.setting().facility.number;
        let truth = Truth {
            path: &plan.path,
            bytes: sheet.bytes.len(),
            digest,
            format: format.name(),
            profile: format.profile(),
            kind: &kind.name,
            hard_negative: kind.hard_negative.as_deref(),
            split: self.split.of(facility),
            patients: &patients,
            facility: Owner::Facility(facility),
            document,
            transcript: &sheet.transcript,
            namesakes: &namesakes,
        };
        sheet.length = record::write(&truth, &mut sheet.room);
        self.count(&truth, tally);
        Ok(())
    }

    fn count(&self, truth: &Truth<'_>, tally: &mut Tally) {
        tally.add("class", truth.document.class.name(), 1);
        tally.add("type", truth.kind, 1);
        tally.add("format", truth.format, 1);
        tally.add("method", self.catalogue.method(), 1);
        tally.add("split", truth.split, 1);
        tally.add("bytes", truth.format, truth.bytes as u64);
        let (mut labels, mut decoys) = ([0; Label::ALL.len()], [0; Label::ALL.len()]);
        decoys[Label::Person as usize] = truth.namesakes.len() as u64;
        for placed in &truth.transcript.placed {
            match &truth.document.marks[placed.mark] {
                Mark::Fact(fact) => labels[fact.label as usize] += 1,
                Mark::Decoy(decoy) => decoys[decoy.looks_like as usize] += 1,
            }
        }
        for (group, counts) in [("label", labels), ("decoy", decoys)] {
            for (label, count) in Label::ALL.iter().zip(counts) {
                if count > 0 {
                    tally.add(group, label.name(), count);
                }
            }
        }
    }
}

/// Makes something; what goes wrong, or panics, becomes words.
fn attempt<T>(make: impl FnOnce() -> Result<T>) -> Result<T, String> {
    panics::caught(make)?.map_err(|error| error.to_string())
}

/// The patients of a story and what identifies them.
fn whose(story: &Story) -> (Vec<Owner>, Vec<&Fact>) {
    match story {
        Story::Positive(case) => (
            vec![Owner::Patient(case.patient.number)],
            case.identifying_facts(),
        ),
        Story::Negative(_) => (Vec::new(), Vec::new()),
    }
}
