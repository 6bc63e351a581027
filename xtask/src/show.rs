//! `cargo xtask show`: a service, an operation or a shape, as an API reference would print it.

use crate::{codegen, project};
use anyhow::{Result, bail};
use std::io::IsTerminal;
use std::path::PathBuf;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::show;

/// Print an operation or a shape of a model as an API reference would.
///
/// SERVICE is one that is checked in, or a model file: `workspaces#CreateTags`, `my-model.json#Tag`.
/// Without a name behind it, the operations of the service are listed.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What to print.
    #[arg(value_name = "SERVICE[#SHAPE|OPERATION]")]
    what: String,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    let (service, name) = match arguments.what.split_once('#') {
        Some((service, name)) => (service, Some(name)),
        None => (arguments.what.as_str(), None),
    };
    let checked_in = root.join(format!("models/{service}.json"));
    let path = if checked_in.is_file() { checked_in.clone() } else { PathBuf::from(service) };
    if !path.is_file() {
        bail!("`{service}` is neither checked in nor a file; `cargo xtask models list` shows all");
    }
    let options = codegen::options(&root)?;
    let own = options.service(service).cloned().unwrap_or_default();
    let model = if path == checked_in {
        codegen::model(&root, &options, service, &own)?
    } else {
        codegen::read_model(&path, &own.ignore_traits)?
    };
    let page = match name {
        None => show::service(&model),
        Some(name) => show::shape(&model, name),
    }
    .map_err(Diagnostics::from)?;
    print!("{}", page.text(std::io::stdout().is_terminal()));
    Ok(())
}
