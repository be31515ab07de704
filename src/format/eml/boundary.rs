//! The line that keeps the parts of a message apart.

use crate::digest::{Sha256, hex};
use memchr::memmem;

/// A boundary that is a function of the message id and occurs in none of the
/// parts as they are encoded (RFC 2046, 5.1.1).
pub fn outside<const N: usize>(message_id: &str, parts: [&[u8]; N]) -> String {
    (0_u32..)
        .map(|attempt| candidate(message_id, attempt))
        .find(|boundary| {
            parts
                .iter()
                .all(|part| memmem::find(part, boundary.as_bytes()).is_none())
        })
        .expect("a part of finite length holds finitely many boundaries")
}

fn candidate(message_id: &str, attempt: u32) -> String {
    let digest = Sha256::new()
        .chain_update(attempt.to_le_bytes())
        .chain_update(message_id)
        .finalize();
    hex(&digest[..20])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_boundary_hangs_on_the_message_id_alone() {
        let parts: [&[u8]; 1] = [b"text"];
        assert_eq!(outside("a@b", parts), outside("a@b", [b"other"]));
        assert_ne!(outside("a@b", parts), outside("c@b", parts));
        assert_eq!(outside("a@b", parts).len(), 40);
    }

    #[test]
    fn a_boundary_gives_way_to_a_text_that_holds_it() {
        let first = outside("a@b", []);
        assert_ne!(outside("a@b", [first.as_bytes()]), first);
    }
}
