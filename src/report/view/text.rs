//! The text with everything that is labelled in it.

use std::fmt::Write as _;

use super::Entry;
use crate::report::html::escaped;

/// Writes it. Of what overlaps, the first is marked, and the others are only listed.
pub fn write(html: &mut String, text: &str, spans: &[Entry<'_>], decoys: &[Entry<'_>]) {
    let mut marked: Vec<(usize, usize, &Entry<'_>)> = spans
        .iter()
        .chain(decoys)
        .filter_map(|entry| entry.range.map(|(start, end)| (start, end, entry)))
        .collect();
    marked.sort_by_key(|(start, ..)| *start);
    html.push_str("<pre>");
    let mut points = Points::new(text);
    let mut at = 0;
    for (start, end, entry) in marked {
        if start < at {
            continue;
        }
        html.push_str(&escaped(points.take(start - at)));
        let _ = write!(
            html,
            "<mark id=\"{}\" class=\"{}\" title=\"{}\">{}</mark>",
            entry.id,
            entry.class,
            escaped(&entry.tip),
            escaped(points.take(end - start)),
        );
        at = end;
    }
    html.push_str(&escaped(points.rest()));
    html.push_str("</pre>\n");
}

/// A text that is taken piece by piece.
struct Points<'a>(&'a str);

impl<'a> Points<'a> {
    fn new(text: &'a str) -> Self {
        Self(text)
    }

    /// The next so many code points, or as many as there are.
    fn take(&mut self, count: usize) -> &'a str {
        let end = self.0.char_indices().nth(count);
        let (taken, rest) = self.0.split_at(end.map_or(self.0.len(), |(at, _)| at));
        self.0 = rest;
        taken
    }

    fn rest(self) -> &'a str {
        self.0
    }
}
