//! From version 1.0 of the JSON AST to 2.0, on the JSON itself.
//!
//! What changed between the versions: `set` became `list` with `uniqueItems`; a string with the
//! `enum` trait became an enum shape; numbers and booleans lost their hidden zero, which is now a
//! `default`, and with it `box` and the `Primitive…` shapes of the prelude.

use super::super::shape::enum_member_name;
use super::super::shape_id::UNIT;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

const PRIMITIVES: [(&str, &str); 7] = [
    ("smithy.api#PrimitiveBoolean", "smithy.api#Boolean"),
    ("smithy.api#PrimitiveByte", "smithy.api#Byte"),
    ("smithy.api#PrimitiveShort", "smithy.api#Short"),
    ("smithy.api#PrimitiveInteger", "smithy.api#Integer"),
    ("smithy.api#PrimitiveLong", "smithy.api#Long"),
    ("smithy.api#PrimitiveFloat", "smithy.api#Float"),
    ("smithy.api#PrimitiveDouble", "smithy.api#Double"),
];

/// Upgrades a model; one of version 2.0 is only relieved of what 1.0 left behind.
pub(super) fn upgrade(root: &mut Value) {
    let version = root.get("smithy").and_then(Value::as_str);
    let is_old = matches!(version, Some("1" | "1.0"));
    if let (true, Some(version)) = (is_old, root.get_mut("smithy")) {
        *version = json!("2.0");
    }
    let Some(shapes) = root.get_mut("shapes").and_then(Value::as_object_mut) else { return };
    let zeros = if is_old { zero_shapes(shapes) } else { BTreeMap::new() };
    for shape in shapes.values_mut() {
        upgrade_shape(shape, is_old, &zeros);
    }
}

/// The shapes whose members have a hidden default, with that default: numbers and booleans that are
/// not boxed.
fn zero_shapes(shapes: &Map<String, Value>) -> BTreeMap<String, Value> {
    let zero = |shape: &Value| {
        let kind = shape.get("type").and_then(Value::as_str)?;
        let zero = zero_of(kind)?;
        (!has_trait(shape, "smithy.api#box")).then_some(zero)
    };
    let own = shapes.iter().filter_map(|(id, shape)| Some((id.clone(), zero(shape)?)));
    let primitives = PRIMITIVES.iter().filter_map(|(id, boxed)| {
        let kind = boxed.split_once('#')?.1.to_lowercase();
        Some(((*id).to_owned(), zero_of(&kind)?))
    });
    own.chain(primitives).collect()
}

fn zero_of(kind: &str) -> Option<Value> {
    match kind {
        "boolean" => Some(json!(false)),
        "byte" | "short" | "integer" | "long" | "float" | "double" => Some(json!(0)),
        _ => None,
    }
}

fn has_trait(value: &Value, id: &str) -> bool {
    value.get("traits").is_some_and(|traits| traits.get(id).is_some())
}

fn upgrade_shape(shape: &mut Value, is_old: bool, zeros: &BTreeMap<String, Value>) {
    let kind = shape.get("type").and_then(Value::as_str).unwrap_or_default().to_owned();
    if kind == "set" {
        set(shape, "type", json!("list"));
        add_trait(shape, "smithy.api#uniqueItems", json!({}));
    }
    if kind == "string" {
        upgrade_enum(shape);
    }
    if is_old && kind == "structure" {
        for member in members_of(shape) {
            add_zero(member, zeros);
        }
    }
    remove_trait(shape, "smithy.api#box");
    for member in members_of(shape) {
        remove_trait(member, "smithy.api#box");
        replace_primitive(member);
    }
    for key in ["member", "key", "value"] {
        if let Some(member) = shape.get_mut(key) {
            remove_trait(member, "smithy.api#box");
            replace_primitive(member);
        }
    }
}

fn members_of(shape: &mut Value) -> impl Iterator<Item = &mut Value> {
    shape.get_mut("members").and_then(Value::as_object_mut).into_iter().flat_map(Map::values_mut)
}

/// Makes the hidden zero of 1.0 a default, as far as the member is neither boxed nor required.
fn add_zero(member: &mut Value, zeros: &BTreeMap<String, Value>) {
    let target = member.get("target").and_then(Value::as_str).unwrap_or_default();
    let Some(zero) = zeros.get(target).cloned() else { return };
    if !has_trait(member, "smithy.api#box") && !has_trait(member, "smithy.api#required") {
        add_trait(member, "smithy.api#default", zero);
    }
}

fn replace_primitive(member: &mut Value) {
    let target = member.get("target").and_then(Value::as_str).unwrap_or_default();
    let boxed = PRIMITIVES.iter().find(|(primitive, _)| *primitive == target);
    if let Some((_, boxed)) = boxed {
        set(member, "target", json!(boxed));
    }
}

/// Turns a string with the `enum` trait into an enum shape.
fn upgrade_enum(shape: &mut Value) {
    let Some(values) = remove_trait(shape, "smithy.api#enum") else { return };
    let mut members = Map::new();
    for (index, value) in values.as_array().into_iter().flatten().enumerate() {
        let text = value.get("value").and_then(Value::as_str).unwrap_or_default();
        let name = value.get("name").and_then(Value::as_str);
        let name = name.map_or_else(|| enum_member_name(text, index), str::to_owned);
        members.insert(name, enum_member(text, value));
    }
    set(shape, "type", json!("enum"));
    set(shape, "members", Value::Object(members));
}

fn enum_member(text: &str, value: &Value) -> Value {
    let mut traits = Map::new();
    traits.insert("smithy.api#enumValue".to_owned(), json!(text));
    for key in ["documentation", "tags"] {
        if let Some(said) = value.get(key) {
            traits.insert(format!("smithy.api#{key}"), said.clone());
        }
    }
    if value.get("deprecated").and_then(Value::as_bool) == Some(true) {
        traits.insert("smithy.api#deprecated".to_owned(), json!({}));
    }
    json!({"target": UNIT, "traits": traits})
}

fn set(value: &mut Value, key: &str, to: Value) {
    if let Some(object) = value.as_object_mut() {
        object.insert(key.to_owned(), to);
    }
}

fn add_trait(value: &mut Value, id: &str, to: Value) {
    let Some(object) = value.as_object_mut() else { return };
    let traits = object.entry("traits").or_insert_with(|| json!({}));
    if let Some(traits) = traits.as_object_mut() {
        traits.entry(id).or_insert(to);
    }
}

fn remove_trait(value: &mut Value, id: &str) -> Option<Value> {
    value.get_mut("traits")?.as_object_mut()?.shift_remove(id)
}
