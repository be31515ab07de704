//! Text that a user gives breaks out of nothing: XML, PDF strings, MIME headers
//! and HTML hold it as text, and every reader of `verify --deep` finds it.

use std::fs;

use proptest::prelude::*;
use synthphi::recipe::{Draft, Recipe};

use crate::bench::{folder, records, run, said};

/// Words that mean something in one of the formats.
const HOSTILE: &[&str] = &[
    "]]> <!-- </w:t></w:r> &lt; &#0; <script>alert(1)</script>",
    "(unbalanced \\\\( ) Tj ET endstream endobj %%EOF",
    "=?utf-8?B?QmNjOiBldmU=?= =SUM(A1:A9) @import +1",
    "--boundary-- Content-Type: text/html",
    "../../etc/passwd C:\\\\CON\\\\aux.txt",
    "%PDF-1.7 PK\\u0003\\u0004 {{ }} {% x %}",
    "bell\\u0007 vertical\\u000b end\\ufffe",
    "e\\u0301 \\u00fc \\u0142 Nguy\\u1ec5n",
];

/// A template that says all of it in its text, its tables and its head.
fn template() -> String {
    let said: String = HOSTILE
        .iter()
        .map(|words| format!("Said :: {{{{ \"{words}\" }}}}\n\n{{{{ \"{words}\" }}}}\n\n"))
        .collect();
    let rows: String = HOSTILE
        .iter()
        .map(|words| format!("| {{{{ \"{words}\" }}}} | {{{{ patient.name }}}} |\n"))
        .collect();
    format!(
        "+++\ntitle = \"<Visit & \\\"Co\\\">\"\ndescription = \"d\"\nclass = \"positive\"\n\
         kind = \"clinical\"\nformats = [\"docx\", \"pdf\", \"pptx\", \"eml\"]\n\n\
         [head]\nsubject = '{{{{ \"Visit\\r\\nBcc: eve@example.org\" }}}} {{{{ patient.name }}}}'\n\
         running = '{{{{ \"<&> ) Tj\" }}}}'\n\n\
         [mail]\n\
         from = {{ name = '{{{{ author.name }}}}', address = '{{{{ author.email }}}}' }}\n\
         to = [{{ name = '{{{{ patient.name }}}}', address = '{{{{ patient.email }}}}' }}]\n+++\n\
         # Visit\n\n## Words\n\n{said}\n| what | who |\n|---|---|\n{rows}\n"
    )
}

#[test]
fn what_a_template_says_is_text_in_every_format() {
    let here = folder();
    fs::create_dir(here.path().join("own")).unwrap();
    fs::write(here.path().join("own/hostile.md"), template()).unwrap();
    let (_, talk, code) = said(&run(
        here.path(),
        &[
            "generate",
            "--out",
            "c",
            "--seed",
            "5",
            "--positive",
            "16",
            "--negative",
            "0",
            "--templates",
            "own",
            "--documents",
            "hostile=100000",
            "--formats",
            "docx,pdf,pptx,eml",
            "--quiet",
        ],
    ));
    assert_eq!(code, 0, "{talk}");
    let (report, talk, code) = said(&run(here.path(), &["verify", "c", "--deep"]));
    assert_eq!(code, 0, "{report}{talk}");

    let corpus = here.path().join("c");
    let mut formats: Vec<String> = Vec::new();
    for record in records(&corpus) {
        assert_eq!(record["doc_type"], "hostile");
        formats.push(record["format"].as_str().unwrap().to_owned());
        let text = record["text"].as_str().unwrap();
        assert!(
            text.contains("<script>alert(1)</script>") && text.contains("%%EOF"),
            "{text}"
        );
        let bytes = fs::read(corpus.join(record["path"].as_str().unwrap())).unwrap();
        if record["format"] == "eml" {
            let mail = mail_parser::MessageParser::default().parse(&bytes).unwrap();
            assert!(mail.bcc().is_none());
            assert_eq!(mail.parts.len(), 3, "a text, its HTML, and the two of them");
            let html = mail.body_html(0).unwrap();
            assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"));
        }
    }
    formats.sort();
    formats.dedup();
    assert_eq!(formats.len(), 4, "{formats:?}");
}

proptest! {
    /// What is no recipe is refused in words, not by a panic; what is one is
    /// what its canonical form says.
    #[test]
    fn any_text_is_a_recipe_or_is_refused(
        keys in prop::collection::vec(
            (
                prop::sample::select(vec![
                    "seed", "positive", "negative", "as_of", "layout", "identifiers",
                    "formats", "documents", "pools", "pools.patients", "colour", "\u{0}",
                ]),
                prop::sample::select(vec![
                    "0", "-1", "1e12", "nan", "inf", "\"\"", "\"2026-02-30\"", "\"2026-06-30\"",
                    "{}", "{docx = 1}", "{docx = nan}", "{docx = -1}", "[]", "true",
                    "18446744073709551616", "9223372036854775807", "'flat'", "'strict'", "\u{fffe}",
                ]),
            ),
            0..6,
        ),
        noise in ".{0,12}",
    ) {
        let mut text: String = keys
            .iter()
            .map(|(key, value)| format!("{key} = {value}\n"))
            .collect();
        for text in [text.clone(), { text.push_str(&noise); text }] {
            for file in ["recipe.toml", "recipe.json"] {
                let Ok(draft) = Draft::parse(file, &text) else { continue };
                if let Ok(recipe) = Recipe::new(draft, 42) {
                    let canonical = recipe.canonical();
                    let again = Recipe::from_canonical("stored", &canonical).unwrap();
                    prop_assert_eq!(&again, &recipe);
                    prop_assert_eq!(again.canonical(), canonical);
                }
            }
        }
    }
}
