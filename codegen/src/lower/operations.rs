//! Operations.

use super::{Lower, deprecation, names};
use crate::ir;
use crate::model::{Kind, Operation, Shape};

impl Lower<'_> {
    /// The operations of the client, sorted by name. Structures that they need and the model does
    /// not have are added.
    pub(super) fn operations(&self, structures: &mut Vec<ir::Structure>) -> Vec<ir::Operation> {
        let methods = names::methods(&self.closure.all, &self.names);
        let mut operations = Vec::new();
        for shape in &self.closure.chosen {
            let Kind::Operation(parts) = &shape.kind else { continue };
            self.check(shape);
            let method = methods.get(&shape.id).cloned();
            let operation =
                method.and_then(|method| self.operation(structures, shape, parts, method));
            operations.extend(operation);
        }
        operations.sort_by(|left, right| left.name.cmp(&right.name));
        operations
    }

    fn operation(
        &self,
        structures: &mut Vec<ir::Structure>,
        shape: &Shape,
        parts: &Operation,
        method: ir::Name,
    ) -> Option<ir::Operation> {
        let name = self.name(&shape.id)?;
        let input = self.payload(structures, &name, parts.input.as_ref(), true)?;
        let output = self.payload(structures, &name, parts.output.as_ref(), false)?;
        let secrets =
            |id: Option<&crate::model::ShapeId>| id.is_some_and(|id| self.holds_secrets(id));
        Some(ir::Operation {
            wire_name: shape.id.name().to_owned(),
            module: self.names.module(&name),
            summary: self.operation_summary(shape),
            docs: self.operation_docs(shape, parts),
            deprecated: deprecation::of(&shape.traits),
            hides_input: secrets(parts.input.as_ref()),
            hides_output: secrets(parts.output.as_ref())
                || parts.errors.iter().any(|error| self.holds_secrets(error)),
            paginator: self.paginator(shape, parts, structures, input),
            name,
            method,
            input,
            output,
        })
    }

    /// Reports what an operation asks for and clients would not do.
    fn check(&self, shape: &Shape) {
        let traits = &shape.traits;
        let asked = [
            (traits.endpoint().is_some(), "smithy.api#endpoint"),
            (traits.auth().is_some(), "smithy.api#auth"),
            (traits.optional_auth().is_some(), "smithy.api#optionalAuth"),
            (traits.unsigned_payload().is_some(), "aws.auth#unsignedPayload"),
            (traits.http_checksum().is_some(), "aws.protocols#httpChecksum"),
            (traits.http_checksum_required().is_some(), "smithy.api#httpChecksumRequired"),
            (traits.request_compression().is_some(), "smithy.api#requestCompression"),
            (traits.static_context_params().is_some(), "smithy.rules#staticContextParams"),
            (traits.operation_context_params().is_some(), "smithy.rules#operationContextParams"),
            (discovers(shape), "aws.api#clientDiscoveredEndpoint"),
        ];
        for (_, id) in asked.into_iter().filter(|(is_asked, _)| *is_asked) {
            let message = format!("the trait `{id}` of an operation cannot be generated");
            let hint = "leave the operation out: operations = […]";
            self.report(self.model.trait_error(shape, id, message).hint(hint));
        }
    }
}

/// Whether the operation's endpoint must be asked for first.
fn discovers(shape: &Shape) -> bool {
    let discovery = shape.traits.client_discovered_endpoint();
    let required = discovery.and_then(|discovery| discovery.get("required"));
    required.and_then(serde_json::Value::as_bool) == Some(true)
}
