//! E-mail messages as files: RFC 5322 and MIME, written with lettre.
//!
//! A message says the same thing twice, as plain text and as HTML. Nothing in
//! it comes from a clock or a random source: the sender's own date with its
//! zone, the message id and the boundary are all given.
//!
//! The text profile `eml/1`: the decoded headers `Subject`, `From`, `To`, `Cc`
//! (if there is one) and `Date`, a line each; an empty line; then the plain
//! part with its line ends folded to `\n`. A message does not print the
//! facility's letterhead; its foot is the closing notice.

mod boundary;
mod header;
mod html;
mod phrase;
mod plain;
mod quoted;
#[cfg(test)]
mod sample;

use std::io::Write as _;

use lettre::message::header::{ContentDisposition, ContentTransferEncoding, ContentType, Headers};
use lettre::message::{Body, MultiPart, SinglePart};

use crate::document::{Aside, Document, Kind, Placed, Source, Transcript};
use crate::error::{Error, Result};
use crate::recipe::Placement;

use super::{Encoder, Format};

/// The format `eml`.
#[derive(Clone, Copy, Debug)]
pub struct Eml;

impl Format for Eml {
    fn name(&self) -> &'static str {
        "eml"
    }

    fn description(&self) -> &'static str {
        "E-mail message with a plain and an HTML part"
    }

    fn profile(&self) -> &'static str {
        "eml/1"
    }

    fn is_paper(&self) -> bool {
        false
    }

    fn effort(&self) -> u64 {
        10
    }

    fn placements(&self) -> &'static [Placement] {
        &[Placement::AltText, Placement::Link, Placement::Attachment]
    }

    fn encoder(&self) -> Box<dyn Encoder> {
        Box::new(Composer {
            sheets: html::Sheet::all(),
            html: String::new(),
            mentions: Vec::new(),
        })
    }
}

struct Composer {
    sheets: Vec<html::Sheet>,
    /// The HTML part before its encoding.
    html: String,
    /// The marks in it.
    mentions: Vec<html::Mention>,
}

impl Encoder for Composer {
    fn encode(
        &mut self,
        document: &Document,
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) -> Result<()> {
        self.compose(document, bytes, transcript)
            .map_err(|problem| Error::Document {
                document: format!("{}/{}", document.class, document.number),
                problem,
            })
    }
}

impl Composer {
    fn compose(
        &mut self,
        document: &Document,
        bytes: &mut Vec<u8>,
        transcript: &mut Transcript,
    ) -> Result<(), String> {
        let mail = document
            .head
            .mail
            .as_ref()
            .ok_or("an e-mail needs a sender and a receiver, and it has none")?;
        let headers = header::all(&document.head, mail, transcript)?;
        transcript.push_str("\n");

        let attached = document.asides.iter().find_map(|aside| match aside {
            Aside::Attachment(name) => Some(name),
            _ => None,
        });
        let numbers = match attached {
            None => ["1", "2"],
            Some(_) => ["1.1", "1.2"],
        };
        let body = transcript.text.len();
        plain::write(document, numbers[0], transcript);
        let plain = part(ContentType::TEXT_PLAIN, &transcript.text[body..]);

        let sheet = html::Sheet::of(&self.sheets, document);
        self.html.clear();
        self.mentions.clear();
        html::write(document, sheet, &mut self.html, &mut self.mentions);
        self.take_down(document, numbers[1], transcript);
        let html = part(ContentType::TEXT_HTML, &self.html);

        let boundary = boundary::outside(&mail.message_id, [plain.raw_body(), html.raw_body()]);
        let parts = MultiPart::builder()
            .header(kind("alternative", &boundary)?)
            .singlepart(plain)
            .singlepart(html);
        let Some(name) = attached else {
            return finish(&headers, &parts, bytes);
        };
        let file = removed(name.as_str());
        let around = boundary::outside(&boundary, [&parts.formatted(), file.raw_body()]);
        let parts = MultiPart::builder()
            .header(kind("mixed", &around)?)
            .multipart(parts)
            .singlepart(file);
        finish(&headers, &parts, bytes)
    }

    /// Notes what the HTML part of that number says, which is no part of the
    /// text, and what a file was called.
    fn take_down(&mut self, document: &Document, html: &'static str, transcript: &mut Transcript) {
        let (mut byte, mut point) = (0, 0);
        let mut points = |to: usize| {
            point += self.html[byte..to].chars().count() as u32;
            byte = to;
            point
        };
        for mention in self.mentions.drain(..) {
            transcript.placed.push(Placed {
                mark: mention.mark,
                range: None,
                aside: mention.text,
                source: Source {
                    mime: Some(html),
                    within: Some(points(mention.range.start)..points(mention.range.end)),
                    ..Source::of(Kind::MimeBody)
                },
            });
        }
        let source = |kind, mime| Source {
            mime: Some(mime),
            ..Source::of(kind)
        };
        for aside in &document.asides {
            match aside {
                Aside::Picture(words) => transcript.aside(words, &source(Kind::Image, html)),
                Aside::Link { target, .. } => transcript.aside(target, &source(Kind::Href, html)),
                Aside::Attachment(name) => {
                    transcript.aside(name, &source(Kind::AttachmentName, "2"));
                }
                Aside::Comment(_) | Aside::Textbox(_) | Aside::Hidden(_) => {}
            }
        }
    }
}

/// What a mail gateway leaves of a file that it took off: its name.
fn removed(name: &str) -> SinglePart {
    let body = Body::dangerous_pre_encoded(
        b"This attachment was held back by the mail gateway.\r\n\
          Ask the sender to share it by the secure file service.\r\n"
            .to_vec(),
        ContentTransferEncoding::SevenBit,
    );
    SinglePart::builder()
        .content_type(ContentType::TEXT_PLAIN)
        .header(ContentDisposition::attachment(name))
        .body(body)
}

fn part(kind: ContentType, text: &str) -> SinglePart {
    let body = Body::dangerous_pre_encoded(
        quoted::printable(text),
        ContentTransferEncoding::QuotedPrintable,
    );
    SinglePart::builder().content_type(kind).body(body)
}

fn kind(subtype: &str, boundary: &str) -> Result<ContentType, String> {
    ContentType::parse(&format!("multipart/{subtype}; boundary=\"{boundary}\""))
        .map_err(|error| format!("its content type: {error}"))
}

fn finish(headers: &Headers, parts: &MultiPart, bytes: &mut Vec<u8>) -> Result<(), String> {
    write!(bytes, "{headers}").map_err(|error| format!("its headers: {error}"))?;
    bytes.extend_from_slice(&parts.formatted());
    Ok(())
}

#[cfg(test)]
mod tests {
    use mail_parser::MessageParser;

    use super::sample::Sample;
    use super::*;
    use crate::document::Look;
    use crate::fact::Mark;

    fn encoded(document: &Document) -> (Vec<u8>, Transcript) {
        let (mut bytes, mut transcript) = (Vec::new(), Transcript::default());
        Eml.encoder()
            .encode(document, &mut bytes, &mut transcript)
            .unwrap();
        (bytes, transcript)
    }

    #[test]
    fn every_mark_is_where_the_transcript_says() {
        let document = Sample::default().document(0);
        let (bytes, transcript) = encoded(&document);
        assert!(transcript.placed.len() > document.marks.len());
        let message = MessageParser::new().parse(&bytes).unwrap();
        let html: Vec<char> = message
            .body_html(0)
            .unwrap()
            .replace("\r\n", "\n")
            .chars()
            .collect();
        for placed in &transcript.placed {
            let Mark::Fact(fact) = &document.marks[placed.mark] else {
                unreachable!("the sample has facts only");
            };
            let Some(range) = placed.range.clone() else {
                let within = placed.source.within.clone().unwrap();
                let there: String = html[within.start as usize..within.end as usize]
                    .iter()
                    .collect();
                assert_eq!(quick_xml::escape::unescape(&there).unwrap(), fact.text);
                continue;
            };
            assert_eq!(transcript.text[range], fact.text);
            assert!(placed.source.header.is_some() != placed.source.mime.is_some());
        }
        assert!(transcript.text.starts_with(
            "Subject: Re: Results of Håkan Łukasz O'Brien and the follow-up that we planned \
             for him in the spring of this year\n\
             From: José Muñoz-Ortega <jose.munoz@clinic.example.org>\n\
             To: \"Doe, Jane\" <jane.doe@mail.example.com>, \
             Nguyễn Văn Anh <anh.nguyen@mail.example.net>\n\
             Cc: Sean O'Brien <sean.o'brien@mail.example.com>, \
             Łukasz <lukasz@mail.example.com>, \
             \"Robert T. Roe\" <roe@mail.example.com>, desk@clinic.example.org\n\
             Date: Tue, 03 Mar 2026 14:05:00 -0500\n\n\
             Follow-up\n=========\n\nDear Nguyễn Văn Anh,\n\n"
        ));
    }

    #[test]
    fn bytes_hang_on_the_document_alone() {
        let mut used = Eml.encoder();
        for look in 0..Look::ALL.len() {
            let document = Sample::default().document(look);
            let (mut bytes, mut transcript) = (Vec::new(), Transcript::default());
            used.encode(&document, &mut bytes, &mut transcript).unwrap();
            let fresh = encoded(&document);
            assert_eq!((bytes, transcript.text), (fresh.0, fresh.1.text));
        }
    }

    #[test]
    fn lines_are_short_ascii_and_end_as_they_should() {
        let (bytes, _) = encoded(&Sample::default().document(3));
        assert!(bytes.is_ascii());
        let text = String::from_utf8(bytes).unwrap();
        for line in text.split("\r\n") {
            assert!(line.len() <= 76, "{line}");
            assert!(!line.contains(['\r', '\n']), "{line:?}");
        }
    }

    #[test]
    fn another_reader_gets_the_same_text() {
        let document = Sample::default().document(5);
        let (bytes, transcript) = encoded(&document);
        let message = MessageParser::new().parse(&bytes).unwrap();
        let (headers, body) = transcript.text.split_once("\n\n").unwrap();
        let subject = format!("Subject: {}\n", message.subject().unwrap());
        assert!(headers.starts_with(&subject));
        assert_eq!(message.body_text(0).unwrap().replace("\r\n", "\n"), body);
        let html = message.body_html(0).unwrap();
        assert!(html.contains("12 O'Brien &lt;&amp;&gt; &quot;Elm&quot; St"));
        assert!(html.ends_with("</html>\r\n"));
    }

    #[test]
    fn a_document_without_addresses_is_no_message() {
        let mut document = Sample::default().document(0);
        document.head.mail = None;
        let error = Eml
            .encoder()
            .encode(&document, &mut Vec::new(), &mut Transcript::default())
            .unwrap_err();
        assert!(error.to_string().starts_with("positive/17: "), "{error}");
    }
}
