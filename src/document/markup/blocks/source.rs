//! The lines of a template's output, and what each of them begins.

/// The lines of the output, one after the other.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub text: &'a str,
    pub at: usize,
}

/// One of them: where it starts and ends, and what it says behind its blanks.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub start: usize,
    pub end: usize,
    pub indent: usize,
    pub content: &'a str,
}

impl<'a> Source<'a> {
    pub fn next(&mut self) -> Option<Line<'a>> {
        let line = self.peek()?;
        self.at = line.end + 1;
        Some(line)
    }

    pub fn peek(&self) -> Option<Line<'a>> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let length = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let content = rest[..length].trim_start_matches(' ');
        Some(Line {
            start: self.at,
            end: self.at + length,
            indent: length - content.len(),
            content,
        })
    }
}

/// What a line begins, if it begins something other than a paragraph.
pub(super) enum Start {
    Heading(u8),
    Rule,
    Quote,
    Item(Marker),
    Fence,
}

/// What stands before an item of a list.
#[derive(Clone, Copy)]
pub(super) struct Marker {
    /// The bullet, or what follows the number.
    pub sign: u8,
    is_first: bool,
    /// How many bytes it has.
    pub length: usize,
    is_empty: bool,
}

impl Marker {
    pub fn is_ordered(self) -> bool {
        matches!(self.sign, b'.' | b')')
    }
}

impl Line<'_> {
    pub fn is_blank(&self) -> bool {
        self.content.trim_end().is_empty()
    }

    pub fn begins(&self) -> Option<Start> {
        let bytes = self.content.as_bytes();
        match bytes.first()? {
            b'#' => {
                let level = bytes.iter().take_while(|byte| **byte == b'#').count();
                let ends = matches!(bytes.get(level), None | Some(b' '));
                (level <= 6 && ends).then_some(Start::Heading(level.min(3) as u8))
            }
            b'>' => Some(Start::Quote),
            b'-' | b'*' | b'_' if self.is_rule() => Some(Start::Rule),
            b'`' if self.content.starts_with("```") => Some(Start::Fence),
            b'~' if self.content.starts_with("~~~") => Some(Start::Fence),
            b'-' | b'*' | b'+' | b'0'..=b'9' => self.marker().map(Start::Item),
            _ => None,
        }
    }

    /// Whether the line can't belong to the paragraph above it.
    pub fn interrupts(&self) -> bool {
        match self.begins() {
            None => false,
            Some(Start::Item(marker)) => {
                !marker.is_empty && (!marker.is_ordered() || marker.is_first)
            }
            Some(_) => true,
        }
    }

    fn is_rule(&self) -> bool {
        let sign = self.content.as_bytes()[0];
        let signs = self.content.bytes().filter(|byte| *byte == sign).count();
        let blanks = self.content.bytes().filter(|byte| *byte == b' ').count();
        signs >= 3 && signs + blanks == self.content.len()
    }

    fn marker(&self) -> Option<Marker> {
        let bytes = self.content.as_bytes();
        let digits = bytes
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let sign = *bytes.get(digits)?;
        let fits = match sign {
            b'-' | b'*' | b'+' => digits == 0,
            b'.' | b')' => (1..=9).contains(&digits),
            _ => false,
        };
        let length = digits + 1;
        let ends = matches!(bytes.get(length), None | Some(b' '));
        (fits && ends).then(|| Marker {
            sign,
            is_first: &self.content[..digits] == "1",
            length,
            is_empty: self.content[length..].trim().is_empty(),
        })
    }

    /// The level of the heading that an underline makes of the paragraph above it.
    pub fn underline(&self) -> Option<u8> {
        let line = self.content.trim_end();
        let all = |sign: u8| !line.is_empty() && line.bytes().all(|byte| byte == sign);
        match self.indent {
            0..4 if all(b'=') => Some(1),
            0..4 if all(b'-') => Some(2),
            _ => None,
        }
    }
}
