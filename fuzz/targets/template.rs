//! Any text is a template or is refused; one that is none of ours is told within
//! bounds or refused with its name.

#![no_main]

use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use synthphi::error::Error;
use synthphi::narrate::Grammar;
use synthphi::plan::Plan;
use synthphi::recipe::{Draft, Recipe};
use synthphi::run::Generator;
use synthphi::template::{Catalogue, Source};

static RECIPE: LazyLock<Recipe> = LazyLock::new(|| {
    let small = "[pools]\npatients = 20\nproviders = 20\nfacilities = 3\n";
    Recipe::new(Draft::parse("small.toml", small).unwrap(), 42).unwrap()
});

static GRAMMAR: LazyLock<Arc<Grammar>> = LazyLock::new(|| Arc::new(Grammar::embedded().unwrap()));

const FRONT: &str = "+++\ntitle = \"T\"\ndescription = \"d\"\nclass = \"positive\"\n\
                     kind = \"clinical\"\nformats = [\"docx\"]\n+++\n";

fuzz_target!(|text: &str| {
    for text in [text.to_owned(), format!("{FRONT}{text}")] {
        let source = Source {
            file: "fuzz.md".to_owned(),
            text,
        };
        let catalogue = match Catalogue::load(vec![source], GRAMMAR.clone()) {
            Ok(catalogue) => catalogue,
            Err(Error::Source { file, .. }) => {
                assert_eq!(file, "fuzz.md");
                continue;
            }
            Err(error) => panic!("{error}"),
        };
        let Ok(plan) = Plan::new(&RECIPE, &catalogue) else {
            continue;
        };
        if let Err(error) = Generator::new(&plan, &catalogue).rehearse() {
            assert!(matches!(error, Error::Source { .. }), "{error}");
        }
    }
});
