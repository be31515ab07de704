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
    let side_by_side = LARGE.iter().find_map(|scale| beside(items, *scale));
    side_by_side.or_else(|| {
        let mut scales = SCALES.iter();
        scales.find_map(|scale| alone(items, *scale, BODY))
    })
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
mod tests {
    use std::collections::BTreeMap;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::super::flow::Content;
    use super::super::outline::sections;
    use super::super::sample;
    use super::*;
    use crate::document::{Block, Document, Field, Look, Table};

    fn text(words: impl Strategy<Value = String>) -> impl Strategy<Value = Text> {
        words.prop_map(|words| Text::from(words.as_str()))
    }

    fn block() -> impl Strategy<Value = Block> {
        let words = || text("[a-z,]{1,14}( [A-Z]?[a-zé]{1,12}){0,300}");
        let few = || text("[A-Za-z]{1,12}( [a-z]{1,9}){0,9}");
        let table = (1..7_usize, 0..9_usize).prop_flat_map(move |(columns, rows)| {
            (vec(few(), columns), vec(vec(words(), columns), rows))
        });
        let field = (few(), words()).prop_map(|(name, value)| Field { name, value });
        prop_oneof![
            4 => (1..4_u8, few()).prop_map(|(level, text)| Block::Heading { level, text }),
            3 => words().prop_map(Block::Paragraph),
            2 => (any::<bool>(), vec(few(), 1..40))
                .prop_map(|(ordered, items)| Block::List { ordered, items }),
            2 => vec(field, 1..20).prop_map(Block::Fields),
            2 => table.prop_map(|(header, rows)| Block::Table(Table {
                right: vec![true; header.len()],
                header,
                rows,
            })),
            1 => vec(words(), 1..3).prop_map(Block::Quote),
            1 => vec(few(), 1..4).prop_map(Block::Signature),
        ]
    }

    fn document(blocks: Vec<Block>, look: &'static Look) -> Document {
        Document {
            blocks,
            ..sample::deck(look)
        }
    }

    /// The words of the blocks and those of the slides, counted.
    type Count = BTreeMap<String, i32>;

    fn count(count: &mut Count, text: &str, by: i32) {
        for word in text.split_whitespace() {
            *count.entry(word.to_owned()).or_default() += by;
        }
    }

    fn said(blocks: &[Block], words: &mut Count) {
        let mut say = |text: &Text| count(words, text.as_str(), 1);
        for block in blocks {
            match block {
                Block::Heading { text, .. } | Block::Paragraph(text) => say(text),
                Block::List { items, .. } => items.iter().for_each(&mut say),
                Block::Fields(fields) => {
                    let texts = fields.iter().flat_map(|field| [&field.name, &field.value]);
                    texts.for_each(&mut say);
                }
                Block::Table(table) => {
                    table.header.iter().for_each(&mut say);
                    table.rows.iter().flatten().for_each(&mut say);
                }
                Block::Quote(texts) | Block::Signature(texts) => texts.iter().for_each(&mut say),
                Block::Rule => {}
            }
        }
    }

    fn shown(slides: &[Slide<'_>], words: &mut Count) {
        let mut show = |text: &str| count(words, text, -1);
        for slide in slides {
            show(slide.title.as_str());
            slide.notes.iter().for_each(|note| show(note.as_str()));
            for shape in &slide.shapes {
                match &shape.content {
                    Content::Lines(lines) => {
                        for clip in lines {
                            show(&clip.line.text.as_str()[clip.stretch.clone()]);
                        }
                    }
                    Content::Table {
                        grid,
                        columns,
                        rows,
                    } => {
                        for (row, column) in rows
                            .iter()
                            .flat_map(|row| (0..columns.len()).map(move |column| (row, column)))
                        {
                            if let Some(text) = grid.cell(row.index, column) {
                                show(&text.as_str()[row.stretch(column, text)]);
                            }
                        }
                    }
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn nothing_runs_off_a_slide_and_nothing_is_lost(
            look in 0..Look::ALL.len(),
            blocks in vec(block(), 1..12),
        ) {
            let document = document(blocks, &Look::ALL[look]);
            let sections = sections(&document);
            let mut slides = Vec::new();
            for section in &sections {
                spread(section, &mut slides);
            }
            for slide in &slides {
                let room = if slide.opening { SUBTITLE } else { BODY };
                for Shape { frame, .. } in &slide.shapes {
                    prop_assert!(frame.x >= room.x && frame.y >= room.y);
                    prop_assert!(frame.x + frame.width <= room.x + room.width);
                    prop_assert!(frame.y + frame.height <= room.y + room.height);
                }
            }
            // Titles and headers of tables are repeated, nothing else is left over.
            let mut words = Count::new();
            said(&document.blocks, &mut words);
            shown(&slides, &mut words);
            prop_assert!(words.values().all(|count| *count <= 0), "{words:?}");
        }
    }

    fn slides_of(blocks: Vec<Block>, check: impl FnOnce(&[Slide<'_>])) {
        let document = document(blocks, &Look::ALL[0]);
        let sections = sections(&document);
        let mut slides = Vec::new();
        for section in &sections {
            spread(section, &mut slides);
        }
        check(&slides);
    }

    fn points(slide: &Slide<'_>) -> usize {
        let lines = |shape: &Shape<'_>| match &shape.content {
            Content::Lines(lines) => lines.len(),
            Content::Table { .. } => 0,
        };
        slide.shapes.iter().map(lines).sum()
    }

    #[test]
    fn a_long_list_is_shared_out_evenly() {
        for count in 1..80 {
            let items = vec![Text::from("Point of the list"); count];
            let list = Block::List {
                ordered: false,
                items,
            };
            slides_of(vec![list], |slides| {
                let counts: Vec<usize> = slides.iter().map(points).collect();
                assert_eq!(counts.iter().sum::<usize>(), count);
                assert!(
                    counts.len() == 1 || counts.iter().all(|count| *count > 2),
                    "{counts:?}"
                );
                assert!(slides.iter().skip(1).all(|slide| slide.continued));
            });
        }
    }

    #[test]
    fn a_title_slide_takes_the_paragraphs_it_has_room_for() {
        let heading = |level| Block::Heading {
            level,
            text: Text::from("Rounds"),
        };
        let paragraph = || Block::Paragraph(Text::from("Words. ".repeat(60).trim_end()));
        let mut blocks = vec![heading(1)];
        blocks.extend(std::iter::repeat_with(paragraph).take(5));
        slides_of(blocks, |slides| {
            assert!(slides.len() == 2 && slides[0].opening && !slides[1].continued);
            assert!(points(&slides[0]) > 0 && points(&slides[1]) > 0);
            assert_eq!(points(&slides[0]) + points(&slides[1]), 5);
        });
    }

    #[test]
    fn fields_stand_beside_text_and_wide_tables_below_it() {
        let field = || Field {
            name: Text::from("Name"),
            value: Text::from("Value"),
        };
        let fields = || Block::Fields(vec![field(), field(), field()]);
        let paragraph = || Block::Paragraph(Text::from("Text beside the fields."));
        slides_of(vec![fields(), paragraph()], |slides| {
            let [fields, text] = slides[0].shapes.as_slice() else {
                unreachable!()
            };
            assert_eq!(fields.frame.y, text.frame.y);
            assert!(fields.frame.x + fields.frame.width < text.frame.x);
        });
        slides_of(vec![paragraph(), fields(), paragraph()], |slides| {
            let frames: Vec<Frame> = slides[0].shapes.iter().map(|shape| shape.frame).collect();
            assert!(
                frames
                    .windows(2)
                    .all(|two| two[0].y + two[0].height < two[1].y)
            );
        });
    }
}
