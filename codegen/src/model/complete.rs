//! The last step of reading: the prelude, and the check that every target exists.

use super::json;
use super::shape::{Kind, Shape, Simple};
use super::{Model, ShapeId, Traits};
use crate::diagnostic::{Diagnostic, Diagnostics};
use std::sync::Arc;

impl Model {
    /// Adds the shapes of the prelude that are used, and checks that every target exists.
    pub(super) fn complete(&mut self, diagnostics: &mut Diagnostics) {
        for (simple, id) in Simple::prelude() {
            let shape = || Shape {
                id: id.clone(),
                kind: Kind::Simple(simple),
                traits: Traits::default(),
                source: usize::MAX,
            };
            self.shapes.entry(id.clone()).or_insert_with(|| Arc::new(shape()));
        }
        self.shapes.sort_unstable_keys();
        let mut missing = Vec::new();
        for shape in self.shapes.values() {
            for member in shape.members() {
                if !self.is_target(&member.target) {
                    let message = format!("the target `{}` does not exist", member.target);
                    missing.push(
                        self.hint_at(self.member_error(shape, member, message), &member.target),
                    );
                }
            }
            for id in shape.references() {
                if !self.shapes.contains_key(id) {
                    let message = format!("the target `{id}` does not exist");
                    missing.push(self.hint_at(self.error(shape, message), id));
                }
            }
        }
        missing.into_iter().for_each(|one| diagnostics.push(one));
    }

    fn is_target(&self, id: &ShapeId) -> bool {
        id.is_unit() || self.get(id).is_some_and(Shape::is_data)
    }

    /// Adds the id that is spelt most like the missing one.
    fn hint_at(&self, diagnostic: Diagnostic, missing: &ShapeId) -> Diagnostic {
        let known: Vec<&str> = self.shapes.keys().map(ShapeId::as_str).collect();
        match json::nearest(missing.as_str(), &known) {
            Some(near) => diagnostic.hint(format!("did you mean `{near}`?")),
            None => diagnostic.hint("add the shape, or name the file that has it"),
        }
    }
}

impl Shape {
    /// The ids of the shapes that a service, resource or operation names.
    fn references(&self) -> Vec<&ShapeId> {
        match &self.kind {
            Kind::Service(service) => {
                service.operations.iter().chain(&service.resources).chain(&service.errors).collect()
            }
            Kind::Resource(resource) => {
                resource.operations.iter().chain(&resource.resources).collect()
            }
            Kind::Operation(operation) => {
                operation.input.iter().chain(&operation.output).chain(&operation.errors).collect()
            }
            _ => Vec::new(),
        }
    }
}
