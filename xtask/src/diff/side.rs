//! A side of a comparison: where its models are, and how they are read.

use super::named;
use crate::codegen;
use crate::models::archive::{self, Archive};
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use tinsmith_codegen::diff;
use tinsmith_codegen::model::{Model, service_json, smithy_json};
use tinsmith_codegen::options::{Options, ServiceOptions};

/// A side, opened.
pub(crate) struct Side {
    name: String,
    models: Models,
    /// How services are generated there, where it says so itself.
    options: Option<Options>,
    date: Option<String>,
}

enum Models {
    /// One model.
    File(PathBuf),
    /// Models in Smithy's format, by name.
    Files(BTreeMap<String, PathBuf>),
    /// A revision: the texts of its models.
    Texts(BTreeMap<String, String>),
    /// An archive of AWS JSON service models.
    Archive(Archive),
}

/// A service of a side.
pub(crate) struct Service {
    model: Model,
    options: ServiceOptions,
}

impl Service {
    pub(crate) fn side(&self) -> diff::Side<'_> {
        diff::Side { model: &self.model, options: &self.options }
    }
}

impl Side {
    /// Opens what the argument names.
    pub(crate) fn open(root: &Path, argument: &str) -> Result<Self> {
        let side = |models| Self { name: argument.to_owned(), models, options: None, date: None };
        if argument == "checked-in" {
            return Self::checked_in(root);
        }
        if argument == "pinned" {
            let package = codegen::options(root)?.source;
            let path = archive::pinned(root, &package)?;
            let name = format!("{} {}", package.package, package.version);
            let models = Models::Archive(Archive::open(root, &package, Some(&path))?);
            return Ok(Self { name, models, options: None, date: archive::released(&path) });
        }
        if let Some(revision) = argument.strip_prefix("git:") {
            return Self::revision(root, argument, revision);
        }
        let path = PathBuf::from(argument);
        // Not where it stands on this machine.
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned());
        let mut opened = if path.is_dir() {
            let files = models_of(&path)?;
            match files.is_empty() {
                false => side(Models::Files(files)),
                true => side(Models::Archive(Archive::unpacked(&path)?)),
            }
        } else if path.extension().is_some_and(|extension| extension == "gz") {
            let mut side = side(Models::Archive(Archive::packed(&path)?));
            side.date = archive::released(&path);
            side
        } else if path.is_file() {
            side(Models::File(path))
        } else {
            bail!(
                "`{argument}` is no file and no folder; a side may also be `git:REVISION`, \
                 `pinned` or `checked-in`"
            )
        };
        opened.name = name.unwrap_or(opened.name);
        Ok(opened)
    }

    /// The models that are checked in, as they are on disk.
    pub(crate) fn checked_in(root: &Path) -> Result<Self> {
        let options = codegen::options(root)?;
        let path = |name: &String| (name.clone(), root.join(format!("models/{name}.json")));
        let files = options.services.keys().map(path).filter(|(_, path)| path.is_file());
        Ok(Self {
            name: "checked-in".to_owned(),
            models: Models::Files(files.collect()),
            options: Some(options),
            date: None,
        })
    }

    /// Models as texts, with what says how they are generated.
    pub(crate) fn texts(name: &str, texts: BTreeMap<String, String>, options: Options) -> Self {
        Self {
            name: name.to_owned(),
            models: Models::Texts(texts),
            options: Some(options),
            date: None,
        }
    }

    fn revision(root: &Path, argument: &str, revision: &str) -> Result<Self> {
        let show = |file: &str| git(root, &["show", &format!("{revision}:{file}")]);
        let source = named("services.toml", show("models/services.toml")?);
        let options = Options::read(&source)?;
        let listed = git(root, &["ls-tree", "--name-only", revision, "models/"])?;
        let mut texts = BTreeMap::new();
        for name in options.services.keys() {
            let file = format!("models/{name}.json");
            if listed.lines().any(|line| line == file) {
                texts.insert(name.clone(), show(&file)?);
            }
        }
        Ok(Self::texts(argument, texts, options))
    }

    /// What it is called in reports.
    pub(crate) fn name(&self) -> String {
        self.name.clone()
    }

    /// When it was released, if it says so.
    pub(crate) fn date(&self) -> Option<String> {
        self.date.clone()
    }

    pub(super) fn is_file(&self) -> bool {
        matches!(self.models, Models::File(_))
    }

    pub(super) fn is_archive(&self) -> bool {
        matches!(self.models, Models::Archive(_))
    }

    /// The names of its services.
    pub(super) fn names(&self) -> Vec<String> {
        match &self.models {
            Models::File(path) => {
                vec![path.file_stem().unwrap_or_default().to_string_lossy().into_owned()]
            }
            Models::Files(files) => files.keys().cloned().collect(),
            Models::Texts(texts) => texts.keys().cloned().collect(),
            Models::Archive(archive) => {
                archive.services().keys().map(|name| (*name).to_owned()).collect()
            }
        }
    }

    /// Reads a service, with the options of the side or else the usual ones.
    pub(super) fn read(&self, name: &str, usual: &ServiceOptions) -> Result<Service> {
        let own = self.options.as_ref().and_then(|options| options.service(name));
        let options = own.unwrap_or(usual).clone();
        let ignore = &options.ignore_traits;
        let model = match &self.models {
            Models::File(path) => codegen::read_model(path, ignore)?,
            Models::Files(files) => {
                let path = files.get(name).with_context(|| format!("there is no `{name}`"))?;
                codegen::read_model(path, ignore)?
            }
            Models::Texts(texts) => {
                let text = texts.get(name).with_context(|| format!("there is no `{name}`"))?;
                let source = named(&format!("models/{name}.json"), text.clone());
                smithy_json::read(&[source], ignore)?
            }
            Models::Archive(archive) => {
                let files = archive.service(name);
                service_json::read(&files.with_context(|| format!("there is no `{name}`"))?)?
            }
        };
        Ok(Service { model, options })
    }
}

/// The models that stand in a folder itself.
fn models_of(folder: &Path) -> Result<BTreeMap<String, PathBuf>> {
    let cannot = || format!("cannot read `{}`", folder.display());
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(folder).with_context(cannot)? {
        let path = entry.with_context(cannot)?.path();
        let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let is_json = path.extension().is_some_and(|extension| extension == "json");
        if path.is_file() && is_json && stem != "partitions" && !is_companion(&stem) {
            files.insert(stem, path);
        }
    }
    Ok(files)
}

/// Whether a file stands beside a model, and belongs to it.
fn is_companion(stem: &str) -> bool {
    ["paginators-1", "waiters-2", "examples-1", "endpoint-rule-set-1", "endpoints", "sdk-default"]
        .iter()
        .any(|known| stem.starts_with(known))
        || stem.ends_with(".sdk-extras")
}

/// What git says.
fn git(root: &Path, arguments: &[&str]) -> Result<String> {
    let mut git = Command::new("git");
    let done = git.arg("-C").arg(root).args(arguments).output().context("git does not start")?;
    if !done.status.success() {
        bail!(
            "git {} failed: {}",
            arguments.join(" "),
            String::from_utf8_lossy(&done.stderr).trim()
        );
    }
    String::from_utf8(done.stdout).context("git said what is no text")
}
