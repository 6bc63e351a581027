//! Shapes that Smithy needs and the format says on a member: an enum of one member alone, and text
//! that holds JSON.

use super::super::shape::{Kind, Member, Shape, Simple, enum_member_name};
use super::super::shape_id::UNIT;
use super::super::traits::{Trait, Traits};
use super::super::{Model, ShapeId};
use super::Reader;
use serde_json::Value;
use std::sync::Arc;

/// Gives each such member a target of its own.
pub(super) fn add(reader: &Reader<'_>, model: &mut Model) {
    let mut found: Vec<(ShapeId, String, Shape)> = Vec::new();
    for (name, shape) in reader.section("shapes") {
        let Some(owner) = reader.names.shape(name) else { continue };
        let members = shape.get("members").and_then(Value::as_object);
        for (member, value) in members.into_iter().flatten() {
            let target = reader.target(value).and_then(|id| model.get(&id).cloned());
            let Some(target) = target else { continue };
            if let Some(made) = made_shape(reader, &owner, member, value, &target) {
                found.push((owner.clone(), member.clone(), made));
            }
        }
        if let Some(member) = shape.get("member")
            && member.get("jsonvalue").and_then(Value::as_bool) == Some(true)
            && let Some(target) = reader.target(member).and_then(|id| model.get(&id).cloned())
        {
            found.push((owner.clone(), "member".to_owned(), json_text(reader, &target)));
        }
    }
    for (owner, member, made) in found {
        let id = made.id.clone();
        if let Some(shape) = model.get_mut(&owner) {
            let members = shape.members_mut();
            members.into_iter().filter(|one| one.name == member).for_each(|one| {
                one.target = id.clone();
            });
        }
        model.shapes.entry(id).or_insert(Arc::new(made));
    }
}

fn made_shape(
    reader: &Reader<'_>,
    owner: &ShapeId,
    member: &str,
    value: &Value,
    target: &Shape,
) -> Option<Shape> {
    if let Some(values) = value.get("enum").and_then(Value::as_array) {
        let id = reader.names.id(&format!("{}{}", owner.name(), member));
        let kind = Kind::Enum(values.iter().enumerate().map(enum_member).collect::<Option<_>>()?);
        return Some(Shape { id, kind, traits: Traits::default(), source: 0 });
    }
    let is_json = value.get("jsonvalue").and_then(Value::as_bool) == Some(true);
    is_json.then(|| json_text(reader, target))
}

fn enum_member((index, value): (usize, &Value)) -> Option<Member> {
    let text = value.as_str()?;
    let mut traits = Traits::default();
    traits.set(Trait::EnumValue(value.clone()));
    Some(Member { name: enum_member_name(text, index), target: ShapeId::parse(UNIT)?, traits })
}

/// The same text with the media type of JSON.
fn json_text(reader: &Reader<'_>, target: &Shape) -> Shape {
    let id = reader.names.id(&format!("SynthesizedJson{}", target.id.name()));
    let mut traits = target.traits.clone();
    traits.set(Trait::MediaType("application/json".to_owned()));
    Shape { id, kind: Kind::Simple(Simple::String), traits, source: 0 }
}
