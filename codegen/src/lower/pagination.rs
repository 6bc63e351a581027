//! Paginators.

use super::Lower;
use crate::diagnostic::Diagnostic;
use crate::ir::{self, Path, Step, Structure, StructureId, Type};
use crate::model::traits::Paginated;
use crate::model::{Kind, Operation, Shape, ShapeId};
use serde_json::Value;

/// The paginator of an operation as the model says it, in whichever of the two traits.
struct Said {
    tokens: Vec<(String, String)>,
    more: Option<String>,
    items: Option<String>,
}

impl Lower<'_> {
    /// The paginator of an operation, if it has one.
    pub(super) fn paginator(
        &self,
        shape: &Shape,
        parts: &Operation,
        structures: &[Structure],
        input: StructureId,
    ) -> Option<ir::Paginator> {
        let said = self.said(shape)?;
        let input = structures.get(input.0)?;
        let mut tokens = Vec::new();
        for (from, path) in &said.tokens {
            let member = input.members.iter().find(|member| member.model_name == *from);
            let Some(member) = member else {
                self.report(self.wrong(shape, format!("the input has no member `{from}`")));
                continue;
            };
            // `a || b` is the first of them that there is.
            let paths = path.split("||").map(str::trim);
            let paths: Option<Vec<Path>> =
                paths.map(|path| Some(self.path(shape, parts.output.as_ref(), path)?.0)).collect();
            tokens.extend(paths.map(|paths| (member.field.clone(), paths)));
        }
        let find = |path: &String| self.path(shape, parts.output.as_ref(), path);
        let more = said.more.as_ref().and_then(find).map(|(path, _)| path);
        let items = said.items.as_ref().and_then(find);
        // Items are a list; a map's entries are reached through its page.
        let items = items.and_then(|(path, ty)| match ty {
            Type::List { item, sparse: false } => Some((path, *item)),
            _ => None,
        });
        Some(ir::Paginator { tokens, more, items })
    }

    fn said(&self, shape: &Shape) -> Option<Said> {
        if let Some(value) = shape.traits.jmes_paginated() {
            return self.said_in_jmespath(shape, value);
        }
        let own = shape.traits.paginated()?;
        let default = Paginated::default();
        let service = self.closure.service.traits.paginated().unwrap_or(&default);
        let input = own.input_token.as_ref().or(service.input_token.as_ref());
        let output = own.output_token.as_ref().or(service.output_token.as_ref());
        let (Some(input), Some(output)) = (input, output) else {
            self.report(self.wrong(shape, "it names no tokens"));
            return None;
        };
        let items = own.items.as_ref().or(service.items.as_ref()).cloned();
        Some(Said { tokens: vec![(input.clone(), output.clone())], more: None, items })
    }

    fn said_in_jmespath(&self, shape: &Shape, value: &Value) -> Option<Said> {
        let texts = |key: &str| match value.get(key) {
            Some(Value::String(text)) => vec![text.clone()],
            Some(Value::Array(texts)) => {
                texts.iter().filter_map(Value::as_str).map(str::to_owned).collect()
            }
            _ => Vec::new(),
        };
        let (inputs, outputs) = (texts("inputToken"), texts("outputToken"));
        if inputs.is_empty() || inputs.len() != outputs.len() {
            self.report(self.wrong(shape, "its tokens do not match"));
            return None;
        }
        // Several lists on one page have no items in common; pages still work.
        let items = match texts("items").as_slice() {
            [one] => Some(one.clone()),
            _ => None,
        };
        let tokens = inputs.into_iter().zip(outputs).collect();
        Some(Said { tokens, more: texts("moreResults").into_iter().next(), items })
    }

    /// Follows a path from a structure, and tells the type at its end.
    fn path(&self, shape: &Shape, from: Option<&ShapeId>, path: &str) -> Option<(Path, Type)> {
        let mut owner = from.and_then(|id| self.model.get(id));
        let mut steps = Vec::new();
        let mut ty = None;
        for step in path.split('.') {
            let name = step.trim_end_matches("[-1]");
            let last = name != step;
            let Some((step, found)) = owner.and_then(|owner| self.step(owner, name)) else {
                self.report(self.wrong(shape, format!("the path `{path}` leads nowhere")));
                return None;
            };
            let next = owner.into_iter().flat_map(Shape::members).find(|one| one.name == name);
            owner = next.and_then(|member| self.model.get(&member.target));
            steps.push(Step { last, ..step });
            ty = Some(found);
            if last {
                let Some(Kind::List(item)) = owner.map(|shape| &shape.kind) else {
                    self.report(self.wrong(shape, format!("`{name}` of `{path}` is not a list")));
                    return None;
                };
                owner = self.model.get(&item.target);
            }
            owner = owner.filter(|shape| matches!(shape.kind, Kind::Structure(_)));
        }
        Some((Path(steps), ty?))
    }

    fn wrong(&self, shape: &Shape, why: impl std::fmt::Display) -> Diagnostic {
        let id = match shape.traits.jmes_paginated() {
            Some(_) => "tinsmith.api#paginated",
            None => "smithy.api#paginated",
        };
        let message = format!("the paginator cannot be generated: {why}");
        let hint = "correct the trait, or leave the operation out: operations = […]";
        self.model.trait_error(shape, id, message).hint(hint)
    }
}
