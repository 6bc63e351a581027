//! The endpoint rule set, lowered to a decision table.
//!
//! A rule holds where all its conditions do; the first that holds decides. So each condition is a
//! node that leads to the next condition, or to the next rule. Equal conditions, results and nodes
//! are stored once.

use super::Lower;
use super::names::{Scope, constant};
use crate::diagnostic::Diagnostic;
use crate::ir::{
    BuiltIn, Condition, Endpoints, Expr, Function, Name, Node, Outcome, Parameter, Then,
};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

const TRAIT: &str = "smithy.rules#endpointRuleSet";

impl Lower<'_> {
    /// The rules of the service.
    pub(super) fn endpoints(&self) -> Endpoints {
        let service = self.closure.service;
        let Some(rules) = service.traits.endpoint_rule_set() else {
            let message = "a service without an endpoint rule set cannot be generated";
            let hint = format!("give it the trait `{TRAIT}`");
            self.report(self.model.error(service, message).hint(hint));
            return Endpoints::default();
        };
        let mut table = Table::default();
        match table.lower(rules) {
            Ok(endpoints) => endpoints,
            Err(why) => {
                let message = format!("the endpoint rules cannot be generated: {why}");
                let diagnostic: Diagnostic = self.model.trait_error(service, TRAIT, message);
                self.report(diagnostic.hint("correct the rules, or tell us of them"));
                Endpoints::default()
            }
        }
    }
}

/// What is wrong with the rules.
type Lowered<T> = Result<T, String>;

/// The table while it grows.
#[derive(Default)]
struct Table {
    scope: Option<Scope>,
    /// The constants of parameters and of values that conditions keep, by their names.
    slots: BTreeMap<String, Name>,
    endpoints: Endpoints,
}

impl Table {
    fn lower(&mut self, rules: &Value) -> Lowered<Endpoints> {
        known(rules, &["version", "parameters", "rules"])?;
        for (name, parameter) in object(rules, "parameters")? {
            let parameter = self.parameter(name, parameter)?;
            self.endpoints.parameters.push(parameter);
        }
        let root = self.rules(array(rules, "rules")?)?;
        self.order_nodes(root);
        Ok(std::mem::take(&mut self.endpoints))
    }

    /// The slot of a parameter or of a value that a condition keeps.
    fn slot(&mut self, name: &str) -> Name {
        if let Some(slot) = self.slots.get(name) {
            return slot.clone();
        }
        let scope = self.scope.get_or_insert_with(Scope::constants);
        let slot = constant(scope, name);
        self.slots.insert(name.to_owned(), slot.clone());
        self.endpoints.slots.push(slot.clone());
        slot
    }

    fn parameter(&mut self, name: &str, value: &Value) -> Lowered<Parameter> {
        known(value, &["builtIn", "required", "default", "documentation", "type", "deprecated"])?;
        self.slot(name);
        let built_in = match value.get("builtIn").and_then(Value::as_str) {
            None => None,
            Some("AWS::Region") => Some(BuiltIn::Region),
            Some("AWS::UseDualStack") => Some(BuiltIn::UseDualStack),
            Some("AWS::UseFIPS") => Some(BuiltIn::UseFips),
            Some("SDK::Endpoint") => Some(BuiltIn::Endpoint),
            Some(other) => return Err(format!("the built-in `{other}` is not known")),
        };
        let default = value.get("default").map(|default| self.expr(default)).transpose()?;
        let required = value.get("required").and_then(Value::as_bool).unwrap_or(false);
        Ok(Parameter { name: name.to_owned(), built_in, default, required })
    }

    /// Lowers rules from the last to the first, so that each knows what follows it.
    fn rules(&mut self, rules: &[Value]) -> Lowered<Then> {
        // Values that conditions keep must be known by name before what uses them is read.
        for rule in rules {
            for condition in array(rule, "conditions")? {
                if let Some(name) = condition.get("assign").and_then(Value::as_str) {
                    self.slot(name);
                }
            }
        }
        let mut next = Then::Nothing;
        for rule in rules.iter().rev() {
            next = self.rule(rule, next)?;
        }
        Ok(next)
    }

    fn rule(&mut self, rule: &Value, otherwise: Then) -> Lowered<Then> {
        known(rule, &["conditions", "rules", "endpoint", "error", "type", "documentation"])?;
        let mut then = match rule.get("type").and_then(Value::as_str) {
            Some("tree") => self.rules(array(rule, "rules")?)?,
            Some("endpoint") => {
                let endpoint = rule.get("endpoint").ok_or("a rule without its endpoint")?;
                let outcome = self.endpoint(endpoint)?;
                self.result(outcome)
            }
            Some("error") => {
                let text = rule.get("error").ok_or("a rule without its error")?;
                let outcome = Outcome::Error(self.expr(text)?);
                self.result(outcome)
            }
            _ => return Err("a rule of an unknown type".to_owned()),
        };
        for condition in array(rule, "conditions")?.iter().rev() {
            let condition = self.condition(condition)?;
            then = self.node(condition, then, otherwise);
        }
        Ok(then)
    }

    fn condition(&mut self, value: &Value) -> Lowered<Condition> {
        known(value, &["fn", "argv", "assign"])?;
        let slot = value.get("assign").and_then(Value::as_str).map(|name| self.slot(name));
        let (function, arguments) = self.call(value)?;
        Ok(Condition { function, arguments, slot })
    }

    fn call(&mut self, value: &Value) -> Lowered<(Function, Vec<Expr>)> {
        let name = value.get("fn").and_then(Value::as_str).unwrap_or_default();
        let (function, count) = match name {
            "isSet" => (Function::IsSet, 1),
            "not" => (Function::Not, 1),
            "booleanEquals" => (Function::BooleanEquals, 2),
            "stringEquals" => (Function::StringEquals, 2),
            "getAttr" => (Function::GetAttr, 2),
            "aws.partition" => (Function::AwsPartition, 1),
            other => return Err(format!("the function `{other}` is not known")),
        };
        let arguments = array(value, "argv")?;
        if arguments.len() != count {
            return Err(format!("the function `{name}` takes {count} arguments"));
        }
        let arguments = arguments.iter().map(|argument| self.expr(argument));
        Ok((function, arguments.collect::<Lowered<_>>()?))
    }

    fn expr(&mut self, value: &Value) -> Lowered<Expr> {
        match value {
            Value::Bool(value) => Ok(Expr::Bool(*value)),
            Value::String(text) => self.template(text),
            Value::Number(number) => {
                let number = number.as_i64().ok_or("a number that is not whole")?;
                Ok(Expr::Int(number))
            }
            Value::Array(items) => {
                let items = items.iter().map(|item| self.expr(item));
                Ok(Expr::List(items.collect::<Lowered<_>>()?))
            }
            Value::Object(object) => self.object_expr(value, object),
            Value::Null => Err("a value that is null".to_owned()),
        }
    }

    fn object_expr(&mut self, value: &Value, object: &Map<String, Value>) -> Lowered<Expr> {
        if let Some(name) = object.get("ref").and_then(Value::as_str) {
            return self.reference(name);
        }
        if object.contains_key("fn") {
            known(value, &["fn", "argv"])?;
            return Ok(match self.call(value)? {
                (Function::GetAttr, arguments) => attribute(arguments)?,
                (function, arguments) => Expr::Call(function, arguments),
            });
        }
        let entries = object.iter().map(|(name, value)| Ok((name.clone(), self.expr(value)?)));
        Ok(Expr::Record(entries.collect::<Lowered<_>>()?))
    }

    fn reference(&mut self, name: &str) -> Lowered<Expr> {
        let slot = self.slots.get(name).cloned();
        slot.map(Expr::Slot).ok_or_else(|| format!("`{name}` is neither a parameter nor assigned"))
    }

    /// Text with values in braces: `https://{Region}.{Partition#dnsSuffix}`.
    fn template(&mut self, text: &str) -> Lowered<Expr> {
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = text.chars().peekable();
        while let Some(c) = rest.next() {
            match c {
                '{' | '}' if rest.peek() == Some(&c) => {
                    rest.next();
                    literal.push(c);
                }
                '{' => {
                    if !literal.is_empty() {
                        parts.push(Expr::Str(std::mem::take(&mut literal)));
                    }
                    let inside: String = rest.by_ref().take_while(|c| *c != '}').collect();
                    parts.push(self.placeholder(&inside)?);
                }
                '}' => return Err(format!("a closing brace too many in `{text}`")),
                c => literal.push(c),
            }
        }
        if parts.is_empty() {
            return Ok(Expr::Str(literal));
        }
        if !literal.is_empty() {
            parts.push(Expr::Str(literal));
        }
        Ok(Expr::Text(parts))
    }

    fn placeholder(&mut self, inside: &str) -> Lowered<Expr> {
        let mut path = inside.split('#');
        let of = self.reference(path.next().unwrap_or_default())?;
        Ok(path.fold(of, |of, name| Expr::Attr(Box::new(of), name.to_owned())))
    }

    fn endpoint(&mut self, value: &Value) -> Lowered<Outcome> {
        known(value, &["url", "properties", "headers"])?;
        let url = self.expr(value.get("url").ok_or("an endpoint without a URL")?)?;
        let mut headers = Vec::new();
        for (name, values) in value.get("headers").and_then(Value::as_object).into_iter().flatten()
        {
            let values = values.as_array().into_iter().flatten().map(|value| self.expr(value));
            headers.push((name.clone(), values.collect::<Lowered<_>>()?));
        }
        let mut properties = Vec::new();
        let said = value.get("properties").and_then(Value::as_object);
        for (name, value) in said.into_iter().flatten() {
            properties.push((name.clone(), self.expr(value)?));
        }
        Ok(Outcome::Endpoint { url, headers, properties })
    }

    fn result(&mut self, outcome: Outcome) -> Then {
        Then::Result(place(&mut self.endpoints.results, outcome))
    }

    fn node(&mut self, condition: Condition, yes: Then, no: Then) -> Then {
        let condition = place(&mut self.endpoints.conditions, condition);
        Then::Node(place(&mut self.endpoints.nodes, Node { condition, yes, no }))
    }

    /// Puts nodes, conditions and results into the order in which they are come by, the root first,
    /// so that the table reads like the rules.
    fn order_nodes(&mut self, root: Then) {
        let Endpoints { nodes, conditions, results, .. } = &mut self.endpoints;
        let mut order: Vec<usize> = Vec::new();
        let mut stack = vec![root];
        while let Some(then) = stack.pop() {
            if let Then::Node(at) = then
                && !order.contains(&at)
                && let Some(node) = nodes.get(at)
            {
                order.push(at);
                stack.push(node.no);
                stack.push(node.yes);
            }
        }
        let moved: Vec<Node> = order.iter().filter_map(|at| nodes.get(*at).copied()).collect();
        let (mut new_conditions, mut new_results) = (Vec::new(), Vec::new());
        let mut then = |then: Then| match then {
            Then::Node(at) => {
                order.iter().position(|old| *old == at).map_or(Then::Nothing, Then::Node)
            }
            Then::Result(at) => match results.get(at) {
                Some(result) => Then::Result(place(&mut new_results, result.clone())),
                None => Then::Nothing,
            },
            Then::Nothing => Then::Nothing,
        };
        let mut renumbered = Vec::new();
        for node in moved {
            let Some(condition) = conditions.get(node.condition) else { continue };
            let condition = place(&mut new_conditions, condition.clone());
            renumbered.push(Node { condition, yes: then(node.yes), no: then(node.no) });
        }
        // Rules without any condition are one result.
        if let (Then::Result(_), true) = (root, renumbered.is_empty()) {
            let is_set = Condition {
                function: Function::IsSet,
                arguments: vec![Expr::Bool(true)],
                slot: None,
            };
            let condition = place(&mut new_conditions, is_set);
            renumbered.push(Node { condition, yes: then(root), no: then(root) });
        }
        *nodes = renumbered;
        *conditions = new_conditions;
        *results = new_results;
    }
}

/// `getAttr` of a value, step by step.
fn attribute(arguments: Vec<Expr>) -> Lowered<Expr> {
    let mut arguments = arguments.into_iter();
    let (Some(of), Some(Expr::Str(path))) = (arguments.next(), arguments.next()) else {
        return Err("`getAttr` takes a value and a name".to_owned());
    };
    let steps = path.split('.');
    Ok(steps.fold(of, |of, name| Expr::Attr(Box::new(of), name.to_owned())))
}

/// The place of a value in a list, to which it is added where it is new.
fn place<T: PartialEq>(list: &mut Vec<T>, value: T) -> usize {
    if let Some(place) = list.iter().position(|known| *known == value) {
        return place;
    }
    list.push(value);
    list.len() - 1
}

fn known(value: &Value, keys: &[&str]) -> Lowered<()> {
    let object = value.as_object().ok_or("something that is not an object")?;
    match object.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(format!("the key `{key}` is not known")),
        None => Ok(()),
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
