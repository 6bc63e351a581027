//! Which part of a model is compared, and where calls meet each of its shapes.

use super::{Direction, Place};
use crate::model::{Kind, Model, Operation, Service, Shape, ShapeId};
use crate::options::ServiceOptions;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The part of a model that a client is made of.
pub(super) struct Scope<'m> {
    pub(super) model: &'m Model,
    /// The service, if the model has one.
    pub(super) service: Option<(&'m Shape, &'m Service)>,
    /// The operations that are generated, by their names.
    pub(super) operations: BTreeMap<&'m str, (&'m Shape, &'m Operation)>,
    /// The shapes that are compared.
    shapes: BTreeSet<&'m ShapeId>,
    /// What any operation sends, generated or not.
    sent: BTreeSet<&'m ShapeId>,
    /// What any operation answers, generated or not.
    received: BTreeSet<&'m ShapeId>,
    /// What operations that are generated ask or answer.
    reached: BTreeSet<&'m ShapeId>,
}

impl<'m> Scope<'m> {
    pub(super) fn new(model: &'m Model, options: &ServiceOptions) -> Self {
        let service = model.services().next();
        let all = service.map(|(_, parts)| all_operations(model, parts)).unwrap_or_default();
        let wanted = options.operations.as_deref();
        let is_wanted = |name: &str| match wanted {
            Some(wanted) => wanted.iter().any(|one| one == name),
            None => true,
        };
        let operations: BTreeMap<_, _> = all
            .iter()
            .filter(|(name, _)| is_wanted(name))
            .map(|(name, one)| (*name, *one))
            .collect();
        let errors: Vec<&ShapeId> =
            service.map(|(_, parts)| parts.errors.iter().collect()).unwrap_or_default();
        let inputs = all.values().filter_map(|(_, parts)| parts.input.as_ref());
        let outputs = all.values().flat_map(|(_, parts)| answers(parts));
        let sent = reach(model, inputs.collect());
        let received = reach(model, outputs.chain(errors.iter().copied()).collect());
        let roots = operations
            .values()
            .flat_map(|(_, parts)| parts.input.iter().chain(answers(parts)))
            .chain(errors);
        let reached = reach(model, roots.collect());
        let shapes = match wanted {
            None => model.shapes().map(|shape| &shape.id).collect(),
            Some(_) => {
                let own = operations.values().map(|(shape, _)| &shape.id);
                reached.iter().copied().chain(own).collect()
            }
        };
        Self { model, service, operations, shapes, sent, received, reached }
    }

    /// A shape that is compared; of the service, [`Scope::service`] tells.
    pub(super) fn get(&self, id: &ShapeId) -> Option<&'m Shape> {
        let is_here = self.shapes.contains(id) && id.namespace() != "smithy.api";
        let shape = self.model.get(id).filter(|_| is_here)?;
        (!matches!(shape.kind, Kind::Service(_))).then_some(shape)
    }

    /// All shapes that are compared, besides the service.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'m ShapeId> {
        self.shapes.iter().copied().filter(|id| self.get(id).is_some())
    }

    /// Whether any operation of the service sends the shape, generated or not.
    pub(super) fn is_sent(&self, id: &ShapeId) -> bool {
        self.sent.contains(id)
    }

    /// Whether any operation of the service answers the shape, generated or not.
    pub(super) fn is_received(&self, id: &ShapeId) -> bool {
        self.received.contains(id)
    }

    /// Whether operations that are generated ask or answer the shape.
    pub(super) fn is_reached(&self, id: &ShapeId) -> bool {
        self.reached.contains(id)
    }

    /// Whether a shape is all that an operation asks or answers.
    pub(super) fn is_message(&self, id: &ShapeId) -> bool {
        self.operations
            .values()
            .any(|(_, parts)| parts.input.as_ref() == Some(id) || parts.output.as_ref() == Some(id))
    }

    /// The names of the operations that send a shape.
    pub(super) fn senders(&self, id: &ShapeId) -> Vec<&'m str> {
        let Some((_, service)) = self.service else { return Vec::new() };
        let all = all_operations(self.model, service);
        let sends =
            |parts: &&'m Operation| reach(self.model, parts.input.iter().collect()).contains(id);
        all.iter().filter(|(_, (_, parts))| sends(parts)).map(|(name, _)| *name).collect()
    }

    /// Where calls meet these shapes.
    pub(super) fn places(&self, wanted: &BTreeSet<&ShapeId>) -> BTreeMap<ShapeId, Vec<Place>> {
        let mut places: BTreeMap<ShapeId, Vec<Place>> = BTreeMap::new();
        for (name, (shape, parts)) in &self.operations {
            let mut add = |id: &ShapeId, direction, path: String| {
                let place = Place { operation: (*name).to_owned(), direction, path };
                places.entry(id.clone()).or_default().push(place);
            };
            if wanted.contains(&shape.id) {
                add(&shape.id, Direction::Itself, String::new());
            }
            let ways = [
                (Direction::Request, parts.input.as_ref()),
                (Direction::Response, parts.output.as_ref()),
            ];
            for (direction, root) in ways {
                for (id, path) in root.map(|root| self.paths(root, wanted)).unwrap_or_default() {
                    add(id, direction, path);
                }
            }
            for error in &parts.errors {
                for (id, path) in self.paths(error, wanted) {
                    add(id, Direction::Error, join(error.name(), &path));
                }
            }
        }
        places
    }

    /// The shortest paths from a structure to the wanted shapes.
    fn paths(&self, root: &'m ShapeId, wanted: &BTreeSet<&ShapeId>) -> Vec<(&'m ShapeId, String)> {
        let mut from: BTreeMap<&ShapeId, Option<(&ShapeId, String)>> = BTreeMap::new();
        let mut open = VecDeque::from([root]);
        from.insert(root, None);
        let mut found = Vec::new();
        while let Some(id) = open.pop_front() {
            let Some(shape) = self.model.get(id) else { continue };
            if wanted.contains(id) {
                found.push((&shape.id, path(&from, id)));
            }
            for member in shape.members() {
                if !from.contains_key(&member.target) {
                    from.insert(&member.target, Some((id, step(shape, &member.name))));
                    open.push_back(&member.target);
                }
            }
        }
        found
    }
}

fn path(from: &BTreeMap<&ShapeId, Option<(&ShapeId, String)>>, id: &ShapeId) -> String {
    let mut steps = Vec::new();
    let mut at = id;
    while let Some(Some((before, step))) = from.get(at) {
        steps.push(step.as_str());
        at = before;
    }
    steps.reverse();
    steps.into_iter().fold(String::new(), |path, step| join(&path, step))
}

/// A step from a shape to what its member targets.
pub(super) fn step(shape: &Shape, member: &str) -> String {
    match (&shape.kind, member) {
        (Kind::List(_), _) => "[]".to_owned(),
        (Kind::Map { .. }, "key") => "{key}".to_owned(),
        (Kind::Map { .. }, _) => "{}".to_owned(),
        _ => member.to_owned(),
    }
}

/// A path with one more step.
pub(super) fn join(path: &str, step: &str) -> String {
    let separator =
        if path.is_empty() || step.is_empty() || step.starts_with(['[', '{']) { "" } else { "." };
    format!("{path}{separator}{step}")
}

fn answers(operation: &Operation) -> impl Iterator<Item = &ShapeId> {
    operation.output.iter().chain(&operation.errors)
}

/// All operations of a service, those of its resources included.
fn all_operations<'m>(
    model: &'m Model,
    service: &'m Service,
) -> BTreeMap<&'m str, (&'m Shape, &'m Operation)> {
    let mut ids: Vec<&ShapeId> = service.operations.iter().collect();
    let mut open: Vec<&ShapeId> = service.resources.iter().collect();
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if let (true, Some(Shape { kind: Kind::Resource(parts), .. })) =
            (seen.insert(id), model.get(id))
        {
            ids.extend(&parts.operations);
            open.extend(&parts.resources);
        }
    }
    let operation = |shape: &'m Shape| match &shape.kind {
        Kind::Operation(parts) => Some((shape.id.name(), (shape, parts.as_ref()))),
        _ => None,
    };
    ids.into_iter().filter_map(|id| model.get(id)).filter_map(operation).collect()
}

/// All shapes that can be reached through members.
fn reach<'m>(model: &'m Model, mut open: Vec<&'m ShapeId>) -> BTreeSet<&'m ShapeId> {
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(shape) = model.get(id) else { continue };
        if found.insert(&shape.id) {
            open.extend(shape.members().into_iter().map(|member| &member.target));
        }
    }
    found
}
