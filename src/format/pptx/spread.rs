//! How a section spreads over slides: as large as it fits on one, or on as few
//! as it takes, evenly filled.

use super::fit::SUBTITLES;
use super::flow::{Flow, GAP, Scale, Shape};
use super::frame::{BODY, Frame, SUBTITLE};
use super::outline::{Item, Section, Setting};
use crate::document::Text;

const fn scale(text: u32, table: u32) -> Scale {
    Scale { text, table }
}

/// From the largest to the smallest.
const SCALES: [Scale; 4] = [
    scale(2400, 1800),
    scale(2000, 1600),
    scale(1800, 1400),
    scale(1600, 1200),
];
/// Those that are large enough to set text beside fields.
const LARGE: &[Scale] = SCALES.split_at(3).0;

/// One slide.
pub(super) struct Slide<'a> {
    /// Its title.
    pub(super) title: &'a Text,
    /// Whether it continues the slide before it.
    pub(super) continued: bool,
    /// Whether it is a title slide.
    pub(super) opening: bool,
    /// What stands below the title, from top to bottom.
    pub(super) shapes: Vec<Shape<'a>>,
    /// What the speaker says.
    pub(super) notes: Vec<&'a Text>,
}

/// Appends the slides that a section takes.
pub(super) fn spread<'a>(section: &'a Section<'a>, slides: &mut Vec<Slide<'a>>) {
    let mut items = section.items.as_slice();
    if section.opening {
        let (slide, taken) = opening(section);
        slides.push(slide);
        items = &items[taken..];
        if items.is_empty() {
            return;
        }
    }
    let first = slides.len();
    match on_one(items) {
        Some((shapes, notes)) => slides.push(content(section, shapes, notes)),
        None => {
            let flow = on_several(items);
            for page in flow.even_pages(BODY.height) {
                let (shapes, notes) = flow.set(page, BODY);
                slides.push(content(section, shapes, notes));
            }
        }
    }
    for slide in slides.iter_mut().skip(first + 1) {
        slide.continued = true;
    }
}

fn content<'a>(
    section: &'a Section<'a>,
    shapes: Vec<Shape<'a>>,
    notes: Vec<&'a Text>,
) -> Slide<'a> {
    Slide {
        title: section.title,
        continued: false,
        opening: false,
        shapes,
        notes,
    }
}

/// A title slide takes the paragraphs below its title, as many as it has room
/// for, and the notes among them.
fn opening<'a>(section: &'a Section<'a>) -> (Slide<'a>, usize) {
    let fit = |item: &Item<'_>| match item {
        Item::Line(line) => line.setting == Setting::Plain,
        Item::Grid(_) => false,
        Item::Note(_) => true,
    };
    let paragraphs = section.items.iter().take_while(|item| fit(item)).count();
    let mut taken = paragraphs;
    let set = |taken: usize, size| {
        let scale = scale(size, size);
        let flow = Flow::new(&section.items[..taken], scale, SUBTITLE.width);
        let fits = flow.pages(SUBTITLE.height).len() == 1;
        (fits || taken == 0).then_some(flow)
    };
    let flow = SUBTITLES
        .iter()
        .find_map(|&size| set(taken, size))
        .unwrap_or_else(|| {
            loop {
                taken -= 1;
                if let Some(flow) = set(taken, SUBTITLES[SUBTITLES.len() - 1]) {
                    return flow;
                }
            }
        });
    let (shapes, mut notes) = flow.set(0..taken, SUBTITLE);
    // Notes alone don't make a slide.
    if let Some(rest) = only_notes(&section.items[taken..]) {
        notes.extend(rest);
        taken = section.items.len();
    }
    let slide = Slide {
        opening: true,
        ..content(section, shapes, notes)
    };
    (slide, taken)
}

fn only_notes<'a>(items: &'a [Item<'a>]) -> Option<Vec<&'a Text>> {
    items
        .iter()
        .map(|item| match item {
            Item::Note(text) => Some(*text),
            _ => None,
        })
        .collect()
}

type Filled<'a> = (Vec<Shape<'a>>, Vec<&'a Text>);

/// Everything on one slide, as large as can be; `None` if there is too much.
fn on_one<'a>(items: &'a [Item<'a>]) -> Option<Filled<'a>> {
    if let Some(filled) = LARGE.iter().find_map(|scale| beside(items, *scale)) {
        return Some(filled);
    }
    let [largest, between @ .., smallest] = &SCALES;
    if let Some(filled) = alone(items, *largest, BODY) {
        return Some(filled);
    }
    // What the smallest can't hold none of those between them can.
    let filled = alone(items, *smallest, BODY)?;
    let larger = between.iter().find_map(|scale| alone(items, *scale, BODY));
    larger.or(Some(filled))
}

fn alone<'a>(items: &'a [Item<'a>], scale: Scale, frame: Frame) -> Option<Filled<'a>> {
    let flow = Flow::new(items, scale, frame.width);
    match flow.pages(frame.height).as_slice() {
        [page] => Some(flow.set(page.clone(), frame)),
        _ => None,
    }
}

/// Fields and text side by side, if the section is of these two and the fields
/// are narrow.
fn beside<'a>(items: &'a [Item<'a>], scale: Scale) -> Option<Filled<'a>> {
    let (first, [last]) = items.split_at(items.len().checked_sub(1)?) else {
        return None;
    };
    let is_fields = |item: &Item<'_>| matches!(item, Item::Grid(grid) if grid.is_fields());
    let text_only = |items: &[Item<'_>]| {
        items.iter().any(|item| matches!(item, Item::Line(_)))
            && !items.iter().any(|item| matches!(item, Item::Grid(_)))
    };
    let (fields, text, fields_first) = match items {
        [fields, text @ ..] if is_fields(fields) && text_only(text) => (fields, text, true),
        _ if is_fields(last) && text_only(first) => (last, first, false),
        _ => return None,
    };
    let Item::Grid(grid) = fields else {
        return None;
    };
    let natural = grid.natural_width(scale.table);
    if grid.rows() < 3 || natural > BODY.width * 45 / 100 {
        return None;
    }
    let width = natural.max(BODY.width * 38 / 100);
    let rest = BODY.width - width - GAP;
    let (fields_x, text_x) = match fields_first {
        true => (BODY.x, BODY.x + width + GAP),
        false => (BODY.x + rest + GAP, BODY.x),
    };
    let column = |x, width| Frame { x, width, ..BODY };
    let fields = alone(std::slice::from_ref(fields), scale, column(fields_x, width))?;
    let text = alone(text, scale, column(text_x, rest))?;
    let (one, other) = if fields_first {
        (fields, text)
    } else {
        (text, fields)
    };
    Some(join(one, other))
}

fn join<'a>(mut one: Filled<'a>, other: Filled<'a>) -> Filled<'a> {
    one.0.extend(other.0);
    one.1.extend(other.1);
    one
}

/// As few slides as the smallest scale takes, at the largest that takes no more.
fn on_several<'a>(items: &'a [Item<'a>]) -> Flow<'a> {
    let mut flows = SCALES
        .iter()
        .rev()
        .map(|scale| Flow::new(items, *scale, BODY.width))
        .map(|flow| (flow.pages(BODY.height).len(), flow));
    let (fewest, mut best) = flows.next().expect("there are scales");
    for (pages, flow) in flows {
        if pages > fewest {
            break;
        }
        best = flow;
    }
    best
}

#[cfg(test)]
mod tests;
