//! How wide the columns of a table are, from what is in them.

use crate::document::{Look, Text};

/// The space on both sides of a cell's text, in twentieths of a point.
pub const CELL_MARGIN: u32 = 100;

/// Up to how many thousandths of the font's size a number at the right, such as
/// a range, stays on one line.
pub const NUMBER: u32 = 9_000;
/// And any other short cell: `40 mg`, `by mouth`.
pub const SHORT: u32 = 4_500;

/// What a column has to hold. Widths are in thousandths of the font's size.
#[derive(Clone, Copy, Debug, Default)]
pub struct Column {
    /// The longest word.
    word: u32,
    /// The longest of the words and of the lines that are better not broken.
    whole: u32,
    /// The longest line.
    line: u32,
}

impl Column {
    /// Takes one more value into account, which stays on one line if it is no
    /// longer than so: no number is torn from its unit.
    pub fn hold_whole(&mut self, text: &Text, longest: u32) {
        let mut one = Self::default();
        one.hold(text);
        if one.line <= longest {
            one.whole = one.line;
        }
        self.word = self.word.max(one.word);
        self.whole = self.whole.max(one.whole);
        self.line = self.line.max(one.line);
    }

    /// Takes one more text into account.
    pub fn hold(&mut self, text: &Text) {
        let (mut word, mut line) = (0, 0);
        for c in text.as_str().chars() {
            let advance = match ASCII.get(c as usize) {
                Some(advance) => *advance,
                None => advance(c),
            };
            match c {
                '\n' => (word, line) = (0, 0),
                ' ' => (word, line) = (0, line + advance),
                _ => (word, line) = (word + advance, line + advance),
            }
            self.word = self.word.max(word);
            self.line = self.line.max(line);
        }
        self.whole = self.whole.max(self.word);
    }

    /// The width below which a word would be torn.
    fn least(self, look: &Look) -> u32 {
        width(self.word, look)
    }

    /// The width below which a number would be torn from its unit.
    fn fair(self, look: &Look) -> u32 {
        width(self.whole, look)
    }

    /// The width at which no line is broken.
    pub fn most(self, look: &Look) -> u32 {
        width(self.line, look)
    }
}

fn width(thousandths: u32, look: &Look) -> u32 {
    thousandths * look.half_points / 100 + 2 * CELL_MARGIN
}

/// What most characters take.
static ASCII: [u32; 128] = {
    let mut advances = [0; 128];
    let mut code = 0;
    while code < 128 {
        advances[code] = advance(code as u8 as char);
        code += 1;
    }
    advances
};

/// About what a character takes in thousandths of the font's size, in bold,
/// so that what is set lighter has some air.
const fn advance(c: char) -> u32 {
    match c {
        ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | 'i' | 'j' | 'l' | 'I' => 280,
        'f' | 't' | 'r' | '(' | ')' | '-' | '/' | '"' => 360,
        'm' | 'w' | 'M' | 'W' | '%' | '@' => 890,
        'A'..='Z' => 720,
        '\u{1100}'.. => 1_000,
        _ => 580,
    }
}

/// Shares `total` out among the columns, so that they sum to it: each its
/// longest word, then what should stay together, as far as that fits, and of
/// the rest in proportion to what would keep its longest line whole.
pub fn share(columns: &[Column], total: u32, look: &Look) -> Vec<u32> {
    let least: u32 = columns.iter().map(|column| column.least(look)).sum();
    let fair: u32 = columns.iter().map(|column| column.fair(look)).sum();
    let most: u32 = columns.iter().map(|column| column.most(look)).sum();
    // From `base` of all columns to `goal` of all columns there are `rest` to give.
    let weigh = |column: &Column| -> (u32, u32) {
        if most <= total {
            (column.most(look), column.most(look))
        } else if fair <= total {
            (column.fair(look), column.most(look) - column.fair(look))
        } else if least <= total {
            (column.least(look), column.fair(look) - column.least(look))
        } else {
            (0, column.least(look))
        }
    };
    let base: u32 = columns.iter().map(|column| weigh(column).0).sum();
    let weights: u32 = columns.iter().map(|column| weigh(column).1).sum();
    let rest = total - base;
    let mut widths: Vec<u32> = columns
        .iter()
        .map(|column| {
            let (base, weight) = weigh(column);
            base + share_of(rest, weight, weights)
        })
        .collect();
    if let Some((last, others)) = widths.split_last_mut() {
        *last = total - others.iter().sum::<u32>();
    }
    widths
}

fn share_of(rest: u32, weight: u32, weights: u32) -> u32 {
    let share = u64::from(rest) * u64::from(weight) / u64::from(weights.max(1));
    u32::try_from(share).expect("a share is no more than the whole")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(texts: &[&str]) -> Vec<Column> {
        texts
            .iter()
            .map(|text| {
                let mut column = Column::default();
                column.hold(&Text::from(*text));
                column
            })
            .collect()
    }

    #[test]
    fn widths_sum_to_the_whole() {
        let look = &Look::ALL[0];
        let sentence = "Take one tablet by mouth every morning with food ".repeat(4);
        for texts in [
            &["a", "b", "c"][..],
            &["Lisinopril", &sentence, "10 mg"],
            &["Pneumonoultramicroscopicsilicovolcanoconiosis"; 9],
            &[""],
            &["only"],
        ] {
            let widths = share(&columns(texts), 10_080, look);
            assert_eq!(widths.len(), texts.len());
            assert_eq!(widths.iter().sum::<u32>(), 10_080);
        }
    }

    #[test]
    fn no_word_is_torn_to_keep_numbers_with_their_units() {
        let look = &Look::ALL[0];
        let mut columns = columns(&["12/29/2024"; 6]);
        for column in &mut columns[2..] {
            column.hold_whole(&Text::from("Mixed flora A"), NUMBER);
        }
        let least: u32 = columns.iter().map(|column| column.least(look)).sum();
        let fair: u32 = columns.iter().map(|column| column.fair(look)).sum();
        let widths = share(&columns, (least + fair) / 2, look);
        for (width, column) in widths.iter().zip(&columns) {
            assert!(*width >= column.least(look), "{widths:?}");
        }
    }

    #[test]
    fn a_long_text_gets_more_and_a_word_stays_whole() {
        let look = &Look::ALL[0];
        let sentence = "Take one tablet by mouth every morning with food ".repeat(4);
        let columns = columns(&["Hydrochlorothiazide", &sentence]);
        let widths = share(&columns, 10_080, look);
        assert!(widths[1] > 2 * widths[0], "{widths:?}");
        assert!(widths[0] >= columns[0].least(look));
    }
}
