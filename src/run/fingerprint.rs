//! SHA-256 of files that begin alike.
//!
//! Half of a PDF is its fonts, and they are the same in thousands of files.
//! The state of the hash behind such a beginning is kept, and a file that
//! begins so is hashed from there: the same digest for a part of the work.

use crate::digest::Sha256;

/// How many beginnings are kept. There are some for each look and format.
const MOST: usize = 256;

/// A shorter beginning costs less than looking it up.
const LEAST: usize = 1 << 10;

/// The beginnings that one worker has met.
#[derive(Default)]
pub(super) struct Fingerprints {
    known: Vec<(Vec<u8>, Sha256)>,
}

impl Fingerprints {
    /// The SHA-256 of a file whose first `common` bytes begin other files too.
    pub(super) fn digest(&mut self, bytes: &[u8], common: usize) -> [u8; 32] {
        let (start, rest) = bytes.split_at(common.min(bytes.len()));
        if start.len() < LEAST {
            return Sha256::digest(bytes);
        }
        let known = self.known.iter().find(|(known, _)| known == start);
        let state = match known {
            Some((_, state)) => state.clone(),
            None => {
                let state = Sha256::new().chain_update(start);
                if self.known.len() < MOST {
                    self.known.push((start.to_vec(), state.clone()));
                }
                state
            }
        };
        state.chain_update(rest).finalize()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_beginning_changes_no_digest() {
        let mut fingerprints = Fingerprints::default();
        let mut bytes = vec![7; 5_000];
        for last in 0..5 {
            for (common, first) in [(4_000, 7), (4_000, 8), (2_000, 7), (10, 7), (9_999, 7)] {
                bytes[0] = first;
                bytes[4_999] = last;
                let expected = Sha256::digest(&bytes);
                assert_eq!(fingerprints.digest(&bytes, common), expected);
            }
        }
    }
}
