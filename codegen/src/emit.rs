//! From the intermediate representation to Rust. An emitter prints what was decided; it decides
//! nothing and cannot fail. Each makes one kind of file.

mod client;
mod context;
mod doc;
mod endpoint;
mod enums;
mod error;
mod face;
mod http;
mod krate;
mod operation;
mod partitions;
mod rules;
mod setter;
mod settings;
mod structure;
mod tests;
mod tokens;
mod types;
mod union;
mod value;
mod waiters;
mod wire;

pub use krate::{Crate, Listed, Package, included, krate};

use crate::files::FileSet;
use crate::format::File;
use crate::ir::{Home, Name, Service};
use crate::timings::Timings;
use std::collections::BTreeMap;

/// Where a service's code stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The name of the crate, as other crates call it.
    pub crate_name: String,
    /// The command that writes it, for the header.
    pub command: String,
}

/// What emitters need to know besides what they print.
struct Context<'s> {
    service: &'s Service,
    place: &'s Place,
    /// The module inside the service where each type stands.
    homes: BTreeMap<&'s Name, &'static str>,
}

impl<'s> Context<'s> {
    fn new(service: &'s Service, place: &'s Place) -> Self {
        let structures = service.structures.iter().map(|structure| match structure.home {
            Home::Operation => (&structure.name, "operation"),
            Home::Model => (&structure.name, "model"),
            Home::Error => (&structure.name, "error"),
        });
        let unions = service.unions.iter().map(|union| (&union.name, "model"));
        let enums = service.enums.iter().map(|one| (&one.name, "model"));
        Self { service, place, homes: structures.chain(unions).chain(enums).collect() }
    }

    /// A file of the service, with the line that says where it comes from.
    fn file(&self) -> File {
        File::new(&self.place.command, &self.service.source)
    }

    /// The path of a type of the service, for `use`.
    fn path(&self, name: &Name) -> String {
        let home = self.homes.get(name).copied().unwrap_or("model");
        format!("{}::{home}::{}", self.root(), name.as_str())
    }

    /// The path of the service's module.
    fn root(&self) -> String {
        format!("crate::{}", self.service.module)
    }
}

/// The files of a service's module, by their paths in the crate.
pub fn service(service: &Service, place: &Place) -> Vec<(String, File)> {
    let context = Context::new(service, place);
    let folder = format!("src/{}", service.module);
    let mut files = vec![
        (format!("{folder}.rs"), face::emit(&context)),
        (format!("{folder}/client.rs"), client::emit(&context)),
        (format!("{folder}/endpoint.rs"), endpoint::emit(&context)),
        (format!("{folder}/error.rs"), error::emit(&context)),
        (format!("{folder}/operation.rs"), face::operations(&context)),
    ];
    if service.has_model() {
        files.push((format!("{folder}/model.rs"), face::model(&context)));
    }
    if !service.settings.is_empty() {
        files.push((format!("{folder}/settings.rs"), settings::emit(&context)));
    }
    if !service.tests.is_empty() {
        files.push((format!("{folder}/tests.rs"), tests::emit(&context)));
    }
    if !service.enums.is_empty() {
        files.push((format!("{folder}/model/enums.rs"), enums::emit(&context)));
    }
    for operation in &service.operations {
        let path = format!("{folder}/operation/{}.rs", operation.module.as_str());
        files.push((path, operation::emit(&context, operation)));
    }
    for structure in service.structures_in(Home::Model) {
        let path = format!("{folder}/model/{}.rs", structure.module.as_str());
        files.push((path, structure::emit(&context, structure)));
    }
    for union in &service.unions {
        let path = format!("{folder}/model/{}.rs", union.module.as_str());
        files.push((path, union::emit(&context, union)));
    }
    files
}

/// The files of a set of services in one crate.
pub fn files(services: &[Service], place: &Place) -> Vec<(String, File)> {
    services.iter().flat_map(|one| service(one, place)).collect()
}

/// Adds formatted files to a set.
///
/// # Errors
///
/// The emitter made something that is not Rust, which is a defect of the emitter.
pub fn format(files: Vec<(String, File)>) -> Result<FileSet, crate::diagnostic::Diagnostic> {
    format_timed(files, &Timings::default())
}

/// Adds formatted files to a set, and the time that it takes to those of its stages.
///
/// # Errors
///
/// The emitter made something that is not Rust, which is a defect of the emitter.
pub fn format_timed(
    files: Vec<(String, File)>,
    timings: &Timings,
) -> Result<FileSet, crate::diagnostic::Diagnostic> {
    let mut set = FileSet::default();
    for (path, file) in files {
        let text = file.format(&path, timings)?;
        set.insert(path, text);
    }
    Ok(set)
}
