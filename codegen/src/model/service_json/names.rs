//! The absolute ids of operations, shapes and the service.
//!
//! The format keeps operations and shapes apart, Smithy does not: a shape that bears an operation's
//! name gets the suffix `Shape`.

use super::super::ShapeId;
use super::super::json::{Document, Object};
use super::super::shape_id::is_identifier;
use crate::diagnostic::Diagnostic;
use serde_json::Value;
use std::collections::BTreeMap;

/// The name that a service has in SDKs. Models from before 2018 do not say it: it is the full name
/// without its vendor.
pub(super) fn sdk_id(metadata: &Object) -> String {
    let text = |key| metadata.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    if let Some(id) = text("serviceId") {
        return id.to_owned();
    }
    let full = text("serviceAbbreviation").or(text("serviceFullName")).unwrap_or_default();
    let full = full.strip_prefix("Amazon ").or(full.strip_prefix("AWS ")).unwrap_or(full);
    full.to_owned()
}

/// Ids by the names of the file.
pub(super) struct Names {
    namespace: String,
    service: String,
    /// What stands before the operation in `X-Amz-Target`, where it is not the service's name.
    pub(super) target_prefix: Option<String>,
    shapes: BTreeMap<String, ShapeId>,
}

impl Names {
    pub(super) fn new(document: &Document<'_>, metadata: &Object, root: &Object) -> Self {
        let text = |key| metadata.get(key).and_then(Value::as_str).unwrap_or_default();
        let word = sdk_id(metadata).replace(|c: char| !c.is_ascii_alphanumeric(), "");
        let namespace = format!("com.amazonaws.{}", word.to_lowercase());
        let keys = |section: &str| {
            root.get(section)
                .and_then(Value::as_object)
                .into_iter()
                .flat_map(|object| object.keys())
        };
        let is_operation = |name: &String| keys("operations").any(|operation| operation == name);
        let mut shapes = BTreeMap::new();
        for name in keys("shapes") {
            let own = if is_operation(name) { format!("{name}Shape") } else { name.clone() };
            if is_identifier(&own) {
                shapes.insert(name.clone(), ShapeId::of(&namespace, &own));
            } else if let Some(shape) = root.get("shapes").and_then(|shapes| shapes.get(name)) {
                let message = format!("`{own}` is not an identifier");
                document.push(shape, None, Diagnostic::error(message));
            }
        }
        let prefix = text("targetPrefix");
        let last = prefix.rsplit('.').next().unwrap_or_default();
        let mut service = if last.is_empty() { word } else { last.to_owned() };
        if keys("shapes").chain(keys("operations")).any(|name| *name == service) {
            service.push_str("Service");
        }
        let target_prefix = (prefix != service && !prefix.is_empty()).then(|| prefix.to_owned());
        Self { namespace, service, target_prefix, shapes }
    }

    /// The id of a name in the same namespace.
    pub(super) fn id(&self, name: &str) -> ShapeId {
        ShapeId::of(&self.namespace, name)
    }

    /// The id of the service.
    pub(super) fn service(&self) -> ShapeId {
        self.id(&self.service)
    }

    /// The id of a shape of the file, if the file has it.
    pub(super) fn shape(&self, name: &str) -> Option<ShapeId> {
        self.shapes.get(name).cloned()
    }
}
