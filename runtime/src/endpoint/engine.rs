//! Evaluates rules.

use super::arn::Arn;
use super::functions;
use super::parameters::Parameters;
use super::partition::Partitions;
use super::rules::{Condition, Expr, Function, Node, Outcome, Rules, Then};
use super::url::Url;
use super::value::Value;
use aws_smithy_types::Document;
use aws_smithy_types::endpoint::{Endpoint, EndpointAuthScheme};
use std::borrow::Cow;
use std::fmt;

/// Why there is no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError(String);

impl EndpointError {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// What the rules say.
    pub fn message(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no endpoint: {}", self.0)
    }
}

impl std::error::Error for EndpointError {}

/// The rules with values for their parameters.
pub(super) struct Evaluation<'e> {
    rules: &'static Rules,
    partitions: &'static Partitions,
    slots: Vec<Value<'e>>,
}

impl<'e> Evaluation<'e> {
    /// Begins with values for parameters.
    pub(super) fn new(
        rules: &'static Rules,
        partitions: &'static Partitions,
        parameters: &'e Parameters,
    ) -> Result<Self, EndpointError> {
        let count = rules.parameters.len() + rules.kept.len();
        let mut slots = Vec::with_capacity(count);
        for (place, parameter) in rules.parameters.iter().enumerate() {
            let value = match (parameters.get(place), parameter.default) {
                (Some(given), _) => given.as_value(),
                (None, Some(default)) => literal(default),
                (None, None) => Value::None,
            };
            if parameter.required && !value.is_set() {
                return Err(EndpointError::new(format!("`{}` is not set", parameter.name)));
            }
            slots.push(value);
        }
        slots.resize_with(count, || Value::None);
        Ok(Self { rules, partitions, slots })
    }

    /// Follows the nodes to a result.
    pub(super) fn run(mut self) -> Result<Endpoint, EndpointError> {
        let mut then = match self.rules.nodes.is_empty() {
            true => Then::End(0),
            false => Then::To(0),
        };
        // Nodes only lead onwards, so there are never more decisions than nodes.
        for _ in 0..=self.rules.nodes.len() {
            match then {
                Then::To(place) => {
                    let Some(Node(condition, yes, no)) = at(self.rules.nodes, place) else { break };
                    let Some(condition) = at(self.rules.conditions, *condition) else { break };
                    then = if self.holds(condition) { *yes } else { *no };
                }
                Then::End(place) => {
                    let Some(outcome) = at(self.rules.results, place) else { break };
                    return self.outcome(outcome);
                }
                Then::Nothing => break,
            }
        }
        Err(EndpointError::new("the rules of the service do not provide for this configuration"))
    }

    fn holds(&mut self, condition: &'static Condition) -> bool {
        let value = self.call(condition.function, condition.arguments);
        let holds = value.holds();
        if let Some(slot) = condition.slot
            && let Some(kept) = self.slots.get_mut(usize::from(slot))
        {
            *kept = value;
        }
        holds
    }

    fn call(&self, function: Function, arguments: &'static [Expr]) -> Value<'e> {
        let argument = |place: usize| match arguments.get(place) {
            Some(expression) => self.value(expression),
            None => Value::None,
        };
        let seen = |place: usize| match arguments.get(place) {
            Some(expression) => self.seen(expression),
            None => Cow::Owned(Value::None),
        };
        match function {
            Function::IsSet => Value::Bool(seen(0).is_set()),
            Function::Not => Value::Bool(!seen(0).holds()),
            Function::BooleanEquals => {
                let left = arguments.first().and_then(|expression| self.boolean(expression));
                let right = arguments.get(1).and_then(|expression| self.boolean(expression));
                Value::Bool(left.is_some() && left == right)
            }
            Function::StringEquals => Value::Bool(match (&*seen(0), &*seen(1)) {
                (Value::Str(left), Value::Str(right)) => left == right,
                _ => false,
            }),
            Function::GetAttr => argument(0),
            Function::Coalesce => {
                let mut values = arguments.iter().map(|argument| self.value(argument));
                values.find(Value::is_set).unwrap_or(Value::None)
            }
            Function::Ite => argument(if seen(0).holds() { 1 } else { 2 }),
            _ => match &*seen(0) {
                Value::Str(text) => self.of_text(function, text, argument),
                _ => Value::None,
            },
        }
    }

    /// The functions of one text, which may have further arguments.
    fn of_text(
        &self,
        function: Function,
        text: &Cow<'e, str>,
        argument: impl Fn(usize) -> Value<'e>,
    ) -> Value<'e> {
        match function {
            Function::ParseUrl => {
                Url::parse(text).map_or(Value::None, |url| Value::Url(Box::new(url)))
            }
            Function::Substring => {
                let (Value::Int(start), Value::Int(stop)) = (argument(1), argument(2)) else {
                    return Value::None;
                };
                let found = functions::substring(text, start, stop, argument(3).holds());
                found.map_or(Value::None, Value::Str)
            }
            Function::Split => {
                let (Value::Str(separator), Value::Int(limit)) = (argument(1), argument(2)) else {
                    return Value::None;
                };
                functions::split(text, &separator, limit).map_or(Value::None, Value::List)
            }
            Function::IsValidHostLabel => {
                Value::Bool(functions::is_host_label(text, argument(1).holds()))
            }
            Function::UriEncode => Value::Str(functions::uri_encode(text)),
            Function::AwsPartition => {
                self.partitions.of(text).map_or(Value::None, Value::Partition)
            }
            Function::AwsParseArn => {
                Arn::parse(text).map_or(Value::None, |arn| Value::Arn(Box::new(arn)))
            }
            Function::AwsIsVirtualHostableS3Bucket => {
                Value::Bool(functions::is_virtual_hostable_bucket(text, argument(1).holds()))
            }
            _ => Value::None,
        }
    }

    /// A value that is only looked at, which need not be copied.
    fn seen(&self, expression: &'static Expr) -> Cow<'_, Value<'e>> {
        match expression {
            Expr::Slot(slot) => {
                self.slots.get(usize::from(*slot)).map_or(Cow::Owned(Value::None), Cow::Borrowed)
            }
            other => Cow::Owned(self.value(other)),
        }
    }

    /// What most conditions ask for.
    fn boolean(&self, expression: &'static Expr) -> Option<bool> {
        if let Expr::Bool(value) = expression {
            return Some(*value);
        }
        match &*self.seen(expression) {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    fn value(&self, expression: &'static Expr) -> Value<'e> {
        match expression {
            Expr::Slot(slot) => self.slots.get(usize::from(*slot)).cloned().unwrap_or(Value::None),
            Expr::Attr(of, name) => self.seen(of).attribute(name),
            Expr::Item(of, place) => self.seen(of).item(*place),
            Expr::Call(function, arguments) => self.call(*function, arguments),
            Expr::Text(template) => Value::Str(Cow::Owned(self.filled(template))),
            other => literal(*other),
        }
    }

    /// A template with its values.
    fn filled(&self, template: &str) -> String {
        let mut text = String::with_capacity(64);
        let mut rest = template;
        while let Some(place) = rest.find(['{', '}']) {
            let (literal, brace) = rest.split_at(place);
            text.push_str(literal);
            let (after, value) = match brace.strip_prefix('{') {
                Some(after) if !after.starts_with('{') => {
                    let (path, after) = after.split_once('}').unwrap_or((after, ""));
                    (after, Some(path))
                }
                _ => (brace.get(2..).unwrap_or_default(), None),
            };
            match value {
                Some(path) => self.at_path(path).push_to(&mut text),
                // One of two braces.
                None => text.extend(brace.chars().next()),
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }

    /// The value at a path: `Region`, `url#authority` or `arn#resourceId[0]`.
    fn at_path(&self, path: &str) -> Cow<'_, Value<'e>> {
        let mut steps = path.split('#');
        let name = steps.next().unwrap_or_default();
        let parameters = self.rules.parameters.iter().map(|parameter| parameter.name);
        let mut names = parameters.chain(self.rules.kept.iter().copied());
        let slot = names.position(|known| known == name).and_then(|slot| self.slots.get(slot));
        let mut value = slot.map_or(Cow::Owned(Value::None), Cow::Borrowed);
        for step in steps {
            let (name, place) = step.split_once('[').unwrap_or((step, ""));
            if !name.is_empty() {
                value = Cow::Owned(value.attribute(name));
            }
            if let Some(Ok(place)) = place.strip_suffix(']').map(str::parse) {
                value = Cow::Owned(value.item(place));
            }
        }
        value
    }

    fn text(&self, expression: &'static Expr) -> Cow<'static, str> {
        match expression {
            Expr::Str(text) => Cow::Borrowed(text),
            Expr::Text(template) => Cow::Owned(self.filled(template)),
            other => Cow::Owned(self.value(other).str().unwrap_or_default().to_owned()),
        }
    }

    fn outcome(&self, outcome: &'static Outcome) -> Result<Endpoint, EndpointError> {
        match outcome {
            Outcome::Error(message) => Err(EndpointError::new(self.text(message))),
            Outcome::Endpoint { url, headers, properties } => {
                let url = self.text(url);
                // An endpoint must not be made without, and a user may have set it so.
                if url.is_empty() {
                    return Err(EndpointError::new("its URL is empty"));
                }
                let mut endpoint = Endpoint::builder().url(url);
                for (name, values) in *headers {
                    for value in *values {
                        endpoint = endpoint.header(*name, self.text(value));
                    }
                }
                for (name, value) in *properties {
                    match value {
                        // What the orchestrator knows by its type is neither hashed nor copied whole.
                        Expr::List(schemes) if *name == "authSchemes" => {
                            for scheme in *schemes {
                                endpoint = endpoint.auth_scheme(self.auth_scheme(scheme));
                            }
                        }
                        _ => endpoint = endpoint.property(*name, self.document(value)),
                    }
                }
                Ok(endpoint.build())
            }
        }
    }

    fn auth_scheme(&self, scheme: &'static Expr) -> EndpointAuthScheme {
        let entries = if let Expr::Record(entries) = scheme { *entries } else { &[] };
        let named = entries.iter().find(|(name, _)| *name == "name");
        let name = named.map_or(Cow::Borrowed(""), |(_, name)| self.text(name));
        let scheme = EndpointAuthScheme::with_capacity(name, entries.len());
        let others = entries.iter().filter(|(name, _)| *name != "name");
        others.fold(scheme, |scheme, (name, value)| scheme.put(*name, self.document(value)))
    }

    fn document(&self, expression: &'static Expr) -> Document {
        match expression {
            Expr::List(items) => {
                Document::Array(items.iter().map(|item| self.document(item)).collect())
            }
            Expr::Record(entries) => {
                let entry = |(name, value): &'static (&str, Expr)| {
                    ((*name).to_owned(), self.document(value))
                };
                Document::Object(entries.iter().map(entry).collect())
            }
            other => self.value(other).into_document(),
        }
    }
}

/// A value that depends on nothing.
fn literal<'v>(expression: Expr) -> Value<'v> {
    match expression {
        Expr::Str(text) => Value::Str(Cow::Borrowed(text)),
        Expr::Bool(value) => Value::Bool(value),
        Expr::Int(value) => Value::Int(value),
        Expr::List(items) => Value::List(items.iter().filter_map(literal_text).collect()),
        _ => Value::None,
    }
}

fn literal_text<'v>(expression: &Expr) -> Option<Cow<'v, str>> {
    match expression {
        Expr::Str(text) => Some(Cow::Borrowed(text)),
        _ => None,
    }
}

/// What is at a place. Places take little room, for S3 has 583 decisions.
fn at<T>(all: &'static [T], place: u16) -> Option<&'static T> {
    all.get(usize::from(place))
}
