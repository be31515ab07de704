//! Presentations, read with the zip and quick-xml crates: neither has a part in
//! writing them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

pub(super) type Archive<'a> = ZipArchive<Cursor<&'a [u8]>>;

const PRESENTATION: &str = "ppt/presentation.xml";

/// The slides in the order of the presentation, each with its notes behind it;
/// a line for each paragraph.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let mut out = String::new();
    for slide in slides(&mut archive)? {
        read_shapes(&part(&mut archive, &slide)?, |_| true, &mut out)
            .map_err(|problem| format!("{slide}: {problem}"))?;
        let notes = relations(&mut archive, &slide)?
            .into_values()
            .find(|target| target.contains("/notesSlides/"));
        if let Some(notes) = notes {
            // Beside the notes themselves the page has a picture of the slide
            // and its number.
            read_shapes(
                &part(&mut archive, &notes)?,
                |role| role == "body",
                &mut out,
            )
            .map_err(|problem| format!("{notes}: {problem}"))?;
        }
    }
    Ok(out)
}

/// The names of the slides' parts.
fn slides(archive: &mut Archive<'_>) -> Result<Vec<String>, String> {
    let targets = relations(archive, PRESENTATION)?;
    let mut slides = Vec::new();
    walk(&part(archive, PRESENTATION)?, |event| {
        if let Event::Empty(tag) | Event::Start(tag) = event
            && tag.local_name().as_ref() == "sldId"
        {
            let id = attribute(tag, "r:id")?.ok_or("a slide without a relation")?;
            let target = targets.get(&id).ok_or("a slide that is nowhere")?;
            slides.push(target.clone());
        }
        Ok(())
    })?;
    if slides.is_empty() {
        return Err("it has no slides".into());
    }
    Ok(slides)
}

/// What a part refers to: relation ids and the full names of other parts.
fn relations(archive: &mut Archive<'_>, of: &str) -> Result<BTreeMap<String, String>, String> {
    let (folder, file) = of.rsplit_once('/').unwrap_or(("", of));
    let mut targets = BTreeMap::new();
    walk(
        &part(archive, &format!("{folder}/_rels/{file}.rels"))?,
        |event| {
            if let Event::Empty(tag) | Event::Start(tag) = event
                && tag.local_name().as_ref() == "Relationship"
                && let (Some(id), Some(target)) = (attribute(tag, "Id")?, attribute(tag, "Target")?)
            {
                targets.insert(id, resolved(folder, &target));
            }
            Ok(())
        },
    )?;
    Ok(targets)
}

/// A target as it is named in the archive: `../a/b.xml` as seen from a folder.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Appends the paragraphs of those shapes whose placeholder's role is wanted.
/// A shape that is no placeholder has the role "".
fn read_shapes(xml: &str, wanted: impl Fn(&str) -> bool, out: &mut String) -> Result<(), String> {
    let mut role = String::new();
    let mut in_text = false;
    let mut shape = String::new();
    walk(xml, |event| {
        match event {
            Event::Start(tag) | Event::Empty(tag) => match tag.local_name().as_ref() {
                "ph" => role = attribute(tag, "type")?.unwrap_or_else(|| "obj".into()),
                "t" => in_text = matches!(event, Event::Start(_)),
                "br" => shape.push('\n'),
                _ => {}
            },
            Event::Text(text) if in_text => shape.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) if in_text => {
                let character = reference.resolve_char_ref().map_err(|it| it.to_string())?;
                match (character, resolve_predefined_entity(reference)) {
                    (Some(character), _) => shape.push(character),
                    (None, Some(text)) => shape.push_str(text),
                    (None, None) => return Err("an entity that XML does not have".into()),
                }
            }
            Event::End(tag) => match tag.local_name().as_ref() {
                "t" => in_text = false,
                "p" => shape.push('\n'),
                "sp" | "graphicFrame" => {
                    if wanted(&role) {
                        out.push_str(&shape);
                    }
                    shape.clear();
                    role.clear();
                }
                _ => {}
            },
            _ => {}
        }
        Ok(())
    })
}

/// Shows every event of a document to a reader.
pub(super) fn walk(
    xml: &str,
    mut reader: impl FnMut(&Event<'_>) -> Result<(), String>,
) -> Result<(), String> {
    let mut events = Reader::from_str(xml);
    loop {
        match events.read_event().map_err(|error| error.to_string())? {
            Event::Eof => return Ok(()),
            event => reader(&event)?,
        }
    }
}

fn attribute(tag: &BytesStart<'_>, name: &str) -> Result<Option<String>, String> {
    let attribute = tag
        .try_get_attribute(name)
        .map_err(|error| error.to_string())?;
    attribute
        .map(|it| it.normalized_value(quick_xml::XmlVersion::Implicit1_0))
        .transpose()
        .map(|value| value.map(Into::into))
        .map_err(|error| error.to_string())
}

pub(super) fn part(archive: &mut Archive<'_>, name: &str) -> Result<String, String> {
    let mut text = String::new();
    archive
        .by_name(name)
        .map_err(|error| format!("{name}: {error}"))?
        .read_to_string(&mut text)
        .map_err(|error| format!("{name}: {error}"))?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            archive
                .start_file(*name, SimpleFileOptions::default())
                .unwrap();
            archive.write_all(content.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn shape(role: &str, words: &str) -> String {
        format!(
            "<p:sp><p:nvPr><p:ph type=\"{role}\"/></p:nvPr><p:txBody><a:p>\
             <a:r><a:t>{words}</a:t></a:r></a:p></p:txBody></p:sp>"
        )
    }

    #[test]
    fn slides_come_in_the_order_of_the_presentation() {
        let first = format!(
            "{}<a:tbl><a:p><a:r><a:t>1 &lt; 2 &#233;</a:t></a:r><a:br/><a:r><a:t>b</a:t></a:r></a:p></a:tbl>",
            shape("title", "Łukasz")
        );
        let notes = shape("sldNum", "7") + &shape("body", "say this");
        let bytes = packed(&[
            (
                PRESENTATION,
                "<p><p:sldId r:id=\"b\"/><p:sldId r:id=\"a\"/></p>",
            ),
            (
                "ppt/_rels/presentation.xml.rels",
                "<r><Relationship Id=\"a\" Target=\"slides/slide1.xml\"/>\
                 <Relationship Id=\"b\" Target=\"/ppt/slides/slide2.xml\"/></r>",
            ),
            ("ppt/slides/slide1.xml", &shape("title", "last")),
            ("ppt/slides/_rels/slide1.xml.rels", "<r/>"),
            (
                "ppt/slides/slide2.xml",
                &format!("<s>{first}<p:sp></p:sp></s>"),
            ),
            (
                "ppt/slides/_rels/slide2.xml.rels",
                "<r><Relationship Id=\"n\" Target=\"../notesSlides/notesSlide1.xml\"/></r>",
            ),
            (
                "ppt/notesSlides/notesSlide1.xml",
                &format!("<n>{notes}</n>"),
            ),
        ]);
        assert_eq!(
            text(&bytes).unwrap(),
            "Łukasz\n1 < 2 é\nb\nsay this\nlast\n"
        );
    }
}
