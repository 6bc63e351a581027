//! `waiters-2.json`.

use super::super::Model;
use super::super::json::Document;
use super::super::traits::{Trait, Traits};
use super::ignored;
use super::operations::operation_named;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// Puts the waiters on the operations that they call.
pub(super) fn read(model: &mut Model, document: &Document<'_>, root: &Value) {
    ignored::only(document, "waiters", root, &["waiters"]);
    let mut by_operation: BTreeMap<&str, (Map<String, Value>, bool)> = BTreeMap::new();
    for (name, entry) in root.get("waiters").and_then(Value::as_object).into_iter().flatten() {
        ignored::only(
            document,
            "waiter",
            entry,
            &["delay", "operation", "acceptors", "description"],
        );
        let Some(operation) = entry.get("operation").and_then(Value::as_str) else {
            document.error(entry, "a waiter without an operation");
            continue;
        };
        let acceptors = entry.get("acceptors").and_then(Value::as_array);
        let acceptors: Vec<Value> =
            acceptors.into_iter().flatten().filter_map(|one| acceptor(document, one)).collect();
        let by_status = acceptors.iter().any(|one| one.pointer("/matcher/status").is_some());
        let (waiters, any_status) = by_operation.entry(operation).or_default();
        waiters.insert(name.clone(), waiter(entry, acceptors));
        *any_status |= by_status;
    }
    for (name, (waiters, by_status)) in by_operation {
        let Some(operation) = operation_named(model, name) else {
            document.error(root, format!("a waiter calls `{name}`, which does not exist"));
            continue;
        };
        put(&mut operation.traits, waiters, by_status);
    }
}

/// Adds waiters to those that there are; one of the same name is replaced.
fn put(traits: &mut Traits, waiters: Map<String, Value>, mut by_status: bool) {
    by_status |= traits.status_waitable().is_some();
    let known = traits.waitable().or(traits.status_waitable());
    let mut all = known.and_then(Value::as_object).cloned().unwrap_or_default();
    all.extend(waiters);
    traits.retain(|one| !matches!(one, Trait::Waitable(_) | Trait::StatusWaitable(_)));
    let make = if by_status { Trait::StatusWaitable } else { Trait::Waitable };
    traits.set(make(Value::Object(all)));
}

/// A waiter with the least seconds between calls. `maxAttempts` has no counterpart: a waiter of
/// Smithy ends after the time that its caller gives.
fn waiter(entry: &Value, acceptors: Vec<Value>) -> Value {
    let mut waiter = Map::new();
    if let Some(text) = entry.get("description") {
        waiter.insert("documentation".to_owned(), text.clone());
    }
    waiter.insert("acceptors".to_owned(), json!(acceptors));
    if let Some(delay) = entry.get("delay").and_then(Value::as_u64) {
        waiter.insert("minDelay".to_owned(), json!(delay));
        if delay > DEFAULT_MAX_DELAY {
            waiter.insert("maxDelay".to_owned(), json!(delay));
        }
    }
    Value::Object(waiter)
}

/// The most seconds between calls where a waiter does not say.
const DEFAULT_MAX_DELAY: u64 = 120;

fn acceptor(document: &Document<'_>, value: &Value) -> Option<Value> {
    document.only(value, &["matcher", "state", "expected", "argument"]);
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let expected = value.get("expected")?;
    let argument = text("argument").unwrap_or_default();
    let output = |comparator: &str| {
        let expected = match expected {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let comparator = match expected.as_str() {
            "true" | "false" if expected_is_bool(value) => "booleanEquals",
            _ => comparator,
        };
        json!({"output": {"path": argument, "expected": expected, "comparator": comparator}})
    };
    let matcher = match text("matcher") {
        Some("path") => output("stringEquals"),
        Some("pathAll") => output("allStringEquals"),
        Some("pathAny") => output("anyStringEquals"),
        Some("status") => json!({"status": expected}),
        Some("error") => match expected {
            Value::Bool(any) => json!({"success": !any}),
            _ => json!({"errorType": expected}),
        },
        _ => {
            document.error(value, "unknown matcher of a waiter");
            return None;
        }
    };
    Some(json!({"state": text("state").unwrap_or_default(), "matcher": matcher}))
}

fn expected_is_bool(value: &Value) -> bool {
    value.get("expected").is_some_and(Value::is_boolean)
}
