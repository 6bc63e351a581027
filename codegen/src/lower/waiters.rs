//! Waiters.

mod query;

use super::{Lower, deprecation, names};
use crate::ir::waiters::{Acceptor, Expected, Matcher, State, Waiter};
use crate::ir::{Structure, StructureId};
use crate::model::traits::{Deprecated, Trait};
use crate::model::{Operation, Shape, Traits};
use query::{Finder, Ty};
use serde_json::{Map, Value};

type Found<T> = Result<T, String>;

/// The least seconds between calls where a waiter does not say.
const MIN_DELAY: u32 = 2;

/// The most seconds between calls where a waiter does not say.
const MAX_DELAY: u32 = 120;

const WAITER_KEYS: [&str; 6] =
    ["acceptors", "deprecated", "documentation", "maxDelay", "minDelay", "tags"];

impl Lower<'_> {
    /// The waiters that call an operation, in the model's order.
    pub(super) fn waiters(
        &self,
        shape: &Shape,
        parts: &Operation,
        structures: &[Structure],
        input: StructureId,
    ) -> Vec<Waiter> {
        let said = shape.traits.waitable().into_iter().chain(shape.traits.status_waitable());
        let all = said.filter_map(Value::as_object).flatten();
        let streams = structures.get(input.0).is_some_and(Structure::streams);
        let lowered = all.filter_map(|(name, said)| {
            let waiter = match streams {
                true => Err("what it asks is a stream, which cannot be sent twice".to_owned()),
                false => self.waiter(shape, parts, name, said),
            };
            waiter.map_err(|why| self.report_waiter(shape, name, &why)).ok()
        });
        lowered.collect()
    }

    fn report_waiter(&self, shape: &Shape, name: &str, why: &str) {
        let id = match shape.traits.waitable() {
            Some(_) => "smithy.waiters#waitable",
            None => "tinsmith.api#waitable",
        };
        let message = format!("the waiter `{name}` cannot be generated: {why}");
        let hint = "correct the waiter, or leave the operation out: operations = […]";
        self.report(self.model.trait_error(shape, id, message).hint(hint));
    }

    fn waiter(&self, shape: &Shape, parts: &Operation, name: &str, said: &Value) -> Found<Waiter> {
        let said = only(said, &WAITER_KEYS)?;
        let operation = self.name(&shape.id).ok_or("its operation has no name")?;
        let seconds = |key: &str, or: u32| match said.get(key) {
            None => Ok(or),
            Some(value) => {
                let number = value.as_u64().and_then(|number| u32::try_from(number).ok());
                number.ok_or_else(|| format!("`{key}` is not a number of seconds"))
            }
        };
        let min_delay = seconds("minDelay", MIN_DELAY)?;
        let max_delay = seconds("maxDelay", MAX_DELAY.max(min_delay))?;
        if min_delay > max_delay {
            return Err("`minDelay` is more than `maxDelay`".to_owned());
        }
        let acceptors = said.get("acceptors").and_then(Value::as_array);
        let acceptors = acceptors.into_iter().flatten();
        let acceptors: Vec<Acceptor> =
            acceptors.map(|said| self.acceptor(parts, said)).collect::<Found<_>>()?;
        if !acceptors.iter().any(|one| one.state == State::Success) {
            return Err("no answer is a success".to_owned());
        }
        let documentation = said.get("documentation").and_then(Value::as_str);
        Ok(Waiter {
            method: names::waiter(name),
            docs: self.waiter_docs(name, documentation, &operation),
            min_delay,
            max_delay,
            acceptors,
            deprecated: match said.get("deprecated").and_then(Value::as_bool) {
                Some(true) => {
                    let mut traits = Traits::default();
                    traits.set(Trait::Deprecated(Deprecated::default()));
                    deprecation::of(&traits)
                }
                _ => None,
            },
        })
    }

    fn acceptor(&self, parts: &Operation, said: &Value) -> Found<Acceptor> {
        let said = only(said, &["state", "matcher"])?;
        let state = match said.get("state").and_then(Value::as_str) {
            Some("success") => State::Success,
            Some("failure") => State::Failure,
            Some("retry") => State::Retry,
            _ => return Err("a `state` is none of success, failure and retry".to_owned()),
        };
        let matcher = said.get("matcher").and_then(Value::as_object);
        let mut matcher = matcher.into_iter().flatten();
        let (Some((kind, value)), None) = (matcher.next(), matcher.next()) else {
            return Err("a `matcher` must say one thing".to_owned());
        };
        let matcher = match kind.as_str() {
            "success" => Matcher::Succeeds(value.as_bool().ok_or("`success` is not a boolean")?),
            "errorType" => {
                let error = value.as_str().ok_or("`errorType` is not text")?;
                Matcher::Error(self.waiter_error(error))
            }
            "status" => {
                let status = value.as_u64().and_then(|number| u16::try_from(number).ok());
                Matcher::Status(status.ok_or("`status` is not an HTTP status")?)
            }
            "output" => self.finder(parts, value, Finder::Output)?,
            "inputOutput" => self.finder(parts, value, Finder::Both)?,
            other => return Err(format!("there is no matcher `{other}`")),
        };
        Ok(Acceptor { state, matcher })
    }

    /// The code of an error that a waiter names by its shape, or by its code.
    fn waiter_error(&self, said: &str) -> String {
        let name = said.rsplit('#').next().unwrap_or_default();
        let shapes = self.usage.errors.iter().filter_map(|id| self.model.get(id));
        let found = shapes.into_iter().find(|shape| shape.id.name() == name);
        found.map_or_else(|| name.to_owned(), |shape| self.code(shape))
    }

    fn finder(&self, parts: &Operation, said: &Value, finder: Finder) -> Found<Matcher> {
        let said = only(said, &["path", "expected", "comparator"])?;
        let text = |key: &str| {
            let value = said.get(key).and_then(Value::as_str);
            value.ok_or_else(|| format!("a matcher has no `{key}`"))
        };
        let (path, expected) = (text("path")?, text("expected")?.to_owned());
        let (query, ty) = self
            .query(parts, path, finder)
            .map_err(|why| format!("the expression `{path}`: {why}"))?;
        let (expected, wanted) = match text("comparator")? {
            "stringEquals" => (Expected::Text(expected), Ty::Text),
            "allStringEquals" => (Expected::All(expected), Ty::List(Box::new(Ty::Text))),
            "anyStringEquals" => (Expected::Any(expected), Ty::List(Box::new(Ty::Text))),
            "booleanEquals" => match expected.as_str() {
                "true" => (Expected::Bool(true), Ty::Bool),
                "false" => (Expected::Bool(false), Ty::Bool),
                _ => return Err(format!("`{expected}` is neither true nor false")),
            },
            other => return Err(format!("there is no comparator `{other}`")),
        };
        if !ty.may_be(&wanted) {
            return Err(format!("the expression `{path}` gives {ty}, where {wanted} is expected"));
        }
        Ok(Matcher::Found(expected, query))
    }
}

/// An object without any other keys than these.
fn only<'v>(value: &'v Value, known: &[&str]) -> Found<&'v Map<String, Value>> {
    let object = value.as_object().ok_or("it is not an object")?;
    match object.keys().find(|key| !known.contains(&key.as_str())) {
        Some(key) => Err(format!("`{key}` is not known")),
        None => Ok(object),
    }
}
