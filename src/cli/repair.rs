//! `synthphi repair`.

use std::path::PathBuf;

use clap::Args;

use super::generate::{DEMO, RecipeArguments, RunArguments};
use super::{Exit, bounds, missing, signals, terminal};
use crate::error::Result;
use crate::recipe::{Draft, Recipe};
use crate::run::{self, RunOptions};
use crate::store::{self, stored, stored_aside};
use crate::template::Catalogue;

/// Every document is made again in memory and held against its file: a file
/// that is not what it should be is replaced, the others are not touched. Then
/// the checkpoint, the labels and the manifest are written anew.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The corpus's folder
    #[arg(default_value = DEMO, value_name = "DIR")]
    folder: PathBuf,
    #[command(flatten)]
    recipe: RecipeArguments,
    #[command(flatten)]
    how: RunArguments,
}

pub(super) fn run(arguments: Arguments) -> Result<Exit> {
    let folder = &arguments.folder;
    signals::tell_of_lost_pages(folder)?;
    let (draft, templates) = arguments.recipe.draft()?;
    // A checkpoint that can't be read is what is to be repaired.
    let (known, kept) = match stored(folder) {
        Ok(Some((recipe, templates))) => (Some(recipe), templates),
        Ok(None) | Err(_) => match stored_aside(folder) {
            Ok((recipe, templates)) => (Some(recipe), templates),
            Err(_) => (store::published(folder), Vec::new()),
        },
    };
    let recipe = match known {
        Some(recipe) => {
            let known = Draft::parse("the known recipe.json", &recipe.canonical())?;
            Recipe::new(draft.or(known), recipe.seed)?
        }
        None => match draft.seed {
            Some(seed) => Recipe::new(draft, seed)?,
            None => {
                return Err(missing(
                    format!("the recipe of {} is lost", folder.display()),
                    "give what it was made with: --recipe or at least --seed, --positive and \
                     --negative",
                ));
            }
        },
    };
    let catalogue = super::catalogue_of(templates.unwrap_or(kept))?;
    if Catalogue::digest(catalogue.own()) != recipe.templates {
        return Err(missing(
            format!(
                "{} was made with templates that are not at hand",
                folder.display()
            ),
            "name their folder with --templates",
        ));
    }
    let options = RunOptions {
        keep: true,
        ..arguments.how.options(folder)?
    };
    bounds::bound(catalogue.own(), options.workers);
    store::set_aside(folder)?;
    let reporter = arguments.how.reporter();
    let summary = run::generate(&recipe, &catalogue, &options, reporter.as_ref())?;
    if arguments.how.talks() && summary.digest.is_some() {
        terminal::say(&format!(
            "repaired {}: {} files were replaced, the others were whole",
            folder.display(),
            summary.replaced
        ));
    }
    arguments.how.close(&summary)
}
