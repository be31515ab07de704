//! What must hold for whole files.

use super::sample::{Writer, document, random, with_blocks};
use super::*;
use crate::document::{Block, Look, PageNumbers, Style, Text};
use crate::fact::Mark;

fn encode(document: &Document) -> Result<(Vec<u8>, Transcript)> {
    let (mut bytes, mut transcript) = (Vec::new(), Transcript::default());
    Pdf.encoder()
        .encode(document, &mut bytes, &mut transcript)?;
    Ok((bytes, transcript))
}

#[test]
fn every_mark_is_where_the_transcript_says() {
    for look in Look::ALL {
        assert_exact(&document(look));
        for number in 0..25 {
            assert_exact(&random(look, number));
        }
    }
}

fn assert_exact(document: &Document) {
    let (_, transcript) = encode(document).unwrap();
    let mut seen = vec![0; document.marks.len()];
    for placed in &transcript.placed {
        seen[placed.mark] += 1;
        let Mark::Fact(fact) = &document.marks[placed.mark] else {
            unreachable!("the samples have no decoys");
        };
        let Some(range) = &placed.range else {
            assert_eq!(placed.aside, fact.text);
            assert_eq!(placed.source.kind, Kind::Metadata);
            continue;
        };
        let text = transcript.text[range.clone()].replace('\n', " ");
        assert_eq!(text, fact.text, "{}", document.look.name);
        let page = placed.source.page.unwrap() as usize - 1;
        let extent = &transcript.pages[page];
        assert!(extent.range.start <= range.start && range.end <= extent.range.end);
        for [left, top, right, bottom] in &placed.source.boxes {
            assert!(0 < *left && left < right && *right < extent.width as i32 * 1000);
            assert!(0 < *top && top < bottom && *bottom < extent.height as i32 * 1000);
        }
    }
    let running = transcript.pages.len() > 1;
    for (mark, times) in seen.iter().enumerate() {
        let of_running = document
            .head
            .running
            .spans()
            .iter()
            .any(|span| span.mark == mark);
        assert!(*times > 0 || of_running && !running);
    }
}

#[test]
fn the_transcript_is_whole_and_clean() {
    let document = document(&Look::ALL[0]);
    let (_, transcript) = encode(&document).unwrap();
    assert!(
        transcript
            .text
            .starts_with("Quillhaven Valley Medical Center\n")
    );
    assert!(
        transcript
            .text
            .contains("\nHemoglobin A1c\n7.9\n%\n< 5.7\n8.6\n")
    );
    assert!(
        transcript
            .text
            .contains("\n• Lisinopril 20 mg by mouth daily\n")
    );
    assert!(transcript.text.contains("\nDate of birth:\n03/14/1957\n"));
    for look in Look::ALL {
        let (_, transcript) = encode(&self::document(look)).unwrap();
        let last = transcript.pages.len();
        let number = match look.page_numbers() {
            PageNumbers::Words => format!("\nPage {last} of {last}\n"),
            PageNumbers::Slash => format!("\n{last} / {last}\n"),
            PageNumbers::Bare => format!("\n{last}\n"),
        };
        assert!(transcript.text.ends_with(&number), "{number:?}");
    }
    assert!(!transcript.text.contains("\n\n"));
    assert_eq!(
        transcript.pages.last().unwrap().range.end,
        transcript.text.len()
    );
}

#[test]
fn an_encoder_remembers_nothing() {
    let mut encoder = Pdf.encoder();
    let mut again = |look: usize| {
        let (mut bytes, mut transcript) = (Vec::new(), Transcript::default());
        encoder
            .encode(&document(&Look::ALL[look]), &mut bytes, &mut transcript)
            .unwrap();
        (bytes, transcript.text, transcript.placed)
    };
    let (first, second, third) = (again(1), again(4), again(1));
    assert!(first == third);
    assert!(first.0 != second.0);
    let (bytes, transcript) = encode(&document(&Look::ALL[1])).unwrap();
    assert!(first == (bytes, transcript.text, transcript.placed));
}

#[test]
fn a_character_without_a_glyph_is_named() {
    let blocks = vec![Block::Paragraph(Text::from("Name in kanji: 山田"))];
    let document = with_blocks(&Look::ALL[0], Writer::default(), blocks);
    let message = encode(&document).unwrap_err().to_string();
    assert_eq!(
        message,
        "positive/17: no font for PDF has the character 山 (U+5C71)"
    );
}

#[test]
fn a_span_longer_than_a_line_has_a_box_per_line() {
    let mut writer = Writer::default();
    let long = "[Saint Aurelia of the Lower Quillhaven Valley and Adjoining Counties Regional \
                Rehabilitation, Skilled Nursing and Long-Term Acute Care Medical Center]";
    let text = writer.text(long);
    let marked = text.len();
    let document = with_blocks(&Look::ALL[1], writer, vec![Block::Paragraph(text)]);
    let (_, transcript) = encode(&document).unwrap();
    let placed = transcript
        .placed
        .iter()
        .find(|placed| placed.mark == 0)
        .unwrap();
    assert_eq!(placed.source.boxes.len(), 2);
    assert_eq!(placed.range.clone().unwrap().len(), marked);
}

#[test]
fn pages_break_as_a_person_would() {
    let sentence = "The patient tolerated the procedure well and was taken to recovery. ";
    for look in Look::ALL {
        for paragraphs in 8..40 {
            let mut writer = Writer::default();
            let mut blocks = Vec::new();
            for number in 0..paragraphs {
                if number % 3 == 0 {
                    let text = Text::from("Section");
                    blocks.push(Block::Heading { level: 2, text });
                }
                let mut text = Text::from(&*sentence.repeat(1 + number % 5));
                text.trim_end();
                blocks.push(Block::Paragraph(text));
            }
            let lines = vec![writer.text("[Ann O'Brien, MD]"), Text::from("Surgery")];
            blocks.push(Block::Signature(lines));
            let document = with_blocks(look, writer, blocks);
            let (_, transcript) = encode(&document).unwrap();
            let last = transcript.pages.len() - 1;
            for (number, page) in transcript.pages.iter().enumerate() {
                let text = &transcript.text[page.range.clone()];
                let body: Vec<&str> = text.lines().skip(usize::from(number > 0)).collect();
                let body = &body[..body.len() - 2];
                assert_ne!(*body.last().unwrap(), "Section", "a heading at the foot");
                if number > 0 && number == last {
                    assert!(body.len() >= 4, "{}: {body:?}", look.name);
                }
                if number > 0 {
                    let is_start =
                        |line: &str| line.starts_with("The patient") || line == "Section";
                    let first = body[0];
                    let second_starts = body.get(1).is_some_and(|line| is_start(line));
                    let widow = !is_start(first) && second_starts && first.len() < 40;
                    assert!(!widow, "{}: {body:?}", look.name);
                }
            }
            assert!(transcript.text.contains("Ann O'Brien, MD\nSurgery\n"));
        }
    }
}

#[test]
fn text_styles_reach_the_page() {
    let italic = Style {
        italic: true,
        ..Style::default()
    };
    let mut text = Text::from("plain ");
    text.push("slanted", italic);
    let blocks = vec![Block::Paragraph(text)];
    let (bytes, _) = encode(&with_blocks(&Look::ALL[0], Writer::default(), blocks)).unwrap();
    let file = String::from_utf8_lossy(&bytes);
    assert!(file.contains("/BaseFont/SYNTHC+SynthphiSansPlain-Italic"));
    assert!(!file.contains("Serif"));
    assert!(!file.contains("Wide"));
}

/// The operators read back say where everything is, and agree with the transcript.
#[test]
fn what_is_drawn_can_be_replayed() {
    for look in Look::ALL {
        for number in 0..12 {
            assert_replayed(&random(look, number));
        }
        assert_replayed(&document(look));
    }
}

fn assert_replayed(document: &Document) {
    let (bytes, transcript) = encode(document).unwrap();
    let pages = replay::pages(&bytes).unwrap();
    assert_eq!(pages.len(), transcript.pages.len());
    let index = replay::Index::of(&pages, &transcript.text).expect("the same text");
    for placed in &transcript.placed {
        let Some(range) = &placed.range else { continue };
        let points = |end: usize| transcript.text[..end].chars().count();
        let found = index.boxes(points(range.start)..points(range.end));
        let first = placed.source.page.unwrap() as usize - 1;
        let boxes = placed.source.boxes.iter();
        let boxes: Vec<[i64; 4]> = boxes.map(|edges| edges.map(i64::from)).collect();
        let found: Vec<[i64; 4]> = found
            .into_iter()
            .map(|(page, edges)| {
                assert!(page >= first);
                edges
            })
            .collect();
        assert_eq!(found.len(), boxes.len());
        for (found, expected) in found.iter().zip(&boxes) {
            let is_near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() <= 2);
            assert!(is_near, "{found:?} {expected:?}");
        }
    }
    assert!(replay::Index::of(&pages, &transcript.text[1..]).is_none());
}

#[test]
fn what_is_not_ours_is_refused_and_does_no_harm() {
    let (bytes, _) = encode(&document(&Look::ALL[0])).unwrap();
    assert!(replay::pages(b"PK").is_err());
    assert!(replay::pages(b"%PDF-1.7\n").is_err());
    for cut in (0..bytes.len()).step_by(97) {
        // Whatever comes of it, it comes.
        let _ = replay::pages(&bytes[..cut]);
        let mut flipped = bytes.clone();
        flipped[cut] ^= 0x55;
        let _ = replay::pages(&flipped);
    }
}
