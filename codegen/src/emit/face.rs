//! The faces of modules: what is in them, and what of it is public.

use super::{Context, doc};
use crate::format::File;
use crate::ir::{Home, Name, Type};

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
    for operation in &service.operations {
        for (id, is_asked) in [(operation.input, true), (operation.output, false)] {
            let Some(structure) = service.structure(id) else { continue };
            file.use_path(context.path(&structure.name));
            // Of an input that stands elsewhere, there are setters here.
            if is_asked || structure.home == Home::Operation {
                uses(context, &mut file, structure.members.iter().map(|member| &member.ty));
            }
        }
        let items = operation.paginator.iter().filter_map(|paginator| paginator.items.as_ref());
        uses(context, &mut file, items.map(|(_, item)| item));
        file.include(&format!("operation/{}.rs", operation.module.as_str()));
    }
    file.forget_all(&format!("{}::operation::", context.root()));
    file
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
    for structure in service.structures_in(Home::Model) {
        uses(context, &mut file, structure.members.iter().map(|member| &member.ty));
    }
    for union in &service.unions {
        uses(context, &mut file, union.variants.iter().map(|variant| &variant.ty));
    }
    file.forget_all(&format!("{}::model::", context.root()));
    let structures = service.structures_in(Home::Model).map(|structure| &structure.module);
    let unions = service.unions.iter().map(|union| &union.module);
    let mut all: Vec<&Name> = structures.chain(unions).collect();
    all.sort();
    for one in all {
        file.include(&format!("model/{}.rs", one.as_str()));
    }
    file
}

/// Brings in what types name.
pub(super) fn uses<'t>(
    context: &Context<'_>,
    file: &mut File,
    types: impl Iterator<Item = &'t Type>,
) {
    for name in types.flat_map(Type::names) {
        file.use_path(context.path(name));
    }
}
