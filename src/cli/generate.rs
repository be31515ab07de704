//! `synthphi generate`.

use std::collections::BTreeMap;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use rand::TryRng as _;

use super::{Exit, bounds, missing, signals, terminal};
use crate::error::{Error, Result};
use crate::recipe::{Apart, Draft, Layout, PoolsDraft, Profile, Recipe, SplitDraft};
use crate::report;
use crate::run::{self, Machine, Reporter, RunOptions, Silent, Summary};
use crate::store::{Durability, stored};
use crate::template::{Catalogue, Source};

/// Where the demonstration corpus goes.
pub(super) const DEMO: &str = "output/demo";

/// The seed of the demonstration corpus. Its digest is published.
const DEMO_SEED: u64 = 42;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The corpus's folder
    #[arg(long, value_name = "DIR", default_value = DEMO)]
    out: PathBuf,
    #[command(flatten)]
    recipe: RecipeArguments,
    #[command(flatten)]
    how: RunArguments,
    /// Print what would be made and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// What decides bytes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Recipe (decides what is made)")]
pub(super) struct RecipeArguments {
    /// A recipe in TOML (or JSON, by its name); flags go before it
    #[arg(long, value_name = "FILE")]
    recipe: Option<PathBuf>,
    /// The seed that fixes every draw [drawn once if left out; 42 for the demonstration corpus]
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How many documents with protected health information [200]
    #[arg(long, value_name = "N")]
    positive: Option<u64>,
    /// How many documents without [100]
    #[arg(long, value_name = "N")]
    negative: Option<u64>,
    /// "Today" in the stories [2026-06-30]
    #[arg(long, value_name = "YYYY-MM-DD")]
    as_of: Option<String>,
    /// Shares of the formats [docx=0.40,pdf=0.27,eml=0.20,pptx=0.13]
    #[arg(long, value_name = "NAME=SHARE,…", value_delimiter = ',', value_parser = weight)]
    formats: Option<Vec<(String, f64)>>,
    /// Weights of document types that are not to have their usual one
    #[arg(long, value_name = "NAME=WEIGHT,…", value_delimiter = ',', value_parser = weight)]
    documents: Option<Vec<(String, f64)>>,
    /// Shares of careful, hasty and badly scanned documents [clean=0.70,messy=0.20,poor=0.10]
    #[arg(long, value_name = "NAME=SHARE,…", value_delimiter = ',', value_parser = weight)]
    quality: Option<Vec<(String, f64)>>,
    /// Shares of documents with something beside their text, such as comment=0.1 [none]
    #[arg(long, value_name = "NAME=SHARE,…", value_delimiter = ',', value_parser = weight)]
    placement: Option<Vec<(String, f64)>>,
    /// How many patients the stories are about [5000]
    #[arg(long, value_name = "N")]
    patients: Option<u32>,
    /// How many providers there are [400]
    #[arg(long, value_name = "N")]
    providers: Option<u32>,
    /// How many facilities there are [40]
    #[arg(long, value_name = "N")]
    facilities: Option<u32>,
    /// Shares of the sides of the split [train=8,dev=1,test=1]
    #[arg(long, value_name = "SIDE=SHARE,…", value_delimiter = ',', value_parser = weight)]
    split: Option<Vec<(String, f64)>>,
    /// What is on one side of the split only [patient,facility]
    #[arg(long, value_name = "WHAT,…", value_delimiter = ',',
          value_parser = ["patient", "facility", "template"])]
    split_by: Option<Vec<String>>,
    /// Which numbers identifiers may be [safe]
    #[arg(long, value_name = "PROFILE", value_parser = ["safe", "purview", "strict"])]
    identifiers: Option<String>,
    /// What files are called [classes]
    #[arg(long, value_name = "LAYOUT", value_parser = ["classes", "flat", "labelled", "purview"])]
    layout: Option<String>,
    /// A folder of templates of your own
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
}

/// What decides speed and display.
#[derive(Debug, Args)]
#[command(next_help_heading = "Run (decides no byte)")]
pub(super) struct RunArguments {
    /// How many workers; auto is as many as there are processors and memory for
    #[arg(long, value_name = "N", default_value = "auto", value_parser = workers)]
    workers: Workers,
    /// Documents to a batch, at most; above 1,024 they are committed by so many
    #[arg(long, value_name = "N", default_value_t = 1_000,
          value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    batch_size: u64,
    /// What a commit outlives: the loss of power, or the end of the process
    #[arg(long, value_enum, default_value_t = DurabilityName::Power)]
    durability: DurabilityName,
    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
    /// Print every event as a line of JSON on stdout
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum DurabilityName {
    Power,
    Process,
}

/// How many workers.
#[derive(Clone, Copy, Debug)]
enum Workers {
    Auto,
    Of(usize),
}

/// Reads `4`, or `auto`.
fn workers(text: &str) -> std::result::Result<Workers, String> {
    if text == "auto" {
        return Ok(Workers::Auto);
    }
    let number = text.parse().ok();
    number
        .filter(|number| (1..=1_024).contains(number))
        .map(Workers::Of)
        .ok_or_else(|| "give a number from 1 to 1024, or auto".into())
}

/// Reads `docx=0.4`, or `docx` for a weight of 1.
fn weight(text: &str) -> std::result::Result<(String, f64), String> {
    match text.split_once('=') {
        None => Ok((text.trim().to_owned(), 1.0)),
        Some((name, weight)) => weight
            .trim()
            .parse()
            .map(|weight| (name.trim().to_owned(), weight))
            .map_err(|_| format!("{weight:?} is no number")),
    }
}

impl RecipeArguments {
    /// What the flags and the recipe file say, and the user's templates.
    pub(super) fn draft(&self) -> Result<(Draft, Option<Vec<Source>>)> {
        let pick = |weights: &Option<Vec<(String, f64)>>| -> Option<BTreeMap<String, f64>> {
            weights.clone().map(|weights| weights.into_iter().collect())
        };
        let by = |names: &Vec<String>| {
            let apart = |name: &String| match name.as_str() {
                "patient" => Apart::Patient,
                "facility" => Apart::Facility,
                _ => Apart::Template,
            };
            names.iter().map(apart).collect()
        };
        let flags = Draft {
            seed: self.seed,
            positive: self.positive,
            negative: self.negative,
            as_of: self.as_of.clone(),
            layout: self.layout.as_deref().map(|name| match name {
                "flat" => Layout::Flat,
                "labelled" => Layout::Labelled,
                "purview" => Layout::Purview,
                _ => Layout::Classes,
            }),
            identifiers: self.identifiers.as_deref().map(|name| match name {
                "purview" => Profile::Purview,
                "strict" => Profile::Strict,
                _ => Profile::Safe,
            }),
            formats: pick(&self.formats),
            documents: pick(&self.documents),
            quality: pick(&self.quality),
            placement: pick(&self.placement),
            pools: Some(PoolsDraft {
                patients: self.patients,
                providers: self.providers,
                facilities: self.facilities,
            }),
            split: Some(SplitDraft {
                by: self.split_by.as_ref().map(by),
                ..SplitDraft::of(self.split.as_deref().unwrap_or_default())?
            }),
            templates: None,
        };
        let file = match &self.recipe {
            None => Draft::default(),
            Some(path) => Draft::parse(&path.display().to_string(), &read(path)?)?,
        };
        let templates = match &self.templates {
            None => None,
            Some(folder) => Some(Catalogue::read(folder)?),
        };
        let digest = templates.as_deref().map(Catalogue::digest);
        // A recipe that the program wrote says which templates it is of.
        if let Some(named) = file.templates.as_ref().filter(|named| !named.is_empty())
            && Some(named) != digest.as_ref()
        {
            return Err(Error::Recipe {
                key: "templates".into(),
                value: named.clone(),
                problem: "these templates are not at hand".into(),
                fix: "name their folder with --templates, or leave the key out".into(),
            });
        }
        let mut draft = flags.or(file);
        draft.templates = digest;
        Ok((draft, templates))
    }
}

impl RunArguments {
    /// The options of a run in a folder.
    pub(super) fn options(&self, out: &Path) -> Result<RunOptions> {
        Ok(RunOptions {
            workers: self.crew(),
            batch_size: self.batch_size,
            durability: match self.durability {
                DurabilityName::Power => Durability::Power,
                DurabilityName::Process => Durability::Process,
            },
            stop: signals::stop()?,
            ..RunOptions::new(out)
        })
    }

    /// How many workers there will be. Those that there is no memory for are
    /// missed, and so it is said.
    fn crew(&self) -> usize {
        let crew = match self.workers {
            Workers::Of(workers) => return workers,
            Workers::Auto => Machine::here().crew(),
        };
        if crew.workers < crew.processors && self.talks() {
            terminal::say(&format!(
                "workers: {} instead of {}, for there is no memory for more\nhint: --workers {} has \
                 them all the same",
                crew.workers, crew.processors, crew.processors
            ));
        }
        crew.workers
    }

    /// Whether the run is talked about with a person.
    pub(super) fn talks(&self) -> bool {
        !self.quiet && !self.json
    }

    /// Who hears of the run.
    pub(super) fn reporter(&self) -> Box<dyn Reporter> {
        if self.json {
            Box::new(report::Json)
        } else if self.quiet {
            Box::new(Silent)
        } else if terminal::is_watched() {
            Box::new(report::Bar::default())
        } else {
            Box::new(report::Lines::default())
        }
    }

    /// Says how a run went and gives its exit code.
    pub(super) fn close(&self, summary: &Summary) -> Result<Exit> {
        if self.talks() {
            terminal::print(&report::summary(summary))?;
        }
        let out = summary.out.display();
        if summary.stopped {
            terminal::say(&format!(
                "stopped; what is made is committed. Resume: synthphi generate --out {out}"
            ));
            return Ok(Exit::Stopped);
        }
        if !summary.failures.is_empty() {
            terminal::say(&format!(
                "error: {} documents could not be made\nhint: they are listed above and by \
                 `synthphi status {out}`; the next `synthphi generate --out {out}` tries them again",
                summary.failures.len()
            ));
            return Ok(Exit::Incomplete);
        }
        Ok(Exit::Done)
    }
}

/// How long a recipe may be: it is written by hand.
const LONGEST: u64 = 1 << 20;

/// The text of a recipe's file.
#[expect(clippy::disallowed_methods, reason = "the user's recipe is a file")]
fn read(path: &Path) -> Result<String> {
    let mut text = String::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LONGEST + 1).read_to_string(&mut text))
        .map_err(Error::reading(path))?;
    if text.len() as u64 > LONGEST {
        return Err(missing(
            format!("{} is too long for a recipe", path.display()),
            "name the file of a recipe, of a megabyte at most",
        ));
    }
    Ok(text)
}

pub(super) fn run(arguments: Arguments) -> Result<Exit> {
    signals::tell_of_lost_pages(&arguments.out)?;
    let (draft, templates) = arguments.recipe.draft()?;
    let before = stored(&arguments.out)?;
    let (recipe, templates) = match before {
        Some((recipe, kept)) => {
            let stored = Draft::parse("the stored recipe.json", &recipe.canonical())?;
            let recipe = Recipe::new(draft.or(stored), recipe.seed)?;
            (recipe, templates.unwrap_or(kept))
        }
        None => {
            let seed = match (draft.seed, arguments.out == Path::new(DEMO)) {
                (Some(seed), _) => seed,
                (None, true) => DEMO_SEED,
                (None, false) => draw_seed()?,
            };
            (Recipe::new(draft, seed)?, templates.unwrap_or_default())
        }
    };
    let catalogue = super::catalogue_of(templates)?;
    if arguments.dry_run {
        return super::dry_run::run(&recipe, &catalogue, &arguments.out, arguments.how.json);
    }
    let options = arguments.how.options(&arguments.out)?;
    bounds::bound(catalogue.own(), options.workers);
    if arguments.how.talks() {
        terminal::say(&format!(
            "recipe: seed {}, {} positive and {} negative documents into {}",
            recipe.seed,
            recipe.positive,
            recipe.negative,
            arguments.out.display()
        ));
    }
    let reporter = arguments.how.reporter();
    let summary = run::generate(&recipe, &catalogue, &options, reporter.as_ref())?;
    arguments.how.close(&summary)
}

/// A seed that nobody chose, small enough to be copied by hand.
fn draw_seed() -> Result<u64> {
    let bits = rand::rngs::SysRng.try_next_u64().map_err(|error| {
        missing(
            format!("no seed could be drawn: {error}"),
            "give one with --seed",
        )
    })?;
    Ok(bits % 1_000_000_000_000)
}
