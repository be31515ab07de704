//! XML, element by element.

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

/// An element that begins, or the text between its start and its end.
pub(super) enum Piece<'a> {
    Element(&'a str, &'a BytesStart<'a>),
    Text(&'a str, &'a str),
}

/// Goes through all elements; the text of those that hold nothing else follows
/// at their end.
pub(super) fn walk(xml: &str, mut each: impl FnMut(Piece<'_>)) -> Result<(), String> {
    let mut reader = Reader::from_str(xml);
    let (mut name, mut text) = (String::new(), String::new());
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(start) | Event::Empty(start) => {
                name.clear();
                name.push_str(start.name().as_ref());
                text.clear();
                each(Piece::Element(&name, &start));
            }
            Event::Text(part) => {
                text.push_str(&part);
            }
            Event::GeneralRef(reference) => {
                text.push_str(resolve_predefined_entity(&reference).unwrap_or_default());
            }
            Event::End(_) if !text.trim().is_empty() => {
                each(Piece::Text(&name, &text));
                text.clear();
            }
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}

/// The value of an attribute, as it is written.
pub(super) fn attribute(element: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.as_ref() == name)?;
    Some(found.value.into_owned())
}
