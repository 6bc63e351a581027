//! The values of members that are absent: `smithy.api#default`.
//!
//! A structure begins with them, where it is nested in a request or part of an answer. What an
//! operation asks for begins empty, so that a service may change its defaults.

use super::Lower;
use crate::ir::{Default, Type};
use crate::model::{Member, Shape};
use serde_json::Value;

impl Lower<'_> {
    /// The value with which a member begins.
    pub(super) fn default(&self, owner: &Shape, member: &Member, ty: &Type) -> Option<Default> {
        let value = member.traits.default_value()?;
        let is_only_asked =
            self.usage.inputs.contains(&owner.id) && !self.usage.is_shared(&owner.id);
        if member.traits.client_optional().is_some() || is_only_asked || value.is_null() {
            return None;
        }
        if ty.is_stream() {
            // A stream is empty anyway where there is none.
            return None;
        }
        let default = default(value, ty);
        if default.is_none() {
            let message = format!("the default `{value}` does not fit the member");
            let hint = "correct `smithy.api#default`";
            self.report(self.model.member_error(owner, member, message).hint(hint));
        }
        default
    }
}

fn default(value: &Value, ty: &Type) -> Option<Default> {
    Some(match (ty, value) {
        (Type::Document, value) => Default::Document(value.clone()),
        (Type::Bool, Value::Bool(value)) => Default::Bool(*value),
        (Type::String, Value::String(text)) => Default::Text(text.clone()),
        (Type::Blob | Type::Stream, Value::String(text)) => Default::Blob(text.clone()),
        (Type::Enum(_), Value::String(text)) => Default::Enum(ty.clone(), text.clone()),
        (Type::Enum(_), Value::Number(number)) => Default::IntEnum(ty.clone(), number.as_i64()?),
        (Type::DateTime, Value::Number(number)) => Default::Moment(number.as_f64()?),
        (Type::BigInteger | Type::BigDecimal, Value::Number(number)) => {
            Default::BigNumber(number.to_string())
        }
        (Type::I8 | Type::I16 | Type::I32 | Type::I64, Value::Number(number)) => {
            Default::Number(number.as_i64()?.to_string())
        }
        (Type::F32 | Type::F64, Value::Number(number)) => {
            let number = number.as_f64()?;
            Default::Number(format!("{number:?}"))
        }
        (Type::List { .. }, Value::Array(items)) if items.is_empty() => Default::EmptyList,
        (Type::Map { .. }, Value::Object(entries)) if entries.is_empty() => Default::EmptyMap,
        _ => return None,
    })
}
