//! Members of structures, and variants of unions.

use super::names::Scope;
use super::{Lower, deprecation, usage};
use crate::ir::{self, Name, Step};
use crate::model::{Member, Shape, ShapeId};
use std::collections::BTreeSet;

impl Lower<'_> {
    /// The members of a structure, in the model's order.
    pub(super) fn members(&self, owner: &Shape) -> Vec<ir::Member> {
        let mut scope = Scope::members();
        let members = owner.members().into_iter();
        members.filter_map(|member| self.member(&mut scope, owner, member)).collect()
    }

    /// The step that leads through a member of a structure, and the type behind it. All else that is
    /// known of members, above all their documentation, takes its time.
    pub(super) fn step(&self, owner: &Shape, name: &str) -> Option<(Step, ir::Type)> {
        let (field, member) = field(owner, name)?;
        let ty = self.ty(owner, member)?;
        let optional = self.is_optional(owner, member, &ty);
        Some((Step { field, optional, last: false }, ty))
    }

    fn is_optional(&self, owner: &Shape, member: &Member, ty: &ir::Type) -> bool {
        let required = member.traits.required().is_some();
        let is_sent = self.usage.ever_sent.contains(&owner.id);
        let is_boxed = matches!(ty, ir::Type::Boxed(_));
        // A stream that is received is always there, if only to end at once.
        let is_received_stream = ty.is_stream() && !is_sent;
        (is_sent || !required || is_boxed) && !is_received_stream
    }

    fn member(&self, scope: &mut Scope, owner: &Shape, member: &Member) -> Option<ir::Member> {
        let field = scope.field(&member.name);
        let ty = self.ty(owner, member)?;
        let (summary, docs) = self.member_docs(owner, member);
        Some(ir::Member {
            model_name: member.name.clone(),
            sent: self.sent(owner, member),
            received: self.received(owner, member),
            bound: self.bound(owner, member),
            default: self.default(owner, member, &ty),
            summary,
            docs,
            hidden: self.is_hidden(member),
            token: member.traits.idempotency_token().is_some(),
            rules: self.rules(owner, member),
            required: member.traits.required().is_some(),
            optional: self.is_optional(owner, member, &ty),
            deprecated: deprecation::of(&member.traits),
            field,
            ty,
        })
    }

    /// The variants of a union, in the model's order.
    pub(super) fn variants(&self, owner: &Shape) -> Vec<ir::Variant> {
        let mut scope = Scope::variants();
        let members = owner.members().into_iter();
        let members = members.filter(|member| !self.is_only_received_exception(owner, member));
        members.filter_map(|member| self.variant(&mut scope, owner, member)).collect()
    }

    /// Whether a member of a stream of events is an error that only the service sends: it ends the
    /// stream, and is the error of the call.
    fn is_only_received_exception(&self, owner: &Shape, member: &Member) -> bool {
        let is_sent = self.usage.ever_sent.contains(&owner.id);
        !is_sent && usage::is_stream(owner) && usage::is_error(self.model, &member.target)
    }

    /// The errors that may end a stream of events: names on the wire, and codes.
    pub(super) fn exceptions(&self, owner: &Shape) -> Vec<(String, String)> {
        if !usage::is_stream(owner) {
            return Vec::new();
        }
        let members = owner.members().into_iter();
        let errors = members.filter_map(|member| {
            let shape = self.model.get(&member.target)?;
            shape.traits.error()?;
            Some((member.name.clone(), self.code(shape)))
        });
        errors.collect()
    }

    fn variant(&self, scope: &mut Scope, owner: &Shape, member: &Member) -> Option<ir::Variant> {
        let name = scope.variant(&member.name);
        let ty = self.ty(owner, member)?;
        Some(ir::Variant {
            model_name: member.name.clone(),
            sent: self.sent(owner, member),
            received: self.received(owner, member),
            name,
            rules: self.rules(owner, member),
            docs: self.member_docs(owner, member).1,
            hidden: self.is_hidden(member),
            is_exception: usage::is_error(self.model, &member.target),
            ty,
        })
    }

    /// Whether a member must not be shown: it or its target is sensitive, or what a list or a map
    /// consists of. Structures hide their own members.
    pub(super) fn is_hidden(&self, member: &Member) -> bool {
        if member.traits.sensitive().is_some() {
            return true;
        }
        let mut open = vec![&member.target];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            let Some(shape) = self.model.get(id) else { continue };
            if shape.traits.sensitive().is_some() {
                return true;
            }
            let is_container =
                matches!(shape.kind, crate::model::Kind::List(_) | crate::model::Kind::Map { .. });
            if is_container && seen.insert(id) {
                open.extend(shape.members().into_iter().map(|member| &member.target));
            }
        }
        false
    }

    /// Whether anything that can be reached from a shape is sensitive.
    pub(super) fn holds_secrets(&self, id: &ShapeId) -> bool {
        let mut open = vec![id];
        let mut seen = BTreeSet::new();
        while let Some(id) = open.pop() {
            let Some(shape) = self.model.get(id) else { continue };
            if !seen.insert(id) {
                continue;
            }
            let members = shape.members();
            let says = |member: &&Member| member.traits.sensitive().is_some();
            if shape.traits.sensitive().is_some() || members.iter().any(says) {
                return true;
            }
            open.extend(members.into_iter().map(|member| &member.target));
        }
        false
    }
}

/// A member of a structure, and the field that it becomes.
pub(super) fn field<'o>(owner: &'o Shape, name: &str) -> Option<(Name, &'o Member)> {
    let mut scope = Scope::members();
    // Names depend on the members before them.
    let mut named = owner.members().into_iter().map(|member| (scope.field(&member.name), member));
    named.find(|(_, member)| member.name == name)
}
