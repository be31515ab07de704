//! `synthphi documents` and `synthphi formats`: what there is to choose from.

use std::path::PathBuf;

use clap::Args;
use serde_json::json;

use super::{Exit, terminal};
use crate::error::Result;
use crate::fact::Class;
use crate::format::FORMATS;
use crate::template::Catalogue;

#[derive(Debug, Args)]
pub(super) struct DocumentArguments {
    /// A folder of templates of your own
    #[arg(long, value_name = "DIR")]
    templates: Option<PathBuf>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Args)]
pub(super) struct FormatArguments {
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn documents(arguments: &DocumentArguments) -> Result<Exit> {
    let own = match &arguments.templates {
        Some(folder) => Catalogue::read(folder)?,
        None => Vec::new(),
    };
    let catalogue = super::catalogue_of(own)?;
    let types = catalogue.types();
    let of = |class| types.iter().filter(move |kind| kind.class == class);
    let listed = Class::ALL.into_iter().flat_map(of);
    if arguments.json {
        let all: Vec<_> = listed
            .map(|kind| {
                json!({
                    "name": kind.name, "title": kind.title, "class": kind.class.name(),
                    "kind": kind.kind, "formats": kind.formats, "weight": kind.weight,
                    "description": kind.description,
                })
            })
            .collect();
        terminal::print_json(&all.into())?;
    } else {
        let header = ["TYPE", "CLASS", "KIND", "FORMATS", "WEIGHT", "DESCRIPTION"];
        let mut rows = vec![header.map(str::to_owned).to_vec()];
        rows.extend(listed.map(|kind| {
            vec![
                kind.name.clone(),
                kind.class.name().to_owned(),
                kind.kind.clone(),
                kind.formats.join(" "),
                kind.weight.to_string(),
                kind.description.clone(),
            ]
        }));
        let right = [false, false, false, false, true, false];
        terminal::print(&terminal::table(&rows, &right))?;
    }
    Ok(Exit::Done)
}

pub(super) fn formats(arguments: &FormatArguments) -> Result<Exit> {
    if arguments.json {
        let all: Vec<_> = FORMATS
            .iter()
            .map(|format| {
                json!({
                    "name": format.name(), "profile": format.profile(),
                    "description": format.description(),
                })
            })
            .collect();
        terminal::print_json(&all.into())?;
    } else {
        let header = ["FORMAT", "TEXT PROFILE", "DESCRIPTION"];
        let mut rows = vec![header.map(str::to_owned).to_vec()];
        rows.extend(FORMATS.iter().map(|format| {
            [format.name(), format.profile(), format.description()]
                .map(str::to_owned)
                .to_vec()
        }));
        terminal::print(&terminal::table(&rows, &[false; 3]))?;
    }
    Ok(Exit::Done)
}
