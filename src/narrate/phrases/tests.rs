//! Every wording of the crate's phrases, told of made-up stories.

use super::story::story;
use super::{FILES, PASSAGES};
use crate::fact::{Item, Key};
use crate::narrate::draft::Draft;
use crate::narrate::grammar::{Grammar, Wording};
use crate::narrate::lookup::Step;
use crate::narrate::parse;
use crate::narrate::pattern::Test;
use crate::narrate::telling::Telling;
use crate::narrate::tests::{Fake, Sheet, tell};
use crate::narrate::{Memory, Narrator as _, Subject};
use crate::seed::Seed;

/// The passages that a document about nobody may ask for.
const OF_NOBODY: &[&str] = &[
    "access_",
    "announcement_",
    "appointment_",
    "board_",
    "call_",
    "claim_",
    "committee_",
    "confidentiality_",
    "consent_",
    "credential_",
    "deidentified_",
    "device_",
    "directory_",
    "discussion_",
    "education_",
    "figures_",
    "form_",
    "formulary_",
    "guideline_",
    "handbook_",
    "leaflet_",
    "meeting_",
    "minutes_",
    "news_",
    "order_",
    "policy_",
    "procedure_",
    "reminder_",
    "sample_",
    "slide_",
    "slides_",
    "thread_",
    "ticket_",
    "vendor_",
    "work_",
];

fn is_of_nobody(passage: &str) -> bool {
    OF_NOBODY.iter().any(|start| passage.starts_with(start))
}

/// The codes by which the phrases tell illnesses apart.
fn codes(grammar: &Grammar) -> Vec<String> {
    let guards = grammar.guards.iter();
    let tested = guards
        .filter(|guard| grammar.paths[guard.path.place()].ends_with("icd"))
        .filter_map(|guard| match &guard.test {
            Test::Reads(patterns) => Some(patterns.clone()),
            _ => None,
        });
    let kept = grammar
        .paths
        .iter()
        .flat_map(|path| &path.steps)
        .filter_map(|step| match step {
            Step::Keep { key, value, .. } if *key == Key::of("icd") => value.clone(),
            _ => None,
        });
    let mut codes: Vec<String> = tested
        .chain(kept)
        .flatten()
        .map(|pattern| pattern.words().to_owned())
        .collect();
    codes.push("T78.2".into());
    codes.sort();
    codes.dedup();
    codes
}

/// The complaints by which the phrases tell details apart.
fn complaints(grammar: &Grammar) -> Vec<String> {
    let guards = grammar.guards.iter();
    let mut words: Vec<String> = guards
        .filter(|guard| {
            let path = &grammar.paths[guard.path.place()];
            path.is_here && path.ends_with("name")
        })
        .filter_map(|guard| match &guard.test {
            Test::Reads(patterns) => Some(patterns),
            _ => None,
        })
        .flatten()
        .map(|pattern| pattern.words().to_owned())
        .collect();
    words.sort();
    words.dedup();
    words
}

#[test]
fn no_option_is_glued_to_the_word_before_it() {
    // A weight takes one blank with it: `word(3x  and more|)` has another.
    for (file, text) in FILES {
        for (at, line) in text.lines().enumerate() {
            let glued = line.match_indices("x ").any(|(x, _)| {
                let before = line[..x].trim_end_matches(|c: char| c.is_ascii_digit());
                let Some(before) = before.strip_suffix('(') else {
                    return false;
                };
                let ends = before.ends_with(|c: char| c.is_alphanumeric() || ")]}".contains(c));
                let begins = |c: char| c.is_alphanumeric() || "([{".contains(c);
                ends && x > before.len() + 1 && line[x + 2..].starts_with(begins)
            });
            assert!(!glued, "{file}:{}: {line}", at + 1);
        }
    }
}

/// What is wrong with the look of a passage, if anything is.
fn blemish(prose: &str) -> Option<&'static str> {
    for wrong in [
        "  ",
        " ,",
        " .",
        " ;",
        " :",
        "..",
        ",,",
        ", .",
        ",.",
        ";.",
        "()",
        "( ",
        " )",
        "{",
        "}",
        "[",
        "]",
        "|",
        "?.",
        ".,",
        " a a ",
        " an an ",
        " the the ",
        "«She»",
        ". ;",
        "for for",
    ] {
        if prose.contains(wrong) {
            return Some(wrong);
        }
    }
    if prose.matches('(').count() != prose.matches(')').count() {
        return Some("parentheses");
    }
    if prose.matches('"').count() % 2 == 1 {
        return Some("quotes");
    }
    if prose.starts_with(char::is_lowercase) {
        return Some("a small letter at the start");
    }
    let article = prose.match_indices(" a ").find(|(at, _)| {
        let word = &prose[at + 3..];
        word.starts_with(['a', 'e', 'i', 'o']) && !word.starts_with("one")
    });
    if article.is_some() {
        return Some("the article");
    }
    let small = prose.match_indices(". ").any(|(at, _)| {
        let is_abbreviation = ["Dr", "Ms", "vs"]
            .iter()
            .any(|short| prose[..at].ends_with(short));
        !is_abbreviation && prose[at + 2..].starts_with(char::is_lowercase)
    });
    if small {
        return Some("a small letter after a stop");
    }
    prose.ends_with([' ', ';']).then_some("the end")
}

#[test]
fn every_wording_fits_some_story_and_reads_well() {
    let (mut grammar, drafts) = parse::drafts(FILES).unwrap();
    grammar.lay_down(&drafts);
    let known = (codes(&grammar), complaints(&grammar));
    let mut open: Vec<(&Draft, usize, &Wording)> = (0..)
        .zip(&drafts)
        .flat_map(|(id, draft)| {
            let wordings = grammar.wordings_of(grammar.passage(id)).iter();
            let numbered = wordings.enumerate();
            numbered.map(move |(index, wording)| (draft, index, wording))
        })
        .collect();
    let mut blemishes = Vec::new();
    for number in 0..6_000 {
        let story = story(&known, number, number % 4 > 0);
        let here = story.here();
        let subject = Subject {
            story: &story,
            here: here.as_ref(),
        };
        open.retain(|(passage, index, wording)| {
            let mut sheet = Sheet::default();
            let mut stream = Seed::new(4).unwrap().stream(format_args!("{number}"));
            let mut memory = Memory::default();
            let telling = Telling::new(&grammar, subject, &mut memory, &mut stream, &mut sheet);
            let told = telling.tell_wording(wording, &passage.wordings[*index].guards);
            if told && !passage.name.is_empty() {
                blemishes.extend(
                    blemish(&sheet.text)
                        .map(|wrong| format!("{}: {wrong:?} in {}", passage.name, sheet.text)),
                );
            }
            !told
        });
    }
    assert!(blemishes.is_empty(), "{}", blemishes.join("\n"));
    let never: Vec<String> = open
        .iter()
        .map(|(passage, index, _)| {
            let (file, line) = passage.wordings[*index].place;
            format!("{}:{line} {}", FILES[file].0, passage.name)
        })
        .collect();
    assert!(never.is_empty(), "never told:\n{}", never.join("\n"));
}

#[test]
fn all_passages_can_be_asked_for_and_the_rest_is_used() {
    let grammar = Grammar::load(FILES).unwrap();
    assert!(PASSAGES.is_sorted());
    assert!(PASSAGES.iter().all(|passage| grammar.knows(passage)));
    let sources: String = FILES.iter().map(|(_, text)| *text).collect();
    let is_variant_or_idiom = |name: &&str| name.contains(['@', '"']);
    let passages = grammar.passages().into_iter();
    for name in passages.filter(|name| !is_variant_or_idiom(name)) {
        let is_used = ["]", "|"]
            .iter()
            .any(|end| sources.contains(&format!("[{name}{end}")))
            || sources.contains(&format!("each:{name}"));
        assert!(is_used || PASSAGES.contains(&name), "{name} is never used");
    }
}

#[test]
fn documents_about_nobody_can_ask_for_theirs_and_all_passages_read_well() {
    let grammar = Grammar::embedded().unwrap();
    let known = (codes(&grammar), complaints(&grammar));
    let mut blemishes = Vec::new();
    for number in 0..400 {
        let (with, without) = (story(&known, number, true), story(&known, number, false));
        for passage in PASSAGES {
            let story = if is_of_nobody(passage) {
                &without
            } else {
                &with
            };
            let is_about_a_panel = story.at("here.results").is_some();
            let is_about_a_problem = story.at("here.icd").is_some();
            let is_told = match *passage {
                "lab_comment" => is_about_a_panel,
                "assessment" | "plan" | "diagnosis_line" => is_about_a_problem,
                "drug_line" | "drug_sig" => story.at("here.short").is_some(),
                _ => true,
            };
            if !is_told {
                continue;
            }
            let mut sheet = Sheet::default();
            let mut stream = Seed::new(4).unwrap().stream(format_args!("{number}"));
            let here = story.here();
            let subject = Subject {
                story,
                here: here.as_ref(),
            };
            let mut memory = Memory::default();
            let written = grammar.write(passage, subject, &mut memory, &mut stream, &mut sheet);
            let wrong = match written {
                Err(error) => Some(error.to_string()),
                Ok(()) => blemish(&sheet.text).map(str::to_owned),
            };
            blemishes.extend(wrong.map(|wrong| format!("{passage}: {wrong} in {}", sheet.text)));
        }
    }
    assert!(blemishes.is_empty(), "{}", blemishes.join("\n"));
}

#[test]
fn two_stories_are_hardly_ever_told_alike() {
    let grammar = Grammar::embedded().unwrap();
    let known = (codes(&grammar), complaints(&grammar));
    let is_ill = |story: &Fake| {
        let code = story.at("picture.problems.0.icd");
        let has_symptoms = story.at("picture.problems.0.symptoms.1").is_some();
        has_symptoms && !matches!(code, Some(Item::Text(code)) if code.starts_with(['P', 'Z']))
    };
    let mut stories = (0..).map(|number| story(&known, number, true));
    let story = stories.find(is_ill).unwrap();
    for (passage, least) in [
        ("hpi", 950),
        ("exam", 950),
        ("email_body_clinical", 600),
        ("hospital_course", 850),
    ] {
        let mut told: Vec<String> = (0..1_000)
            .map(|n| tell(&grammar, passage, &story, n))
            .collect();
        told.sort_unstable();
        told.dedup();
        assert!(told.len() > least, "{passage}: {}", told.len());
    }
}
