//! Any text is a recipe or is refused, and a recipe is what its canonical form says.

#![no_main]

use libfuzzer_sys::fuzz_target;
use synthphi::recipe::{Draft, Recipe};

fuzz_target!(|text: &str| {
    for file in ["recipe.toml", "recipe.json"] {
        let Ok(draft) = Draft::parse(file, text) else {
            continue;
        };
        if let Ok(recipe) = Recipe::new(draft, 42) {
            let canonical = recipe.canonical();
            let again = Recipe::from_canonical("stored", &canonical).unwrap();
            assert_eq!(again, recipe);
            assert_eq!(again.canonical(), canonical);
        }
    }
});
