//! Byte offsets turned into code points.

/// The code points of a text, by byte offset. Most texts of ours have a few
/// bullets and dots that take more than a byte; only these are looked at.
pub(super) struct CodePoints {
    /// Where the bytes are that continue a character.
    continuations: Vec<usize>,
    /// How many of them were before the last offset asked for.
    passed: usize,
}

impl CodePoints {
    pub fn new(text: &str) -> Self {
        const STEP: usize = 32;
        let mut continuations = Vec::new();
        for (step, bytes) in text.as_bytes().chunks(STEP).enumerate() {
            if !bytes.is_ascii() {
                let continues = |&at: &usize| bytes[at] & 0xc0 == 0x80;
                continuations.extend(
                    (0..bytes.len())
                        .filter(continues)
                        .map(|at| step * STEP + at),
                );
            }
        }
        Self {
            continuations,
            passed: 0,
        }
    }

    /// How many code points are before a byte, which is best a little behind
    /// the one asked for last.
    pub fn at(&mut self, byte: usize) -> u64 {
        let is_before = |at: usize| self.continuations.get(at).is_some_and(|&at| at < byte);
        while is_before(self.passed) {
            self.passed += 1;
        }
        while self.passed > 0 && !is_before(self.passed - 1) {
            self.passed -= 1;
        }
        (byte - self.passed) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_in_any_order_are_counted_in_characters() {
        let text = "Tél · 555 — Nguyễn 😀 ".repeat(9);
        let mut points = CodePoints::new(&text);
        let offsets: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let forwards = offsets.iter().copied().chain([text.len()]);
        let backwards = offsets.iter().copied().rev();
        let across = offsets.iter().copied().step_by(50).chain([3]);
        for at in forwards.chain(backwards).chain(across) {
            assert_eq!(points.at(at), text[..at].chars().count() as u64, "{at}");
        }
    }
}
