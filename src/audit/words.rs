//! Texts as hashes of their words.

/// The hash of some bytes: FNV-1a with the finish of SplitMix64. It decides
/// no byte of a corpus, only which things a report takes for the same.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    mix(bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

/// One hash of two.
pub(super) fn join(first: u64, second: u64) -> u64 {
    mix(first.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ second)
}

/// The finish of SplitMix64, by which every bit depends on every other.
pub(super) fn mix(mut bits: u64) -> u64 {
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    bits ^ (bits >> 31)
}

/// Runs of so many words, hashed; all words as one run if there are fewer.
pub(super) fn runs(text: &str, length: usize) -> Vec<u64> {
    let words: Vec<u64> = text
        .split_whitespace()
        .map(|word| hash(word.as_bytes()))
        .collect();
    let run = |words: &[u64]| words.iter().fold(0, |run, word| join(run, *word));
    if words.len() < length {
        return if words.is_empty() {
            Vec::new()
        } else {
            vec![run(&words)]
        };
    }
    words.windows(length).map(run).collect()
}

/// The words that a classifier sees: runs of letters and digits with what
/// joins them, in lower case, every digit a 0, so that doses count as one.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-')
        .map(|word| word.trim_matches(['\'', '-']))
        .filter(|word| !word.is_empty())
        .map(|word| {
            let plain = |c: char| if c.is_numeric() { '0' } else { c };
            word.chars()
                .flat_map(char::to_lowercase)
                .map(plain)
                .collect()
        })
}

/// How many words a piece of text has at least to be called a sentence.
const SENTENCE: usize = 4;

/// The sentences of a text: its pieces between line ends and behind `.`, `!` or
/// `?` and a blank, if they have at least four words.
pub(super) fn sentences(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .flat_map(pieces)
        .map(str::trim)
        .filter(|piece| piece.split_whitespace().nth(SENTENCE - 1).is_some())
}

fn pieces(line: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut ended = false;
    for (at, c) in line.char_indices() {
        if ended && c.is_whitespace() {
            pieces.push(&line[start..at]);
            start = at;
        }
        ended = matches!(c, '.' | '!' | '?');
    }
    pieces.push(&line[start..]);
    pieces
}

/// The lines of a text that hold anything, without the blanks around them.
pub(super) fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n')
        .map(str::trim)
        .filter(|line| !line.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_end_where_a_reader_would_end_them() {
        let text = "Seen today by Dr. Lee for review.  She takes 2.5 mg every day! Short one.\n\
                    Follow up in two weeks";
        let found: Vec<&str> = sentences(text).collect();
        assert_eq!(
            found,
            [
                "Seen today by Dr.",
                "She takes 2.5 mg every day!",
                "Follow up in two weeks",
            ]
        );
    }

    #[test]
    fn words_lose_their_case_and_their_numbers() {
        let found: Vec<String> = tokens("Don't take 81 mg, O'Brien -- X-ray 'ß'").collect();
        assert_eq!(
            found,
            ["don't", "take", "00", "mg", "o'brien", "x-ray", "ß"]
        );
    }

    #[test]
    fn runs_of_a_short_text_are_the_text() {
        assert_eq!(runs("", 5).len(), 0);
        assert_eq!(runs("a b", 5).len(), 1);
        assert_eq!(runs("a b c d e", 5).len(), 1);
        assert_eq!(runs("a b c d e f", 5).len(), 2);
        assert_ne!(runs("a b", 2), runs("b a", 2));
    }
}
