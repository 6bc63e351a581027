//! The faces of modules: what is in them, and what of it is public.

use super::{Context, doc};
use crate::format::File;
use crate::ir::{Home, Name};

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

/// The face of the folder with one file per operation.
pub(super) fn operations(context: &Context<'_>) -> File {
    let mut file = context.file();
    for operation in &context.service.operations {
        file.module(operation.module.as_str());
        file.public_use(&format!("{}::*", operation.module.as_str()));
    }
    file
}

/// The face of the folder with one file per structure or union, and one for all enums.
pub(super) fn model(context: &Context<'_>) -> File {
    let service = context.service;
    let mut file = context.file();
    if !service.enums.is_empty() {
        file.module("enums");
        file.public_use("enums::*");
    }
    let structures = service.structures_in(Home::Model);
    let structures = structures.map(|structure| (&structure.module, &structure.name));
    let unions = service.unions.iter().map(|union| (&union.module, &union.name));
    let mut modules: Vec<(&Name, &Name)> = structures.chain(unions).collect();
    modules.sort();
    for (module, name) in modules {
        file.module(module.as_str());
        file.public_use(&format!("{}::{}", module.as_str(), name.as_str()));
    }
    file
}
