//! What a value may be, by its label: never somebody's.
//!
//! The rules are those of the identifier profiles, checked on the finished
//! text and not where the values were drawn.

use super::read::RecordSpan;
use crate::recipe::Profile;

/// What is wrong with a span's value; `None` if nothing is.
pub fn fault(span: &RecordSpan<'_>, profile: Profile) -> Option<&'static str> {
    let text = span.norm.as_deref().filter(|norm| !norm.is_empty());
    let text = text.unwrap_or(&span.text);
    let digits: Vec<u8> = text
        .bytes()
        .filter(u8::is_ascii_digit)
        .map(|digit| digit - b'0')
        .collect();
    match (span.label.as_ref(), span.subtype.as_ref()) {
        ("SSN", _) => ssn(&digits, profile),
        ("PHONE" | "FAX", _) => phone(&digits),
        ("EMAIL", _) => reserved(text.rsplit('@').next().unwrap_or_default()),
        ("URL", _) => {
            let host = text.split("://").last().unwrap_or_default();
            reserved(host.split(['/', '?', ':']).next().unwrap_or_default())
        }
        ("IP", _) => ip(text),
        ("PROVIDER_ID", "npi") => npi(&digits, profile),
        ("PROVIDER_ID", "dea") => dea(text, &digits),
        ("HEALTH_PLAN_ID", "mbi") => mbi(text, profile),
        ("ACCOUNT", "bank_account") if !text.starts_with("0000") => {
            Some("could be an account that was opened")
        }
        ("ACCOUNT", "credit_card") if !luhn(&digits) => Some("fails the Luhn check"),
        _ => None,
    }
}

/// SSA never assigned area numbers from 900 (POMS RM 10201.035); groups that
/// individual taxpayer numbers use are left out as well.
fn ssn(digits: &[u8], profile: Profile) -> Option<&'static str> {
    let [a, _, _, d, e, ..] = digits else {
        return Some("is no social security number");
    };
    if digits.len() != 9 {
        return Some("is no social security number");
    }
    let group = d * 10 + e;
    let taxpayer = matches!(group, 50..=65 | 70..=88 | 90..=92 | 94..=99);
    (profile != Profile::Purview && (*a != 9 || taxpayer))
        .then_some("could be a number that was issued")
}

/// 555-0100 to 555-0199 are for fiction in every area code; of the toll-free
/// numbers only 800-555-0199 is.
fn phone(digits: &[u8]) -> Option<&'static str> {
    let digits = digits.strip_prefix(&[1]).unwrap_or(digits);
    (digits.len() < 10 || digits[3..8] != [5, 5, 5, 0, 1])
        .then_some("is no number reserved for fiction (555-01XX)")
}

/// RFC 2606: example.com, example.org, example.net and what is below them.
fn reserved(host: &str) -> Option<&'static str> {
    let parent = ["example.com", "example.org", "example.net"];
    let fine = parent.iter().any(|parent| {
        host.strip_suffix(parent)
            .is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
    });
    (!fine).then_some("is not under example.com, .org or .net")
}

/// RFC 5737 and RFC 3849.
fn ip(text: &str) -> Option<&'static str> {
    let fine = ["192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:"];
    (!fine.iter().any(|net| text.starts_with(net))).then_some("is no documentation address")
}

/// Luhn over 80840 and the number (45 CFR 162.406); none that starts with 2
/// has been issued.
fn npi(digits: &[u8], profile: Profile) -> Option<&'static str> {
    let prefixed: Vec<u8> = [8, 0, 8, 4, 0].iter().chain(digits).copied().collect();
    if digits.len() != 10 || !luhn(&prefixed) {
        Some("fails the NPI's check digit")
    } else if profile != Profile::Purview && digits[0] != 2 {
        Some("could be a number that was issued")
    } else {
        None
    }
}

fn dea(text: &str, digits: &[u8]) -> Option<&'static str> {
    let [a, b, c, d, e, f, check] = digits else {
        return Some("is no DEA number");
    };
    let sum = a + c + e + 2 * (b + d + f);
    (text.len() != 9 || sum % 10 != *check).then_some("fails the DEA number's check digit")
}

/// `N A AN N A AN N A A N N` (CMS), the first digit 0 where nobody's is.
fn mbi(text: &str, profile: Profile) -> Option<&'static str> {
    let plain: Vec<u8> = text.bytes().filter(|byte| *byte != b'-').collect();
    let letter = |byte: u8| byte.is_ascii_uppercase() && !b"SLOIBZ".contains(&byte);
    let fits = plain.len() == 11
        && b"NAXNAXNAANN"
            .iter()
            .zip(&plain)
            .all(|(kind, byte)| match kind {
                b'N' => byte.is_ascii_digit(),
                b'A' => letter(*byte),
                _ => byte.is_ascii_digit() || letter(*byte),
            });
    match (fits, plain.first()) {
        (false, _) => Some("is no Medicare beneficiary identifier"),
        (true, Some(b'0')) => None,
        (true, _) if profile == Profile::Purview => None,
        (true, _) => Some("could be a number that was issued"),
    }
}

fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, u32::from(*digit)) {
            (0, digit) => digit,
            (_, digit) => digit * 2 / 10 + digit * 2 % 10,
        })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(label: &str, subtype: &str, text: &str) -> bool {
        let json = serde_json::json!({
            "id": "s1", "start": 0, "end": 1, "text": text, "label": label, "subtype": subtype,
            "role": "patient", "safe_harbor": null, "entity": "x",
        })
        .to_string();
        let span: RecordSpan<'_> = serde_json::from_str(&json).unwrap();
        fault(&span, Profile::Safe).is_none()
    }

    #[test]
    fn values_that_could_be_somebodys_are_found() {
        for (label, subtype, good, bad) in [
            ("SSN", "", "951-37-1555", "123-45-6789"),
            ("ACCOUNT", "bank_account", "000012345678", "123456789012"),
            ("SSN", "", "900-01-0001", "951-70-1555"),
            ("PHONE", "cell", "(508) 555-0137", "(508) 555-2137"),
            ("EMAIL", "", "a@b.example.org", "a@badexample.org"),
            (
                "URL",
                "",
                "https://x.example.com/y",
                "https://example.com.evil/y",
            ),
            ("IP", "v4", "198.51.100.53", "8.8.8.8"),
            ("PROVIDER_ID", "npi", "2087522373", "2087522374"),
            ("PROVIDER_ID", "dea", "OX8829256", "OX8829257"),
            ("HEALTH_PLAN_ID", "mbi", "0F16-C32-NJ37", "1F16-C32-NJ37"),
            (
                "ACCOUNT",
                "credit_card",
                "4111111111111111",
                "4111111111111112",
            ),
        ] {
            assert!(check(label, subtype, good), "{label} {good}");
            assert!(!check(label, subtype, bad), "{label} {bad}");
        }
    }
}
