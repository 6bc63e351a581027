//! `cargo xtask models import`: AWS JSON service models in, normalised Smithy JSON AST out.

use super::archive::Archive;
use crate::{codegen, project};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use tinsmith::report::{Count, progress};
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::model::{ast, service_json};

/// Read models out of the pinned archive into models/.
///
/// The archive is the source archive of the package that models/services.toml pins; it is fetched
/// with pip into a cache under target/, unless --from names one. Files are written only if all
/// services can be read.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The services, by their names in the archive; those of models/services.toml where none is
    /// given.
    services: Vec<String>,
    /// A source archive (.tar.gz), or a folder that one was unpacked into.
    #[arg(long, value_name = "ARCHIVE_OR_DIR")]
    from: Option<PathBuf>,
    /// Keep the vendor's documentation, for your own use.
    #[arg(long)]
    docs: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    let options = codegen::options(&root)?;
    let archive = Archive::open(&root, &options.source, arguments.from.as_deref())?;
    let names: Vec<String> = match arguments.services.is_empty() {
        true => options.services.keys().cloned().collect(),
        false => arguments.services.clone(),
    };
    check_names(&archive, &names)?;
    let bar = progress(names.len());
    let imported: Vec<Result<(PathBuf, String)>> = names
        .par_iter()
        .map(|name| {
            bar.set_message(name.clone());
            let text = import(&archive, name, arguments.docs)?;
            bar.inc(1);
            Ok((root.join(format!("models/{name}.json")), text))
        })
        .collect();
    bar.finish_and_clear();
    let mut files = collect(imported)?;
    let partitions = archive.partitions()?;
    tinsmith_codegen::lower::partitions(&partitions)?;
    files.push((root.join("models/partitions.json"), partitions.text().to_owned()));
    let written = write(&files)?;
    println!(
        "{} of {} {}: {} written",
        Count(names.len(), "service"),
        options.source.package,
        options.source.version,
        Count(written, "file")
    );
    Ok(())
}

fn check_names(archive: &Archive, names: &[String]) -> Result<()> {
    let services = archive.services();
    let missing: Vec<&str> =
        names.iter().map(String::as_str).filter(|name| !services.contains_key(name)).collect();
    if !missing.is_empty() {
        bail!(
            "the archive has no service {}; `cargo xtask models list` shows what it has",
            missing.join(", ")
        );
    }
    Ok(())
}

/// A service of an archive as it is checked in.
pub(crate) fn import(archive: &Archive, name: &str, docs: bool) -> Result<String> {
    let files = archive.service(name).with_context(|| format!("the archive has no `{name}`"))?;
    let model = service_json::read(&files)?;
    let model = if docs { model } else { model.without_documentation() };
    ast::write(&model).with_context(|| format!("cannot write `{name}` as JSON"))
}

/// All files, or everything that is wrong.
fn collect(imported: Vec<Result<(PathBuf, String)>>) -> Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    let mut diagnostics = Diagnostics::default();
    for one in imported {
        match one {
            Ok(file) => files.push(file),
            Err(error) => diagnostics.extend(error.downcast::<Diagnostics>()?),
        }
    }
    Ok(diagnostics.check(files)?)
}

/// Writes the files that differ, and says how many.
fn write(files: &[(PathBuf, String)]) -> Result<usize> {
    let differs = |path: &Path, text: &str| fs::read_to_string(path).ok().as_deref() != Some(text);
    let changed: Vec<&(PathBuf, String)> =
        files.iter().filter(|(path, text)| differs(path, text)).collect();
    for (path, text) in &changed {
        fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(changed.len())
}
