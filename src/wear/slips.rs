//! Slips of the keyboard and of the machine that reads a scan.

use crate::seed::Stream;

/// The rows of a keyboard, from which neighbours follow.
const ROWS: [&str; 3] = ["qwertyuiop", "asdfghjkl", "zxcvbnm"];

/// What is taken for what. No digit becomes another digit.
const CONFUSED: [(&str, &str); 22] = [
    ("rn", "m"),
    ("cl", "d"),
    ("vv", "w"),
    ("li", "h"),
    ("m", "rn"),
    ("d", "cl"),
    ("l", "1"),
    ("I", "l"),
    ("i", "l"),
    ("o", "0"),
    ("O", "0"),
    ("e", "c"),
    ("a", "o"),
    ("h", "b"),
    ("g", "q"),
    ("t", "f"),
    ("u", "ii"),
    ("B", "8"),
    ("S", "5"),
    ("0", "O"),
    ("1", "l"),
    ("5", "S"),
];

/// A word of small letters, typed wrongly.
pub(super) fn mistype(word: &str, stream: &mut Stream) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    // The first letter is seldom the one.
    let at = 1 + stream.index(letters.len() - 1);
    match stream.below(4) {
        0 if at + 1 < letters.len() => letters.swap(at, at + 1),
        1 => {
            letters.remove(at);
        }
        2 => letters.insert(at, letters[at]),
        _ => letters[at] = neighbour(letters[at], stream),
    }
    letters.into_iter().collect()
}

/// The key beside; the same one if it is no letter.
fn neighbour(letter: char, stream: &mut Stream) -> char {
    for row in ROWS {
        if let Some(at) = row.find(letter) {
            let left = stream.chance(50.0) && at > 0 || at + 1 == row.len();
            let beside = if left { at - 1 } else { at + 1 };
            return char::from(row.as_bytes()[beside]);
        }
    }
    letter
}

/// A word with one thing in it taken for another; `None` if nothing in it is
/// ever confused.
pub(super) fn misread(word: &str, stream: &mut Stream) -> Option<String> {
    let mut places: Vec<(usize, usize)> = Vec::new();
    for (number, (from, _)) in CONFUSED.iter().enumerate() {
        places.extend(word.match_indices(from).map(|(at, _)| (at, number)));
    }
    if places.is_empty() {
        return None;
    }
    let (at, number) = *stream.pick(&places);
    let (from, to) = CONFUSED[number];
    Some([&word[..at], to, &word[at + from.len()..]].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seed::Seed;

    #[test]
    fn a_slip_changes_a_word_a_little() {
        let mut stream = Seed::new(1).unwrap().stream(format_args!("slips"));
        for _ in 0..500 {
            let typed = mistype("medication", &mut stream);
            assert!((9..=11).contains(&typed.len()), "{typed}");
            assert!(typed.starts_with('m'), "{typed}");
            let read = misread("illness", &mut stream).unwrap();
            assert_ne!(read, "illness");
        }
        assert_eq!(misread("777", &mut stream), None);
    }

    #[test]
    fn no_digit_is_taken_for_another() {
        for (from, to) in CONFUSED {
            let is_digit = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
            assert!(!(is_digit(from) && is_digit(to)), "{from} {to}");
        }
    }
}
