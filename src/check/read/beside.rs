//! What a file says besides its text: properties, names, descriptions, where
//! links lead. In no order: it is only asked whether a value is there.

use std::io::Cursor;

use lopdf::Object;
use mail_parser::{MessageParser, MimeHeaders as _};
use quick_xml::XmlVersion;
use quick_xml::events::Event;

use super::pptx::{Archive, part, walk};

/// A line for each thing that a file says, be it in its text or beside it.
pub fn said(format: &str, bytes: &[u8]) -> Result<String, String> {
    match format {
        "docx" | "pptx" => package(bytes),
        "pdf" => strings(bytes),
        "eml" => message(bytes),
        _ => Err(format!("there is no independent reader of {format}")),
    }
}

/// The texts and the attributes of every part of markup.
fn package(bytes: &[u8]) -> Result<String, String> {
    let mut archive = Archive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let is_markup = |name: &&str| name.ends_with(".xml") || name.ends_with(".rels");
    let names: Vec<String> = archive
        .file_names()
        .filter(is_markup)
        .map(str::to_owned)
        .collect();
    let mut out = String::new();
    for name in names {
        walk(&part(&mut archive, &name)?, |event| {
            match event {
                Event::Start(tag) | Event::Empty(tag) => {
                    for attribute in tag.attributes() {
                        let value = attribute
                            .map_err(|error| error.to_string())?
                            .normalized_value(XmlVersion::Implicit1_0)
                            .map_err(|error| error.to_string())?;
                        out.push('\n');
                        out.push_str(&value);
                    }
                    out.push('\n');
                }
                Event::Text(text) => out.push_str(&text.xml10_content()),
                Event::GeneralRef(name) => {
                    out.push_str(quick_xml::escape::resolve_predefined_entity(name).unwrap_or(" "));
                }
                _ => {}
            }
            Ok(())
        })
        .map_err(|problem| format!("{name}: {problem}"))?;
    }
    Ok(out)
}

/// The strings of every object of a PDF, those in streams left out.
fn strings(bytes: &[u8]) -> Result<String, String> {
    fn collect(object: &Object, out: &mut String) {
        match object {
            Object::String(..) => {
                out.push_str(&lopdf::decode_text_string(object).unwrap_or_default());
                out.push('\n');
            }
            Object::Array(items) => items.iter().for_each(|item| collect(item, out)),
            Object::Dictionary(entries) => {
                entries.iter().for_each(|(_, entry)| collect(entry, out));
            }
            _ => {}
        }
    }
    let document = lopdf::Document::load_mem(bytes).map_err(|error| error.to_string())?;
    let mut out = String::new();
    for object in document.objects.values() {
        collect(object, &mut out);
    }
    Ok(out)
}

/// The HTML part's own markup and the names of attached files.
fn message(bytes: &[u8]) -> Result<String, String> {
    let message = MessageParser::new()
        .parse(bytes)
        .ok_or("it is no message")?;
    let mut out = String::new();
    for attachment in message.attachments() {
        out.push_str(attachment.attachment_name().unwrap_or_default());
        out.push('\n');
    }
    let html = message.html_part(0).and_then(|part| part.text_contents());
    let html = quick_xml::escape::unescape(html.unwrap_or_default());
    out.push_str(&html.unwrap_or_default());
    Ok(out)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use lopdf::{Document, StringFormat, dictionary};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    #[test]
    fn packages_say_what_stands_in_attributes() {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in [
            ("a/b.xml", r#"<a d="José &amp; Ana">x &lt; y</a>"#),
            (
                "a/_rels/b.xml.rels",
                r#"<r Target="https://x.example.org/?mrn=17"/>"#,
            ),
            ("media/a.png", "no markup"),
        ] {
            archive
                .start_file(name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        let bytes = archive.finish().unwrap().into_inner();
        let said = said("docx", &bytes).unwrap();
        for expected in ["José & Ana", "x < y", "mrn=17"] {
            assert!(said.contains(expected), "{expected} in {said}");
        }
        assert!(!said.contains("no markup"));
    }

    #[test]
    fn pdfs_say_what_stands_in_strings() {
        let mut document = Document::new();
        let wide = b"\xfe\xff\x01h\0o".to_vec();
        let note = dictionary! {
            "T" => Object::string_literal("Ana (RN)"),
            "Contents" => Object::String(wide, StringFormat::Hexadecimal),
        };
        let id = document.add_object(Object::Array(vec![note.into()]));
        document.trailer.set("Root", id);
        let mut bytes = Vec::new();
        document.save_to(&mut bytes).unwrap();
        let said = said("pdf", &bytes).unwrap();
        assert!(said.contains("Ana (RN)") && said.contains("Ũo"), "{said}");
    }

    #[test]
    fn messages_say_what_was_attached_and_described() {
        let bytes = b"From: a@b\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
            --b\r\nContent-Type: text/html\r\n\r\n<img alt=\"A &amp; B\">\r\n\
            --b\r\nContent-Type: text/plain\r\n\
            Content-Disposition: attachment; filename*0*=utf-8''Mu%C3%B1oz%2C;\r\n filename*1*=%20Ana.txt\r\n\
            \r\nx\r\n--b--\r\n";
        let said = said("eml", bytes).unwrap();
        assert!(said.contains("Muñoz, Ana.txt"), "{said}");
        assert!(said.contains("A & B"), "{said}");
    }
}
