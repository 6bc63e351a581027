//! JMESPath expressions against what an operation asks and answers: each member is looked up in the
//! model, each value has a type.

use super::Found;
use crate::ir::waiters::{Function, Place, Query, Root};
use crate::jmespath::{self, Comparison, Expr};
use crate::lower::Lower;
use crate::model::{Kind, Operation, Shape, ShapeId, Simple};
use serde_json::Value;
use std::cell::Cell;
use std::fmt;

/// What an expression begins at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Finder {
    /// The output.
    Output,
    /// An object of `input` and `output`.
    Both,
}

/// The type of what an expression gives.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Ty {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Bool,
    /// Nothing.
    Null,
    /// A map.
    Map,
    /// A structure, or anything else that is not compared.
    Other,
    /// A list.
    List(Box<Ty>),
    /// One of several.
    Any,
}

impl Ty {
    /// Whether a value of the type can be of the other.
    pub(super) fn may_be(&self, other: &Ty) -> bool {
        match (self, other) {
            (Ty::Any, _) | (_, Ty::Any) => true,
            (Ty::List(one), Ty::List(other)) => one.may_be(other),
            (one, other) => one == other,
        }
    }

    fn with(self, other: Ty) -> Ty {
        if self == other { self } else { Ty::Any }
    }
}

impl fmt::Display for Ty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Ty::Text => f.write_str("text"),
            Ty::Number => f.write_str("a number"),
            Ty::Bool => f.write_str("true or false"),
            Ty::Null => f.write_str("nothing"),
            Ty::Map => f.write_str("a map"),
            Ty::Other => f.write_str("a structure"),
            Ty::List(item) => write!(f, "a list of {item}"),
            Ty::Any => f.write_str("anything"),
        }
    }
}

/// Where an expression is.
#[derive(Clone)]
enum At<'m> {
    /// At the object of `input` and `output`.
    Both(Option<&'m Shape>, Option<&'m Shape>),
    /// At a place in either.
    Place(Place, &'m Shape),
}

/// What is done where a part of an expression has led; without it, the value there is the result.
type Next<'n, 'm> = Option<&'n dyn Fn(At<'m>) -> Found<(Query, Ty)>>;

impl<'m> Lower<'m> {
    /// The query of an expression, with the type of what it gives.
    pub(super) fn query(
        &self,
        parts: &Operation,
        text: &str,
        finder: Finder,
    ) -> Found<(Query, Ty)> {
        let expr = jmespath::parse(text)?;
        let shape = |id: &Option<ShapeId>| id.as_ref().and_then(|id| self.model.get(id));
        let (input, output) = (shape(&parts.input), shape(&parts.output));
        let at = match finder {
            Finder::Both => At::Both(input, output),
            Finder::Output => {
                let output = output.ok_or("the operation answers nothing")?;
                At::Place(Place { root: Root::Output, steps: Vec::new() }, output)
            }
        };
        self.walk(&expr, at, None)
    }

    fn walk(&self, expr: &Expr, at: At<'m>, next: Next<'_, 'm>) -> Found<(Query, Ty)> {
        match expr {
            Expr::Current => self.finish(at, next),
            Expr::Field(name) => self.finish(self.field_of(at, name)?, next),
            Expr::Then(left, right) => self.walk(left, at, Some(&|at| self.walk(right, at, next))),
            Expr::Item(list, place) => self.walk(
                list,
                at,
                Some(&|at| {
                    let (list, item) = self.list(at)?;
                    let (query, ty) = self.finish(item, next)?;
                    Ok((Query::Item(list, *place, Box::new(query)), ty))
                }),
            ),
            // What follows a value, or a list that was put together, has no place to look at.
            _ if next.is_some() => Err("it looks into a list or a value that it made".to_owned()),
            Expr::Each(..) | Expr::Values(..) | Expr::Flat(..) | Expr::Filter(..) => {
                let (query, ty) = self.items(expr, at, None)?;
                Ok((query, Ty::List(Box::new(ty))))
            }
            Expr::Many(all) => {
                let all: Vec<(Query, Ty)> =
                    all.iter().map(|one| self.walk(one, at.clone(), None)).collect::<Found<_>>()?;
                let (queries, types): (Vec<_>, Vec<_>) = all.into_iter().unzip();
                let ty = types.into_iter().reduce(Ty::with).unwrap_or(Ty::Any);
                Ok((Query::Many(queries), Ty::List(Box::new(ty))))
            }
            Expr::Literal(value) => literal(value),
            Expr::Compare(how, left, right) => self.compare(*how, left, right, at),
            Expr::Or(left, right) => self.both(left, right, at, Query::Or),
            Expr::And(left, right) => self.both(left, right, at, Query::And),
            Expr::Not(inner) => {
                let (inner, _) = self.walk(inner, at, None)?;
                Ok((Query::Not(Box::new(inner)), Ty::Bool))
            }
            Expr::Call(name, arguments) => self.call(name, arguments, at),
        }
    }

    /// A list of what is found in each item of a list; the type is that of an item.
    fn items(&self, expr: &Expr, at: At<'m>, next: Next<'_, 'm>) -> Found<(Query, Ty)> {
        match expr {
            Expr::Each(list, each) => {
                self.items(list, at, Some(&|item| self.walk(each, item, next)))
            }
            Expr::Values(map, each) => self.walk(
                map,
                at,
                Some(&|at| {
                    let (map, value) = self.values(at)?;
                    let (query, ty) = self.walk(each, value, next)?;
                    Ok((Query::Each(map, Box::new(query)), ty))
                }),
            ),
            Expr::Filter(list, condition, each) => self.items(
                list,
                at,
                Some(&|item: At<'m>| {
                    let (condition, _) = self.walk(condition, item.clone(), None)?;
                    let (query, ty) = self.walk(each, item, next)?;
                    Ok((Query::When(Box::new(condition), Box::new(query)), ty))
                }),
            ),
            Expr::Flat(list, each) => {
                let nested = Cell::new(false);
                let (query, ty) = self.items(
                    list,
                    at,
                    Some(&|item: At<'m>| {
                        let Ok((inner, item_of_inner)) = self.list(item.clone()) else {
                            return self.walk(each, item, next);
                        };
                        nested.set(true);
                        let (query, ty) = self.walk(each, item_of_inner, next)?;
                        Ok((Query::Each(inner, Box::new(query)), ty))
                    }),
                )?;
                Ok((if nested.get() { Query::Flat(Box::new(query)) } else { query }, ty))
            }
            _ => self.walk(
                expr,
                at,
                Some(&|at| {
                    let (list, item) = self.list(at)?;
                    let (query, ty) = self.finish(item, next)?;
                    Ok((Query::Each(list, Box::new(query)), ty))
                }),
            ),
        }
    }

    fn both(
        &self,
        left: &Expr,
        right: &Expr,
        at: At<'m>,
        make: fn(Box<Query>, Box<Query>) -> Query,
    ) -> Found<(Query, Ty)> {
        let (left, left_ty) = self.walk(left, at.clone(), None)?;
        let (right, right_ty) = self.walk(right, at, None)?;
        Ok((make(Box::new(left), Box::new(right)), left_ty.with(right_ty)))
    }

    fn compare(
        &self,
        how: Comparison,
        left: &Expr,
        right: &Expr,
        at: At<'m>,
    ) -> Found<(Query, Ty)> {
        let (left, left_ty) = self.walk(left, at.clone(), None)?;
        let (right, right_ty) = self.walk(right, at, None)?;
        let by_order = !matches!(how, Comparison::Equal | Comparison::Different);
        let has_null = [&left_ty, &right_ty].contains(&&Ty::Null);
        let fits = match by_order {
            true => left_ty.may_be(&Ty::Number) && right_ty.may_be(&Ty::Number),
            false => has_null || (left_ty.may_be(&right_ty) && left_ty != Ty::Other),
        };
        if !fits {
            return Err(format!("it compares {left_ty} with {right_ty}"));
        }
        Ok((Query::Compare(how, Box::new(left), Box::new(right)), Ty::Bool))
    }

    fn call(&self, name: &str, arguments: &[Expr], at: At<'m>) -> Found<(Query, Ty)> {
        if let ("keys", [map]) = (name, arguments) {
            return self.walk(
                map,
                at,
                Some(&|at| Ok((Query::Keys(self.values(at)?.0), Ty::List(Box::new(Ty::Text))))),
            );
        }
        if let ("values", [map]) = (name, arguments) {
            let each = Expr::Values(Box::new(map.clone()), Box::new(Expr::Current));
            return self.walk(&each, at, None);
        }
        let (function, ty) = match (name, arguments.len()) {
            ("length", 1) => (Function::Length, Ty::Number),
            ("contains", 2) => (Function::Contains, Ty::Bool),
            ("starts_with", 2) => (Function::StartsWith, Ty::Bool),
            ("ends_with", 2) => (Function::EndsWith, Ty::Bool),
            _ => return Err(format!("`{name}` with so many arguments is not supported")),
        };
        let arguments: Vec<(Query, Ty)> =
            arguments.iter().map(|one| self.walk(one, at.clone(), None)).collect::<Found<_>>()?;
        let list = Ty::List(Box::new(Ty::Any));
        let fits = |ty: &Ty| match function {
            Function::Length => [&Ty::Text, &Ty::Map, &list].iter().any(|one| ty.may_be(one)),
            Function::Contains => [&Ty::Text, &list].iter().any(|one| ty.may_be(one)),
            Function::StartsWith | Function::EndsWith => ty.may_be(&Ty::Text),
        };
        match arguments.first() {
            Some((_, first)) if !fits(first) => Err(format!("`{name}` of {first}")),
            _ => Ok((Query::Call(function, arguments.into_iter().map(|one| one.0).collect()), ty)),
        }
    }

    fn finish(&self, at: At<'m>, next: Next<'_, 'm>) -> Found<(Query, Ty)> {
        if let Some(next) = next {
            return next(at);
        }
        let At::Place(place, shape) = &at else {
            return Err("it ends before `input` or `output`".to_owned());
        };
        let ty = ty(shape);
        if matches!(ty, Ty::List(_)) {
            let (list, item) = self.list(at)?;
            let (query, ty) = self.finish(item, None)?;
            let is_plain = matches!(&query, Query::Value(item) if item.steps.is_empty()
                && item.root == Root::Item { optional: false });
            let query =
                if is_plain { Query::Value(list) } else { Query::Each(list, Box::new(query)) };
            return Ok((query, Ty::List(Box::new(ty))));
        }
        let place = place.clone();
        let query = if ty == Ty::Other { Query::Present(place) } else { Query::Value(place) };
        Ok((query, ty))
    }

    fn field_of(&self, at: At<'m>, name: &str) -> Found<At<'m>> {
        let (mut place, shape) = match at {
            At::Both(input, output) => {
                let (root, shape) = match name {
                    "input" => (Root::Input, input),
                    "output" => (Root::Output, output),
                    _ => return Err(format!("`{name}` is neither `input` nor `output`")),
                };
                let shape = shape.ok_or_else(|| format!("the operation has no {name}"))?;
                return Ok(At::Place(Place { root, steps: Vec::new() }, shape));
            }
            At::Place(place, shape) => (place, shape),
        };
        let nothing = || format!("`{}` has no member `{name}`", shape.id);
        let Kind::Structure(members) = &shape.kind else { return Err(nothing()) };
        let target = members.iter().find(|member| member.name == name).ok_or_else(nothing)?;
        let (step, _) = self.step(shape, name).ok_or_else(nothing)?;
        place.steps.push(step);
        let target = self.model.get(&target.target).ok_or_else(nothing)?;
        Ok(At::Place(place, target))
    }

    /// A list, and where each of its items is.
    fn list(&self, at: At<'m>) -> Found<(Place, At<'m>)> {
        match at {
            At::Place(place, shape) => match &shape.kind {
                Kind::List(item) => Ok((place, self.item_of(shape, &item.target)?)),
                _ => Err(format!("`{}` is not a list", shape.id)),
            },
            At::Both(..) => Err("what is asked and answered is not a list".to_owned()),
        }
    }

    /// A map, and where each of its values is.
    fn values(&self, at: At<'m>) -> Found<(Place, At<'m>)> {
        match at {
            At::Place(place, shape) => match &shape.kind {
                Kind::Map { value, .. } => Ok((place, self.item_of(shape, &value.target)?)),
                _ => Err(format!("`{}` is not a map", shape.id)),
            },
            At::Both(..) => Err("what is asked and answered is not a map".to_owned()),
        }
    }

    fn item_of(&self, owner: &Shape, target: &ShapeId) -> Found<At<'m>> {
        let shape = self.model.get(target);
        let shape = shape.ok_or_else(|| format!("`{target}` does not exist"))?;
        let root = Root::Item { optional: owner.traits.sparse().is_some() };
        Ok(At::Place(Place { root, steps: Vec::new() }, shape))
    }
}

fn literal(value: &Value) -> Found<(Query, Ty)> {
    let ty = match value {
        Value::String(_) => Ty::Text,
        Value::Number(_) => Ty::Number,
        Value::Bool(_) => Ty::Bool,
        Value::Null => Ty::Null,
        _ => return Err("a literal list or object is not supported".to_owned()),
    };
    Ok((Query::Literal(value.clone()), ty))
}

/// The type of a shape's values.
fn ty(shape: &Shape) -> Ty {
    match &shape.kind {
        Kind::Simple(simple) => match simple {
            Simple::String => Ty::Text,
            Simple::Boolean => Ty::Bool,
            Simple::Byte
            | Simple::Short
            | Simple::Integer
            | Simple::Long
            | Simple::Float
            | Simple::Double => Ty::Number,
            _ => Ty::Other,
        },
        Kind::Enum(_) => Ty::Text,
        Kind::IntEnum(_) => Ty::Number,
        Kind::List(_) => Ty::List(Box::new(Ty::Any)),
        Kind::Map { .. } => Ty::Map,
        _ => Ty::Other,
    }
}
