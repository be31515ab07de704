//! The Merkle tree hash of RFC 6962, section 2.1, taken leaf by leaf.
//!
//! It keeps one hash per level, so a corpus of any size is digested in a
//! fixed amount of memory.

use crate::digest::{Hash, Sha256};

use crate::plan::DocumentId;

/// A tree that is growing at its right edge.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Roots of the perfect subtrees so far, the largest first.
    peaks: Vec<Hash>,
    leaves: u64,
}

impl Tree {
    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut hash = leaf;
        // As many subtrees are completed as the count of leaves has ones at its end.
        for _ in 0..self.leaves.trailing_ones() {
            let left = self.peaks.pop().expect("a subtree for every one bit");
            hash = node(&left, &hash);
        }
        self.peaks.push(hash);
        self.leaves += 1;
    }

    /// The root; of no leaves at all it is the hash of nothing.
    pub fn root(&self) -> Hash {
        let mut peaks = self.peaks.iter().rev();
        match peaks.next() {
            None => Sha256::digest([]),
            Some(last) => peaks.fold(*last, |right, left| node(left, &right)),
        }
    }
}

/// The leaf of a document: what it is called, where it is, what it is and what
/// is said of it, each with its length before it.
pub fn leaf(id: DocumentId, path: &str, digest: &Hash, record_digest: &Hash) -> Hash {
    let id = id.to_string();
    let mut hash = Sha256::new();
    hash.update([0]);
    for part in [id.as_bytes(), path.as_bytes(), digest, record_digest] {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize()
}

fn node(left: &Hash, right: &Hash) -> Hash {
    Sha256::new()
        .chain_update([1])
        .chain_update(left)
        .chain_update(right)
        .finalize()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, word for word: split at the largest power of two below n.
    fn oracle(leaves: &[Hash]) -> Hash {
        match leaves {
            [] => Sha256::digest([]),
            [leaf] => *leaf,
            _ => {
                let split = leaves.len().next_power_of_two() / 2;
                node(&oracle(&leaves[..split]), &oracle(&leaves[split..]))
            }
        }
    }

    #[test]
    fn the_tree_is_that_of_the_rfc() {
        let mut tree = Tree::default();
        let mut leaves = Vec::new();
        for n in 0_u8..70 {
            assert_eq!(tree.root(), oracle(&leaves), "{n} leaves");
            let hash = Sha256::digest([0, n]);
            tree.push(hash);
            leaves.push(hash);
        }
    }
}
