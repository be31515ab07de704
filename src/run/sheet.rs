//! The memory that one document is made in, and what is made of it there.

use super::generator::Generator;
use crate::clinic::Story;
use crate::digest::{Hash, digest_all};
use crate::document::{Document, Transcript};
use crate::error::{Error, Result};
use crate::fact::{Fact, Label, Mark, Owner};
use crate::format::{Encoder, FORMATS};
use crate::labels::audit::audit;
use crate::labels::record::{self, Truth, Written};
use crate::plan::DocumentPlan;
use crate::store::Tally;

/// A file, where its marks landed, and its record. Kept from one document to the next.
#[derive(Default)]
pub struct Sheet {
    bytes: Vec<u8>,
    transcript: Transcript,
    digest: Hash,
    /// The record, and room for a longer one.
    room: Vec<u8>,
    written: Written,
}

impl Sheet {
    /// What it holds is of no document any more.
    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.transcript.clear();
        self.written = Written::default();
    }

    /// Writes a document's file.
    ///
    /// # Errors
    /// If the document has what the format can't hold.
    pub fn encode(&mut self, encoder: &mut dyn Encoder, document: &Document) -> Result<()> {
        self.clear();
        encoder.encode(document, &mut self.bytes, &mut self.transcript)
    }

    /// Hashes the files of several, side by side, and says so in their records.
    pub fn hash_all(sheets: &mut [Self]) {
        let bytes: Vec<&[u8]> = sheets.iter().map(Self::bytes).collect();
        let digests = digest_all(&bytes);
        for (sheet, digest) in sheets.iter_mut().zip(digests) {
            sheet.digest = digest;
            if !sheet.record().is_empty() {
                sheet.written.hash(&digest, &mut sheet.room);
            }
        }
    }

    /// The file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The file's SHA-256.
    pub fn digest(&self) -> Hash {
        self.digest
    }

    /// The record: a line of JSON; none before it was attested.
    pub fn record(&self) -> &[u8] {
        &self.room[..self.written.length]
    }
}

impl Generator<'_> {
    /// Holds a document against its own truth and writes that down, but for the
    /// hash of its file.
    ///
    /// # Errors
    /// If what it says and what is said of it differ.
    pub fn attest(
        &self,
        plan: &DocumentPlan,
        story: &Story,
        document: &Document,
        sheet: &mut Sheet,
        tally: &mut Tally,
    ) -> Result<()> {
        let (patients, identifying) = whose(story);
        let namesakes = audit(document, &sheet.transcript, &identifying).map_err(|problem| {
            Error::Document {
                document: plan.id.to_string(),
                problem,
            }
        })?;
        // In a sample nobody has a name that a word could share.
        let namesakes = match story {
            Story::Sample(_) => Vec::new(),
            Story::Positive(_) | Story::Negative(_) => namesakes,
        };
        let kind = &self.plan.types()[plan.kind];
        let format = FORMATS[plan.format];
        let facility = story.setting().facility.number;
        let truth = Truth {
            path: &plan.path,
            bytes: sheet.bytes.len(),
            format: format.name(),
            profile: format.profile(),
            kind: &kind.name,
            hard_negative: kind.hard_negative.as_deref(),
            quality: plan.quality,
            split: self.plan.sides().of(facility).name(),
            patients: &patients,
            facility: Owner::Facility(facility),
            document,
            transcript: &sheet.transcript,
            namesakes: &namesakes,
        };
        sheet.written = record::write(&truth, &mut sheet.room);
        self.count(&truth, tally);
        Ok(())
    }

    fn count(&self, truth: &Truth<'_>, tally: &mut Tally) {
        tally.add("class", truth.document.class.name(), 1);
        tally.add("type", truth.kind, 1);
        tally.add("format", truth.format, 1);
        tally.add("method", self.catalogue.method(), 1);
        tally.add("quality", truth.quality.name(), 1);
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

/// The patients of a story and what identifies them.
fn whose(story: &Story) -> (Vec<Owner>, Vec<&Fact>) {
    match story {
        Story::Positive(case) => (case.patients(), case.identifying_facts()),
        // Nobody's, and yet none of it may get past its stand-in.
        Story::Sample(case) => (Vec::new(), case.identifying_facts()),
        Story::Negative(_) => (Vec::new(), Vec::new()),
    }
}
