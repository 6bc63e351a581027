//! Inputs that say nothing but what they must, for calls of which only the answer matters.

use super::{Testing, Why};
use crate::ir::tests::Data;
use crate::model::{Kind, Operation, Shape, ShapeId};
use serde_json::{Map, Value, json};

/// How deep required structures may stand in each other.
const MAX_DEPTH: usize = 32;

impl Testing<'_> {
    /// An input with all that is required.
    pub(super) fn placeholder_input(
        &self,
        operation: &Shape,
        parts: &Operation,
    ) -> Result<Data, Why> {
        let params = match &parts.input {
            Some(id) => self.placeholder(id, 0)?,
            None => Value::Null,
        };
        self.input(operation, parts, &params)
    }

    fn placeholder(&self, id: &ShapeId, depth: usize) -> Result<Value, Why> {
        if depth > MAX_DEPTH {
            return Err(format!("`{id}` requires itself"));
        }
        let shape = self.lower.model.get(id).ok_or_else(|| format!("there is no `{id}`"))?;
        Ok(match &shape.kind {
            Kind::Simple(simple) => match simple.name() {
                "string" | "blob" => json!("x"),
                "boolean" => json!(true),
                "document" => json!({}),
                _ => json!(1),
            },
            Kind::Enum(members) => match members.first() {
                Some(member) => {
                    member.traits.enum_value().cloned().unwrap_or_else(|| json!(member.name))
                }
                None => json!("x"),
            },
            Kind::IntEnum(members) => {
                let value = members.first().and_then(|member| member.traits.enum_value());
                value.cloned().unwrap_or_else(|| json!(1))
            }
            Kind::List(_) => json!([]),
            Kind::Map { .. } => json!({}),
            Kind::Union(_) if shape.traits.streaming().is_some() => Value::Null,
            Kind::Structure(members) => {
                let mut object = Map::new();
                for member in members.iter().filter(|one| one.traits.required().is_some()) {
                    let value = self.placeholder(&member.target, depth + 1)?;
                    object.insert(member.name.clone(), value);
                }
                Value::Object(object)
            }
            Kind::Union(members) => match members.first() {
                Some(member) => {
                    let value = self.placeholder(&member.target, depth + 1)?;
                    Value::Object(Map::from_iter([(member.name.clone(), value)]))
                }
                None => json!({}),
            },
            Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => Value::Null,
        })
    }
}
