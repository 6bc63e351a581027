//! The generator, called as its commands call it, on models of the tests.

use crate::environment::root;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tinsmith_codegen::diagnostic::Diagnostics;
use tinsmith_codegen::emit::{self, Crate, Listed, Package, Place};
use tinsmith_codegen::files::FileSet;
use tinsmith_codegen::ir::{Partition, Service};
use tinsmith_codegen::lower;
use tinsmith_codegen::model::service_json::{self, Files};
use tinsmith_codegen::model::{Model, smithy_json};
use tinsmith_codegen::options::ServiceOptions;
use tinsmith_codegen::source::Source;

/// A file as a source that is named by its path from the root.
///
/// # Panics
///
/// Where there is no such file.
pub fn source(path: &Path) -> Arc<Source> {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let shown = path.strip_prefix(root()).unwrap_or(path);
    Source::new(shown.to_string_lossy(), text)
}

/// A file of `tests/fixtures/models`.
pub fn fixture(name: &str) -> Arc<Source> {
    source(&root().join("tests/fixtures/models").join(name))
}

/// A Smithy model of the fixtures.
///
/// # Errors
///
/// What is wrong with it.
pub fn smithy(name: &str) -> Result<Model, Diagnostics> {
    smithy_json::read(&[fixture(&format!("{name}.json"))], &[])
}

/// The fixture in the format of AWS JSON service models.
///
/// # Errors
///
/// What is wrong with it.
pub fn depot() -> Result<Model, Diagnostics> {
    service_json::read(&Files {
        paginators: Some(fixture("depot/paginators-1.json")),
        waiters: Some(fixture("depot/waiters-2.json")),
        endpoint_rules: Some(fixture("depot/endpoint-rule-set-1.json")),
        ..Files::new(fixture("depot/service-2.json"))
    })
}

/// The partitions that are checked in.
///
/// # Panics
///
/// Where they cannot be read.
pub fn partitions() -> Vec<Partition> {
    let source = source(&root().join("models/partitions.json"));
    lower::partitions(&source).unwrap_or_else(|error| panic!("{error}"))
}

/// A service in a crate of the name `fixtures`.
///
/// # Panics
///
/// Where the model is not right.
pub fn service(model: &Model, source: &str) -> Service {
    service_with(model, source, &ServiceOptions::default())
}

/// The same, with what `models/services.toml` may say.
///
/// # Panics
///
/// Where the model is not right.
pub fn service_with(model: &Model, source: &str, options: &ServiceOptions) -> Service {
    let lowered = lower::lower(model, options, source);
    lowered.unwrap_or_else(|error| panic!("{error}"))
}

/// CloudWatch by the protocol that moto speaks, where the client that is checked in speaks CBOR. It
/// is generated when it is needed, so that it cannot be old.
///
/// # Panics
///
/// Where the model is not right.
pub fn cloudwatch_by_query() -> Service {
    let file = source(&root().join("models/cloudwatch.json"));
    let model = smithy_json::read(&[file], &[]).unwrap_or_else(|error| panic!("{error}"));
    let protocol = Some("awsQuery".to_owned());
    service_with(&model, "cloudwatch.json", &ServiceOptions { protocol, ..Default::default() })
}

/// Where the code of fixtures stands.
pub fn place() -> Place {
    Place { crate_name: "fixtures".to_owned(), command: "cargo test".to_owned() }
}

/// The files of one service.
///
/// # Panics
///
/// Where the emitter makes something that is not Rust.
pub fn files(service: &Service) -> FileSet {
    let files = emit::format(emit::service(service, &place()));
    files.unwrap_or_else(|error| panic!("{}", Diagnostics::from(error)))
}

/// The files of a crate that belong to no service.
///
/// # Panics
///
/// Where the emitter makes something that is not Rust.
pub fn krate(services: &[Service]) -> FileSet {
    let place = place();
    let services: Vec<Listed> = services.iter().map(Listed::from).collect();
    let krate = Crate {
        place: &place,
        about: "Clients for Amazon Web Services",
        source: "models/services.toml",
        services: &services,
        partitions: &partitions(),
        package: &Package::Member,
    };
    emit::krate(&krate).unwrap_or_else(|error| panic!("{}", Diagnostics::from(error)))
}

/// Makes a folder of generated code hold these files. Those that are right are left alone, so that
/// nothing is compiled again without need.
///
/// # Errors
///
/// A file cannot be written or removed.
pub fn write(folder: &Path, files: &FileSet) -> std::io::Result<()> {
    let wanted: BTreeSet<PathBuf> = files.iter().map(|(path, _)| folder.join(path)).collect();
    let mut open = vec![folder.join("src")];
    while let Some(inside) = open.pop().filter(|inside| inside.is_dir()) {
        for entry in fs::read_dir(inside)? {
            let path = entry?.path();
            let is_wanted = wanted.iter().any(|file| file.starts_with(&path));
            match (path.is_dir(), is_wanted) {
                (true, true) => open.push(path),
                (true, false) => fs::remove_dir_all(path)?,
                (false, true) => {}
                (false, false) => fs::remove_file(path)?,
            }
        }
    }
    for (path, text) in files.iter() {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            fs::write(&path, text)?;
        }
    }
    Ok(())
}

/// Files as one text, each under its path.
pub fn text(files: &FileSet) -> String {
    let file = |(path, text): (&str, &str)| format!("{MARK}{path}\n{text}");
    files.iter().map(file).collect::<Vec<_>>().join("\n")
}

const MARK: &str = "=== ";

/// The files of such a text.
pub fn split(text: &str) -> FileSet {
    let mut files = FileSet::default();
    let separator = format!("\n{MARK}");
    let parts = text.split(&separator).map(|part| part.trim_start_matches(MARK));
    for part in parts.filter(|part| !part.is_empty()) {
        let (path, text) = part.split_once('\n').unwrap_or((part, ""));
        files.insert(path, text);
    }
    files
}
