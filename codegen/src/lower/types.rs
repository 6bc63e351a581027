//! Types of values.

use super::Lower;
use crate::ir::Type;
use crate::model::{Kind, Member, Shape, ShapeId, Simple};

/// How deep lists and maps may be nested in each other.
const MAX_DEPTH: usize = 32;

impl Lower<'_> {
    /// The type of a member of a shape; what it cannot be made of is reported.
    pub(super) fn ty(&self, owner: &Shape, member: &Member) -> Option<Type> {
        let ty = self.ty_at(owner, member, 0)?;
        match ty {
            Type::Named(name) if self.cycles.is_boxed(&owner.id, &member.target) => {
                Some(Type::Boxed(name))
            }
            ty => Some(ty),
        }
    }

    fn ty_at(&self, owner: &Shape, member: &Member, depth: usize) -> Option<Type> {
        if depth > MAX_DEPTH {
            let hint = "a list or a map may hold itself only inside a structure";
            let message = format!("`{}` is nested without end", member.target);
            self.report(self.model.member_error(owner, member, message).hint(hint));
            return None;
        }
        if member.target.is_unit() {
            return Some(Type::Unit);
        }
        let target = self.model.get(&member.target)?;
        match &target.kind {
            Kind::Simple(Simple::Blob) if self.is_body_stream(owner, target) => Some(Type::Stream),
            Kind::Simple(simple) => Some(simple_type(*simple)),
            Kind::Structure(_) | Kind::Union(_) if target.traits.streaming().is_some() => {
                let name = self.name(&member.target)?;
                let is_sent = self.usage.ever_sent.contains(&owner.id);
                Some(if is_sent { Type::SentEvents(name) } else { Type::ReceivedEvents(name) })
            }
            Kind::Structure(_) | Kind::Union(_) => Some(Type::Named(self.name(&member.target)?)),
            Kind::Enum(_) | Kind::IntEnum(_) => Some(Type::Enum(self.name(&member.target)?)),
            Kind::List(item) => {
                let item = Box::new(self.ty_at(target, item, depth + 1)?);
                Some(Type::List { item, sparse: target.traits.sparse().is_some() })
            }
            Kind::Map { key, value } => {
                let key = Box::new(self.ty_at(target, key, depth + 1)?);
                let value = Box::new(self.ty_at(target, value, depth + 1)?);
                Some(Type::Map { key, value, sparse: target.traits.sparse().is_some() })
            }
            Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => None,
        }
    }

    /// Whether a blob is a body that arrives bit by bit: of a request or an answer, not of an event,
    /// which arrives whole.
    pub(super) fn is_body_stream(&self, owner: &Shape, target: &Shape) -> bool {
        let is_message =
            self.usage.inputs.contains(&owner.id) || self.usage.outputs.contains(&owner.id);
        is_message && target.traits.streaming().is_some()
    }

    /// The name of a shape's type.
    pub(super) fn name(&self, id: &ShapeId) -> Option<crate::ir::Name> {
        self.names.ty(id).cloned()
    }
}

fn simple_type(simple: Simple) -> Type {
    match simple {
        Simple::Blob => Type::Blob,
        Simple::Boolean => Type::Bool,
        Simple::String => Type::String,
        Simple::Byte => Type::I8,
        Simple::Short => Type::I16,
        Simple::Integer => Type::I32,
        Simple::Long => Type::I64,
        Simple::Float => Type::F32,
        Simple::Double => Type::F64,
        Simple::BigInteger => Type::BigInteger,
        Simple::BigDecimal => Type::BigDecimal,
        Simple::Timestamp => Type::DateTime,
        Simple::Document => Type::Document,
    }
}
