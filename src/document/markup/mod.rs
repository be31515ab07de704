//! From a template's output to blocks: a small Markdown with marks.
//!
//! The subset: headings of three levels, paragraphs, bold and italics, lists of
//! one level, tables, quotes, rules, line breaks (a backslash at the end of a
//! line). Two habits of office paper come on top: a paragraph whose lines read
//! `Name :: value` is a block of fields, and a paragraph that starts with a
//! line `--` is a signature.
//!
//! Values are written between an opening mark, one private-use character that
//! counts the document's marks, and [`CLOSE`]. Markdown passes both through, so
//! whatever it does to the text around them the walker knows to the byte where
//! a value ended up.

mod blocks;
mod emphasis;
mod inline;
mod lines;
#[cfg(test)]
pub mod oracle;
#[cfg(test)]
mod tests;

pub use self::blocks::blocks;
use self::inline::Inline;
use super::Text;
use super::text::Style;

/// Ends every marked value.
pub const CLOSE: char = '\u{f8ff}';

const FIRST: u32 = 0xe000;

/// How many marks one document can have: the private-use characters but [`CLOSE`].
pub const MOST_MARKS: usize = (CLOSE as u32 - FIRST) as usize;

/// The opening mark of a number below [`MOST_MARKS`].
pub fn open(mark: usize) -> char {
    u32::try_from(mark)
        .ok()
        .filter(|_| mark < MOST_MARKS)
        .and_then(|mark| char::from_u32(FIRST + mark))
        .expect("fewer marks than private-use characters")
}

/// Whether a character is one of the marks, which no text may hold by itself.
pub fn is_mark(c: char) -> bool {
    (FIRST..=CLOSE as u32).contains(&(c as u32))
}

fn is_special(byte: u8) -> bool {
    matches!(
        byte,
        b'\\' | b'`' | b'*' | b'_' | b'[' | b']' | b'<' | b'>' | b'&' | b'|' | b'~' | b'#'
    )
}

/// Whether a text can mean something to Markdown: a look at all its bytes
/// without a branch, and at the first. Most texts can't.
fn may_need_escape(text: &str) -> bool {
    let starts_block = |byte: &u8| byte.is_ascii_digit() || b"-+=:".contains(byte);
    text.as_bytes().first().is_some_and(starts_block)
        || text.bytes().fold(false, |may, byte| may | is_special(byte))
}

/// Writes text so that Markdown takes none of it for markup.
pub fn escape(text: &str, out: &mut impl std::fmt::Write) -> std::fmt::Result {
    if !may_need_escape(text) {
        return out.write_str(text);
    }
    // What counts at the start of a line only: list bullets, numbers, underlines.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let starts_block = match text.as_bytes().get(digits) {
        Some(b'.' | b')') => digits > 0,
        Some(b'-' | b'+' | b'=' | b':') => digits == 0,
        _ => false,
    };
    let mut kept = 0;
    for (at, byte) in text.bytes().enumerate() {
        if is_special(byte) || (starts_block && at == digits) {
            out.write_str(&text[kept..at])?;
            out.write_char('\\')?;
            kept = at;
        }
    }
    out.write_str(&text[kept..])
}

/// Reads one line of template output: marks and escapes, no Markdown.
pub fn line(output: &str) -> Text {
    let mut writer = Inline::default();
    let plain = Style::default();
    let mut rest = output.trim();
    writer.reserve(rest.len());
    let mut from = 0;
    while let Some(found) = memchr::memchr2(b'\\', b'\n', &rest.as_bytes()[from..]) {
        let at = from + found;
        let next = rest.as_bytes().get(at + 1);
        from = if rest.as_bytes()[at] == b'\n' {
            writer.push(&rest[..at], plain);
            writer.push(" ", plain);
            rest = &rest[at + 1..];
            0
        } else if next.is_some_and(u8::is_ascii_punctuation) {
            // The character behind the backslash stands for itself.
            writer.push(&rest[..at], plain);
            rest = &rest[at + 1..];
            1
        } else {
            at + 1
        };
    }
    writer.push(rest, plain);
    writer.into_text()
}
