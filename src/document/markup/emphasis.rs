//! Which asterisks and underlines begin and end bold and italics
//! (CommonMark 0.31, 6.2).

/// A place where bold or italics begin or end, and how many bytes say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Switch {
    pub at: usize,
    pub length: usize,
    pub begins: bool,
}

/// Delimiters in a row, as far as they have not found their partners.
struct Run {
    sign: u8,
    start: usize,
    end: usize,
    /// How many there were at first.
    length: usize,
    opens: bool,
    closes: bool,
}

/// All of a block's, in the order of the text.
pub(super) fn switches(source: &str) -> Vec<Switch> {
    let mut runs = runs(source);
    let mut switches = Vec::new();
    let mut at = 0;
    while at < runs.len() {
        if !runs[at].closes || runs[at].is_used_up() {
            at += 1;
            continue;
        }
        let partner = (0..at).rev().find(|&opener| runs[opener].fits(&runs[at]));
        let Some(opener) = partner else {
            at += 1;
            continue;
        };
        let length = runs[opener].rest().min(runs[at].rest()).min(2);
        runs[opener].end -= length;
        switches.push(Switch {
            at: runs[opener].end,
            length,
            begins: true,
        });
        switches.push(Switch {
            at: runs[at].start,
            length,
            begins: false,
        });
        runs[at].start += length;
        // What stands between the partners can't reach across them.
        for between in &mut runs[opener + 1..at] {
            between.end = between.start;
        }
    }
    switches.sort_by_key(|switch| switch.at);
    switches
}

fn runs(source: &str) -> Vec<Run> {
    let bytes = source.as_bytes();
    let mut runs = Vec::new();
    let mut from = 0;
    while let Some(found) = memchr::memchr3(b'*', b'_', b'\\', &bytes[from..]) {
        let at = from + found;
        if bytes[at] == b'\\' {
            from = (at + 2).min(bytes.len());
        } else {
            let run = Run::at(source, at);
            from = run.end;
            runs.push(run);
        }
    }
    runs
}

impl Run {
    fn at(source: &str, start: usize) -> Self {
        let sign = source.as_bytes()[start];
        let row = source.as_bytes()[start..].iter();
        let length = row.take_while(|byte| **byte == sign).count();
        let end = start + length;
        let before = source[..start].chars().next_back().unwrap_or(' ');
        let after = source[end..].chars().next().unwrap_or(' ');
        let left = !after.is_whitespace()
            && (!is_sign(after) || before.is_whitespace() || is_sign(before));
        let right = !before.is_whitespace()
            && (!is_sign(before) || after.is_whitespace() || is_sign(after));
        let is_word = sign == b'_';
        Self {
            sign,
            start,
            end,
            length,
            opens: left && (!is_word || !right || is_sign(before)),
            closes: right && (!is_word || !left || is_sign(after)),
        }
    }

    fn rest(&self) -> usize {
        self.end - self.start
    }

    fn is_used_up(&self) -> bool {
        self.rest() == 0
    }

    /// Whether it begins what the other ends.
    fn fits(&self, closer: &Self) -> bool {
        let is_odd = (self.closes || closer.opens)
            && (self.length + closer.length).is_multiple_of(3)
            && !(self.length.is_multiple_of(3) && closer.length.is_multiple_of(3));
        self.opens && !self.is_used_up() && self.sign == closer.sign && !is_odd
    }
}

/// Whether a character is punctuation or a symbol, beyond ASCII as far as
/// office prose has such.
fn is_sign(c: char) -> bool {
    match c {
        '\u{0}'..='\u{7f}' => c.is_ascii_punctuation(),
        '\u{aa}' | '\u{b2}' | '\u{b3}' | '\u{b5}' | '\u{b9}' | '\u{ba}' | '\u{bc}'..='\u{be}' => {
            false
        }
        '\u{a1}'..='\u{bf}'
        | '\u{d7}'
        | '\u{f7}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2030}'..='\u{205e}'
        | '\u{20a0}'..='\u{20cf}'
        | '\u{2190}'..='\u{2bff}' => true,
        _ => false,
    }
}
