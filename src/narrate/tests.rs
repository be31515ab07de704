//! The grammar's engine, by small grammars.

mod fakes;
mod mistakes;

pub(super) use self::fakes::{Fake, Sheet, fact, fake, named, tell, text, texts};
use super::{Grammar, Memory, Narrator as _, Subject};
use crate::fact::{Item, Label, Value};
use crate::seed::Seed;

fn one(phrases: &str, story: &Fake) -> String {
    let grammar = Grammar::load(&[("t", phrases)]).unwrap();
    tell(&grammar, "p", story, 0)
}

fn story() -> Fake {
    let drug = |name, is_new| fake(vec![("name", text(name)), ("is_new", Item::Flag(is_new))]);
    Fake(vec![
        ("name", named("Ann", "Lee")),
        ("junior", named("Ann", "Jr.")),
        ("age", fact(Label::Age, Value::Age(80))),
        ("signs", texts(&["fever", "cough", "chills"])),
        ("commas", texts(&["warm, red skin", "no edema"])),
        (
            "drugs",
            Item::List([drug("aspirin", false), drug("heparin", true)].into()),
        ),
        ("days", Item::Number(1)),
        ("kind", text("office")),
        ("none", Item::Nothing),
        ("lungs", text("COPD")),
    ])
}

#[test]
fn slots_show_what_the_story_has() {
    for (phrase, expected) in [
        ("Saw {name} and {name.family}.", "Saw «Ann Lee» and «Lee»."),
        (
            "{signs|and}; {signs|or}; {signs|list}",
            "Fever, cough and chills; fever, cough or chills; fever, cough, chills",
        ),
        (
            "{signs|first} then {signs|rest}",
            "Fever then cough and chills",
        ),
        ("{commas|list}", "Warm, red skin; no edema"),
        ("{a:age}-year-old", "An «80»-year-old"),
        ("for {days|plural:day}", "For 1 day"),
        (
            "on {drugs.*.name|and}, new {drugs.is_new?.name|and}",
            "On aspirin and heparin, new heparin",
        ),
        ("aged (x) ok (BMI {days})", "Aged (x) ok (BMI 1)"),
        ("at {kind|cap} {lungs|lower}", "At Office COPD"),
    ] {
        assert_eq!(
            one(&format!("p\n  {phrase}\n"), &story()),
            expected,
            "{phrase}"
        );
    }
}

#[test]
fn a_wording_that_lacks_something_is_not_drawn() {
    let phrases = "p\n  {none}\n  ?kind=inpatient stay\n  ?!kind bad\n  ?kind!=office bad\n  \
                   ?name ?kind=office [q]\nq\n  {missing} bad\n  (bad {missing}|?!none fine)\n";
    let grammar = Grammar::load(&[("t", phrases)]).unwrap();
    for number in 0..50 {
        assert_eq!(tell(&grammar, "p", &story(), number), "Fine");
    }
    let grammar = Grammar::load(&[("t", "p\n  {none}\n")]).unwrap();
    let mut stream = Seed::new(7).unwrap().stream(format_args!("x"));
    let story = story();
    let subject = Subject {
        story: &story,
        here: None,
    };
    let (mut memory, mut sheet) = (Memory::default(), Sheet::default());
    let error = grammar
        .write("p", subject, &mut memory, &mut stream, &mut sheet)
        .unwrap_err();
    assert!(error.to_string().contains("no wording of `p` fits"));
}

#[test]
fn a_passage_can_be_told_of_each_thing() {
    let phrases = "p\n  {drugs|each:drug|and}.\ndrug\n  {here.name} (?here.is_new started|?!here.is_new continued)\n";
    assert_eq!(
        one(phrases, &story()),
        "Aspirin continued and heparin started."
    );
}

#[test]
fn numbers_are_drawn_within_their_limits() {
    let grammar =
        Grammar::load(&[("t", "p\n  {a:8..18:5}-day course, {1..2|plural:refill}\n")]).unwrap();
    let mut told: Vec<String> = (0..200).map(|n| tell(&grammar, "p", &story(), n)).collect();
    told.sort_unstable();
    told.dedup();
    assert_eq!(
        told,
        [
            "A 13-day course, 1 refill",
            "A 13-day course, 2 refills",
            "An 18-day course, 1 refill",
            "An 18-day course, 2 refills",
            "An 8-day course, 1 refill",
            "An 8-day course, 2 refills",
        ]
    );
}

#[test]
fn several_wordings_are_told_in_any_order_and_none_twice() {
    let phrases =
        "p\n  no [q|or:2..3]; [q|list:1]\nq\n  cough\n  ?none pain\n  fever\n  rash\n  cramps\n";
    let grammar = Grammar::load(&[("t", phrases)]).unwrap();
    let mut counts = Vec::new();
    for number in 0..100 {
        let told = tell(&grammar, "p", &story(), number);
        let words: Vec<&str> = told[3..].split([',', ';', ' ']).collect();
        let mut words: Vec<&str> = words
            .into_iter()
            .filter(|word| !word.is_empty() && *word != "or")
            .collect();
        counts.push(words.len());
        words.sort_unstable();
        let count = words.len();
        words.dedup();
        assert_eq!(words.len(), count, "{told}");
        assert!(!words.contains(&"pain"));
    }
    assert!(counts.contains(&3) && counts.contains(&4));
    let all = Grammar::load(&[("t", "p\n  [q|and:5]\nq\n  a\n  b\n")]).unwrap();
    assert!(["A and b", "B and a"].contains(&tell(&all, "p", &story(), 0).as_str()));
}

#[test]
fn a_mixed_list_comes_in_every_order() {
    let grammar = Grammar::load(&[("t", "p\n  {signs|mixed|list}\n")]).unwrap();
    let mut told: Vec<String> = (0..100).map(|n| tell(&grammar, "p", &story(), n)).collect();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told.len(), 6);
}

#[test]
fn conditions_name_several_words_and_compare_numbers() {
    let phrases = "p\n  [q|list:6]\nq\n  ?kind=home,off* a\n  ?signs=*ough a\n  ?signs=rash b\n  ?age_text>80 a\n  ?age_text<80 b\n";
    let mut story = story();
    story.0.push(("age_text", text("80.5 years")));
    assert_eq!(one(phrases, &story), "A, a, a");
}

#[test]
fn a_passage_can_be_told_of_each_word() {
    let phrases = "p\n  {signs|each:sign|and}.\nsign\n  ?here.name!=fever {here.name} at night\n  ?here.name=fever high {here.name}\n";
    assert_eq!(
        one(phrases, &story()),
        "High fever, cough at night and chills at night."
    );
}

#[test]
fn idioms_are_said_in_several_ways_wherever_they_stand() {
    let phrases = "p\n  Late because of {kind}, because of (rain|because of snow).\n\"because of\"\n  due to\n  because of\n";
    let grammar = Grammar::load(&[("t", phrases)]).unwrap();
    let told: Vec<String> = (0..100).map(|n| tell(&grammar, "p", &story(), n)).collect();
    assert!(told.contains(&"Late due to office, because of rain.".to_owned()));
    assert!(told.contains(&"Late because of office, due to due to snow.".to_owned()));
}

#[test]
fn values_that_are_idioms_are_said_in_several_ways() {
    let phrases = "p\n  {signs|and|cap} in {a:kind}.\n\"fever\"\n  high temperature\n\"office\"\n  practice\n";
    assert_eq!(
        one(phrases, &story()),
        "High temperature, cough and chills in an office."
    );
}

#[test]
fn a_habit_is_kept_for_a_document() {
    let grammar = Grammar::load(&[("t", "p\n  [q] [q] [q]\nq=\n  a\n  b\n  c\n")]).unwrap();
    let mut told: Vec<String> = (0..60).map(|n| tell(&grammar, "p", &story(), n)).collect();
    told.sort_unstable();
    told.dedup();
    assert_eq!(told, ["A a a", "B b b", "C c c"]);
}

#[test]
fn the_voice_picks_a_variant_if_there_is_one() {
    let phrases =
        "p\n  [q] and [r]\nq\n  full\nq@telegraphic\n  short\nr\n  plain\nr@abbreviated\n  abbr\n";
    assert_eq!(one(phrases, &story()), "Full and plain");
    let mut terse = story();
    terse
        .0
        .push(("author", fake(vec![("voice", text("telegraphic"))])));
    assert_eq!(one(phrases, &terse), "Short and plain");
}

#[test]
fn no_wording_comes_twice_while_others_are_left() {
    let grammar =
        Grammar::load(&[("t", "p\n  [q] [q] [q] [q]\nq\n  a.\n  9x b.\n  c.\n  d.\n")]).unwrap();
    for number in 0..50 {
        let told = tell(&grammar, "p", &story(), number);
        let mut words: Vec<&str> = told.split(' ').collect();
        words.sort_unstable();
        assert_eq!(words, ["A.", "B.", "C.", "D."]);
    }
}

#[test]
fn a_wording_that_passes_on_can_be_drawn_again() {
    let grammar = Grammar::load(&[("t", "p\n  9x [q]\n  z.\nq\n  a.\n  b.\n  c.\n")]).unwrap();
    let story = story();
    let (mut memory, mut sheet) = (Memory::default(), Sheet::default());
    let mut stream = Seed::new(7).unwrap().stream(format_args!("x"));
    for _ in 0..4 {
        let subject = Subject {
            story: &story,
            here: None,
        };
        grammar
            .write("p", subject, &mut memory, &mut stream, &mut sheet)
            .unwrap();
    }
    let told: Vec<&str> = sheet.text.split_inclusive('.').collect();
    assert!(
        told.iter().filter(|told| **told != "Z.").count() >= 3,
        "{told:?}"
    );
}

#[test]
fn weights_are_followed_and_draws_repeat() {
    let grammar = Grammar::load(&[("t", "p\n  3x a\n  b\n")]).unwrap();
    let draw = || {
        (0..400)
            .map(|n| tell(&grammar, "p", &story(), n))
            .collect::<Vec<_>>()
    };
    let draws = draw();
    let a = draws.iter().filter(|told| *told == "A").count();
    assert!((260..340).contains(&a), "{a}");
    assert_eq!(draws, draw());
}
