//! What a model file says: one semantic Smithy model, whatever it was read from.

pub mod ast;
pub mod ignored;
pub mod service_json;
pub mod shape;
pub mod shape_id;
pub mod smithy_json;
pub mod traits;

mod cases;
mod complete;
mod endpoints;
mod json;
pub(crate) use json::nearest;

pub use cases::CaseMut;
pub use shape::{Kind, Member, Operation, Resource, Service, Shape, Simple};
pub use shape_id::ShapeId;
pub use traits::Traits;

use crate::diagnostic::Diagnostic;
use crate::source::{Location, Source, Step};
use ignored::Ignored;
use indexmap::IndexMap;
use std::sync::Arc;

/// A semantic model: shapes by id, with mixins and `apply` already resolved. Copies share the shapes that
/// are not changed.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Sorted by id when the model is complete. Looked up all the time, so that of a large service all
    /// ids that are compared on the way would not be in the processor's cache.
    shapes: IndexMap<ShapeId, Arc<Shape>>,
    sources: Vec<ModelSource>,
    ignored: Ignored,
}

/// A file that shapes came from, with what is needed to find them in it again.
#[derive(Clone, Debug)]
struct ModelSource {
    source: Arc<Source>,
    format: Format,
}

/// How the shapes stand in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    /// `shapes`, by absolute id.
    Smithy,
    /// `operations` and `shapes`, by name.
    ServiceJson,
}

impl Model {
    /// All shapes, to be changed.
    pub(crate) fn shapes_mut(&mut self) -> impl Iterator<Item = &mut Shape> {
        self.shapes.values_mut().map(Arc::make_mut)
    }

    /// The shape of that id, if the model has one.
    pub fn get(&self, id: &ShapeId) -> Option<&Shape> {
        self.shapes.get(id).map(Arc::as_ref)
    }

    /// The same, to be changed.
    pub(crate) fn get_mut(&mut self, id: &ShapeId) -> Option<&mut Shape> {
        self.shapes.get_mut(id).map(Arc::make_mut)
    }

    /// All shapes, sorted by id.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.values().map(Arc::as_ref)
    }

    /// The services of the model.
    pub fn services(&self) -> impl Iterator<Item = (&Shape, &Service)> {
        self.shapes().filter_map(|shape| match &shape.kind {
            Kind::Service(service) => Some((shape, service.as_ref())),
            _ => None,
        })
    }

    /// What was read over, because it changes nothing in a client.
    pub fn ignored(&self) -> &Ignored {
        &self.ignored
    }

    /// What is known and clients do without so far.
    pub fn unused(&self) -> Ignored {
        let mut unused = Ignored::default();
        let members = self.shapes().flat_map(Shape::members).map(|member| &member.traits);
        let traits = self.shapes().map(|shape| &shape.traits).chain(members);
        for id in traits.flat_map(Traits::iter).map(traits::Trait::id) {
            if let Some((_, reason)) = traits::UNUSED.iter().find(|(unused, _)| *unused == id) {
                unused.count("trait", id, reason);
            }
        }
        unused
    }

    /// The names of the files that the model was read from, the main one first.
    pub fn source_names(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|one| one.source.name())
    }

    /// The texts of the files that the model was read from, the main one first.
    pub fn source_texts(&self) -> impl Iterator<Item = &str> {
        self.sources.iter().map(|one| one.source.text())
    }

    /// An error about a shape, with its place.
    pub fn error(&self, shape: &Shape, message: impl Into<String>) -> Diagnostic {
        let diagnostic = Diagnostic::error(message).shape(&shape.id);
        match self.locate(shape, &[]) {
            Some(location) => diagnostic.at(location),
            None => diagnostic,
        }
    }

    /// An error about a member of a shape, with its place.
    pub fn member_error(
        &self,
        shape: &Shape,
        member: &Member,
        message: impl Into<String>,
    ) -> Diagnostic {
        let diagnostic =
            Diagnostic::error(message).shape(format_args!("{}${}", shape.id, member.name));
        match self.locate(shape, &member_path(shape, member)) {
            Some(location) => diagnostic.at(location),
            None => diagnostic,
        }
    }

    /// An error about a trait of a shape, with its place.
    pub fn trait_error(
        &self,
        shape: &Shape,
        trait_id: &str,
        message: impl Into<String>,
    ) -> Diagnostic {
        let diagnostic = Diagnostic::error(message).shape(&shape.id);
        match self.locate(shape, &["traits".into(), trait_id.into()]) {
            Some(location) => diagnostic.at(location),
            None => diagnostic,
        }
    }

    fn locate(&self, shape: &Shape, inside: &[Step]) -> Option<Location> {
        let from = self.sources.get(shape.source)?;
        let mut path: Vec<Step> = match (from.format, &shape.kind) {
            (Format::Smithy, _) => vec!["shapes".into(), shape.id.as_str().into()],
            (Format::ServiceJson, Kind::Operation(_)) => {
                vec!["operations".into(), shape.id.name().into()]
            }
            (Format::ServiceJson, Kind::Service(_)) => vec!["metadata".into()],
            (Format::ServiceJson, _) => vec!["shapes".into(), shape.id.name().into()],
        };
        path.extend_from_slice(inside);
        Some(from.source.locate(&path))
    }
}

fn member_path(shape: &Shape, member: &Member) -> Vec<Step> {
    match &shape.kind {
        Kind::List(_) | Kind::Map { .. } => vec![member.name.as_str().into()],
        _ => vec!["members".into(), member.name.as_str().into()],
    }
}
