//! What a grammar refuses, and on which line.

use crate::narrate::Grammar;

#[test]
fn mistakes_are_found_on_their_line() {
    for (phrases, expected) in [
        ("p\n  [q]\n", "t:2: there is no passage `q`"),
        ("p\n  a\n  {x y}\n", "t:3: `x y` is no path"),
        ("p\n  {x|shout}\n", "t:2: `shout` is nothing"),
        (
            "p\n  a (b|c\n",
            "t:2: brackets or bars don't match at `(b|c`",
        ),
        ("p\n  a | b\n", "t:2: brackets or bars don't match at `| b`"),
        ("p\n  a ) b\n", "t:2: brackets or bars don't match"),
        ("  a\n", "t:1: this line belongs to no passage"),
        ("p\n   a\n", "t:2: this line belongs to no passage"),
        ("p\n\nq\n  a\n", "t:1: `p` has no wording"),
        ("p\n  a\np\n  b\n", "t:3: `p` is there already"),
        ("p p\n  a\n", "t:1: `p p` is no name"),
        ("p@loud\n  a\n", "t:1: `p@loud` is of no known voice"),
        (
            "p@telegraphic\n  a\n",
            "t:2: `p@telegraphic` is a variant of no passage",
        ),
        ("p\n  [q]\nq\n  [p]\n", "t:2: `p` leads back to itself"),
        ("p\n  0x a\n", "t:2: a weight of 0"),
        ("p\n  [p|some]\n", "t:2: `some` is no way"),
        ("p\n  ?x>y a\n", "t:2: `x>y` compares with no number"),
    ] {
        let error = Grammar::load(&[("t", phrases)]).unwrap_err();
        assert!(
            error.to_string().contains(expected),
            "{phrases:?} gave {error}"
        );
        assert!(error.hint().is_some());
    }
}

#[test]
fn more_conditions_than_a_grammar_holds_are_refused() {
    let phrases: String = (0..66_000)
        .map(|number| match number % 100 {
            0 => format!("p{number}\n  ?kind={number} word\n"),
            _ => format!("  ?kind={number} word\n"),
        })
        .collect();
    let error = Grammar::load(&[("t", &phrases)]).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("more different paths or conditions"),
        "{error}"
    );
}
