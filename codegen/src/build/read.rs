//! Reads a model of whichever format from the disk.

use super::disk::cannot;
use crate::diagnostic::Diagnostics;
use crate::ir::Partition;
use crate::lower;
use crate::model::service_json::{self, Files};
use crate::model::{Model, smithy_json};
use crate::options::ServiceOptions;
use crate::source::Source;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The partitions of AWS, which endpoint rules speak of, as they were when this was built.
const PARTITIONS: &str = include_str!("../../partitions.json");

/// What stands beside an AWS JSON service model.
const COMPANIONS: [&str; 6] = [
    "service-2.sdk-extras.json",
    "paginators-1.json",
    "paginators-1.sdk-extras.json",
    "waiters-2.json",
    "examples-1.json",
    "endpoint-rule-set-1.json",
];

/// Reads a model: Smithy JSON AST, or an AWS JSON service model with what stands beside it; with
/// further waiters from a file, or from the one that the options name.
///
/// # Errors
///
/// Everything that is wrong with it.
pub fn model(
    path: &Path,
    options: &ServiceOptions,
    waiters: Option<&Path>,
) -> Result<Model, Diagnostics> {
    let service = source(path)?;
    let named = waiters_of(path, options);
    let mut waiters = waiters.or(named.as_deref()).map(source).transpose()?;
    let mut model = if smithy_json::is_smithy(&service) {
        let applied = waiters.take_if(|file| smithy_json::is_smithy(file));
        let sources: Vec<Arc<Source>> = [service].into_iter().chain(applied).collect();
        smithy_json::read(&sources, &options.ignore_traits)?
    } else {
        service_json::read(&with_companions(path, service)?)?
    };
    waiters.iter().try_for_each(|file| service_json::add_waiters(&mut model, file))?;
    Ok(model)
}

/// The file of waiters that the options name: it stands beside the model.
pub(super) fn waiters_of(path: &Path, options: &ServiceOptions) -> Option<PathBuf> {
    options.waiters.as_ref().map(|file| path.with_file_name(file))
}

/// An AWS JSON service model with the files beside it.
fn with_companions(path: &Path, service: Arc<Source>) -> Result<Files, Diagnostics> {
    let beside = |name: &str| {
        let path = path.with_file_name(name);
        path.is_file().then(|| source(&path)).transpose()
    };
    let [service_extras, paginators, paginator_extras, waiters, examples, endpoint_rules] =
        COMPANIONS.map(beside);
    Ok(Files {
        service_extras: service_extras?,
        paginators: paginators?,
        paginator_extras: paginator_extras?,
        waiters: waiters?,
        examples: examples?,
        endpoint_rules: endpoint_rules?,
        ..Files::new(service)
    })
}

/// What a model is read from: its file, or all of the folder of an AWS JSON service model, for a file
/// may be added beside it.
pub(super) fn watched(path: &Path) -> PathBuf {
    let is_service = path.file_name().is_some_and(|name| name == "service-2.json");
    let folder = path.parent().filter(|folder| is_service && !folder.as_os_str().is_empty());
    folder.unwrap_or(path).to_path_buf()
}

/// The partitions of AWS, as they were when this was built.
///
/// # Errors
///
/// They cannot be read, which a test rules out.
pub fn partitions() -> Result<Vec<Partition>, Diagnostics> {
    lower::partitions(&Source::new("partitions.json", PARTITIONS))
}

fn source(path: &Path) -> Result<Arc<Source>, Diagnostics> {
    let text = fs::read_to_string(path).map_err(cannot("read", path))?;
    Ok(Source::new(path.to_string_lossy(), text))
}
