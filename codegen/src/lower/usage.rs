//! Which shapes are sent, and which are received.

use super::closure::Closure;
use crate::model::{Kind, Model, Operation, Shape, ShapeId};
use std::collections::{BTreeSet, HashMap, HashSet};

/// Shapes by what happens to them.
pub(super) struct Usage {
    /// Reached from an input of any operation, generated or not: so a filter never changes a type.
    pub(super) ever_sent: HashSet<ShapeId>,
    /// Reached from any operation, generated or not.
    pub(super) ever: BTreeSet<ShapeId>,
    /// Reached from an input of an operation that is generated.
    pub(super) sent: HashSet<ShapeId>,
    /// Reached from an output or an error of an operation that is generated.
    pub(super) received: HashSet<ShapeId>,
    /// The errors of operations that are generated.
    pub(super) errors: BTreeSet<ShapeId>,
    /// What operations ask, generated or not.
    pub(super) inputs: HashSet<ShapeId>,
    /// What operations answer, generated or not.
    pub(super) outputs: HashSet<ShapeId>,
    /// Structures that are events of a stream.
    pub(super) events: HashSet<ShapeId>,
    /// Shapes that stand inside another shape.
    pub(super) nested: HashSet<ShapeId>,
    /// In how many places each structure of an operation that is generated stands: as an input or
    /// output, or inside another shape.
    places: HashMap<ShapeId, usize>,
    /// The operation that asks (true) or answers (false) each structure, if there is only one, of
    /// the operations that are generated.
    roles: HashMap<ShapeId, Option<(ShapeId, bool)>>,
}

impl Usage {
    /// Whether more than one place uses the shape.
    pub(super) fn is_shared(&self, id: &ShapeId) -> bool {
        self.places.get(id).copied().unwrap_or_default() > 1
    }

    /// Whether an operation asks or answers it, generated or not.
    pub(super) fn is_input_or_output(&self, id: &ShapeId) -> bool {
        self.inputs.contains(id) || self.outputs.contains(id)
    }

    /// The one operation that asks (true) or answers (false) a structure, where nothing else uses it.
    pub(super) fn role(&self, id: &ShapeId) -> Option<(&ShapeId, bool)> {
        let (operation, sent) = self.roles.get(id)?.as_ref().filter(|_| !self.is_shared(id))?;
        Some((operation, *sent))
    }

    /// Whether the shape is part of the client.
    pub(super) fn is_used(&self, id: &ShapeId) -> bool {
        self.sent.contains(id) || self.received.contains(id)
    }
}

/// Finds the usage of all shapes.
pub(super) fn find(model: &Model, closure: &Closure<'_>) -> Usage {
    let inputs =
        |shapes: &[&Shape]| reach(model, operations(shapes).filter_map(|one| one.input.clone()));
    let outputs = |shapes: &[&Shape]| {
        let errors = closure.parts.errors.iter().cloned();
        let own = operations(shapes).flat_map(|one| one.output.iter().chain(&one.errors).cloned());
        reach(model, own.chain(errors))
    };
    let errors = operations(&closure.chosen).flat_map(|one| one.errors.iter().cloned());
    let received = outputs(&closure.chosen);
    let exceptions: Vec<ShapeId> =
        events(model, &received).filter(|id| is_error(model, id)).collect();
    let ever_sent = inputs(&closure.all);
    let ever = ever_sent.iter().cloned().chain(outputs(&closure.all)).collect();
    // Whether a structure is shared is asked of the whole service too, so that a filter never moves
    // it in documentation; only the operations that are left count for files.
    let mut places = HashMap::new();
    let mut count = |id: &ShapeId| *places.entry(id.clone()).or_insert(0) += 1;
    for operation in operations(&closure.all) {
        operation.input.iter().chain(&operation.output).for_each(&mut count);
    }
    let events = events(model, &ever).collect();
    let mut nested = HashSet::new();
    for id in &ever {
        let members = model.get(id).map(Shape::members).unwrap_or_default();
        members.iter().for_each(|member| count(&member.target));
        // An event is a message of its own.
        if !model.get(id).is_some_and(is_stream) {
            nested.extend(members.iter().map(|member| member.target.clone()));
        }
    }
    Usage {
        ever_sent,
        ever,
        sent: inputs(&closure.chosen),
        received,
        errors: errors.chain(closure.parts.errors.iter().cloned()).chain(exceptions).collect(),
        inputs: operations(&closure.all).filter_map(|one| one.input.clone()).collect(),
        outputs: operations(&closure.all).filter_map(|one| one.output.clone()).collect(),
        events,
        nested,
        places,
        roles: roles(closure),
    }
}

/// The roles of structures in the operations that are generated; none for those that have several.
fn roles(closure: &Closure<'_>) -> HashMap<ShapeId, Option<(ShapeId, bool)>> {
    let mut roles: HashMap<ShapeId, Option<(ShapeId, bool)>> = HashMap::new();
    for shape in &closure.chosen {
        let Kind::Operation(parts) = &shape.kind else { continue };
        let output = parts.output.as_ref().filter(|output| parts.input.as_ref() != Some(output));
        let sides = [(parts.input.as_ref(), true), (output, false)];
        for (id, sent) in sides.into_iter().filter_map(|(id, sent)| Some((id?, sent))) {
            let role = roles.entry(id.clone());
            let role = role.and_modify(|role| *role = None);
            role.or_insert_with(|| Some((shape.id.clone(), sent)));
        }
    }
    roles
}

/// The structures in the streams of events among some shapes.
fn events<'m>(
    model: &'m Model,
    ids: impl IntoIterator<Item = &'m ShapeId>,
) -> impl Iterator<Item = ShapeId> {
    let shapes = ids.into_iter().filter_map(|id| model.get(id));
    let streams = shapes.filter(|shape| is_stream(shape));
    streams.flat_map(Shape::members).map(|member| member.target.clone())
}

/// Whether a shape is a stream of events.
pub(super) fn is_stream(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Union(_)) && shape.traits.streaming().is_some()
}

/// Whether a shape is an error.
pub(super) fn is_error(model: &Model, id: &ShapeId) -> bool {
    model.get(id).is_some_and(|shape| shape.traits.error().is_some())
}

fn operations<'s>(shapes: &'s [&Shape]) -> impl Iterator<Item = &'s Operation> {
    shapes.iter().filter_map(|shape| match &shape.kind {
        Kind::Operation(operation) => Some(operation.as_ref()),
        _ => None,
    })
}

/// All shapes that can be reached through members.
fn reach(model: &Model, from: impl Iterator<Item = ShapeId>) -> HashSet<ShapeId> {
    let mut found = HashSet::new();
    let mut open: Vec<ShapeId> = from.collect();
    while let Some(id) = open.pop() {
        let Some(shape) = model.get(&id) else { continue };
        if found.insert(id) {
            open.extend(shape.members().into_iter().map(|member| member.target.clone()));
        }
    }
    found
}
