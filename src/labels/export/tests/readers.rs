//! Readers of formats, as small as they can be.

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::Value;

/// A span as any format can say it: code points and tag.
pub type Place = (usize, usize, String);

pub fn slice(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end - start).collect()
}

/// Spans in a list of JSON, by the names of their fields.
pub fn listed(list: &Value, start: &str, end: &str, tag: &str) -> Vec<Place> {
    let get = |item: &Value, path: &str| item.pointer(path).unwrap().clone();
    let items = list.as_array().unwrap().iter().map(|item| {
        (
            get(item, start).as_u64().unwrap() as usize,
            get(item, end).as_u64().unwrap() as usize,
            get(item, tag).as_str().unwrap().to_owned(),
        )
    });
    items.collect()
}

/// Text and spans of an XML file, by a reader of XML.
pub fn xml(file: &str) -> (String, Vec<Place>) {
    let mut reader = Reader::from_str(file);
    let (mut text, mut found, mut is_text) = (String::new(), Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(element) => is_text = element.name().as_ref() == "TEXT",
            Event::End(_) => is_text = false,
            Event::CData(part) if is_text => text.push_str(&part),
            Event::GeneralRef(reference) if is_text => {
                text.push(reference.resolve_char_ref().unwrap().unwrap());
            }
            Event::Text(part) => assert!(part.trim().is_empty()),
            Event::Empty(element) => {
                let get = |key: &str| {
                    let attribute = element.try_get_attribute(key).unwrap().unwrap();
                    attribute.value.into_owned()
                };
                let number = |key| get(key).parse().unwrap();
                found.push((number("start"), number("end"), get("TYPE")));
            }
            Event::Eof => return (text, found),
            _ => {}
        }
    }
}

/// Text-bound annotations, as brat reads them: every fragment on one line.
pub fn brat(text: &str, ann: &str) -> Vec<Place> {
    let mut found = Vec::new();
    for line in ann.lines().filter(|line| line.starts_with('T')) {
        let (_, line) = line.split_once('\t').unwrap();
        let (what, said) = line.split_once('\t').unwrap();
        let (tag, places) = what.split_once(' ').unwrap();
        let places: Vec<(usize, usize)> = places
            .split(';')
            .map(|place| place.split_once(' ').unwrap())
            .map(|(start, end)| (start.parse().unwrap(), end.parse().unwrap()))
            .collect();
        let texts: Vec<String> = places.iter().map(|&(a, b)| slice(text, a, b)).collect();
        assert_eq!(texts.join(" "), said);
        assert!(places.windows(2).all(|two| two[0].1 < two[1].0), "{line}");
        found.push((places[0].0, places[places.len() - 1].1, tag.to_owned()));
    }
    found
}

/// The spans over tokens, each found in the text behind the one before.
pub fn tokens(text: &str, tokens: &[&str], tags: &[&str], bioes: bool) -> Vec<Place> {
    let (mut byte, mut found, mut inside): (_, Vec<Place>, _) = (0, Vec::new(), false);
    for (token, tag) in tokens.iter().zip(tags) {
        let at = byte + text[byte..].find(token).unwrap();
        let skipped = &text[byte..at];
        assert!(
            skipped.chars().all(|c| c.is_whitespace() || c.is_control()),
            "{skipped:?}"
        );
        byte = at + token.len();
        let (start, end) = (text[..at].chars().count(), text[..byte].chars().count());
        let (mark, name) = tag.split_once('-').unwrap_or((tag, ""));
        let goes_on = matches!(mark, "I" | "E");
        assert!(!bioes || inside == goes_on, "{tags:?}");
        assert!(!goes_on || found.last().is_some_and(|last| last.2 == name));
        match mark {
            "B" | "S" => found.push((start, end, name.to_owned())),
            "I" | "E" => found.last_mut().unwrap().1 = end,
            _ => {}
        }
        inside = bioes && matches!(mark, "B" | "I");
    }
    assert!(
        !inside
            && text[byte..]
                .chars()
                .all(|c| c.is_whitespace() || c.is_control())
    );
    found
}

/// The place of a span without the white space at its ends, which no token has.
pub fn trimmed(text: &str, (start, end, tag): &Place) -> Place {
    let inside = slice(text, *start, *end);
    let is_blank = |c: char| c.is_whitespace() || c.is_control();
    let front = inside.chars().take_while(|c| is_blank(*c)).count();
    let back = inside.chars().rev().take_while(|c| is_blank(*c)).count();
    (start + front, end - back, tag.clone())
}
