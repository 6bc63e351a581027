//! Types of values, and the form in which they are written where the type does not tell.

use super::Lower;
use crate::ir::{Form, Type};
use crate::model::{Kind, Member, Shape, ShapeId, Simple, Traits};

/// How deep lists and maps may be nested in each other.
const MAX_DEPTH: usize = 32;

/// A type with its form.
pub(super) struct Typed {
    pub(super) ty: Type,
    pub(super) form: Option<Form>,
}

impl Lower<'_> {
    /// The type of a member of a shape; what it cannot be made of is reported.
    pub(super) fn typed(&self, owner: &Shape, member: &Member) -> Option<Typed> {
        let mut typed = self.typed_at(owner, member, 0)?;
        if self.cycles.is_boxed(&owner.id, &member.target)
            && let Type::Named(name) = typed.ty
        {
            typed.ty = Type::Boxed(name);
        }
        Some(typed)
    }

    fn typed_at(&self, owner: &Shape, member: &Member, depth: usize) -> Option<Typed> {
        if depth > MAX_DEPTH {
            let hint = "a list or a map may hold itself only inside a structure";
            let message = format!("`{}` is nested without end", member.target);
            self.report(self.model.member_error(owner, member, message).hint(hint));
            return None;
        }
        let target = self.model.get(&member.target)?;
        let plain = |ty| Some(Typed { ty, form: None });
        match &target.kind {
            Kind::Simple(Simple::Timestamp) => {
                let form = self.timestamp(owner, member, &target.traits)?;
                Some(Typed { ty: Type::DateTime, form: Some(form) })
            }
            Kind::Simple(simple) => plain(self.simple(owner, member, target, *simple)?),
            Kind::Structure(_) | Kind::Union(_) if target.traits.streaming().is_some() => {
                self.unsupported(owner, member, "a stream of events")
            }
            Kind::Structure(_) | Kind::Union(_) => plain(Type::Named(self.name(&member.target)?)),
            Kind::Enum(_) | Kind::IntEnum(_) => plain(Type::Enum(self.name(&member.target)?)),
            Kind::List(item) => {
                let item = self.typed_at(target, item, depth + 1)?;
                let sparse = target.traits.sparse().is_some();
                let form = container(sparse, item.form, Form::List);
                Some(Typed { ty: Type::List { item: Box::new(item.ty), sparse }, form })
            }
            Kind::Map { key, value } => {
                let key = Box::new(self.typed_at(target, key, depth + 1)?.ty);
                let value = self.typed_at(target, value, depth + 1)?;
                let sparse = target.traits.sparse().is_some();
                let form = container(sparse, value.form, Form::Map);
                Some(Typed { ty: Type::Map { key, value: Box::new(value.ty), sparse }, form })
            }
            Kind::Service(_) | Kind::Operation(_) | Kind::Resource(_) => None,
        }
    }

    fn simple(
        &self,
        owner: &Shape,
        member: &Member,
        target: &Shape,
        simple: Simple,
    ) -> Option<Type> {
        Some(match simple {
            Simple::Blob if target.traits.streaming().is_some() => {
                return self.unsupported(owner, member, "a streaming body");
            }
            Simple::BigInteger | Simple::BigDecimal => {
                return self.unsupported(owner, member, "a number of any size");
            }
            Simple::Blob => Type::Blob,
            Simple::Boolean => Type::Bool,
            Simple::String => Type::String,
            Simple::Byte => Type::I8,
            Simple::Short => Type::I16,
            Simple::Integer => Type::I32,
            Simple::Long => Type::I64,
            Simple::Float => Type::F32,
            Simple::Double => Type::F64,
            Simple::Timestamp => Type::DateTime,
            Simple::Document => Type::Document,
        })
    }

    fn unsupported<T>(&self, owner: &Shape, member: &Member, what: &str) -> Option<T> {
        let message = format!("{what} (`{}`) cannot be generated", member.target);
        let hint = "leave out the operations that need it: operations = […]";
        self.report(self.model.member_error(owner, member, message).hint(hint));
        None
    }

    /// `timestampFormat` of the member, else of its target, else the protocol's own.
    fn timestamp(&self, owner: &Shape, member: &Member, target: &Traits) -> Option<Form> {
        let format = member.traits.timestamp_format().or(target.timestamp_format());
        match format.map(String::as_str) {
            None | Some("epoch-seconds") => Some(Form::EpochSeconds),
            Some("date-time") => Some(Form::DateTime),
            Some("http-date") => Some(Form::HttpDate),
            Some(other) => {
                let message = format!("`{other}` is not a format of moments");
                let hint = "known: date-time, http-date, epoch-seconds";
                self.report(self.model.member_error(owner, member, message).hint(hint));
                None
            }
        }
    }

    /// The name of a shape's type.
    pub(super) fn name(&self, id: &ShapeId) -> Option<crate::ir::Name> {
        self.names.ty(id).cloned()
    }
}

fn container(sparse: bool, inner: Option<Form>, dense: fn(Box<Form>) -> Form) -> Option<Form> {
    match (sparse, inner) {
        (true, inner) => Some(Form::Sparse(Box::new(inner.unwrap_or(Form::Plain)))),
        (false, Some(inner)) => Some(dense(Box::new(inner))),
        (false, None) => None,
    }
}
