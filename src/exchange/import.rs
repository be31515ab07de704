//! From an export back to the records.

#![expect(
    clippy::disallowed_methods,
    reason = "an export is no corpus: it is read wherever the user has it"
)]

use std::fs::{self, File};
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::labels::export::{LabelReader, LabelWriter, Shape};

/// The sides of the split, as files and folders of an export are called.
const SIDES: [&str; 3] = ["train", "dev", "test"];

/// A document's place in a corpus: negatives behind positives, by number.
type Order = (bool, u64);

/// Reads an export, a file of it or all of its folder, and hands each record
/// to `take`, a line of JSON with its end, in the order of the corpus. Says
/// how many there were.
///
/// # Errors
/// If the format's exports do not carry all of a record, or something is not
/// what an export wrote.
pub fn import(
    format: &'static dyn LabelWriter,
    from: &Path,
    take: &mut dyn FnMut(&[u8]) -> Result<()>,
) -> Result<u64> {
    let Some(reader) = format.reader() else {
        return Err(Error::Missing {
            what: format!("{} does not carry all of a record", format.name()),
            fix: "import from one of the lossless formats that `synthphi import --help` lists"
                .into(),
        });
    };
    let metadata = fs::metadata(from).map_err(Error::reading(from))?;
    let mut count = 0;
    let mut take = |line: String| {
        count += 1;
        take((line + "\n").as_bytes())
    };
    match (format.shape(), metadata.is_dir()) {
        (Shape::Folder(extensions), is_dir) => {
            let files = match is_dir {
                true => files(from, extensions[0])?,
                false => vec![from.to_owned()],
            };
            for path in files {
                take(own(reader, &path, extensions)?)?;
            }
        }
        (
            Shape::Lines(extension) | Shape::Array(extension) | Shape::Sections(extension, _),
            true,
        ) => {
            let paths = SIDES.map(|side| from.join(format!("{side}.{extension}")));
            let mut sides = Vec::new();
            for path in paths.into_iter().filter(|path| path.is_file()) {
                sides.push(Side::open(reader, path)?);
            }
            merge(sides, &mut take)?;
        }
        (_, false) => merge(vec![Side::open(reader, from.to_owned())?], &mut take)?,
    }
    if count == 0 {
        return Err(Error::Missing {
            what: format!(
                "{} holds no document of a {} export",
                from.display(),
                format.name()
            ),
            fix: "name the folder that `synthphi export` wrote, or one of its files".into(),
        });
    }
    Ok(count)
}

fn damaged(path: &Path, problem: impl Into<String>) -> Error {
    Error::Damaged {
        path: path.to_owned(),
        problem: problem.into(),
        fix: "export it again from the corpus".into(),
    }
}

/// The files with an extension, in a folder and those of the sides in it, in
/// the order of the corpus.
fn files(folder: &Path, extension: &str) -> Result<Vec<PathBuf>> {
    let mut found: Vec<(Order, PathBuf)> = Vec::new();
    let folders = SIDES.map(|side| folder.join(side));
    for folder in folders.iter().map(PathBuf::as_path).chain([folder]) {
        if !folder.is_dir() {
            continue;
        }
        for entry in fs::read_dir(folder).map_err(Error::io("read", folder))? {
            let path = entry.map_err(Error::io("read", folder))?.path();
            if path.extension().is_some_and(|it| it == extension) {
                let stem = path.file_stem().unwrap_or_default().to_string_lossy();
                // As formats name the files of a document: by its id, or by patient and number.
                let order =
                    order(&stem).ok_or_else(|| damaged(&path, "has no name of a document"))?;
                found.push((order, path));
            }
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, path)| path).collect())
}

fn order(name: &str) -> Option<Order> {
    let (class, number) = name.rsplit_once('-')?;
    Some((matches!(class, "negative" | "0"), number.parse().ok()?))
}

/// The record of a document that has files of its own.
fn own(reader: &dyn LabelReader, path: &Path, extensions: &[&str]) -> Result<String> {
    let mut parts = Vec::new();
    for extension in extensions {
        let path = path.with_extension(extension);
        parts.push(fs::read_to_string(&path).map_err(Error::reading(&path))?);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    reader
        .read(&parts)
        .map_err(|problem| damaged(path, problem))
}

/// Takes the records of several files, each in order, in the order of all.
fn merge(mut sides: Vec<Side>, take: &mut dyn FnMut(String) -> Result<()>) -> Result<()> {
    loop {
        let first = |side: &&mut Side| side.next.as_ref().map(|(order, _)| *order);
        let ahead = sides
            .iter_mut()
            .filter(|side| side.next.is_some())
            .min_by_key(first);
        let Some(side) = ahead else {
            return Ok(());
        };
        if let Some((_, line)) = side.next.take() {
            take(line)?;
        }
        side.advance()?;
    }
}

/// One file of elements, and the next record in it.
struct Side {
    reader: &'static dyn LabelReader,
    path: PathBuf,
    file: BufReader<File>,
    next: Option<(Order, String)>,
}

impl Side {
    fn open(reader: &'static dyn LabelReader, path: PathBuf) -> Result<Self> {
        let file = File::open(&path).map_err(Error::reading(&path))?;
        let file = BufReader::with_capacity(1 << 18, file);
        let mut side = Self {
            reader,
            path,
            file,
            next: None,
        };
        side.advance()?;
        Ok(side)
    }

    fn advance(&mut self) -> Result<()> {
        let Some(element) = self.element()? else {
            return Ok(());
        };
        let damaged = |problem: String| damaged(&self.path, problem);
        let element = String::from_utf8(element).map_err(|error| damaged(error.to_string()))?;
        let line = self.reader.read(&[&element]).map_err(damaged)?;
        let id = line
            .split_once("\"id\":\"")
            .and_then(|(_, behind)| behind.split('"').next());
        let order = id
            .and_then(order)
            .ok_or_else(|| damaged("has a record without an id".into()))?;
        self.next = Some((order, line));
        Ok(())
    }

    /// The next object or array right within the file's array, or in the file
    /// if it is none, however it is laid out; none at the end.
    fn element(&mut self) -> Result<Option<Vec<u8>>> {
        let mut element = Vec::new();
        let (mut depth, mut in_string, mut is_escaped) = (0, false, false);
        loop {
            let read = self
                .file
                .fill_buf()
                .map_err(Error::io("read", &self.path))?;
            if read.is_empty() {
                return match element.is_empty() {
                    true => Ok(None),
                    false => Err(damaged(&self.path, "ends within a document")),
                };
            }
            for (at, byte) in read.iter().enumerate() {
                match byte {
                    _ if is_escaped => is_escaped = false,
                    b'\\' if in_string => is_escaped = true,
                    b'"' => in_string = !in_string,
                    b'{' if !in_string => depth += 1,
                    b'}' if !in_string => depth -= 1,
                    _ => {}
                }
                if depth == 0 && !matches!(byte, b'}') {
                    // What is between elements: brackets, commas, white space.
                    in_string = false;
                    continue;
                }
                element.push(*byte);
                if depth == 0 {
                    self.file.consume(at + 1);
                    return Ok(Some(element));
                }
            }
            let length = read.len();
            self.file.consume(length);
        }
    }
}
