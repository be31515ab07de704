//! The floor under every run: the same bytes hashed, placed, synced and recorded
//! in the same way, by a loop that makes nothing.

#![expect(
    clippy::disallowed_methods,
    reason = "it reads and writes what it measures"
)]

use std::fs::{self, File};
use std::io::Write as _;
use std::os::fd::{AsRawFd as _, OwnedFd};
use std::path::Path;

use rusqlite::{Connection, params};
use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open, openat, syncfs};
use synthphi::digest::digest_all;
use synthphi::plan::Plan;
use synthphi::recipe::Recipe;
use synthphi::template::Catalogue;

use super::workshop::Result;

/// Documents to a transaction, as runs have them.
const BATCH: usize = 1_000;

/// Documents that share a sync, as runs have them.
const GROUP: usize = 1_000;

/// A document that was made before.
pub struct Document {
    folder: String,
    name: String,
    bytes: Vec<u8>,
}

/// What a corpus is made of.
pub struct Corpus {
    documents: Vec<Document>,
    /// Its label records, a part a file.
    labels: Vec<Vec<u8>>,
}

/// Reads all of a corpus into memory.
pub fn read(corpus: &Path, recipe: &Recipe, catalogue: &Catalogue) -> Result<Corpus> {
    let plan = Plan::new(recipe, catalogue)?;
    let documents: Result<Vec<Document>> = plan
        .ids()
        .map(|id| {
            let path = plan.document(id).path;
            let bytes = fs::read(corpus.join(&path))?;
            let (folder, name) = path.rsplit_once('/').unwrap_or((".", &path));
            Ok(Document {
                folder: folder.to_owned(),
                name: name.to_owned(),
                bytes,
            })
        })
        .collect();
    let labels: std::io::Result<Vec<Vec<u8>>> = fs::read_dir(corpus.join("labels"))?
        .map(|part| fs::read(part?.path()))
        .collect();
    Ok(Corpus {
        documents: documents?,
        labels: labels?,
    })
}

/// Hashes and writes it all into another folder, and says how many bytes its
/// documents have.
pub fn write(root: &Path, corpus: &Corpus) -> Result<u64> {
    fs::create_dir_all(root)?;
    let whole = File::open(root)?;
    let mut database = Connection::open(root.join("checkpoint.sqlite"))?;
    database.pragma_update(None, "journal_mode", "WAL")?;
    database.pragma_update(None, "synchronous", "FULL")?;
    database.execute_batch(
        "CREATE TABLE document (number INTEGER PRIMARY KEY, bytes INTEGER, digest BLOB)",
    )?;
    let mut numbers = 1_i64..;
    let mut entered: Option<(&str, OwnedFd)> = None;
    for group in corpus.documents.chunks(GROUP) {
        for document in group {
            let folder = match &entered {
                Some((name, folder)) if *name == document.folder => folder,
                _ => {
                    let path = root.join(&document.folder);
                    fs::create_dir_all(&path)?;
                    let folder = open(&path, OFlags::DIRECTORY | OFlags::CLOEXEC, Mode::empty())?;
                    &entered.insert((&document.folder, folder)).1
                }
            };
            place(folder, document)?;
        }
        syncfs(&whole)?;
        for batch in group.chunks(BATCH) {
            let transaction = database.transaction()?;
            let bytes: Vec<&[u8]> = batch.iter().map(|document| &document.bytes[..]).collect();
            let digests = digest_all(&bytes);
            let mut add = transaction.prepare_cached("INSERT INTO document VALUES (?1, ?2, ?3)")?;
            for ((document, digest), number) in batch.iter().zip(digests).zip(&mut numbers) {
                add.execute(params![number, document.bytes.len() as i64, digest])?;
            }
            drop(add);
            transaction.commit()?;
        }
    }
    let labels: Vec<&[u8]> = corpus.labels.iter().map(|part| &part[..]).collect();
    let _ = digest_all(&labels);
    for (number, part) in labels.iter().enumerate() {
        fs::write(root.join(format!("part-{number}")), part)?;
    }
    syncfs(&whole)?;
    let lengths = corpus.documents.iter().map(|it| it.bytes.len() as u64);
    Ok(lengths.sum())
}

/// Without a name until it is whole.
fn place(folder: &OwnedFd, document: &Document) -> Result<()> {
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let mut file = File::from(openat(folder, ".", flags, Mode::from_raw_mode(0o666))?);
    file.write_all(&document.bytes)?;
    let source = format!("/proc/self/fd/{}", file.as_raw_fd());
    linkat(CWD, source, folder, &document.name, AtFlags::SYMLINK_FOLLOW)?;
    Ok(())
}
