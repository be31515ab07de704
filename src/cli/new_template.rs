//! `synthphi new-template`: a file to begin with.

use std::fs::{self, File};
use std::io::Write as _;
use std::path::PathBuf;

use clap::Args;

use super::{Exit, missing, terminal};
use crate::error::{Error, Result};
use crate::fact::Class;
use crate::template::is_type_name;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// What the document type is called, such as home-visit
    name: String,
    /// Whether its documents hold a patient's data
    #[arg(long, value_parser = ["positive", "negative"], default_value = "positive")]
    class: String,
    /// The folder of your templates
    #[arg(long, value_name = "DIR", default_value = "templates")]
    templates: PathBuf,
}

/// A starter of a class.
fn starter(class: Class) -> &'static str {
    match class {
        Class::Positive => include_str!("starters/positive.md"),
        Class::Negative => include_str!("starters/negative.md"),
    }
}

/// `home-visit` -> `Home Visit`
fn title(name: &str) -> String {
    let words: Vec<String> = name
        .split('-')
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        })
        .collect();
    words.join(" ")
}

#[expect(
    clippy::disallowed_methods,
    reason = "a template is the user's own file, not a corpus's"
)]
pub(super) fn run(arguments: &Arguments) -> Result<Exit> {
    let name = arguments.name.trim_end_matches(".md");
    if !is_type_name(name) {
        return Err(missing(
            format!("{name:?} is no name for a document type"),
            "small letters, digits and hyphens, such as home-visit",
        ));
    }
    let class = Class::named(&arguments.class).unwrap_or(Class::Positive);
    let folder = &arguments.templates;
    fs::create_dir_all(folder).map_err(Error::io("create", folder))?;
    let path = folder.join(format!("{name}.md"));
    let text = starter(class).replace("TITLE", &title(name));
    File::create_new(&path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(Error::io("create", &path))?;
    terminal::print(&format!("{}\n", path.display()))?;
    terminal::say(&format!(
        "try it: synthphi generate --templates {} --documents {name}=1000 --out output/trial",
        folder.display()
    ));
    Ok(Exit::Done)
}
