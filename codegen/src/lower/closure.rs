//! The service, and the operations that a client is made for.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::model::{Kind, Model, Service, Shape, ShapeId};
use crate::options::ServiceOptions;
use std::collections::BTreeSet;

/// The service with its operations.
pub(super) struct Closure<'m> {
    /// The service.
    pub(super) service: &'m Shape,
    /// What it consists of.
    pub(super) parts: &'m Service,
    /// All its operations, sorted by id, those of its resources included.
    pub(super) all: Vec<&'m Shape>,
    /// Those that are generated.
    pub(super) chosen: Vec<&'m Shape>,
}

/// Finds the service of the model and its operations.
pub(super) fn find<'m>(
    model: &'m Model,
    options: &ServiceOptions,
    diagnostics: &mut Diagnostics,
) -> Option<Closure<'m>> {
    let mut services = model.services();
    let file = model.source_names().next().unwrap_or_default();
    let Some((service, parts)) = services.next() else {
        let message = format!("there is no service in `{file}`");
        let hint = "a client is made for a shape of the type `service`";
        diagnostics.push(Diagnostic::error(message).hint(hint));
        return None;
    };
    if let Some((second, _)) = services.next() {
        let hint = "split the model, so that each file has one service";
        let message = format!("a second service besides `{}`", service.id);
        diagnostics.push(model.error(second, message).hint(hint));
        return None;
    }
    let all = operations(model, parts);
    let chosen = choose(&all, options, file, diagnostics);
    Some(Closure { service, parts, all, chosen })
}

/// All operations that are bound to the service or to a resource of it, sorted by id.
fn operations<'m>(model: &'m Model, service: &Service) -> Vec<&'m Shape> {
    let mut found: BTreeSet<&ShapeId> = service.operations.iter().collect();
    let mut resources: Vec<&ShapeId> = service.resources.iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = resources.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(Shape { kind: Kind::Resource(resource), .. }) = model.get(id) {
            found.extend(&resource.operations);
            resources.extend(&resource.resources);
        }
    }
    let shapes = found.into_iter().filter_map(|id| model.get(id));
    shapes.filter(|shape| matches!(shape.kind, Kind::Operation(_))).collect()
}

/// The operations that the options name; all where they name none.
fn choose<'m>(
    all: &[&'m Shape],
    options: &ServiceOptions,
    file: &str,
    diagnostics: &mut Diagnostics,
) -> Vec<&'m Shape> {
    let Some(wanted) = &options.operations else { return all.to_vec() };
    let known: Vec<&str> = all.iter().map(|shape| shape.id.name()).collect();
    for name in wanted.iter().filter(|name| !known.contains(&name.as_str())) {
        let message = format!("`operations` names `{name}`, which `{file}` does not have");
        let diagnostic = Diagnostic::error(message);
        diagnostics.push(match crate::model::nearest(name, &known) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint("remove it from `operations`"),
        });
    }
    let is_wanted = |shape: &&&Shape| wanted.iter().any(|name| name == shape.id.name());
    all.iter().filter(is_wanted).copied().collect()
}
