//! A finished corpus as a bag: BagIt 1.0 (RFC 8493), the form in which archives
//! take and keep folders.

#![expect(clippy::disallowed_methods, reason = "packing is reading")]

use std::path::{Component, Path};

use crate::digest::{Sha256, hex};
use crate::error::{Error, Result};
use crate::store::{Evidence, MANIFEST, Publication};

/// What a bag holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bagged {
    /// Files of the payload.
    pub files: u64,
    /// Their length in all.
    pub bytes: u64,
}

/// What every bag begins with.
const DECLARATION: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// Copies the finished corpus in a folder into a new bag. `progress` hears how
/// many files are through, and of how many.
///
/// Every file is held against the manifest on its way, and the bag is dated by
/// the recipe, so the same corpus gives the same bag. Below `data/` stands a
/// whole corpus, which `verify` takes as it is.
///
/// # Errors
/// If the folder holds no finished corpus, a file is not what the manifest
/// lists, or `out` is there already; then nothing is left.
pub fn bag(folder: &Path, out: &Path, progress: &mut dyn FnMut(u64, u64)) -> Result<Bagged> {
    let evidence = Evidence::open(folder)?;
    let Some(corpus) = &evidence.corpus else {
        return Err(Error::Missing {
            what: format!("the corpus in {} is not finished", folder.display()),
            fix: format!("`synthphi generate --out {}` finishes it", folder.display()),
        });
    };
    let path = folder.join(MANIFEST);
    let listed = std::fs::read_to_string(&path).map_err(Error::reading(&path))?;
    let mut bag = Bag {
        publication: Publication::begin(out)?,
        manifest: String::new(),
        bagged: Bagged::default(),
    };
    let total = listed.lines().count() as u64 + 1;
    for line in listed.lines() {
        let (digest, name) = line
            .split_once("  ")
            .filter(|(_, name)| stays_below(name))
            .ok_or_else(|| Error::Damaged {
                path: path.clone(),
                problem: format!("the line {line:?} is none of a manifest"),
                fix: "`synthphi repair` writes it again".into(),
            })?;
        let file = folder.join(name);
        let bytes = std::fs::read(&file).map_err(Error::reading(&file))?;
        if hex(&Sha256::digest(&bytes)) != digest {
            return Err(Error::Damaged {
                path: file,
                problem: "is not what the manifest lists".into(),
                fix: "`synthphi verify` says all that is wrong, `synthphi repair` mends it".into(),
            });
        }
        bag.put(name, digest, &bytes)?;
        progress(bag.bagged.files, total);
    }
    let digest = hex(&Sha256::digest(&listed));
    bag.put(MANIFEST, &digest, listed.as_bytes())?;
    progress(bag.bagged.files, total);
    bag.close(&format!(
        "Bag-Software-Agent: synthphi\nBagging-Date: {}\nExternal-Identifier: {}\n",
        evidence.recipe.as_of, corpus.digest
    ))
}

/// Whether a name leads to a place within its folder.
fn stays_below(name: &str) -> bool {
    let is_plain = |part| matches!(part, Component::Normal(_));
    !name.is_empty() && Path::new(name).components().all(is_plain)
}

/// A bag that is being filled.
struct Bag {
    publication: Publication,
    manifest: String,
    bagged: Bagged,
}

impl Bag {
    /// Puts a file of the payload in.
    fn put(&mut self, name: &str, digest: &str, bytes: &[u8]) -> Result<()> {
        let name = format!("data/{name}");
        self.publication.whole(&name, bytes)?;
        self.manifest += &format!("{digest}  {name}\n");
        self.bagged.files += 1;
        self.bagged.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Adds what describes the bag, of which the length and the number of the
    /// files come last, and lets it appear.
    fn close(mut self, info: &str) -> Result<Bagged> {
        let Bagged { files, bytes } = self.bagged;
        let info = format!("{info}Payload-Oxum: {bytes}.{files}\n");
        let mut tags = String::new();
        for (name, text) in [
            ("bag-info.txt", info.as_str()),
            ("bagit.txt", DECLARATION),
            (MANIFEST, &self.manifest),
        ] {
            self.publication.whole(name, text.as_bytes())?;
            tags += &format!("{}  {name}\n", hex(&Sha256::digest(text)));
        }
        self.publication
            .whole("tagmanifest-sha256.txt", tags.as_bytes())?;
        self.publication.finish()?;
        Ok(self.bagged)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_its_folder() {
        for name in ["corpus.json", "phi_positive/kqwxm/Scan_vdhkrmtz.pdf"] {
            assert!(stays_below(name), "{name}");
        }
        for name in ["", "../other", "a/../../b", "/etc/passwd", "./a"] {
            assert!(!stays_below(name), "{name}");
        }
    }
}
