//! The records in the formats of others: one file a format, and the registry.
//!
//! A [`LabelWriter`] turns one checked [`Document`] into [`Piece`]s of files and
//! keeps nothing in mind, so documents can be written side by side and an
//! export of any length takes no more memory than a short one. What a format
//! has no word for is dropped, and counted; whatever of a record it has no
//! field for goes into its free field, so that the formats with one give the
//! same records back through their [`LabelReader`].

mod brat;
mod coco;
mod conll;
mod doccano;
mod document;
mod gliner;
mod huggingface;
mod i2b2;
mod label_studio;
mod presidio;
mod rest;
mod spacy;
mod tab;
mod tokens;
mod value_map;
mod w3c;

pub use document::{Chosen, Document, Left, Only, Span};

use super::map::Tags;

/// A format that labels can be written in.
pub trait LabelWriter: Sync {
    /// Its name on the command line: `i2b2`.
    fn name(&self) -> &'static str;

    /// What it is and for whom, in one line.
    fn description(&self) -> &'static str;

    /// What its offsets count.
    fn offsets(&self) -> &'static str;

    /// The tags that it is written in if no others are asked for.
    fn tags(&self) -> Tags {
        Tags::Synthphi
    }

    /// Whether a span within another has to be left out.
    fn is_flat(&self) -> bool {
        false
    }

    /// Whether it has a place for a span of a record: boxes for one that has some.
    fn shows(&self, _span: &serde_json::Map<String, serde_json::Value>) -> bool {
        true
    }

    /// The settings that it knows besides tags and what to export.
    fn settings(&self) -> &'static [Setting] {
        &[]
    }

    /// How its files are put together.
    fn shape(&self) -> Shape;

    /// The reader that gives the records back, if its free field carries all
    /// that is needed.
    fn reader(&self) -> Option<&'static dyn LabelReader> {
        None
    }

    /// One document, as pieces of the files that the export consists of.
    ///
    /// # Errors
    /// If the format can't hold something of it; the text names the span.
    fn write(&self, document: &Document<'_>, options: &Options) -> Result<Vec<Piece>, String>;

    /// What a file of [`Shape::Sections`] has behind its last section.
    fn ending(&self, _options: &Options) -> Vec<u8> {
        Vec::new()
    }

    /// Files that go with the documents, whole, by their names: a
    /// configuration, a card. `sides` are the sides of the split that there are.
    fn companions(&self, _options: &Options, _sides: &[&str]) -> Vec<(String, Vec<u8>)> {
        Vec::new()
    }
}

/// Gives a record back from what a [`LabelWriter`] made of it.
pub trait LabelReader: Sync {
    /// The record as a line of JSON without its end, from one document's part
    /// of an export: what each of [`Shape::Folder`]'s files holds, or the
    /// element of the array or list.
    ///
    /// # Errors
    /// If it is not what an export wrote: what is wrong with it.
    fn read(&self, parts: &[&str]) -> Result<String, String>;
}

/// A piece of a file of an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The file's name, from the export's folder with `/` between.
    pub file: String,
    /// Of a [`Shape::Sections`] file, which section it belongs to; 0 else.
    pub section: usize,
    /// What it says.
    pub bytes: Vec<u8>,
}

/// How the files of an export are put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Each document has files of its own, a name with each of these extensions.
    Folder(&'static [&'static str]),
    /// A file for each side of the split, of one piece after the other.
    Lines(&'static str),
    /// A file for each side of the split, a JSON array with an element a document.
    Array(&'static str),
    /// A file for each side of the split, in sections of pieces with commas
    /// between: its extension and what each section begins with.
    Sections(&'static str, &'static [&'static str]),
}

/// A setting that only some formats know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// [`Options::multiline`]
    Multiline,
    /// [`Options::utf16`]
    Offsets,
    /// [`Options::columns`]
    Columns,
    /// [`Options::bioes`]
    Scheme,
    /// [`Options::dpi`]
    Dpi,
}

impl Setting {
    /// All of them, in the order of the command line's help.
    pub const ALL: [Self; 5] = [
        Self::Multiline,
        Self::Offsets,
        Self::Columns,
        Self::Scheme,
        Self::Dpi,
    ];

    /// The flag's name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Multiline => "multiline",
            Self::Offsets => "offsets",
            Self::Columns => "columns",
            Self::Scheme => "scheme",
            Self::Dpi => "dpi",
        }
    }
}

/// How to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// The tags.
    pub tags: Tags,
    /// Whether a span that crosses a line end stays in one piece.
    pub join: bool,
    /// Whether offsets count UTF-16 code units instead of code points.
    pub utf16: bool,
    /// How many columns a token's line has, 2 or 4.
    pub columns: usize,
    /// Whether tags tell the ends of a span too: BIOES.
    pub bioes: bool,
    /// Dots to the inch, 1 to 2400, for which boxes are in pixels.
    pub dpi: u32,
}

impl Options {
    /// What is usual for a format.
    pub fn of(format: &dyn LabelWriter) -> Self {
        Self {
            tags: format.tags(),
            join: false,
            utf16: true,
            columns: 4,
            bioes: false,
            dpi: 150,
        }
    }
}

/// All formats, in the order in which they are listed everywhere.
pub static LABELS: &[&dyn LabelWriter] = &[
    &i2b2::I2B2,
    &i2b2::MEDDOCAN,
    &brat::Brat,
    &conll::Conll,
    &presidio::Presidio,
    &doccano::Doccano,
    &label_studio::LabelStudio,
    &spacy::Spacy,
    &huggingface::HuggingFace,
    &gliner::Gliner,
    &value_map::ValueMap,
    &coco::Coco,
    &tab::Tab,
    &w3c::W3c,
];

/// The format of that name.
pub fn named(name: &str) -> Option<&'static dyn LabelWriter> {
    LABELS.iter().copied().find(|format| format.name() == name)
}

/// What a value is in JSON, on one line without blanks.
fn line(value: &serde_json::Value) -> Vec<u8> {
    value.to_string().into_bytes()
}

impl Piece {
    /// A piece of the one file of a side of the split.
    fn of_side(document: &Document<'_>, extension: &str, bytes: Vec<u8>) -> Self {
        Self {
            file: format!("{}.{extension}", document.split),
            section: 0,
            bytes,
        }
    }

    /// A file of the document's own.
    fn own(document: &Document<'_>, name: &str, bytes: Vec<u8>) -> Self {
        Self {
            file: format!("{}/{name}", document.split),
            section: 0,
            bytes,
        }
    }
}

#[cfg(test)]
mod tests;
