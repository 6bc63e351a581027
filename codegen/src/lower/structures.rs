//! Structures and unions.

use super::{Lower, deprecation, names, usage};
use crate::ir::{self, Debug, Home, Name};
use crate::model::{Kind, Shape, ShapeId};

impl Lower<'_> {
    /// All structures of the client, sorted by name; those that are made for operations without an
    /// input or an output come with their operations.
    pub(super) fn structures(&self) -> Vec<ir::Structure> {
        let used = self.usage.ever.iter().filter(|id| self.usage.is_used(id));
        let shapes = used.filter_map(|id| self.model.get(id));
        let mut structures: Vec<ir::Structure> =
            shapes.filter_map(|shape| self.structure(shape)).collect();
        structures.sort_by(|left, right| left.name.cmp(&right.name));
        structures
    }

    fn structure(&self, shape: &Shape) -> Option<ir::Structure> {
        let Kind::Structure(_) = &shape.kind else { return None };
        let name = self.name(&shape.id)?;
        let members = self.members(shape);
        let hides = members.iter().any(|member| member.hidden);
        Some(ir::Structure {
            module: self.names.module(&name),
            home: self.home(&shape.id),
            docs: self.structure_docs(shape, &name),
            deprecated: deprecation::of(&shape.traits),
            sent: self.usage.sent.contains(&shape.id),
            received: self.usage.received.contains(&shape.id),
            debug: debug(shape, hides),
            is_nested: self.usage.nested.contains(&shape.id),
            is_event: self.usage.events.contains(&shape.id),
            is_input: self.usage.inputs.contains(&shape.id),
            is_output: self.usage.outputs.contains(&shape.id),
            root: self.root(&shape.id),
            is_bound: false,
            name,
            members,
        })
    }

    /// A structure with no members, for an operation that has none.
    pub(super) fn empty_structure(&self, name: Name, docs: ir::Docs, sent: bool) -> ir::Structure {
        ir::Structure {
            module: self.names.module(&name),
            name,
            home: Home::Operation,
            docs,
            deprecated: None,
            members: Vec::new(),
            sent,
            received: !sent,
            debug: Debug::Derived,
            is_nested: false,
            is_event: false,
            is_input: sent,
            is_output: !sent,
            root: None,
            is_bound: false,
        }
    }

    /// What only one operation uses stands with it, errors stand together, and the rest by itself.
    fn home(&self, id: &ShapeId) -> Home {
        if self.usage.errors.contains(id) {
            Home::Error
        } else if self.usage.is_input_or_output(id) && !self.usage.is_shared(id) {
            Home::Operation
        } else {
            Home::Model
        }
    }

    /// The unions of the client, sorted by name.
    pub(super) fn unions(&self) -> Vec<ir::Union> {
        let used = self.usage.ever.iter().filter(|id| self.usage.is_used(id));
        let shapes = used.filter_map(|id| self.model.get(id));
        let mut unions: Vec<ir::Union> = shapes.filter_map(|shape| self.union(shape)).collect();
        unions.sort_by(|left, right| left.name.cmp(&right.name));
        unions
    }

    fn union(&self, shape: &Shape) -> Option<ir::Union> {
        let Kind::Union(_) = &shape.kind else { return None };
        let name = self.name(&shape.id)?;
        let variants = self.variants(shape);
        let hides = variants.iter().any(|variant| variant.hidden);
        Some(ir::Union {
            module: self.names.module(&name),
            docs: self.union_docs(shape, &name),
            deprecated: deprecation::of(&shape.traits),
            sent: self.usage.sent.contains(&shape.id),
            received: self.usage.received.contains(&shape.id),
            debug: debug(shape, hides),
            is_stream: usage::is_stream(shape),
            exceptions: self.exceptions(shape),
            name,
            variants,
        })
    }

    /// The structure of an operation's input or output, made where the model has none: one of the
    /// first so many, or a new one behind them.
    pub(super) fn payload(
        &self,
        structures: &mut Vec<ir::Structure>,
        known: usize,
        operation: &Name,
        id: Option<&ShapeId>,
        sent: bool,
    ) -> Option<ir::StructureId> {
        let place = match id {
            Some(id) => {
                let name = self.name(id)?;
                // Those of the model are sorted; what operations added comes behind them.
                let known = structures.get(..known).unwrap_or_default();
                known.binary_search_by(|structure| structure.name.cmp(&name)).ok()?
            }
            None => {
                let make = if sent { names::made_input } else { names::made_output };
                let docs = self.payload_docs(operation, sent);
                structures.push(self.empty_structure(make(operation), docs, sent));
                structures.len() - 1
            }
        };
        Some(ir::StructureId(place))
    }
}

fn debug(shape: &Shape, hides_members: bool) -> Debug {
    match (shape.traits.sensitive(), hides_members) {
        (Some(_), _) => Debug::Hidden,
        (None, true) => Debug::Redacted,
        (None, false) => Debug::Derived,
    }
}
