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
    // mail-parser breaks lines at paragraphs only: cells would run together.
    let mut html = part.text_contents().unwrap_or_default().to_owned();
    for block in [
        "</td>", "</th>", "</h1>", "</h2>", "</h3>", "</li>", "</div>",
    ] {
        html = html.replace(block, &format!("<br>{block}"));
    }
    Ok(html_to_text(&html))
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

#[cfg(test)]
mod tests {
    use super::*;

    const MESSAGE: &[u8] = b"Subject: =?utf-8?q?Jos=C3=A9?=\r\n\
        From: \"Doe, Jane\" <jane@mail.example.org>\r\n\
        To: =?utf-8?b?xYF1a2Fzeg==?= <l@mail.example.org>, b@mail.example.org\r\n\
        Date: Tue, 03 Mar 2026 14:05:00 -0500\r\n\
        Content-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nDear Jane\r\n\
        --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>Dear &lt;Jane&gt;<table><td>a</td><td>b</td></table>\r\n\
        --b--\r\n";

    #[test]
    fn headers_and_both_parts_are_read() {
        assert_eq!(
            text(MESSAGE).unwrap(),
            "Subject: José\n\
             From: \"Doe, Jane\" <jane@mail.example.org>\n\
             To: Łukasz <l@mail.example.org>, b@mail.example.org\n\
             Date: Tue, 03 Mar 2026 14:05:00 -0500\n\n\
             Dear Jane"
        );
        assert_eq!(html(MESSAGE).unwrap().trim(), "Dear <Jane>a\nb");
    }

    #[test]
    fn a_message_without_its_parts_is_refused() {
        let only_html = b"From: a@b\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n";
        assert!(text(only_html).is_err());
        let only_plain = b"From: a@b\r\nContent-Type: text/plain\r\n\r\nx\r\n";
        assert!(text(only_plain).is_ok());
        assert!(html(only_plain).is_err());
    }
}
