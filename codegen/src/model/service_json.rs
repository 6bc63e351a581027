//! Reads AWS JSON service models: `service-2.json` with its paginators, waiters, examples, endpoint
//! rule set and `*.sdk-extras.json`, straight into the semantic model.
//!
//! What the format says by position or by name becomes a Smithy trait: `locationName` is `jsonName`
//! or `xmlName`, by the protocol; `payload` of a structure is `httpPayload` of its member. A fact
//! that no trait of Smithy can hold becomes one of ours (`tinsmith.api#…`), so that nothing is lost
//! on the way to an AST file.

mod ignored;
mod names;
mod operations;
mod pagination;
mod service;
mod shapes;
mod suites;
mod synthetic;
mod waiters;

pub use ignored::IGNORED_KEYS;
pub use suites::{Suite, read_suites};

use super::json::{self, Document, Object};
use super::shape::Shape;
use super::traits::{Deprecated, Trait, Traits};
use super::{Format, Model, ModelSource, ShapeId};
use crate::diagnostic::Diagnostics;
use crate::source::Source;
use indexmap::IndexMap;
use names::Names;
use serde_json::{Map, Value};
use std::sync::Arc;

/// The files of one service. Only the first must be there.
#[derive(Clone, Debug)]
pub struct Files {
    /// `service-2.json`.
    pub service: Arc<Source>,
    /// `service-2.sdk-extras.json`, merged into the first.
    pub service_extras: Option<Arc<Source>>,
    /// `paginators-1.json`.
    pub paginators: Option<Arc<Source>>,
    /// `paginators-1.sdk-extras.json`, merged into the paginators.
    pub paginator_extras: Option<Arc<Source>>,
    /// `waiters-2.json`.
    pub waiters: Option<Arc<Source>>,
    /// `examples-1.json`.
    pub examples: Option<Arc<Source>>,
    /// `endpoint-rule-set-1.json`.
    pub endpoint_rules: Option<Arc<Source>>,
}

impl Files {
    /// A service of one file alone.
    pub fn new(service: Arc<Source>) -> Self {
        Self {
            service,
            service_extras: None,
            paginators: None,
            paginator_extras: None,
            waiters: None,
            examples: None,
            endpoint_rules: None,
        }
    }
}

/// Reads the model of a service.
///
/// # Errors
///
/// Everything that is wrong with any of the files.
pub fn read(files: &Files) -> Result<Model, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let roots = Roots::parse(files, &mut diagnostics);
    let Some(service) = roots.service.as_ref().filter(|_| !diagnostics.has_errors()) else {
        return Err(diagnostics);
    };
    let document = Document::new(&files.service, service);
    let mut model = match Reader::new(&document, service) {
        Some(reader) => reader.read(),
        None => Model::default(),
    };
    model.ignored.extend(&document.ignored());
    diagnostics.extend(document.finish());
    add(&mut model, &files.paginators, &roots.paginators, &mut diagnostics, pagination::read);
    add(&mut model, &files.waiters, &roots.waiters, &mut diagnostics, waiters::read);
    add(&mut model, &files.examples, &roots.examples, &mut diagnostics, operations::examples);
    add(&mut model, &files.endpoint_rules, &roots.rules, &mut diagnostics, service::endpoint_rules);
    let beside = [
        &files.service_extras,
        &files.paginators,
        &files.paginator_extras,
        &files.waiters,
        &files.examples,
        &files.endpoint_rules,
    ];
    let sources = [&files.service].into_iter().chain(beside.into_iter().flatten());
    model.sources = sources
        .map(|source| ModelSource { source: source.clone(), format: Format::ServiceJson })
        .collect();
    model.complete(&mut diagnostics);
    diagnostics.check(model)
}

/// Adds the waiters of a file of their own, in the format of `waiters-2.json`, to a model of either
/// format. A waiter of the same name is replaced.
///
/// # Errors
///
/// Everything that is wrong with the file, and calls of operations that the model does not have.
pub fn add_waiters(model: &mut Model, source: &Arc<Source>) -> Result<(), Diagnostics> {
    let root = json::parse(source)?;
    let mut diagnostics = Diagnostics::default();
    add(model, &Some(source.clone()), &Some(root), &mut diagnostics, waiters::read);
    diagnostics.check(())
}

/// Reads one of the smaller files into the model.
fn add(
    model: &mut Model,
    source: &Option<Arc<Source>>,
    root: &Option<Value>,
    diagnostics: &mut Diagnostics,
    read: fn(&mut Model, &Document<'_>, &Value),
) {
    if let (Some(source), Some(root)) = (source, root) {
        let document = Document::new(source, root);
        read(model, &document, root);
        model.ignored.extend(&document.ignored());
        diagnostics.extend(document.finish());
    }
}

/// The files as JSON, extras merged in.
#[derive(Default)]
struct Roots {
    service: Option<Value>,
    paginators: Option<Value>,
    waiters: Option<Value>,
    examples: Option<Value>,
    rules: Option<Value>,
}

impl Roots {
    fn parse(files: &Files, diagnostics: &mut Diagnostics) -> Self {
        let mut parse = |source: Option<&Arc<Source>>| match json::parse(source?) {
            Ok(root) => Some(root),
            Err(error) => {
                diagnostics.push(error);
                None
            }
        };
        let mut roots = Roots {
            service: parse(Some(&files.service)),
            paginators: parse(files.paginators.as_ref()),
            waiters: parse(files.waiters.as_ref()),
            examples: parse(files.examples.as_ref()),
            rules: parse(files.endpoint_rules.as_ref()),
        };
        let extras = [
            (&mut roots.service, &files.service_extras),
            (&mut roots.paginators, &files.paginator_extras),
        ];
        for (root, source) in extras {
            let (Some(root), Some(source)) = (root, source) else { continue };
            let Some(extra) = parse(Some(source)) else { continue };
            if let Some(merge) = extra.get("merge") {
                merge_into(root, merge);
            }
        }
        for source in [&files.service_extras, &files.paginator_extras].into_iter().flatten() {
            check_extras(source, diagnostics);
        }
        roots
    }
}

fn check_extras(source: &Arc<Source>, diagnostics: &mut Diagnostics) {
    if let Ok(root) = json::parse(source) {
        let document = Document::new(source, &root);
        document.only(&root, &["version", "merge"]);
        diagnostics.extend(document.finish());
    }
}

/// Merges JSON into JSON: objects by key, everything else replaces.
fn merge_into(into: &mut Value, from: &Value) {
    match (into, from) {
        (Value::Object(into), Value::Object(from)) => {
            for (key, value) in from {
                match into.get_mut(key) {
                    Some(known) => merge_into(known, value),
                    None => {
                        into.insert(key.clone(), value.clone());
                    }
                }
            }
        }
        (into, from) => *into = from.clone(),
    }
}

/// The wire formats, as far as they decide what a `locationName` is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wire {
    Json,
    Xml,
    Query,
    Ec2,
}

/// The main file, being read.
struct Reader<'a> {
    document: &'a Document<'a>,
    root: &'a Object,
    metadata: &'a Object,
    wire: Wire,
    names: Names,
}

const TOP_KEYS: [&str; 7] = [
    "metadata",
    "operations",
    "shapes",
    "documentation",
    "clientContextParams",
    "deprecated",
    "deprecatedMessage",
];

impl<'a> Reader<'a> {
    fn new(document: &'a Document<'a>, root: &'a Value) -> Option<Self> {
        let object = document.object(root)?;
        ignored::only(document, "file", root, &TOP_KEYS);
        let metadata = document.object(document.required(root, "metadata")?)?;
        let wire = match metadata.get("protocol").and_then(Value::as_str) {
            Some("rest-xml") => Wire::Xml,
            Some("query") => Wire::Query,
            Some("ec2") => Wire::Ec2,
            _ => Wire::Json,
        };
        let names = Names::new(document, metadata, object);
        Some(Self { document, root: object, metadata, wire, names })
    }

    fn read(&self) -> Model {
        let mut shapes = IndexMap::new();
        let mut put = |shape: Shape| shapes.insert(shape.id.clone(), Arc::new(shape));
        self.shapes().into_iter().for_each(|shape| drop(put(shape)));
        self.operations().into_iter().for_each(|shape| drop(put(shape)));
        put(self.service());
        let mut model = Model { shapes, ..Model::default() };
        self.move_traits_to_members(&mut model);
        self.add_input_elements(&mut model);
        synthetic::add(self, &mut model);
        model
    }

    /// An entry of the file's `shapes`.
    fn raw_shape(&self, name: &str) -> Option<&'a Object> {
        self.root.get("shapes")?.get(name)?.as_object()
    }

    /// All entries of an object under a key of the file.
    fn section(&self, key: &str) -> impl Iterator<Item = (&'a String, &'a Value)> {
        self.document.object_at(self.root, key).into_iter().flatten()
    }

    /// The traits that anything in the format can have.
    fn common_traits(&self, object: &'a Object) -> Traits {
        let mut traits = Traits::default();
        if let Some(text) = self.document.string_at(object, "documentation") {
            traits.set(Trait::Documentation(text.to_owned()));
        }
        if self.document.flag_at(object, "deprecated") {
            let text = |key| self.document.string_at(object, key).map(str::to_owned);
            let deprecated =
                Deprecated { message: text("deprecatedMessage"), since: text("deprecatedSince") };
            traits.set(Trait::Deprecated(deprecated));
        }
        traits
    }

    /// The id of the shape that a reference such as `{"shape": "Name"}` names.
    fn target(&self, value: &'a Value) -> Option<ShapeId> {
        let name = self.document.required(value, "shape")?;
        let text = self.document.string(name)?;
        let id = self.names.shape(text);
        if id.is_none() {
            self.document.error(name, format!("`{text}` is not the name of a shape"));
        }
        id
    }
}

/// Whether the text of an object is all that is in it, for documentation and the like.
fn as_value(object: &Object) -> Value {
    Value::Object(Map::clone(object))
}
