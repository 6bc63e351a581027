//! `cargo xtask diff`: what changed between two states of models, for whoever calls them.

mod side;

pub(crate) use side::Side;

use crate::{codegen, project};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use side::Service;
use std::collections::BTreeSet;
use std::fs;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use tinsmith_codegen::diff::{self, Accepted, Class, ServiceReport, Status};
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::report::{self, Report};
use tinsmith_codegen::source::Source;

/// Where accepted changes are listed, unless another file is named.
const ACCEPTED: &str = "models/accepted.toml";

/// Show what changed between two states of models, and which version the crate needs.
///
/// A side is a model file (Smithy JSON AST, or an AWS JSON service model with what stands beside it),
/// a folder of models, a source archive (.tar.gz), `git:REVISION`, `pinned` for the pinned archive, or
/// `checked-in`. Operations that models/services.toml leaves out are not compared.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The older side.
    old: String,
    /// The newer side.
    new: String,
    /// Only these services.
    services: Vec<String>,
    #[command(flatten)]
    shown: Shown,
    /// Say how many pairs differ in anything but formatting, and fail if one of them has no entry.
    #[arg(long)]
    census: bool,
}

/// How a report is shown, and what is wrong with it.
#[derive(clap::Args)]
pub(crate) struct Shown {
    /// The format.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Write the report to this file, in place of the terminal.
    #[arg(long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// When the newer side was released; the day of the pinned archive where that is the newer side.
    #[arg(long, value_name = "YYYY/MM/DD")]
    date: Option<String>,
    /// Fail if any change that was not accepted is as bad as this.
    #[arg(long, value_enum)]
    pub(crate) fail_on: Option<FailOn>,
    /// The accepted changes; models/accepted.toml where it exists.
    #[arg(long, value_name = "FILE")]
    accept: Option<PathBuf>,
}

/// The formats of a report.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Text,
    Markdown,
    Html,
    Json,
}

/// How bad a change must be to fail.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum FailOn {
    Breaking,
    Risky,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    let old = Side::open(&root, &arguments.old)?;
    let new = Side::open(&root, &arguments.new)?;
    let reports = compare(&root, &old, &new, &arguments.services)?;
    let mut shown = ReportParts { old: old.name(), new: new.name(), date: new.date() };
    if let Some(date) = &arguments.shown.date {
        shown.date = Some(date.clone());
    }
    if arguments.census {
        return census(&reports);
    }
    let report = arguments.shown.report(&root, shown, reports)?;
    arguments.shown.show(&report)?;
    arguments.shown.judge(&report)
}

/// What is said of a report besides its changes.
pub(crate) struct ReportParts {
    pub(crate) old: String,
    pub(crate) new: String,
    pub(crate) date: Option<String>,
}

impl Shown {
    /// Puts a report together, accepted changes marked.
    pub(crate) fn report(
        &self,
        root: &Path,
        parts: ReportParts,
        mut reports: Vec<ServiceReport>,
    ) -> Result<Report> {
        let usual = root.join(ACCEPTED);
        let path = match &self.accept {
            Some(path) => Some(path.clone()),
            None => Some(usual).filter(|path| path.is_file()),
        };
        if let Some(path) = path {
            diff::accept(&mut reports, &Accepted::read(&codegen::source(root, &path)?)?)?;
        }
        let date = self.date.clone().or(parts.date);
        Ok(Report::new((&parts.old, &parts.new), date, reports, &version(root)?))
    }

    /// Shows it, or writes it.
    pub(crate) fn show(&self, report: &Report) -> Result<()> {
        let colour = self.output.is_none()
            && std::io::stdout().is_terminal()
            && std::env::var_os("NO_COLOR").is_none();
        let text = match self.format {
            Format::Text => report::text(report, colour),
            Format::Markdown => report::markdown(report),
            Format::Html => report::html(report),
            Format::Json => report::json(report)?,
        };
        match &self.output {
            None => print!("{text}"),
            Some(path) => fs::write(path, text)
                .with_context(|| format!("cannot write `{}`", path.display()))?,
        }
        Ok(())
    }

    /// Fails where the report is worse than allowed.
    pub(crate) fn judge(&self, report: &Report) -> Result<()> {
        let limit = match self.fail_on {
            None => return Ok(()),
            Some(FailOn::Breaking) => Class::Breaking,
            Some(FailOn::Risky) => Class::Risky,
        };
        if report.worst().is_some_and(|worst| worst >= limit) {
            bail!(
                "there are changes as bad as {}; look at them, and list those that are right in \
                 {ACCEPTED} with a reason",
                limit.name()
            );
        }
        Ok(())
    }
}

/// Compares the services of two sides.
pub(crate) fn compare(
    root: &Path,
    old: &Side,
    new: &Side,
    only: &[String],
) -> Result<Vec<ServiceReport>> {
    let pairs = pairs(old, new, only)?;
    let current = codegen::options(root)?;
    let bar = tinsmith::report::progress(pairs.len());
    let reports: Vec<Result<ServiceReport>> = pairs
        .par_iter()
        .map(|(name, before, after)| {
            bar.set_message(name.clone());
            let usual = current.service(name).cloned().unwrap_or_default();
            let report = pair(name, before.as_deref(), after.as_deref(), (old, new), &usual);
            bar.inc(1);
            report.with_context(|| format!("cannot compare `{name}`"))
        })
        .collect();
    bar.finish_and_clear();
    reports.into_iter().collect()
}

fn pair(
    name: &str,
    before: Option<&str>,
    after: Option<&str>,
    (old, new): (&Side, &Side),
    usual: &ServiceOptions,
) -> Result<ServiceReport> {
    let read = |side: &Side, name: Option<&str>| -> Result<Option<Service>> {
        name.map(|name| side.read(name, usual)).transpose()
    };
    let (before, after) = (read(old, before)?, read(new, after)?);
    Ok(match (&before, &after) {
        (Some(before), Some(after)) => diff::compare(name, before.side(), after.side()),
        (None, Some(after)) => diff::alone(name, after.side(), Status::New),
        (Some(before), None) => diff::alone(name, before.side(), Status::Removed),
        (None, None) => bail!("neither side has `{name}`"),
    })
}

/// The services to compare: their names, and those that each side has for them.
type Pair = (String, Option<String>, Option<String>);

fn pairs(old: &Side, new: &Side, only: &[String]) -> Result<Vec<Pair>> {
    let (before, after) = (old.names(), new.names());
    if let ([one], [other]) = (before.as_slice(), after.as_slice()) {
        // Of two files it does not matter what they are called.
        let name = if old.is_file() { other } else { one };
        return Ok(vec![(name.clone(), Some(one.clone()), Some(other.clone()))]);
    }
    let mut names: BTreeSet<&String> = before.iter().chain(&after).collect();
    // An archive has far more than is checked in.
    if old.is_archive() != new.is_archive() {
        let chosen = if old.is_archive() { &after } else { &before };
        names.retain(|name| chosen.contains(name));
    }
    if let Some(unknown) = only.iter().find(|name| !names.contains(name)) {
        bail!("neither side has the service `{unknown}`");
    }
    let wanted = names.into_iter().filter(|name| only.is_empty() || only.contains(name));
    let has = |names: &[String], name: &String| names.contains(name).then(|| name.clone());
    Ok(wanted.map(|name| (name.clone(), has(&before, name), has(&after, name))).collect())
}

/// Whether a report is ever silent.
fn census(reports: &[ServiceReport]) -> Result<()> {
    let differ: Vec<&ServiceReport> =
        reports.iter().filter(|report| report.differs == Some(true)).collect();
    let is_silent = |report: &&&ServiceReport| report.changes.is_empty() && report.outside == 0;
    let silent: Vec<&str> = differ.iter().filter(is_silent).map(|one| one.name.as_str()).collect();
    let false_alarms = reports
        .iter()
        .filter(|report| report.differs == Some(false) && !report.changes.is_empty())
        .count();
    let unlowered = reports.iter().filter(|report| !report.notes.is_empty()).count();
    let entries: usize = reports.iter().map(|report| report.changes.len()).sum();
    println!(
        "{} pairs of models, {} differ in anything but formatting, {} of them silent; {entries} \
         entries, {false_alarms} pairs with entries that do not differ, {unlowered} with notes",
        reports.len(),
        differ.len(),
        silent.len()
    );
    for class in Class::ALL {
        let entries: usize = reports.iter().map(|report| report.of(class).count()).sum();
        let pairs = reports.iter().filter(|report| report.of(class).next().is_some()).count();
        println!("{}: {entries} entries in {pairs} pairs", class.name());
    }
    if silent.is_empty() { Ok(()) } else { bail!("no entry for: {}", silent.join(", ")) }
}

/// The version of the generated crate.
fn version(root: &Path) -> Result<String> {
    let manifest = fs::read_to_string(root.join("Cargo.toml")).context("cannot read Cargo.toml")?;
    let manifest: toml::Table = manifest.parse().context("Cargo.toml is not valid")?;
    let version = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("package"))
        .and_then(|package| package.get("version"))
        .and_then(toml::Value::as_str);
    Ok(version.context("Cargo.toml does not say workspace.package.version")?.to_owned())
}

/// A source with a name of its own.
fn named(name: &str, text: String) -> std::sync::Arc<Source> {
    Source::new(name, text)
}
