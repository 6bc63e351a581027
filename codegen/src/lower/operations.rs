//! Operations.

use super::{Lower, deprecation, names};
use crate::ir;
use crate::model::{Kind, Operation, Shape};

impl Lower<'_> {
    /// The operations of the client, sorted by name. Structures that they need and the model does
    /// not have are added.
    pub(super) fn operations(
        &self,
        structures: &mut Vec<ir::Structure>,
        rules: &ir::Endpoints,
    ) -> Vec<ir::Operation> {
        let methods = names::methods(&self.closure.all, &self.names);
        let known = structures.len();
        let mut operations = Vec::new();
        for shape in &self.closure.chosen {
            let Kind::Operation(parts) = &shape.kind else { continue };
            let method = methods.get(&shape.id).cloned();
            let operation =
                method.and_then(|method| self.operation(structures, known, shape, parts, method));
            let endpoint = self.call_endpoint(shape, parts, rules);
            operations.extend(operation.map(|operation| ir::Operation { endpoint, ..operation }));
        }
        operations.iter().for_each(|operation| bind(structures, operation));
        operations.sort_by(|left, right| left.name.cmp(&right.name));
        operations
    }

    fn operation(
        &self,
        structures: &mut Vec<ir::Structure>,
        known: usize,
        shape: &Shape,
        parts: &Operation,
        method: ir::Name,
    ) -> Option<ir::Operation> {
        let name = self.name(&shape.id)?;
        let input = self.payload(structures, known, &name, parts.input.as_ref(), true)?;
        let output = self.payload(structures, known, &name, parts.output.as_ref(), false)?;
        let secrets =
            |id: Option<&crate::model::ShapeId>| id.is_some_and(|id| self.holds_secrets(id));
        let (summary, docs) = self.operation_docs(shape, parts);
        Some(ir::Operation {
            wire_name: shape.id.name().to_owned(),
            module: self.names.module(&name),
            summary,
            docs,
            deprecated: deprecation::of(&shape.traits),
            hides_input: secrets(parts.input.as_ref()),
            hides_output: secrets(parts.output.as_ref())
                || parts.errors.iter().any(|error| self.holds_secrets(error)),
            paginator: self.paginator(shape, parts, structures, input),
            waiters: self.waiters(shape, parts, structures, input),
            has_input: parts.input.is_some(),
            http: self.http(shape),
            auth: self.operation_auth(shape),
            unsigned_payload: shape.traits.unsigned_payload().is_some(),
            checksum: self.checksum(shape, parts),
            validation: self.validation(shape, parts),
            compresses: self.compresses(shape, parts),
            endpoint: ir::CallEndpoint::default(),
            quirks: Vec::new(),
            name,
            method,
            input,
            output,
        })
    }
}

/// Marks both sides of a remote procedure that streams in either direction.
fn bind(structures: &mut [ir::Structure], operation: &ir::Operation) {
    let sides = [operation.input.0, operation.output.0];
    let streams = |place: &usize| structures.get(*place).is_some_and(ir::Structure::streams);
    if operation.http.is_some() || !sides.iter().any(streams) {
        return;
    }
    for place in sides {
        if let Some(structure) = structures.get_mut(place) {
            structure.is_bound = true;
        }
    }
}
