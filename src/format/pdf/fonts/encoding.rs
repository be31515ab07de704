//! The encoding of the narrow subsets, a byte to a character.

/// The characters at 0x80 to 0x9F: those of WinAnsiEncoding and, at the codes
/// of [`DIFFERENCES`], our own.
const HIGH: [char; 32] = [
    '€', '≥', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '≤', 'Ž', '→', '☐', '‘', '’',
    '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '☑', 'ž', 'Ÿ',
];

/// What the narrow subsets have beyond WinAnsiEncoding, as the array of a PDF's
/// encoding dictionary.
pub const DIFFERENCES: &str =
    "129/greaterequal 141/lessequal 143/arrowright 144/uni2610 157/uni2611";

/// The character of that code in the narrow subsets: WinAnsiEncoding (ISO
/// 32000-1, annex D.2) without the soft hyphen, and the differences.
pub fn narrow_character(code: u8) -> Option<char> {
    match code {
        0x20..=0x7e | 0xa0..=0xac | 0xae..=0xff => Some(char::from(code)),
        0x80..=0x9f => Some(HIGH[usize::from(code) - 0x80]),
        _ => None,
    }
}

/// Whether a character of the narrow subset is one that nearly all papers make
/// do with: `PLAIN` in `fonts/subset.py`.
pub fn is_plain(character: char) -> bool {
    matches!(character, ' '..='~') || "\u{a0}°±·‘’“”•–—…≥≤→☐☑".contains(character)
}

/// The code of a character in the narrow subsets; 0 if they lack it.
pub(super) fn narrow_code(character: char) -> u8 {
    match u8::try_from(character) {
        Ok(code) if !(0x80..0xa0).contains(&code) => narrow_character(code).map_or(0, |_| code),
        _ => HIGH
            .iter()
            .position(|&high| high == character)
            .map_or(0, |place| 0x80 + place as u8),
    }
}
