//! `cargo xtask update`: from a newer archive of models to a tree that is ready for review.

use crate::codegen::{self, Generated};
use crate::diff::{self, ReportParts, Shown, Side};
use crate::models::archive::{self, Archive};
use crate::models::import;
use crate::project;
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tinsmith::report::Count;
use tinsmith_codegen::build::{Plan, Transaction};
use tinsmith_codegen::options::Options;
use tinsmith_codegen::{api, report};

/// Go to a newer archive of models: pin it, import, report, generate, and note it in the changelog.
///
/// Everything is made before anything is written, and written as a whole: models, the pin, the
/// generated crate, the snapshots of its API, and the entry of the changelog. Nothing is written if
/// anything is wrong, or if the report is worse than --fail-on allows.
#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Only these services; the update stops if others differ, for the pin is that of all.
    services: Vec<String>,
    /// The version; the newest where none is given.
    #[arg(long, value_name = "VERSION", conflicts_with = "from")]
    to: Option<String>,
    /// A source archive (NAME-VERSION.tar.gz) that was fetched elsewhere.
    #[arg(long, value_name = "ARCHIVE")]
    from: Option<PathBuf>,
    /// Make everything and show the report, but write nothing.
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    shown: Shown,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let root = project::root()?;
    // What is made before it is written; never what is there from an earlier run.
    let staging = root.join("target/update");
    remove(&staging)?;
    let done = update(&root, &staging, arguments);
    remove(&staging)?;
    done
}

fn remove(folder: &Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove `{}`", folder.display()))
        }
        _ => Ok(()),
    }
}

fn update(root: &Path, staging: &Path, arguments: &Arguments) -> Result<()> {
    let old = codegen::options(root)?;
    let package = &old.source.package;
    let path = match &arguments.from {
        Some(path) => path.clone(),
        None => archive::newest(&staging.join("archive"), package, arguments.to.as_deref())?,
    };
    let version = archive::version(&path, package)
        .with_context(|| format!("`{}` is not called {package}-VERSION.tar.gz", path.display()))?;
    let new = Archive::packed(&path)?;
    let options = stage(root, staging, &old, &new, (&version, &archive::digest(&path)?))?;
    let models = models(staging, &options)?;
    if !arguments.services.is_empty() {
        check_others(root, &models, &arguments.services)?;
    }
    let parts = ReportParts {
        old: format!("{package} {}", old.source.version),
        new: format!("{package} {version}"),
        date: archive::released(&path),
    };
    let newer = Side::texts(&parts.new, models, options.clone());
    let reports = diff::compare(root, &Side::checked_in(root)?, &newer, &[])?;
    let report = arguments.shown.report(root, parts, reports)?;
    arguments.shown.show(&report)?;
    arguments.shown.judge(&report)?;
    let changes = changes(root, staging, &options, &report)?;
    if arguments.dry_run {
        println!("{} to write", Count(changes.len(), "file"));
        return Ok(());
    }
    changes.commit()?;
    println!(
        "{} {} → {version}: {} written",
        package,
        old.source.version,
        Count(changes.len(), "file")
    );
    Ok(())
}

/// Puts the models of the newer archive, and what else generation reads, into a folder of its own.
fn stage(
    root: &Path,
    staging: &Path,
    old: &Options,
    new: &Archive,
    (version, digest): (&str, &str),
) -> Result<Options> {
    let models = staging.join("models");
    let docs = models.join("docs");
    fs::create_dir_all(&docs).with_context(|| format!("cannot make `{}`", docs.display()))?;
    let put = |path: PathBuf, text: &str| {
        fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))
    };
    let toml = codegen::source(root, &root.join("models/services.toml"))?;
    let pinned = repin(toml.text(), old, version, digest)?;
    put(models.join("services.toml"), &pinned)?;
    for name in old.services.keys() {
        let overlay = root.join(format!("models/docs/{name}.json"));
        if overlay.is_file() {
            let to = docs.join(format!("{name}.json"));
            fs::copy(&overlay, &to)
                .with_context(|| format!("cannot copy `{}`", overlay.display()))?;
        }
    }
    let names: Vec<&String> = old.services.keys().collect();
    let imported: Vec<Result<()>> = names
        .par_iter()
        .map(|name| put(models.join(format!("{name}.json")), &import::import(new, name, false)?))
        .collect();
    imported.into_iter().collect::<Result<()>>()?;
    let partitions = new.partitions()?;
    tinsmith_codegen::lower::partitions(&partitions)?;
    put(models.join("partitions.json"), partitions.text())?;
    codegen::options(staging)
}

/// services.toml with another pin, and everything else as it is.
fn repin(toml: &str, old: &Options, version: &str, digest: &str) -> Result<String> {
    let mut text = toml.to_owned();
    let pins = [("version", &old.source.version, version), ("sha256", &old.source.sha256, digest)];
    for (key, from, to) in pins {
        let line = format!("\n{key} = \"{from}\"\n");
        if text.matches(&line).count() != 1 {
            bail!("models/services.toml does not say `{}` on one line of its own", line.trim());
        }
        text = text.replace(&line, &format!("\n{key} = \"{to}\"\n"));
    }
    Ok(text)
}

/// The models that were staged.
fn models(staging: &Path, options: &Options) -> Result<BTreeMap<String, String>> {
    let read = |name: &String| {
        let source = codegen::source(staging, &staging.join(format!("models/{name}.json")))?;
        Ok((name.clone(), source.text().to_owned()))
    };
    options.services.keys().map(read).collect()
}

/// The pin is that of all services, so all must be what it has.
fn check_others(root: &Path, models: &BTreeMap<String, String>, wanted: &[String]) -> Result<()> {
    if let Some(unknown) = wanted.iter().find(|name| !models.contains_key(*name)) {
        bail!("`{unknown}` is not in models/services.toml");
    }
    let differs = |(name, text): &(&String, &String)| {
        let path = root.join(format!("models/{name}.json"));
        fs::read_to_string(path).ok().as_ref() != Some(*text)
    };
    let others = models.iter().filter(|(name, _)| !wanted.contains(name)).filter(differs);
    let others: Vec<&str> = others.map(|(name, _)| name.as_str()).collect();
    if !others.is_empty() {
        bail!(
            "other services differ too, and the pin is that of all: {}; name them as well, or none",
            others.join(", ")
        );
    }
    Ok(())
}

/// All files that are to be written or removed.
fn changes(
    root: &Path,
    staging: &Path,
    options: &Options,
    report: &report::Report,
) -> Result<Transaction> {
    let generated = Generated::new(staging, &[])?;
    let plan = Plan::new(&root.join("generated"), &generated.files, |path| generated.owns(path))?;
    let mut changes = plan.transaction();
    let mut also = Transaction::default();
    let names = options.services.keys().map(|name| format!("{name}.json"));
    let names = names.chain(["partitions.json".to_owned(), "services.toml".to_owned()]);
    for name in names {
        let text = codegen::source(staging, &staging.join("models").join(&name))?;
        also.write(root.join("models").join(name), text.text().to_owned())?;
    }
    for (name, service) in codegen::lowered(staging, options)? {
        let path = root.join(format!("tests/tests/snapshots/api-{name}.snap"));
        let head = "---\nsource: tests/tests/snapshots.rs\n---\n";
        also.write(path, format!("{head}{}", api::listing(&service)))?;
    }
    if !report.services.is_empty() {
        let path = root.join("CHANGELOG.md");
        let old = if path.is_file() {
            codegen::source(root, &path)?.text().to_owned()
        } else {
            String::new()
        };
        also.write(path, report::changelog(&old, report))?;
    }
    changes.extend(also);
    Ok(changes)
}
