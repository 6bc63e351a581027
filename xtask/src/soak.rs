//! `cargo xtask soak`
//!
//! The calls are made by a program of the package that holds the tests, which has the clients.

use crate::project;
use anyhow::{Context, Result, bail};
use std::process::Command;

/// Make very many calls against a server that fails now and then.
///
/// Of the requests, 1 % are reset, 1 % throttled and 1 % never answered, and credentials expire every
/// few seconds. Every call must end with the right answer or a typed error before its timeout, memory
/// must not grow, and credentials must be renewed one at a time, before they expire. Figures are
/// printed; the command fails if one of them is not as it must be.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many calls to make.
    #[arg(long, default_value_t = 200_000)]
    calls: u64,
    /// How many of them at the same time.
    #[arg(long, default_value_t = 64)]
    at_once: u64,
    /// What decides which requests fail.
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// Build what is called with optimisations.
    #[arg(long)]
    release: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let mut soak = Command::new("cargo");
    soak.args(["run", "--quiet", "--package", "tinsmith-tests", "--bin", "soak"]);
    soak.args(arguments.release.then_some("--release")).arg("--");
    soak.args(
        [arguments.calls, arguments.at_once, arguments.seed].map(|number| number.to_string()),
    );
    let status = soak.current_dir(project::root()?).status().context("cargo does not start")?;
    if !status.success() {
        bail!("the soak failed; what it printed says why");
    }
    Ok(())
}
