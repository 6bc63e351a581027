//! `operations`, and the examples of calls.

use super::super::json::{Document, Object};
use super::super::shape::{Kind, Operation, Shape};
use super::super::traits::{HostPrefix, Http, Marker, Trait, Traits, XmlNamespace};
use super::super::{Model, ShapeId};
use super::{Reader, ignored};
use serde_json::{Map, Value, json};

const OPERATION_KEYS: [&str; 21] = [
    "auth",
    "authtype",
    "deprecated",
    "deprecatedMessage",
    "deprecatedSince",
    "documentation",
    "endpoint",
    "endpointdiscovery",
    "endpointoperation",
    "errors",
    "http",
    "httpChecksum",
    "httpChecksumRequired",
    "idempotent",
    "input",
    "operationContextParams",
    "output",
    "readonly",
    "requestcompression",
    "staticContextParams",
    "unsignedPayload",
];

/// Makes a trait of its value.
type MakeTrait = fn(Value) -> Trait;

impl<'a> Reader<'a> {
    pub(super) fn operations(&self) -> Vec<Shape> {
        self.section("operations").filter_map(|(name, value)| self.operation(name, value)).collect()
    }

    fn operation(&self, name: &str, value: &'a Value) -> Option<Shape> {
        let object = self.document.object(value)?;
        ignored::only(self.document, "operation", value, &OPERATION_KEYS);
        let reference = |key: &str, known: &[&str]| {
            let reference = object.get(key)?;
            ignored::only(self.document, &format!("operation {key}"), reference, known);
            self.target(reference)
        };
        let operation = Operation {
            input: reference("input", &["shape", "locationName", "xmlNamespace"]),
            output: reference("output", &["shape"]),
            errors: self.errors(object),
        };
        self.check_result_wrapper(name, object);
        self.check_name(name, object);
        let kind = Kind::Operation(Box::new(operation));
        let traits = self.operation_traits(object);
        Some(Shape { id: self.names.id(name), kind, traits, source: 0 })
    }

    fn errors(&self, object: &'a Object) -> Vec<ShapeId> {
        let listed = object.get("errors").map(|errors| self.document.array(errors));
        let mut ids = Vec::new();
        for error in listed.unwrap_or_default() {
            ignored::only(self.document, "operation error", error, &["shape"]);
            self.check_error(error);
            ids.extend(self.target(error).filter(|id| !ids.contains(id)));
        }
        ids
    }

    /// `resultWrapper` may be read over because it always follows from the name.
    fn check_result_wrapper(&self, name: &str, object: &'a Object) {
        let Some(wrapper) = object.get("output").and_then(|output| output.get("resultWrapper"))
        else {
            return;
        };
        if wrapper.as_str() != Some(format!("{name}Result").as_str()) {
            self.document.error(wrapper, format!("expected `{name}Result`, as the protocol says"));
        }
    }

    /// `name` may be read over because it is the key, or is not sent.
    fn check_name(&self, name: &str, object: &'a Object) {
        let Some(said) = object.get("name").filter(|said| said.as_str() != Some(name)) else {
            return;
        };
        let is_sent = |protocol: &&str| !protocol.starts_with("rest-");
        if self.protocol_names().iter().filter_map(|name| name.as_str()).any(|one| is_sent(&one)) {
            self.document.error(said, format!("expected `{name}`, which the protocol sends"));
        }
    }

    /// Facts about an error that an operation repeats may be read over because they are the same.
    fn check_error(&self, reference: &'a Value) {
        let shape = reference.get("shape").and_then(Value::as_str);
        let Some(shape) = shape.and_then(|name| self.raw_shape(name)) else { return };
        for key in ["error", "exception"] {
            if let Some(said) = reference.get(key)
                && shape.get(key) != Some(said)
            {
                self.document.error(said, format!("`{key}` of the shape itself says otherwise"));
            }
        }
    }

    fn operation_traits(&self, object: &'a Object) -> Traits {
        let mut traits = self.common_traits(object);
        let flag = |key| self.document.flag_at(object, key);
        if let Some(http) = object.get("http") {
            self.http(object, http, &mut traits);
        }
        if let Some(endpoint) = object.get("endpoint") {
            self.document.only(endpoint, &["hostPrefix"]);
            let prefix = endpoint.get("hostPrefix").and_then(|prefix| self.document.string(prefix));
            let host_prefix = prefix.unwrap_or_default().to_owned();
            traits.set(Trait::Endpoint(HostPrefix { host_prefix }));
        }
        if flag("idempotent") {
            traits.set(Trait::Idempotent(Marker {}));
        }
        if flag("readonly") {
            traits.set(Trait::Readonly(Marker {}));
        }
        if flag("httpChecksumRequired") {
            traits.set(Trait::HttpChecksumRequired(Marker {}));
        }
        let values: [(&str, MakeTrait); 4] = [
            ("httpChecksum", Trait::HttpChecksum),
            ("requestcompression", Trait::RequestCompression),
            ("staticContextParams", Trait::StaticContextParams),
            ("operationContextParams", Trait::OperationContextParams),
        ];
        for (key, make) in values {
            if let Some(value) = object.get(key) {
                traits.set(make(value.clone()));
            }
        }
        self.discovery(object, &mut traits);
        self.operation_auth(object, &mut traits);
        traits
    }

    /// The binding to HTTP; protocols that always post to `/` do not repeat it.
    fn http(&self, operation: &'a Object, http: &'a Value, traits: &mut Traits) {
        self.document.only(http, &["method", "requestUri", "responseCode"]);
        let text = |key| http.get(key).and_then(Value::as_str).unwrap_or_default();
        let code = http.get("responseCode").and_then(Value::as_u64).unwrap_or(200);
        let binding = Http {
            method: text("method").to_owned(),
            uri: self.renamed_labels(text("requestUri"), operation),
            code: u16::try_from(code).unwrap_or(200),
        };
        if (binding.method.as_str(), binding.uri.as_str(), binding.code) != ("POST", "/", 200) {
            traits.set(Trait::Http(binding));
        }
    }

    /// The path with the labels called as Smithy calls them: like the members that they stand for.
    fn renamed_labels(&self, uri: &str, operation: &'a Object) -> String {
        let input = operation.get("input").and_then(|input| input.get("shape"));
        let input = input.and_then(Value::as_str).unwrap_or_default();
        let shape = self.section("shapes").find(|(name, _)| *name == input);
        let members = shape.and_then(|(_, shape)| shape.get("members")?.as_object());
        let mut renamed = uri.to_owned();
        for (name, member) in members.into_iter().flatten() {
            let text = |key| member.get(key).and_then(Value::as_str);
            if let (Some("uri"), Some(label)) = (text("location"), text("locationName")) {
                for end in ["}", "+}"] {
                    renamed =
                        renamed.replace(&format!("{{{label}{end}"), &format!("{{{name}{end}"));
                }
            }
        }
        renamed
    }

    fn discovery(&self, object: &'a Object, traits: &mut Traits) {
        if let Some(discovery) = object.get("endpointdiscovery") {
            self.document.only(discovery, &["required"]);
            let required = discovery.get("required").and_then(Value::as_bool).unwrap_or(false);
            traits.set(Trait::ClientDiscoveredEndpoint(json!({"required": required})));
        }
        if self.document.flag_at(object, "endpointoperation") {
            traits.set(Trait::EndpointOperation(Marker {}));
        }
    }

    fn operation_auth(&self, object: &'a Object, traits: &mut Traits) {
        let listed = object.get("auth").map(|auth| self.document.array(auth)).unwrap_or_default();
        let listed: Vec<&str> = listed.iter().filter_map(|one| self.document.string(one)).collect();
        let none = listed == ["smithy.api#noAuth"];
        match self.document.string_at(object, "authtype") {
            None if listed.is_empty() => {}
            Some("none") if listed.is_empty() => traits.set(Trait::Auth(Vec::new())),
            Some("v4-unsigned-body") => {}
            _ if none => traits.set(Trait::Auth(Vec::new())),
            None => traits.set(Trait::Auth(listed.iter().map(|one| (*one).to_owned()).collect())),
            Some(other) => {
                let at = object.get("authtype").unwrap_or(&Value::Null);
                self.document.error(at, format!("unknown kind of authentication `{other}`"));
            }
        }
        let unsigned = object.get("authtype").and_then(Value::as_str) == Some("v4-unsigned-body");
        if unsigned || self.document.flag_at(object, "unsignedPayload") {
            traits.set(Trait::UnsignedPayload(Marker {}));
        }
    }

    /// Says on a structure which XML element it is as the input of an operation.
    pub(super) fn add_input_elements(&self, model: &mut Model) {
        for (_, operation) in self.section("operations") {
            let Some(input) = operation.get("input") else { continue };
            let Some(id) = self.target(input) else { continue };
            let Some(shape) = model.get_mut(&id) else { continue };
            let name = input.get("locationName").and_then(Value::as_str);
            // What the structure says of itself is more than what the operation says of it.
            if let (Some(name), None) = (name, shape.traits.xml_name()) {
                shape.traits.set(Trait::XmlName(name.to_owned()));
            }
            if let Some(namespace) = input.get("xmlNamespace") {
                shape.traits.set(Trait::XmlNamespace(self.xml_namespace(namespace)));
            }
        }
    }

    /// `xmlNamespace` is a string, or an object with a prefix.
    pub(super) fn xml_namespace(&self, value: &'a Value) -> XmlNamespace {
        if let Some(uri) = value.as_str() {
            return XmlNamespace { uri: uri.to_owned(), prefix: None };
        }
        self.document.only(value, &["uri", "prefix"]);
        let text = |key| value.get(key).and_then(Value::as_str).map(str::to_owned);
        XmlNamespace { uri: text("uri").unwrap_or_default(), prefix: text("prefix") }
    }
}

/// Puts the examples of `examples-1.json` on their operations.
pub(super) fn examples(model: &mut Model, document: &Document<'_>, root: &Value) {
    ignored::only(document, "examples", root, &["examples"]);
    let by_operation = root.get("examples").and_then(Value::as_object);
    for (name, listed) in by_operation.into_iter().flatten() {
        let listed = listed.as_array().map(Vec::as_slice).unwrap_or_default();
        for example in listed {
            ignored::only(
                document,
                "example",
                example,
                &["title", "description", "input", "output"],
            );
        }
        let value: Vec<Value> = listed.iter().map(example).collect();
        let operation = operation_named(model, name);
        match operation {
            Some(shape) if !value.is_empty() => shape.traits.set(Trait::Examples(json!(value))),
            Some(_) => {}
            None => document.error(root, format!("examples of `{name}`, which does not exist")),
        }
    }
}

fn example(value: &Value) -> Value {
    let mut example = Map::new();
    let keys = [
        ("title", "title"),
        ("description", "documentation"),
        ("input", "input"),
        ("output", "output"),
    ];
    for (from, to) in keys {
        if let Some(said) = value.get(from) {
            example.insert(to.to_owned(), said.clone());
        }
    }
    Value::Object(example)
}

/// The operation of a name, to be changed.
pub(super) fn operation_named<'m>(model: &'m mut Model, name: &str) -> Option<&'m mut Shape> {
    model
        .shapes_mut()
        .find(|shape| matches!(shape.kind, Kind::Operation(_)) && shape.id.name() == name)
}
