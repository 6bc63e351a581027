//! A crate by itself of models that somebody names.

use crate::alone::{Alone, Input};
use anyhow::{Context, Result, bail};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use tinsmith_codegen::build;
use tinsmith_codegen::options::ServiceOptions;

/// What may be said of a crate that is written by itself.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Wishes {
    /// Only these operations, and the shapes that they need; of one service alone.
    #[arg(long, value_name = "A,B", value_delimiter = ',', requires = "out")]
    pub operations: Vec<String>,
    /// Waiters of your own for the models: waiters-2.json, or Smithy JSON AST that applies
    /// `smithy.waiters#waitable`.
    #[arg(long, value_name = "FILE", requires = "model")]
    pub waiters: Option<PathBuf>,
    /// The name of the crate, where it is not that of its folder.
    #[arg(long, value_name = "CRATE", requires = "out", value_parser = crate_name)]
    pub name: Option<String>,
    /// The folder of `tinsmith-runtime`, where it is not the one that this program was built beside.
    #[arg(long, value_name = "DIR", requires = "out")]
    pub runtime: Option<PathBuf>,
    /// Show what each stage took.
    #[arg(long)]
    pub timings: bool,
}

impl Wishes {
    /// The operations, if only some are wanted of one of so many services.
    ///
    /// # Errors
    ///
    /// It is not one.
    pub fn operations(&self, services: usize) -> Result<Option<Vec<String>>> {
        match (self.operations.is_empty(), services) {
            (true, _) => Ok(None),
            (false, 1) => Ok(Some(self.operations.clone())),
            (false, _) => bail!("--operations is about one service, not {services}"),
        }
    }

    /// The folder of the runtime: the one that is wished for, or that of the checkout that this
    /// program was built from, while it is there.
    ///
    /// # Errors
    ///
    /// The folder that is wished for is not a package.
    pub fn runtime(&self) -> Result<Option<PathBuf>> {
        let built_beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime");
        let Some(folder) = &self.runtime else { return Ok(built_beside.canonicalize().ok()) };
        let folder = folder.canonicalize();
        let folder = folder.ok().filter(|folder| folder.join("Cargo.toml").is_file());
        Ok(Some(folder.context("--runtime is not the folder of a package")?))
    }
}

/// A name that cargo takes.
fn crate_name(name: &str) -> Result<String, String> {
    let letters = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-');
    match letters && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        true => Ok(name.to_owned()),
        false => Err("a letter, then letters, digits, `-` and `_`".to_owned()),
    }
}

/// Writes the services of these models, with the runtime in a folder, and names their modules.
/// `options` says what is known of a model, by the name of its file without the extension.
///
/// # Errors
///
/// A service cannot be generated, or the crate cannot be written.
pub fn run(
    command: &str,
    models: &[PathBuf],
    out: &Path,
    runtime: Option<PathBuf>,
    wishes: &Wishes,
    options: impl Fn(&str) -> ServiceOptions,
) -> Result<Vec<String>> {
    let partitions = build::partitions()?;
    let operations = wishes.operations(models.len())?;
    let krate = Alone {
        command,
        out,
        name: wishes.name.as_deref(),
        runtime,
        about: "Clients made from models",
        source: "models",
        partitions: &partitions,
        all: true,
        timings: wishes.timings,
    };
    let inputs = models.iter().map(|path| input(path, wishes, &operations, &options));
    krate.write(inputs.collect())
}

fn input<'a>(
    path: &'a Path,
    wishes: &'a Wishes,
    operations: &Option<Vec<String>>,
    options: impl Fn(&str) -> ServiceOptions,
) -> Input<'a> {
    let text = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let mut options = options(&text(path.file_stem()));
    if operations.is_some() {
        options.operations.clone_from(operations);
    }
    // Not where it stands on this machine.
    let name = text(path.file_name());
    let own = options.clone();
    let read = Box::new(move || build::model(path, &own, wishes.waiters.as_deref()));
    Input { source: name.clone(), name, options, read }
}
