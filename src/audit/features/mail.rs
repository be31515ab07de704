//! Messages: which headers there are and in which order, who they go between
//! in numbers, and how their HTML is built.

use std::collections::BTreeMap;

use mail_parser::MessageParser;

use super::{Subject, Traits, is_accent, listed};

pub(super) fn traits(bytes: &[u8], traits: &mut Traits) -> Result<(), String> {
    let text = String::from_utf8_lossy(bytes);
    let headers = headers(&text);
    if headers.is_empty() {
        return Err("it has no headers".into());
    }
    let order: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
    traits.word(Subject::Structure, "order of the headers", &order.join(" "));
    for (name, value) in &headers {
        traits.has(Subject::Structure, format!("header {name}"));
        match name.to_ascii_lowercase().as_str() {
            "date" => {
                traits.word(Subject::Metadata, "zone of Date", zone(value));
                let day = value.split(',').next().unwrap_or_default();
                traits.word(Subject::Metadata, "weekday of Date", day);
                if let Some(hour) = hour(value) {
                    traits.number(Subject::Metadata, "hour of Date", hour);
                }
            }
            "from" | "reply-to" | "sender" => {
                let named = f64::from(u8::from(value.contains('<')));
                traits.number(Subject::Structure, format!("{name} has a name"), named);
            }
            "x-mailer" | "user-agent" => {
                traits.producers.push(value.clone());
                traits.word(Subject::Metadata, name.as_str(), value);
            }
            "message-id" => {
                let form: String = value
                    .split('@')
                    .next()
                    .unwrap_or_default()
                    .chars()
                    .map(|c| if c.is_ascii_hexdigit() { 'x' } else { c })
                    .collect();
                traits.word(Subject::Metadata, "form of Message-ID", &form);
            }
            // Whom it goes to is labelled; to how many is counted below.
            "subject" | "received" | "to" | "cc" | "bcc" => {}
            "content-type" => {
                let kind = value.split(';').next().unwrap_or_default();
                traits.word(Subject::Structure, "content type", kind.trim());
            }
            _ => traits.word(Subject::Metadata, name.as_str(), value),
        }
    }
    let message = MessageParser::new()
        .parse(bytes)
        .ok_or("it is no message")?;
    for (name, to) in [("To", message.to()), ("Cc", message.cc())] {
        let many = to.map_or(0, |to| to.iter().count()) as f64;
        traits.number(Subject::Structure, format!("addresses in {name}"), many);
    }
    let parts = message.parts.len() as f64;
    traits.number(Subject::Structure, "parts of the message", parts);
    let attached = message.attachment_count() as f64;
    traits.number(Subject::Structure, "attachments", attached);
    let html = message
        .html_part(0)
        .filter(|part| part.is_text_html())
        .and_then(|part| part.text_contents())
        .unwrap_or_default();
    let layout = match html {
        "" => "plain text".to_owned(),
        _ => layout(html),
    };
    traits.counts(Subject::Structure, elements(html));
    traits.word(Subject::Style, "layout", &layout);
    traits.layout = Some(layout);
    Ok(())
}

/// The headers of a message, unfolded.
fn headers(text: &str) -> Vec<(String, String)> {
    let mut headers: Vec<(String, String)> = Vec::new();
    for line in text.lines().take_while(|line| !line.is_empty()) {
        if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = headers.last_mut() {
                value.push_str(line);
            }
        } else if let Some((name, value)) = line.split_once(':') {
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
    }
    headers
}

/// `-0800` of `Wed, 03 Dec 2025 15:19:54 -0800`
fn zone(date: &str) -> &str {
    date.rsplit(' ').next().unwrap_or_default()
}

fn hour(date: &str) -> Option<f64> {
    let at = date.find(':')?;
    date.get(at.checked_sub(2)?..at)?.trim().parse().ok()
}

/// How often each element begins.
fn elements(html: &str) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for piece in html.split('<').skip(1) {
        let end = piece
            .find(|c: char| !c.is_ascii_alphanumeric())
            .unwrap_or(piece.len());
        if end > 0 {
            *counts
                .entry(format!("html <{}>", &piece[..end]))
                .or_default() += 1;
        }
    }
    counts
}

/// The typefaces of an HTML text and the first of its colours.
fn layout(html: &str) -> String {
    let faces = html
        .match_indices("font")
        .filter_map(|(at, _)| {
            let rule = &html[at..];
            let rule = &rule[..rule.find([';', '"', '}'])?];
            rule.split_once(':')
        })
        .filter(|(name, _)| matches!(*name, "font" | "font-family"))
        .map(|(_, value)| value.trim().to_owned())
        .collect();
    let colour = html
        .match_indices('#')
        .filter_map(|(at, _)| html.get(at + 1..at + 7))
        .find(|hex| is_accent(hex));
    match colour {
        Some(colour) => format!("{}, {}", listed(faces), colour.to_ascii_uppercase()),
        None => listed(faces),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Value;
    use super::*;

    #[test]
    fn an_address_is_counted_once_whatever_its_name_holds() {
        let message = b"To: \"@NAME@\" <a@b.example>, \"Roe, J\" <c@d.example>\r\n\r\nHello\r\n";
        let mut found = Traits::default();
        traits(message, &mut found).unwrap();
        let many = found.list.iter().find(|it| it.name == "addresses in To");
        assert_eq!(many.unwrap().value, Value::Number(2.0));
    }

    #[test]
    fn headers_are_unfolded_and_html_is_counted() {
        let found = headers("A: 1\r\nB: 2;\r\n 3\r\n\r\nC: no header\r\n");
        assert_eq!(
            found,
            [("A".into(), "1".into()), ("B".into(), "2; 3".into())]
        );
        let date = "Wed, 03 Dec 2025 15:19:54 -0800";
        assert_eq!((hour(date), zone(date)), (Some(15.0), "-0800"));
        let html =
            r#"<body style="font:9pt Arial;color:#222"><p style="color:#1F4E79">a</p><p>b</p>"#;
        assert_eq!(elements(html)["html <p>"], 2);
        assert_eq!(layout(html), "9pt Arial, 1F4E79");
    }
}
