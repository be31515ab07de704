//! From a document to bytes. One file per format, and the registry.
//!
//! A format's [`Encoder`] writes the whole file into a buffer and, in the same
//! pass, the [`Transcript`]: the canonical text by the format's text profile
//! and where every mark landed in it. Encoders are made once per worker and
//! keep what can be kept between documents: compressor state, static parts.
//! What they write depends on the document and on nothing else.

mod barcode;
mod deflate;
mod docx;
mod emblem;
mod eml;
mod needs;
mod package;
mod pdf;
mod pptx;
mod properties;
mod theme;
mod xml;

pub use pdf::replay;

use crate::document::{Document, Transcript};
use crate::error::Result;
use crate::recipe::Placement;

/// A file format that documents can be written in.
pub trait Format: Sync {
    /// Its name, which is its file extension too: `docx`.
    fn name(&self) -> &'static str;

    /// What it is, in one line.
    fn description(&self) -> &'static str;

    /// The rule by which its canonical text is read from it: `docx-body/1`.
    fn profile(&self) -> &'static str;

    /// Whether its documents are printed, and so come back as scans.
    fn is_paper(&self) -> bool;

    /// How long a document takes beside those of other formats, from its story
    /// to its record, in tens of microseconds of one machine. Work is shared out
    /// by it, and nothing that is made depends on it.
    fn effort(&self) -> u64;

    /// What it has room for besides its text.
    fn placements(&self) -> &'static [Placement];

    /// Makes an encoder for one worker.
    fn encoder(&self) -> Box<dyn Encoder>;
}

/// Writes documents in one format, one after the other.
pub trait Encoder: Send {
    /// Appends the file to `bytes` and its text to `transcript`, both of which
    /// it gets empty.
    ///
    /// # Errors
    /// If the document has something that the format can't express, such as an
    /// e-mail without addresses.
    fn encode(
        &mut self,
        document: &Document,
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) -> Result<()>;
}

/// All formats, in the order in which they are listed everywhere.
pub static FORMATS: &[&dyn Format] = &[&docx::Docx, &pdf::Pdf, &eml::Eml, &pptx::Pptx];

/// The format of that name.
pub fn named(name: &str) -> Option<&'static dyn Format> {
    FORMATS.iter().copied().find(|format| format.name() == name)
}
