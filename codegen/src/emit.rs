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

use crate::diagnostic::Diagnostic;
use crate::files::FileSet;
use crate::format::File;
use crate::ir::{Home, Name, Operation, Service, Structure, Union};
use crate::timings::{Stage, Timings};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a service's code stands.
#[derive(Clone, Debug)]
pub struct Place {
    /// The name of the crate, as other crates call it.
    pub crate_name: String,
    /// The command that writes it, for the header.
    pub command: String,
}

/// What emitters need to know besides what they print.
#[derive(Debug)]
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

/// A file of a service that is yet to be made. Its tokens stay on the thread that makes them; files can
/// be made side by side.
#[derive(Debug)]
pub struct Piece<'s> {
    context: Arc<Context<'s>>,
    path: String,
    about: About<'s>,
}

/// What makes a file of a whole service.
type Emitter = fn(&Context<'_>) -> File;

/// What a file is about.
#[derive(Debug)]
enum About<'s> {
    /// What there is one of.
    Whole(Emitter),
    Operation(&'s Operation),
    Structure(&'s Structure),
    Union(&'s Union),
}

impl Piece<'_> {
    /// Makes it: its path in the crate, and its text. The time that it takes is added to that of its
    /// stages.
    ///
    /// # Errors
    ///
    /// The emitter made something that is not Rust, which is a defect of the emitter.
    pub fn make(&self, timings: &Timings) -> Result<(String, String), Diagnostic> {
        let context = &*self.context;
        let file = timings.during(Stage::Emitting, || match self.about {
            About::Whole(emit) => emit(context),
            About::Operation(operation) => operation::emit(context, operation),
            About::Structure(structure) => structure::emit(context, structure),
            About::Union(union) => union::emit(context, union),
        });
        Ok((self.path.clone(), file.format(&self.path, timings)?))
    }
}

/// The files of a service's module.
pub fn service<'s>(service: &'s Service, place: &'s Place) -> Vec<Piece<'s>> {
    let context = Arc::new(Context::new(service, place));
    let module = &service.module;
    let piece = |path: String, about| Piece { context: Arc::clone(&context), path, about };
    let wholes: [(&str, bool, Emitter); 9] = [
        (".rs", true, face::emit),
        ("/client.rs", true, client::emit),
        ("/endpoint.rs", true, endpoint::emit),
        ("/error.rs", true, error::emit),
        ("/operation.rs", true, face::operations),
        ("/model.rs", service.has_model(), face::model),
        ("/settings.rs", !service.settings.is_empty(), settings::emit),
        ("/tests.rs", !service.tests.is_empty(), tests::emit),
        ("/model/enums.rs", !service.enums.is_empty(), enums::emit),
    ];
    let wholes = wholes.into_iter().filter(|(_, is_there, _)| *is_there);
    let wholes =
        wholes.map(|(path, _, emit)| piece(format!("src/{module}{path}"), About::Whole(emit)));
    let operations = service.operations.iter().map(|operation| {
        let path = format!("src/{module}/operation/{}.rs", operation.module.as_str());
        piece(path, About::Operation(operation))
    });
    let model = |name: &Name| format!("src/{module}/model/{}.rs", name.as_str());
    let structures = service.structures_in(Home::Model);
    let structures =
        structures.map(|structure| piece(model(&structure.module), About::Structure(structure)));
    let unions =
        service.unions.iter().map(|union| piece(model(&union.module), About::Union(union)));
    wholes.chain(operations).chain(structures).chain(unions).collect()
}

/// Makes files, one after the other.
///
/// # Errors
///
/// The emitter made something that is not Rust, which is a defect of the emitter.
pub fn format(pieces: Vec<Piece<'_>>) -> Result<FileSet, Diagnostic> {
    let timings = Timings::default();
    pieces.iter().map(|piece| piece.make(&timings)).collect()
}
