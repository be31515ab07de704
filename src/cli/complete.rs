//! `synthphi completions` and `synthphi man`.

use std::path::Path;

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Cli, Exit, terminal};
use crate::error::{Error, Result};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell
    shell: Shell,
}

pub(super) fn completions(arguments: &Arguments) -> Result<Exit> {
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut Cli::command(), "synthphi", &mut text);
    terminal::print(&String::from_utf8_lossy(&text))?;
    Ok(Exit::Done)
}

pub(super) fn man() -> Result<Exit> {
    let mut text = Vec::new();
    let command = Cli::command();
    let failed = || Error::io("write", Path::new("the manual page"));
    clap_mangen::Man::new(command.clone())
        .render(&mut text)
        .map_err(failed())?;
    for subcommand in command.get_subcommands() {
        clap_mangen::Man::new(subcommand.clone())
            .render(&mut text)
            .map_err(failed())?;
    }
    terminal::print(&String::from_utf8_lossy(&text))?;
    Ok(Exit::Done)
}
