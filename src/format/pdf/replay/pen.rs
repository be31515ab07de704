//! What draws a page again: the operators of its content, one after the other
//! (ISO 32000-1, annex A).

use std::collections::BTreeMap;

use super::{Item, Length, Page, Step, Words};
use crate::document::Rgb;
use crate::format::pdf::fonts::{Font, narrow_character};

/// A decimal fraction of at most three places, as thousandths.
pub(super) fn thousandths(number: &str) -> Option<Length> {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, number),
    };
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    // Nothing on a page is so far away that a seventh digit would be needed.
    if whole.len() > 6 || part.len() > 3 || whole.len() + part.len() == 0 {
        return None;
    }
    let all = format!("{whole}{part:0<3}");
    let is_number = all.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| all.parse::<Length>().ok().map(|size| sign * size))?
}

/// Draws on an empty page what the operators of its content say.
///
/// # Errors
/// The first of them that is none of ours.
pub(super) fn replay(content: &[u8], page: Page) -> Result<Page, String> {
    let mut pen = Pen {
        page,
        ..Pen::default()
    };
    pen.replay(content)?;
    Ok(pen.page)
}

/// The state that operators work on.
struct Pen {
    page: Page,
    operands: Vec<Length>,
    /// The font that is named, and the string that is to be shown.
    name: String,
    string: Vec<u8>,
    outline: Vec<Step>,
    fill: Rgb,
    stroke: Rgb,
    font: u8,
    size: Length,
    is_hidden: bool,
    /// Where the line starts, and how far the words have come, in thousandths
    /// of a thousandth, so that nothing is lost from one font to the next.
    line: [Length; 2],
    come: Length,
}

impl Default for Pen {
    fn default() -> Self {
        Self {
            page: Page::default(),
            operands: Vec::new(),
            name: String::new(),
            string: Vec::new(),
            outline: Vec::new(),
            fill: Rgb(0, 0, 0),
            stroke: Rgb(0, 0, 0),
            font: 0,
            size: 0,
            is_hidden: false,
            line: [0; 2],
            come: 0,
        }
    }
}

impl Pen {
    fn replay(&mut self, content: &[u8]) -> Result<(), String> {
        let mut at = 0;
        while let Some(&byte) = content.get(at) {
            let rest = &content[at..];
            at += match byte {
                b' ' | b'\n' => 1,
                b'(' => self.literal(rest),
                b'<' => self.hexadecimal(rest)?,
                b'/' => {
                    let length = word(&rest[1..]);
                    self.name = String::from_utf8_lossy(&rest[1..=length]).into_owned();
                    1 + length
                }
                _ => {
                    let length = word(rest).max(1);
                    let text = String::from_utf8_lossy(&rest[..length]);
                    match thousandths(&text) {
                        Some(number) => self.operands.push(number),
                        None => {
                            self.operator(&text)
                                .ok_or_else(|| format!("{text:?} is no operator of ours"))?;
                            self.operands.clear();
                        }
                    }
                    length
                }
            };
        }
        Ok(())
    }

    /// Reads a string in brackets; gives its length with them.
    fn literal(&mut self, bytes: &[u8]) -> usize {
        self.string.clear();
        let mut at = 1;
        while let Some(&byte) = bytes.get(at) {
            at += 1;
            match byte {
                b')' => break,
                b'\\' => {
                    let escaped = bytes.get(at).copied();
                    self.string.extend(escaped.map(|byte| match byte {
                        b'r' => b'\r',
                        other => other,
                    }));
                    at += 1;
                }
                _ => self.string.push(byte),
            }
        }
        at
    }

    /// The same of a string in hexadecimal digits.
    fn hexadecimal(&mut self, bytes: &[u8]) -> Result<usize, String> {
        let end = bytes.iter().position(|byte| *byte == b'>');
        let end = end.ok_or("a string does not end")?;
        let digits = std::str::from_utf8(&bytes[1..end]).unwrap_or_default();
        self.string.clear();
        for at in (0..digits.len()).step_by(2) {
            let pair = digits.get(at..at + 2).unwrap_or_default();
            let byte =
                u8::from_str_radix(pair, 16).map_err(|_| "a string is no hexadecimal one")?;
            self.string.push(byte);
        }
        Ok(end + 1)
    }

    /// Does what an operator says; `None` if it is none, or lacks operands.
    fn operator(&mut self, name: &str) -> Option<()> {
        let numbers = std::mem::take(&mut self.operands);
        match (name, numbers.as_slice()) {
            ("BT", []) => (self.line, self.come) = ([0; 2], 0),
            // There is one width of lines only.
            ("ET", []) | ("w", [_]) => {}
            ("rg", &[red, green, blue]) => self.fill = rgb([red, green, blue]),
            ("RG", &[red, green, blue]) => self.stroke = rgb([red, green, blue]),
            ("Tr", [mode]) => self.is_hidden = *mode == 3_000,
            ("Td", &[x, y]) => {
                self.line = [self.line[0] + x, self.line[1] + y];
                self.come = 0;
            }
            ("Tf", &[size]) => {
                let number = self.name.strip_prefix('F')?.parse().ok()?;
                (self.font, self.size) = (number, size);
                (usize::from(number) < Font::COUNT).then_some(())?;
            }
            ("Tj", []) => self.show()?,
            ("re", &[x, y, width, height]) => {
                let (right, top) = (x + width, y + height);
                let corners = [[x, y], [right, y], [right, top], [x, top], [x, y]];
                let corners = corners.map(|corner| self.point(corner));
                self.outline.push(Step::Move(corners[0]));
                self.outline
                    .extend(corners[1..].iter().map(|to| Step::Line(*to)));
            }
            ("m", &[x, y]) => self.outline.push(Step::Move(self.point([x, y]))),
            ("l", &[x, y]) => self.outline.push(Step::Line(self.point([x, y]))),
            ("c", &[ax, ay, bx, by, x, y]) => {
                let [[ax, ay], [bx, by], [x, y]] =
                    [[ax, ay], [bx, by], [x, y]].map(|point| self.point(point));
                self.outline.push(Step::Curve([ax, ay, bx, by, x, y]));
            }
            ("f", []) => {
                let outline = std::mem::take(&mut self.outline);
                self.page.items.push(Item::Fill(outline, self.fill));
            }
            ("S", []) => {
                let outline = std::mem::take(&mut self.outline);
                self.page.items.push(Item::Stroke(outline, self.stroke));
            }
            _ => return None,
        }
        Some(())
    }

    /// A point from the top, which files give from the bottom.
    fn point(&self, [x, y]: [Length; 2]) -> [Length; 2] {
        [x, self.page.height - y]
    }

    fn show(&mut self) -> Option<()> {
        let font = Font::numbered(self.font);
        let text: String = if font.is_wide() {
            let glyphs: BTreeMap<u16, char> = font
                .face()
                .glyphs()
                .map(|(character, glyph)| (glyph.wide, character))
                .collect();
            let number = |pair: &[u8]| u16::from_be_bytes([pair[0], pair[1]]);
            let numbers = self.string.chunks_exact(2).map(number);
            numbers
                .map(|number| glyphs.get(&number).copied())
                .collect::<Option<_>>()?
        } else {
            let codes = self.string.iter();
            codes
                .map(|code| narrow_character(*code))
                .collect::<Option<_>>()?
        };
        let [x, y] = self.point(self.line);
        let words = Words {
            text,
            x: x + self.come / 1000,
            y,
            font: self.font,
            size: self.size,
            color: self.fill,
            is_hidden: self.is_hidden,
        };
        self.come += i64::from(font.face().advance(&words.text)) * self.size;
        self.page.items.push(Item::Words(words));
        Some(())
    }
}

/// How many bytes there are before the next blank or bracket.
fn word(bytes: &[u8]) -> usize {
    let ends = |byte: &u8| b" \n()<>/".contains(byte);
    bytes.iter().position(ends).unwrap_or(bytes.len())
}

/// The colour of parts between 0 and 1000.
fn rgb(parts: [Length; 3]) -> Rgb {
    let [red, green, blue] = parts.map(|part| (part.clamp(0, 1000) * 255 + 500) / 1000);
    Rgb(red as u8, green as u8, blue as u8)
}
