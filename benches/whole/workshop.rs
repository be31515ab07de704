//! The stages of a document one by one, which [`Generator::make`] does in a row.

use std::error::Error;
use std::sync::Arc;

use synthphi::clinic::Story;
use synthphi::digest::digest_all;
use synthphi::document::{Document, Transcript};
use synthphi::fact::Owner;
use synthphi::format::{Encoder, FORMATS};
use synthphi::labels::audit::audit;
use synthphi::labels::record::{self, Truth};
use synthphi::narrate::Grammar;
use synthphi::plan::{DocumentPlan, Plan};
use synthphi::recipe::{Draft, Recipe};
use synthphi::run::Generator;
use synthphi::template::Catalogue;

pub type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The recipe of `synthphi generate` with so many documents, two of three of
/// them positive.
pub fn recipe(documents: u64) -> Result<Recipe> {
    Ok(Recipe::new(draft(documents), 42)?)
}

/// Its settings, for a recipe that differs in some.
pub fn draft(documents: u64) -> Draft {
    let negative = documents / 3;
    Draft {
        positive: Some(documents - negative),
        negative: Some(negative),
        ..Draft::default()
    }
}

/// The embedded catalogue.
pub fn catalogue() -> Result<Catalogue> {
    Ok(Catalogue::load(Vec::new(), Arc::new(Grammar::embedded()?))?)
}

/// A generator, and what it takes to do the last of its stages without it.
pub struct Workshop<'a> {
    pub plan: &'a Plan,
    pub generator: Generator<'a>,
}

/// An encoded document. Its buffers are kept from one to the next, as a
/// worker keeps them.
#[derive(Default)]
pub struct File {
    pub bytes: Vec<u8>,
    transcript: Transcript,
    digest: [u8; 32],
    record: Vec<u8>,
}

impl File {
    /// The stage between telling and truth.
    pub fn encode(&mut self, encoder: &mut dyn Encoder, document: &Document) -> Result<()> {
        self.bytes.clear();
        self.transcript.clear();
        encoder.encode(document, &mut self.bytes, &mut self.transcript)?;
        Ok(())
    }
}

/// The SHA-256 of each file.
pub fn digest(files: &mut [File]) {
    let bytes: Vec<&[u8]> = files.iter().map(|file| &file.bytes[..]).collect();
    let digests = digest_all(&bytes);
    for (file, digest) in files.iter_mut().zip(digests) {
        file.digest = digest;
    }
}

impl<'a> Workshop<'a> {
    pub fn new(plan: &'a Plan, catalogue: &'a Catalogue) -> Self {
        Self {
            plan,
            generator: Generator::new(plan, catalogue),
        }
    }

    /// What all documents of the plan will be.
    pub fn plans(&self) -> Vec<DocumentPlan> {
        self.plan.ids().map(|id| self.plan.document(id)).collect()
    }

    /// The last stage: a document held against its own truth, and its record.
    pub fn attest(
        &self,
        plan: &DocumentPlan,
        story: &Story,
        document: &Document,
        file: &mut File,
    ) -> Result<()> {
        let (patients, identifying) = match story {
            Story::Positive(case) => (
                vec![Owner::Patient(case.patient.number)],
                case.identifying_facts(),
            ),
            Story::Negative(_) | Story::Sample(_) => (Vec::new(), Vec::new()),
        };
        let namesakes = audit(document, &file.transcript, &identifying)?;
        let kind = &self.plan.types()[plan.kind];
        let format = FORMATS[plan.format];
        let facility = story.setting().facility.number;
        let truth = Truth {
            path: &plan.path,
            bytes: file.bytes.len(),
            digest: &file.digest,
            format: format.name(),
            profile: format.profile(),
            kind: &kind.name,
            hard_negative: kind.hard_negative.as_deref(),
            quality: plan.quality,
            split: self.plan.sides().of(facility).name(),
            patients: &patients,
            facility: Owner::Facility(facility),
            document,
            transcript: &file.transcript,
            namesakes: &namesakes,
        };
        let length = record::write(&truth, &mut file.record);
        file.record.truncate(length);
        Ok(())
    }
}
