//! Sections of every kind, spread over slides.

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
