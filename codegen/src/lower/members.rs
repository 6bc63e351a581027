//! Members of structures, and variants of unions.

use super::names::Scope;
use super::{Lower, deprecation};
use crate::ir;
use crate::model::{Member, Shape, ShapeId};
use std::collections::BTreeSet;

impl Lower<'_> {
    /// The members of a structure, in the model's order.
    pub(super) fn members(&self, owner: &Shape) -> Vec<ir::Member> {
        let mut scope = Scope::members();
        let members = owner.members().into_iter();
        members.filter_map(|member| self.member(&mut scope, owner, member)).collect()
    }

    fn member(&self, scope: &mut Scope, owner: &Shape, member: &Member) -> Option<ir::Member> {
        let field = scope.field(&member.name);
        let typed = self.typed(owner, member)?;
        let required = member.traits.required().is_some();
        let is_sent = self.usage.ever_sent.contains(&owner.id);
        let is_boxed = matches!(typed.ty, ir::Type::Boxed(_));
        let optional = is_sent || !required || is_boxed;
        if member.traits.default_value().is_some() && member.traits.client_optional().is_none() {
            self.unsupported_default(owner, member);
        }
        Some(ir::Member {
            wire_name: member.name.clone(),
            summary: self.member_summary(owner, member),
            docs: self.member_docs(owner, member),
            hidden: self.is_hidden(member),
            token: member.traits.idempotency_token().is_some(),
            required,
            optional,
            deprecated: deprecation::of(&member.traits),
            field,
            ty: typed.ty,
            form: typed.form,
        })
    }

    /// Defaults are filled in on send and on receive; that is not generated.
    fn unsupported_default(&self, owner: &Shape, member: &Member) {
        let message = format!("the default of `{}` cannot be generated", member.name);
        let hint = "leave out the operations that need it: operations = […]";
        self.report(self.model.member_error(owner, member, message).hint(hint));
    }

    /// The variants of a union, in the model's order.
    pub(super) fn variants(&self, owner: &Shape) -> Vec<ir::Variant> {
        let mut scope = Scope::variants();
        let members = owner.members().into_iter();
        members.filter_map(|member| self.variant(&mut scope, owner, member)).collect()
    }

    fn variant(&self, scope: &mut Scope, owner: &Shape, member: &Member) -> Option<ir::Variant> {
        let name = scope.variant(&member.name);
        let typed = self.typed(owner, member)?;
        Some(ir::Variant {
            wire_name: member.name.clone(),
            name,
            docs: self.member_docs(owner, member),
            hidden: self.is_hidden(member),
            ty: typed.ty,
            form: typed.form,
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
