//! From the parameters of a case to values of the client's types.

use super::super::names;
use super::{Testing, Why, moment};
use crate::ir::tests::{Data, FloatType, NoNumber};
use crate::ir::{self, Name, Type};
use crate::model::{Operation, Shape, ShapeId};
use serde_json::{Map, Value};

impl Testing<'_> {
    /// The input of an operation.
    pub(super) fn input(
        &self,
        shape: &Shape,
        parts: &Operation,
        params: &Value,
    ) -> Result<Data, Why> {
        match &parts.input {
            Some(id) => self.shape(id, params),
            None => empty(names::made_input(&self.name(&shape.id)?), params),
        }
    }

    /// The output of an operation.
    pub(super) fn output(
        &self,
        shape: &Shape,
        parts: &Operation,
        params: &Value,
    ) -> Result<Data, Why> {
        match &parts.output {
            Some(id) => self.shape(id, params),
            None => empty(names::made_output(&self.name(&shape.id)?), params),
        }
    }

    /// A structure, by the id of its shape.
    pub(super) fn shape(&self, id: &ShapeId, params: &Value) -> Result<Data, Why> {
        self.structure(self.known(&self.name(id)?)?, params)
    }

    fn known(&self, name: &Name) -> Result<&ir::Structure, Why> {
        let mut structures = self.service.structures.iter();
        let found = structures.find(|known| known.name == *name);
        found.ok_or_else(|| format!("`{}` is no structure of the client", name.as_str()))
    }

    /// A structure, of an object; of nothing, one without any value.
    fn structure(&self, known: &ir::Structure, value: &Value) -> Result<Data, Why> {
        let object = members(known.members.iter().map(|one| &one.model_name), value)?;
        let mut fields = Vec::new();
        for member in &known.members {
            let Some(value) = object.and_then(|object| object.get(&member.model_name)) else {
                continue;
            };
            let within = |why| format!("{}: {why}", member.model_name);
            let data = match (value.is_null(), member.optional) {
                // What is absent says nothing, unless it would begin with a value.
                (true, _) if member.default.is_none() => continue,
                (true, true) => Data::Null,
                (_, true) => Data::Some(Box::new(self.value(&member.ty, value).map_err(within)?)),
                (_, false) => self.value(&member.ty, value).map_err(within)?,
            };
            fields.push((member.field.clone(), data));
        }
        let whole = fields.len() == known.members.len();
        Ok(Data::Structure { name: known.name.clone(), fields, whole })
    }

    fn union(&self, known: &ir::Union, value: &Value) -> Result<Data, Why> {
        let object = members(known.variants.iter().map(|one| &one.model_name), value)?;
        let named = |variant: &&ir::Variant| {
            object.is_some_and(|object| object.contains_key(&variant.model_name))
        };
        let variant = known.variants.iter().find(named);
        let variant = variant.ok_or_else(|| format!("{value} names no variant"))?;
        let value = object.and_then(|object| object.get(&variant.model_name));
        let data = match &variant.ty {
            Type::Unit => None,
            ty => Some(Box::new(self.value(ty, value.unwrap_or(&Value::Null))?)),
        };
        Ok(Data::Variant(known.name.clone(), variant.name.clone(), data))
    }

    /// A structure or a union.
    pub(super) fn named(&self, name: &Name, value: &Value) -> Result<Data, Why> {
        match self.service.unions.iter().find(|union| union.name == *name) {
            Some(union) => {
                self.union(union, value).map_err(|why| format!("{}: {why}", name.as_str()))
            }
            None => self.structure(self.known(name)?, value),
        }
    }

    /// A value of a type.
    pub(super) fn value(&self, ty: &Type, value: &Value) -> Result<Data, Why> {
        let text = || value.as_str().ok_or_else(|| not(value, "text"));
        match ty {
            Type::Bool => value.as_bool().map(Data::Bool).ok_or_else(|| not(value, "a boolean")),
            Type::I8 | Type::I16 | Type::I32 | Type::I64 => {
                value.as_i64().map(Data::Integer).ok_or_else(|| not(value, "an integer"))
            }
            Type::F32 => float(FloatType::Single, value),
            Type::F64 => float(FloatType::Double, value),
            Type::String => Ok(Data::Text(text()?.to_owned())),
            Type::Blob => Ok(Data::Blob(text()?.as_bytes().to_vec())),
            Type::Stream => Ok(Data::Stream(text()?.as_bytes().to_vec())),
            Type::DateTime => moment::read(value).map(|(secs, nanos)| Data::Moment(secs, nanos)),
            Type::Document => Ok(Data::Document(value.to_string())),
            Type::BigInteger | Type::BigDecimal => match value {
                Value::Number(number) => Ok(Data::BigNumber(number.to_string())),
                _ => Ok(Data::BigNumber(text()?.to_owned())),
            },
            Type::Enum(name) => self.enumeration(name, value),
            Type::Named(name) => self.named(name, value),
            Type::Boxed(name) => Ok(Data::Boxed(Box::new(self.named(name, value)?))),
            Type::List { item, sparse } => {
                let items = value.as_array().ok_or_else(|| not(value, "a list"))?;
                let items = items.iter().map(|value| self.item(item, *sparse, value));
                Ok(Data::List(items.collect::<Result<_, _>>()?))
            }
            Type::Map { key, value: ty, sparse } => {
                let entries = value.as_object().ok_or_else(|| not(value, "a map"))?;
                let entry = |(name, value): (&String, &Value)| {
                    let name = self.value(key, &Value::from(name.as_str()))?;
                    Ok((name, self.item(ty, *sparse, value)?))
                };
                Ok(Data::Map(entries.iter().map(entry).collect::<Result<_, Why>>()?))
            }
            Type::Unit => Err("a value is given where none is".to_owned()),
            Type::SentEvents(_) | Type::ReceivedEvents(_) => {
                Err("a stream of events is given where only a test of events can say it".to_owned())
            }
        }
    }

    /// A value of a list or a map.
    fn item(&self, ty: &Type, is_sparse: bool, value: &Value) -> Result<Data, Why> {
        match (is_sparse, value.is_null()) {
            (true, true) => Ok(Data::Null),
            (true, false) => Ok(Data::Some(Box::new(self.value(ty, value)?))),
            (false, _) => self.value(ty, value),
        }
    }

    fn enumeration(&self, name: &Name, value: &Value) -> Result<Data, Why> {
        let known = self.service.enums.iter().find(|known| known.name == *name);
        let known = known.ok_or_else(|| format!("`{}` is no enum of the client", name.as_str()))?;
        let (wire, raw) = match value {
            Value::String(text) => (text.clone(), Data::Text(text.clone())),
            _ => {
                let number = value.as_i64().ok_or_else(|| not(value, "a value of an enum"))?;
                (number.to_string(), Data::Integer(number))
            }
        };
        Ok(match known.values.iter().find(|known| known.wire == wire) {
            Some(known) => Data::Variant(name.clone(), known.name.clone(), None),
            None => {
                let unrecognized = Name("Unrecognized".to_owned());
                Data::Variant(name.clone(), unrecognized, Some(Box::new(raw)))
            }
        })
    }
}

/// A structure that is made for an operation that has none.
fn empty(name: Name, params: &Value) -> Result<Data, Why> {
    match params.as_object() {
        Some(object) if !object.is_empty() => {
            Err("it has parameters, and its operation has none".to_owned())
        }
        _ => Ok(Data::Structure { name, fields: Vec::new(), whole: true }),
    }
}

/// The members of a value; all must be known.
fn members<'v>(
    known: impl Iterator<Item = &'v String>,
    value: &'v Value,
) -> Result<Option<&'v Map<String, Value>>, Why> {
    if value.is_null() {
        return Ok(None);
    }
    let object = value.as_object().ok_or_else(|| not(value, "an object"))?;
    let known: Vec<&String> = known.collect();
    match object.keys().find(|key| !known.contains(key)) {
        Some(key) => Err(format!("there is no member `{key}`")),
        None => Ok(Some(object)),
    }
}

fn not(value: &Value, what: &str) -> Why {
    format!("{value} is not {what}")
}

fn float(ty: FloatType, value: &Value) -> Result<Data, Why> {
    match value.as_str() {
        Some("NaN") => Ok(Data::NoNumber(ty, NoNumber::NaN)),
        Some("Infinity") => Ok(Data::NoNumber(ty, NoNumber::Infinity)),
        Some("-Infinity") => Ok(Data::NoNumber(ty, NoNumber::NegativeInfinity)),
        _ => value.as_f64().map(Data::Float).ok_or_else(|| not(value, "a float")),
    }
}
