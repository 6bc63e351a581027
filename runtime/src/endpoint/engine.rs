//! Evaluates rules.

use super::partition::{Partition, Partitions};
use super::rules::{Condition, Expr, Function, Node, Outcome, Rules, Then};
use aws_smithy_types::{Document, Number, endpoint::Endpoint};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// Why there is no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError(String);

impl EndpointError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no endpoint: {}", self.0)
    }
}

impl std::error::Error for EndpointError {}

/// A value while rules are evaluated.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    None,
    Str(Cow<'static, str>),
    Bool(bool),
    Int(i64),
    Partition(&'static Partition, String),
}

impl PartialEq for Partition {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Value {
    /// Whether a condition with this value holds.
    fn holds(&self) -> bool {
        !matches!(self, Value::None | Value::Bool(false))
    }

    fn attribute(&self, name: &str) -> Value {
        let Value::Partition(partition, region) = self else { return Value::None };
        match name {
            "name" => Value::Str(partition.name.into()),
            "dnsSuffix" => Value::Str(partition.dns_suffix.into()),
            "dualStackDnsSuffix" => Value::Str(partition.dual_stack_dns_suffix.into()),
            "supportsFIPS" => Value::Bool(partition.supports_fips),
            "supportsDualStack" => Value::Bool(partition.supports_dual_stack),
            "implicitGlobalRegion" if region.is_empty() => Value::None,
            "implicitGlobalRegion" => Value::Str(partition.implicit_global_region.into()),
            _ => Value::None,
        }
    }
}

/// The rules with values for their parameters.
pub(super) struct Evaluation<'r> {
    rules: &'r Rules,
    partitions: &'r Partitions,
    slots: Vec<Value>,
}

impl<'r> Evaluation<'r> {
    /// Begins with the values of the parameters, in their order.
    pub(super) fn new(
        rules: &'r Rules,
        partitions: &'r Partitions,
        given: &[Value],
    ) -> Result<Self, EndpointError> {
        let mut slots = given.to_vec();
        slots.resize(rules.slots, Value::None);
        let mut evaluation = Self { rules, partitions, slots };
        for (slot, parameter) in rules.parameters.iter().enumerate() {
            if evaluation.slot(slot) == Value::None
                && let Some(default) = &parameter.default
            {
                let value = evaluation.value(default);
                evaluation.set(slot, value);
            }
            if parameter.required && evaluation.slot(slot) == Value::None {
                return Err(EndpointError::new(format!("`{}` is not set", parameter.name)));
            }
        }
        Ok(evaluation)
    }

    /// Follows the nodes to a result.
    pub(super) fn run(mut self) -> Result<Endpoint, EndpointError> {
        let mut then = if self.rules.nodes.is_empty() { Then::Nothing } else { Then::Node(0) };
        // Nodes only lead onwards, so there are never more decisions than nodes.
        for _ in 0..=self.rules.nodes.len() {
            match then {
                Then::Node(place) => {
                    let Some(Node(condition, yes, no)) = self.rules.nodes.get(place) else { break };
                    let Some(condition) = self.rules.conditions.get(*condition) else { break };
                    then = if self.holds(condition) { *yes } else { *no };
                }
                Then::Result(place) => {
                    let Some(outcome) = self.rules.results.get(place) else { break };
                    return self.outcome(outcome);
                }
                Then::Nothing => break,
            }
        }
        Err(EndpointError::new("the rules of the service do not provide for this configuration"))
    }

    fn holds(&mut self, condition: &Condition) -> bool {
        let value = self.call(condition.function, condition.arguments);
        let holds = value.holds();
        if let Some(slot) = condition.slot {
            self.set(slot, value);
        }
        holds
    }

    fn call(&self, function: Function, arguments: &[Expr]) -> Value {
        let argument = |place: usize| match arguments.get(place) {
            Some(expression) => self.value(expression),
            None => Value::None,
        };
        match function {
            Function::IsSet => Value::Bool(argument(0) != Value::None),
            Function::Not => Value::Bool(!argument(0).holds()),
            Function::BooleanEquals | Function::StringEquals => {
                Value::Bool(argument(0) == argument(1))
            }
            Function::GetAttr => match argument(1) {
                Value::Str(name) => argument(0).attribute(&name),
                _ => Value::None,
            },
            Function::AwsPartition => match argument(0) {
                Value::Str(region) => match self.partitions.of(&region) {
                    Some(partition) => Value::Partition(partition, region.into_owned()),
                    None => Value::None,
                },
                _ => Value::None,
            },
        }
    }

    fn value(&self, expression: &Expr) -> Value {
        match expression {
            Expr::Str(text) => Value::Str(Cow::Borrowed(text)),
            Expr::Bool(value) => Value::Bool(*value),
            Expr::Int(value) => Value::Int(*value),
            Expr::Slot(slot) => self.slot(*slot),
            Expr::Attr(of, name) => self.value(of).attribute(name),
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Text(parts) => {
                let mut text = String::new();
                parts.iter().for_each(|part| self.push_text(part, &mut text));
                Value::Str(Cow::Owned(text))
            }
            Expr::List(_) | Expr::Record(_) => Value::None,
        }
    }

    fn push_text(&self, part: &Expr, text: &mut String) {
        match self.value(part) {
            Value::Str(part) => text.push_str(&part),
            Value::Bool(value) => text.push_str(if value { "true" } else { "false" }),
            Value::Int(value) => text.push_str(itoa::Buffer::new().format(value)),
            Value::None | Value::Partition(..) => {}
        }
    }

    fn text(&self, expression: &Expr) -> String {
        let mut text = String::new();
        self.push_text(expression, &mut text);
        text
    }

    fn outcome(&self, outcome: &Outcome) -> Result<Endpoint, EndpointError> {
        match outcome {
            Outcome::Error(message) => Err(EndpointError::new(self.text(message))),
            Outcome::Endpoint { url, headers, properties } => {
                let mut endpoint = Endpoint::builder().url(self.text(url));
                for (name, values) in *headers {
                    for value in *values {
                        endpoint = endpoint.header(*name, self.text(value));
                    }
                }
                for (name, value) in *properties {
                    endpoint = endpoint.property(*name, self.document(value));
                }
                Ok(endpoint.build())
            }
        }
    }

    fn document(&self, expression: &Expr) -> Document {
        match expression {
            Expr::List(items) => {
                Document::Array(items.iter().map(|item| self.document(item)).collect())
            }
            Expr::Record(entries) => {
                let entries = entries.iter();
                let entries =
                    entries.map(|(name, value)| ((*name).to_owned(), self.document(value)));
                Document::Object(entries.collect::<HashMap<_, _>>())
            }
            other => match self.value(other) {
                Value::Str(text) => Document::String(text.into_owned()),
                Value::Bool(value) => Document::Bool(value),
                Value::Int(value) => match u64::try_from(value) {
                    Ok(value) => Document::Number(Number::PosInt(value)),
                    Err(_) => Document::Number(Number::NegInt(value)),
                },
                Value::None | Value::Partition(..) => Document::Null,
            },
        }
    }

    fn slot(&self, slot: usize) -> Value {
        self.slots.get(slot).cloned().unwrap_or(Value::None)
    }

    fn set(&mut self, slot: usize, value: Value) {
        if let Some(kept) = self.slots.get_mut(slot) {
            *kept = value;
        }
    }
}
