//! Office documents: a package of parts, its properties, and the elements and
//! styles of the parts that people see.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::xml::{Piece, attribute, walk};
use super::{Subject, Traits, is_colour, listed};
use crate::audit::mask::Masked;

/// No part of a document that anybody reads is longer.
const LONGEST: u64 = 64 << 20;

pub(super) fn traits(bytes: &[u8], masked: &Masked, traits: &mut Traits) -> Result<(), String> {
    let mut package = Package::open(bytes)?;
    let names = package.describe(traits)?;
    properties(&package.part("docProps/core.xml")?, masked, traits)?;
    application(&package.part("docProps/app.xml")?, traits)?;
    let mut seen = Seen::default();
    for name in &names {
        let is_page = match name.as_str() {
            "word/document.xml" => true,
            _ => {
                name.ends_with(".xml")
                    && ["ppt/slides/", "ppt/notesSlides/"]
                        .iter()
                        .any(|folder| name.starts_with(folder))
            }
        };
        if is_page {
            let room = name.split('/').nth(1).unwrap_or_default();
            let room = room.strip_suffix(".xml").unwrap_or(room);
            seen.page(room, &package.part(name)?)?;
        } else if name.starts_with("ppt/slides/_rels/") {
            seen.relations(&package.part(name)?)?;
        }
    }
    let mut look = Look::default();
    for name in LOOKS {
        if names.contains(*name) {
            look.part(&package.part(name)?)?;
        }
    }
    traits.counts(Subject::Structure, seen.elements);
    traits.counts(Subject::Style, seen.styles);
    let layout = look.told(&seen.paper);
    traits.word(Subject::Style, "layout", &layout);
    traits.word(Subject::Style, "paper", &seen.paper);
    traits.word(Subject::Style, "typefaces", &listed(look.typefaces));
    traits.layout = Some(layout);
    Ok(())
}

/// The parts that decide how a document looks.
const LOOKS: &[&str] = &[
    "word/styles.xml",
    "ppt/theme/theme1.xml",
    "ppt/presentation.xml",
];

struct Package<'a>(ZipArchive<Cursor<&'a [u8]>>);

impl<'a> Package<'a> {
    fn open(bytes: &'a [u8]) -> Result<Self, String> {
        ZipArchive::new(Cursor::new(bytes))
            .map(Self)
            .map_err(|error| error.to_string())
    }

    /// The names of the parts, and what the package tells of them.
    fn describe(&mut self, traits: &mut Traits) -> Result<BTreeSet<String>, String> {
        let mut order = String::new();
        let mut names = BTreeSet::new();
        let mut written = String::new();
        for at in 0..self.0.len() {
            let entry = self.0.by_index_raw(at).map_err(|error| error.to_string())?;
            order.extend(entry.name().chars().filter(|c| !c.is_ascii_digit()));
            order.push('\n');
            if at == 0 {
                let time = entry.last_modified().map(|time| time.to_string());
                written = format!("{:?} {time:?}", entry.compression());
            }
            names.insert(entry.name().to_owned());
        }
        let count = names.len() as f64;
        traits.number(Subject::Structure, "parts of the package", count);
        traits.word(Subject::Structure, "names of the parts", &order);
        traits.word(Subject::Metadata, "how the package is written", &written);
        for name in &names {
            let name: String = name.chars().filter(|c| !c.is_ascii_digit()).collect();
            traits.has(Subject::Structure, format!("part {name}"));
        }
        Ok(names)
    }

    /// A part's text; empty if there is no such part.
    fn part(&mut self, name: &str) -> Result<String, String> {
        let Ok(part) = self.0.by_name(name) else {
            return Ok(String::new());
        };
        let mut text = String::new();
        part.take(LONGEST)
            .read_to_string(&mut text)
            .map_err(|error| format!("{name}: {error}"))?;
        Ok(text)
    }
}

fn properties(xml: &str, masked: &Masked, traits: &mut Traits) -> Result<(), String> {
    let mut values: BTreeMap<String, String> = BTreeMap::new();
    walk(xml, |piece| {
        if let Piece::Text(name, text) = piece {
            let plain = name.rsplit(':').next().unwrap_or(name);
            values.insert(plain.to_owned(), text.to_owned());
        }
    })?;
    for (name, value) in &values {
        match name.as_str() {
            "created" | "modified" | "lastPrinted" => traits.time(name, value),
            "language" | "revision" | "version" | "contentStatus" => {
                traits.word(Subject::Metadata, name.as_str(), value);
            }
            _ => traits.property(name, value, masked),
        }
    }
    for (one, other) in [("created", "modified"), ("creator", "lastModifiedBy")] {
        let same = values.get(one) == values.get(other);
        traits.number(
            Subject::Metadata,
            format!("{one} is {other}"),
            f64::from(u8::from(same)),
        );
    }
    Ok(())
}

fn application(xml: &str, traits: &mut Traits) -> Result<(), String> {
    let mut producer = Vec::new();
    walk(xml, |piece| {
        if let Piece::Text(name, text) = piece {
            if matches!(name, "Application" | "AppVersion") {
                producer.push(text.to_owned());
            }
            match text.parse::<f64>() {
                Ok(number) => traits.number(Subject::Metadata, name, number),
                Err(_) => traits.word(Subject::Metadata, name, text),
            }
        }
    })?;
    if !producer.is_empty() {
        traits.producers.push(producer.join(" "));
    }
    Ok(())
}

/// What stands in the parts that people see.
#[derive(Default)]
struct Seen {
    elements: BTreeMap<String, u32>,
    styles: BTreeMap<String, u32>,
    paper: String,
}

impl Seen {
    fn page(&mut self, room: &str, xml: &str) -> Result<(), String> {
        walk(xml, |piece| {
            let Piece::Element(name, element) = piece else {
                return;
            };
            *self.elements.entry(format!("{room} <{name}>")).or_default() += 1;
            let val = |name| attribute(element, name);
            match name {
                "w:pStyle" | "w:rStyle" | "w:tblStyle" => {
                    let style = val("w:val").unwrap_or_default();
                    *self.styles.entry(format!("{name} {style}")).or_default() += 1;
                }
                "p:ph" => {
                    let kind = val("type").unwrap_or_else(|| "body".into());
                    *self
                        .styles
                        .entry(format!("placeholder {kind}"))
                        .or_default() += 1;
                }
                "w:pgSz" => {
                    let side = |name| val(name).unwrap_or_default();
                    self.paper = format!("{}x{}", side("w:w"), side("w:h"));
                }
                "w:pgMar" => {
                    let margin = val("w:left").unwrap_or_default();
                    self.paper = format!("{} margin {margin}", self.paper);
                }
                _ => {}
            }
        })
    }

    fn relations(&mut self, xml: &str) -> Result<(), String> {
        walk(xml, |piece| {
            if let Piece::Element("Relationship", element) = piece
                && let Some(target) = attribute(element, "Target")
                && let Some(layout) = target.strip_prefix("../slideLayouts/")
            {
                *self.styles.entry(layout.to_owned()).or_default() += 1;
            }
        })
    }
}

/// Typefaces, sizes and colours.
#[derive(Default)]
struct Look {
    typefaces: Vec<String>,
    colours: Vec<String>,
    size: String,
}

impl Look {
    fn part(&mut self, xml: &str) -> Result<(), String> {
        walk(xml, |piece| {
            let Piece::Element(name, element) = piece else {
                return;
            };
            let val = |name| attribute(element, name).filter(|value| !value.is_empty());
            match name {
                "w:rFonts" => self.typefaces.extend(val("w:ascii")),
                "a:latin" => self.typefaces.extend(val("typeface")),
                "w:color" => self.colours.extend(val("w:val")),
                "w:shd" => self.colours.extend(val("w:fill")),
                "a:srgbClr" => self.colours.extend(val("val")),
                "w:sz" if self.size.is_empty() => self.size = val("w:val").unwrap_or_default(),
                "p:sldSz" => {
                    let side = |name| val(name).unwrap_or_default();
                    self.size = format!("{}x{}", side("cx"), side("cy"));
                }
                _ => {}
            }
        })
    }

    /// In words: `12240x15840 margin 1080, Arial, 20, 1F4E79, DEEAF6`.
    fn told(&mut self, paper: &str) -> String {
        self.colours.retain(|colour| is_colour(colour));
        let parts = [
            paper.to_owned(),
            listed(self.typefaces.clone()),
            self.size.clone(),
            listed(self.colours.clone()),
        ];
        let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        parts.join(", ")
    }
}
