use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::Event;

use super::*;
use crate::document::{Block, Field, Head, Letterhead, Look, PageNumbers, Placed, Text};
use crate::fact::Mark;

fn encode(encoder: &mut dyn Encoder, document: &Document) -> (Vec<u8>, Transcript) {
    let (mut bytes, mut transcript) = (Vec::new(), Transcript::default());
    encoder
        .encode(document, &mut bytes, &mut transcript)
        .unwrap();
    (bytes, transcript)
}

fn encode_new(document: &Document) -> (Vec<u8>, Transcript) {
    encode(Docx.encoder().as_mut(), document)
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    let mut entry = archive.by_name(name.trim_start_matches('/')).unwrap();
    entry.read_to_string(&mut xml).unwrap();
    xml
}

/// The paragraphs of a part as a reader sees them.
fn paragraphs(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let (mut all, mut in_text, mut in_run) = (Vec::new(), false, false);
    loop {
        let event = reader.read_event().unwrap();
        let mut put = |text: &str| {
            if let Some(last) = all.last_mut() {
                String::push_str(last, text);
            }
        };
        match &event {
            Event::Start(tag) | Event::Empty(tag) => match tag.name().as_ref() {
                "w:p" => all.push(String::new()),
                "w:r" => in_run = true,
                "w:t" => in_text = true,
                "w:br" => put("\n"),
                // Tab stops of a style are `w:tab` too.
                "w:tab" if in_run => put("\t"),
                _ => {}
            },
            Event::End(tag) => match tag.name().as_ref() {
                "w:t" => in_text = false,
                "w:r" => in_run = false,
                _ => {}
            },
            Event::Text(text) if in_text => put(text.as_ref()),
            Event::GeneralRef(name) if in_text => put(match name.as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                "quot" => "\"",
                other => panic!("{other:?}"),
            }),
            Event::Eof => return all,
            _ => {}
        }
    }
}

fn said(document: &Document, placed: &Placed) -> String {
    match &document.marks[placed.mark] {
        Mark::Fact(fact) => fact.text.clone(),
        Mark::Decoy(decoy) => panic!("{decoy:?}"),
    }
}

const STORIES: [&str; 5] = [
    "/word/document.xml",
    "/word/header1.xml",
    "/word/header2.xml",
    "/word/footer1.xml",
    "/word/footer2.xml",
];

#[test]
fn the_text_is_what_the_parts_say() {
    for look in Look::ALL {
        let (bytes, transcript) = encode_new(&sample::document(look));
        let mut lines = Vec::new();
        for name in STORIES {
            lines.extend(paragraphs(&part(&bytes, name)));
        }
        let text = lines.join("\n") + "\n";
        assert_eq!(transcript.text, text, "{}", look.name);
    }
}

#[test]
fn every_mark_is_where_its_place_says() {
    for look in Look::ALL {
        let document = sample::document(look);
        let (bytes, transcript) = encode_new(&document);
        let mut seen = vec![false; document.marks.len()];
        for placed in &transcript.placed {
            seen[placed.mark] = true;
            let said = said(&document, placed);
            let Some(range) = placed.range.clone() else {
                assert_eq!(placed.source.kind, Kind::Metadata);
                assert_eq!(placed.aside, said);
                continue;
            };
            assert_eq!(transcript.text[range], said);
            let all = paragraphs(&part(&bytes, placed.source.part.unwrap()));
            let paragraph = &all[placed.source.paragraph.unwrap() as usize];
            assert!(paragraph.contains(&said), "{said} in {paragraph}");
        }
        assert!(seen.iter().all(|seen| *seen));
    }
}

#[test]
fn a_mark_stands_in_one_run() {
    let document = sample::document(&Look::ALL[0]);
    let (bytes, _) = encode_new(&document);
    let xml = part(&bytes, "word/document.xml");
    for name in [
        "José Muñoz-Ortega",
        "Nguyễn Văn Anh",
        "Łukasz Wójcik",
        "12 Elm Court",
    ] {
        assert!(xml.contains(name), "{name}");
    }
    assert!(xml.contains("<w:rPr><w:b/><w:bCs/></w:rPr><w:t>03/14/2024</w:t>"));
}

#[test]
fn an_encoder_remembers_nothing_of_earlier_documents() {
    let mut used = Docx.encoder();
    for look in Look::ALL {
        let document = sample::document(look);
        encode(used.as_mut(), &document);
    }
    for look in Look::ALL.iter().rev() {
        let document = sample::document(look);
        let (again, text) = encode(used.as_mut(), &document);
        let (new, text_new) = encode_new(&document);
        assert_eq!(again, new, "{}", look.name);
        assert_eq!(text.text, text_new.text);
    }
}

#[test]
fn every_numbered_list_has_its_numbering() {
    let mut document = sample::document(&Look::ALL[1]);
    for count in [0, 1, numbering::SHARED, numbering::SHARED + 1, 40] {
        document.blocks = (0..count)
            .map(|_| Block::List {
                ordered: true,
                items: vec![Text::from("Item")],
            })
            .collect();
        let (bytes, _) = encode_new(&document);
        let numberings = part(&bytes, "word/numbering.xml");
        let body = part(&bytes, "word/document.xml");
        for list in 0..count {
            let id = list + 2;
            assert!(body.contains(&format!(r#"<w:numId w:val="{id}"/>"#)));
            assert!(numberings.contains(&format!(r#"<w:num w:numId="{id}">"#)));
        }
    }
}

#[test]
fn docx_rs_reads_it() {
    for look in Look::ALL {
        let (bytes, transcript) = encode_new(&sample::document(look));
        let read = docx_rs::read_docx(&bytes).unwrap();
        let paragraphs = read
            .document
            .children
            .iter()
            .filter_map(|child| match child {
                docx_rs::DocumentChild::Paragraph(paragraph) => Some(paragraph.raw_text()),
                _ => None,
            });
        // It drops the breaks within a paragraph.
        let text = transcript.text.replace('\n', "");
        let read: Vec<String> = paragraphs.map(|read| read.replace('\n', "")).collect();
        assert!(read.len() > 15, "{}", read.len());
        for paragraph in read {
            assert!(text.contains(&paragraph), "{paragraph}");
        }
    }
}

#[test]
fn a_document_without_anything_has_its_lines_still() {
    for look in Look::ALL {
        let mut document = sample::document(look);
        document.blocks.clear();
        document.letterhead = Letterhead::default();
        document.head = Head::default();
        let (bytes, transcript) = encode_new(&document);
        let lines: Vec<String> = STORIES
            .iter()
            .flat_map(|name| paragraphs(&part(&bytes, name)))
            .collect();
        assert_eq!(transcript.text, lines.join("\n") + "\n");
        let number = match look.page_numbers() {
            PageNumbers::Words => "Page 1 of 1",
            PageNumbers::Slash => "1 / 1",
            PageNumbers::Bare => "1",
        };
        assert_eq!(transcript.text.trim(), format!("{number}\n\t{number}"));
        assert_eq!(transcript.placed, []);
    }
}

#[test]
fn a_signature_takes_the_last_lines_of_a_list_along() {
    let line = |text: &str| Text::from(text);
    let mut document = sample::document(&Look::ALL[0]);
    document.blocks = vec![
        Block::List {
            ordered: false,
            items: vec![line("one"), line("two"), line("three")],
        },
        Block::Signature(vec![line("Ana Ruiz, MD")]),
    ];
    let (bytes, _) = encode_new(&document);
    let xml = part(&bytes, "word/document.xml");
    assert_eq!(xml.matches("<w:keepNext/>").count(), 2);
    // Names and values go along with the paragraph behind their table.
    let field = |name: &str| Field {
        name: line(name),
        value: line("-"),
    };
    document.blocks[0] = Block::Fields(vec![field("Allergies"), field("Diet")]);
    let (bytes, _) = encode_new(&document);
    let xml = part(&bytes, "word/document.xml");
    assert_eq!(xml.matches("<w:keepNext/>").count(), 5);
    document.blocks.pop();
    let (bytes, _) = encode_new(&document);
    let xml = part(&bytes, "word/document.xml");
    assert_eq!(xml.matches("<w:keepNext/>").count(), 0);
}
