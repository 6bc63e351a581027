//! `shapes`, their members and constraints.

use super::super::json::Object;
use super::super::shape::{Kind, Member, Shape, Simple, enum_member_name};
use super::super::shape_id::UNIT;
use super::super::traits::{
    AwsQueryError, ErrorSide, Length, Marker, Range, Retryable, Trait, Traits,
};
use super::super::{Model, ShapeId};
use super::{Reader, Wire, ignored};
use serde_json::{Number, Value};
use std::collections::{BTreeMap, BTreeSet};

const SHAPE_KEYS: [&str; 30] = [
    "deprecated",
    "deprecatedMessage",
    "deprecatedSince",
    "document",
    "documentation",
    "enum",
    "error",
    "eventstream",
    "exception",
    "fault",
    "flattened",
    "key",
    "locationName",
    "max",
    "member",
    "members",
    "min",
    "pattern",
    "payload",
    "required",
    "requiresLength",
    "retryable",
    "sensitive",
    "sparse",
    "streaming",
    "timestampFormat",
    "type",
    "union",
    "value",
    "xmlNamespace",
];

const MEMBER_KEYS: [&str; 18] = [
    "contextParam",
    "deprecated",
    "deprecatedMessage",
    "deprecatedSince",
    "documentation",
    "enum",
    "eventpayload",
    "flattened",
    "hostLabel",
    "idempotencyToken",
    "jsonvalue",
    "location",
    "locationName",
    "queryName",
    "shape",
    "streaming",
    "xmlAttribute",
    "xmlNamespace",
];

impl<'a> Reader<'a> {
    pub(super) fn shapes(&self) -> Vec<Shape> {
        self.section("shapes").filter_map(|(name, value)| self.shape(name, value)).collect()
    }

    fn shape(&self, name: &str, value: &'a Value) -> Option<Shape> {
        let object = self.document.object(value)?;
        ignored::only(self.document, "shape", value, &SHAPE_KEYS);
        let type_name = self.document.string(self.document.required(value, "type")?)?;
        let kind = self.kind(type_name, value, object)?;
        let mut traits = self.common_traits(object);
        self.constraints(type_name, object, &mut traits);
        self.serialization(type_name, object, &mut traits);
        self.error(object, &mut traits);
        Some(Shape { id: self.names.shape(name)?, kind, traits, source: 0 })
    }

    fn kind(&self, type_name: &str, value: &'a Value, object: &'a Object) -> Option<Kind> {
        let flag = |key| self.document.flag_at(object, key);
        Some(match type_name {
            "structure" if flag("document") => Kind::Simple(Simple::Document),
            "structure" if flag("union") || flag("eventstream") => {
                Kind::Union(self.members(value, object))
            }
            "structure" => Kind::Structure(self.members(value, object)),
            "list" => Kind::List(Box::new(self.part("member", value)?)),
            "map" => {
                let (key, value) = (self.part("key", value), self.part("value", value));
                Kind::Map { key: Box::new(key?), value: Box::new(value?) }
            }
            "string" => match object.get("enum") {
                Some(values) => Kind::Enum(self.enum_members(self.document.array(values))),
                None => Kind::Simple(Simple::String),
            },
            "boolean" | "integer" | "long" | "float" | "double" | "timestamp" | "blob" => {
                Kind::Simple(Simple::parse(type_name)?)
            }
            _ => {
                let at = object.get("type").unwrap_or(value);
                self.document.error(at, format!("`{type_name}` is not a type of shape"));
                return None;
            }
        })
    }

    /// Enum members with names made from their values.
    pub(super) fn enum_members(&self, values: &'a [Value]) -> Vec<Member> {
        let mut taken = BTreeSet::new();
        let texts = values.iter().filter_map(|value| self.document.string(value));
        let mut members = Vec::new();
        for (index, text) in texts.enumerate() {
            let mut name = enum_member_name(text, index);
            if !taken.insert(name.clone()) {
                name = format!("{name}_{index}");
                taken.insert(name.clone());
            }
            let mut traits = Traits::default();
            traits.set(Trait::EnumValue(Value::from(text)));
            members.extend(ShapeId::parse(UNIT).map(|target| Member { name, target, traits }));
        }
        members
    }

    fn part(&self, name: &str, value: &'a Value) -> Option<Member> {
        self.member(name, self.document.required(value, name)?)
    }

    fn members(&self, value: &'a Value, object: &'a Object) -> Vec<Member> {
        let required = object.get("required").map(|names| self.document.array(names));
        let required: Vec<&str> = required
            .unwrap_or_default()
            .iter()
            .filter_map(|name| self.document.string(name))
            .collect();
        let payload = self.document.string_at(object, "payload");
        let listed = self.document.required(value, "members");
        let listed = listed.and_then(|listed| self.document.object(listed));
        let mut members = Vec::new();
        for (name, value) in listed.into_iter().flatten() {
            let Some(mut member) = self.member(name, value) else { continue };
            if required.contains(&name.as_str()) {
                member.traits.set(Trait::Required(Marker {}));
            }
            if payload == Some(name.as_str()) {
                member.traits.set(Trait::HttpPayload(Marker {}));
            }
            members.push(member);
        }
        let known = |name: &str| members.iter().any(|member| member.name == name);
        for name in required.into_iter().chain(payload).filter(|name| !known(name)) {
            self.document.error(value, format!("there is no member `{name}`"));
        }
        members
    }

    fn member(&self, name: &str, value: &'a Value) -> Option<Member> {
        let object = self.document.object(value)?;
        ignored::only(self.document, "member", value, &MEMBER_KEYS);
        let target = self.target(value)?;
        let mut traits = self.common_traits(object);
        let flag = |key| self.document.flag_at(object, key);
        self.location(object, &mut traits);
        if flag("idempotencyToken") {
            traits.set(Trait::IdempotencyToken(Marker {}));
        }
        if flag("hostLabel") {
            traits.set(Trait::HostLabel(Marker {}));
        }
        if flag("xmlAttribute") {
            traits.set(Trait::XmlAttribute(Marker {}));
        }
        if flag("flattened") {
            traits.set(Trait::XmlFlattened(Marker {}));
        }
        if flag("eventpayload") {
            traits.set(Trait::EventPayload(Marker {}));
        }
        if let Some(namespace) = object.get("xmlNamespace") {
            traits.set(Trait::XmlNamespace(self.xml_namespace(namespace)));
        }
        if let Some(param) = object.get("contextParam") {
            traits.set(Trait::ContextParam(param.clone()));
        }
        Some(Member { name: name.to_owned(), target, traits })
    }

    /// Where a member stands in a message, and by which name.
    fn location(&self, object: &'a Object, traits: &mut Traits) {
        let name = self.document.string_at(object, "locationName").map(str::to_owned);
        let is_map = || {
            let target = object.get("shape").and_then(Value::as_str);
            let target = target.and_then(|target| self.raw_shape(target));
            target.and_then(|shape| shape.get("type")).and_then(Value::as_str) == Some("map")
        };
        match (self.document.string_at(object, "location"), name) {
            (None, None) => {}
            (None, Some(name)) => traits.set(match self.wire {
                Wire::Json => Trait::JsonName(name),
                Wire::Xml | Wire::Query | Wire::Ec2 => Trait::XmlName(name),
            }),
            (Some("uri"), _) => traits.set(Trait::HttpLabel(Marker {})),
            (Some("querystring"), _) if is_map() => traits.set(Trait::HttpQueryParams(Marker {})),
            (Some("querystring"), name) => traits.set(Trait::HttpQuery(name.unwrap_or_default())),
            (Some("header"), name) => traits.set(Trait::HttpHeader(name.unwrap_or_default())),
            (Some("headers"), name) => {
                traits.set(Trait::HttpPrefixHeaders(name.unwrap_or_default()));
            }
            (Some("statusCode"), _) => traits.set(Trait::HttpResponseCode(Marker {})),
            (Some(other), _) => {
                let at = object.get("location").unwrap_or(&Value::Null);
                self.document.error(at, format!("unknown location `{other}`"));
            }
        }
        if let Some(name) = self.document.string_at(object, "queryName") {
            traits.set(Trait::Ec2QueryName(name.to_owned()));
        }
    }

    fn constraints(&self, type_name: &str, object: &'a Object, traits: &mut Traits) {
        // Read as a trait would be, so that both readers spell a number in the same way.
        let number = |key| {
            let value = object.get(key).filter(|value| value.is_number())?;
            serde_json::from_value::<Number>(value.clone()).ok()
        };
        let (min, max) = (number("min"), number("max"));
        if min.is_some() || max.is_some() {
            let is_number = matches!(type_name, "integer" | "long" | "float" | "double");
            traits.set(if is_number {
                Trait::Range(Range { min, max })
            } else {
                let whole = |number: Option<Number>| number.and_then(|number| number.as_u64());
                Trait::Length(Length { min: whole(min), max: whole(max) })
            });
        }
        if let Some(pattern) = self.document.string_at(object, "pattern") {
            traits.set(Trait::Pattern(pattern.to_owned()));
        }
        if self.document.flag_at(object, "sensitive") {
            traits.set(Trait::Sensitive(Marker {}));
        }
        if self.document.flag_at(object, "sparse") {
            traits.set(Trait::Sparse(Marker {}));
        }
    }

    fn serialization(&self, type_name: &str, object: &'a Object, traits: &mut Traits) {
        let flag = |key| self.document.flag_at(object, key);
        if flag("streaming") || flag("eventstream") {
            traits.set(Trait::Streaming(Marker {}));
        }
        if flag("requiresLength") {
            traits.set(Trait::RequiresLength(Marker {}));
        }
        match (self.document.string_at(object, "locationName"), type_name) {
            (None, _) => {}
            (Some(name), "structure") => traits.set(Trait::XmlName(name.to_owned())),
            (Some(_), "list") => ignored::count(self.document, "list", "locationName"),
            (Some(_), _) => {
                let at = object.get("locationName").unwrap_or(&Value::Null);
                self.document.error(at, format!("a name of a {type_name}, not of a member"));
            }
        }
        if let Some(namespace) = object.get("xmlNamespace") {
            traits.set(Trait::XmlNamespace(self.xml_namespace(namespace)));
        }
        match self.document.string_at(object, "timestampFormat") {
            None => {}
            Some("iso8601") => traits.set(Trait::TimestampFormat("date-time".to_owned())),
            Some("rfc822") => traits.set(Trait::TimestampFormat("http-date".to_owned())),
            Some("unixTimestamp") => traits.set(Trait::TimestampFormat("epoch-seconds".to_owned())),
            Some(other) => {
                let at = object.get("timestampFormat").unwrap_or(&Value::Null);
                self.document.error(at, format!("unknown format of a moment `{other}`"));
            }
        }
    }

    fn error(&self, object: &'a Object, traits: &mut Traits) {
        if !self.document.flag_at(object, "exception") {
            return;
        }
        let error = object.get("error");
        if let Some(error) = error {
            self.document.only(error, &["httpStatusCode", "senderFault", "code"]);
        }
        let get = |key| error.and_then(|error| error.get(key));
        let status = get("httpStatusCode").and_then(Value::as_u64);
        let status = status.and_then(|status| u16::try_from(status).ok());
        let is_server = match get("senderFault").and_then(Value::as_bool) {
            Some(sender) => !sender,
            None => {
                let fault = self.document.flag_at(object, "fault");
                fault || status.is_some_and(|status| status >= 500)
            }
        };
        traits.set(Trait::Error(if is_server { ErrorSide::Server } else { ErrorSide::Client }));
        if let Some(status) = status {
            traits.set(Trait::HttpError(status));
        }
        if let Some(code) = get("code").and_then(Value::as_str) {
            let http_response_code = status.unwrap_or(400);
            let code = code.to_owned();
            traits.set(Trait::AwsQueryError(AwsQueryError { code, http_response_code }));
        }
        if let Some(retryable) = object.get("retryable") {
            self.document.only(retryable, &["throttling"]);
            let throttling = retryable.get("throttling").and_then(Value::as_bool);
            let throttling = throttling.unwrap_or(false);
            traits.set(Trait::Retryable(Retryable { throttling }));
        }
    }

    /// Moves what the format says of a shape and Smithy of its members: `flattened`; and the other
    /// way round: `streaming` of a member is its target's.
    pub(super) fn move_traits_to_members(&self, model: &mut Model) {
        let flattened: BTreeMap<ShapeId, Option<&str>> = self
            .section("shapes")
            .filter(|(_, shape)| shape.get("flattened").and_then(Value::as_bool) == Some(true))
            .filter_map(|(name, shape)| Some((self.names.shape(name)?, item_name(shape))))
            .collect();
        for shape in model.shapes_mut() {
            for member in shape.members_mut() {
                let Some(item_name) = flattened.get(&member.target) else { continue };
                member.traits.set(Trait::XmlFlattened(Marker {}));
                // Without an element of its own, the list is called what its items are called.
                if let Some(name) = item_name {
                    member.traits.set(Trait::XmlName((*name).to_owned()));
                }
            }
        }
        self.drop_payload_names(model);
        let members = self.section("shapes").filter_map(|(_, shape)| shape.get("members"));
        for member in members.filter_map(Value::as_object).flat_map(|members| members.values()) {
            if member.get("streaming").and_then(Value::as_bool) != Some(true) {
                continue;
            }
            let Some(target) = self.target(member) else { continue };
            if let Some(shape) = model.get_mut(&target) {
                shape.traits.set(Trait::Streaming(Marker {}));
            }
        }
    }

    /// A member that is the whole body bears its own name where nothing else is said. Where its
    /// structure has a name for itself, that is the element's.
    fn drop_payload_names(&self, model: &mut Model) {
        let named: BTreeSet<ShapeId> = model
            .shapes()
            .filter(|shape| shape.traits.xml_name().is_some())
            .map(|shape| shape.id.clone())
            .collect();
        for member in model.shapes_mut().flat_map(Shape::members_mut) {
            let is_own = member.traits.xml_name().is_some_and(|name| *name == member.name);
            let is_payload = member.traits.http_payload().is_some();
            if is_payload && is_own && named.contains(&member.target) {
                member.traits.retain(|one| !matches!(one, Trait::XmlName(_)));
            }
        }
    }
}

/// What the items of a list are called.
fn item_name(list: &Value) -> Option<&str> {
    list.get("member")?.get("locationName")?.as_str()
}
