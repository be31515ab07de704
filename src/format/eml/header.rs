//! The header of a message: RFC 5322 with the encoded words of RFC 2047.
//!
//! lettre would write every display name that needs quoting ("Doe, Jane") in
//! base64 and every date in UTC, which no mail program does; so both are
//! encoded here and handed over ready.

use std::borrow::Cow;
use std::fmt::Write as _;

use jiff::civil::Weekday;
use lettre::message::header::{HeaderName, HeaderValue, Headers};

use crate::document::{Head, Kind, Mail, Mailbox, Moment, Source, Style, Text, Transcript};

use super::phrase;

/// What wrote the message; the same for every document.
const MAILER: &str = "synthphi";

/// All header fields but the content type. Those that people read go to the
/// transcript, decoded.
pub fn all(head: &Head, mail: &Mail, transcript: &mut Transcript) -> Result<Headers, String> {
    if mail.to.is_empty() {
        return Err("an e-mail needs a receiver, and it has none".into());
    }
    let mut headers = Headers::with_capacity(9);
    subject(&head.subject, &mut headers, transcript);
    addresses(
        "From",
        std::slice::from_ref(&mail.from),
        &mut headers,
        transcript,
    )?;
    addresses("To", &mail.to, &mut headers, transcript)?;
    if !mail.cc.is_empty() {
        addresses("Cc", &mail.cc, &mut headers, transcript)?;
    }
    let date = date(head.written);
    transcript.push_str("Date: ");
    let source = source("Date", transcript);
    transcript.push(&dated(&date, mail.sent), &source);
    transcript.push_str("\n");
    ready("Date", date, &mut headers);
    ready("Message-ID", message_id(&mail.message_id)?, &mut headers);
    ready("X-Mailer", MAILER.into(), &mut headers);
    ready("Content-Language", "en-US".into(), &mut headers);
    ready("MIME-Version", "1.0".into(), &mut headers);
    Ok(headers)
}

/// A date as the header has it, `Tue, 03 Mar 2026 14:05:00 -0500`, with the
/// mark of the day on day, month and year.
fn dated(date: &str, sent: Option<usize>) -> Text {
    let plain = Style::default();
    let (weekday, rest) = date.split_at("Tue, ".len());
    let (day, time) = rest.split_at("03 Mar 2026".len());
    let mut text = Text::from(weekday);
    let start = text.len();
    text.push(day, plain);
    if let Some(mark) = sent {
        text.mark(start, mark);
    }
    text.push(time, plain);
    text
}

fn subject(subject: &Text, headers: &mut Headers, transcript: &mut Transcript) {
    let subject = one_line(subject);
    transcript.push_str("Subject: ");
    let source = source("Subject", transcript);
    transcript.push(&subject, &source);
    transcript.push_str("\n");
    let name = HeaderName::new_from_ascii_str("Subject");
    let text = subject.as_str();
    headers.insert_raw(if phrase::is_plain(text) {
        HeaderValue::new(name, text.to_owned())
    } else {
        // lettre would encode single words, and some readers lose the blank
        // between an encoded word and a plain one.
        let mut value = String::new();
        phrase::encoded_words(text, "Subject: ".len(), &mut value);
        HeaderValue::dangerous_new_pre_encoded(name, String::new(), value)
    });
}

fn addresses(
    name: &'static str,
    mailboxes: &[Mailbox],
    headers: &mut Headers,
    transcript: &mut Transcript,
) -> Result<(), String> {
    transcript.push_str(name);
    transcript.push_str(": ");
    let source = source(name, transcript);
    let mut value = String::with_capacity(64 * mailboxes.len());
    let mut column = name.len() + 2;
    for (at, mailbox) in mailboxes.iter().enumerate() {
        let shown = one_line(&mailbox.name);
        let address = mailbox.address.as_str();
        check(shown.as_str(), address)?;

        if at > 0 {
            transcript.push_str(", ");
        }
        phrase::transcribe(&shown, &mailbox.address, &source, transcript);

        if at > 0 {
            value.push(',');
            column =
                phrase::break_or_blank(column + 1, shown.len() + address.len() + 8, &mut value);
        }
        if shown.is_empty() {
            value.push_str(address);
            column += address.len();
        } else {
            column = phrase::encode(shown.as_str(), column, &mut value);
            column = phrase::break_or_blank(column, address.len() + 3, &mut value);
            value.push('<');
            value.push_str(address);
            value.push('>');
            column += address.len() + 2;
        }
    }
    transcript.push_str("\n");
    ready(name, value, headers);
    Ok(())
}

/// Refuses what could break out of its header, or would be read back as
/// something else.
fn check(shown: &str, address: &str) -> Result<(), String> {
    if shown.contains(['"', '\\']) {
        return Err(format!(
            "the display name {shown:?} has a quotation mark or a backslash, \
             which readers give back in different ways"
        ));
    }
    let plain = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte))
            && !part.starts_with('.')
            && !part.ends_with('.')
            && !part.contains("..")
    };
    match address.split_once('@') {
        Some((local, domain)) if plain(local) && plain(domain) => Ok(()),
        _ => Err(format!("{address:?} is no address of an e-mail")),
    }
}

fn message_id(id: &str) -> Result<String, String> {
    if id
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && !b"<>".contains(&byte))
        && id.contains('@')
    {
        Ok(format!("<{id}>"))
    } else {
        Err(format!("{id:?} is no message id"))
    }
}

/// A date as RFC 5322, 3.3 has it, in the writer's own zone.
fn date(written: Moment) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let local = written.local;
    let weekday = match local.weekday() {
        Weekday::Monday => "Mon",
        Weekday::Tuesday => "Tue",
        Weekday::Wednesday => "Wed",
        Weekday::Thursday => "Thu",
        Weekday::Friday => "Fri",
        Weekday::Saturday => "Sat",
        Weekday::Sunday => "Sun",
    };
    let month = MONTHS[usize::from(local.month().unsigned_abs()) - 1];
    let sign = if written.offset < 0 { '-' } else { '+' };
    let offset = written.offset.unsigned_abs();
    let mut date = String::with_capacity(31);
    write!(
        date,
        "{weekday}, {:02} {month} {:04} {:02}:{:02}:{:02} {sign}{:02}{:02}",
        local.day(),
        local.year(),
        local.hour(),
        local.minute(),
        local.second(),
        offset / 60,
        offset % 60,
    )
    .expect("a string takes everything");
    date
}

fn ready(name: &'static str, value: String, headers: &mut Headers) {
    headers.insert_raw(HeaderValue::dangerous_new_pre_encoded(
        HeaderName::new_from_ascii_str(name),
        String::new(),
        value,
    ));
}

/// Where the value of a header is that begins here.
fn source(header: &'static str, transcript: &Transcript) -> Source {
    Source {
        header: Some(header),
        origin: Some(transcript.text.len()),
        ..Source::of(Kind::MimeHeader)
    }
}

/// The text on one line: line breaks and runs of blanks between the spans
/// become one blank, those at the ends go.
fn one_line(text: &Text) -> Cow<'_, Text> {
    let all = text.as_str();
    let tidy = !all.starts_with(' ')
        && !all.ends_with(' ')
        && !all.bytes().any(|byte| byte == b'\n')
        && !all.as_bytes().windows(2).any(|pair| pair == b"  ");
    if tidy {
        return Cow::Borrowed(text);
    }
    let mut line = Text::default();
    let mut at = 0;
    for span in text.spans() {
        fold(&all[at..span.start], &mut line);
        let start = line.len();
        line.push(&all[span.start..span.end], Style::default());
        line.mark(start, span.mark);
        at = span.end;
    }
    fold(&all[at..], &mut line);
    line.trim_end();
    Cow::Owned(line)
}

fn fold(text: &str, line: &mut Text) {
    let blank = [' ', '\n'];
    let mut owed = text.starts_with(blank);
    for word in text.split(blank).filter(|word| !word.is_empty()) {
        if owed && !line.is_empty() {
            line.push(" ", Style::default());
        }
        line.push(word, Style::default());
        owed = true;
    }
    if text.ends_with(blank) && !line.is_empty() && !line.as_str().ends_with(' ') {
        line.push(" ", Style::default());
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::DateTime;

    use super::*;

    #[test]
    fn a_date_keeps_the_zone_of_its_writer() {
        let at = |offset| {
            date(Moment {
                local: DateTime::constant(2026, 3, 3, 14, 5, 0, 0),
                offset,
            })
        };
        assert_eq!(at(-300), "Tue, 03 Mar 2026 14:05:00 -0500");
        assert_eq!(at(0), "Tue, 03 Mar 2026 14:05:00 +0000");
        assert_eq!(at(330), "Tue, 03 Mar 2026 14:05:00 +0530");
        assert_eq!(at(-30), "Tue, 03 Mar 2026 14:05:00 -0030");
    }

    #[test]
    fn a_header_is_one_line_and_keeps_its_spans() {
        let mut text = Text::from(" Visit\n of  ");
        let start = text.len();
        text.push("Ana Lee", Style::default());
        text.mark(start, 3);
        text.push("\nBcc: x@example.com \n", Style::default());
        let line = one_line(&text);
        assert_eq!(line.as_str(), "Visit of Ana Lee Bcc: x@example.com");
        let span = line.spans()[0];
        assert_eq!(
            (&line.as_str()[span.start..span.end], span.mark),
            ("Ana Lee", 3)
        );
    }

    #[test]
    fn what_could_be_misread_is_refused() {
        assert!(check("Jane", "jane.doe@mail.example.org").is_ok());
        assert!(check("", "o'brien@mail.example.org").is_ok());
        for address in [
            "",
            "a",
            "@b",
            "a@",
            "a b@c",
            "a@b\r\nBcc: d@e",
            "é@b",
            "a@b>",
            ".a@b",
        ] {
            assert!(check("Jane", address).is_err(), "{address}");
        }
        assert!(check("Robert \"Bob\" Roe", "a@b").is_err());
        assert!(message_id("1.2@example.org").is_ok());
        assert!(message_id("1@b>\r\nX: y").is_err());
    }
}
