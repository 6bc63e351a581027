//! A crate by itself of models that somebody names.

use super::alone::{Alone, Input};
use super::partitions;
use anyhow::Result;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tinsmith_codegen::diagnostic::{Diagnostic, Diagnostics};
use tinsmith_codegen::model::service_json::{self, Files};
use tinsmith_codegen::model::{Model, smithy_json};
use tinsmith_codegen::options::Options;
use tinsmith_codegen::source::Source;

/// Writes the services of these models, and names their modules.
pub(super) fn run(
    root: &Path,
    models: &[PathBuf],
    waiters: Option<&Path>,
    out: &Path,
) -> Result<Vec<String>> {
    let partitions = partitions(root)?;
    let about = "Clients made from models";
    let krate = Alone { out, about, source: "models", partitions: &partitions, all: true };
    let options = super::options(root)?;
    krate.write(root, models.iter().map(|path| input(path, waiters, &options)).collect())
}

/// A model, which models/services.toml may say something of under the name of its file.
fn input<'a>(path: &'a Path, waiters: Option<&'a Path>, options: &Options) -> Input<'a> {
    let text = |part: Option<&OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let options = options.service(&text(path.file_stem())).cloned().unwrap_or_default();
    let ignore = options.ignore_traits.clone();
    // A file that an entry names stands beside the model.
    let beside = options.waiters.as_ref().map(|file| path.with_file_name(file));
    let waiters = waiters.map(Path::to_owned).or(beside);
    // Not where it stands on this machine.
    let name = text(path.file_name());
    Input {
        source: name.clone(),
        name,
        options,
        read: Box::new(move || read(path, waiters.as_deref(), &ignore)),
    }
}

/// Reads a model in whichever format it has.
pub(crate) fn read(
    path: &Path,
    waiters: Option<&Path>,
    ignore: &[String],
) -> Result<Model, Diagnostics> {
    let service = source(path)?;
    let mut waiters = waiters.map(source).transpose()?;
    let mut model = if smithy_json::is_smithy(&service) {
        let applied = waiters.take_if(|file| smithy_json::is_smithy(file));
        let sources: Vec<Arc<Source>> = [service].into_iter().chain(applied).collect();
        smithy_json::read(&sources, ignore)?
    } else {
        service_json::read(&companions(path, service)?)?
    };
    waiters.iter().try_for_each(|file| service_json::add_waiters(&mut model, file))?;
    Ok(model)
}

/// An AWS JSON service model with the files beside it.
fn companions(path: &Path, service: Arc<Source>) -> Result<Files, Diagnostics> {
    let beside = |name: &str| {
        let path = path.with_file_name(name);
        path.is_file().then(|| source(&path)).transpose()
    };
    Ok(Files {
        service_extras: beside("service-2.sdk-extras.json")?,
        paginators: beside("paginators-1.json")?,
        paginator_extras: beside("paginators-1.sdk-extras.json")?,
        waiters: beside("waiters-2.json")?,
        examples: beside("examples-1.json")?,
        endpoint_rules: beside("endpoint-rule-set-1.json")?,
        ..Files::new(service)
    })
}

fn source(path: &Path) -> Result<Arc<Source>, Diagnostics> {
    let shown = path.to_string_lossy();
    match fs::read_to_string(path) {
        Ok(text) => Ok(Source::new(shown, text)),
        Err(error) => Err(Diagnostic::error(format!("cannot read `{shown}`: {error}")).into()),
    }
}
