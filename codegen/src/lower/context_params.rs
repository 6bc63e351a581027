//! Values that calls give to parameters of the endpoint rules.

mod path;

use super::Lower;
use super::endpoints::literal;
use super::members;
use crate::ir::{
    CallEndpoint, ContextParam, ContextSource, Endpoints, Name, ParameterType, Selected, Selection,
};
use crate::model::shape::Simple;
use crate::model::{Kind, Member, Operation, Shape};
use path::Step;
use serde_json::Value;

const STATIC: &str = "smithy.rules#staticContextParams";
const MEMBER: &str = "smithy.rules#contextParam";
const PATHS: &str = "smithy.rules#operationContextParams";

/// What is wrong with a value.
type Found<T> = Result<T, String>;

impl Lower<'_> {
    /// What the inputs of an operation add to where it goes.
    pub(super) fn call_endpoint(
        &self,
        shape: &Shape,
        parts: &Operation,
        rules: &Endpoints,
    ) -> CallEndpoint {
        let input = parts.input.as_ref().and_then(|id| self.model.get(id));
        let host = self.host_prefix(shape, input);
        let mut params: Vec<ContextParam> = Vec::new();
        // What is most specific comes first; a parameter has one value.
        for (id, found) in [
            (STATIC, self.static_params(shape, rules)),
            (MEMBER, self.member_params(input, rules)),
            (PATHS, self.path_params(shape, input, rules)),
        ] {
            for param in found {
                match param {
                    Ok(param) => {
                        if !params.iter().any(|known| known.parameter == param.parameter) {
                            params.push(param);
                        }
                    }
                    Err(why) => self.report_param(shape, id, &why),
                }
            }
        }
        CallEndpoint { host, params }
    }

    fn report_param(&self, shape: &Shape, id: &str, why: &str) {
        let message = format!("a parameter of the endpoint rules cannot be set: {why}");
        let diagnostic = match id {
            MEMBER => self.model.error(shape, format!("{message} (`{id}`)")),
            id => self.model.trait_error(shape, id, message),
        };
        self.report(
            diagnostic.hint("correct the trait, or leave the operation out: operations = […]"),
        );
    }

    fn static_params(&self, shape: &Shape, rules: &Endpoints) -> Vec<Found<ContextParam>> {
        let said = shape.traits.static_context_params().and_then(Value::as_object);
        let param = |(name, said): (&String, &Value)| {
            let ty = parameter(rules, name)?;
            let value = only(said, "value")?;
            let value = literal(ty, value).ok_or_else(|| format!("`{name}` is of another type"))?;
            Ok(ContextParam { parameter: name.clone(), source: ContextSource::Value(value) })
        };
        said.into_iter().flatten().map(param).collect()
    }

    fn member_params(&self, input: Option<&Shape>, rules: &Endpoints) -> Vec<Found<ContextParam>> {
        let Some(input) = input else { return Vec::new() };
        let param = |member: &Member| {
            let said = member.traits.context_param()?;
            Some(self.member_param(input, member, said, rules))
        };
        input.members().into_iter().filter_map(param).collect()
    }

    fn member_param(
        &self,
        input: &Shape,
        member: &Member,
        said: &Value,
        rules: &Endpoints,
    ) -> Found<ContextParam> {
        let name = only(said, "name")?.as_str().ok_or("its `name` is not text")?;
        let present = member.traits.required().is_some();
        let steps = [Step::Field(member.name.clone())];
        let source = self.source(input, &steps, parameter(rules, name)?, present)?;
        Ok(ContextParam { parameter: name.to_owned(), source })
    }

    fn path_params(
        &self,
        shape: &Shape,
        input: Option<&Shape>,
        rules: &Endpoints,
    ) -> Vec<Found<ContextParam>> {
        let said = shape.traits.operation_context_params().and_then(Value::as_object);
        let param = |(name, said): (&String, &Value)| {
            let ty = parameter(rules, name)?;
            let path = only(said, "path")?.as_str().ok_or("its `path` is not text")?;
            let steps = path::parse(path)?;
            let input = input.ok_or("the operation has no input")?;
            let source = self.source(input, &steps, ty, false);
            let source = source.map_err(|why| format!("the path `{path}`: {why}"))?;
            Ok(ContextParam { parameter: name.clone(), source })
        };
        said.into_iter().flatten().map(param).collect()
    }

    /// The value that a path leads to, for a parameter of a type.
    fn source(
        &self,
        input: &Shape,
        steps: &[Step],
        ty: ParameterType,
        present: bool,
    ) -> Found<ContextSource> {
        if ty == ParameterType::Strings {
            return Ok(ContextSource::Texts(self.texts(input, steps, 0)?));
        }
        let (path, target, rest) = self.fields(input, steps)?;
        let fits = match ty {
            ParameterType::Boolean => matches!(target.kind, Kind::Simple(Simple::Boolean)),
            _ => is_text(target),
        };
        if !rest.is_empty() || !fits {
            return Err("leads to something else than the parameter is".to_owned());
        }
        let present = present && ty == ParameterType::String;
        Ok(ContextSource::Member { path, present })
    }

    /// Follows a path as long as it leads from member to member.
    fn fields<'s>(
        &'s self,
        from: &'s Shape,
        mut steps: &'s [Step],
    ) -> Found<(Vec<Name>, &'s Shape, &'s [Step])> {
        let (mut path, mut at) = (Vec::new(), from);
        while let [Step::Field(name), rest @ ..] = steps {
            let (field, target) = self.field(at, name)?;
            path.push(field);
            (at, steps) = (target, rest);
        }
        Ok((path, at, steps))
    }

    fn field(&self, owner: &Shape, name: &str) -> Found<(Name, &Shape)> {
        let nothing = || format!("`{}` has no member `{name}`", owner.id);
        let is_structure = matches!(owner.kind, Kind::Structure(_));
        let found = is_structure.then(|| members::field(owner, name)).flatten();
        let (field, member) = found.ok_or_else(nothing)?;
        let target = self.model.get(&member.target).ok_or_else(nothing)?;
        Ok((field, target))
    }

    /// The paths to texts that a path stands for, inside so many lists.
    fn texts(&self, from: &Shape, steps: &[Step], lists: usize) -> Found<Vec<Selection>> {
        let (path, at, rest) = self.fields(from, steps)?;
        let then = match rest {
            [] if is_text(at) && lists == 1 => Selected::Text,
            [] if lists == 0 => Selected::Each(self.texts(self.item(at)?, &[], 1)?),
            [] => return Err("does not lead to a list of texts".to_owned()),
            [Step::Keys] if lists == 0 && !path.is_empty() => match &at.kind {
                Kind::Map { .. } => Selected::Keys,
                _ => return Err("asks for the keys of something that is not a map".to_owned()),
            },
            [Step::Each, rest @ ..] => {
                Selected::Each(self.texts(self.item(at)?, rest, lists + 1)?)
            }
            // Lists inside lists become one.
            [Step::Flatten, rest @ ..] => {
                Selected::Each(self.texts(self.item(at)?, rest, lists.max(1))?)
            }
            [Step::Many(paths), rest @ ..] => {
                let (lists, rest) = match rest {
                    [Step::Flatten, rest @ ..] => (lists.max(1), rest),
                    rest => (lists + 1, rest),
                };
                return self.many(&path, at, paths, rest, lists);
            }
            _ => return Err("is not supported".to_owned()),
        };
        Ok(vec![Selection { path, then }])
    }

    fn many(
        &self,
        before: &[Name],
        at: &Shape,
        paths: &[Vec<Step>],
        rest: &[Step],
        lists: usize,
    ) -> Found<Vec<Selection>> {
        let mut all = Vec::new();
        for path in paths {
            for mut one in self.texts(at, &[path, rest].concat(), lists)? {
                one.path = [before, &one.path].concat();
                all.push(one);
            }
        }
        Ok(all)
    }

    /// What a list or a map consists of; it must not have holes.
    fn item(&self, shape: &Shape) -> Found<&Shape> {
        let member = match &shape.kind {
            Kind::List(item) => item,
            Kind::Map { value, .. } => value,
            _ => return Err(format!("`{}` is neither a list nor a map", shape.id)),
        };
        if shape.traits.sparse().is_some() {
            return Err(format!("`{}` may have holes", shape.id));
        }
        let nothing = || format!("`{}` does not exist", member.target);
        self.model.get(&member.target).ok_or_else(nothing)
    }
}

fn is_text(shape: &Shape) -> bool {
    matches!(shape.kind, Kind::Simple(Simple::String) | Kind::Enum(_))
}

/// The type of a parameter.
fn parameter(rules: &Endpoints, name: &str) -> Found<ParameterType> {
    let found = rules.parameters.iter().find(|parameter| parameter.name == name);
    found
        .map(|parameter| parameter.ty)
        .ok_or_else(|| format!("the rules have no parameter `{name}`"))
}

/// The value of the only key of an object.
fn only<'v>(value: &'v Value, key: &str) -> Found<&'v Value> {
    let object = value.as_object().filter(|object| object.len() == 1);
    let value = object.and_then(|object| object.get(key));
    value.ok_or_else(|| format!("expected `{key}` and nothing else"))
}
