//! Where things stand on a slide, in EMU: 914,400 to the inch, 12,700 to the point.

use crate::document::LetterheadStyle;

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// From the left edge.
    pub(super) x: i64,
    /// From the top edge.
    pub(super) y: i64,
    /// To the right.
    pub(super) width: i64,
    /// Downwards.
    pub(super) height: i64,
}

const fn frame(x: i64, y: i64, width: i64, height: i64) -> Frame {
    Frame {
        x,
        y,
        width,
        height,
    }
}

/// The margin at the left and right of the slide.
pub(super) const MARGIN: i64 = 457_200;
/// The room left at the left and right of a text within its shape.
pub(super) const INSET: i64 = 91_440;
/// The room left above and below it.
pub(super) const INSET_ABOVE: i64 = 45_720;

/// The slide: 13.33 by 7.5 inches, 16:9.
pub(super) const SLIDE: Frame = frame(0, 0, 12_192_000, 6_858_000);
/// The same in points.
pub(super) const SLIDE_POINTS: (u32, u32) = (960, 540);
/// A slide's title.
pub(super) const TITLE: Frame = frame(MARGIN, 228_600, 11_277_600, 914_400);
/// What stands below it.
pub(super) const BODY: Frame = frame(MARGIN, 1_325_880, 11_277_600, 4_892_040);
/// The line at the foot.
pub(super) const FOOTER: Frame = frame(MARGIN, 6_356_350, 10_058_400, 365_125);
/// The slide's number beside it.
pub(super) const NUMBER: Frame = frame(10_744_200, 6_356_350, 990_600, 365_125);

/// The title of a title slide.
pub(super) const OPENING_TITLE: Frame = frame(731_520, 1_965_960, 10_728_960, 1_645_920);
/// What stands below it.
pub(super) const SUBTITLE: Frame = frame(731_520, 3_840_480, 10_728_960, 2_331_720);

/// The band behind the letterhead and title of a title slide.
pub(super) const BAND: Frame = frame(0, 0, 12_192_000, 3_749_040);
/// Where a title slide has the emblem: in the margin beside the facility's
/// name, or above one that stands in the middle.
pub(super) fn emblem(style: LetterheadStyle) -> Frame {
    const SIDE: i64 = 374_904;
    const LEFT: i64 = 320_040;
    match style {
        LetterheadStyle::Left => frame(LEFT, 457_200, SIDE, SIDE),
        LetterheadStyle::Centered => frame((SLIDE.width - SIDE) / 2, 64_008, SIDE, SIDE),
        LetterheadStyle::Split | LetterheadStyle::Band => frame(LEFT, 868_680, SIDE, SIDE),
    }
}

/// The line under a letterhead.
pub(super) const LETTERHEAD_RULE: Frame = frame(731_520, 1_874_520, 10_728_960, 0);
/// The line under a slide's title, or the foot of the bar behind it.
pub(super) const TITLE_RULE: Frame = frame(MARGIN, 1_165_860, 11_277_600, 0);

/// Where a title slide names the facility and where it gives its address.
pub(super) fn letterhead(style: LetterheadStyle) -> (Frame, Frame) {
    match style {
        LetterheadStyle::Left | LetterheadStyle::Centered => (
            frame(731_520, 411_480, 10_728_960, 731_520),
            frame(731_520, 1_143_000, 10_728_960, 685_800),
        ),
        LetterheadStyle::Split | LetterheadStyle::Band => (
            frame(731_520, 411_480, 6_400_800, 1_280_160),
            frame(7_315_200, 411_480, 4_145_280, 1_280_160),
        ),
    }
}
