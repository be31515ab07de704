//! Which rows share a page.
//!
//! Rows fill a page until the next one does not fit; then the page ends at the
//! last place where it may. A last page with a few lines on it looks like an
//! accident, so the spaces are tightened until they fit on the page before, or
//! else more is brought over to keep them company.

use std::ops::Range;

use super::{Length, POINT, Row, Sheet};

/// The rows of one page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// Them.
    pub rows: Range<usize>,
    /// The table header that is repeated above them.
    pub header: Option<usize>,
}

/// The pages of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pages {
    /// At least one.
    pub leaves: Vec<Leaf>,
    /// What the spaces between rows are multiplied with, in percent.
    pub gaps: Length,
}

/// How far spaces may be tightened, and how far a page may reach into the
/// margin for it.
const TIGHTER: [(Length, Length); 4] =
    [(85, 0), (75, 4 * POINT), (65, 8 * POINT), (55, 12 * POINT)];

/// The least that a last page holds, in lines of running text. The spaces
/// between its rows don't count; the room to sign does, which is two lines.
const LEAST_LINES: Length = 8;

impl Row {
    /// The space above it when spaces are multiplied so.
    pub fn gap_at(&self, percent: Length) -> Length {
        self.gap * percent / 100
    }

    /// Whether the next row may stand on another page.
    fn may_break(&self) -> bool {
        !self.keep
    }
}

impl Pages {
    /// Divides rows into pages.
    pub fn of(rows: &[Row], sheet: &Sheet) -> Self {
        let room = sheet.room();
        let least = LEAST_LINES * sheet.body.leading();
        let leaves = fill(rows, room, 100);
        let gaps = 100;
        let is_short = |leaf: &Leaf| height(rows, leaf) < least;
        if leaves.len() < 2 || !leaves.last().is_some_and(is_short) {
            return Self { leaves, gaps };
        }
        for (gaps, more) in TIGHTER {
            let tighter = fill(rows, room + more, gaps);
            if tighter.len() < leaves.len() {
                let leaves = tighter;
                return Self { leaves, gaps };
            }
        }
        let leaves = bring_over(rows, leaves, least);
        Self { leaves, gaps }
    }
}

fn fill(rows: &[Row], room: Length, gaps: Length) -> Vec<Leaf> {
    let mut leaves = Vec::with_capacity(4);
    let mut start = 0;
    while start < rows.len() {
        let header = rows[start].header;
        let mut used = header.map_or(0, |header| rows[header].height) + rows[start].height;
        let mut end = start + 1;
        while let Some(row) = rows.get(end) {
            used += row.gap_at(gaps) + row.height;
            if used > room {
                break;
            }
            end += 1;
        }
        if end < rows.len() {
            // Rows that belong together and fill more than a page are divided anyway.
            end = (start + 1..=end)
                .rev()
                .find(|&end| rows[end - 1].may_break())
                .unwrap_or(end);
        }
        leaves.push(Leaf {
            rows: start..end,
            header,
        });
        start = end;
    }
    leaves
}

/// Moves rows from the page before the last to the last one until that holds
/// `least`, if there is a place to break.
fn bring_over(rows: &[Row], mut leaves: Vec<Leaf>, least: Length) -> Vec<Leaf> {
    let [.., before, last] = &mut leaves[..] else {
        return leaves;
    };
    let end = last.rows.end;
    let starting = |start: usize| Leaf {
        rows: start..end,
        header: rows[start].header,
    };
    let enough = (before.rows.start + 1..last.rows.start)
        .rev()
        .filter(|&start| rows[start - 1].may_break())
        .map(starting)
        .find(|leaf| height(rows, leaf) >= least);
    if let Some(leaf) = enough {
        before.rows.end = leaf.rows.start;
        *last = leaf;
    }
    leaves
}

/// The rows of a page alone, without the spaces between them.
fn height(rows: &[Row], leaf: &Leaf) -> Length {
    let header = leaf.header.map_or(0, |header| rows[header].height);
    let rows = rows[leaf.rows.clone()].iter();
    header + rows.map(|row| row.height).sum::<Length>()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Look;

    const LINE: Length = 10 * POINT;

    fn sheet() -> Sheet {
        Sheet::of(&Look::ALL[0])
    }

    fn rows(number: usize, gap: Length) -> Vec<Row> {
        let row = Row {
            gap,
            height: LINE,
            ..Row::default()
        };
        vec![row; number]
    }

    fn ends(pages: &Pages) -> Vec<usize> {
        pages.leaves.iter().map(|leaf| leaf.rows.end).collect()
    }

    /// 684 points of room on a page of the first look: 68 lines.
    #[test]
    fn a_page_ends_where_it_may() {
        let mut rows = rows(100, 0);
        assert_eq!(ends(&Pages::of(&rows, &sheet())), [68, 100]);
        rows[66].keep = true;
        rows[67].keep = true;
        assert_eq!(ends(&Pages::of(&rows, &sheet())), [66, 100]);
    }

    #[test]
    fn what_can_not_be_kept_together_is_divided() {
        let mut rows = rows(100, 0);
        rows.iter_mut().for_each(|row| row.keep = true);
        assert_eq!(ends(&Pages::of(&rows, &sheet())), [68, 100]);
    }

    #[test]
    fn a_few_lines_too_many_are_squeezed_in() {
        let rows = rows(58, 2 * POINT);
        let pages = Pages::of(&rows, &sheet());
        assert_eq!((ends(&pages), pages.gaps), (vec![58], 85));
    }

    #[test]
    fn a_lonely_line_gets_company() {
        let rows = rows(70, 0);
        assert_eq!(ends(&Pages::of(&rows, &sheet())), [59, 70]);
    }

    /// Three lines over 90 points of a page are a leftover all the same.
    #[test]
    fn spaces_are_no_company() {
        let mut rows = rows(71, 0);
        rows[69].gap = 60 * POINT;
        let pages = Pages::of(&rows, &sheet());
        assert_eq!(ends(&pages), [60, 71]);
    }

    #[test]
    fn a_table_goes_on_below_its_header() {
        let mut rows = rows(120, 0);
        rows[20..].iter_mut().for_each(|row| row.header = Some(19));
        let pages = Pages::of(&rows, &sheet());
        assert_eq!(pages.leaves[0].header, None);
        assert_eq!(pages.leaves[1].header, Some(19));
        assert_eq!(ends(&pages), [68, 120]);
    }

    #[test]
    fn no_rows_no_pages() {
        assert!(fill(&[], 100, 100).is_empty());
    }
}
