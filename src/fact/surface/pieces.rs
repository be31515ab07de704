//! The pieces that a form is put together from.

use super::Part;
use crate::fact::digits::{count_digits, push_digits};

/// Takes a text piece by piece: to write it, or to learn where its pieces are.
pub(super) trait Pieces: Sized {
    fn text(self, text: &str) -> Self;

    fn part(self, part: &'static str, text: &str) -> Self;

    /// A piece that is the first letter of a text, with what stands behind it.
    fn initial(self, part: &'static str, text: &str, behind: &str) -> Self {
        let mut buffer = [0; 8];
        let Some(initial) = text.chars().next() else {
            return self.part(part, behind);
        };
        let length = initial.encode_utf8(&mut buffer).len();
        buffer[length..length + behind.len()].copy_from_slice(behind.as_bytes());
        let text = std::str::from_utf8(&buffer[..length + behind.len()]);
        self.part(part, text.unwrap_or_default())
    }

    /// A number in digits, with leading zeros up to a width.
    fn digits(self, number: u16, width: usize) -> Self;

    /// A piece that is such a number.
    fn number(self, part: &'static str, number: u16, width: usize) -> Self;

    /// A piece preceded by a separator, or nothing at all if it is empty.
    fn after(self, separator: &str, part: &'static str, text: &str) -> Self {
        if text.is_empty() {
            return self;
        }
        self.text(separator).part(part, text)
    }
}

impl Pieces for &mut String {
    fn text(self, text: &str) -> Self {
        self.push_str(text);
        self
    }

    fn part(self, _: &'static str, text: &str) -> Self {
        self.text(text)
    }

    fn digits(self, number: u16, width: usize) -> Self {
        push_digits(self, number.into(), width);
        self
    }

    fn number(self, _: &'static str, number: u16, width: usize) -> Self {
        self.digits(number, width)
    }
}

/// Where the pieces of a text are, and how long it is so far.
pub(super) struct Places<'a> {
    pub length: usize,
    pub parts: &'a mut Vec<Part>,
}

impl Places<'_> {
    fn place(mut self, part: &'static str, length: usize) -> Self {
        let start = self.length;
        self.length += length;
        self.parts.push(Part {
            start,
            end: self.length,
            part,
        });
        self
    }
}

impl Pieces for Places<'_> {
    fn text(mut self, text: &str) -> Self {
        self.length += text.len();
        self
    }

    fn part(self, part: &'static str, text: &str) -> Self {
        self.place(part, text.len())
    }

    fn digits(mut self, number: u16, width: usize) -> Self {
        self.length += count_digits(number).max(width);
        self
    }

    fn number(self, part: &'static str, number: u16, width: usize) -> Self {
        self.place(part, count_digits(number).max(width))
    }
}
