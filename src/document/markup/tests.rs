//! The markup, by small sources and against pulldown-cmark.

use proptest::prelude::*;

use super::*;
use crate::document::Block;

fn marked(mark: usize, value: &str) -> String {
    let mut text = String::new();
    text.push(open(mark));
    escape(value, &mut text).unwrap();
    text.push(CLOSE);
    text
}

fn values(text: &Text) -> Vec<(usize, &str)> {
    text.spans()
        .iter()
        .map(|span| (span.mark, &text.as_str()[span.start..span.end]))
        .collect()
}

#[test]
fn every_value_is_found_whatever_it_is_made_of() {
    let hostile = [
        "O'Brien",
        "Muñoz-Ortega",
        "*a* _b_ `c`",
        "[x](y) <b>&amp;",
        "# no heading | cell",
        "1. no list",
        "- none",
        "\\",
        "~~~",
        "Nguyễn Văn Anh",
        "!x",
        "2001:db8::1",
        "= =",
    ];
    for (mark, value) in hostile.into_iter().enumerate() {
        let shown = marked(mark, value);
        for source in [
            format!("{shown} came"),
            format!("- item {shown}"),
            format!("**Seen:** *{shown}* today"),
            format!("> {shown}"),
            format!("| a | b |\n|---|--:|\n| {shown} | 2 |"),
            format!("Name :: {shown}\nOther ::"),
            format!("--\n{shown}"),
            format!("## {shown}"),
            shown.clone(),
        ] {
            let blocks = blocks(&source).unwrap();
            assert_eq!(blocks.len(), 1, "{source:?} gave {blocks:?}");
            let found = match &blocks[0] {
                Block::Heading { text, .. } | Block::Paragraph(text) => text,
                Block::List { items, .. } => &items[0],
                Block::Fields(fields) => &fields[0].value,
                Block::Table(table) => &table.rows[0][0],
                Block::Quote(texts) | Block::Signature(texts) => &texts[0],
                Block::Rule => panic!("{source:?} gave a rule"),
            };
            assert_eq!(values(found), [(mark, value)], "in {source:?}");
        }
        let text = line(&format!("Re: {shown}!"));
        assert_eq!(values(&text), [(mark, value)]);
        assert_eq!(text.as_str(), format!("Re: {value}!"));
    }
}

#[test]
fn escaped_text_is_itself_again_at_the_start_of_a_line() {
    for text in [
        "1. a", "12) b", "- c", "+ d", "=== ", "> e", "# f", ": g", "3.5 mg", "-1",
    ] {
        let mut source = String::new();
        escape(text, &mut source).unwrap();
        let blocks = blocks(&source).unwrap();
        match &blocks[..] {
            [Block::Paragraph(found)] => assert_eq!(found.as_str(), text.trim_end()),
            other => panic!("{text:?} gave {other:?}"),
        }
    }
}

#[test]
fn paper_has_fields_signatures_and_line_breaks() {
    let blocks = blocks(
        "Patient :: Ann\nRoom ::\n\nSee\nbelow.\\\nThanks\n\n--\nLee\nMD\n\n---\n\n1. a\n2. b\n",
    )
    .unwrap();
    let [
        Block::Fields(fields),
        Block::Paragraph(text),
        Block::Signature(lines),
        Block::Rule,
        Block::List {
            ordered: true,
            items,
        },
    ] = &blocks[..]
    else {
        panic!("{blocks:?}");
    };
    assert_eq!(fields[0].name.as_str(), "Patient");
    assert_eq!(fields[0].value.as_str(), "Ann");
    assert!(fields[1].value.is_empty());
    assert_eq!(text.as_str(), "See below.\nThanks");
    assert_eq!(lines.len(), 2);
    assert_eq!(items.len(), 2);
}

#[test]
fn what_is_not_in_the_subset_is_refused() {
    for (source, expected) in [
        ("a `b`", "code `b`"),
        ("<b>x</b>", "HTML"),
        ("[a](b)", "Link"),
        ("![a](b)", "Image"),
        ("a &amp; b", "write the character"),
        ("- a\n  - b", "inside another"),
        ("- a\n\n  b", "several paragraphs"),
        ("```\nx\n```", "CodeBlock"),
    ] {
        let problem = blocks(source).unwrap_err();
        assert!(problem.contains(expected), "{source:?} gave {problem:?}");
    }
}

/// Found by fuzzing: the words of an item were looked for from the line's end.
#[test]
fn tabs_behind_an_item_are_none_of_its_words() {
    for source in ["+\t\té+\t\t", "- a\t\r\n- é\t\r", "a\tb\n\tc\r\nd"] {
        let blank = source.replace('\t', " ").replace('\r', "");
        assert_eq!(blocks(source), oracle::blocks(&blank), "{source:?}");
    }
}

/// What a fuzzer has found, and what stood beside it.
#[test]
fn a_name_ends_at_two_colons_that_stand_alone() {
    let field = |source: &str| match &blocks(source).unwrap()[0] {
        Block::Fields(fields) => fields
            .iter()
            .map(|field| format!("{}|{}", field.name.as_str(), field.value.as_str()))
            .collect::<Vec<_>>(),
        other => panic!("{source:?} gave {other:?}"),
    };
    assert_eq!(field("a ::\u{be} :: b"), ["a ::\u{be}|b"]);
    assert_eq!(field("a ::b ::"), ["a ::b|"]);
    assert_eq!(field("a :: b :: c"), ["a|b :: c"]);
    assert_eq!(field("\u{e000}x :: y\u{f8ff} :: z"), ["x :: y|z"]);
    let one_piece = "\u{e000}x :: y\u{f8ff} alone";
    assert!(matches!(blocks(one_piece).unwrap()[0], Block::Paragraph(_)));
}

#[test]
fn a_value_of_several_lines_stays_in_one_piece_where_lines_count() {
    for source in [
        "Name :: a\nOther :: \u{e000}one\ntwo\u{f8ff}",
        "A longer name \u{e000}a ::\nb\u{f8ff} :: c",
        "--\n\u{e000}one\ntwo\u{f8ff}",
    ] {
        let texts: Vec<_> = match &blocks(source).unwrap()[0] {
            Block::Fields(fields) => fields
                .iter()
                .flat_map(|field| [field.name.clone(), field.value.clone()])
                .collect(),
            Block::Signature(lines) => lines.clone(),
            other => panic!("{source:?} gave {other:?}"),
        };
        let found: Vec<_> = texts.iter().flat_map(values).collect();
        let expected = if source.contains("one") {
            "one two"
        } else {
            "a :: b"
        };
        assert_eq!(found, [(0, expected)], "{source:?}");
    }
}

/// Lines as templates have them, and as they could.
const LINES: &[&str] = &[
    "",
    "",
    " ",
    "words and more",
    "Name :: value",
    "Empty ::",
    "--",
    "---",
    "* * *",
    "===",
    "# Title",
    "## Title ##",
    "### A #b",
    "#hash",
    "#",
    "####### seven",
    "- item",
    "- **Lead:** text",
    "-",
    "* other",
    "+ third",
    "1. one",
    "2) two",
    "7. seven",
    "  continued",
    "   three blanks",
    "| a | b |",
    "| a \\| c | *b* |",
    "|---|--:|",
    "|:-:|---|",
    "| one |",
    "a | b",
    "> quoted",
    ">",
    "> > twice",
    "lazy",
    "ends\\",
    "ends  ",
    "*italic* and **bold** and ***both***",
    "_under_ a_b_c __strong__",
    "2 * 3 * 4",
    "*open",
    "**a *b* c**",
    "snake_case and 5*",
    "\\* \\_ \\# \\| \\\\",
    "back\\slash \\n",
    "a & b < c [d] > e",
    "! [x]",
    "\u{e000}value\u{f8ff} after",
    "- \u{e001}José O'Brien\u{f8ff}",
    "| \u{e002}x\u{f8ff} | \\-1 |",
    "**\u{e003}bold\u{f8ff}**",
    "·–— “quoted” *“x”* **(y)**",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    fn what_is_read_is_what_commonmark_says(
        lines in prop::collection::vec(prop::sample::select(LINES), 0..9)
    ) {
        let source = lines.join("\n");
        if let Ok(ours) = blocks(&source) {
            prop_assert_eq!(Ok(ours), oracle::blocks(&source), "{:?}", source);
        }
    }
}
