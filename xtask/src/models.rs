//! `cargo xtask models`: where models come from.

pub(crate) mod archive;
pub(crate) mod import;
mod list;

use anyhow::Result;

/// Import models, or list them
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    Import(import::Arguments),
    List(list::Arguments),
}

pub(crate) fn run(command: &Command) -> Result<()> {
    match command {
        Command::Import(arguments) => import::run(arguments),
        Command::List(arguments) => list::run(arguments),
    }
}
