//! The emblems beside a facility's name, drawn on a grid of 1000 by 1000.

use std::fmt::Write as _;

use self::Step::{Curve, Line, Move};
use crate::document::Look;

/// A piece of a path; the numbers are coordinates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Begins a contour.
    Move(i32, i32),
    /// A straight line.
    Line(i32, i32),
    /// A Bézier curve: two control points and its end.
    Curve([i32; 6]),
}

/// An emblem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Emblem {
    /// A plus in a square with round corners.
    Cross,
    /// A plus in a shield.
    Shield,
    /// Two leaves on a stem.
    Leaves,
    /// A wave in a circle.
    Wave,
}

impl Emblem {
    /// The emblem of a look. Its name chooses, so a new look has one as well.
    pub fn of(look: &Look) -> Self {
        let sum: u32 = look.name.bytes().map(u32::from).sum();
        match sum % 4 {
            0 => Self::Cross,
            1 => Self::Shield,
            2 => Self::Leaves,
            _ => Self::Wave,
        }
    }

    /// What is filled in the emblem's colour.
    pub fn figure(self) -> &'static [Step] {
        match self {
            Self::Cross => &[
                Move(180, 0),
                Line(820, 0),
                Curve([920, 0, 1000, 80, 1000, 180]),
                Line(1000, 820),
                Curve([1000, 920, 920, 1000, 820, 1000]),
                Line(180, 1000),
                Curve([80, 1000, 0, 920, 0, 820]),
                Line(0, 180),
                Curve([0, 80, 80, 0, 180, 0]),
            ],
            Self::Shield => &[
                Move(500, 0),
                Curve([640, 90, 780, 130, 920, 130]),
                Line(920, 480),
                Curve([920, 740, 750, 910, 500, 1000]),
                Curve([250, 910, 80, 740, 80, 480]),
                Line(80, 130),
                Curve([220, 130, 360, 90, 500, 0]),
            ],
            Self::Leaves => &[
                Move(470, 1000),
                Line(470, 640),
                Curve([180, 640, 20, 430, 20, 60]),
                Curve([330, 60, 500, 250, 500, 520]),
                Curve([540, 330, 700, 210, 980, 210]),
                Curve([980, 540, 820, 720, 530, 720]),
                Line(530, 1000),
            ],
            Self::Wave => &[
                Move(500, 0),
                Curve([776, 0, 1000, 224, 1000, 500]),
                Curve([1000, 776, 776, 1000, 500, 1000]),
                Curve([224, 1000, 0, 776, 0, 500]),
                Curve([0, 224, 224, 0, 500, 0]),
            ],
        }
    }

    /// What is cut out of it.
    pub fn cut(self) -> &'static [Step] {
        match self {
            Self::Cross => &[
                Move(400, 180),
                Line(600, 180),
                Line(600, 400),
                Line(820, 400),
                Line(820, 600),
                Line(600, 600),
                Line(600, 820),
                Line(400, 820),
                Line(400, 600),
                Line(180, 600),
                Line(180, 400),
                Line(400, 400),
            ],
            Self::Shield => &[
                Move(430, 260),
                Line(570, 260),
                Line(570, 430),
                Line(740, 430),
                Line(740, 570),
                Line(570, 570),
                Line(570, 740),
                Line(430, 740),
                Line(430, 570),
                Line(260, 570),
                Line(260, 430),
                Line(430, 430),
            ],
            Self::Leaves => &[
                Move(150, 190),
                Curve([300, 280, 400, 400, 470, 560]),
                Curve([370, 430, 260, 310, 150, 190]),
                Move(860, 320),
                Curve([740, 400, 630, 500, 545, 640]),
                Curve([620, 480, 730, 380, 860, 320]),
            ],
            Self::Wave => &[
                Move(110, 520),
                Curve([260, 350, 370, 350, 500, 470]),
                Curve([630, 590, 740, 590, 890, 420]),
                Line(890, 560),
                Curve([740, 730, 630, 730, 500, 610]),
                Curve([370, 490, 260, 490, 110, 660]),
            ],
        }
    }

    /// The same as the geometry of a shape (DrawingML, `a:custGeom`), with room
    /// at its right to be so many thousandths of its side wide. What is cut out
    /// is a contour within the figure, which such a path leaves empty.
    pub fn geometry(self, width: u32) -> String {
        let mut xml = format!(
            concat!(
                "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>",
                r#"<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{}" h="1000">"#,
            ),
            width
        );
        let contours = self.figure().iter().chain(self.cut());
        let mut is_open = false;
        for step in contours {
            // Writing to a string can't fail.
            let _ = match *step {
                Move(x, y) => {
                    if std::mem::replace(&mut is_open, true) {
                        xml.push_str("<a:close/>");
                    }
                    write!(xml, r#"<a:moveTo><a:pt x="{x}" y="{y}"/></a:moveTo>"#)
                }
                Line(x, y) => write!(xml, r#"<a:lnTo><a:pt x="{x}" y="{y}"/></a:lnTo>"#),
                Curve([ax, ay, bx, by, x, y]) => write!(
                    xml,
                    concat!(
                        r#"<a:cubicBezTo><a:pt x="{}" y="{}"/><a:pt x="{}" y="{}"/>"#,
                        r#"<a:pt x="{}" y="{}"/></a:cubicBezTo>"#,
                    ),
                    ax, ay, bx, by, x, y
                ),
            };
        }
        xml.push_str("<a:close/></a:path></a:pathLst></a:custGeom>");
        xml
    }
}
