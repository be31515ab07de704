//! What stands within a block: words, values between their marks, bold and
//! italics, escapes and line ends.

use super::emphasis::{Switch, switches as switches_of};
use super::{CLOSE, FIRST, is_mark};
use crate::document::Text;
use crate::document::text::Style;

/// Text under construction: turns the marks into spans.
#[derive(Default)]
pub(super) struct Inline {
    text: Text,
    /// The value that is open: its mark and where it starts.
    open: Option<(usize, usize)>,
}

impl Inline {
    /// Appends characters, the marks among them as spans.
    pub(super) fn push(&mut self, mut text: &str, style: Style) {
        while let Some((at, mark)) = find_mark(text) {
            self.text.push(&text[..at], style);
            text = &text[at + mark.len_utf8()..];
            self.mark(mark);
        }
        self.text.push(text, style);
    }

    fn mark(&mut self, mark: char) {
        if mark != CLOSE {
            self.open = Some((mark as usize - FIRST as usize, self.text.len()));
        } else if let Some((mark, start)) = self.open.take() {
            self.text.mark(start, mark);
        }
    }

    /// Makes room for so many bytes more.
    pub(super) fn reserve(&mut self, bytes: usize) {
        self.text.reserve(bytes);
    }

    /// What has been written so far.
    pub(super) fn text(&self) -> &Text {
        &self.text
    }

    /// Whether a value has begun and not ended.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The text as it is.
    pub(super) fn into_text(self) -> Text {
        self.text
    }

    /// The text, without blanks at its end.
    pub(super) fn finish(&mut self) -> Text {
        let mut text = std::mem::take(&mut self.text);
        text.trim_end();
        text
    }
}

/// The first mark of a text. All of them start with one of two bytes in UTF-8.
fn find_mark(text: &str) -> Option<(usize, char)> {
    memchr::memchr2_iter(0xee, 0xef, text.as_bytes()).find_map(|at| {
        let c = text.get(at..)?.chars().next()?;
        is_mark(c).then_some((at, c))
    })
}

/// Where the reading of words has to look closer.
const STOPS: [bool; 256] = {
    let mut stops = [false; 256];
    let bytes = b"\\\n*_`<&[\xee\xef";
    let mut at = 0;
    while at < bytes.len() {
        stops[bytes[at] as usize] = true;
        at += 1;
    }
    stops
};

/// The first stop of some bytes.
fn first_stop(bytes: &[u8]) -> Option<usize> {
    let is_stop = |byte: &u8| STOPS[usize::from(*byte)];
    // Eight at once, without a branch for each: most have none.
    let (words, _) = bytes.as_chunks::<8>();
    let plain = words
        .iter()
        .take_while(|word| !word.iter().fold(false, |any, byte| any | is_stop(byte)));
    let at = 8 * plain.count();
    let found = bytes[at..].iter().position(is_stop)?;
    Some(at + found)
}

/// Reads the source of one block. Lines begin without blanks of their own;
/// `line_end` says what becomes of the end of one.
///
/// # Errors
/// What stands in it that the subset does not have, or a value without an end.
pub(super) fn read(
    source: &str,
    inline: &mut Inline,
    mut line_end: impl FnMut(&mut Inline, Style),
) -> Result<(), String> {
    let bytes = source.as_bytes();
    inline.text.reserve(source.len());
    let mut style = Style::default();
    let mut depth = Depth::default();
    let mut switches = None;
    // What has been read stands before `from`, what has been looked at before `at`.
    let (mut from, mut at) = (0, 0);
    while let Some(found) = first_stop(&bytes[at..]) {
        at += found;
        match bytes[at] {
            b'\n' => {
                let line = source[from..at].trim_end_matches(' ');
                inline.text.push(line, style);
                if at - from >= line.len() + 2 {
                    inline.text.push("\n", style);
                } else {
                    line_end(inline, style);
                }
                at = start_of_line(bytes, at + 1);
                from = at;
            }
            b'\\' => {
                let next = bytes.get(at + 1);
                if next == Some(&b'\n') {
                    inline.text.push(&source[from..at], style);
                    inline.text.push("\n", style);
                    at = start_of_line(bytes, at + 2);
                    from = at;
                } else if next.is_some_and(u8::is_ascii_punctuation) {
                    inline.text.push(&source[from..at], style);
                    // The character behind the backslash stands for itself.
                    from = at + 1;
                    at += 2;
                } else {
                    at += 1;
                }
            }
            b'*' | b'_' => {
                let switches = switches.get_or_insert_with(|| switches_of(source).into_iter());
                let Some(switch) = switches.as_slice().first().filter(|next| next.at == at) else {
                    at += 1;
                    continue;
                };
                inline.text.push(&source[from..at], style);
                depth.turn(switch);
                style = depth.style();
                at += switch.length;
                from = at;
                switches.next();
            }
            0xee | 0xef => {
                let c = source[at..].chars().next().unwrap_or_default();
                if is_mark(c) {
                    inline.text.push(&source[from..at], style);
                    inline.mark(c);
                    from = at + c.len_utf8();
                }
                at += c.len_utf8();
            }
            _ => {
                refuse(source, at)?;
                at += 1;
            }
        }
    }
    inline.text.push(&source[from..], style);
    if inline.is_open() {
        return Err("a value runs past the end of its paragraph".into());
    }
    Ok(())
}

/// How often bold and italics have begun and not ended.
#[derive(Default)]
struct Depth {
    bold: usize,
    italic: usize,
}

impl Depth {
    fn turn(&mut self, switch: &Switch) {
        let depth = match switch.length {
            1 => &mut self.italic,
            _ => &mut self.bold,
        };
        *depth = if switch.begins {
            *depth + 1
        } else {
            depth.saturating_sub(1)
        };
    }

    fn style(&self) -> Style {
        Style {
            bold: self.bold > 0,
            italic: self.italic > 0,
        }
    }
}

fn start_of_line(bytes: &[u8], from: usize) -> usize {
    let blanks = bytes[from..].iter().take_while(|byte| **byte == b' ');
    from + blanks.count()
}

/// Says if something stands there that Markdown has and the subset has not.
fn refuse(source: &str, at: usize) -> Result<(), String> {
    let rest = &source[at..];
    let next = rest.as_bytes().get(1).copied().unwrap_or_default();
    let up_to = |end: char| rest.split_inclusive(end).next().unwrap_or(rest).trim();
    match rest.as_bytes()[0] {
        b'`' if rest[1..].contains('`') => {
            let code = rest[1..].split('`').next().unwrap_or_default();
            Err(format!("code `{code}` is not in the subset"))
        }
        b'<' if next.is_ascii_alphabetic() || matches!(next, b'/' | b'!' | b'?') => {
            Err(format!("HTML `{}` is not in the subset", up_to('>')))
        }
        b'&' if is_entity(rest) => Err(format!(
            "`{}` is not in the subset; write the character",
            up_to(';')
        )),
        b'[' if rest.contains("](") => Err(if source[..at].ends_with('!') {
            "Image is not in the subset".into()
        } else {
            "Link is not in the subset".into()
        }),
        _ => Ok(()),
    }
}

fn is_entity(text: &str) -> bool {
    let Some((name, _)) = text[1..].split_once(';') else {
        return false;
    };
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.len() <= 32 && name.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
