//! A crate by itself of services of the source archive: of all of them, or of some.

use super::options;
use crate::models::archive::Archive;
use anyhow::{Result, bail};
use std::path::Path;
use tinsmith::alone::{Alone, Input};
use tinsmith::models::Wishes;
use tinsmith_codegen::diagnostic::Diagnostic;
use tinsmith_codegen::lower;
use tinsmith_codegen::model::service_json;
use tinsmith_codegen::options::{Options, ServiceOptions};

/// Writes the services of these names, and names their modules; all where none is given.
pub(super) fn run(
    root: &Path,
    only: &[String],
    from: Option<&Path>,
    out: &Path,
    wishes: &Wishes,
) -> Result<Vec<String>> {
    let options = options(root)?;
    let archive = Archive::open(root, &options.source, from)?;
    let services = archive.services();
    if let Some(name) = only.iter().find(|name| !services.contains_key(name.as_str())) {
        bail!("the archive has no service `{name}`; `cargo xtask models list` shows what it has");
    }
    let wanted = services
        .into_iter()
        .filter(|(name, _)| only.is_empty() || only.iter().any(|wanted| wanted == name));
    let mut wanted: Vec<(&str, &str)> = wanted.collect();
    // The largest first, so that none of them is left over for one core alone in the end.
    wanted.sort_by_key(|(name, version)| std::cmp::Reverse(archive.size(name, version)));
    let operations = wishes.operations(wanted.len())?;
    let input =
        |(name, version): (&str, &str)| input(&archive, &options, name, version, &operations);
    let inputs = wanted.into_iter().map(input).collect();
    let partitions = lower::partitions(&archive.partitions()?)?;
    let source = format!("{} {}", options.source.package, options.source.version);
    let source = if from.is_some() { "an archive" } else { &source };
    let krate = Alone {
        command: super::COMMAND,
        out,
        name: wishes.name.as_deref(),
        runtime: super::runtime(root, wishes)?,
        about: super::ABOUT,
        source,
        partitions: &partitions,
        all: !only.is_empty(),
        timings: wishes.timings,
    };
    krate.write(inputs)
}

fn input<'a>(
    archive: &'a Archive,
    options: &Options,
    name: &str,
    version: &str,
    operations: &Option<Vec<String>>,
) -> Input<'a> {
    let (owned, own) = (name.to_owned(), version.to_owned());
    let read = move || match archive.version(&owned, &own) {
        Some(files) => service_json::read(&files),
        None => Err(Diagnostic::error(format!("the archive has no `{owned}`")).into()),
    };
    Input {
        name: name.to_owned(),
        source: format!("{name}/{version}/service-2.json"),
        options: ServiceOptions { operations: operations.clone(), ..whole(options, name) },
        read: Box::new(read),
    }
}

/// How a service is generated: as models/services.toml says, but all of it.
fn whole(options: &Options, name: &str) -> ServiceOptions {
    let mut own = options.service(name).cloned().unwrap_or_default();
    own.operations = None;
    own.tests = false;
    own
}
