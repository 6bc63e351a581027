//! Values and conditions of rules, and what rules come to.

use super::functions::function;
use super::table::Table;
use super::{Lowered, array, known, parameters};
use crate::ir::{Condition, Expr, Function, Outcome};
use serde_json::{Map, Value};

/// Reads rules into a table, and knows which names can be referred to.
#[derive(Default)]
pub(super) struct Reader {
    pub(super) table: Table,
    visible: Vec<String>,
}

impl Reader {
    /// Reads the parameters, which can be referred to everywhere.
    pub(super) fn parameters(&mut self, said: &Map<String, Value>) -> Lowered<()> {
        for (name, value) in said {
            self.table.parameter(parameters::parameter(name, value)?);
            self.visible.push(name.clone());
        }
        Ok(())
    }

    /// Makes a name visible; there must not be one already.
    pub(super) fn declare(&mut self, name: &str) -> Lowered<()> {
        if self.visible.iter().any(|known| known == name) {
            return Err(format!("`{name}` is assigned where it has a value already"));
        }
        self.visible.push(name.to_owned());
        Ok(())
    }

    /// How many names are visible, to be forgotten down to later.
    pub(super) fn mark(&self) -> usize {
        self.visible.len()
    }

    /// Forgets the names that became visible after a mark.
    pub(super) fn forget(&mut self, mark: usize) {
        self.visible.truncate(mark);
    }

    /// Reads a condition. What it assigns is not visible yet.
    pub(super) fn condition(&mut self, value: &Value) -> Lowered<Condition> {
        known(value, &["fn", "argv", "assign", "documentation"])?;
        let slot = assigned(value)?.map(|name| self.table.slot(name));
        let (function, arguments) = self.call(value)?;
        Ok(Condition { function, arguments, slot })
    }

    fn call(&mut self, value: &Value) -> Lowered<(Function, Vec<Expr>)> {
        let name = value.get("fn").and_then(Value::as_str).unwrap_or_default();
        let arguments = array(value, "argv")?;
        let function = function(name, arguments.len())?;
        let arguments = arguments.iter().map(|argument| self.expr(argument));
        let mut arguments = arguments.collect::<Lowered<Vec<_>>>()?;
        match function {
            Function::GetAttr => arguments = vec![attribute(arguments)?],
            // `true == x` is `x == true`: one condition, not two.
            Function::BooleanEquals | Function::StringEquals
                if arguments.first().is_some_and(is_constant) =>
            {
                arguments.reverse();
            }
            _ => {}
        }
        Ok((function, arguments))
    }

    /// Reads a value.
    pub(super) fn expr(&mut self, value: &Value) -> Lowered<Expr> {
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
            Value::Object(object) => self.object(value, object),
            Value::Null => Err("a value that is null".to_owned()),
        }
    }

    fn object(&mut self, value: &Value, object: &Map<String, Value>) -> Lowered<Expr> {
        if let Some(name) = object.get("ref").and_then(Value::as_str) {
            known(value, &["ref"])?;
            return self.reference(name);
        }
        if object.contains_key("fn") {
            known(value, &["fn", "argv"])?;
            let (function, mut arguments) = self.call(value)?;
            return Ok(match (function, arguments.pop()) {
                (Function::GetAttr, Some(attribute)) => attribute,
                (function, last) => {
                    arguments.extend(last);
                    Expr::Call(function, arguments)
                }
            });
        }
        let entries = object.iter().map(|(name, value)| Ok((name.clone(), self.expr(value)?)));
        Ok(Expr::Record(entries.collect::<Lowered<_>>()?))
    }

    fn reference(&mut self, name: &str) -> Lowered<Expr> {
        if !self.visible.iter().any(|known| known == name) {
            return Err(format!("`{name}` is neither a parameter nor assigned"));
        }
        Ok(Expr::Slot(self.table.slot(name)))
    }

    /// Text with values in braces: `https://{Region}.{Partition#dnsSuffix}`.
    fn template(&mut self, text: &str) -> Lowered<Expr> {
        let mut values = Vec::new();
        let mut literal = String::new();
        let mut rest = text;
        while let Some((before, brace)) = rest.find(['{', '}']).map(|place| rest.split_at(place)) {
            literal.push_str(before);
            rest = if let Some(after) = brace.strip_prefix("{{") {
                literal.push('{');
                after
            } else if let Some(after) = brace.strip_prefix("}}") {
                literal.push('}');
                after
            } else if let Some(inside) = brace.strip_prefix('{') {
                let (path, after) = inside
                    .split_once('}')
                    .ok_or_else(|| format!("an opening brace too many in `{text}`"))?;
                values.push(self.placeholder(path)?);
                after
            } else {
                return Err(format!("a closing brace too many in `{text}`"));
            };
        }
        literal.push_str(rest);
        if values.is_empty() {
            return Ok(Expr::Str(literal));
        }
        // Only text can stand in a template, so a template of one value is that value.
        if literal.is_empty()
            && let [value] = values.as_slice()
        {
            return Ok(value.clone());
        }
        Ok(Expr::Text(text.to_owned()))
    }

    fn placeholder(&mut self, inside: &str) -> Lowered<Expr> {
        let mut path = inside.split('#');
        let of = self.reference(path.next().unwrap_or_default())?;
        path.try_fold(of, step)
    }

    /// Reads what an endpoint is.
    pub(super) fn endpoint(&mut self, value: &Value) -> Lowered<Outcome> {
        known(value, &["url", "properties", "headers"])?;
        let url = self.expr(value.get("url").ok_or("an endpoint without a URL")?)?;
        let mut headers = Vec::new();
        let said = value.get("headers").and_then(Value::as_object);
        for (name, values) in said.into_iter().flatten() {
            let wrong = || format!("the header `{name}` is not a list");
            let values = values.as_array().ok_or_else(wrong)?.iter().map(|value| self.expr(value));
            headers.push((name.clone(), values.collect::<Lowered<_>>()?));
        }
        let mut properties = Vec::new();
        let said = value.get("properties").and_then(Value::as_object);
        for (name, value) in said.into_iter().flatten() {
            properties.push((name.clone(), self.expr(value)?));
        }
        let properties = self.table.properties(properties);
        Ok(Outcome::Endpoint { url, headers, properties })
    }

    /// Reads what a rule of the types `endpoint` and `error` comes to.
    pub(super) fn outcome(&mut self, rule: &Value) -> Lowered<Outcome> {
        match rule.get("type").and_then(Value::as_str) {
            Some("endpoint") => {
                self.endpoint(rule.get("endpoint").ok_or("a rule without its endpoint")?)
            }
            Some("error") => {
                let text = rule.get("error").ok_or("a rule without its error")?;
                Ok(Outcome::Error(self.expr(text)?))
            }
            _ => Err("a rule of an unknown type".to_owned()),
        }
    }
}

fn is_constant(value: &Expr) -> bool {
    matches!(value, Expr::Str(_) | Expr::Bool(_))
}

/// The name that a condition gives its value.
pub(super) fn assigned(condition: &Value) -> Lowered<Option<&str>> {
    match condition.get("assign") {
        None => Ok(None),
        Some(Value::String(name)) => Ok(Some(name)),
        Some(_) => Err("`assign` is not text".to_owned()),
    }
}

/// `getAttr` of a value, step by step.
fn attribute(arguments: Vec<Expr>) -> Lowered<Expr> {
    let mut arguments = arguments.into_iter();
    let (Some(of), Some(Expr::Str(path))) = (arguments.next(), arguments.next()) else {
        return Err("`getAttr` takes a value and a path".to_owned());
    };
    path.split('.').try_fold(of, step)
}

/// One step of a path: a name, an index in brackets, or one after the other.
fn step(of: Expr, step: &str) -> Lowered<Expr> {
    let (name, index) = match step.split_once('[') {
        None => (step, None),
        Some((name, index)) => {
            let index = index.strip_suffix(']').and_then(|index| index.parse::<i64>().ok());
            (name, Some(index.ok_or_else(|| format!("`{step}` is no step of a path"))?))
        }
    };
    let of = match (name, index) {
        ("", None) => return Err("an empty step in a path".to_owned()),
        ("", Some(_)) => of,
        (name, _) => Expr::Attr(Box::new(of), name.to_owned()),
    };
    Ok(match index {
        Some(index) => Expr::Item(Box::new(of), index),
        None => of,
    })
}
