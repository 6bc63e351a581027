//! What a difference is called, how bad it is, and what it means in words. Nothing is left without
//! words; what the generated API makes of it is added later.

use super::facts::{Difference, Fact};
use super::scope::Scope;
use super::traits::{self, On};
use super::value::short;
use super::{Class, Words};
use crate::model::traits::Trait;
use crate::model::{Kind, Member, Model, Shape, ShapeId};
use serde_json::Value;

/// The two sides, to look things up in.
pub(super) struct Sides<'s, 'm> {
    pub(super) old: &'s Scope<'m>,
    pub(super) new: &'s Scope<'m>,
}

impl Sides<'_, '_> {
    /// The words for a difference; none for what another difference tells: the types that come and
    /// go with what uses them.
    pub(super) fn words(&self, difference: &Difference<'_>) -> Option<Words> {
        let Difference { shape, member, fact } = difference;
        let words =
            |class, kind: &str, text: String| Some(Words { class, kind: kind.to_owned(), text });
        match fact {
            Fact::ShapeAdded => self.shape_added(shape),
            Fact::ShapeRemoved => self.shape_removed(shape),
            Fact::Kind(old, new) => {
                let text = format!("type changed: {} → {}", old.kind.name(), new.kind.name());
                words(self.class_of_kind(shape), "type-changed", text)
            }
            Fact::ServiceId(old, new) => {
                words(Class::Risky, "service-renamed", format!("service renamed: {old} → {new}"))
            }
            Fact::MemberAdded => Some(self.member_added(shape, (*member)?)),
            Fact::MemberRemoved => Some(self.member_removed(shape, (*member)?)),
            Fact::Order(what) => {
                words(Class::Docs, "order-changed", format!("{what} in another order"))
            }
            Fact::Target(old, new) => Some(self.target(shape, old, new)),
            Fact::Trait(old, new) => {
                let on = On {
                    sent: self.new.is_sent(&shape.id),
                    is_value: matches!(shape.kind, Kind::Enum(_) | Kind::IntEnum(_)),
                };
                let mut said = traits::describe(*old, *new, &on);
                if !self.is_used(shape) {
                    said.class = Class::Docs;
                }
                Some(said)
            }
            Fact::Input(old, new) => {
                let text = format!("input changed: {} → {}", name(*old), name(*new));
                words(Class::Risky, "input-changed", text)
            }
            Fact::Output(old, new) => {
                let text = format!("output changed: {} → {}", name(*old), name(*new));
                words(Class::Risky, "output-changed", text)
            }
            Fact::Listed(what, id, added) => Some(self.listed(shape, what, id, *added)),
            Fact::Version(old, new) => {
                words(Class::Risky, "version-changed", format!("API version: {old} → {new}"))
            }
            Fact::Rename(id, old, new) => {
                let shown = |name: &Option<&str>| name.unwrap_or("none").to_owned();
                let text = format!("name of {id}: {} → {}", shown(old), shown(new));
                words(Class::Risky, "rename-changed", text)
            }
            Fact::Sent(now) => self.sent(shape, *now),
        }
    }

    fn is_used(&self, shape: &Shape) -> bool {
        let is_data = shape.is_data();
        !is_data || self.old.is_reached(&shape.id) || self.new.is_reached(&shape.id)
    }

    fn class_of_kind(&self, shape: &Shape) -> Class {
        if self.is_used(shape) { Class::Risky } else { Class::Docs }
    }

    fn shape_added(&self, shape: &Shape) -> Option<Words> {
        let name = shape.kind.name();
        let (class, kind, text) = match &shape.kind {
            Kind::Operation(_) => (Class::Additive, "operation-added", "new operation".to_owned()),
            Kind::Service(_) => (Class::Additive, "service-added", "new service".to_owned()),
            Kind::Resource(_) => (Class::Docs, "resource-added", "new resource".to_owned()),
            _ if !self.new.is_reached(&shape.id) => {
                (Class::Docs, "shape-added", format!("new {name} that no operation uses"))
            }
            _ if shape.traits.error().is_some() => {
                (Class::Additive, "error-added", "new error".to_owned())
            }
            _ if self.new.is_message(&shape.id) => return None,
            Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_) => {
                (Class::Additive, "type-added", format!("new {name}"))
            }
            _ => return None,
        };
        Some(Words { class, kind: kind.to_owned(), text })
    }

    fn shape_removed(&self, shape: &Shape) -> Option<Words> {
        let name = shape.kind.name();
        let (class, kind, text) = match &shape.kind {
            Kind::Operation(_) => {
                (Class::Breaking, "operation-removed", "operation removed".to_owned())
            }
            Kind::Service(_) => (Class::Breaking, "service-removed", "service removed".to_owned()),
            Kind::Resource(_) => (Class::Docs, "resource-removed", "resource removed".to_owned()),
            _ if !self.old.is_reached(&shape.id) => {
                (Class::Docs, "shape-removed", format!("{name} removed that no operation used"))
            }
            _ if shape.traits.error().is_some() => {
                (Class::Breaking, "error-removed", "error removed".to_owned())
            }
            _ if self.old.is_message(&shape.id) => return None,
            Kind::Structure(_) | Kind::Union(_) | Kind::Enum(_) | Kind::IntEnum(_) => {
                (Class::Breaking, "type-removed", format!("{name} removed"))
            }
            _ => return None,
        };
        Some(Words { class, kind: kind.to_owned(), text })
    }

    fn member_added(&self, shape: &Shape, member: &Member) -> Words {
        let (kind, text) = match &shape.kind {
            Kind::Enum(_) | Kind::IntEnum(_) => {
                ("value-added", format!("new value {}", value_of(member)))
            }
            Kind::Union(_) => ("variant-added", format!("new variant, {}", self.ty(member))),
            _ => ("member-added", format!("new member, {}", self.ty(member))),
        };
        let is_structure = matches!(shape.kind, Kind::Structure(_));
        let must_be_given =
            is_structure && member.traits.required().is_some() && self.new.is_sent(&shape.id);
        let (class, text) = match (self.is_used(shape), must_be_given) {
            (false, _) => (Class::Docs, text),
            (true, true) => (Class::Breaking, format!("{text}, required: calls without it fail")),
            (true, false) => (Class::Additive, text),
        };
        Words { class, kind: kind.to_owned(), text }
    }

    fn member_removed(&self, shape: &Shape, member: &Member) -> Words {
        let (kind, text) = match &shape.kind {
            Kind::Enum(_) | Kind::IntEnum(_) => {
                ("value-removed", format!("value {} removed", value_of(member)))
            }
            Kind::Union(_) => ("variant-removed", "variant removed".to_owned()),
            _ => ("member-removed", "member removed".to_owned()),
        };
        let class = if self.is_used(shape) { Class::Breaking } else { Class::Docs };
        Words { class, kind: kind.to_owned(), text }
    }

    /// The type of a member, in the model's words.
    fn ty(&self, member: &Member) -> String {
        match self.new.model.get(&member.target) {
            Some(target) => format!("{} (`{}`)", target.kind.name(), target.id.name()),
            None => member.target.to_string(),
        }
    }

    fn target(&self, shape: &Shape, old: &ShapeId, new: &ShapeId) -> Words {
        let (before, after) = (self.old.model.get(old), self.new.model.get(new));
        let mut text = format!("target changed: {} → {}", old.name(), new.name());
        let class = match (before, after) {
            _ if !self.is_used(shape) => Class::Docs,
            (Some(before), Some(after)) if before.kind.name() == after.kind.name() => {
                let (class, said) = constraints(before, after, self.new.is_sent(&shape.id));
                text.push_str(&said);
                class
            }
            (Some(before), Some(after)) => {
                let kinds = (before.kind.name(), after.kind.name());
                text.push_str(&format!(" ({} → {})", kinds.0, kinds.1));
                Class::Risky
            }
            _ => Class::Risky,
        };
        Words { class, kind: "target-changed".to_owned(), text }
    }

    fn listed(&self, shape: &Shape, what: &str, id: &ShapeId, added: bool) -> Words {
        let verb = if added { "added" } else { "removed" };
        let class = match (what, &shape.kind, added) {
            ("error", _, true) => Class::Additive,
            ("error", _, false) => Class::Risky,
            ("operation", Kind::Service(_), true) => Class::Additive,
            ("operation", Kind::Service(_), false) => Class::Breaking,
            _ => Class::Docs,
        };
        let kind = format!("listed-{what}-{verb}");
        Words { class, kind, text: format!("{what} {} {verb}", id.name()) }
    }

    fn sent(&self, shape: &Shape, now: bool) -> Option<Words> {
        let side = if now { self.new } else { self.old };
        let mut senders = side.senders(&shape.id);
        let more = senders.len().saturating_sub(3);
        senders.truncate(3);
        let mut by = senders.join(", ");
        if more > 0 {
            by.push_str(&format!(" and {more} more"));
        }
        let (kind, text) = if now {
            let text = format!("received so far, now also sent (by {by}): members are optional");
            ("now-sent", text)
        } else {
            ("sent-no-longer", format!("sent no longer (by {by}): required members are plain"))
        };
        Some(Words { class: Class::Additive, kind: kind.to_owned(), text })
    }
}

/// How the constraints of two targets of the same type differ.
fn constraints(old: &Shape, new: &Shape, sent: bool) -> (Class, String) {
    let on = On { sent, is_value: false };
    let mut class = Class::Docs;
    let mut text = String::new();
    let ids = old.traits.iter().chain(new.traits.iter()).map(Trait::id);
    let ids: std::collections::BTreeSet<&str> = ids.collect();
    for id in ids.into_iter().filter(|id| *id != "smithy.api#documentation") {
        let find = |shape: &Shape| shape.traits.iter().find(|one| one.id() == id).cloned();
        let (before, after) = (find(old), find(new));
        if before != after {
            let said = traits::describe(before.as_ref(), after.as_ref(), &on);
            class = class.max(said.class);
            text.push_str(&format!(", {}", said.text));
        }
    }
    if matches!(old.kind, Kind::Simple(_)) {
        return (class, format!("{text} (both {})", old.kind.name()));
    }
    // What it consists of may be another too; the generated API tells.
    (class.max(Class::Risky), text)
}

fn name(id: Option<&ShapeId>) -> &str {
    id.map_or("none", ShapeId::name)
}

/// The value of a member of an enum.
pub(super) fn value_of(member: &Member) -> String {
    short(member.traits.enum_value().unwrap_or(&Value::from(member.name.as_str())))
}

/// The name that people know a service by.
pub(super) fn title(model: &Model) -> Option<&str> {
    let (shape, _) = model.services().next()?;
    let traits = &shape.traits;
    traits
        .title()
        .map(String::as_str)
        .or_else(|| traits.aws_service().map(|service| service.sdk_id.as_str()))
        .or_else(|| Some(shape.id.name()))
}
