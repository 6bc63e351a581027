//! `cargo xtask codegen`: models in, one crate out.

mod alone;
mod compile;
mod every;
mod memory;
mod own;
mod summary;

use crate::disk::Plan;
use crate::project;
use crate::report::{Count, progress};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use tinsmith_codegen::diagnostic::{Diagnostic, Diagnostics};
use tinsmith_codegen::emit::{self, Crate, Listed, Package, Place};
use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::ir::{Partition, Service};
use tinsmith_codegen::lower;
use tinsmith_codegen::model::{Model, service_json, smithy_json};
use tinsmith_codegen::options::{Options, ServiceOptions};
use tinsmith_codegen::source::Source;

/// The command that a reader of a generated file should run.
const COMMAND: &str = "cargo xtask codegen";

/// What the crate holds.
const ABOUT: &str = "Clients for Amazon Web Services";

/// How many files a failed check shows.
const SHOWN: usize = 5;

/// Write the generated crate from the models that are checked in.
///
/// Reads models/services.toml and the models that it names, and writes the crate in generated/. A
/// file that is right already is left alone; one that no model asks for any longer is removed.
/// Nothing is written if anything is wrong.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these services; all of models/services.toml where none is given. With --out, services of
    /// the source archive.
    services: Vec<String>,
    /// Write nothing; fail if anything would be written, and show what.
    #[arg(long, conflicts_with = "out")]
    check: bool,
    /// Write a crate by itself into this folder, in place of the one that is checked in.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// All services of the source archive, each in the newest version of its API.
    #[arg(long, requires = "out", conflicts_with = "services")]
    all_services: bool,
    /// A source archive (.tar.gz), or a folder that one was unpacked into, in place of the one that
    /// models/services.toml pins.
    #[arg(long, value_name = "ARCHIVE_OR_DIR", requires = "out")]
    from: Option<PathBuf>,
    /// Models of your own, each a service: Smithy JSON AST, or service-2.json with what stands
    /// beside it.
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "out",
        conflicts_with_all = ["services", "all_services", "from"])]
    model: Vec<PathBuf>,
    /// Waiters of your own for the models: waiters-2.json, or Smithy JSON AST that applies
    /// `smithy.waiters#waitable`.
    #[arg(long, value_name = "FILE", requires = "model")]
    waiters: Option<PathBuf>,
    /// Compile what was written too, some services at a time.
    #[arg(long, requires = "out")]
    compile: bool,
}

pub(crate) use own::read as read_model;

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    let modules = match &arguments.out {
        None => return checked_in(&root, arguments),
        Some(out) if !arguments.model.is_empty() => {
            own::run(&root, &arguments.model, arguments.waiters.as_deref(), out)
        }
        Some(_) if arguments.services.is_empty() && !arguments.all_services => {
            bail!("--out needs --all-services, names of services, or --model FILE…")
        }
        Some(out) => every::run(&root, &arguments.services, arguments.from.as_deref(), out),
    }?;
    match &arguments.out {
        Some(out) if arguments.compile => compile::run(&root, out, &modules),
        _ => Ok(()),
    }
}

/// Writes or checks the crate that is checked in.
fn checked_in(root: &Path, arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    let generated = Generated::new(root, &arguments.services)?;
    let folder = root.join("generated");
    let plan = Plan::new(&folder, &generated.files, |path| generated.owns(path))?;
    if arguments.check {
        return check(&plan);
    }
    plan.carry_out()?;
    let (written, unchanged, removed) = plan.counts();
    println!(
        "{}, {}: {} written, {unchanged} unchanged, {removed} removed, {:.2} s",
        Count(generated.services, "service"),
        Count(generated.operations, "operation"),
        Count(written, "file"),
        start.elapsed().as_secs_f64(),
    );
    Ok(())
}

fn check(plan: &Plan) -> Result<()> {
    if plan.is_done() {
        return Ok(());
    }
    let (written, _, removed) = plan.counts();
    bail!(
        "generated/ is out of date: {} to write, {removed} to remove\n\n{}\n\
         run `{COMMAND}` and commit what it writes",
        Count(written, "file"),
        plan.diff(SHOWN)
    )
}

/// The crate before it is written.
pub(crate) struct Generated {
    pub(crate) files: FileSet,
    services: usize,
    operations: usize,
    /// The modules that were generated; the whole crate if none are named.
    modules: Option<Vec<String>>,
}

impl Generated {
    /// Generates it from the models below a folder.
    pub(crate) fn new(root: &Path, only: &[String]) -> Result<Self> {
        let options = options(root)?;
        let services = lowered(root, &options)?;
        let partitions = partitions(root)?;
        check_names(&options, only)?;
        let chosen: Vec<&Service> = services
            .iter()
            .filter(|(name, _)| only.is_empty() || only.contains(name))
            .map(|(_, service)| service)
            .collect();
        let place = Place { crate_name: "tinsmith_aws".to_owned(), command: COMMAND.to_owned() };
        let mut files = FileSet::default();
        let formatted: Vec<Result<FileSet, Diagnostic>> =
            chosen.par_iter().map(|service| emit::format(emit::service(service, &place))).collect();
        for set in formatted {
            files.extend(set.map_err(Diagnostics::from)?);
        }
        let operations = chosen.iter().map(|service| service.operations.len()).sum();
        let count = chosen.len();
        let modules = chosen.iter().map(|service| service.module.clone()).collect();
        let modules = (!only.is_empty()).then_some(modules);
        let mut listed: Vec<Listed> =
            services.iter().map(|(_, service)| Listed::from(service)).collect();
        listed.sort();
        let krate = Crate {
            place: &place,
            about: ABOUT,
            source: "models/services.toml",
            services: &listed,
            partitions: &partitions,
            package: &Package::Member,
        };
        files.extend(emit::krate(&krate).map_err(Diagnostics::from)?);
        Ok(Self { files, services: count, operations, modules })
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

fn check_names(options: &Options, only: &[String]) -> Result<()> {
    let known: Vec<&str> = options.services.keys().map(String::as_str).collect();
    match only.iter().find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            bail!("`{name}` is not in models/services.toml, which lists: {}", known.join(", "))
        }
        None => Ok(()),
    }
}

/// Reads `models/services.toml`.
pub(crate) fn options(root: &Path) -> Result<Options> {
    Ok(Options::read(&source(root, &root.join("models/services.toml"))?)?)
}

/// Reads `models/partitions.json`.
pub(crate) fn partitions(root: &Path) -> Result<Vec<Partition>> {
    Ok(lower::partitions(&source(root, &root.join("models/partitions.json"))?)?)
}

/// Reads and lowers all services, side by side; everything that is wrong is reported together.
pub(crate) fn lowered(root: &Path, options: &Options) -> Result<Vec<(String, Service)>> {
    let bar = progress(options.services.len());
    let results: Vec<(&String, Result<Service, Diagnostics>)> = options
        .services
        .par_iter()
        .map(|(name, entry)| {
            bar.set_message(name.clone());
            let lowered = model(root, options, name, entry)
                .and_then(|model| lower::lower(&model, entry, &format!("models/{name}.json")))
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
            Ok(service) => services.push((name.clone(), service)),
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
        source(root, path)
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

/// Reads a file of the project.
pub(crate) fn source(root: &Path, path: &Path) -> Result<Arc<Source>> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", project::shown(root, path)))?;
    Ok(Source::new(project::shown(root, path), text))
}
