//! `smithy.rules#endpointRuleSet`: rules inside rules.

use super::expr::{Reader, assigned};
use super::{Lowered, array, known, object, version};
use crate::ir::{Endpoints, Then};
use serde_json::Value;

/// Lowers a rule set.
pub(super) fn lower(rules: &Value) -> Lowered<Endpoints> {
    known(rules, &["version", "serviceId", "documentation", "parameters", "rules"])?;
    version(rules)?;
    let mut reader = Reader::default();
    reader.parameters(object(rules, "parameters")?)?;
    let root = reader.rules(array(rules, "rules")?)?;
    Ok(reader.table.finish(root))
}

impl Reader {
    /// Lowers rules from the last to the first, so that each knows what follows it. Rules that run
    /// out come to nothing, whatever follows the rule around them.
    fn rules(&mut self, rules: &[Value]) -> Lowered<Then> {
        let mut next = Then::Nothing;
        for rule in rules.iter().rev() {
            next = self.rule(rule, next)?;
        }
        Ok(next)
    }

    fn rule(&mut self, rule: &Value, otherwise: Then) -> Lowered<Then> {
        known(rule, &["conditions", "rules", "endpoint", "error", "type", "documentation"])?;
        let outside = self.mark();
        let mut conditions = Vec::new();
        for condition in array(rule, "conditions")? {
            conditions.push(self.condition(condition)?);
            if let Some(name) = assigned(condition)? {
                self.declare(name)?;
            }
        }
        let mut then = match rule.get("type").and_then(Value::as_str) {
            Some("tree") => self.rules(array(rule, "rules")?)?,
            _ => {
                let outcome = self.outcome(rule)?;
                self.table.result(outcome)
            }
        };
        self.forget(outside);
        for condition in conditions.into_iter().rev() {
            then = self.table.decision(condition, then, otherwise);
        }
        Ok(then)
    }
}
