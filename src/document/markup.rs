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

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::text::Style;
use super::{Block, Field, Table, Text};

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
    writer.text
}

/// Reads a template's whole output.
///
/// # Errors
/// What stands in it that the subset does not have.
pub fn blocks(output: &str) -> Result<Vec<Block>, String> {
    let mut walker = Walker::default();
    for event in Parser::new_ext(output, Options::ENABLE_TABLES) {
        walker.take(event)?;
    }
    if walker.inline.open.is_some() {
        return Err("a value runs past the end of its paragraph".into());
    }
    Ok(walker.blocks)
}

/// Text under construction: turns the marks into spans.
#[derive(Default)]
struct Inline {
    text: Text,
    /// The value that is open: its mark and where it starts.
    open: Option<(usize, usize)>,
}

impl Inline {
    fn push(&mut self, mut text: &str, style: Style) {
        while let Some((at, mark)) = find_mark(text) {
            self.text.push(&text[..at], style);
            text = &text[at + mark.len_utf8()..];
            if mark != CLOSE {
                self.open = Some((mark as usize - FIRST as usize, self.text.len()));
            } else if let Some((mark, start)) = self.open.take() {
                self.text.mark(start, mark);
            }
        }
        self.text.push(text, style);
    }

    fn finish(&mut self) -> Text {
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

#[derive(Default)]
struct Walker {
    blocks: Vec<Block>,
    inline: Inline,
    style: Style,
    /// The ended lines of the paragraph at hand, if its line ends count.
    lines: Vec<Text>,
    list: Option<(bool, Vec<Text>)>,
    quote: Option<Vec<Text>>,
    table: Option<Table>,
    row: Vec<Text>,
    depth: usize,
}

impl Walker {
    fn take(&mut self, event: Event<'_>) -> Result<(), String> {
        match event {
            Event::Start(tag) => return self.start(tag),
            Event::End(tag) => self.end(tag)?,
            Event::Text(text) => self.inline.push(&text, self.style),
            Event::SoftBreak => self.soft_break(),
            Event::HardBreak => self.inline.push("\n", self.style),
            Event::Rule => self.blocks.push(Block::Rule),
            Event::Code(text) => return Err(format!("code `{text}` is not in the subset")),
            Event::Html(text) | Event::InlineHtml(text) => {
                return Err(format!("HTML `{}` is not in the subset", text.trim()));
            }
            other => return Err(format!("{other:?} is not in the subset")),
        }
        Ok(())
    }

    /// A line end in the source is a blank, except where lines count.
    fn soft_break(&mut self) {
        let text = self.inline.text.as_str();
        let lines_count =
            !self.lines.is_empty() || is_field(text) || (text == "--" && self.is_plain());
        if lines_count {
            let line = self.inline.finish();
            self.lines.push(line);
        } else {
            self.inline.push(" ", self.style);
        }
    }

    fn is_plain(&self) -> bool {
        self.list.is_none() && self.quote.is_none()
    }

    fn start(&mut self, tag: Tag<'_>) -> Result<(), String> {
        match tag {
            Tag::Paragraph | Tag::TableHead | Tag::TableRow | Tag::TableCell => {}
            Tag::Heading { .. } => self.depth += 1,
            Tag::Strong => self.style.bold = true,
            Tag::Emphasis => self.style.italic = true,
            Tag::List(_) | Tag::BlockQuote(_) | Tag::Table(_) if self.depth > 0 => {
                return Err("a list, table or quote inside another is not in the subset".into());
            }
            Tag::List(number) => {
                self.depth += 1;
                self.list = Some((number.is_some(), Vec::new()));
            }
            Tag::Item => {}
            Tag::BlockQuote(_) => {
                self.depth += 1;
                self.quote = Some(Vec::new());
            }
            Tag::Table(alignments) => {
                self.depth += 1;
                self.table = Some(Table {
                    header: Vec::new(),
                    rows: Vec::new(),
                    right: alignments
                        .iter()
                        .map(|alignment| *alignment == Alignment::Right)
                        .collect(),
                });
            }
            other => {
                let name = format!("{other:?}");
                let name = name.split(['(', ' ', '{']).next().unwrap_or_default();
                return Err(format!("{name} is not in the subset"));
            }
        }
        Ok(())
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), String> {
        if self.inline.open.is_some() && !matches!(tag, TagEnd::Strong | TagEnd::Emphasis) {
            return Err("a value runs past the end of its paragraph".into());
        }
        match tag {
            TagEnd::Strong => self.style.bold = false,
            TagEnd::Emphasis => self.style.italic = false,
            TagEnd::Heading(level) => {
                self.depth -= 1;
                let text = self.inline.finish();
                let level = match level {
                    HeadingLevel::H1 => 1,
                    HeadingLevel::H2 => 2,
                    _ => 3,
                };
                self.blocks.push(Block::Heading { level, text });
            }
            TagEnd::Paragraph => self.paragraph(),
            TagEnd::Item => {
                let text = self.inline.finish();
                if let Some((_, items)) = &mut self.list
                    && !text.is_empty()
                {
                    items.push(text);
                }
            }
            TagEnd::List(_) => {
                self.depth -= 1;
                if let Some((ordered, items)) = self.list.take()
                    && !items.is_empty()
                {
                    self.blocks.push(Block::List { ordered, items });
                }
            }
            TagEnd::BlockQuote(_) => {
                self.depth -= 1;
                self.blocks.extend(self.quote.take().map(Block::Quote));
            }
            TagEnd::TableCell => self.row.push(self.inline.finish()),
            TagEnd::TableHead => {
                if let Some(table) = &mut self.table {
                    table.header = std::mem::take(&mut self.row);
                }
            }
            TagEnd::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(std::mem::take(&mut self.row));
                }
            }
            TagEnd::Table => {
                self.depth -= 1;
                self.blocks.extend(self.table.take().map(Block::Table));
            }
            _ => {}
        }
        Ok(())
    }

    fn paragraph(&mut self) {
        // In a list with blank lines between its items the item takes the text.
        if self.list.is_some() {
            return;
        }
        let last = self.inline.finish();
        if let Some(quote) = &mut self.quote {
            quote.push(last);
            return;
        }
        let mut lines = std::mem::take(&mut self.lines);
        if lines.is_empty() && !is_field(last.as_str()) {
            if !last.is_empty() {
                self.blocks.push(Block::Paragraph(last));
            }
            return;
        }
        lines.push(last);
        self.blocks.push(if lines[0].as_str() == "--" {
            lines.remove(0);
            Block::Signature(lines)
        } else {
            Block::Fields(lines.into_iter().map(field).collect())
        });
    }
}

/// Whether a line reads `Name :: value`, the value perhaps left blank.
fn is_field(line: &str) -> bool {
    line.contains(" :: ") || line.ends_with(" ::")
}

fn field(line: Text) -> Field {
    let Some(at) = line.as_str().find(" ::") else {
        return Field {
            name: Text::default(),
            value: line,
        };
    };
    Field {
        name: line.part(0..at),
        value: line.part((at + " :: ".len()).min(line.len())..line.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(mark: usize, value: &str) -> String {
        let mut text = String::new();
        text.push(open(mark));
        escape(value, &mut text).unwrap();
        text.push(CLOSE);
        text
    }

    fn values(text: &Text) -> Vec<(usize, &str)> {
        text.spans()
            .iter()
            .map(|span| (span.mark, &text.as_str()[span.start..span.end]))
            .collect()
    }

    #[test]
    fn every_value_is_found_whatever_it_is_made_of() {
        let hostile = [
            "O'Brien",
            "Muñoz-Ortega",
            "*a* _b_ `c`",
            "[x](y) <b>&amp;",
            "# no heading | cell",
            "1. no list",
            "- none",
            "\\",
            "~~~",
            "Nguyễn Văn Anh",
            "!x",
            "2001:db8::1",
            "= =",
        ];
        for (mark, value) in hostile.into_iter().enumerate() {
            let shown = marked(mark, value);
            for source in [
                format!("{shown} came"),
                format!("- item {shown}"),
                format!("**Seen:** *{shown}* today"),
                format!("> {shown}"),
                format!("| a | b |\n|---|--:|\n| {shown} | 2 |"),
                format!("Name :: {shown}\nOther ::"),
                format!("--\n{shown}"),
                format!("## {shown}"),
                shown.clone(),
            ] {
                let blocks = blocks(&source).unwrap();
                assert_eq!(blocks.len(), 1, "{source:?} gave {blocks:?}");
                let found = match &blocks[0] {
                    Block::Heading { text, .. } | Block::Paragraph(text) => text,
                    Block::List { items, .. } => &items[0],
                    Block::Fields(fields) => &fields[0].value,
                    Block::Table(table) => &table.rows[0][0],
                    Block::Quote(texts) | Block::Signature(texts) => &texts[0],
                    Block::Rule => panic!("{source:?} gave a rule"),
                };
                assert_eq!(values(found), [(mark, value)], "in {source:?}");
            }
            let text = line(&format!("Re: {shown}!"));
            assert_eq!(values(&text), [(mark, value)]);
            assert_eq!(text.as_str(), format!("Re: {value}!"));
        }
    }

    #[test]
    fn escaped_text_is_itself_again_at_the_start_of_a_line() {
        for text in [
            "1. a", "12) b", "- c", "+ d", "=== ", "> e", "# f", ": g", "3.5 mg", "-1",
        ] {
            let mut source = String::new();
            escape(text, &mut source).unwrap();
            let blocks = blocks(&source).unwrap();
            match &blocks[..] {
                [Block::Paragraph(found)] => assert_eq!(found.as_str(), text.trim_end()),
                other => panic!("{text:?} gave {other:?}"),
            }
        }
    }

    #[test]
    fn paper_has_fields_signatures_and_line_breaks() {
        let blocks = blocks(
            "Patient :: Ann\nRoom ::\n\nSee\nbelow.\\\nThanks\n\n--\nLee\nMD\n\n---\n\n1. a\n2. b\n",
        )
        .unwrap();
        let [
            Block::Fields(fields),
            Block::Paragraph(text),
            Block::Signature(lines),
            Block::Rule,
            Block::List {
                ordered: true,
                items,
            },
        ] = &blocks[..]
        else {
            panic!("{blocks:?}");
        };
        assert_eq!(fields[0].name.as_str(), "Patient");
        assert_eq!(fields[0].value.as_str(), "Ann");
        assert!(fields[1].value.is_empty());
        assert_eq!(text.as_str(), "See below.\nThanks");
        assert_eq!(lines.len(), 2);
        assert_eq!(items.len(), 2);
    }

    #[test]
    fn what_is_not_in_the_subset_is_refused() {
        for (source, expected) in [
            ("a `b`", "code `b`"),
            ("<b>x</b>", "HTML"),
            ("[a](b)", "Link"),
            ("![a](b)", "Image"),
            ("- a\n  - b", "inside another"),
            ("```\nx\n```", "CodeBlock"),
        ] {
            let problem = blocks(source).unwrap_err();
            assert!(problem.contains(expected), "{source:?} gave {problem:?}");
        }
    }
}
