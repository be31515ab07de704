//! Recipes that are refused, put together, digested.

use super::*;

fn refused(text: &str) -> String {
    let error = Draft::parse("recipe.toml", text)
        .and_then(|draft| Recipe::new(draft, 1))
        .unwrap_err();
    format!("{error} | {}", error.hint().unwrap_or_default())
}

#[test]
fn what_is_wrong_is_named_with_its_fix() {
    for (text, expected) in [
        ("sed = 1", "recipe.toml:1: unknown field `sed`"),
        ("\nseed = -1", "recipe.toml:2: invalid value"),
        ("seed = 1.5", "recipe.toml:1: invalid type"),
        ("positive = 0\nnegative = 0", "nothing to make"),
        (
            "positive = 2000000000",
            "positive = 2000000000: is too many",
        ),
        ("as_of = \"2026-02-30\"", "as_of = 2026-02-30: is no date"),
        (
            "as_of = \"1066-10-14\"",
            "as_of = 1066-10-14: is out of range",
        ),
        (
            "[pools]\npatients = 0",
            "pools.patients = 0: is out of range",
        ),
        ("[formats]\ndocx = 0.0", "sums to nothing"),
        ("[formats]\ndocx = -1", "formats.docx = -1: is no weight"),
        (
            "[placement]\ncomment = 2",
            "placement.comment = 2: is no share",
        ),
        (
            "[placement]\nmargin = 1",
            "placement.margin = 1: is no placement",
        ),
        ("[formats]\ndocx = nan", "formats.docx = NaN: is no weight"),
        (
            "layout = \"pretty\"",
            "recipe.toml:1: unknown variant `pretty`",
        ),
        ("[split]\ntrain = 0", "split = {\"dev\": 0.0"),
        (
            "[split]\nby = [\"hospital\"]",
            "recipe.toml:2: unknown variant `hospital`",
        ),
        ("[split]\nvalid = 1", "recipe.toml:2: unknown field `valid`"),
        (
            "[split]\nby = [\"facility\"]",
            "split.by = [\"facility\"]: would let people and places cross",
        ),
        (
            "[pools]\nfacilities = 4\n[split]\ntrain = 8\ndev = 1",
            "split.dev = 1: gets none of 4 facilities | pools.facilities = 5 or more",
        ),
        (
            "[pools]\nproviders = 3",
            "leaves facilities without a provider",
        ),
    ] {
        let message = refused(text);
        assert!(message.contains(expected), "{text:?} gave {message:?}");
    }
    let error = Recipe::new(
        Draft {
            seed: Some(u64::MAX),
            ..Draft::default()
        },
        1,
    );
    assert!(error.unwrap_err().to_string().starts_with("seed = 1844"));
}

#[test]
fn flags_go_before_the_file_and_the_file_before_the_defaults() {
    let flags = Draft {
        positive: Some(7),
        ..Draft::default()
    };
    let file = Draft::parse(
        "r.toml",
        "positive = 9\nnegative = 3\n[pools]\npatients = 50",
    )
    .unwrap();
    let recipe = Recipe::new(flags.or(file), 5).unwrap();
    assert_eq!((recipe.positive, recipe.negative, recipe.seed), (7, 3, 5));
    assert_eq!((recipe.pools.patients, recipe.pools.providers), (50, 400));
}

#[test]
fn json_and_toml_say_the_same() {
    let toml = Draft::parse("r.toml", "seed = 3\n[formats]\npdf = 1").unwrap();
    let json = Draft::parse("r.json", r#"{"seed": 3, "formats": {"pdf": 1}}"#).unwrap();
    assert_eq!(toml, json);
}

#[test]
fn the_usual_split_is_no_setting() {
    let of = |text: &str| Recipe::new(Draft::parse("r.toml", text).unwrap(), 1).unwrap();
    let usual = of("");
    assert!(!usual.canonical().contains("split"));
    let written = of("[split]\ntest = 1\ndev = 1\ntrain = 8\nby = [\"facility\", \"patient\"]");
    assert_eq!(usual.digest(), written.digest());
    let other = of("[split]\ntrain = 3\ntest = 1");
    assert_eq!(
        (other.split.train, other.split.dev, other.split.test),
        (3.0, 0.0, 1.0)
    );
    assert_eq!(
        Recipe::from_canonical("stored", &other.canonical()).unwrap(),
        other
    );
    let [difference] = &usual.differences(&other)[..] else {
        panic!("one difference")
    };
    assert!(
        difference.starts_with("split: {\"train\":8.0,"),
        "{difference}"
    );
    let flags = Draft::parse("r.toml", "[split]\nby = [\"patient\", \"facility\"]").unwrap();
    let file = Draft::parse("r.toml", "[split]\ntest = 5").unwrap();
    let merged = Recipe::new(flags.or(file), 1).unwrap();
    assert_eq!((merged.split.train, merged.split.test), (0.0, 5.0));
}

#[test]
fn the_digest_leaves_the_counts_out_and_nothing_else() {
    let recipe = Recipe::new(Draft::default(), 42).unwrap();
    let more = Recipe {
        positive: 9_999,
        ..recipe.clone()
    };
    assert_eq!(recipe.digest(), more.digest());
    assert!(recipe.differences(&more).is_empty());
    let other = Recipe {
        seed: 43,
        ..recipe.clone()
    };
    assert_ne!(recipe.digest(), other.digest());
    assert_eq!(recipe.differences(&other), ["seed: 42 -> 43"]);
    let again = Recipe::from_canonical("stored", &recipe.canonical()).unwrap();
    assert_eq!(again, recipe);
}
