//! What a document says, slide title by slide title.

use super::grid::Grid;
use super::measure::{Extent, Face, mostly_bold};
use crate::document::{Block, Document, Look, Text};

/// What stands under one heading, on as many slides as it takes.
pub(super) struct Section<'a> {
    /// What its slides are titled.
    pub(super) title: &'a Text,
    /// Whether it opens the deck or a part of it, on a title slide.
    pub(super) opening: bool,
    /// What it holds, in order.
    pub(super) items: Vec<Item<'a>>,
}

/// A piece of a section.
pub(super) enum Item<'a> {
    /// A paragraph or a point of a list.
    Line(Line<'a>),
    /// A table.
    Grid(Grid<'a>),
    /// A paragraph that is for the speaker only.
    Note(&'a Text),
}

/// A paragraph or a point of a list.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    /// What it says.
    pub(super) text: &'a Text,
    /// How it is set.
    pub(super) setting: Setting,
    /// Whether more of the same list follows, so that it is kept with it.
    pub(super) place: Place,
    /// The widths by which it is measured.
    pub(super) face: &'static Face,
    /// Its extent by those.
    pub(super) extent: Extent,
}

/// How a line is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Setting {
    /// As a paragraph.
    Plain,
    /// As a point with a bullet.
    Bullet,
    /// As a point with a number.
    Number(u32),
    /// As a heading within a slide.
    Subheading,
    /// As a line of a signature, in smaller letters.
    Signature {
        /// Whether it is the first, which stands apart from what is above it.
        first: bool,
    },
}

/// Where a line stands among the lines it belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It can stand apart from the next.
    Free,
    /// It must not be parted from the next: a heading, the first and the last
    /// but one of a list, a signature's lines.
    WithNext,
}

/// Takes a document apart at its headings.
pub(super) fn sections(document: &Document) -> Vec<Section<'_>> {
    let mut outline = Outline {
        document,
        sections: Vec::with_capacity(12),
    };
    for block in &document.blocks {
        outline.block(block);
    }
    if outline.sections.is_empty() {
        outline.open(outline.untitled(), true);
    }
    outline.sections
}

struct Outline<'a> {
    document: &'a Document,
    sections: Vec<Section<'a>>,
}

impl<'a> Outline<'a> {
    fn block(&mut self, block: &'a Block) {
        match block {
            Block::Heading { level: 1, text } => self.open(text, true),
            Block::Heading { level: 2, text } => self.open(text, false),
            Block::Heading { text, .. } => self.line(text, Setting::Subheading, Place::WithNext),
            Block::Paragraph(text) => self.line(text, Setting::Plain, Place::Free),
            Block::List { ordered, items } => {
                for (index, text) in items.iter().enumerate() {
                    let setting = match ordered {
                        true => Setting::Number(index as u32 + 1),
                        false => Setting::Bullet,
                    };
                    self.line(text, setting, Place::in_run(index, items.len()));
                }
            }
            Block::Fields(fields) if fields.is_empty() => {}
            Block::Fields(fields) => {
                let grid = Grid::fields(fields, self.look());
                self.push(Item::Grid(grid));
            }
            Block::Table(table) if table.header.is_empty() && table.rows.is_empty() => {}
            Block::Table(table) => {
                let grid = Grid::table(table, self.look());
                self.push(Item::Grid(grid));
            }
            Block::Quote(paragraphs) => {
                for text in paragraphs.iter().filter(|text| !text.is_empty()) {
                    self.push(Item::Note(text));
                }
            }
            Block::Signature(lines) => {
                for (index, text) in lines.iter().enumerate() {
                    let place = match index + 1 < lines.len() {
                        true => Place::WithNext,
                        false => Place::Free,
                    };
                    let first = index == 0;
                    self.line(text, Setting::Signature { first }, place);
                }
            }
            Block::Rule => {}
        }
    }

    fn look(&self) -> &'static Look {
        self.document.look
    }

    fn open(&mut self, title: &'a Text, opening: bool) {
        self.sections.push(Section {
            title,
            opening,
            items: Vec::with_capacity(8),
        });
    }

    fn line(&mut self, text: &'a Text, setting: Setting, place: Place) {
        if text.is_empty() {
            return;
        }
        let bold = setting == Setting::Subheading || mostly_bold(text);
        let face = Face::of(self.look().body, bold);
        self.push(Item::Line(Line {
            text,
            setting,
            place,
            face,
            extent: face.extent(text.as_str()),
        }));
    }

    fn push(&mut self, item: Item<'a>) {
        if self.sections.is_empty() {
            self.open(self.untitled(), false);
        }
        if let Some(section) = self.sections.last_mut() {
            section.items.push(item);
        }
    }

    /// What a slide is titled that stands before any heading.
    fn untitled(&self) -> &'a Text {
        match self.document.head.title.is_empty() {
            true => &self.document.letterhead.name,
            false => &self.document.head.title,
        }
    }
}

impl Place {
    /// Of one of several that belong together: neither the first nor the last
    /// of them is left alone on a slide.
    pub(super) fn in_run(index: usize, count: usize) -> Self {
        match index + 1 < count && (index == 0 || index + 2 == count) {
            true => Self::WithNext,
            false => Self::Free,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::pptx::sample;

    #[test]
    fn headings_open_sections_and_the_rest_falls_under_them() {
        let deck = sample::deck(&Look::ALL[0]);
        let outline: Vec<(&str, bool, usize)> = sections(&deck)
            .iter()
            .map(|section| (section.title.as_str(), section.opening, section.items.len()))
            .collect();
        assert_eq!(outline[0], ("Morbidity & Mortality Conference", true, 2));
        assert_eq!(outline[1].0, "Patient");
    }

    #[test]
    fn what_stands_before_any_heading_has_the_document_s_title() {
        let mut deck = sample::deck(&Look::ALL[0]);
        deck.blocks = vec![Block::Paragraph(Text::from("Loose words."))];
        deck.head.title = Text::from("Title");
        let outline = sections(&deck);
        assert_eq!(outline.len(), 1);
        assert_eq!(
            (outline[0].title.as_str(), outline[0].opening),
            ("Title", false)
        );
    }

    #[test]
    fn an_empty_document_is_a_title_slide() {
        let mut deck = sample::deck(&Look::ALL[0]);
        deck.blocks.clear();
        let outline = sections(&deck);
        assert!(outline.len() == 1 && outline[0].opening && outline[0].items.is_empty());
    }

    #[test]
    fn neither_end_of_a_run_is_left_alone() {
        let places = |count| -> Vec<bool> {
            (0..count)
                .map(|index| Place::in_run(index, count) == Place::WithNext)
                .collect()
        };
        assert_eq!(places(1), [false]);
        assert_eq!(places(2), [true, false]);
        assert_eq!(places(5), [true, false, false, true, false]);
    }
}
