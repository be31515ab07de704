//! Numbers in digits: most of what facts are made of. `format!` would write them
//! at five times the cost.

/// Appends a number in decimal digits, with leading zeros up to a width.
pub fn push_digits(to: &mut String, number: u64, width: usize) {
    let mut buffer = itoa::Buffer::new();
    let digits = buffer.format(number);
    for _ in digits.len()..width {
        to.push('0');
    }
    to.push_str(digits);
}

/// A number in digits, with leading zeros up to a width, behind a prefix.
pub fn numbered(prefix: &str, number: u64, width: usize) -> String {
    let mut text = String::with_capacity(prefix.len() + width.max(4));
    text.push_str(prefix);
    push_digits(&mut text, number, width);
    text
}

/// How many digits a number has.
pub(super) fn count_digits(number: u16) -> usize {
    match number {
        0..10 => 1,
        10..100 => 2,
        100..1_000 => 3,
        1_000..10_000 => 4,
        _ => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_the_standard_library() {
        for number in [0, 7, 10, 99, 100, 999, 1_000, 9_999, 10_000, 65_535] {
            assert_eq!(numbered("N-", number, 3), format!("N-{number:03}"));
            let count = number.to_string().len();
            assert_eq!(count_digits(number as u16), count);
        }
        assert_eq!(numbered("", u64::MAX, 0), u64::MAX.to_string());
    }
}
