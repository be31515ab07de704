//! From records to another format.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use rayon::prelude::*;
use serde_json::Value;

use crate::error::{Error, Result};
use crate::fact::Class;
use crate::labels::export::{Chosen, Document, LabelWriter, Left, Only, Options, Piece, Shape};
use crate::store::{Evidence, Publication};

/// What to export, and how.
#[derive(Clone, Copy)]
pub struct ExportOptions<'a> {
    /// The format.
    pub format: &'static dyn LabelWriter,
    /// How it is written.
    pub options: Options,
    /// Which spans.
    pub only: Only,
    /// Only documents of this side of the split: `train`, `dev`, `test`.
    pub split: Option<&'a str>,
    /// Only documents of this class.
    pub class: Option<Class>,
}

/// What an export holds, and what it does not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Documents by side of the split.
    pub documents: BTreeMap<String, u64>,
    /// Documents of a kind that the format has no place for.
    pub without_place: u64,
    /// Spans by tag.
    pub spans: BTreeMap<String, u64>,
    /// Spans that were left out.
    pub left: Left,
}

/// How many documents are written side by side.
const ABREAST: usize = 250;

/// The file that holds a section but the first while it grows.
fn spool(file: &str, section: usize) -> String {
    format!("{file}.{section}")
}

/// One document, written.
struct Written {
    split: String,
    pieces: Vec<Piece>,
    spans: BTreeMap<String, u64>,
    left: Left,
}

/// Exports the records of the corpus in a folder, as far as it is made, into a
/// new folder. `progress` hears how many documents are through, and of how many.
///
/// The same records give the same bytes.
///
/// # Errors
/// If the folder holds no corpus, `out` is there already, or a record is not
/// right: it is refused with the document and the span, and nothing is left.
pub fn export(
    folder: &Path,
    out: &Path,
    asked: ExportOptions<'_>,
    progress: &mut dyn FnMut(u64, u64),
) -> Result<Exported> {
    let mut evidence = Evidence::open(folder)?;
    let total = evidence.recipe.positive + evidence.recipe.negative;
    let mut sheaf = Sheaf::begin(out, asked)?;
    let mut exported = Exported::default();
    let mut through = 0;
    while let Some(entries) = evidence.chunk()? {
        for entries in entries.chunks(ABREAST) {
            // One after the other again, so that of several errors the first is told.
            let written: Vec<Result<Option<Written>>> = entries
                .par_iter()
                .map(|entry| write(folder, &entry.record, asked))
                .collect();
            for document in written {
                if let Some(document) = document? {
                    take(document, &mut sheaf, &mut exported)?;
                }
            }
            through += entries.len() as u64;
            progress(through, total);
        }
    }
    if exported.documents.is_empty() {
        return Err(Error::Missing {
            what: format!("{} has no document to export", folder.display()),
            fix: "ask for another split, class or format; `synthphi stats` says what there is"
                .into(),
        });
    }
    let sides: Vec<&str> = exported.documents.keys().map(String::as_str).collect();
    sheaf.finish(&sides)?;
    Ok(exported)
}

/// Adds a document to the files, and counts it.
fn take(document: Written, sheaf: &mut Sheaf<'_>, exported: &mut Exported) -> Result<()> {
    if document.pieces.is_empty() {
        exported.without_place += 1;
        return Ok(());
    }
    exported.left.add(document.left);
    *exported.documents.entry(document.split).or_default() += 1;
    for (tag, count) in document.spans {
        *exported.spans.entry(tag).or_default() += count;
    }
    for piece in document.pieces {
        sheaf.add(&piece)?;
    }
    Ok(())
}

/// Writes one document; nothing if it is not asked for.
fn write(folder: &Path, record: &[u8], asked: ExportOptions<'_>) -> Result<Option<Written>> {
    let refuse = |id: &str, problem: String, fix: &str| Error::Damaged {
        path: folder.join("labels"),
        problem: format!("{id}: {problem}"),
        fix: fix.into(),
    };
    let repair = "`synthphi repair` makes the records again";
    let value: Value = serde_json::from_slice(record)
        .map_err(|error| refuse("a record can't be read", error.to_string(), repair))?;
    let is = |key: &str, wanted: &str| value[key] == wanted;
    if asked.split.is_some_and(|split| !is("split", split))
        || asked.class.is_some_and(|class| !is("class", class.name()))
    {
        return Ok(None);
    }
    let id = value["id"].as_str().unwrap_or("a record without id");
    let chosen = Chosen {
        format: asked.format,
        tags: asked.options.tags,
        only: asked.only,
    };
    let (document, left) = Document::check(&value, chosen).map_err(|it| refuse(id, it, repair))?;
    let pieces = asked.format.write(&document, &asked.options);
    let pieces = pieces.map_err(|it| refuse(id, it, "export it in another format"))?;
    let mut spans = BTreeMap::new();
    for span in &document.spans {
        *spans.entry(span.tag.name.as_ref().to_owned()).or_default() += 1;
    }
    Ok(Some(Written {
        split: document.split.to_owned(),
        pieces,
        spans,
        left,
    }))
}

/// The files of an export under way.
struct Sheaf<'a> {
    publication: Publication,
    asked: ExportOptions<'a>,
    shape: Shape,
    /// The growing files by name and section.
    begun: BTreeSet<(String, usize)>,
}

impl<'a> Sheaf<'a> {
    fn begin(out: &Path, asked: ExportOptions<'a>) -> Result<Self> {
        Ok(Self {
            publication: Publication::begin(out)?,
            shape: asked.format.shape(),
            asked,
            begun: BTreeSet::new(),
        })
    }

    fn add(&mut self, piece: &Piece) -> Result<()> {
        let is_folder = matches!(self.shape, Shape::Folder(_));
        if is_folder {
            return self.publication.whole(&piece.file, &piece.bytes);
        }
        let is_first = self.begun.insert((piece.file.clone(), piece.section));
        let name = match piece.section {
            0 => piece.file.clone(),
            section => spool(&piece.file, section),
        };
        let before: &[u8] = match (&self.shape, is_first) {
            (Shape::Array(_), true) => b"[\n",
            (Shape::Sections(_, begins), true) if piece.section == 0 => begins[0].as_bytes(),
            (Shape::Array(_) | Shape::Sections(..), false) => b",\n",
            _ => b"",
        };
        self.publication.append(&name, before)?;
        self.publication.append(&name, &piece.bytes)
    }

    fn finish(mut self, sides: &[&str]) -> Result<()> {
        let files: BTreeSet<String> = self.begun.iter().map(|(file, _)| file.clone()).collect();
        for file in files {
            match &self.shape {
                Shape::Array(_) => self.publication.append(&file, b"\n]\n")?,
                Shape::Sections(_, begins) => {
                    for (section, begin) in begins.iter().enumerate().skip(1) {
                        self.publication.append(&file, begin.as_bytes())?;
                        self.publication.join(&file, &spool(&file, section))?;
                    }
                    let end = self.asked.format.ending(&self.asked.options);
                    self.publication.append(&file, &end)?;
                }
                Shape::Folder(_) | Shape::Lines(_) => {}
            }
        }
        for (name, bytes) in self.asked.format.companions(&self.asked.options, sides) {
            self.publication.whole(&name, &bytes)?;
        }
        self.publication.finish()
    }
}
