//! `cargo xtask codegen`: models in, one crate out.

mod changes;
mod compile;
mod every;
mod generated;
mod stamp;

use crate::project;
use anyhow::{Context, Result, bail};
pub(crate) use generated::{Generated, lowered, model};
use stamp::Stamp;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;
use tinsmith::models::{self, Wishes};
use tinsmith::report::Count;
use tinsmith_codegen::build::{self, Plan};
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::ir::Partition;
use tinsmith_codegen::lower;
use tinsmith_codegen::model::Model;
use tinsmith_codegen::options::{Options, ServiceOptions};
use tinsmith_codegen::source::Source;
use tinsmith_codegen::timings::{Stage, Timings};

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
    /// Compile what was written too, some services at a time.
    #[arg(long, requires = "out")]
    compile: bool,
    #[command(flatten)]
    wishes: Wishes,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    let modules = match &arguments.out {
        None => return checked_in(&root, arguments),
        Some(out) if !arguments.model.is_empty() => own(&root, arguments, out),
        Some(_) if arguments.services.is_empty() && !arguments.all_services => {
            bail!("--out needs --all-services, names of services, or --model FILE…")
        }
        Some(out) => {
            let (services, from) = (&arguments.services, arguments.from.as_deref());
            every::run(&root, services, from, out, &arguments.wishes)
        }
    }?;
    match &arguments.out {
        Some(out) if arguments.compile => compile::run(&root, out, &modules),
        _ => Ok(()),
    }
}

/// A crate of models that somebody names; models/services.toml may say something of each under the
/// name of its file.
fn own(root: &Path, arguments: &Arguments, out: &Path) -> Result<Vec<String>> {
    let known = options(root)?;
    let own = |name: &str| known.service(name).cloned().unwrap_or_default();
    let runtime = runtime(root, &arguments.wishes)?;
    models::run(COMMAND, &arguments.model, out, runtime, &arguments.wishes, own)
}

/// The folder of the runtime: that of the project, unless another is wished for.
fn runtime(root: &Path, wishes: &Wishes) -> Result<Option<PathBuf>> {
    match &wishes.runtime {
        None => Ok(Some(root.join("runtime"))),
        Some(_) => wishes.runtime(),
    }
}

/// Reads a model in whichever format it has, without traits that are ignored.
pub(crate) fn read_model(path: &Path, ignore: &[String]) -> Result<Model, Diagnostics> {
    let options = ServiceOptions { ignore_traits: ignore.to_vec(), ..Default::default() };
    build::model(path, &options, None)
}

/// Writes or checks the crate that is checked in.
fn checked_in(root: &Path, arguments: &Arguments) -> Result<()> {
    let start = Instant::now();
    let say = |what: &str| println!("{what}, {:.2} s", start.elapsed().as_secs_f64());
    // A check looks itself, and some services are not all.
    let is_whole = arguments.services.is_empty() && !arguments.check;
    let stamp = is_whole.then(|| Stamp::new(root)).transpose()?;
    let last = stamp.as_ref().filter(|_| !arguments.wishes.timings).and_then(Stamp::last);
    if let Some(said) = last {
        say(&said);
        return Ok(());
    }
    let timings = Timings::default();
    let generated = Generated::timed(root, &arguments.services, arguments.check, &timings)?;
    let folder = root.join("generated");
    let compare = || Plan::new(&folder, &generated.files, |path| generated.owns(path));
    let plan = timings.during(Stage::Writing, compare)?;
    if arguments.check {
        return check(&folder, &plan);
    }
    timings.during(Stage::Writing, || plan.carry_out())?;
    let (written, unchanged, removed) = plan.counts();
    let made = format!(
        "{}, {}: {} written, {unchanged} unchanged, {removed} removed",
        Count(generated.services, "service"),
        Count(generated.operations, "operation"),
        Count(written, "file"),
    );
    if let Some(stamp) = stamp.filter(|_| plan.is_done()) {
        stamp.note(&made)?;
    }
    if arguments.wishes.timings {
        println!("{timings}\n");
    }
    say(&made);
    Ok(())
}

fn check(folder: &Path, plan: &Plan) -> Result<()> {
    if plan.is_done() {
        return Ok(());
    }
    let (written, _, removed) = plan.counts();
    bail!(
        "generated/ is out of date: {} to write, {removed} to remove\n\n{}\n\
         run `{COMMAND}` and commit what it writes",
        Count(written, "file"),
        changes::diff(folder, plan, SHOWN)
    )
}

/// Reads `models/services.toml`.
pub(crate) fn options(root: &Path) -> Result<Options> {
    Ok(Options::read(&source(root, &root.join("models/services.toml"))?)?)
}

/// Reads `models/partitions.json`.
pub(crate) fn partitions(root: &Path) -> Result<Vec<Partition>> {
    Ok(lower::partitions(&source(root, &root.join("models/partitions.json"))?)?)
}

/// Reads a file of the project.
pub(crate) fn source(root: &Path, path: &Path) -> Result<Arc<Source>> {
    let text = fs::read_to_string(path)
        .with_context(|| format!("cannot read `{}`", project::shown(root, path)))?;
    Ok(Source::new(project::shown(root, path), text))
}
