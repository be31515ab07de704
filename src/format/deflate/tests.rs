use std::io::{Read as _, Write as _};

use proptest::prelude::*;

use super::*;

fn deflated(deflater: &mut Deflater, opening: &Opening, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    deflater.deflate(opening, content, &mut out);
    out
}

/// What a reader that we did not write makes of a stream. Nothing may follow it.
fn inflated(stream: &[u8]) -> Vec<u8> {
    let mut content = Vec::new();
    let mut reader = flate2::bufread::DeflateDecoder::new(stream);
    reader.read_to_end(&mut content).unwrap();
    assert_eq!(reader.total_in(), stream.len() as u64);
    content
}

fn whole(code: &'static Code) -> Opening {
    Opening::new(code, b"")
}

/// Content with much in it that stood before, near and far.
fn repetitive() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..40),
        "[a-z<>/ ]{0,30}".prop_map(String::into_bytes),
        (any::<u8>(), 0_usize..600).prop_map(|(byte, count)| vec![byte; count]),
    ];
    let pieces = proptest::collection::vec(piece, 1..8);
    (pieces, proptest::collection::vec(any::<u8>(), 0..120)).prop_map(|(pieces, order)| {
        let chosen = order
            .iter()
            .flat_map(|&at| &pieces[usize::from(at) % pieces.len()]);
        chosen.copied().collect()
    })
}

proptest! {
    #[test]
    fn every_content_comes_back(contents in proptest::collection::vec(repetitive(), 1..4), cut in any::<u16>()) {
        let mut deflater = Deflater::default();
        for content in &contents {
            for code in [&MARKUP, &OPERATORS] {
                let opening = Opening::new(code, &content[..usize::from(cut).min(content.len()).min(STRETCH)]);
                let stream = deflated(&mut deflater, &opening, content);
                prop_assert_eq!(&inflated(&stream), content);
                // What went before leaves no trace.
                prop_assert_eq!(&deflated(&mut Deflater::default(), &opening, content), &stream);
            }
        }
    }
}

#[test]
fn what_is_far_back_is_out_of_reach() {
    let noise: Vec<u8> = (0_u32..40_000)
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 19) as u8)
        .collect();
    for gap in [STRETCH - 9, STRETCH - 8, STRETCH - 7, STRETCH, 40_000] {
        let content = [b"far back".as_slice(), &noise[..gap], b"far back, far"].concat();
        let stream = deflated(&mut Deflater::default(), &whole(&MARKUP), &content);
        assert_eq!(inflated(&stream), content);
    }
}

#[test]
fn places_begin_anew_when_there_are_no_more() {
    let content = b"one and the same, one and the same, one and the same";
    let opening = Opening::new(&MARKUP, &content[..18]);
    let expected = deflated(&mut Deflater::default(), &opening, content);
    let mut deflater = Deflater {
        base: u32::from(u16::MAX) - content.len() as u32,
        ..Deflater::default()
    };
    for _ in 0..3 {
        assert_eq!(deflated(&mut deflater, &opening, content), expected);
    }
    assert_eq!(deflater.base, FIRST + 2 * content.len() as u32);
}

#[test]
fn markup_gets_as_small_as_a_fast_compressor_makes_it() {
    let row = |n: u32| {
        format!(
            "<w:tr><w:tc><w:p><w:r><w:t>Sodium {n}</w:t></w:r></w:p></w:tc>\
             <w:tc><w:p><w:r><w:t>{} mmol/L, as seen before</w:t></w:r></w:p></w:tc></w:tr>",
            n * 7_919 % 1_000
        )
    };
    let content: String = (0..60).map(row).collect();
    let ours = deflated(
        &mut Deflater::default(),
        &whole(&MARKUP),
        content.as_bytes(),
    );
    let mut theirs = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
    theirs.write_all(content.as_bytes()).unwrap();
    let theirs = theirs.finish().unwrap();
    // So many bytes it takes to say what the code is.
    let code = whole(&MARKUP).written.len();
    assert!(
        ours.len() - code <= theirs.len(),
        "{} against {}",
        ours.len(),
        theirs.len()
    );
}
