//! The first page's top: the facility's name, its emblem and its address.

use super::setting::WHITE;
use super::{Align, Area, Column, Layout, Length, POINT, Setting, Shape, wrap};
use crate::document::{Kind, Letterhead, LetterheadStyle, Rgb};
use crate::format::emblem::Emblem;

/// The side of the emblem.
const EMBLEM: Length = 34 * POINT;
/// The space between it and the name.
const SPACE: Length = 11 * POINT;

/// How the three kinds of lines of a letterhead are set.
struct Settings {
    name: Setting,
    department: Setting,
    address: Setting,
}

impl<'d> Layout<'d> {
    pub(super) fn letterhead(&mut self, letterhead: &'d Letterhead) {
        let look = self.sheet.look;
        let settings = self.letterhead_settings(look.letterhead == LetterheadStyle::Band);
        let height = match look.letterhead {
            LetterheadStyle::Left => {
                let height = self.stacked(letterhead, &settings);
                self.letterhead_rule(height)
            }
            LetterheadStyle::Centered => {
                let height = self.centered(letterhead, &settings);
                self.letterhead_rule(height)
            }
            LetterheadStyle::Split => {
                let height = self.split(letterhead, &settings, 0, look.accent, WHITE);
                self.letterhead_rule(height)
            }
            LetterheadStyle::Band => {
                let top = 20 * POINT - self.sheet.margin;
                let bottom = self.split(letterhead, &settings, top, WHITE, look.accent);
                self.band(bottom + 12 * POINT)
            }
        };
        self.close_row(0, height + 8 * POINT);
    }

    fn letterhead_settings(&self, on_accent: bool) -> Settings {
        let look = self.sheet.look;
        let name = self.sheet.heading(1).sized(-2);
        let department = Setting {
            typeface: look.heading,
            ..self.sheet.body
        };
        let address = self.sheet.small;
        if on_accent {
            Settings {
                name: name.colored(WHITE),
                department: department.colored(WHITE),
                address: address.colored(WHITE),
            }
        } else {
            Settings {
                name,
                department,
                address,
            }
        }
    }

    /// Name, department and address below each other beside the emblem.
    fn stacked(&mut self, letterhead: &'d Letterhead, settings: &Settings) -> Length {
        let look = self.sheet.look;
        let column = self.beside_emblem(self.sheet.width);
        let mut bottom = self.names(letterhead, settings, column, 0);
        for line in &letterhead.lines {
            bottom = self.set(line, &settings.address, column, bottom, Kind::FirstHeader);
        }
        self.emblem(self.sheet.margin, 2 * POINT, look.accent, WHITE);
        bottom.max(EMBLEM + 2 * POINT)
    }

    /// The same in the middle of the page.
    fn centered(&mut self, letterhead: &'d Letterhead, settings: &Settings) -> Length {
        let look = self.sheet.look;
        let middle = self.body_column().aligned(Align::Center);
        let name_width = wrap::extent(&letterhead.name, &settings.name).line;
        // The emblem stands left of a short name and above a long one.
        let both = EMBLEM + SPACE + name_width;
        let (emblem_x, name, top) = if both < middle.width {
            let x = middle.start(both);
            let column = Column::left(x + EMBLEM + SPACE, name_width);
            (x, column, (EMBLEM - settings.name.leading()) / 2)
        } else {
            (middle.start(EMBLEM), middle, EMBLEM + 4 * POINT)
        };
        self.emblem(emblem_x, 0, look.accent, WHITE);
        let mut bottom = self
            .set(
                &letterhead.name,
                &settings.name,
                name,
                top,
                Kind::FirstHeader,
            )
            .max(EMBLEM)
            + 2 * POINT;
        let below = [(&letterhead.department, &settings.department)];
        let address = letterhead
            .lines
            .iter()
            .map(|line| (line, &settings.address));
        for (line, setting) in below.into_iter().chain(address) {
            bottom = self.set(line, setting, middle, bottom, Kind::FirstHeader);
        }
        bottom
    }

    /// Name and department at the left, the address at the right.
    fn split(
        &mut self,
        letterhead: &'d Letterhead,
        settings: &Settings,
        top: Length,
        color: Rgb,
        ground: Rgb,
    ) -> Length {
        let right_width = letterhead
            .lines
            .iter()
            .map(|line| wrap::extent(line, &settings.address).line)
            .max()
            .unwrap_or(0)
            .min(self.sheet.width * 9 / 20);
        let left = self.beside_emblem(self.sheet.width - right_width - SPACE);
        let right = Column {
            x: self.sheet.margin + self.sheet.width - right_width,
            width: right_width,
            align: Align::Right,
        };
        let left_bottom = self.names(letterhead, settings, left, top);
        let mut bottom = top + 2 * POINT;
        for line in &letterhead.lines {
            bottom = self.set(line, &settings.address, right, bottom, Kind::FirstHeader);
        }
        self.emblem(self.sheet.margin, top + 2 * POINT, color, ground);
        bottom.max(left_bottom).max(top + EMBLEM + 2 * POINT)
    }

    fn names(
        &mut self,
        letterhead: &'d Letterhead,
        settings: &Settings,
        column: Column,
        top: Length,
    ) -> Length {
        let kind = Kind::FirstHeader;
        let bottom = self.set(&letterhead.name, &settings.name, column, top, kind);
        self.set(
            &letterhead.department,
            &settings.department,
            column,
            bottom,
            kind,
        )
    }

    fn beside_emblem(&self, width: Length) -> Column {
        let taken = EMBLEM + SPACE;
        Column::left(self.sheet.margin + taken, width - taken)
    }

    fn emblem(&mut self, x: Length, y: Length, color: Rgb, ground: Rgb) {
        self.shapes.push(Shape::Emblem {
            emblem: Emblem::of(self.sheet.look),
            x,
            y,
            size: EMBLEM,
            color,
            ground,
        });
    }

    /// The rule below a letterhead; gives the bottom.
    fn letterhead_rule(&mut self, height: Length) -> Length {
        let area = Area {
            height: 5 * POINT / 4,
            ..self.body_column().area(height + 6 * POINT, 0)
        };
        self.shapes.push(Shape::Fill(area, self.sheet.look.accent));
        area.y + area.height
    }

    /// The band behind a letterhead, from the page's top; gives the bottom.
    fn band(&mut self, bottom: Length) -> Length {
        let band = Area {
            x: 0,
            y: -self.sheet.margin,
            width: self.sheet.page_width,
            height: bottom + self.sheet.margin,
        };
        // It comes before the emblem, which lies on it.
        let first = self.closed.1;
        self.shapes
            .insert(first, Shape::Fill(band, self.sheet.look.accent));
        bottom
    }
}
