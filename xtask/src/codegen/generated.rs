//! The crate that is checked in, before it is written.

use anyhow::{Result, bail};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tinsmith::report::{findings, progress};
use tinsmith_codegen::diagnostic::{Diagnostic, Diagnostics};
use tinsmith_codegen::emit::{self, Crate, Listed, Package, Place};
use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::ir::Service;
use tinsmith_codegen::lower;
use tinsmith_codegen::model::{Model, service_json, smithy_json};
use tinsmith_codegen::options::{Options, ServiceOptions};
use tinsmith_codegen::source::Source;
use tinsmith_codegen::timings::{Stage, Timings};

/// The crate before it is written.
pub(crate) struct Generated {
    pub(crate) files: FileSet,
    pub(crate) services: usize,
    pub(crate) operations: usize,
    /// The modules that were generated; the whole crate if none are named.
    modules: Option<Vec<String>>,
}

impl Generated {
    /// Generates it, or these services of it, from the models below a folder.
    pub(crate) fn new(root: &Path, only: &[String]) -> Result<Self> {
        Self::timed(root, only, true, &Timings::default())
    }

    /// All of it, or these services; with the files that belong to none, unless some services are
    /// asked for and those files have them. A check has everything.
    pub(crate) fn timed(
        root: &Path,
        only: &[String],
        is_check: bool,
        timings: &Timings,
    ) -> Result<Self> {
        let options = super::options(root)?;
        check_names(&options, only)?;
        let is_chosen = |name: &str| only.is_empty() || only.iter().any(|one| one == name);
        let mut services = some_lowered(root, &options, is_chosen, timings)?;
        let is_known = !only.is_empty() && !is_check && are_listed(root, &services);
        if !is_known && !only.is_empty() {
            services.extend(some_lowered(root, &options, |name| !is_chosen(name), timings)?);
        }
        let chosen = services.iter().filter(|(name, _)| is_chosen(name));
        let chosen: Vec<&Service> = chosen.map(|(_, service)| service).collect();
        let place =
            Place { crate_name: "tinsmith_aws".to_owned(), command: super::COMMAND.to_owned() };
        let mut files = formatted(&chosen, &place, timings)?;
        if !is_known {
            files.extend(common(root, &services, &place)?);
        }
        let operations = chosen.iter().map(|service| service.operations.len()).sum();
        let modules = chosen.iter().map(|service| service.module.clone()).collect();
        let modules = (!only.is_empty()).then_some(modules);
        Ok(Self { files, services: chosen.len(), operations, modules })
    }

    /// Whether a file that is not in the set would have been.
    pub(crate) fn owns(&self, path: &str) -> bool {
        match &self.modules {
            None => true,
            Some(modules) => modules.iter().any(|module| {
                let rest = path.strip_prefix("src/").and_then(|path| path.strip_prefix(module));
                rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
            }),
        }
    }
}

/// The modules of services, their files made side by side.
fn formatted(services: &[&Service], place: &Place, timings: &Timings) -> Result<FileSet> {
    let pieces = services.par_iter().flat_map_iter(|service| emit::service(service, place));
    let files: Result<Vec<_>, Diagnostic> = pieces.map(|piece| piece.make(timings)).collect();
    Ok(files.map_err(Diagnostics::from)?.into_iter().collect())
}

/// The files that belong to no service.
fn common(root: &Path, services: &[(String, Service)], place: &Place) -> Result<FileSet> {
    let partitions = super::partitions(root)?;
    let mut listed: Vec<Listed> =
        services.iter().map(|(_, service)| Listed::from(service)).collect();
    listed.sort();
    let krate = Crate {
        place,
        about: super::ABOUT,
        source: "models/services.toml",
        services: &listed,
        partitions: &partitions,
        package: &Package::Member,
    };
    Ok(emit::krate(&krate).map_err(Diagnostics::from)?)
}

/// Whether the crate that is there has modules for all of these, as they would be listed.
fn are_listed(root: &Path, services: &[(String, Service)]) -> bool {
    let read = |file: &str| fs::read_to_string(root.join(file)).unwrap_or_default();
    let (face, manifest) = (read("generated/src/lib.rs"), read("generated/Cargo.toml"));
    services.iter().map(|(_, service)| Listed::from(service)).all(|one| {
        let module = format!("pub mod {};", one.module);
        let line = format!("//! - `{}`: {}", one.module, one.title);
        let feature = one.feature();
        let has = |text: &str, wanted: &str| text.lines().any(|line| line == wanted);
        has(&face, &module) && has(&face, &line) && has(&manifest, &feature) && !one.has_tests
    })
}

fn check_names(options: &Options, only: &[String]) -> Result<()> {
    let known: Vec<&str> = options.services.keys().map(String::as_str).collect();
    match only.iter().find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            bail!("`{name}` is not in models/services.toml, which lists: {}", known.join(", "))
        }
        None => Ok(()),
    }
}

/// Reads and lowers all services; everything that is wrong is reported together.
pub(crate) fn lowered(root: &Path, options: &Options) -> Result<Vec<(String, Service)>> {
    some_lowered(root, options, |_| true, &Timings::default())
}

/// Reads and lowers services, side by side; everything that is wrong is reported together.
fn some_lowered(
    root: &Path,
    options: &Options,
    is_wanted: impl Fn(&str) -> bool,
    timings: &Timings,
) -> Result<Vec<(String, Service)>> {
    let wanted = options.services.iter().filter(|(name, _)| is_wanted(name));
    let wanted: Vec<(&String, &ServiceOptions)> = wanted.collect();
    let bar = progress(wanted.len());
    let results: Vec<(&String, Result<Service, Diagnostics>)> = wanted
        .into_par_iter()
        .map(|(name, entry)| {
            bar.set_message(name.clone());
            let model = timings.during(Stage::Reading, || model(root, options, name, entry));
            let source = format!("models/{name}.json");
            let lower = |model| lower::lower(&model, entry, &source);
            let lowered = timings
                .during(Stage::Lowering, || model.and_then(lower))
                .map_err(|found| found.or_at(options.place(name)));
            bar.inc(1);
            (name, lowered)
        })
        .collect();
    bar.finish_and_clear();
    let mut services = Vec::new();
    let mut diagnostics = Diagnostics::default();
    for (name, result) in results {
        match result {
            Ok(service) => {
                findings(&service.warnings);
                services.push((name.clone(), service));
            }
            Err(found) => diagnostics.extend(found),
        }
    }
    Ok(diagnostics.check(services)?)
}

/// Reads the model of a service, with our documentation over it.
pub(crate) fn model(
    root: &Path,
    options: &Options,
    name: &str,
    entry: &ServiceOptions,
) -> Result<Model, Diagnostics> {
    let path = root.join(format!("models/{name}.json"));
    if !path.is_file() {
        let message = format!("there is no model `models/{name}.json`");
        let hint = format!("import it: cargo xtask models import {name}");
        return Err(options.error(name, message).hint(hint).into());
    }
    let docs = root.join(format!("models/docs/{name}.json"));
    let paths: Vec<PathBuf> = [path, docs].into_iter().filter(|path| path.is_file()).collect();
    let read = |path: &Path| {
        super::source(root, path)
            .map_err(|error| Diagnostics::from(Diagnostic::error(format!("{error:#}"))))
    };
    let mut sources =
        paths.iter().map(|path| read(path)).collect::<Result<Vec<_>, Diagnostics>>()?;
    let waiters = entry.waiters.as_ref().map(|file| read(&root.join("models").join(file)));
    let waiters = waiters.transpose()?;
    let (applied, listed) = waiters.into_iter().partition(|file| smithy_json::is_smithy(file));
    sources.extend::<Vec<_>>(applied);
    let mut model = smithy_json::read(&sources, &entry.ignore_traits)?;
    let listed: Vec<Arc<Source>> = listed;
    listed.iter().try_for_each(|file| service_json::add_waiters(&mut model, file))?;
    Ok(model)
}
