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

use lettre::message::header::{ContentTransferEncoding, ContentType, Headers};
use lettre::message::{Body, MultiPart, SinglePart};

use crate::document::{Document, Transcript};
use crate::error::{Error, Result};

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

    fn encoder(&self) -> Box<dyn Encoder> {
        Box::new(Composer {
            sheets: html::Sheet::all(),
            html: String::new(),
        })
    }
}

struct Composer {
    sheets: Vec<html::Sheet>,
    /// The HTML part before its encoding.
    html: String,
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

        let body = transcript.text.len();
        plain::write(document, transcript);
        let plain = part(ContentType::TEXT_PLAIN, &transcript.text[body..]);

        let sheet = html::Sheet::of(&self.sheets, document);
        self.html.clear();
        html::write(document, sheet, &mut self.html);
        let html = part(ContentType::TEXT_HTML, &self.html);

        let boundary = boundary::outside(&mail.message_id, [plain.raw_body(), html.raw_body()]);
        finish(&headers, &boundary, plain, html, bytes)
    }
}

fn part(kind: ContentType, text: &str) -> SinglePart {
    let body = Body::dangerous_pre_encoded(
        quoted::printable(text),
        ContentTransferEncoding::QuotedPrintable,
    );
    SinglePart::builder().content_type(kind).body(body)
}

fn finish(
    headers: &Headers,
    boundary: &str,
    plain: SinglePart,
    html: SinglePart,
    bytes: &mut Vec<u8>,
) -> Result<(), String> {
    let kind = ContentType::parse(&format!("multipart/alternative; boundary=\"{boundary}\""))
        .map_err(|error| format!("its content type: {error}"))?;
    let parts = MultiPart::builder()
        .header(kind)
        .singlepart(plain)
        .singlepart(html);
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
        let (_, transcript) = encoded(&document);
        assert!(transcript.placed.len() > document.marks.len());
        for placed in &transcript.placed {
            let Mark::Fact(fact) = &document.marks[placed.mark] else {
                unreachable!("the sample has facts only");
            };
            let range = placed.range.clone().unwrap();
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
