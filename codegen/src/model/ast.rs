//! Writes a model as Smithy JSON AST 2.0, normalised so that an update is a readable diff: shapes
//! sorted by id, members in the model's own order, a line each.

use super::shape::{Kind, Member, Operation, Service, Shape};
use super::traits::{Deprecated, Trait, Traits};
use super::{Model, ShapeId};
use serde_json::{Map, Value, json};

/// The model as a file, with everything that it says.
///
/// # Errors
///
/// A trait whose value is not JSON; no model that was read has one.
pub fn write(model: &Model) -> Result<String, serde_json::Error> {
    let mut out = String::from("{\n  \"smithy\": \"2.0\",\n  \"shapes\": {");
    let shapes = model.shapes().filter(|shape| shape.id.namespace() != "smithy.api");
    let mut separator = "\n";
    for shape in shapes {
        out.push_str(separator);
        out.push_str("    ");
        out.push_str(&Value::from(shape.id.as_str()).to_string());
        out.push_str(": ");
        print(&mut out, &shape_value(shape)?, 4, 0);
        separator = ",\n";
    }
    out.push_str("\n  }\n}\n");
    Ok(out)
}

impl Model {
    /// The same model with the facts alone: no documentation, no examples, no advice in prose.
    pub fn without_documentation(mut self) -> Self {
        for shape in self.shapes_mut() {
            strip(&mut shape.traits);
            shape.members_mut().into_iter().for_each(|member| strip(&mut member.traits));
        }
        self
    }
}

fn strip(traits: &mut Traits) {
    traits.retain(|one| !matches!(one, Trait::Documentation(_) | Trait::Examples(_)));
    let stripped: Vec<Trait> = traits.iter().filter_map(stripped).collect();
    stripped.into_iter().for_each(|one| traits.set(one));
}

/// The trait without prose, where it has any.
fn stripped(one: &Trait) -> Option<Trait> {
    let without = |value: &Value| {
        let mut value = value.clone();
        remove_documentation(&mut value);
        value
    };
    match one {
        Trait::Deprecated(deprecated) => {
            let since = deprecated.since.clone();
            Some(Trait::Deprecated(Deprecated { message: None, since }))
        }
        Trait::EndpointRuleSet(value) => Some(Trait::EndpointRuleSet(without(value))),
        Trait::ClientContextParams(value) => Some(Trait::ClientContextParams(without(value))),
        Trait::Waitable(value) => Some(Trait::Waitable(without(value))),
        Trait::StatusWaitable(value) => Some(Trait::StatusWaitable(without(value))),
        _ => None,
    }
}

fn remove_documentation(value: &mut Value) {
    match value {
        Value::Object(object) => {
            object.shift_remove("documentation");
            object.values_mut().for_each(remove_documentation);
        }
        Value::Array(array) => array.iter_mut().for_each(remove_documentation),
        _ => {}
    }
}

fn shape_value(shape: &Shape) -> Result<Value, serde_json::Error> {
    let mut value = Map::new();
    value.insert("type".to_owned(), json!(shape.kind.name()));
    match &shape.kind {
        Kind::Simple(_) => {}
        Kind::List(member) => put(&mut value, "member", member_value(member)?),
        Kind::Map { key, value: mapped } => {
            put(&mut value, "key", member_value(key)?);
            put(&mut value, "value", member_value(mapped)?);
        }
        Kind::Structure(members)
        | Kind::Union(members)
        | Kind::Enum(members)
        | Kind::IntEnum(members) => {
            let mut object = Map::new();
            for member in members {
                object.insert(member.name.clone(), member_value(member)?);
            }
            put(&mut value, "members", Value::Object(object));
        }
        Kind::Service(service) => service_value(service, &mut value),
        Kind::Operation(operation) => operation_value(operation, &mut value),
        Kind::Resource(resource) => {
            put_ids(&mut value, "operations", &resource.operations);
            put_ids(&mut value, "resources", &resource.resources);
        }
    }
    put_traits(&mut value, &shape.traits)?;
    Ok(Value::Object(value))
}

fn put(value: &mut Map<String, Value>, key: &str, to: Value) {
    value.insert(key.to_owned(), to);
}

fn member_value(member: &Member) -> Result<Value, serde_json::Error> {
    let mut value = Map::new();
    put(&mut value, "target", json!(member.target.as_str()));
    put_traits(&mut value, &member.traits)?;
    Ok(Value::Object(value))
}

fn put_traits(value: &mut Map<String, Value>, traits: &Traits) -> Result<(), serde_json::Error> {
    let mut object = Map::new();
    for one in traits.iter() {
        object.insert(one.id().to_owned(), one.write()?);
    }
    if !object.is_empty() {
        put(value, "traits", Value::Object(object));
    }
    Ok(())
}

fn service_value(service: &Service, value: &mut Map<String, Value>) {
    put(value, "version", json!(service.version));
    put_ids(value, "operations", &service.operations);
    put_ids(value, "resources", &service.resources);
    put_ids(value, "errors", &service.errors);
    if !service.rename.is_empty() {
        let names = service.rename.iter().map(|(id, name)| (id.to_string(), json!(name)));
        put(value, "rename", Value::Object(names.collect()));
    }
}

fn operation_value(operation: &Operation, value: &mut Map<String, Value>) {
    let target = |id: &Option<ShapeId>| {
        let id = id.as_ref().map_or(super::shape_id::UNIT, ShapeId::as_str);
        json!({"target": id})
    };
    put(value, "input", target(&operation.input));
    put(value, "output", target(&operation.output));
    put_ids(value, "errors", &operation.errors);
}

fn put_ids(value: &mut Map<String, Value>, key: &str, ids: &[ShapeId]) {
    if !ids.is_empty() {
        let targets: Vec<Value> = ids.iter().map(|id| json!({"target": id.as_str()})).collect();
        put(value, key, Value::Array(targets));
    }
}

/// Longer values are spread over several lines.
const WIDTH: usize = 140;

/// How deep in a shape the values of its own traits and members stand.
const MEMBER_DEPTH: usize = 2;

/// Prints a value. What stands in `shapes/<id>/members` takes a line, however long, so that a member
/// is one line of a diff; text of documentation is the exception.
fn print(out: &mut String, value: &Value, indent: usize, depth: usize) {
    let inline = one_line(value);
    let fits = indent + inline.len() <= WIDTH;
    let nested = match value {
        Value::Object(object) => !object.is_empty(),
        Value::Array(array) => !array.is_empty(),
        _ => false,
    };
    // A shape is always spread, unless it is nothing but its type.
    let spread = nested && if depth == 0 { value_size(value) > 1 } else { !fits };
    if !spread {
        out.push_str(&inline);
        return;
    }
    match value {
        Value::Object(object) => {
            out.push('{');
            let mut separator = "\n";
            for (key, value) in object {
                out.push_str(separator);
                out.extend(std::iter::repeat_n(' ', indent + 2));
                out.push_str(&Value::from(key.as_str()).to_string());
                out.push_str(": ");
                match (depth, key.as_str(), value) {
                    (0, "members", Value::Object(members)) => {
                        print_members(out, members, indent + 2);
                    }
                    _ => print(out, value, indent + 2, depth + 1),
                }
                separator = ",\n";
            }
            close(out, '}', indent);
        }
        Value::Array(array) => {
            out.push('[');
            let mut separator = "\n";
            for value in array {
                out.push_str(separator);
                out.extend(std::iter::repeat_n(' ', indent + 2));
                print(out, value, indent + 2, depth + 1);
                separator = ",\n";
            }
            close(out, ']', indent);
        }
        _ => {}
    }
}

fn print_members(out: &mut String, members: &Map<String, Value>, indent: usize) {
    if members.is_empty() {
        out.push_str("{}");
        return;
    }
    out.push('{');
    let mut separator = "\n";
    for (name, member) in members {
        out.push_str(separator);
        out.extend(std::iter::repeat_n(' ', indent + 2));
        out.push_str(&Value::from(name.as_str()).to_string());
        out.push_str(": ");
        let documented = member.pointer("/traits/smithy.api#documentation").is_some();
        if documented {
            print(out, member, indent + 2, MEMBER_DEPTH);
        } else {
            out.push_str(&one_line(member));
        }
        separator = ",\n";
    }
    close(out, '}', indent);
}

fn close(out: &mut String, bracket: char, indent: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n(' ', indent));
    out.push(bracket);
}

fn value_size(value: &Value) -> usize {
    match value {
        Value::Object(object) => object.len(),
        Value::Array(array) => array.len(),
        _ => 0,
    }
}

/// A value on one line, with a space after commas and colons.
fn one_line(value: &Value) -> String {
    match value {
        Value::Object(object) => {
            let entries: Vec<String> = object
                .iter()
                .map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), one_line(value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Value::Array(array) => {
            let items: Vec<String> = array.iter().map(one_line).collect();
            format!("[{}]", items.join(", "))
        }
        other => other.to_string(),
    }
}
