//! A record held against itself, and what of it is to be exported.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Map, Value};

use super::LabelWriter;
use crate::fact::{Label, Role};
use crate::labels::map::{self, Tag, Tags};

/// A record whose spans are right, and those of them that an export shows.
#[derive(Clone, Debug)]
pub struct Document<'a> {
    /// `positive-17`
    pub id: &'a str,
    /// `positive` or `negative`.
    pub class: &'a str,
    /// Its number within the class.
    pub number: u64,
    /// `train`, `dev` or `test`.
    pub split: &'a str,
    /// Where the file is, from the corpus's folder.
    pub path: &'a str,
    /// The canonical text.
    pub text: &'a str,
    /// What is shown, in text order.
    pub spans: Vec<Span<'a>>,
    /// All of it.
    pub record: &'a Map<String, Value>,
}

/// A span that is shown.
#[derive(Clone, Debug)]
pub struct Span<'a> {
    /// Its place among the record's spans.
    pub index: usize,
    /// Its code points.
    pub points: Range<usize>,
    /// Its bytes.
    pub bytes: Range<usize>,
    /// What it says.
    pub text: &'a str,
    /// What it is called.
    pub tag: Tag,
    /// All that the record says of it.
    pub fields: &'a Map<String, Value>,
}

impl Span<'_> {
    /// A field that is text; empty if it is not there.
    pub fn field(&self, key: &str) -> &str {
        self.fields.get(key).and_then(Value::as_str).unwrap_or("")
    }
}

/// Which spans to export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// All.
    #[default]
    All,
    /// Those that fall under a letter of Safe Harbor.
    SafeHarbor,
    /// Those that the evaluation script of i2b2 2014 takes for HIPAA's.
    I2b2Hipaa,
}

/// What decides which spans are shown, and as what.
#[derive(Clone, Copy)]
pub struct Chosen<'a> {
    /// The format.
    pub format: &'a dyn LabelWriter,
    /// The tags.
    pub tags: Tags,
    /// Which spans.
    pub only: Only,
}

/// How many spans were left out, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// For want of a tag, by label.
    pub unmapped: BTreeMap<String, u64>,
    /// Because they stand outside of the text.
    pub outside: u64,
    /// Because only others were asked for.
    pub unasked: u64,
    /// Because they are within another, in a format that can't say so.
    pub nested: u64,
    /// Because the format has no place for where they stand.
    pub unplaced: u64,
}

impl Left {
    /// Adds another count.
    pub fn add(&mut self, other: Self) {
        for (label, count) in other.unmapped {
            *self.unmapped.entry(label).or_default() += count;
        }
        self.outside += other.outside;
        self.unasked += other.unasked;
        self.nested += other.nested;
        self.unplaced += other.unplaced;
    }
}

impl<'a> Document<'a> {
    /// Holds a record against itself and chooses what to show of it.
    ///
    /// # Errors
    /// What is wrong, and with which span. A span is never moved or mended.
    pub fn check(record: &'a Value, chosen: Chosen<'_>) -> Result<(Self, Left), String> {
        let record = record.as_object().ok_or("is no object")?;
        let text = |key: &str| {
            let value = record.get(key).and_then(Value::as_str);
            value.ok_or_else(|| format!("has no {key}"))
        };
        let id = text("id")?;
        let number = id.rsplit_once('-').and_then(|(_, n)| n.parse().ok());
        let mut document = Self {
            id,
            class: text("class")?,
            number: number.ok_or("has an id without a number")?,
            split: text("split")?,
            path: text("path")?,
            text: text("text")?,
            spans: Vec::new(),
            record,
        };
        let mut left = Left::default();
        let places = Places::of(document.text);
        let all = record.get("spans").and_then(Value::as_array);
        let mut last = (0, usize::MAX);
        for (index, span) in all.ok_or("has no spans")?.iter().enumerate() {
            let fields = span.as_object().ok_or("has a span that is no object")?;
            let Some(points) = points(fields)? else {
                left.outside += 1;
                continue;
            };
            let bytes = places
                .check(document.text, &points, fields)
                .map_err(|problem| format!("{}: it {problem}", name(fields)))?;
            if (last.0, usize::MAX - last.1) > (points.start, usize::MAX - points.end) {
                return Err(format!(
                    "{}: it is behind one that follows it",
                    name(fields)
                ));
            }
            last = (points.start, points.end);
            let Some(tag) = chosen.tag(fields, &mut left)? else {
                continue;
            };
            document.spans.push(Span {
                index,
                points,
                text: &document.text[bytes.clone()],
                bytes,
                tag,
                fields,
            });
        }
        if chosen.format.is_flat() {
            left.nested = document.flatten()?;
        }
        Ok((document, left))
    }

    /// Leaves out spans within others.
    fn flatten(&mut self) -> Result<u64, String> {
        let mut kept: Vec<Span<'a>> = Vec::with_capacity(self.spans.len());
        let mut nested = 0;
        for span in std::mem::take(&mut self.spans) {
            match kept.last() {
                Some(outer) if span.points.start < outer.points.end => {
                    if span.points.end > outer.points.end {
                        return Err(format!(
                            "{}: it begins within {} and ends behind it",
                            name(span.fields),
                            name(outer.fields)
                        ));
                    }
                    nested += 1;
                }
                _ => kept.push(span),
            }
        }
        self.spans = kept;
        Ok(nested)
    }
}

impl Chosen<'_> {
    fn tag(self, fields: &Map<String, Value>, left: &mut Left) -> Result<Option<Tag>, String> {
        let text = |key: &str| fields.get(key).and_then(Value::as_str).unwrap_or_default();
        let label = Label::named(text("label"));
        let label = label.ok_or_else(|| format!("{}: its label is none", name(fields)))?;
        let role = Role::ALL
            .into_iter()
            .find(|role| role.name() == text("role"));
        let role = role.ok_or_else(|| format!("{}: its role is none", name(fields)))?;
        let subtype = text("subtype");
        let is_asked = match self.only {
            Only::All => true,
            Only::SafeHarbor => !text("safe_harbor").is_empty(),
            Only::I2b2Hipaa => map::is_i2b2_hipaa(label, subtype, role),
        };
        if !is_asked {
            left.unasked += 1;
            return Ok(None);
        }
        if !self.format.shows(fields) {
            left.unplaced += 1;
            return Ok(None);
        }
        let tag = self.tags.tag(label, subtype, role);
        if tag.is_none() {
            *left.unmapped.entry(label.name().to_owned()).or_default() += 1;
        }
        Ok(tag)
    }
}

/// How a message names a span.
fn name(fields: &Map<String, Value>) -> String {
    let say = |key: &str| match fields.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => "?".into(),
    };
    format!(
        "span {} ({:?} at {}..{})",
        say("id"),
        say("text"),
        say("start"),
        say("end")
    )
}

/// The code points of a span; none if it stands outside of the text.
fn points(fields: &Map<String, Value>) -> Result<Option<Range<usize>>, String> {
    let point = |key: &str| match fields.get(key) {
        Some(Value::Null) => Ok(None),
        Some(value) => value.as_u64().map(|point| Some(point as usize)).ok_or(()),
        None => Err(()),
    };
    match (point("start"), point("end")) {
        (Ok(None), Ok(None)) => Ok(None),
        (Ok(Some(start)), Ok(Some(end))) => Ok(Some(start..end)),
        _ => Err(format!("{}: its place is none", name(fields))),
    }
}

/// Where the code points of a text are.
struct Places(Option<Vec<usize>>, usize);

impl Places {
    fn of(text: &str) -> Self {
        let starts = || {
            text.char_indices()
                .map(|(at, _)| at)
                .chain([text.len()])
                .collect()
        };
        Self((!text.is_ascii()).then(starts), text.len())
    }

    fn byte(&self, point: usize) -> Option<usize> {
        match &self.0 {
            Some(starts) => starts.get(point).copied(),
            None => (point <= self.1).then_some(point),
        }
    }

    /// The bytes of a span that is what it should be.
    fn check(
        &self,
        text: &str,
        points: &Range<usize>,
        fields: &Map<String, Value>,
    ) -> Result<Range<usize>, String> {
        if points.start >= points.end {
            return Err("is empty".into());
        }
        let (Some(start), Some(end)) = (self.byte(points.start), self.byte(points.end)) else {
            return Err("ends behind the text".into());
        };
        let found = &text[start..end];
        if fields.get("text").and_then(Value::as_str) != Some(found) {
            return Err(format!("is not what the text has there, {found:?}"));
        }
        let cuts = |at: usize| text[..at].ends_with('\r') && text[at..].starts_with('\n');
        if cuts(start) || cuts(end) {
            return Err("cuts a line end of two characters".into());
        }
        if found.chars().all(|c| c.is_whitespace() || c.is_control()) {
            return Err("holds nothing but white space".into());
        }
        Ok(start..end)
    }
}
