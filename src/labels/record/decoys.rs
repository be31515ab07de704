//! A record's decoys: what looks like an identifier and is none.

use super::{Truth, comma};
use crate::fact::{Label, Mark};
use crate::labels::json::Json;
use crate::labels::points::CodePoints;

/// The look-alikes that a template planted and the namesakes, in text order.
pub(super) fn decoys(json: &mut Json<'_>, truth: &Truth<'_>, points: &mut CodePoints) {
    let planted = truth.transcript.placed.iter().filter_map(|placed| {
        let range = placed.range.clone()?;
        match truth.document.marks.get(placed.mark)? {
            Mark::Decoy(decoy) => Some((range, decoy.looks_like, decoy.why.as_str())),
            Mark::Fact(_) => None,
        }
    });
    let namesakes = truth.namesakes.iter().map(|namesake| {
        (
            namesake.range.clone(),
            Label::Person,
            "a word that is also one of the patient's names",
        )
    });
    let mut all: Vec<_> = planted.chain(namesakes).collect();
    all.sort_by_key(|(range, ..)| range.start);
    for (index, (range, looks_like, why)) in all.into_iter().enumerate() {
        comma(index, json);
        json.raw(b"{\"start\":");
        json.number(points.at(range.start));
        json.raw(b",\"end\":");
        json.number(points.at(range.end));
        json.raw(b",\"text\":\"");
        json.text_within(&truth.transcript.text, range);
        json.raw(b"\",\"looks_like\":\"");
        json.name(looks_like.name());
        json.raw(b"\",\"why\":\"");
        json.text(why);
        json.raw(b"\"}");
    }
}
