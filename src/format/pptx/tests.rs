//! What a reader finds in a finished deck.

use std::io::{Cursor, Read as _};

use super::*;
use crate::document::{Block, Look, Text};

fn encode(document: &Document) -> (Vec<u8>, Transcript) {
    let (mut bytes, mut transcript) = (Vec::new(), Transcript::default());
    Pptx.encoder()
        .encode(document, &mut bytes, &mut transcript)
        .unwrap();
    (bytes, transcript)
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut content = String::new();
    let mut file = archive.by_name(name.trim_start_matches('/')).unwrap();
    file.read_to_string(&mut content).unwrap();
    content
}

fn text_of(document: &Document, mark: usize) -> &str {
    match &document.marks[mark] {
        crate::fact::Mark::Fact(fact) => &fact.text,
        crate::fact::Mark::Decoy(_) => unreachable!("the sample has no decoys"),
    }
}

/// The paragraphs of a part, by a reader that knows nothing of how it was written.
fn paragraphs(xml: &str) -> Vec<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut paragraphs, mut in_text) = (Vec::new(), false);
    loop {
        let event = reader.read_event().unwrap();
        let last = |paragraphs: &mut Vec<String>, text: &str| {
            paragraphs.last_mut().unwrap().push_str(text);
        };
        match event {
            Event::Start(tag) if tag.name().as_ref() == "a:p" => paragraphs.push(String::new()),
            Event::Start(tag) => in_text = tag.name().as_ref() == "a:t",
            Event::End(_) => in_text = false,
            Event::Empty(tag) if tag.name().as_ref() == "a:br" => last(&mut paragraphs, "\n"),
            Event::Text(text) if in_text => last(&mut paragraphs, &text),
            Event::GeneralRef(name) if in_text => {
                let known = quick_xml::escape::resolve_xml_entity(&name).unwrap();
                last(&mut paragraphs, known);
            }
            Event::Eof => return paragraphs,
            _ => {}
        }
    }
}

#[test]
fn every_mark_is_where_the_transcript_says() {
    for look in Look::ALL {
        let document = sample::deck(look);
        let (bytes, transcript) = encode(&document);
        let mut seen = vec![false; document.marks.len()];
        for placed in &transcript.placed {
            let text = text_of(&document, placed.mark);
            seen[placed.mark] = true;
            let Some(range) = &placed.range else {
                assert_eq!(placed.aside, text);
                continue;
            };
            assert_eq!(&transcript.text[range.clone()], text);
            let source = &placed.source;
            let xml = part(&bytes, source.part.unwrap());
            let paragraph = &paragraphs(&xml)[source.paragraph.unwrap() as usize];
            assert!(paragraph.contains(text), "{text} in {paragraph}");
        }
        let asides = transcript.placed.iter().filter(|p| p.range.is_none());
        assert_eq!(asides.count(), 4);
        assert!(seen.iter().all(|seen| *seen), "{}", look.name);
    }
}

#[test]
fn the_transcript_is_the_paragraphs_of_the_parts_in_order() {
    let (bytes, transcript) = encode(&sample::deck(&Look::ALL[0]));
    let mut lines = Vec::new();
    for names in &NAMES[..transcript.pages.len()] {
        lines.extend(paragraphs(&part(&bytes, &names.slide)));
        if part(&bytes, "[Content_Types].xml").contains(&names.notes) {
            lines.extend(paragraphs(&part(&bytes, &names.notes)));
        }
    }
    lines.retain(|line| !line.is_empty());
    assert_eq!(transcript.text, lines.join("\n") + "\n");
    let mut end = 0;
    for page in &transcript.pages {
        assert_eq!(page.range.start, end);
        end = page.range.end;
    }
    assert_eq!(end, transcript.text.len());
}

#[test]
fn the_bytes_depend_on_the_document_alone() {
    let mut used = Pptx.encoder();
    let mut transcript = Transcript::default();
    for look in Look::ALL {
        used.encode(&sample::deck(look), &mut Vec::new(), &mut transcript)
            .unwrap();
    }
    let document = sample::deck(&Look::ALL[3]);
    let mut bytes = Vec::new();
    transcript.clear();
    used.encode(&document, &mut bytes, &mut transcript).unwrap();
    let (fresh, fresh_transcript) = encode(&document);
    assert_eq!(bytes, fresh);
    assert_eq!(transcript.text, fresh_transcript.text);
}

#[test]
fn a_long_table_goes_on_with_its_header_and_title() {
    let (_, transcript) = encode(&sample::deck(&Look::ALL[0]));
    assert_eq!(transcript.text.matches("Laboratory results\n").count(), 1);
    assert_eq!(
        transcript
            .text
            .matches("Laboratory results (cont.)\n")
            .count(),
        1
    );
    assert_eq!(
        transcript.text.matches("Test\nResult\nReference\n").count(),
        2
    );
    assert_eq!(transcript.text.matches("C-reactive protein\n").count(), 2);
}

#[test]
fn notes_come_after_their_slide_and_only_where_there_are_any() {
    let mut document = sample::deck(&Look::ALL[0]);
    let (bytes, transcript) = encode(&document);
    let second = &transcript.text[transcript.pages[1].range.clone()];
    assert!(second.ends_with("2\nOpen with the family's question. Lucía Muñoz asked for this review.\nDo not name the referring office, only Łukasz Wójcik.\n"));
    assert!(part(&bytes, "[Content_Types].xml").contains("notesMaster"));

    document
        .blocks
        .retain(|block| !matches!(block, Block::Quote(_)));
    let (bytes, _) = encode(&document);
    assert!(!part(&bytes, "[Content_Types].xml").contains("notes"));
    assert!(!part(&bytes, "ppt/presentation.xml").contains("notesMaster"));
}

#[test]
fn too_much_for_a_deck_is_refused() {
    let mut document = sample::deck(&Look::ALL[0]);
    let heading = Block::Heading {
        level: 2,
        text: Text::from("Slide"),
    };
    document.blocks = vec![heading; MOST];
    assert_eq!(encode(&document).1.pages.len(), MOST);
    document.blocks.push(document.blocks[0].clone());
    let refused = Pptx
        .encoder()
        .encode(&document, &mut Vec::new(), &mut Transcript::default());
    assert_eq!(
        refused.unwrap_err().to_string(),
        "positive/17: it takes 201 slides, and a deck has 200 at most"
    );
}
