//! Reads Smithy's JSON AST: version 2.0, and 1.0 through one upgrade pass. Several files merge into
//! one model; `apply` and mixins are resolved.

mod mixin;
mod upgrade;

use super::ignored::Ignored;
use super::json::{self, Document, Object};
use super::shape::{Kind, Member, Operation, Resource, Service, Shape, Simple};
use super::traits::{IGNORED, Trait, Traits};
use super::{Format, Model, ModelSource, ShapeId};
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::source::Source;
use indexmap::IndexMap;
use jiter::{Jiter, JiterError};
use serde_json::Value;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Keys of a model file that are read over, each with where it stands and the reason.
pub const IGNORED_KEYS: &[(&str, &str, &str)] = &[
    ("file", "metadata", "for validators of models"),
    ("resource", "identifiers", "describes a resource for tools, not calls"),
    ("resource", "properties", "describes a resource for tools, not calls"),
];

/// Whether a source is Smithy's JSON AST, rather than an AWS JSON service model.
pub fn is_smithy(source: &Source) -> bool {
    let mut json = Jiter::new(source.text().as_bytes());
    let mut has_key = || -> Result<bool, JiterError> {
        let mut key = json.next_object()?.map(|key| key == "smithy");
        while key == Some(false) {
            json.next_skip()?;
            key = json.next_key()?.map(|key| key == "smithy");
        }
        Ok(key.is_some())
    };
    has_key().unwrap_or(false)
}

/// Reads one model from the files of which it consists, the main file first.
///
/// Traits named in `ignore` are read over, besides those of [`IGNORED`].
///
/// # Errors
///
/// Everything that is wrong with any of the files.
pub fn read(sources: &[Arc<Source>], ignore: &[String]) -> Result<Model, Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let mut parts = Parts::default();
    for (index, source) in sources.iter().enumerate() {
        match json::parse(source) {
            Ok(mut root) => {
                upgrade::upgrade(&mut root);
                let document = Document::new(source, &root);
                let file = File { document, ignore, index };
                file.read(&root, &mut parts);
                parts.ignored.extend(&file.document.ignored());
                diagnostics.extend(file.document.finish());
            }
            Err(error) => diagnostics.push(error),
        }
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    let sources = sources
        .iter()
        .map(|source| ModelSource { source: source.clone(), format: Format::Smithy })
        .collect();
    let mut model = Model { shapes: parts.shapes, sources, ignored: parts.ignored };
    mixin::flatten(&mut model, parts.mixins, &mut diagnostics);
    apply(&mut model, parts.applied, &mut diagnostics);
    model.complete(&mut diagnostics);
    diagnostics.check(model)
}

/// What the files say, before it is put together.
#[derive(Default)]
struct Parts {
    shapes: IndexMap<ShapeId, Arc<Shape>>,
    mixins: BTreeMap<ShapeId, mixin::Mixins>,
    applied: Vec<Applied>,
    ignored: Ignored,
}

/// Traits that `apply` adds to a shape or a member.
struct Applied {
    target: ShapeId,
    member: Option<String>,
    traits: Traits,
    source: usize,
    key: String,
}

/// One file, being read.
struct File<'a> {
    document: Document<'a>,
    ignore: &'a [String],
    index: usize,
}

impl<'a> File<'a> {
    fn read(&self, root: &'a Value, parts: &mut Parts) {
        if self.document.object(root).is_none() {
            return;
        }
        self.document.known(IGNORED_KEYS, "file", root, &["smithy", "shapes"]);
        self.check_version(root);
        let Some(shapes) = root.get("shapes").and_then(|shapes| self.document.object(shapes))
        else {
            return;
        };
        for (key, value) in shapes {
            if value.get("type").and_then(Value::as_str) == Some("apply") {
                self.document.only(value, &["type", "traits"]);
                parts.applied.extend(self.apply_statement(key, value));
            } else if let Some(shape) = self.shape(shapes, key, value) {
                if let Some(mixins) = self.mixins(value) {
                    parts.mixins.insert(shape.id.clone(), mixins);
                }
                self.add(parts, value, shape);
            }
        }
    }

    fn check_version(&self, root: &'a Value) {
        let Some(version) = self.document.required(root, "smithy") else { return };
        let Some(version_text) = self.document.string(version) else { return };
        if !matches!(version_text, "2" | "2.0") {
            let hint = "versions 1.0 and 2.0 of the JSON AST are read";
            let message = format!("unknown version `{version_text}` of the Smithy AST");
            self.document.error_hint(version, message, hint);
        }
    }

    fn add(&self, parts: &mut Parts, value: &Value, shape: Shape) {
        match parts.shapes.get(&shape.id) {
            Some(known) if known.kind == shape.kind && known.traits == shape.traits => {}
            Some(_) => {
                let hint = "two files of a model may repeat a shape, but not change it; \
                            use `apply` to add traits";
                self.document.error_hint(value, "a second shape of this id, not the same", hint);
            }
            None => {
                parts.shapes.insert(shape.id.clone(), Arc::new(shape));
            }
        }
    }

    fn shape(&self, shapes: &'a Object, key: &str, value: &'a Value) -> Option<Shape> {
        let Some(id) = ShapeId::parse(key) else {
            let root_key = shapes.get_key_value(key).map_or(value, |(_, value)| value);
            let hint = "a shape id reads `namespace#Name`";
            self.document.error_hint(root_key, format!("`{key}` is not a shape id"), hint);
            return None;
        };
        let name = self.document.string(self.document.required(value, "type")?)?;
        let kind = self.kind(name, value)?;
        let traits = self.traits(value);
        Some(Shape { id, kind, traits, source: self.index })
    }

    fn kind(&self, name: &str, value: &'a Value) -> Option<Kind> {
        let only = |keys: &[&str]| {
            let keys: Vec<&str> =
                ["type", "traits", "mixins"].iter().chain(keys).copied().collect();
            self.document.only(value, &keys);
        };
        match name {
            "list" => {
                only(&["member"]);
                Some(Kind::List(Box::new(self.part(value, "member")?)))
            }
            "map" => {
                only(&["key", "value"]);
                let (key, value) = (self.part(value, "key"), self.part(value, "value"));
                Some(Kind::Map { key: Box::new(key?), value: Box::new(value?) })
            }
            "structure" | "union" | "enum" | "intEnum" => {
                only(&["members"]);
                let members = self.members(value);
                Some(match name {
                    "structure" => Kind::Structure(members),
                    "union" => Kind::Union(members),
                    "enum" => Kind::Enum(members),
                    _ => Kind::IntEnum(members),
                })
            }
            "service" => {
                only(&["version", "operations", "resources", "errors", "rename"]);
                Some(Kind::Service(Box::new(self.service(value))))
            }
            "operation" => {
                only(&["input", "output", "errors"]);
                Some(Kind::Operation(Box::new(self.operation(value))))
            }
            "resource" => {
                self.document.known(IGNORED_KEYS, "resource", value, &RESOURCE_KEYS);
                Some(Kind::Resource(Box::new(self.resource(value))))
            }
            _ => {
                only(&[]);
                let simple = Simple::parse(name);
                if simple.is_none() {
                    let at = value.get("type").unwrap_or(value);
                    let hint = "types are those of Smithy 2.0: structure, string, list, …";
                    self.document.error_hint(at, format!("`{name}` is not a type of shape"), hint);
                }
                simple.map(Kind::Simple)
            }
        }
    }

    fn part(&self, value: &'a Value, name: &str) -> Option<Member> {
        self.member(name, self.document.required(value, name)?)
    }

    fn members(&self, value: &'a Value) -> Vec<Member> {
        let object =
            value.as_object().and_then(|object| self.document.object_at(object, "members"));
        object
            .into_iter()
            .flatten()
            .filter_map(|(name, member)| self.member(name, member))
            .collect()
    }

    fn member(&self, name: &str, value: &'a Value) -> Option<Member> {
        self.document.object(value)?;
        self.document.only(value, &["target", "traits"]);
        let target = self.document.shape_id(self.document.required(value, "target")?)?;
        Some(Member { name: name.to_owned(), target, traits: self.traits(value) })
    }

    fn traits(&self, value: &'a Value) -> Traits {
        let mut traits = Traits::default();
        let object = value.as_object().and_then(|object| self.document.object_at(object, "traits"));
        for (id, trait_value) in object.into_iter().flatten() {
            match Trait::read(id, trait_value) {
                Some(Ok(known)) => traits.set(known),
                Some(Err(error)) => {
                    let message = format!("the value of `{id}` is not right: {error}");
                    let hint = format!("the Smithy specification says what `{id}` takes");
                    self.document.error_hint(trait_value, message, &hint);
                }
                None => match self.why_ignored(id) {
                    Some(reason) => self.document.ignore("trait", id, reason),
                    None => self.unknown_trait(id, trait_value),
                },
            }
        }
        traits
    }

    fn why_ignored(&self, id: &str) -> Option<&'static str> {
        let listed = IGNORED.iter().find(|(ignored, _)| *ignored == id).map(|(_, reason)| *reason);
        let is_named = || self.ignore.iter().any(|ignored| ignored == id);
        listed.or_else(|| is_named().then_some("named in `ignore-traits`"))
    }

    fn unknown_trait(&self, id: &str, value: &Value) {
        let hint = match json::nearest(id, Trait::IDS) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!(
                "if it changes nothing in a client, list it in the service's entry: \
                 ignore-traits = [\"{id}\"]"
            ),
        };
        self.document.error_hint(value, format!("unknown trait `{id}`"), &hint);
    }

    fn ids(&self, value: &'a Value, key: &str) -> Vec<ShapeId> {
        let array = value.get(key).map(|array| self.document.array(array)).unwrap_or_default();
        array.iter().filter_map(|reference| self.reference(reference)).collect()
    }

    fn reference(&self, value: &'a Value) -> Option<ShapeId> {
        self.document.object(value)?;
        self.document.only(value, &["target"]);
        self.document.shape_id(self.document.required(value, "target")?)
    }

    fn service(&self, value: &'a Value) -> Service {
        let object = value.as_object();
        let text = |key| object.and_then(|object| self.document.string_at(object, key));
        let rename = object.and_then(|object| self.document.object_at(object, "rename"));
        let rename = rename.into_iter().flatten().filter_map(|(id, name)| {
            let parsed = ShapeId::parse(id);
            if parsed.is_none() {
                self.document.error(name, format!("`{id}` is not a shape id"));
            }
            Some((parsed?, self.document.string(name)?.to_owned()))
        });
        Service {
            version: text("version").unwrap_or_default().to_owned(),
            operations: self.ids(value, "operations"),
            resources: self.ids(value, "resources"),
            errors: self.ids(value, "errors"),
            rename: rename.collect(),
        }
    }

    fn operation(&self, value: &'a Value) -> Operation {
        let structure = |key| {
            let id = value.get(key).and_then(|reference| self.reference(reference));
            id.filter(|id| !id.is_unit())
        };
        Operation {
            input: structure("input"),
            output: structure("output"),
            errors: self.ids(value, "errors"),
        }
    }

    fn resource(&self, value: &'a Value) -> Resource {
        let one = |key: &&str| value.get(*key).and_then(|reference| self.reference(reference));
        let mut operations: Vec<ShapeId> = LIFE_CYCLE.iter().filter_map(one).collect();
        operations.extend(self.ids(value, "operations"));
        operations.extend(self.ids(value, "collectionOperations"));
        Resource { operations, resources: self.ids(value, "resources") }
    }

    fn mixins(&self, value: &'a Value) -> Option<mixin::Mixins> {
        let sources = self.ids(value, "mixins");
        let definition = value.get("traits").and_then(|traits| traits.get("smithy.api#mixin"));
        let local = definition.and_then(|definition| definition.get("localTraits"));
        let local = local.map(|local| self.document.array(local)).unwrap_or_default();
        let local: Vec<String> =
            local.iter().filter_map(|id| self.document.string(id)).map(str::to_owned).collect();
        let is_mixin = definition.is_some();
        (is_mixin || !sources.is_empty()).then_some(mixin::Mixins { sources, local, is_mixin })
    }

    fn apply_statement(&self, key: &str, value: &'a Value) -> Option<Applied> {
        let (shape, member) = match key.split_once('$') {
            Some((shape, member)) => (shape, Some(member.to_owned())),
            None => (key, None),
        };
        let Some(target) = ShapeId::parse(shape) else {
            self.document.error(value, format!("`{key}` is not the id of a shape or a member"));
            return None;
        };
        let traits = self.traits(value);
        Some(Applied { target, member, traits, source: self.index, key: key.to_owned() })
    }
}

const LIFE_CYCLE: [&str; 6] = ["put", "create", "read", "update", "delete", "list"];

const RESOURCE_KEYS: [&str; 12] = [
    "type",
    "traits",
    "mixins",
    "put",
    "create",
    "read",
    "update",
    "delete",
    "list",
    "operations",
    "collectionOperations",
    "resources",
];

/// Adds the traits of `apply` statements; they win over those of the shape.
fn apply(model: &mut Model, applied: Vec<Applied>, diagnostics: &mut Diagnostics) {
    for one in applied {
        let Model { shapes, sources, .. } = &mut *model;
        let traits =
            shapes.get_mut(&one.target).map(Arc::make_mut).and_then(|shape| match &one.member {
                None => Some(&mut shape.traits),
                Some(name) => shape
                    .members_mut()
                    .into_iter()
                    .find(|member| member.name == *name)
                    .map(|member| &mut member.traits),
            });
        match traits {
            Some(traits) => one.traits.iter().for_each(|added| traits.set(added.clone())),
            None => {
                let message = format!("`apply` to `{}`, which the model does not have", one.key);
                let diagnostic = Diagnostic::error(message).shape(&one.key).hint(
                    "remove it, or correct the id; a model update may have removed the shape",
                );
                let source = sources.get(one.source).map(|from| from.source.clone());
                let path = ["shapes".into(), one.key.as_str().into()];
                diagnostics.push(match source {
                    Some(source) => diagnostic.at(source.locate(&path)),
                    None => diagnostic,
                });
            }
        }
    }
}
