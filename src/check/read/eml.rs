//! Messages, read with mail-parser.

use std::fmt::Write as _;

use mail_parser::decoders::html::html_to_text;
use mail_parser::{Address, Message, MessageParser};

/// The headers that people read, an empty line and the plain part.
pub fn text(bytes: &[u8]) -> Result<String, String> {
    let message = parse(bytes)?;
    let mut out = format!("Subject: {}\n", message.subject().unwrap_or_default());
    for (name, addresses) in [
        ("From", message.from()),
        ("To", message.to()),
        ("Cc", message.cc()),
    ] {
        if let Some(addresses) = addresses {
            let _infallible = writeln!(out, "{name}: {}", list(addresses));
        }
    }
    if let Some(date) = message.date() {
        // mail-parser writes the day of the month without its leading zero.
        let date = date.to_rfc822();
        let zero = if date.as_bytes().get(6) == Some(&b' ') {
            "0"
        } else {
            ""
        };
        let (weekday, rest) = date.split_once(' ').ok_or("its date has no weekday")?;
        let _infallible = writeln!(out, "Date: {weekday} {zero}{rest}");
    }
    out.push('\n');
    let plain = message
        .text_part(0)
        .filter(|part| part.is_text() && !part.is_text_html())
        .ok_or("it has no plain part")?;
    out.push_str(plain.text_contents().unwrap_or_default());
    Ok(out)
}

/// The HTML part as text.
pub fn html(bytes: &[u8]) -> Result<String, String> {
    let message = parse(bytes)?;
    let part = message
        .html_part(0)
        .filter(|part| part.is_text_html())
        .ok_or("it has no HTML part")?;
    Ok(html_to_text(part.text_contents().unwrap_or_default()))
}

fn parse(bytes: &[u8]) -> Result<Message<'_>, String> {
    MessageParser::new()
        .parse(bytes)
        .filter(|message| message.from().is_some())
        .ok_or_else(|| "it is no message with a sender".into())
}

/// Mailboxes as people see them: a name that holds a character with a meaning
/// stands in quotation marks.
fn list(addresses: &Address<'_>) -> String {
    let mut out = String::new();
    for mailbox in addresses.iter() {
        if !out.is_empty() {
            out.push_str(", ");
        }
        let address = mailbox.address().unwrap_or_default();
        let _infallible = match mailbox.name() {
            None => write!(out, "{address}"),
            Some(name) if name.contains(|c| r#"()<>@,:;."[]\"#.contains(c)) => {
                write!(out, "\"{name}\" <{address}>")
            }
            Some(name) => write!(out, "{name} <{address}>"),
        };
    }
    out
}
