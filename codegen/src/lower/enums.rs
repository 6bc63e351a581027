//! Enums of text and of integers.

use super::names::Scope;
use super::{Lower, deprecation};
use crate::ir::{self, EnumKind};
use crate::model::{Kind, Member, Shape, ShapeId};
use serde_json::Value;
use std::collections::BTreeSet;

impl Lower<'_> {
    /// The enums of the client, sorted by name.
    pub(super) fn enums(&self) -> Vec<ir::Enum> {
        let used = self.usage.ever.iter().filter(|id| self.usage.is_used(id));
        let shapes = used.filter_map(|id| self.model.get(id));
        let keys = self.keys();
        let enums = shapes.filter_map(|shape| self.enumeration(shape, &keys));
        let mut enums: Vec<ir::Enum> = enums.collect();
        enums.sort_by(|left, right| left.name.cmp(&right.name));
        enums
    }

    /// What any map of the model has as its key, so that a filter changes nothing about it.
    fn keys(&self) -> BTreeSet<&ShapeId> {
        let keys = self.model.shapes().filter_map(|shape| match &shape.kind {
            Kind::Map { key, .. } => Some(&key.target),
            _ => None,
        });
        keys.collect()
    }

    fn enumeration(&self, shape: &Shape, keys: &BTreeSet<&ShapeId>) -> Option<ir::Enum> {
        let (members, kind) = match &shape.kind {
            Kind::Enum(members) => (members, EnumKind::String),
            Kind::IntEnum(members) => (members, EnumKind::Int),
            _ => return None,
        };
        let name = self.name(&shape.id)?;
        let mut scope = Scope::variants();
        let values =
            members.iter().filter_map(|member| self.value(&mut scope, shape, member, kind));
        Some(ir::Enum {
            docs: self.enum_docs(shape, &name),
            deprecated: deprecation::of(&shape.traits),
            values: values.collect(),
            hidden: shape.traits.sensitive().is_some(),
            is_key: keys.contains(&shape.id),
            kind,
            name,
        })
    }

    /// A value. Variants of text come from the value; those of integers from the member's name, for
    /// a number says nothing.
    fn value(
        &self,
        scope: &mut Scope,
        shape: &Shape,
        member: &Member,
        kind: EnumKind,
    ) -> Option<ir::EnumValue> {
        let (wire, spelt) = match (kind, member.traits.enum_value()) {
            (EnumKind::String, Some(Value::String(value))) => (value.clone(), value.as_str()),
            // Without a value, the name is the value.
            (EnumKind::String, None) => (member.name.clone(), member.name.as_str()),
            (EnumKind::Int, Some(value)) if value.as_i64().is_some_and(fits) => {
                (value.to_string(), member.name.as_str())
            }
            _ => {
                let message = "the value of an enum must be a string, that of an intEnum a number \
                               of 32 bits";
                let hint = "correct the trait `smithy.api#enumValue`";
                self.report(self.model.member_error(shape, member, message).hint(hint));
                return None;
            }
        };
        let docs = self.value_docs(member);
        Some(ir::EnumValue { name: scope.variant(spelt), wire, docs })
    }
}

fn fits(value: i64) -> bool {
    i32::try_from(value).is_ok()
}
