//! How large the texts are set that have a fixed place: titles, the letterhead,
//! the footer. Each has a list of sizes, the first of which is the layout's own.

use super::frame::{self, FOOTER, Frame, INSET, INSET_ABOVE, OPENING_TITLE, TITLE};
use super::measure::{Face, limit, line_height};
use crate::document::{Letterhead, Look, Text};

/// Of a slide's title.
pub(super) const TITLES: [u32; 5] = [2800, 2400, 2000, 1600, 1200];
/// Of a title slide's title.
pub(super) const OPENING_TITLES: [u32; 6] = [4000, 3600, 3200, 2800, 2400, 1800];
/// Of what stands below the title of a title slide.
pub(super) const SUBTITLES: [u32; 3] = [2000, 1800, 1600];
/// Of the facility's name on it.
pub(super) const NAMES: [u32; 4] = [2000, 1800, 1600, 1400];
/// Of the department below the name.
pub(super) const DEPARTMENTS: [u32; 4] = [1400, 1300, 1200, 1000];
/// Of its address.
pub(super) const ADDRESSES: [u32; 4] = [1200, 1100, 1000, 900];
/// Of the footer.
pub(super) const FOOTERS: [u32; 3] = [1000, 900, 800];

/// The size of a slide's title, if not the layout's own.
pub(super) fn title(text: &Text, tail: &str, look: &Look) -> Option<u32> {
    let face = Face::of(look.heading, true);
    let room = face.extent(tail).line;
    largest(&TITLES, |size| {
        let width = limit(TITLE.width - 2 * INSET, size);
        lines(text, face, width.saturating_sub(room)) * line_height(size) <= inner(TITLE)
    })
}

/// The size of a title slide's title.
pub(super) fn opening_title(text: &Text, look: &Look) -> Option<u32> {
    let face = Face::of(look.heading, true);
    largest(&OPENING_TITLES, |size| {
        height(text, face, OPENING_TITLE, size) <= inner(OPENING_TITLE)
    })
}

/// The sizes of the facility's name and of the department.
pub(super) fn name(letterhead: &Letterhead, look: &Look) -> (Option<u32>, Option<u32>) {
    let (frame, _) = frame::letterhead(look.letterhead);
    let (bold, regular) = (Face::of(look.heading, true), Face::of(look.body, false));
    let size = largest(&NAMES, |size| {
        let below = match letterhead.department.is_empty() {
            true => 0,
            false => height(&letterhead.department, regular, frame, department(size)),
        };
        height(&letterhead.name, bold, frame, size) + below <= inner(frame)
    });
    (size, size.map(department))
}

fn department(name: u32) -> u32 {
    let step = NAMES.iter().position(|&size| size == name);
    DEPARTMENTS[step.unwrap_or_default()]
}

/// The size of the address.
pub(super) fn address(lines: &[Text], look: &Look) -> Option<u32> {
    let (_, frame) = frame::letterhead(look.letterhead);
    let face = Face::of(look.body, false);
    largest(&ADDRESSES, |size| {
        let lines = lines.iter().map(|line| height(line, face, frame, size));
        lines.sum::<i64>() <= inner(frame)
    })
}

/// The size of the footer.
pub(super) fn footer(text: &Text, look: &Look) -> Option<u32> {
    let face = Face::of(look.body, false);
    largest(&FOOTERS, |size| {
        height(text, face, FOOTER, size) <= FOOTER.height
    })
}

fn largest(sizes: &[u32], fits: impl Fn(u32) -> bool) -> Option<u32> {
    let at = sizes.iter().position(|&size| fits(size));
    match at.unwrap_or(sizes.len() - 1) {
        0 => None,
        at => Some(sizes[at]),
    }
}

fn height(text: &Text, face: &Face, frame: Frame, size: u32) -> i64 {
    lines(text, face, limit(frame.width - 2 * INSET, size)) * line_height(size)
}

fn lines(text: &Text, face: &Face, limit: u32) -> i64 {
    i64::from(face.wrap(text.as_str(), 0..text.len(), limit, |_| ()))
}

fn inner(frame: Frame) -> i64 {
    frame.height - 2 * INSET_ABOVE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_title_is_set_smaller() {
        let look = &Look::ALL[0];
        let size = |text: &str| title(&Text::from(text), "", look);
        assert_eq!(size("Assessment and plan"), None);
        let sizes: Vec<u32> = (1..40)
            .map(|n| size(&"assessment ".repeat(n)).unwrap_or(TITLES[0]))
            .collect();
        assert!(sizes.is_sorted_by(|a, b| a >= b), "{sizes:?}");
        assert_eq!(sizes.last(), TITLES.last());
    }
}
