//! The faces of modules: what is in them, and what of it is public.

use super::{Context, doc};
use crate::format::File;
use crate::ir::{Home, Name, Operation};

/// The public face of a service.
pub(super) fn emit(context: &Context<'_>) -> File {
    let service = context.service;
    let mut file = context.file();
    service.docs.lines().iter().for_each(|line| file.inner_doc(line));
    file.inner_doc("");
    doc::example(service, &context.place.crate_name).iter().for_each(|line| file.inner_doc(line));
    let modules = [
        ("client", "client::Client"),
        ("endpoint", ""),
        ("error", "error::*"),
        ("model", "model::*"),
        ("operation", "operation::*"),
    ];
    let modules = modules.into_iter().filter(|(name, _)| *name != "model" || service.has_model());
    for (name, shown) in modules {
        file.module(name);
        if !shown.is_empty() {
            file.public_use(shown);
        }
    }
    if !service.settings.is_empty() {
        file.module("settings");
        file.public_use("settings::ClientSettings");
    }
    if !service.tests.is_empty() {
        file.test_module("tests");
    }
    file
}

/// The operations, each in a file. They are of one module, for what a program compiles of each module
/// is another piece to link.
pub(super) fn operations(context: &Context<'_>) -> File {
    let mut file = context.file();
    let service = context.service;
    if !service.operations.is_empty() {
        file.use_path(format!("{}::error::Error", context.root()));
        file.use_path("tinsmith_runtime::prelude::*");
    }
    if service.operations.iter().any(|operation| names_model(context, operation)) {
        file.use_path(format!("{}::model::*", context.root()));
    }
    for operation in &service.operations {
        file.include(&format!("operation/{}.rs", operation.module.as_str()));
    }
    file
}

/// Whether the file of an operation has the name of a type that stands elsewhere.
fn names_model(context: &Context<'_>, operation: &Operation) -> bool {
    let structures = [operation.input, operation.output].map(|id| context.service.structure(id));
    structures.into_iter().flatten().any(|structure| {
        let names = structure.members.iter().flat_map(|member| member.ty.names());
        structure.home == Home::Model || names.into_iter().any(|name| context.is_model(name))
    })
}

/// The structures and unions, each in a file, and all enums in one; of one module, like operations.
pub(super) fn model(context: &Context<'_>) -> File {
    let service = context.service;
    let mut file = context.file();
    file.use_path("tinsmith_runtime::prelude::*");
    if service.unions.iter().any(|union| union.is_stream && union.received) {
        file.use_path(format!("{}::error::Error", context.root()));
    }
    if !service.enums.is_empty() {
        file.include("model/enums.rs");
    }
    let structures = service.structures_in(Home::Model).map(|structure| &structure.module);
    let unions = service.unions.iter().map(|union| &union.module);
    let mut all: Vec<&Name> = structures.chain(unions).collect();
    all.sort();
    for one in all {
        file.include(&format!("model/{}.rs", one.as_str()));
    }
    file
}
