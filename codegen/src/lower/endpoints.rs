//! The rules of endpoints, lowered to a decision table.
//!
//! A rule holds where all its conditions do; the first that holds decides. So each condition is a
//! node that leads to the next condition, or to the next rule. A decision diagram has such nodes
//! already. Equal conditions, results and nodes are stored once.

mod diagram;
mod expr;
mod functions;
mod parameters;
mod table;
#[cfg(test)]
mod tests;
mod tree;

pub(super) use parameters::{built_in, literal};

use super::Lower;
use crate::diagnostic::Diagnostic;
use crate::ir::Endpoints;
use crate::model::Shape;
use serde_json::{Map, Value, json};

const RULE_SET: &str = "smithy.rules#endpointRuleSet";
const DIAGRAM: &str = "smithy.rules#endpointBdd";

impl Lower<'_> {
    /// The rules of the service: of both forms the tree, for its table reads like what its authors
    /// wrote, and is no larger.
    pub(super) fn endpoints(&self) -> Endpoints {
        let service = self.closure.service;
        let traits = &service.traits;
        let (id, lowered) = match (traits.endpoint_rule_set(), traits.endpoint_bdd()) {
            (Some(rules), _) => (RULE_SET, tree::lower(rules)),
            (None, Some(diagram)) => (DIAGRAM, diagram::lower(diagram)),
            (None, None) => (RULE_SET, tree::lower(&no_rules())),
        };
        lowered.and_then(sized).unwrap_or_else(|why| {
            self.report_rules(service, id, &why);
            Endpoints::default()
        })
    }

    fn report_rules(&self, service: &Shape, id: &str, why: &str) {
        let message = format!("the endpoint rules cannot be generated: {why}");
        let diagnostic: Diagnostic = self.model.trait_error(service, id, message);
        self.report(diagnostic.hint("correct the rules, or tell us of them"));
    }
}

/// The rules of a service without rules: its callers say where it is.
fn no_rules() -> Value {
    let endpoint = json!({"ref": "Endpoint"});
    json!({
        "parameters": {
            "Region": {"builtIn": "AWS::Region", "type": "string"},
            "Endpoint": {"builtIn": "SDK::Endpoint", "type": "string"},
        },
        "rules": [
            {
                "conditions": [{"fn": "isSet", "argv": [endpoint]}],
                "endpoint": {"url": endpoint, "properties": {}, "headers": {}},
                "type": "endpoint",
            },
            {
                "conditions": [],
                "error": "its model names none; give the client an endpoint URL",
                "type": "error",
            },
        ],
    })
}

/// Lowers the value of `smithy.rules#endpointRuleSet`.
///
/// # Errors
///
/// What is wrong with it.
pub fn rule_set(value: &Value) -> Result<Endpoints, String> {
    tree::lower(value)
}

/// Lowers the value of `smithy.rules#endpointBdd`.
///
/// # Errors
///
/// What is wrong with it.
pub fn decision_diagram(value: &Value) -> Result<Endpoints, String> {
    diagram::lower(value)
}

/// Refuses rules that are too large for the numbers that generated code has for places. Those of S3 come
/// to 583 decisions.
fn sized(rules: Endpoints) -> Lowered<Endpoints> {
    const MOST: usize = 1 << 16;
    let sizes = [rules.nodes.len(), rules.conditions.len(), rules.results.len(), rules.slots.len()];
    match sizes.into_iter().max().filter(|size| *size > MOST) {
        None => Ok(rules),
        Some(size) => {
            Err(format!("they come to a table of {size} lines, and no more than {MOST} fit"))
        }
    }
}

/// What is wrong with the rules.
type Lowered<T> = Result<T, String>;

/// Refuses keys that nobody reads.
fn known(value: &Value, keys: &[&str]) -> Lowered<()> {
    let object = value.as_object().ok_or("something that is not an object")?;
    match object.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(format!("the key `{key}` is not known")),
        None => Ok(()),
    }
}

/// Refuses rules of a version that may mean something else.
fn version(value: &Value) -> Lowered<()> {
    match value.get("version") {
        None => Ok(()),
        Some(Value::String(version)) if version == "1" || version.starts_with("1.") => Ok(()),
        Some(other) => Err(format!("the version {other} is not known; supported: 1")),
    }
}

fn array<'v>(value: &'v Value, key: &str) -> Lowered<&'v [Value]> {
    let array = value.get(key).and_then(Value::as_array);
    array.map(Vec::as_slice).ok_or_else(|| format!("`{key}` is not a list"))
}

fn object<'v>(value: &'v Value, key: &str) -> Lowered<&'v Map<String, Value>> {
    let object = value.get(key).and_then(Value::as_object);
    object.ok_or_else(|| format!("`{key}` is not an object"))
}

fn string<'v>(value: &'v Value, key: &str) -> Lowered<&'v str> {
    let string = value.get(key).and_then(Value::as_str);
    string.ok_or_else(|| format!("`{key}` is not text"))
}
