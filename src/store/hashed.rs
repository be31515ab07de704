//! A file that is hashed while it is written.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use crate::digest::{Hash, Sha256};
use crate::error::{Error, Result};

/// How much is written at once: so much stays at hand until it is.
const ROOM: usize = 1 << 18;

/// A file and the SHA-256 of what it has so far.
#[derive(Debug)]
pub(super) struct Hashed {
    path: PathBuf,
    out: BufWriter<File>,
    hash: Sha256,
}

impl Hashed {
    pub fn create(path: PathBuf) -> Result<Self> {
        let file = File::create(&path).map_err(Error::io("create", &path))?;
        Ok(Self {
            path,
            out: BufWriter::with_capacity(ROOM, file),
            hash: Sha256::new(),
        })
    }

    pub fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.hash.update(bytes);
        self.out
            .write_all(bytes)
            .map_err(Error::io("write", &self.path))
    }

    /// Writes what waits and gives the hash.
    pub fn finish(mut self) -> Result<Hash> {
        self.out.flush().map_err(Error::io("write", &self.path))?;
        Ok(self.hash.finalize())
    }
}
