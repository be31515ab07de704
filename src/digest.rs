//! SHA-256 (FIPS 180-4), by which everything here is named and checked.
//!
//! Hashing was the largest single cost of a document. What is hashed piece by
//! piece goes through `ring`, whose assembly takes half the time of portable
//! code on processors without SHA instructions; what can be hashed together
//! goes through `tape-sha256`, one message to a lane of the vector unit, which
//! takes a quarter of that again. A test holds one against the other.

use std::fmt;

use ring::digest::{Context, SHA256};

/// A SHA-256.
pub type Hash = [u8; 32];

/// A hash under way.
pub struct Sha256(Context);

impl Default for Sha256 {
    fn default() -> Self {
        Self(Context::new(&SHA256))
    }
}

impl fmt::Debug for Sha256 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sha256").finish_non_exhaustive()
    }
}

impl Sha256 {
    /// Of nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The hash of some bytes.
    pub fn digest(bytes: impl AsRef<[u8]>) -> Hash {
        Self::new().chain_update(bytes).finalize()
    }

    /// Takes in more bytes.
    pub fn update(&mut self, bytes: impl AsRef<[u8]>) {
        self.0.update(bytes.as_ref());
    }

    /// Takes in more bytes, for one expression.
    #[must_use]
    pub fn chain_update(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.update(bytes);
        self
    }

    /// The hash of all that was taken in.
    pub fn finalize(self) -> Hash {
        let digest = self.0.finish();
        std::array::from_fn(|at| digest.as_ref()[at])
    }
}

/// Fewer messages than this take less time one by one.
const FEW: usize = 4;

/// The hashes of several messages, in their order. Some 32 of them make full
/// use of the widest vector units there are.
pub fn digest_all(messages: &[&[u8]]) -> Vec<Hash> {
    if messages.len() < FEW {
        return messages.iter().map(Sha256::digest).collect();
    }
    // Neighbours are hashed in lockstep, so they should be of one length.
    let mut order: Vec<usize> = (0..messages.len()).collect();
    order.sort_by_key(|&at| messages[at].len());
    let sorted: Vec<&[u8]> = order.iter().map(|&at| messages[at]).collect();
    let mut hashes = vec![Hash::default(); messages.len()];
    tape_sha256::hash_many(&sorted, &mut hashes);
    let mut found = vec![Hash::default(); messages.len()];
    for (at, hash) in order.into_iter().zip(hashes) {
        found[at] = hash;
    }
    found
}

/// A hash, or the start of one, in lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = Vec::with_capacity(2 * bytes.len());
    for byte in bytes {
        let [high, low] = [byte >> 4, byte & 15];
        text.extend_from_slice(&[DIGITS[usize::from(high)], DIGITS[usize::from(low)]]);
    }
    String::from_utf8(text).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_that_of_the_standard() {
        // FIPS 180-2, appendix B.1 and B.2.
        for (text, expected) in [
            (
                "abc",
                "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
            ),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
        ] {
            assert_eq!(hex(&Sha256::digest(text)), expected);
            assert_eq!(
                digest_all(&[text.as_bytes(); FEW]),
                [Sha256::digest(text); FEW]
            );
            let (start, rest) = text.split_at(2);
            let pieces = Sha256::new().chain_update(start).chain_update(rest);
            assert_eq!(pieces.finalize(), Sha256::digest(text));
        }
    }

    #[test]
    fn together_or_alone_the_hashes_are_the_same() {
        let bytes: Vec<u8> = (0..20_000_u32).map(|n| ((n * n) >> 7) as u8).collect();
        for count in [0, 1, 3, 4, 7, 8, 9, 15, 16, 17, 31, 32, 33, 70] {
            let messages: Vec<&[u8]> = (0..count)
                .map(|n| &bytes[n..n + n * 7_919 % 9_001])
                .collect();
            let alone: Vec<Hash> = messages.iter().map(Sha256::digest).collect();
            assert_eq!(digest_all(&messages), alone, "{count} messages");
        }
        // Around every end of a block, where the padding changes.
        for length in 0..200 {
            let message = &bytes[..length];
            assert_eq!(digest_all(&[message; FEW]), [Sha256::digest(message); FEW]);
        }
    }
}
