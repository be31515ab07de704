//! Text that a user gives breaks out of nothing: XML, PDF strings, MIME headers
//! and HTML hold it as text, and every reader of `verify --deep` finds it.

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use quick_xml::events::Event;
use synthphi::labels::export::LABELS;
use synthphi::recipe::{Draft, Recipe};

use crate::bench::{folder, records, run, said, tree};

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

/// Documents of that template, in all formats.
fn corpus(here: &Path) -> PathBuf {
    fs::create_dir(here.join("own")).unwrap();
    fs::write(here.join("own/hostile.md"), template()).unwrap();
    let (_, talk, code) = said(&run(
        here,
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
    here.join("c")
}

#[test]
fn what_a_template_says_is_text_in_every_format() {
    let here = folder();
    let corpus = corpus(here.path());
    let (report, talk, code) = said(&run(here.path(), &["verify", "c", "--deep"]));
    assert_eq!(code, 0, "{report}{talk}");

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

/// Every file below a folder with that ending, as text.
fn files(folder: &Path, ending: &str) -> Vec<String> {
    let texts: Vec<String> = tree(folder)
        .keys()
        .filter(|name| name.ends_with(ending))
        .map(|name| fs::read_to_string(folder.join(name)).unwrap())
        .collect();
    assert!(!texts.is_empty(), "{ending}");
    texts
}

#[test]
fn what_a_template_says_is_text_in_every_export_too() {
    let here = folder();
    corpus(here.path());
    for name in LABELS.iter().map(|format| format.name()) {
        let mut export = vec!["export", "c", "--to", name];
        if name == "conll" {
            export.extend(["--columns", "2"]);
        }
        let (_, talk, code) = said(&run(here.path(), &export));
        assert_eq!(code, 0, "{name}: {talk}");
    }
    let out = |name: &str| here.path().join(format!("c-{name}"));
    for name in ["i2b2", "meddocan"] {
        for file in files(&out(name), ".xml") {
            let mut reader = quick_xml::Reader::from_str(&file);
            loop {
                match reader.read_event().unwrap() {
                    Event::Eof => break,
                    Event::Comment(_) | Event::DocType(_) => panic!("{file}"),
                    Event::Start(it) | Event::Empty(it) => {
                        let element = it.name();
                        let element: &str = element.as_ref();
                        let is_ours = |c: char| c.is_ascii_uppercase() || c == '_';
                        assert!(
                            element == "deIdi2b2" || element.chars().all(is_ours),
                            "{element}"
                        );
                    }
                    _ => {}
                }
            }
        }
    }
    // Where a table of cells would be made of it: no cell is a formula.
    for line in files(&out("conll"), ".conll")
        .iter()
        .flat_map(|file| file.lines())
    {
        let cells: Vec<&str> = line.split('\t').collect();
        assert!(line.is_empty() || cells.len() == 2, "{line:?}");
        let begins = cells[0].starts_with(['=', '+', '-', '@']);
        assert!(
            !begins || cells[0].len() == 1 || cells[0] == "-DOCSTART-",
            "{line:?}"
        );
    }
    for line in files(&out("brat"), ".ann")
        .iter()
        .flat_map(|file| file.lines())
    {
        let cells = if line.starts_with('A') { 2 } else { 3 };
        assert_eq!(line.split('\t').count(), cells, "{line:?}");
    }
    let (_, talk, code) = said(&run(here.path(), &["audit", "c", "--html", "audit.html"]));
    assert!(code <= 1, "{talk}");
    let page = fs::read_to_string(here.path().join("audit.html")).unwrap();
    assert!(!page.contains("<script") && !page.contains("<!--"));
}

/// Whoever may put a file into the folder may not put words into our mouth.
#[test]
fn the_name_of_a_stray_is_no_line_and_no_order_to_the_terminal() {
    let here = folder();
    let (_, talk, code) = said(&run(
        here.path(),
        &[
            "generate",
            "--out",
            "c",
            "--seed",
            "3",
            "--positive",
            "4",
            "--negative",
            "2",
            "--quiet",
        ],
    ));
    assert_eq!(code, 0, "{talk}");
    let stray = "x\n6 of 6 documents checked, 0 findings\u{1b}[2J\u{202e}";
    fs::write(here.path().join("c").join(stray), "").unwrap();
    let (report, _, code) = said(&run(here.path(), &["verify", "c"]));
    assert_eq!(code, 1, "{report}");
    assert!(report.starts_with("x\\n6 of 6"), "{report}");
    assert!(!report.contains(['\u{1b}', '\u{202e}']), "{report:?}");
    assert_eq!(report.lines().count(), 2, "{report}");

    fs::create_dir(here.path().join("foreign")).unwrap();
    fs::write(here.path().join("foreign").join(stray), "").unwrap();
    let (_, talk, code) = said(&run(here.path(), &["generate", "--out", "foreign"]));
    assert_eq!(code, 5, "{talk}");
    assert!(!talk.contains(['\u{1b}', '\u{202e}']), "{talk:?}");
    assert_eq!(
        talk.lines().count(),
        3,
        "the recipe, an error, a hint: {talk}"
    );
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
